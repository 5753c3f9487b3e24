"""The closed form agrees with its definition, and with what a party must not prefer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

import detente
from detente.model import compile_graph, load_text
from detente.stability.assumptions import Assumptions
from detente.stability.inverse import minimal_sets
from oracle.conflict import read
from oracle.generate import random_model, to_yaml
from oracle.inverse import CONCEPTS
from oracle.inverse import minimal_sets as by_definition
from oracle.reading import Reading


def test_minimal_sets_are_those_of_the_definition(tally: Callable[[str, int], None]) -> None:
    compared = 0
    for k in range(150):
        rng = Random(f"minimal sets/{k}")
        model = random_model(rng)
        conflict = read(model)
        graph = compile_graph(load_text(to_yaml(model)))
        how = rng.choice(("legal", "once", "single"))
        reading = Reading(conflict, how, "weak")
        for _ in range(4):
            state, party = rng.choice(conflict.states), rng.choice(conflict.parties)
            if len(conflict.moves[party][state]) > 3:
                continue
            concept = rng.choice(CONCEPTS)
            place = graph.find_state(state)
            assert place is not None
            sets, whole = minimal_sets(
                graph, conflict.parties.index(party), place, concept, Assumptions(how)
            )
            found = {frozenset(graph.state_text(s) for s in one) for one in sets}
            assert whole
            assert by_definition(reading, concept, party, state) == found, (
                k,
                party,
                state,
                concept,
            )
            compared += 1
    assert compared > 400
    tally("minimal sets compared", compared)


@pytest.mark.parametrize(
    ("party", "concept", "expected"),
    [
        ("Local", "nash", [{"1"}]),
        ("Local", "gmr", [{"1"}, {"2"}, {"3"}, {"4"}, {"9"}]),
        ("Local", "smr", [{"1"}, {"9"}, {"2", "6"}, {"3", "7"}, {"4", "8"}]),
        ("Uniroyal", "nash", [{"7", "9"}]),
        ("Uniroyal", "gmr", [{"3", "9"}, {"4", "9"}, {"7", "9"}, {"8", "9"}]),
    ],
)
def test_elmira_state_five_is_as_in_the_golden_table(
    party: str, concept: str, expected: list[set[str]]
) -> None:
    answer = detente.design(detente.load("elmira-nine-states"), "5", concept="gmr")
    assert [set(one) for one in answer.conditions[party][concept]] == expected
