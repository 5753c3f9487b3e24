"""Joint moves by compiled loops over cells: right on small conflicts, also where they begin to
differ from the other ways; and mistakes planted in the loops are found out."""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.problems import TooLarge
from detente.stability import Assumptions, find, judge
from detente.stability.engines.joint import takes_by_cells
from detente.stability.engines.joint_box import joint_of
from detente.stability.engines.swept import joint
from detente.stability.engines.swept.threads import Threads
from oracle import concepts
from oracle.compare import READINGS
from oracle.reading import Reading
from stability.large_graphs import Shape, random_graph
from stability.mutants.planting import Mutant, text, uncompiled
from stability.small_conflicts import Small, conflict_of, graph_of, small_at

CONFLICTS = 130
ALL = 10**12
_SIM = importlib.import_module("detente.stability.concepts.sim")
Reading_ = tuple[str, str]  # sanction moves, sanction


@cache
def by_definition(number: int, how: Reading_) -> NDArray[np.bool_]:
    """What the oracle finds: (parties, states)."""
    small = small_at(number, "joint cells")
    conflict = conflict_of(small)
    strategies = {
        state: tuple(str(code & mask) for mask in small.masks)
        for state, code in zip(conflict.states, small.codes, strict=True)
    }
    reading = Reading(replace(conflict, strategies=strategies), *how)
    return np.array(
        [[concepts.sim(reading, i, s) for s in conflict.states] for i in conflict.parties]
    )


def by_cells(small: Small, how: Reading_, threads: int = 1) -> NDArray[np.bool_]:
    """What the loops find."""
    graph = graph_of(small)
    assert takes_by_cells(graph)
    cells, run = joint_of(graph), Threads(threads)
    return np.array(
        [
            joint.held(cells, k, Assumptions(*how), None, ALL, run)[0]  # type: ignore[arg-type]
            for k in range(graph.parties)
        ]
    )


def by_options() -> list[int]:
    """The numbers of conflicts by options."""
    return [k for k in range(2 * CONFLICTS) if not small_at(k, "joint cells").listed][:CONFLICTS]


def complaint(number: int, how: Reading_, threads: int = 1) -> str | None:
    """Where the loops and the definition differ; None where they agree."""
    small = small_at(number, "joint cells")
    found, right = by_cells(small, how, threads), by_definition(number, how)
    return None if np.array_equal(found, right) else f"{how}: {np.argwhere(found != right)} {small}"


def test_the_loops_agree_with_the_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "_CELLS_A_CALL", 8)
    kinds = {small_at(number, "joint cells").kind for number in by_options()}
    barred = sum(bool(small_at(number, "joint cells").barred) for number in by_options())
    assert len(kinds) >= 8
    assert barred >= 5
    for at, number in enumerate(by_options()):
        how = READINGS[at % len(READINGS)]
        assert complaint(number, how, 1 + number % 2) is None


