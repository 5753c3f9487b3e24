"""The engines' verdicts on conflicts whose verdicts are known (stability, section 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.analysis.analyze import ask, assume
from detente.model import Graph, Ranks, compile_graph
from detente.model.moves import Arcs
from detente.problems import TooLarge
from detente.stability import judge
from detente.stability.engines.choice import ENGINES
from oracle.compare import READINGS
from oracle.examples import EXAMPLES
from oracle.golden import (
    CELLS,
    GAME,
    NAMED_GAMES,
    STRICT_GAMES,
    WEAK_GAMES,
    Golden,
    elmira,
    six_concepts,
    strict_orders,
    three_parties,
    weak_orders,
)
from stability.battery import NO_LIMIT

KNOWN = (*NAMED_GAMES, *elmira(), *three_parties(), *six_concepts(), *EXAMPLES)
Orders = Sequence[dict[str, int]]
Table = dict[str, tuple[int, int]]


@pytest.mark.parametrize("engine", ["auto", *ENGINES])
def test_known_verdicts_come_out(engine: str, tally: Callable[[str, int], None]) -> None:
    taken = 0
    for golden in KNOWN:
        try:
            check(golden, engine)
        except TooLarge:
            continue
        taken += 1
    tally("golden tables held against an engine", taken)
    assert taken == len(KNOWN) or engine != "auto"
    assert taken >= 8


def check(golden: Golden, engine: str) -> None:
    """Hold an engine against all that is known of one model."""
    wanted = dict.fromkeys(
        [
            *golden.equilibria,
            *(concept for by_concept in golden.stable.values() for concept in by_concept),
            *(concept for _, concept, _, _ in golden.verdicts),
        ]
    )
    analysis = detente.analyze(
        detente.build(golden.model),
        list(wanted),
        sanction_moves=golden.sanction_moves,
        sanction=golden.sanction,
        engine=engine,
    )
    answer = analysis.to_dict(limit=NO_LIMIT)

    assert analysis.not_defined == {}
    for party, by_concept in golden.stable.items():
        for concept, states in by_concept.items():
            found = frozenset(answer["stable"][party][concept])
            assert (golden.id, party, concept, states) == (golden.id, party, concept, found)
    for concept, states in golden.equilibria.items():
        found = frozenset(answer["equilibria"][concept])
        assert (golden.id, concept, states) == (golden.id, concept, found)
    for party, concept, state, expected in golden.verdicts:
        found = analysis.stable(party, concept, state)
        assert (golden.id, party, concept, state, expected) == (
            *(golden.id, party, concept, state),
            found,
        )


# --- G1: all games of two players with two strategies each ---


def the_game() -> Graph:
    """Two players' two strategies each, before any preference."""
    indifferent = {party: {"payoffs": dict.fromkeys(CELLS, 0)} for party in ("Row", "Col")}
    return compile_graph(detente.build({**GAME, "preferences": indifferent}))


def ranks_of(graph: Graph, order: dict[str, int]) -> np.ndarray:
    """A ranking of the cells in state order."""
    return np.array([order[cell] for cell in graph.state_texts(np.arange(4))], dtype=np.int32)


def games(orders: Orders) -> Iterable[Graph]:
    """One game for every pair of rankings."""
    graph = the_game()
    ranks = [Ranks(ranks_of(graph, order)) for order in orders]
    for row in ranks:
        for column in ranks:
            yield graph.with_orders((row, column))


def side_by_side(orders: Orders) -> Graph:
    """All these games as one conflict: no move leads from one game to another."""
    graph = the_game()
    ranks = np.stack([ranks_of(graph, order) for order in orders])
    count = len(orders) ** 2
    rows = np.repeat(ranks, len(orders), axis=0).reshape(-1)
    columns = np.tile(ranks, (len(orders), 1)).reshape(-1)

    def moves(party: int) -> Arcs:
        one = graph.arcs(party)
        end = np.concatenate([one.end + 4 * k for k in range(count)]).astype(np.int32)
        first = np.concatenate([one.first[:-1] + len(one.end) * k for k in range(count)])
        return Arcs(np.append(first, len(end)), end)

    cells = np.tile(np.arange(4), count)
    game = np.repeat(np.arange(count), 4)
    return replace(
        graph,
        form="graph",
        codes=np.arange(4 * count, dtype=np.int64),
        letters=0,
        labels=tuple(str(k) for k in range(4 * count)),
        masks=(),
        only_taken=(),
        only_dropped=(),
        orders=(Ranks(rows), Ranks(columns)),
        moves_compose=False,
        named_strategies=np.stack([game * 2 + cells % 2, game * 2 + cells // 2]),
        build_arcs=moves,
    )


def counts(
    graphs: Iterable[Graph], concepts: Sequence[str], how: str, sanction: str, engine: str
) -> Table:
    """(games without equilibrium, equilibria in all games), for each concept; 4 states a game."""
    none: Counter[str] = Counter()
    total: Counter[str] = Counter()
    asked = ask(concepts, ("Row", "Col"))
    for graph in graphs:
        verdicts = judge(graph, asked, assume(how, sanction, engine))
        for concept in concepts:
            in_games = verdicts.equilibria(concept).reshape(-1, 4).sum(axis=1)
            none[concept] += int((in_games == 0).sum())
            total[concept] += int(in_games.sum())
    return {concept: (none[concept], total[concept]) for concept in concepts}


@pytest.mark.parametrize("engine", ENGINES)
def test_games_of_strict_rankings_come_out_one_by_one_as_side_by_side(
    engine: str, request: pytest.FixtureRequest
) -> None:
    orders = strict_orders() if request.config.getoption("--deep") else strict_orders()[::4]
    concepts = tuple(STRICT_GAMES)
    together = counts([side_by_side(orders)], concepts, "legal", "weak", "listed")

    assert counts(games(orders), concepts, "legal", "weak", engine) == together


@pytest.mark.parametrize(("how", "sanction"), READINGS)
def test_all_576_games_are_the_same_under_every_reading(
    how: str, sanction: str, tally: Callable[[str, int], None]
) -> None:
    """Without ties a strict sanction is a weak one, unless the play comes back to the start."""
    tally("games of strict rankings", 576)
    come_back = ("mr4", "mr5") if sanction == "strict" else ()
    expected = {one: table for one, table in STRICT_GAMES.items() if one not in come_back}

    assert (
        counts([side_by_side(strict_orders())], tuple(expected), how, sanction, "listed")
        == expected
    )


@pytest.mark.parametrize(("how", "sanction"), READINGS)
def test_all_5625_games_of_rankings_with_ties(
    how: str, sanction: str, tally: Callable[[str, int], None]
) -> None:
    expected = WEAK_GAMES[sanction]
    tally("games of rankings with ties", 5625)

    assert (
        counts([side_by_side(weak_orders())], tuple(expected), how, sanction, "listed") == expected
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sanction", ["weak", "strict"])
def test_games_with_ties_come_out_one_by_one_as_side_by_side(
    engine: str, sanction: str, request: pytest.FixtureRequest
) -> None:
    orders = weak_orders() if request.config.getoption("--deep") else weak_orders()[::5]
    concepts = tuple(WEAK_GAMES[sanction])
    together = counts([side_by_side(orders)], concepts, "legal", sanction, "listed")

    assert counts(games(orders), concepts, "legal", sanction, engine) == together
