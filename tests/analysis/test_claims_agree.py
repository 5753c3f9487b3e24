"""Random claims on random models: what detente answers against the definitions."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest

import detente
from detente.analysis.claims import Claims, Count, claims
from detente.analysis.deciders import is_decider
from oracle.generate import to_yaml
from oracle_claims.generate import random_model_with_claims
from oracle_claims.verdicts import World, minimal_deciders, run

ROUNDS = 10
A_ROUND = 50


@cache
def round_of(seed: int) -> list[tuple[dict[str, Any], Claims]]:
    """Random models and what detente answers to their claims."""
    drawn = [random_model_with_claims(Random(f"claims/{seed}/{k}")) for k in range(A_ROUND)]
    return [(model, claims(detente.load(to_yaml(model)), examples=False)) for model in drawn]


def asked(count: Count) -> tuple[Any, ...]:
    return (
        count.test.number,
        count.concept,
        count.test.aside,
        count.verdict,
        count.compared,
        count.answers.tolist(),
    )


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_claims_agree_with_the_definitions(seed: int) -> None:
    agree(round_of(seed))


def test_claims_about_graphs_whose_moves_are_not_listed_agree_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("detente.analysis.ways.listing._FEW_MOVES", -1)
    drawn = [random_model_with_claims(Random(f"large claims/{k}")) for k in range(40)]
    agree([(model, claims(detente.load(to_yaml(model)))) for model in drawn])


def agree(answered: list[tuple[dict[str, Any], Claims]]) -> None:
    """AssertionError where a claim comes out otherwise than by definition."""
    for model, answer in answered:
        world = World(model)
        for finding in answer.findings:
            expected = run(world, model["claims"][finding.claim.id])
            told = [
                (
                    one["test"],
                    one["concept"],
                    one["aside"],
                    one["verdict"],
                    one["with"],
                    one["answers"],
                )
                for one in expected["tests"]
            ]
            assert (expected["verdict"], told) == (
                finding.verdict,
                [asked(count) for count in finding.counts],
            ), (to_yaml(model), finding.claim.id)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_deciders_are_all_the_smallest_sets_that_decide(seed: int) -> None:
    for model, answer in round_of(seed):
        world = World(model)
        for finding in answer.findings:
            for count in finding.counts:
                if count.verdict == "untestable":
                    continue
                across = {p: list(names) for p, names in count.test.readings.names.items()}
                assert minimal_deciders(world, across, count.answers.tolist()) == {
                    (frozenset(one.readings.items()), one.holds) for one in count.deciders
                }
                for one in count.deciders:
                    assert is_decider(count.test.readings, count.answers, one)


def test_the_random_claims_use_every_form_and_come_out_in_every_way() -> None:
    forms: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    for _, answer in round_of(0) + round_of(1):
        for finding in answer.findings:
            verdicts[finding.verdict] += 1
            forms.update(count.test.expectation.form for count in finding.counts)

    assert {
        "no equilibrium",
        "some equilibrium",
        "only equilibria",
        "stable",
        "unstable",
        "path",
        "no path",
        "improvement",
        "no improvement",
        "feasible",
        "broken",
        "blocked",
        "must end",
        "any",
        "all",
    } == set(forms)
    assert min(forms.values()) >= 5
    assert {"confirmed", "refuted", "depends", "untestable"} == set(verdicts)
