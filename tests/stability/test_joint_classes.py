"""Joint moves class by class: both ways are right on small conflicts, and mistakes are found out;
a conflict in which one party has nearly all options is answered, with the same verdicts."""

from __future__ import annotations

import importlib
import tracemalloc

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.problems import TooLarge
from detente.stability import Assumptions, find, judge
from detente.stability.engines import joint_classes
from detente.stability.engines.joint_box import Joint, joint_of
from oracle.compare import READINGS
from stability.large_graphs import Shape, random_graph
from stability.mutants.planting import Mutant, text
from stability.small_conflicts import graph_of, small_at
from stability.test_joint_cells import Reading_, by_definition, by_options

_SIM = importlib.import_module("detente.stability.concepts.sim")
_CLASSES = "stability.engines.joint_classes"
WAYS = ("own", "another")


def stable(joint: Joint, party: int, way: str, how: Reading_) -> NDArray[np.bool_] | None:
    """What one way finds, by state; None where there is no other party to go by."""
    others = [k for k in range(len(joint.box.radix)) if k != party]
    reading = (how[0] == "single", how[1] == "strict")
    if way == "own":
        found = joint_classes._by_own_classes(joint, party, others, *reading)
    elif others:
        widest = max(others, key=joint.box.radix.__getitem__)
        found = joint_classes._by_anothers_gains(joint, party, widest, *reading)
    else:
        return None
    return found[joint.box.feasible]


def wrong(number: int, how: Reading_) -> str | None:
    """Where a way and the definition differ."""
    graph = graph_of(small_at(number, "joint cells"))
    joint, right = joint_of(graph), by_definition(number, how)
    for party in range(graph.parties):
        for way in WAYS:
            found = stable(joint, party, way, how)
            if found is not None and not np.array_equal(found, right[party]):
                return f"{way}, {how}: party {party} of {number}"
    return None


def test_both_ways_agree_with_the_definition() -> None:
    for at, number in enumerate(by_options()):
        assert wrong(number, READINGS[at % len(READINGS)]) is None


_PUT = (
    ("a tie is a gain", "(after > before) & (after", "(after >= before) & (after"),
    ("what is no state is a gain", " & (after != TOP) & (", " & ("),
    ("options have no direction", "((used & ~self.bits[to]) == 0)", "True"),
    ("no gain is forbidden", "gain &= (self.source[at] & ends) == 0", "pass"),
    ("the party goes anywhere", "((goes.bits[one] & ~goes.bits) == 0)", "True"),
    ("no move of the party is forbidden", "(source[b, one] & target[b]) == 0", "True"),
    ("the easiest move decides", "[::-1])[::-1]", ")"),
    ("ties are improvements", 'worth, side="right"', 'worth, side="left"'),
    ("all of a class gain alike", "= [alike[b, feasible], ", "= ["),
    ("a tie deters, strict or not", "found < worth if strict else ", ""),
    ("nobody moving is an answer", "if one != here", "if one != here or len(here) == 1"),
    ("all at once where one is allowed", "(not single or sum(", "(True or sum("),
    ("digits stay where they were", "gains >>= count", "gains >>= 0"),
    ("the other gains by a tie", 'side="left")', 'side="right")'),
    (
        "the other goes anywhere",
        "(wide.bits[one] & ~wide.bits[self.order]) == 0",
        "self.order >= 0",
    ),
    ("no gain of the widest is forbidden", "may &= (wide.source[at]", "(wide.source[at]"),
    ("the widest stays always", "np.minimum(lows(staying), staying)", "staying"),
    ("the widest never stays", "np.minimum(lows(staying), staying)", "lows(staying)"),
    (
        "who does otherwise need not gain",
        "np.where(may, np.minimum(lowest, low), lowest)",
        "np.minimum(lowest, low)",
    ),
    ("one of those who do otherwise gains", "else result & gain", "else result | gain"),
    ("two others where one is allowed", "single and sum(x", "False and sum(x"),
    ("the widest moves too where one is allowed", "staying if single else ", ""),
    ("a tie deters from another's gains", "(1 if strict else 0)", "0"),
    ("what is no state brings down", "self.order[rank[self.order] != TOP]", "self.order"),
    ("states are laid back as they lay", ".transpose(axes)", ""),
)
MISTAKES = tuple(text(name, _CLASSES, old, new) for name, old, new in _PUT)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_in_a_way_is_found_out(mistake: Mutant) -> None:
    with mistake.planted():
        assert any(
            wrong(number, READINGS[(at + turn) % len(READINGS)])
            for turn in range(len(READINGS))
            for at, number in enumerate(by_options())
        )


LOPSIDED = (Shape((8, 1, 1), 0.1), Shape((1, 8), 0.1, distinct=50), Shape((1, 1, 8, 1)))


@pytest.mark.parametrize("shape", LOPSIDED)
def test_one_party_with_nearly_all_options_is_judged_by_classes_as_move_by_move(
    monkeypatch: pytest.MonkeyPatch, shape: Shape
) -> None:
    graph = random_graph(np.random.default_rng(5), shape)
    asked = list(find("sim") or ())
    right = judge(graph, asked, Assumptions("legal", "strict")).planes["sim"]
    monkeypatch.setattr(_SIM, "_UNSAMPLED", 400)
    monkeypatch.setattr(_SIM, "_WIDE", 128)
    monkeypatch.setattr(_SIM, "_EASY", 10_000)
    monkeypatch.setattr(_SIM, "JointSearch", None)

    found = judge(graph, asked, Assumptions("legal", "strict")).planes["sim"]

    assert np.array_equal(found, right)
    assert len(np.unique(found)) > 1


def test_what_classes_would_take_is_foretold_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, asked = random_graph(np.random.default_rng(5), LOPSIDED[0]), list(find("sim") or ())
    monkeypatch.setattr(_SIM, "_UNSAMPLED", 400)
    monkeypatch.setattr(_SIM, "_WIDE", 128)
    monkeypatch.setattr(_SIM, "_EASY", 10_000)
    monkeypatch.setattr(_SIM, "bytes_by_classes", lambda radix: 1 << 60)
    with pytest.raises(TooLarge, match="leave sim out"):
        judge(graph, asked, Assumptions())


@pytest.mark.parametrize("options", [(15, 1), (14, 1, 1), (11, 1, 1, 1, 1)])
def test_the_memory_that_classes_take_is_foretold(options: tuple[int, ...]) -> None:
    """Within a factor of two, whichever party is judged."""
    graph = random_graph(np.random.default_rng(5), Shape(options, 0.1, distinct=999))
    joint_of(graph)  # lays out the box, which is the graph's own
    for party in (0, 1):
        tracemalloc.start()
        try:
            joint = joint_of(graph)
            joint_classes.held_by_classes(joint, party, Assumptions())
            taken = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        foretold = joint_classes.bytes_by_classes(joint.box.radix)
        assert taken / 2 < foretold < taken * 2
