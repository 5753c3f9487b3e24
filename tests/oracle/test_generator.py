"""The random models are worth their number: verdicts of both kinds, every reading matters."""

from __future__ import annotations

import functools
from collections.abc import Callable
from random import Random

import pytest
import yaml
from hypothesis import given, settings

from oracle.census import CONCEPTS, Census, census
from oracle.compare import verdicts_of
from oracle.conflict import read
from oracle.generate import Model, model_files, models, random_question, to_yaml
from oracle.reading import SANCTION_MOVES, SANCTIONS
from oracle.shrink import shrunk, smaller

MODELS = 300
FEATURES = (
    *("option form", "graph form", "strategies in graph form"),
    *("2 parties", "3 parties", "4 parties", "5 parties"),
    *("2-4 states", "5-9 states", "10+ states", "holes"),
    *("one-way moves", "intransitive moves", "common moves", "a party without moves"),
    *("once taken", "once dropped", "same option name twice"),
    *("rule infeasible", "rule at_most_one", "rule exactly_one", "rule at_least_one"),
    *("rule infeasible_move", "ties", "no ties", "general relation", "unknown pairs"),
    *("by statements", "by ranking", "by weights", "by payoffs", "by threshold", "by better"),
)


@functools.cache
def counted() -> Census:
    """The census of the models that these tests share."""
    return census(models(MODELS, seed=1))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_is_stable_in_a_tenth_to_nine_tenths_of_the_asked_states(
    concept: str,
) -> None:
    assert counted().asked[concept] >= 500
    assert 0.1 <= counted().share(concept) <= 0.9


@pytest.mark.parametrize(
    "reading",
    [f"{m} {s}" for m in SANCTION_MOVES for s in SANCTIONS if (m, s) != ("legal", "weak")],
)
def test_every_reading_changes_a_verdict_in_a_hundredth_of_the_models(reading: str) -> None:
    assert counted().changed[reading] >= MODELS / 100


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_is_in_a_hundredth_of_the_models(feature: str) -> None:
    assert counted().features[feature] >= MODELS / 100


def test_questions_leave_states_and_often_change_verdicts() -> None:
    changed = restricted = 0
    for number, model in enumerate(models(150, seed=71)):
        reading, holding = random_question(model, Random(number))
        asked = verdicts_of(model, ["nash"], reading=reading, holding=holding)
        restricted += len(asked.states) < len(read(model).states)
        changed += bool(reading) and asked.stable != verdicts_of(model, ["nash"]).stable

        assert asked.states

    assert restricted > 25
    assert changed > 5


def test_a_model_depends_on_its_seed_and_number_alone() -> None:
    assert models(5, seed=7) == models(9, seed=7)[:5]
    assert models(5, seed=7) != models(5, seed=8)


@given(model_files())
@settings(max_examples=200, deadline=None)
def test_models_are_yaml_and_small(model: Model) -> None:
    conflict = read(model)

    assert yaml.safe_load(to_yaml(model)) == model
    assert 2 <= len(conflict.states) <= 24
    assert 2 <= len(conflict.parties) <= 5
    assert conflict.status_quo in conflict.states


@pytest.mark.parametrize("number", range(8))
def test_a_model_that_fails_shrinks_to_the_least_that_fails(number: int) -> None:
    def fails(model: Model) -> bool:
        found = verdicts_of(model, ["gmr", "smr"])
        return any(stable["gmr"] != stable["smr"] for stable in found.stable.values())

    failing = [model for model in models(60, seed=61) if fails(model)]
    model = failing[number]
    least = shrunk(model, fails)

    assert fails(least)
    assert len(to_yaml(least)) < len(to_yaml(model)) / 2
    assert not any(still_fails(smaller_one, fails) for smaller_one in smaller(least))


def still_fails(model: Model, fails: Callable[[Model], bool]) -> bool:
    """Whether it is a model, and fails."""
    try:
        return fails(model)
    except (ValueError, KeyError):
        return False
