"""Coalitions: every verdict and way against brute force on random models."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from detente.model import Graph, build, compile_graph
from detente.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionSetting,
    all_coalitions,
    dominance,
    first_way,
    judge_coalition,
    swept,
    tempting_states,
)
from detente.stability.coalitions.judge import By
from oracle.coalitions import Coalitions
from oracle.conflict import read
from oracle.generate import Model, models
from oracle.reading import Reading

SEED = 61
SETTINGS = [
    CoalitionSetting(*choice)
    for choice in product(
        ("class", "individual"),
        ("joint", "stepwise"),
        ("legal", "once", "single"),
        ("weak", "strict"),
    )
]


def oracle(model: Model, setting: CoalitionSetting) -> Coalitions:
    reading = Reading(read(model), setting.sanction_moves, setting.sanction)
    return Coalitions(reading, setting.improvements, setting.answers)


def complaints(model: Model, graph: Graph, setting: CoalitionSetting) -> list[str]:
    """Where verdicts and ways are not what the definitions say."""
    by_definition = oracle(model, setting)
    rng = Random(repr(model))
    found = []
    texts = graph.state_texts(np.arange(graph.states))
    for group in all_coalitions(graph.parties):
        names = tuple(graph.names[k] for k in group)
        for concept in rng.sample(COALITION_CONCEPTS, 2):
            stays = judge_coalition(graph, group, concept, np.arange(graph.states), setting)
            for by in ways(graph, group, concept, setting):
                other = judge_coalition(graph, group, concept, np.arange(graph.states), setting, by)
                if not np.array_equal(stays, other):
                    found.append(f"{names} c-{concept}: by {by} another answer")
            for s, text in enumerate(texts):
                if stays[s] != by_definition.is_stable(f"c-{concept}", names, text):
                    found.append(f"{names} c-{concept} {text}: {stays[s]}")
                if not stays[s] and rng.random() < 0.2:
                    found += replayed(by_definition, graph, group, concept, s, setting)
    return found


def ways(graph: Graph, group: tuple[int, ...], concept: str, setting: CoalitionSetting) -> list[By]:
    """The other ways to judge that take this."""
    found: list[By] = ["lanes"] if dominance.takes(graph, group, setting) else []
    return ["swept", *found] if swept.takes(graph, group, concept, setting) else found


def replayed(
    by_definition: Coalitions,
    graph: Graph,
    group: tuple[int, ...],
    concept: str,
    s: int,
    setting: CoalitionSetting,
) -> list[str]:
    """What is wrong with the way on which the coalition leaves a state."""
    names = tuple(graph.names[k] for k in group)
    (goal,) = tempting_states(graph, group, concept, np.array([s]), setting)
    way = first_way(graph, group, s, goal, setting.improvements == "stepwise")
    text = graph.state_text(s)
    if way is None:
        return [f"{names} c-{concept} {text}: no way"]
    here, last = text, ""
    for mover, state in way:
        there, name = graph.state_text(state), graph.names[mover]
        if (
            name == last
            or name not in names
            or there not in by_definition.conflict.moves[name][here]
        ):
            return [f"{names} c-{concept} {text}: {name} to {there} is no legal step"]
        if setting.improvements == "stepwise" and not by_definition.r.semantics.improves(
            name, here, there
        ):
            return [f"{names} c-{concept} {text}: {name} to {there} is no improvement"]
        here, last = there, name
    if here not in by_definition.leaving(names, text):
        return [f"{names} c-{concept} {text}: {here} is no joint improvement"]
    answered = False
    if concept != "nash" and len(group) < graph.parties:
        kind = "credible" if concept in ("seq", "sseq") else "any"
        answered = any(
            by_definition.deters(names, text, x)
            and (
                concept in ("gmr", "seq")
                or all(by_definition.deters(names, text, y) for y in by_definition.reach(names, x))
            )
            for x in by_definition.answers_to(kind, names, here)
        )
    return [f"{names} c-{concept} {text}: {here} is answered"] if answered else []


def test_verdicts_and_ways_are_those_of_the_definitions(request: pytest.FixtureRequest) -> None:
    count = 3000 if request.config.getoption("--deep") else 500
    looked = 0
    for k, model in enumerate(models(count, seed=SEED)):
        if len(read(model).parties) > 4:
            continue
        graph = compile_graph(build(model))
        looked += 1
        assert complaints(model, graph, SETTINGS[k % len(SETTINGS)]) == [], (
            model,
            SETTINGS[k % len(SETTINGS)],
        )
    assert looked > 0.8 * count
