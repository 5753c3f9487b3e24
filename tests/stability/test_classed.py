"""What the engine of classes promises beside its verdicts on small models.

It answers where moves do not compose, under short answers, and on few states of many codes, where
the others would have to list every move; so it is held against them on graphs they still manage.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.model import Graph
from detente.model.moves import option_arcs
from detente.problems import TooLarge
from detente.stability import Assumptions, find, judge
from detente.stability.assumptions import SanctionMoves
from detente.stability.engines.choice import ENGINES, choose
from stability.engine_tests import LINES, SANCTIONS, unlike
from stability.large_graphs import Shape, random_graph, random_shape
from stability.test_limits import by_options, names

MOVES: tuple[SanctionMoves, ...] = ("legal", "once", "single")


def barring(graph: Graph, rng: np.random.Generator, rules: Sequence[int]) -> Graph:
    """The graph with so many random forbidden moves of each party."""
    pairs = [
        [tuple(rng.random(graph.states) < 0.4 for _ in range(2)) for _ in range(count)]
        for count in rules
    ]

    def arcs(k: int):
        taken, dropped = graph.only_taken[k], graph.only_dropped[k]
        return option_arcs(graph.codes, graph.masks[k], taken, dropped, pairs[k])

    return replace(graph, moves_compose=False, barred=pairs.__getitem__, build_arcs=arcs)


def planes(graph: Graph, engine: str, moves: SanctionMoves, sanction: str) -> dict:
    """By concept: bool (parties, states)."""
    asked = [one for text in (*SANCTIONS, *LINES) for one in find(text, graph.names) or ()]
    found = judge(graph, asked, Assumptions(moves, sanction, engine))  # type: ignore[arg-type]
    return {
        one.id: np.stack([found.stable(party, one.id) for party in range(graph.parties)])
        for one in asked
    }


@pytest.mark.parametrize("moves", MOVES)
@pytest.mark.parametrize("sanction", ["weak", "strict"])
@pytest.mark.parametrize("barred", [False, True])
def test_it_finds_what_is_found_by_listing_moves(
    moves: SanctionMoves, sanction: str, barred: bool, request: pytest.FixtureRequest
) -> None:
    rng = np.random.default_rng(11)
    for _ in range(40 if request.config.getoption("--deep") else 8):
        shape = random_shape(rng, 4, 10)
        graph = random_graph(rng, shape)
        if barred:
            graph = barring(graph, rng, rng.integers(0, 3, graph.parties))
        mine = planes(graph, "classed", moves, sanction)
        assert unlike(mine, planes(graph, "listed", moves, sanction)) == [], shape


@pytest.mark.parametrize("moves", MOVES)
def test_few_states_of_many_codes(moves: SanctionMoves) -> None:
    rng = np.random.default_rng(5)
    shape = Shape((5, 5, 5), holes=0.99, one_way=0.3, distinct=20)
    graph = barring(random_graph(rng, shape), rng, (1, 0, 2))
    mine = planes(graph, "classed", moves, "weak")
    assert unlike(mine, planes(graph, "listed", moves, "weak")) == []


@pytest.mark.parametrize("moves", MOVES)
@pytest.mark.parametrize("barred", [False, True])
def test_it_takes_what_is_too_large_to_list(moves: SanctionMoves, barred: bool) -> None:
    rng = np.random.default_rng(3)
    graph = random_graph(rng, Shape((6, 5, 5), 0.1))
    if barred:
        graph = barring(graph, rng, (1, 1, 0))
    assert choose(graph, Assumptions(moves, engine="classed")).name == "classed"
    found = planes(graph, "classed", moves, "weak")
    for less, more in (("nash", "sseq"), ("sseq", "seq"), ("sseq", "smr"), ("seq", "gmr")):
        assert not np.any(found[less] & ~found[more])
    assert found["gmr"].any()
    assert not found["nash"].all()


def test_exactly_one_of_four_options_for_ten_parties_is_a_million_states_of_a_trillion() -> None:
    rules = [{"exactly_one": [f"P{p}.o{p}_{k}" for k in range(4)]} for p in range(10)]
    preference = ["P3.o3_1", "not P7.o7_2 or P1.o1_0"]
    conflict = detente.build(by_options(10, 4, rules, preference))
    analysis = detente.analyze(conflict, ["nash", "gmr", "seq"])
    assert analysis.size == 4**10
    assert analysis.verdicts.engine == "swept"
    assert 0 < analysis.count("nash") <= analysis.count("seq") <= analysis.count("gmr")


def test_rules_that_leave_few_states_of_a_box_need_no_list_of_moves() -> None:
    """Of each quarter of the 48 options one at most is taken, whoever has it."""
    rules = [{"at_most_one": names(4, 12)[k::4]} for k in range(4)]
    conflict = detente.build(by_options(4, 12, rules))
    analysis = detente.analyze(conflict, ["nash", "seq"], engine="classed")
    assert analysis.size == 13**4
    listed = detente.analyze(analysis.conflict, ["nash", "seq"], engine="listed")
    for concept in ("nash", "seq"):
        assert analysis.equilibria(concept) == listed.equilibria(concept)


@pytest.mark.parametrize("barred", [False, True])
def test_moves_from_one_state_are_those_listed(barred: bool) -> None:
    rng = np.random.default_rng(9)
    for _ in range(5):
        graph = random_graph(rng, random_shape(rng, 5, 8))
        if barred:
            graph = barring(graph, rng, [2] * graph.parties)
        for party in range(graph.parties):
            listed = graph.build_arcs(party)
            for state in range(graph.states):
                found = graph.moves_from(party, state)
                assert found.tolist() == listed.of(state).tolist()


@pytest.mark.parametrize("moves", MOVES)
@pytest.mark.parametrize("shape", [Shape((6, 6, 6), 0.1), Shape((3,) * 5, 0.1)])
def test_memory_is_foretold_within_a_factor_of_two(moves: SanctionMoves, shape: Shape) -> None:
    rng = np.random.default_rng(2)
    graph = random_graph(rng, shape)
    graph = barring(graph, rng, [1] * graph.parties)
    asked = [one for text in SANCTIONS for one in find(text) or ()]
    assumptions = Assumptions(moves, engine="classed")
    judge(graph, asked, assumptions)  # what the compiler takes is not counted
    told = ENGINES["classed"].bytes_needed(graph, assumptions) - 130_000_000
    again = graph.with_orders(graph.orders)
    tracemalloc.start()
    judge(again, asked, assumptions)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told / 2 <= peak <= told * 2


def test_too_many_kinds_of_states_are_refused_with_the_reason() -> None:
    rng = np.random.default_rng(4)
    graph = barring(random_graph(rng, Shape((7, 6))), rng, (8, 0))
    reason = ENGINES["classed"].refusal(graph, Assumptions())
    assert reason == "one-way options and forbidden moves make over 4,096 kinds"


def test_more_sets_of_movers_than_can_be_gone_through_are_refused() -> None:
    many = random_graph(np.random.default_rng(4), Shape((1,) * 18, holes=0.97))
    with pytest.raises(TooLarge, match=r"131,072 sets of movers"):
        judge(many, list(find("gmr") or ()), Assumptions("once", engine="classed"))
