"""Bit rows of several words, and worked on in parts, against matrices of the literature."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.model import Graph, Relation
from detente.stability import Assumptions, find, judge
from detente.stability.engines import rows
from stability.large_graphs import Shape, random_graph

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
SHAPES = (
    Shape((3, 3, 2), holes=0.3),
    Shape((3, 2, 1, 2), holes=0.1, one_way=0.4),
    Shape((5, 2), distinct=5),
)


@pytest.fixture(scope="module")
def dense() -> Callable[[Graph], dict[str, NDArray[np.bool_]]]:
    """The method of matrices, which has no word in common with the engine."""
    found: Callable[[Graph], dict[str, NDArray[np.bool_]]]
    found = runpy.run_path(str(PEERS / "dense.py"))["verdicts"]
    return found


def general(rng: np.random.Generator, graph: Graph, share: float) -> Graph:
    """The graph with relations for all parties but the last, each pair drawn by itself."""
    drawn = []
    for _ in graph.orders[1:]:
        chance = np.triu(rng.random((graph.states, graph.states)), 1)
        above = (chance > 0) & (chance < share)
        drawn.append(Relation(above | (chance > 1 - share).T))
    return replace(graph, orders=(*drawn, graph.orders[-1]))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("in_parts", [False, True])
def test_rows_find_what_matrices_find(
    shape: Shape,
    in_parts: bool,
    dense: Callable[[Graph], dict[str, NDArray[np.bool_]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(5)
    graph = general(rng, random_graph(rng, shape), 0.4)
    if in_parts:
        monkeypatch.setattr(rows, "_PART", 8 * graph.states)  # one word at a time
    asked = [one for text in CONCEPTS for one in find(text) or ()]

    found = judge(graph, asked, Assumptions(), "table")

    assert rows.words(graph.states) > 1
    for concept, expected in dense(graph).items():
        for party in range(graph.parties):
            assert np.array_equal(found.stable(party, concept), expected[party]), concept


def test_rows_keep_what_is_packed_into_them() -> None:
    table = np.random.default_rng(3).random((70, 70)) < 0.5
    packed = rows.packed(table)

    assert packed.shape == (70, 2)
    assert np.array_equal(rows.unpacked(packed, 70), table)
    state, start = np.nonzero(table | ~table)
    assert np.array_equal(rows.at(packed, state, start), table.ravel())
