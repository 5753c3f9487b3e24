"""Packages agree with a search over all states, and say what each party gains."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

import detente
from detente.analysis.least.stages import Stages
from detente.analysis.package import package
from detente.model import compile_arena, load_text
from oracle import concepts
from oracle.conflict import read
from oracle.generate import option_model, to_yaml
from oracle.packages import packages as by_search
from oracle.reading import Reading


@pytest.mark.parametrize("part", range(3))
def test_packages_are_those_of_a_search_over_all_states(
    part: int, request: pytest.FixtureRequest, tally: Callable[[str, int], None]
) -> None:
    count = 2000 if request.config.getoption("--deep") else 50
    some: dict[int, int] = {}
    for k in range(count):
        rng = Random(f"packages/{part}/{k}")
        model = None
        while model is None:
            model = option_model(rng)
        conflict = read(model)
        concept = rng.choice(("nash", "seq", "gmr", "gmr"))
        size = rng.choice((1, 1, 2))
        reading = Reading(conflict, "legal", "weak")
        stable = getattr(concepts, concept)
        equilibria = {
            s for s in conflict.states if all(stable(reading, i, s) for i in conflict.parties)
        }
        start = rng.choice(conflict.states)
        targets = set(rng.sample(conflict.states, min(len(conflict.states), rng.choice((1, 2, 4)))))
        arena = compile_arena(load_text(to_yaml(model)))
        graph = arena.under({})
        places = {text: graph.find_state(text) for text in conflict.states}
        holding, goal = (
            np.array([graph.state_text(n) in which for n in range(graph.states)])
            for which in (equilibria, targets)
        )
        found = Stages(arena, graph, size).packages(places[start] or 0, goal, holding, 1000)
        expected = by_search(model, conflict, start, targets, size, equilibria)
        ways = {tuple(graph.state_text(n) for n in way) for way in found.ways}
        assert expected == ways, (part, k)
        assert found.count == len(expected), (part, k)
        length = len(next(iter(expected))) - 1 if expected else -1
        some[length] = some.get(length, 0) + 1
    assert min(some.get(n, 0) for n in (-1, 0, 1)) > 3, some
    assert sum(number for n, number in some.items() if n > 1) > 0, some
    tally("packages compared with a search over all states", count)


def test_medium_korea_has_no_package_today_and_the_smallest_relaxation_is_two_edits() -> None:
    answer = package(detente.load("korea-medium"), "double freeze")
    assert answer.stages is None
    assert answer.packages == ()
    assert answer.relaxations[0].text == "DPRK: move 2 to 3; ROK: move 2 to 3"
    assert {one.stages for one in answer.relaxations} == {1}
    assert all(sum(map(len, one.edits.values())) == 2 for one in answer.relaxations)


def test_a_package_says_what_each_gains_and_what_decides_it() -> None:
    answer = package(
        detente.load("korea-medium"),
        "double freeze",
        reading={"DPRK": "freeze for freeze", "ROK": "halt first"},
    )
    assert answer.stages == 1
    [[stage]] = answer.packages
    assert stage.state == "NNNYNYNNNY"
    assert stage.drops == {"DPRK": ("tests",), "USA": ("thaad",), "ROK": ("drills",)}
    assert stage.gains == {"DPRK": "better", "USA": "better", "ROK": "better"}
    assert stage.decided_by["USA"].text == "not DPRK.tests"


def test_of_the_ninety_readings_of_medium_korea_fifteen_have_a_package() -> None:
    conflict = detente.load("korea-medium")
    arena = compile_arena(conflict)
    goal = arena.where(conflict.outcomes["double freeze"].condition)
    lengths = []
    for dprk in conflict.readings("DPRK"):
        for usa in conflict.readings("USA"):
            for rok in conflict.readings("ROK"):
                reading = {"DPRK": dprk, "USA": usa, "ROK": rok}
                graph = arena.under(reading)
                verdicts = detente.analyze(conflict, ["seq"], reading=reading).verdicts
                stages = Stages(arena, graph, 1)
                assert graph.status_quo is not None
                found = stages.packages(graph.status_quo, goal, verdicts.equilibria("seq"), 1)
                lengths.append(found.stages)
    assert {n: lengths.count(n) for n in set(lengths)} == {None: 75, 1: 9, 2: 4, 3: 2}
