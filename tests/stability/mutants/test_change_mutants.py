"""No planted mistake about what-if and diff survives the comparison with the definitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from analysis import test_diff, test_what_if
from oracle.generate import Model, models
from stability.mutants.changes import DIFF, WHAT_IF
from stability.mutants.planting import Mutant

MOST = 120  # models of the normal comparisons, counted from their first


@cache
def all_models(seed: int) -> list[Model]:
    return models(MOST, seed=seed)


def caught(mutant: Mutant, seed: int, complaints: Callable[[Any, int], Any]) -> bool:
    for number, model in enumerate(all_models(seed)):
        with mutant.planted():
            try:
                if complaints(model, number)[0]:
                    return True
            except Exception:  # a mutant may do anything
                return True
    return False


@pytest.mark.parametrize("mutant", WHAT_IF, ids=lambda mutant: mutant.name)
def test_no_mistake_about_changes_survives(mutant: Mutant) -> None:
    assert caught(mutant, test_what_if.SEED, test_what_if.complaints)


@pytest.mark.parametrize("mutant", DIFF, ids=lambda mutant: mutant.name)
def test_no_mistake_about_differences_survives(mutant: Mutant) -> None:
    assert caught(mutant, test_diff.SEED, test_diff.complaints)
