"""Reach against the definition, on small conflicts of the shapes that fast code fears."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from detente.model import Graph
from detente.stability import Assumptions, find, judge, reach
from oracle import reach as by_definition
from oracle.conflict import Conflict
from stability.large_graphs import Shape, gray_chain, random_graph
from stability.mutants import planting
from stability.small_conflicts import conflict_of, graph_of, small_at

CONFLICTS = 520
KINDS = ("moves", "improvements", "best", "seq", "gmr", "smr", "sseq")


def _steps(graph: Graph, kind: str) -> reach.Steps:
    match kind:
        case "moves":
            return reach.all_moves(graph)
        case "improvements":
            return reach.improvements(graph)
        case "best":
            return reach.best_moves(graph)
        case _:
            return reach.undeterred(graph, (find(kind) or ())[0], Assumptions())


def _defined(conflict: Conflict, kind: str) -> by_definition.Step:
    match kind:
        case "moves":
            return by_definition.all_moves(conflict)
        case "improvements":
            return by_definition.improvements(conflict)
        case "best":
            return by_definition.best(conflict)
        case _:
            return by_definition.undeterred(
                conflict, kind in ("seq", "sseq"), kind in ("smr", "sseq")
            )


def _told(distances: np.ndarray) -> dict[str, int]:
    there = np.flatnonzero(distances < reach.never(distances))
    return {str(state): int(distances[state]) for state in there.tolist()}


@pytest.mark.parametrize("chunk", range(4))
def test_distances_and_ways_agree_with_the_definition(chunk: int) -> None:
    for number in range(chunk, CONFLICTS, 4):
        rng = Random(f"reach/{number}")
        small = small_at(number, "reach")
        graph, conflict = graph_of(small), conflict_of(small)
        states = list(conflict.states)
        kind = rng.choice(KINDS)
        of = sorted(rng.sample(range(graph.parties), rng.randint(1, graph.parties)))
        start = set(rng.sample(states, min(len(states), rng.choice((1, 1, 2)))))
        avoid = set(rng.sample(states, min(len(states), rng.choice((0, 0, 1, 3)))))
        goal = set(rng.sample(states, min(len(states), rng.choice((1, 2, 5)))))
        within = rng.choice((None, None, 1, 2))
        movers = [conflict.parties[k] for k in of]
        steps, step = _steps(graph, kind), _defined(conflict, kind)
        expected = by_definition.distances(conflict, start, step, movers, avoid - start, within)
        masks = [np.isin(states, sorted(part)) for part in (start, goal, avoid)]
        for compiled in (False, True):
            case = (number, kind, compiled, small)
            found = reach.distances(
                graph, masks[0], steps, of, masks[2] & ~masks[0], within, compiled=compiled
            )
            assert _told(found) == expected, case
            back = reach.distances(
                graph, masks[1], steps, of, None, within, back=True, compiled=compiled
            )
            turned = {
                state: min(there[end] for end in goal & there.keys())
                for state in states
                if goal
                & (
                    there := by_definition.distances(conflict, {state}, step, movers, (), within)
                ).keys()
            }
            assert _told(back) == turned, case
            way = reach.shortest(
                graph, masks[0], masks[1], steps, of, masks[2], within, compiled=compiled
            )
            assert way == _first_way(conflict, start, goal, avoid - start, step, of, within), case


def _first_way(
    conflict: Conflict,
    start: set[str],
    goal: set[str],
    avoid: set[str],
    step: by_definition.Step,
    of: list[int],
    within: int | None,
) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """All sequences by length, then by start, movers' and states' order: the first that arrives."""
    bound = 2 * len(conflict.states) if within is None else within
    layer = [((int(state),), ()) for state in sorted(start, key=int)]
    seen: set[tuple[int, int]] = set()
    for _ in range(bound + 1):
        for (begin, *_rest), path in layer:
            end = path[-1][1] if path else begin
            if str(end) in goal:
                return begin, path
        following = []
        for first, path in layer:
            here, last = (path[-1][1], path[-1][0]) if path else (first[0], -1)
            for k in of:
                if k == last:
                    continue
                for after in sorted(int(t) for t in step(conflict.parties[k], str(here))):
                    if str(after) not in avoid and (after, k) not in seen:
                        seen.add((after, k))
                        following.append((first, (*path, (k, after))))
        layer = following
    return None


def _gains_agree(numbers: range) -> bool:
    for number in numbers:
        rng = Random(f"gains/{number}")
        small = small_at(number, "gains")
        graph, conflict = graph_of(small), conflict_of(small)
        if not (graph.ranked and reach.listless(graph)):
            continue
        states = list(conflict.states)
        begin, into = (
            np.array([rng.random() < share for _ in states])
            for share in (0.7, rng.choice((0.2, 1)))
        )
        step = by_definition.improvements(conflict)
        for k, party in enumerate(conflict.parties):
            expected = [
                bool(begin[s] and any(into[int(t)] for t in step(party, state)))
                for s, state in enumerate(states)
            ]
            if reach.gaining(graph, k, begin, into).tolist() != expected:
                return False
    return True


def test_where_a_party_gains_into_some_states_agrees_with_the_definition() -> None:
    assert _gains_agree(range(300))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("best > rank", "best >= rank"),
        ("found = begin & ", "found = "),
        ("cells.by_cell(into, False)", "cells.by_cell(into | True, False)"),
        ("for source, target in one.cover:", "for source, target in one.cover[:0]:"),
        ("back=True", "back=False"),
    ],
)
def test_a_mistake_in_where_a_party_gains_is_caught(old: str, new: str) -> None:
    with planting.text("gains", "stability.reach.gains", old, new).planted():
        assert not _gains_agree(range(300))


def test_a_state_is_stable_where_no_step_is_undeterred() -> None:
    for number in range(130):
        rng = Random(f"undeterred/{number}")
        small = small_at(number, "undeterred")
        graph = graph_of(small)
        assumptions = Assumptions(
            rng.choice(("legal", "once", "single")),  # type: ignore[arg-type]
            rng.choice(("weak", "strict")),  # type: ignore[arg-type]
        )
        for text in ("nash", "gmr", "smr", "seq", "sseq", "mr3", "cmr2", "hseq"):
            asked = (find(text) or ())[0]
            verdicts = judge(graph, [asked], assumptions)
            steps = reach.undeterred(graph, asked, assumptions)
            for party in range(graph.parties):
                leaves = [
                    bool(len(reach.moves_of(graph, steps, party, state)))
                    for state in range(graph.states)
                ]
                assert verdicts.stable(party, text).tolist() == [not one for one in leaves]


@pytest.mark.parametrize(
    "shape",
    [
        Shape((4, 5, 4)),
        Shape((5, 4, 4), 0.2),
        Shape((5, 5, 3), 0.5, 0.4),
        Shape((1,) * 12, 0.1, 0.2),
        Shape((9, 1, 3), 0.1, 1.0, 10**6),
        Shape((2, 10), 0.3),
    ],
)
def test_compiled_layers_are_those_of_numpy(shape: Shape) -> None:
    rng = np.random.default_rng(3)
    graph = random_graph(rng, shape)
    start = np.zeros(graph.states, dtype=bool)
    start[rng.integers(graph.states)] = True
    for steps in (reach.all_moves(graph), reach.improvements(graph), reach.best_moves(graph)):
        for back in (False, True):
            one, other = (
                reach.distances(graph, start, steps, back=back, compiled=compiled)
                for compiled in (False, True)
            )
            assert np.array_equal(one, other)


def test_more_steps_than_a_byte_holds_are_counted() -> None:
    graph = gray_chain(11)
    start = np.zeros(graph.states, dtype=bool)
    steps = reach.improvements(graph)
    counts = []
    for compiled in (False, True):
        start[:] = False
        start[0] = True
        found = reach.distances(graph, start, steps, compiled=compiled)
        counts.append(found)
        assert int(found[found < reach.never(found)].max()) == graph.states // 2
    assert np.array_equal(counts[0], counts[1])
