"""Coalitions by sweeps against the same start by start, on graphs too large for brute force."""

from __future__ import annotations

from types import ModuleType

import numpy as np

from detente.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionJudge,
    CoalitionSetting,
    all_coalitions,
    judge_coalition,
    loops,
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
        asked = [one for one in COALITION_CONCEPTS if rng.random() < 0.4]
        asked = [one for one in asked if takes(graph, coalition, one, setting)]
        by = CoalitionJudge(graph, coalition, setting, "swept", asked)
        for concept in asked:
            starts = np.flatnonzero(rng.random(graph.states) < rng.choice([0.3, 1.0]))
            lanes = judge_coalition(graph, coalition, concept, starts, setting, "lanes")
            if not np.array_equal(by.stays(concept, starts), lanes):
                return f"{shape}: {coalition} c-{concept} of {asked}, {setting}"
    return ""


def answers_back_differ(rng: np.random.Generator) -> bool:
    """Whether the two ways differ where many starts of a coalition answer back, one after another:
    four parties, hardly a tie, every state asked about."""
    one_way = float(rng.choice([0.0, 0.4]))
    graph = random_graph(rng, Shape((2, 2, 2, 1), holes=0.3, one_way=one_way, distinct=1000))
    setting, starts = CoalitionSetting("individual"), np.arange(graph.states)
    for coalition in ((0, 1), (1, 2), (0, 3)):
        concept = "smr" if rng.random() < 0.5 else "sseq"
        by = [
            judge_coalition(graph, coalition, concept, starts, setting, "swept"),
            judge_coalition(graph, coalition, concept, starts, setting, "lanes"),
        ]
        if not np.array_equal(*by):
            return True
    return False


def staircase_of(vectors: np.ndarray, loops: ModuleType) -> list[tuple[int, int]]:
    """What the loop makes of vectors of two numbers, behind something kept before."""
    kept = np.full((len(vectors) + 1, 2), 77, dtype=vectors.dtype)
    count = loops.staircase(vectors, len(vectors), kept, 1)
    assert kept[0].tolist() == [77, 77]
    return [tuple(one) for one in kept[1 : count + 1].tolist()]


def largest_of(vectors: np.ndarray) -> list[tuple[int, int]]:
    """Those that no other covers, the first number falling: by comparing each with each."""
    listed = {tuple(one) for one in vectors.tolist()}
    return sorted(
        (
            one
            for one in listed
            if not any(
                other != one and other[0] >= one[0] and other[1] >= one[1] for other in listed
            )
        ),
        reverse=True,
    )


def staircases_differ(rng: np.random.Generator, loops: ModuleType) -> bool:
    """Whether for some random vectors, spread or opposed or of few numbers, the loop is wrong."""
    for _ in range(12):
        first = rng.integers(0, rng.choice([3, 40, 3000]), rng.integers(1, 60))
        spread = int(rng.choice([1, 30, 3000]))
        second = np.maximum(0, 3000 - first + rng.integers(-spread, spread + 1, len(first)))
        vectors = np.stack([first, second], axis=1).astype(np.int16)
        if staircase_of(vectors, loops) != largest_of(vectors):
            return True
    return False


def test_the_largest_of_two_numbers_are_those_that_nothing_covers() -> None:
    rng = np.random.default_rng(19)
    assert not any(staircases_differ(rng, loops) for _ in range(30))


def test_both_ways_agree() -> None:
    rng = np.random.default_rng(17)
    for _ in range(40):
        assert disagreement(rng, 2) == ""
        assert not answers_back_differ(rng)
