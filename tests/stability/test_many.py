"""Many preferences judged at once have the same verdicts as one by one."""

from __future__ import annotations

import numpy as np
import pytest

from detente.model import Graph, Order, Ranks
from detente.stability import Assumptions, find, judge
from detente.stability.assumptions import Sanction, SanctionMoves
from detente.stability.many import judge_many
from stability.large_graphs import Shape, random_graph, random_shape

SANCTIONS = ("nash", "gmr", "smr", "seq", "sseq")


def variants(rng: np.random.Generator, graph: Graph, count: int) -> list[tuple[Order, ...]]:
    """Orders drawn from a few for each party, so that neighbours share some."""
    pool = [
        [Ranks(rng.integers(0, levels, graph.states).astype(np.int16)) for levels in (1, 3, 50)]
        for _ in range(graph.parties)
    ]
    return [tuple(orders[int(rng.integers(3))] for orders in pool) for _ in range(count)]


@pytest.mark.parametrize("sanction", ["weak", "strict"])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_verdicts_are_those_of_one_by_one(sanction: Sanction, count: int) -> None:
    rng = np.random.default_rng(count)
    asked = [one for text in SANCTIONS for one in find(text) or ()]
    for _ in range(4):
        graph = random_graph(rng, random_shape(rng, 4, 8))
        given = variants(rng, graph, count)
        found = list(judge_many(graph, given, asked, Assumptions("legal", sanction)))
        assert len(found) == count
        for orders, verdicts in zip(given, found, strict=True):
            one = judge(graph.with_orders(orders), asked, Assumptions("legal", sanction, "listed"))
            assert all(np.array_equal(one.planes[c], verdicts.planes[c]) for c in SANCTIONS)


def test_concepts_that_look_ahead_are_judged_one_by_one() -> None:
    rng = np.random.default_rng(5)
    graph = random_graph(rng, random_shape(rng, 4, 6))
    asked = [one for text in ("nash", "mr3", "hseq") for one in find(text) or ()]
    found = list(judge_many(graph, variants(rng, graph, 33), asked, Assumptions()))
    assert [set(verdicts.planes) for verdicts in found] == [{"nash", "mr3", "hseq"}] * 33


@pytest.mark.parametrize("moves", ["once", "single"])
def test_short_answers_are_judged_one_by_one(moves: SanctionMoves) -> None:
    rng = np.random.default_rng(7)
    asked = [one for text in SANCTIONS for one in find(text) or ()]
    graph = random_graph(rng, Shape((2, 2, 2), 0.1))
    given = variants(rng, graph, 34)
    for orders, verdicts in zip(
        given, judge_many(graph, given, asked, Assumptions(moves)), strict=True
    ):
        one = judge(graph.with_orders(orders), asked, Assumptions(moves, engine="listed"))
        assert all(np.array_equal(one.planes[c], verdicts.planes[c]) for c in SANCTIONS)
