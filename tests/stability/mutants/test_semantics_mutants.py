"""No planted mistake about graded and uncertain preferences survives."""

from __future__ import annotations

from functools import cache

import pytest

import detente
from oracle.compare import Verdicts, verdicts_under
from oracle.reading import Reading
from oracle.uncertain import NotGiven, semantics_for
from stability.mutants.planting import Mutant
from stability.mutants.semantics import SEMANTICS as MISTAKES
from stability.test_semantics import CORE, SEMANTICS, uncertain_model

MOST = 60  # models


@cache
def expected(number: int, name: str) -> Verdicts | None:
    """What the definitions say; None where they are not defined."""
    model, conflict, how = uncertain_model(number)
    try:
        return verdicts_under(Reading(conflict, how, semantics_for(model, conflict, name)), CORE)
    except NotGiven:
        return None


def differs(number: int, name: str) -> bool:
    """Whether some verdict is another than by the definitions."""
    model, conflict, how = uncertain_model(number)
    right = expected(number, name)
    answer = detente.analyze(detente.build(model), semantics=name, sanction_moves=how)
    return right is not None and any(
        set(answer.stable(party, f"{name}:{concept}")) != right.stable[party][concept]
        for concept in CORE
        if concept not in right.not_defined
        for party in conflict.parties
    )


@pytest.mark.parametrize("mutant", MISTAKES, ids=lambda mutant: mutant.name)
def test_no_mistake_about_uncertain_preferences_survives(mutant: Mutant) -> None:
    for number in range(MOST):
        for name in SEMANTICS:
            with mutant.planted():
                if differs(number, name):
                    return
    pytest.fail("no model shows it")
