"""No planted mistake about ways survives the normal comparison with the definitions."""

from __future__ import annotations

from functools import cache

import pytest

from analysis.ways.asked import Question, question
from analysis.ways.test_agree import GRANTED, disagreements
from stability.mutants.planting import Mutant
from stability.mutants.ways import MUTANTS

MOST = 300  # questions: the granted steps that went wrong once, then those of the first rounds


@cache
def asked(number: int) -> Question:
    if number < 2 * len(GRANTED):
        return GRANTED[number // 2]
    return question(f"ways/{number // 50}/{number % 50}")


def caught(mutant: Mutant, number: int) -> bool:
    """Every other question is asked of a graph whose moves are not listed."""
    one = asked(number)
    with mutant.planted(), pytest.MonkeyPatch.context() as patched:
        if number % 2:
            patched.setattr("detente.analysis.ways.listing._FEW_MOVES", -1)
            patched.setattr("detente.analysis.ways.ends._MANY", 0)
            patched.setattr("detente.stability.reach.boxes.pays", lambda *_: False)
        try:
            return bool(list(disagreements(one, one.answer().to_dict(), one.defined())))
        except Exception:  # a mutant may do anything
            return True


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    assert any(caught(mutant, number) for number in range(MOST))


def test_without_a_mistake_nothing_is_caught() -> None:
    nothing = Mutant("nothing", lambda: pytest.MonkeyPatch.context())
    assert not any(caught(nothing, number) for number in range(30))
