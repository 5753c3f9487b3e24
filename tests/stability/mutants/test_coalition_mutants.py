"""No planted mistake about coalitions survives the normal comparison."""

from __future__ import annotations

from functools import cache

import pytest

from detente.model import Graph, build, compile_graph
from oracle.conflict import read
from oracle.generate import Model, models
from stability.mutants.coalitions import MUTANTS
from stability.mutants.noted import ToNote, in_order
from stability.mutants.planting import Mutant
from stability.test_coalitions import SEED, SETTINGS, complaints

NOTED = "coalitions"
MOST = 320  # models of the normal comparison, counted from its first


@cache
def all_models() -> list[Model]:
    return models(MOST, seed=SEED)


def model_of(number: int) -> Model:
    return all_models()[number]


def graph_of(number: int) -> Graph | None:
    """A fresh graph, so that nothing is kept from before; None for more than four parties."""
    model = model_of(number)
    return None if len(read(model).parties) > 4 else compile_graph(build(model))


def caught(mutant: Mutant, number: int) -> bool:
    graph = graph_of(number)
    if graph is None:
        return False
    with mutant.planted():
        try:
            return bool(complaints(model_of(number), graph, SETTINGS[number % len(SETTINGS)]))
        except Exception:  # a mutant may do anything
            return True


def to_note() -> dict[str, ToNote]:
    """What the notes are taken of."""
    named = {mutant.name: mutant for mutant in MUTANTS}
    return {
        NOTED: (
            dict.fromkeys(named, MOST),
            lambda name, number: caught(named[name], number),
        )
    }


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant, pytestconfig: pytest.Config) -> None:
    numbers = in_order(NOTED, mutant.name, MOST, pytestconfig.getoption("--deep"))
    assert any(caught(mutant, number) for number in numbers)
