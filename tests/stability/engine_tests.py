"""What every engine must do: one body of tests, inherited once for each engine."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.analyze import analyze
from detente.model import Graph, build
from detente.problems import TooLarge
from detente.stability import Assumptions, find, judge
from detente.stability.engines.choice import ENGINES
from oracle.compare import READINGS, differences
from oracle.generate import models
from stability.large_graphs import gray_chain, random_graph, random_shape, snake_of_holes

SANCTIONS = ("nash", "gmr", "smr", "seq", "sseq")
LINES = ("mr3", "mr4", "cmr3", "cmr4", "hseq")


def planes(graph: Graph, engine: str, concepts: tuple[str, ...], sanction: str = "weak") -> dict:
    """By concept: bool (parties, states)."""
    assumptions = Assumptions("legal", sanction, engine)  # type: ignore[arg-type]
    asked = [one for text in concepts for one in find(text, graph.names) or ()]
    found = judge(graph, asked, assumptions)
    return {
        one: np.stack([found.stable(party, one) for party in range(graph.parties)])
        for one in concepts
    }


def unlike(one: dict, other: dict) -> list[str]:
    """Concepts that differ, with how many verdicts."""
    return [
        f"{concept}: {np.count_nonzero(one[concept] != other[concept])} verdicts"
        for concept in one
        if not np.array_equal(one[concept], other[concept])
    ]


class EngineTests:
    """Subclasses name their engine; `slow_twin` is one that is right by other means."""

    engine: str
    slow_twin = "listed"
    least_taken = 0.1  # of the random models, how many this engine takes at least
    options = (4, 9)  # sizes at which it is compared with its twin
    chain = 9  # options of the longest chain: tables take a product of tables for each step

    def test_it_agrees_with_the_definitions_on_random_models(
        self, request: pytest.FixtureRequest
    ) -> None:
        count = 1000 if request.config.getoption("--deep") else 60
        taken = 0
        for k, model in enumerate(models(count, seed=41)):
            moves, sanction = READINGS[k % len(READINGS)]
            try:
                answer = analyze(
                    build(model),
                    [*SANCTIONS, *LINES],
                    sanction_moves=moves,
                    sanction=sanction,
                    engine=self.engine,
                )
            except TooLarge:
                continue
            taken += 1
            assert differences(model, answer.to_dict(limit=10**6)) == [], model
        assert taken >= self.least_taken * count

    @pytest.mark.parametrize("sanction", ["weak", "strict"])
    def test_it_agrees_with_its_twin_on_larger_graphs(
        self, sanction: str, request: pytest.FixtureRequest
    ) -> None:
        rng = np.random.default_rng(7)
        for _ in range(60 if request.config.getoption("--deep") else 12):
            shape = random_shape(rng, *self.options)
            graph = random_graph(rng, shape)
            concepts = (*SANCTIONS, *LINES)
            mine = planes(graph, self.engine, concepts, sanction)
            assert unlike(mine, planes(graph, self.slow_twin, concepts, sanction)) == [], shape

    def test_long_chains_of_improvements_are_followed_to_their_end(self) -> None:
        graph = gray_chain(self.chain)
        mine = planes(graph, self.engine, SANCTIONS)
        assert unlike(mine, planes(graph, self.slow_twin, SANCTIONS)) == []
        assert mine["seq"][-1, 0]  # from the path's start as many steps as states deter

    def test_long_ways_around_holes_are_followed_to_their_end(self) -> None:
        graph = snake_of_holes(4)
        mine = planes(graph, self.engine, SANCTIONS)
        assert unlike(mine, planes(graph, self.slow_twin, SANCTIONS)) == []
        assert mine["gmr"][2, 0]

    def test_it_is_found_by_its_name(self) -> None:
        assert ENGINES[self.engine].name == self.engine
