"""Graded and uncertain preferences against the definitions: verdicts, and every Why replayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pytest
import yaml

import detente
from detente.library import case_text
from oracle.compare import CORE, verdicts_under
from oracle.conflict import Conflict, read
from oracle.generate import models, to_yaml
from oracle.reading import SANCTION_MOVES, Reading
from oracle.replay import replay
from oracle.uncertain import NotGiven, made_uncertain, semantics_for

SEMANTICS = (
    *("general", "degree-1", "strong", "unknown-a", "unknown-b", "unknown-c", "unknown-d"),
    *("fuzzy", "prob", "unknown-a-strong", "unknown-b-degree-1", "unknown-c-strong"),
    "unknown-d-degree-1",
)
CHUNK, CHUNKS, CHUNKS_DEEP = 10, 6, 400
EACH = 6  # semantics a model
Why = Mapping[str, Any]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for every chunk of models, so that they can run side by side."""
    if "chunk" in metafunc.fixturenames:
        deep = metafunc.config.getoption("--deep")
        metafunc.parametrize("chunk", range(CHUNKS_DEEP if deep else CHUNKS))


def uncertain_model(number: int) -> tuple[dict[str, Any], Conflict, str]:
    """A random model with uncertain preferences, as data and read; and how others answer in it."""
    (model,) = models(1, seed=9000 + number)
    made = made_uncertain(model, read(model), Random(number))
    return made, read(made), SANCTION_MOVES[number % 3]


def test_verdicts_are_those_of_the_definitions(
    chunk: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        model, conflict, how = uncertain_model(number)
        asked = Random(number).sample(SEMANTICS, EACH)
        answer = detente.analyze(
            detente.build(model), semantics=asked, sanction_moves=how
        ).to_dict()
        for name in asked:
            ids = [f"{name}:{concept}" for concept in CORE]
            try:
                semantics = semantics_for(model, conflict, name)
            except NotGiven:
                assert set(ids) <= set(answer["not_defined"]), (number, name)
                continue
            expected = verdicts_under(Reading(conflict, how, semantics), CORE)
            for one, concept in zip(ids, CORE, strict=True):
                if concept in expected.not_defined:
                    assert one in answer["not_defined"]
                    continue
                found = {p: frozenset(answer["stable"][p][one]) for p in conflict.parties}
                wanted = {p: expected.stable[p][concept] for p in conflict.parties}
                assert found == wanted, f"model {number}, {how}, {one}:\n{to_yaml(model)}"
                assert frozenset(answer["equilibria"][one]) == expected.equilibria[concept]
                tally("verdicts under semantics compared", len(found) * len(conflict.states))


def test_every_why_replays(chunk: int, tally: Callable[[str, int], None]) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        model, conflict, how = uncertain_model(number)
        built, rng = detente.build(model), Random(number)
        for name in rng.sample(SEMANTICS, EACH):
            try:
                r = Reading(conflict, how, semantics_for(model, conflict, name))
            except NotGiven:
                continue
            concept = rng.choice([one for one in CORE if one != "sim" or conflict.strategies])
            party, state = rng.choice(conflict.parties), rng.choice(conflict.states)
            part = detente.explain(
                built, f'"{state}"', party, f"{name}:{concept}", sanction_moves=how
            )
            assert isinstance(part, detente.Explanation)
            told = _plainly(conflict, party, state, part.why, name)
            complaints = list(replay(r, concept, party, state, part.stable, told))
            assert not complaints, f"model {number}, {how}, {name}: {complaints}\n{to_yaml(model)}"
            assert all(part.words)
            tally("Whys under semantics replayed", 1)


def _plainly(conflict: Conflict, party: str, start: str, why: Any, name: str) -> Any:
    """The Why with its comparisons as a plain preference has them, those checked that say more."""
    if isinstance(why, Mapping):
        told = {key: _plainly(conflict, party, start, one, name) for key, one in why.items()}
        if "compare" in why:
            end = str(why.get("end") or why.get("joint") or why["to"])
            plain = conflict.compare(party, end, start)
            said = why["compare"]
            if name not in ("fuzzy", "prob"):
                pair = frozenset((end, start)) in conflict.unknown[party]
                allowed = {plain} | ({"much_worse"} if plain == "worse" else set())
                assert said in ({"unknown"} if pair and "unknown" in name else allowed)
            told["compare"] = plain
        return told
    if isinstance(why, list | tuple):
        return [_plainly(conflict, party, start, one, name) for one in why]
    return why


# Equilibria that a second program and brute force found of the recalled model of [LHKP04], in which
# of the province nothing is certain but that it would rather not be appealed against.
TWO, THREE = {"YYN", "YNY"}, {"YYN", "YNY", "YYY"}
GISBORNE: dict[str, dict[str, set[str]]] = {
    "a": {"nash": set(), "gmr": set(), "smr": set(), "seq": set()},
    "b": {"nash": TWO, "gmr": THREE, "smr": THREE, "seq": THREE},
    "c": {"nash": set(), "gmr": THREE, "smr": THREE, "seq": TWO},
    "d": {"nash": TWO, "gmr": THREE, "smr": THREE, "seq": THREE},
}


def test_a_published_conflict_with_an_unknown_preference() -> None:
    model = yaml.safe_load(case_text("gisborne-economy"))
    model["preferences"]["Provincial"] = {
        "statements": ["not appeal"],
        "unknown": [["continue_ban", "not continue_ban"], ["lift_ban", "not lift_ban"]],
    }
    del model["expected"]

    answer = detente.analyze(detente.build(model), semantics=[f"unknown-{k}" for k in GISBORNE])

    for letter, by_concept in GISBORNE.items():
        for concept, expected in by_concept.items():
            assert set(answer.equilibria(f"unknown-{letter}:{concept}")) == expected
