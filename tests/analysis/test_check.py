"""Whether a model is right: what `check` looks at beyond the shape of the file."""

from __future__ import annotations

import pytest

import detente
from detente.analysis.check import check

MODEL = """
title: Claims that ask for what is not there
decision_makers:
  A: {options: {p: P}}
  B: {options: {r: R}}
preferences: {A: [p], B: [r]}
outcomes: {o: p}
claims:
  c: {says: No way out., %s}
"""


@pytest.mark.parametrize(
    ("asked", "column", "what"),
    [
        ("under: [nahs], expect: {no equilibrium: o}", 34, "did you mean 'nash'?"),
        ("holding: [p and not p], expect: {no equilibrium: o}", 35, "no state is feasible"),
        ("expect: {no path: {to: o}}", 6, "the model names no status quo"),
    ],
)
def test_a_claim_that_cannot_be_asked_is_a_mistake_of_the_file(
    asked: str, column: int, what: str
) -> None:
    with pytest.raises(detente.ModelError) as caught:
        check(detente.load(MODEL % asked))
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (9, column)
    assert what in str(problem)


def test_a_claim_that_can_be_asked_is_counted() -> None:
    found = check(detente.load(MODEL % "expect: {no equilibrium: o}"))
    assert found.to_dict()["claims"] == 1
