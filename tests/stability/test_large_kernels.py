"""The kernels on twenty graphs of 2^12 to 2^16 states, too large for the oracle.

Every verdict is held against the engine that goes through listed moves; and some, drawn by chance,
against a search that follows moves from one state.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from detente.model import Ranks
from detente.stability import Assumptions
from detente.stability.engines.choice import ENGINES
from detente.stability.engines.swept.box import box_of
from detente.stability.engines.swept.threads import Threads
from detente.stability.engines.swept.variants import judge_variants, views_of
from detente.stability.engines.swept.work import judge_box
from detente.stability.terms import Term
from stability.direct_search import Search
from stability.kernels import FIVE, ROADS, by_plays, cut_small, in_one_call, unlike
from stability.large_graphs import large_at

GRAPHS = 20
SEARCHED_DIRECTLY = 4  # verdicts of each graph, party and state drawn by chance


@pytest.mark.parametrize("number", range(GRAPHS))
def test_the_kernels_agree_with_listed_moves(
    number: int, tally: Callable[[str, int], None]
) -> None:
    what, graph = large_at(number)
    for sanction in ("weak", "strict"):
        assumptions = Assumptions("legal", sanction)  # type: ignore[arg-type]
        right = by_plays("listed", graph, assumptions, FIVE)
        # Without a compiler it takes long: under one of the two.
        slow = ["plain"] if (sanction == "strict") == number % 2 else []
        for road in ("in one call", "shared", "searched", *slow):
            engine, run = ROADS[road]
            assert ENGINES[engine].refusal(graph, assumptions) is None
            found = run(graph, assumptions, FIVE)
            assert list(unlike(found, right)) == [], f"{what}, {sanction}, {road}"
            tally(f"verdicts by {engine}", sum(plane.size for plane in found.values()))
        search, rng = Search(graph, sanction), np.random.default_rng(number)
        for _ in range(SEARCHED_DIRECTLY):
            party, state = int(rng.integers(graph.parties)), int(rng.integers(graph.states))
            directly = search.verdicts(party, state)
            assert directly == {one: bool(right[one][party, state]) for one in FIVE}, what
    tally("large graphs compared engine by engine", 1)


@pytest.mark.parametrize("number", [0, 1, 5, 9, 12, 17])
def test_one_two_and_three_threads_give_the_same_bits(number: int) -> None:
    what, graph = large_at(number)
    found = []
    for threads in (1, 2, 3):
        with cut_small(threads):
            planes = in_one_call(graph, Assumptions("legal", "strict"), FIVE)
        found.append({one: plane.tobytes() for one, plane in planes.items()})
    assert found[0] == found[1] == found[2], what


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_variants_are_shared_by_threads_without_one_lost(threads: int) -> None:
    _, graph = large_at(3)
    rng = np.random.default_rng(threads)
    orders = [[Ranks(rng.permutation(order.rank)) for order in graph.orders] for _ in range(2)]
    variants = [tuple(orders[k // 2 % 2]) for k in range(7)]
    ranks = [[order.rank for order in variant] for variant in variants]
    box = box_of(graph)
    kinds = [Term(credible=True, counter="move"), Term()]
    run = Threads(threads)
    found = judge_variants(box, views_of(box), ranks, kinds, False, run)
    for k, variant in enumerate(ranks):
        alone = dict(judge_box(box, variant, kinds, False, range(graph.parties), Threads(1)))
        assert all(np.array_equal(found[k, party], alone[party]) for party in alone)
