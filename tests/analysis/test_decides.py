"""What decides between two states, held against the model file by an oracle of its own."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

import detente
from analysis.quarry import QUARRY
from detente.analysis.decides import Decided, Decides, decided_by, ordinal
from detente.analysis.question_checks import check_conditions
from detente.model import compile_arena
from oracle import conflict as definitions
from oracle.deciders import complaints
from oracle.generate import Model, random_model, random_question, to_yaml

MODELS, CHUNKS = 150, 5
VILLAGE = QUARRY.removesuffix("claims:\n")


def cited(model: Model, rng: Random) -> Model:
    """The model, with evidence cited by some of its statements."""
    lists = [*model["preferences"].values()]
    lists += [one for named in model.get("alternatives", {}).values() for one in named.values()]
    for given in lists:
        for k, line in enumerate(given if isinstance(given, list) else []):
            if rng.random() < 0.4:
                line = line if isinstance(line, dict) else {"prefer": line}
                given[k] = {**line, "evidence": rng.sample(["e1", "e2"], rng.choice((1, 2)))}
    model["evidence"] = {"e1": {"says": "One."}, "e2": {"says": "Two."}}
    return model


def wrong(model: Model, rng: Random, kinds: Counter[Any]) -> list[str]:
    """What is wrong with what decides, for every party and pair of states of a model."""
    conflict = detente.load(to_yaml(model))
    asked, holding = random_question(model, rng)
    found = []
    for reading in ({}, asked):
        held = check_conditions(conflict, holding if reading else [])
        arena = compile_arena(conflict, held)
        graph = arena.under(reading)
        oracle = definitions.read(model, reading, holding if reading else [])
        pairs = [(s, t) for s in range(graph.states) for t in range(graph.states)]
        texts = graph.state_texts(range(graph.states))
        for k, party in enumerate(graph.names):
            many = Decides(conflict, graph, reading).many(party, pairs)
            for (s, t), one in zip(pairs, many, strict=True):
                kinds[one.kind] += 1
                kinds["cited"] += bool(one.evidence)
                found += complaints(
                    model, oracle, reading, party, texts[s], texts[t], one.to_dict()
                )
                better, worse = graph.prefers(k, t, s), graph.prefers(k, s, t)
                gains = "better" if better else "worse" if worse else "tied"
                if one.gains != gains:
                    found.append(f"{party} sees {texts[t]} as {gains}, not {one.gains}")
            s, t = rng.choice(pairs)
            if decided_by(arena, reading, party, texts[s], t) != many[pairs.index((s, t))]:
                found.append(f"asked alone, {s} and {t} are told otherwise")
    return found


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_decides_is_what_the_file_says(chunk: int) -> None:
    kinds: Counter[Any] = Counter()
    for number in range(chunk, MODELS, CHUNKS):
        rng = Random(f"decides/{number}")
        model = cited(random_model(rng), rng)
        found = wrong(model, rng, kinds)
        assert not found, "\n".join([*found[:5], to_yaml(model)])
    assert set(kinds) == {"statement", "weights", "ranking", "payoffs", "pair", None, "cited"}


def told(text: str, reading: dict[str, str], party: str, before: str, after: str) -> Decided:
    """What decides, of a model's text."""
    return decided_by(compile_arena(detente.load(text)), reading, party, before, after)


def test_the_first_statement_that_differs_decides_with_its_evidence() -> None:
    found = told(VILLAGE, {}, "Village", "NNN", "NNY")

    assert (found.gains, found.words) == (
        "better",
        "by its first statement, 'Quarry.filter', citing minutes, letter",
    )
    assert found.to_dict() == {
        "kind": "statement",
        "place": 1,
        "text": "Quarry.filter",
        "evidence": ["minutes", "letter"],
    }


def test_an_alternative_decides_by_its_own_list_and_its_words() -> None:
    found = told(VILLAGE, {"Quarry": "afraid of the court"}, "Quarry", "YNY", "YNN")

    assert (found.gains, found.place, found.text, found.evidence) == (
        *("worse", 2),
        "Quarry.filter if Village.sue",
        ("ruling",),
    )


def test_nothing_decides_between_tied_states() -> None:
    found = told(VILLAGE, {"Village": "tired"}, "Village", "NNN", "NNY")

    assert (found.gains, found.kind, found.words) == ("tied", None, "")


SHORT = """\
title: A short one
decision_makers:
  A: {{options: {{p: P, q: Q}}}}
  B: {{options: {{r: R}}}}
preferences:
  A: {preference}
"""
WORDS = {
    "{weights: {p: 3, q: 2.50, not r: 1}}": (
        "by its weights, 5.50 ('p' 3, 'q' 2.50) against 1 ('not r')"
    ),
    "{ranking: [[YY-, NNN], YNN]}": "by its ranking, YY- above what it does not name",
    "{payoffs: {YYY: 4.2, NNN: 3}}": "by its payoffs, 4.2 against 3",
    "{payoffs: {YYY: 4.2, NNN: 3}, threshold: 1}": (
        "by its payoffs, 4.2 against 3, more than 1 apart"
    ),
    "{better: [[NNN, NNY], [YY-, NN-]]}": "by its second pair, YY- over NN-",
    "[r iff r, '!\"deal\"']": "by its second statement, '!\"deal\"'",
}


@pytest.mark.parametrize("preference", WORDS)
def test_each_kind_of_preference_is_told_as_written(preference: str) -> None:
    text = SHORT.format(preference=preference) + "outcomes: {deal: not p}\n"
    before = "NNY" if "ranking" in preference else "NNN"

    assert told(text, {}, "A", before, "YYY").words == WORDS[preference]


def test_a_pair_that_stands_both_ways_decides_nothing() -> None:
    text = SHORT.format(preference="{better: [[Y--, -Y-]]}")

    assert told(text, {}, "A", "YYN", "YYY") == Decided("tied")
    assert told(text, {}, "A", "NYN", "YNN").words == "by its first pair, Y-- over -Y-"


def test_places_are_told_in_words_and_then_in_numbers() -> None:
    assert [ordinal(k) for k in (1, 2, 10, 11, 12, 13, 21, 22, 23, 24, 111, 121)] == [
        *("first", "second", "tenth", "11th", "12th", "13th"),
        *("21st", "22nd", "23rd", "24th", "111th", "121st"),
    ]
