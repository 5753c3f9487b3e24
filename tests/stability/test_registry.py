"""What the registry says of a concept is held against what the concept does."""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import Any

import pytest

import detente
from detente.stability import Term, concepts, core_ids, find, known_ids
from oracle.compare import ALL, CORE, READINGS, why_not_defined
from oracle.conflict import read
from oracle.generate import Model
from oracle.golden import G4, elmira_graph, elmira_options, named_game
from stability.battery import model_at
from stability.test_theorems import planes_of, within

CONCEPTS = list(concepts().values())
MODELS = 120


def asked(concept: str) -> list[str]:
    """Ids by which a concept is asked for, with some horizons."""
    return [f"{concept}{h}" for h in range(1, 6)] if concepts()[concept].horizon else [concept]


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_a_concept_says_what_it_is(concept: Any) -> None:
    assert re.fullmatch(r"[a-z]+", concept.id)
    assert re.fullmatch(r"[A-Z].*[a-z]", concept.name)
    assert re.fullmatch(r"[A-Z].*\.", concept.sentence.format(horizon=3))
    assert ("{horizon}" in concept.sentence) == concept.horizon
    assert re.fullmatch(r"\[[A-Z]+[0-9]{2}(, [A-Z]+[0-9]{2})*\].*", concept.source)
    assert isinstance(concept.definition, Term) or concept.definition.judge.__doc__
    assert find(concept.id) is None or not concept.horizon


def test_ids_names_and_sentences_are_told_apart() -> None:
    for of in (lambda one: one.id, lambda one: one.name, lambda one: one.sentence):
        assert len({of(concept) for concept in CONCEPTS}) == len(CONCEPTS)
    assert list(concepts()) == [concept.id for concept in CONCEPTS]


def test_the_core_is_what_is_judged_unasked_and_the_oracle_knows_every_concept() -> None:
    unasked = detente.analyze(detente.build(elmira_options()))

    assert CORE == core_ids() == unasked.concepts
    assert {re.sub(r"[0-9]+$", "", one) for one in ALL} == set(concepts())


@pytest.mark.parametrize("concept", known_ids())
def test_experimental_concepts_and_no_others_are_marked_in_the_answer(concept: str) -> None:
    analysis = detente.analyze(detente.build(named_game("A game", "3 1 4 2", "3 4 1 2")), [concept])
    tier = concepts()[re.sub(r"[0-9]+$", "", concept)].tier

    assert bool(analysis.to_dict()["experimental"]) == (tier == "experimental")


@cache
def judged() -> list[tuple[Model, dict[str, Any]]]:
    """Random models with their verdicts, readings in turn."""
    found = []
    for number in range(MODELS):
        model = model_at(number, "registry")
        how, sanction = READINGS[number % len(READINGS)]
        analysis = detente.analyze(detente.build(model), ALL, sanction_moves=how, sanction=sanction)
        found.append((model, planes_of(analysis)))
    return found


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_what_a_concept_implies_holds_wherever_it_does(concept: Any) -> None:
    for model, planes in judged():
        for inner in asked(concept.id):
            for outer in concept.implies:
                if inner in planes and outer in planes:
                    assert within(planes[inner], planes[outer]), model


@pytest.mark.parametrize(("inner", "outer"), list(permutations(CORE, 2)))
def test_what_a_core_concept_does_not_imply_fails_somewhere(inner: str, outer: str) -> None:
    implied = outer in concepts()[inner].implies
    fails = any(
        not within(planes[inner], planes[outer])
        for _, planes in judged()
        if inner in planes and outer in planes
    )

    assert implied != fails


NO_RANKS = named_game("A game", "3 1 4 2", "3 4 1 2")
NO_RANKS["preferences"]["Row"] = {"better": [["NN", "YN"], ["YN", "NY"], ["NY", "NN"]]}
MISSING = {
    "three parties": (elmira_options(), "two parties", "two parties"),
    "no ranking": (NO_RANKS, "ranks", "ranking of all states, and Row has none"),
    "no strategies": (elmira_graph(), "joint moves", "strategies"),
}


@pytest.mark.parametrize("case", MISSING)
@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.id)
def test_what_a_concept_needs_is_what_it_cannot_do_without(concept: Any, case: str) -> None:
    model, need, reason = MISSING[case]
    analysis = detente.analyze(detente.build(model), asked(concept.id))
    reasons = list(analysis.not_defined.values())

    if need in concept.needs:
        assert analysis.concepts == ()
        assert any(reason in one for one in reasons) or "two parties" in concept.needs
        assert all(len(one) > 20 for one in reasons)
    elif not ("two parties" in concept.needs and "Local" in model["decision_makers"]):
        assert (list(analysis.not_defined), len(analysis.concepts) > 0) == ([], True)


@pytest.mark.parametrize("concept", ALL)
def test_a_concept_is_defined_exactly_where_the_definitions_say_so(concept: str) -> None:
    both = set()
    for number, (model, planes) in enumerate(judged()):
        defined = why_not_defined(read(model), concept) is None
        both.add(defined)
        leaders = [f"stackelberg({party})" for party in model["decision_makers"]]
        names = leaders if concept == "stackelberg" else [concept]
        assert (number, defined) == (number, all(name in planes for name in names))
    assert both == ({True, False} if concepts()[re.sub("[0-9]+$", "", concept)].needs else {True})


@pytest.mark.parametrize("concept", known_ids())
def test_where_a_party_has_no_plain_order_no_plain_concept_is_defined(concept: str) -> None:
    model = {**G4, "preferences": {**G4["preferences"]}}
    model["preferences"]["D1"] = {"fuzzy": {"pairs": [["s1", "s0", 0.7]], "gamma": 0.2}}
    analysis = detente.analyze(detente.build(model), [concept])

    assert analysis.concepts == ()
    assert all("D1" in reason and "fuzzy" in reason for reason in analysis.not_defined.values())
    assert analysis.not_defined