_LOOPS = "stability.engines.swept.joint"
_BOX = "stability.engines.joint_box"
MISTAKES = (
    text("a tie is an improvement", _LOOPS, "there] <= worth or", "there] < worth or"),
    text("what is no state is an improvement", _LOOPS, "rank[party, there] == top", "False"),
    text("options have no direction", _LOOPS, "if used & ~bits[first[party] + a]:", "if False:"),
    text("directions are turned", _LOOPS, "if used & ~bits[", "if ~used & bits["),
    text("no move is forbidden", _LOOPS, "if source.shape[1] and source", "if False and source"),
    text(
        "a rule forbids all that begin as it says",
        _LOOPS,
        "source[party, cell] & target[party, there]",
        "source[party, cell]",
    ),
    text("a tie does not deter", _LOOPS, "(1 if strict else 0)", "1"),
    text("a tie deters where sanctions are strict", _LOOPS, "(1 if strict else 0)", "0"),
    text(
        "only the best improvement counts", _LOOPS, "for m in range(moves):", "for m in range(1):"
    ),
    text("one improvement undone is enough", _LOOPS, "last = p", "break"),
    text("one other at a time", _LOOPS, "range(1 if single else before)", "range(1)"),
    text(
        "all at once where one is allowed",
        _LOOPS,
        "range(1 if single else before)",
        "range(before)",
    ),
    text(
        "the first other moves alone",
        _LOOPS,
        "taken, before = other + 1, 0, built",
        "taken = other + 1, 0",
    ),
    text(
        "a party moves twice",
        _LOOPS,
        "for x in range(1 if single else before):",
        "for x in range(1 if single else built):",
    ),
    text("who examines moves with the others", _LOOPS, "if other != party:", "if True:"),
    text(
        "each other has one improvement",
        _LOOPS,
        "if taken < gains[other]:",
        "if taken < min(1, gains[other]):",
    ),
    text("what undid the last move is not tried again", _LOOPS, "p = 1\n", "p = 1 + last\n"),
    text(
        "moves are undone by a state that is left",
        _LOOPS,
        "gains[k] = -1",
        "gains[k] = max(gains[k], -1)",
    ),
    text(
        "what undoes a move is what was there before", _LOOPS, "there + joint[p]", "cell + joint[p]"
    ),
    text(
        "the best improvement hides another",
        _LOOPS,
        "own[0], own[best] = own[best], own[0]",
        "own[0] = own[best]",
    ),
    text(
        "cells are by states",
        _LOOPS,
        "places = np.flatnonzero(joint.box.feasible)",
        "places = np.arange(joint.box.states)",
    ),
    text(
        "forbidden moves begin where they end",
        _BOX,
        "source[party] |= box.by_cell(begins)",
        "source[party] |= box.by_cell(ends)",
    ),
    text(
        "one forbidden move takes the place of another",
        _BOX,
        "np.uint64(k)\n            target",
        "np.uint64(0)\n            target",
    ),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_in_the_loops_is_found_out(mistake: Mutant) -> None:
    pairs = [(number, how) for number in by_options() for how in READINGS]
    with uncompiled(), mistake.planted():
        assert any(differs(number, how) for number, how in pairs)


def differs(number: int, how: Reading_) -> bool:
    """Whether the definition is met; a crash is no verdict."""
    try:
        return complaint(number, how) is not None
    except IndexError:
        return False


def test_larger_graphs_are_judged_alike_by_cells_and_move_by_move(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By loops where they have run, else by NumPy; with the same verdicts, counts and refusals."""
    asked = list(find("sim") or ())
    for shape in (Shape((4, 4, 2), 0.1), Shape((6, 5), 0.1, one_way=0.2), Shape((2,) * 5)):
        graph = random_graph(np.random.default_rng(3), shape)
        for moves, sanction in (("legal", "weak"), ("single", "strict")):
            found = []
            for readiness in ("loaded", "none"):
                monkeypatch.setattr(_SIM, "_UNSAMPLED", 512)
                monkeypatch.setattr(_SIM, "readiness", lambda loops, how=readiness: how)
                monkeypatch.setattr(_SIM, "loading_of", lambda loops, cold: 1e9)
                verdicts = judge(graph, asked, Assumptions(moves, sanction))
                found.append(verdicts.planes["sim"])
            assert np.array_equal(*found)
            assert len(np.unique(found[0])) > 1


def test_loops_that_would_take_too_long_say_so_and_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(np.random.default_rng(3), Shape((5, 4, 4), 0.1))
    cells, asked = joint_of(graph), list(find("sim") or ())
    looked_at = [joint.held(cells, k, Assumptions(), None, ALL)[1] for k in range(3)]
    monkeypatch.setattr(_SIM, "readiness", lambda loops: "loaded")

    monkeypatch.setattr(_SIM, "limit", lambda name: max(looked_at) * 2)
    assert judge(graph, asked, Assumptions()).concepts == ("sim",)
    monkeypatch.setattr(_SIM, "limit", lambda name: max(looked_at) // 2)
    with pytest.raises(TooLarge, match=r"about [0-9,]+ joint moves to look at"):
        judge(graph, asked, Assumptions())
    # A sample that misleads, of states that all like best: the loops stop by themselves.
    worth = sum(order.rank.astype(np.int64) for order in graph.orders)
    best = np.argsort(worth)[-1:]
    monkeypatch.setattr(_SIM, "sampled_states", lambda states, size: best)
    monkeypatch.setattr(_SIM, "limit", lambda name: max(looked_at) // 20)
    with pytest.raises(TooLarge, match=r"more than [0-9,]+ joint moves"):
        judge(graph, asked, Assumptions())
    monkeypatch.setattr(joint, "_CELLS_A_CALL", 64)
    stopped = joint.held(cells, looked_at.index(max(looked_at)), Assumptions(), None, 1, Threads(1))
    assert stopped[1] < max(looked_at) // 20
