"""Bit rows of several words, and worked on in parts, against matrices of the literature."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.model import Graph, Relation
from detente.stability import Assumptions, find, judge
from detente.stability.engines import rows
from stability.large_graphs import Shape, random_graph
from stability.mutants.planting import Mutant
from stability.mutants.rows import MUTANTS

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
SHAPES = (
    Shape((3, 3, 2), holes=0.3),
    Shape((3, 2, 1, 2), holes=0.1, one_way=0.4),
    Shape((5, 2), distinct=5),
)


def general(rng: np.random.Generator, graph: Graph, share: float) -> Graph:
    """The graph with relations for all parties but the last, each pair drawn by itself."""
    drawn = []
    for _ in graph.orders[1:]:
        chance = np.triu(rng.random((graph.states, graph.states)), 1)
        above = (chance > 0) & (chance < share)
        drawn.append(Relation(above | (chance > 1 - share).T))
    return replace(graph, orders=(*drawn, graph.orders[-1]))


@pytest.fixture(scope="module")
def expected() -> list[tuple[Graph, dict[str, NDArray[np.bool_]]]]:
    """Graphs, and what matrices say of them: a method with no word in common with the engine."""
    dense = runpy.run_path(str(PEERS / "dense.py"))["verdicts"]
    rng = np.random.default_rng(5)
    graphs = [general(rng, random_graph(rng, shape), 0.4) for shape in SHAPES]
    return [(graph, dense(graph)) for graph in graphs]


def differing(graph: Graph, expected: dict[str, NDArray[np.bool_]]) -> list[str]:
    """The concepts on which the engine finds something else; a word of starts at a time."""
    asked = [one for text in CONCEPTS for one in find(text) or ()]
    # Nothing is kept from before: what is worked out with a mistake is not to stay either.
    found = judge(replace(graph), asked, Assumptions(engine="table"))
    return [
        concept
        for concept, rows in expected.items()
        if any(
            not np.array_equal(found.stable(party, concept), rows[party])
            for party in range(graph.parties)
        )
    ]


@pytest.mark.parametrize("case", range(len(SHAPES)))
@pytest.mark.parametrize("in_parts", [False, True])
def test_rows_find_what_matrices_find(
    case: int,
    in_parts: bool,
    expected: list[tuple[Graph, dict[str, NDArray[np.bool_]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph, verdicts = expected[case]
    assert rows.words(graph.states) > 1
    if in_parts:
        monkeypatch.setattr(rows, "_PART", 1)  # one word at a time

    assert differing(graph, verdicts) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_matrices_find_out(
    mutant: Mutant,
    expected: list[tuple[Graph, dict[str, NDArray[np.bool_]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "_PART", 1)
    with mutant.planted():
        assert any(differing(graph, verdicts) for graph, verdicts in expected)


def test_rows_keep_what_is_packed_into_them() -> None:
    table = np.random.default_rng(3).random((70, 70)) < 0.5
    packed = rows.packed(table)

    assert packed.shape == (70, 2)
    assert np.array_equal(rows.unpacked(packed, 70), table)
    state, start = np.nonzero(table | ~table)
    assert np.array_equal(rows.starts_at(packed, state, start), table.ravel())
