"""Paths: the finder against its checker, and against a search by the definition."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

import detente
from detente.analysis.paths import Kind, Path, Step, find_path, is_path, reached
from detente.model import Graph, compile_graph
from oracle.conflict import Conflict, read
from oracle.generate import to_yaml
from oracle_claims.generate import random_model_with_claims
from oracle_claims.verdicts import reach, shortest

KINDS: tuple[Kind, ...] = ("moves", "improvements")


def models(seed: int) -> list[dict[str, Any]]:
    return [random_model_with_claims(Random(f"paths/{seed}/{k}")) for k in range(40)]


def plane(graph: Graph, states: set[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array([graph.state_text(k) in states for k in range(graph.states)])


def shortest_paths(
    conflict: Conflict, start: str, goal: set[str], kind: Kind, length: int
) -> list[list[tuple[int, int]]]:
    """All legal sequences of so many steps into the goal, as (mover, state) numbers."""
    number = {state: k for k, state in enumerate(conflict.states)}
    paths: list[tuple[str, int, list[tuple[int, int]]]] = [(start, -1, [])]
    for _ in range(length):
        paths = [
            (after, mover, [*steps, (mover, number[after])])
            for here, last, steps in paths
            for mover, party in enumerate(conflict.parties)
            if mover != last
            for after in conflict.moves[party][here]
            if kind == "moves" or conflict.prefers(party, after, here)
        ]
    return [steps for here, _, steps in paths if here in goal]


@pytest.mark.parametrize(("seed", "kind"), list(product(range(3), KINDS)))
def test_a_path_is_found_where_there_is_one_and_is_a_shortest(seed: int, kind: Kind) -> None:
    for number, model in enumerate(models(seed)):
        conflict, graph = read(model), compile_graph(detente.load(to_yaml(model)))
        rng = Random(number)
        start = conflict.status_quo or conflict.states[0]
        goal = set(rng.sample(conflict.states, rng.randint(1, 2)))
        fewest = shortest(conflict, start, goal, kind == "improvements")
        found = find_path(graph, plane(graph, {start}), plane(graph, goal), kind)

        assert (found is None) == (fewest is None)
        if found is not None and fewest is not None:
            assert len(found.steps) == fewest
            assert is_path(graph, found, plane(graph, goal), kind)
            if fewest <= 3:
                steps = [(graph.names.index(s.by), graph.find_state(s.to)) for s in found.steps]
                assert steps == min(shortest_paths(conflict, start, goal, kind, fewest))


@pytest.mark.parametrize("kind", KINDS)
def test_states_are_reached_by_some_parties_as_by_the_definition(kind: Kind) -> None:
    for number, model in enumerate(models(9)):
        conflict, graph = read(model), compile_graph(detente.load(to_yaml(model)))
        rng = Random(number)
        starts = set(rng.sample(conflict.states, rng.randint(1, 2)))
        of = sorted(rng.sample(range(graph.parties), rng.randint(1, graph.parties)))
        found = reached(graph, plane(graph, starts), kind, of)

        expected = reach(conflict, starts, kind == "improvements", [graph.names[k] for k in of])
        assert expected == {graph.state_text(k) for k in np.flatnonzero(found).tolist()}


QUARRY = """
title: Two who can each do two things
decision_makers:
  A: {options: {a: go, b: stay}}
  B: {options: {c: go}}
status_quo: []
preferences:
  A: [a, b]
  B: [not A.a]
"""


@pytest.fixture
def graph() -> Graph:
    return compile_graph(detente.load(QUARRY))


def test_the_start_itself_is_reached_by_no_step(graph: Graph) -> None:
    here = plane(graph, {"NNN"})

    assert Path("NNN", ()) == find_path(graph, here, here, "improvements")


def test_not_reachable_is_an_answer(graph: Graph) -> None:
    assert find_path(graph, plane(graph, {"NNN"}), plane(graph, {"NNY"}), "improvements") is None


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([("A", "YNN"), ("A", "YYN")], "A moves twice in a row"),
        ([("B", "YYN")], "B cannot do what A does"),
        ([("A", "YYN"), ("B", "YYY")], "B gains nothing by it"),
        ([("A", "NNN")], "staying is no move"),
        ([("C", "YYN")], "there is no C"),
        ([("A", "YY")], "that is no state"),
        ([], "it does not get there"),
    ],
)
def test_what_is_no_path_is_told_apart(
    graph: Graph, steps: list[tuple[str, str]], why: str
) -> None:
    path = Path("NNN", tuple(Step(by, to) for by, to in steps))
    goal = plane(graph, {"YYN", "YYY"})

    assert not is_path(graph, path, goal, "improvements"), why


def test_only_the_parties_named_may_move(graph: Graph) -> None:
    path = Path("NNN", (Step("A", "YYN"),))
    goal = plane(graph, {"YYN"})

    assert is_path(graph, path, goal, "improvements", (0,))
    assert not is_path(graph, path, goal, "improvements", (1,))
    assert find_path(graph, plane(graph, {"NNN"}), goal, "moves", (1,)) is None
