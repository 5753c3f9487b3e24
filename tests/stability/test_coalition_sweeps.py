"""Coalitions by sweeps against the same start by start, on graphs too large for brute force."""

from __future__ import annotations

import numpy as np

from detente.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionSetting,
    all_coalitions,
    judge_coalition,
)
from detente.stability.coalitions.swept import takes
from stability.large_graphs import Shape, random_graph


def disagreement(rng: np.random.Generator, most: int) -> str:
    """A coalition and concept of a random graph where the two ways differ; empty for none.

    most  so many options a party at most.
    """
    options = tuple(int(one) for one in rng.integers(0, most + 1, rng.integers(2, 5)))
    if sum(options) == 0:
        return ""
    shape = Shape(
        options,
        holes=float(rng.choice([0.0, 0.1, 0.4, 0.6])),
        one_way=float(rng.choice([0.0, 0.3, 0.6])),
        distinct=int(rng.choice([0, 3, 8, 1000])),
    )
    graph = random_graph(rng, shape)
    setting = CoalitionSetting("individual", sanction="strict" if rng.random() < 0.5 else "weak")
    for coalition in all_coalitions(graph.parties):
        concept = str(rng.choice(COALITION_CONCEPTS))
        starts = np.flatnonzero(rng.random(graph.states) < rng.choice([0.3, 1.0]))
        if not takes(graph, coalition, concept, setting):
            continue
        by = [
            judge_coalition(graph, coalition, concept, starts, setting, "swept"),
            judge_coalition(graph, coalition, concept, starts, setting, "lanes"),
        ]
        if not np.array_equal(*by):
            return f"{shape}: {coalition} c-{concept}, {setting}"
    return ""


def test_both_ways_agree() -> None:
    rng = np.random.default_rng(17)
    for _ in range(40):
        assert disagreement(rng, 2) == ""
