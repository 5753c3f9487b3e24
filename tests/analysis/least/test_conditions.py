"""The closed form agrees with its definition, and with what a party must not prefer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

import detente
from analysis.least.test_search import term_of
from detente.limits import LIMITS
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
            term = term_of(concept)
            place = graph.find_state(state)
            assert place is not None
            sets, whole = minimal_sets(
                graph, conflict.parties.index(party), place, term, Assumptions(how)
            )
            found = {frozenset(graph.state_text(s) for s in one) for one in sets}
            assert whole
            some, all_told = minimal_sets(
                graph, conflict.parties.index(party), place, term, Assumptions(how), most=2
            )
            assert some == sets[:2]
            assert all_told == (len(sets) <= 2)
            hurried, _ = minimal_sets(
                graph, conflict.parties.index(party), place, term, Assumptions(how), work=1
            )
            assert hurried
            assert set(hurried) <= set(sets)
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


DAM = """
title: A dam
decision_makers:
  Ministry: {options: {fill: F, release: R, share: S}}
  Farmers: {options: {block: B, accept: {title: A, once: taken}}}
  Delta: {options: {court: C, pay: P, ban: N}}
rules:
  - infeasible: block and accept
  - infeasible: fill and release
  - at_most_one: [pay, ban]
status_quo: [fill, block, court]
preferences:
  Ministry: [not block, not court, fill, not share]
  Farmers: [release, accept]
  Delta: [release, not fill, share, not ban]
outcomes: {deal: release and not court and not block}
"""


def test_a_model_of_eight_options_is_told_its_first_sets_with_little_work() -> None:
    conflict = detente.load(DAM)
    graph = compile_graph(conflict)
    place = graph.find_state("YNNNYYNN")
    assert place is not None
    sets, whole = minimal_sets(graph, 0, place, term_of("gmr"), Assumptions(), work=1_000_000)
    assert len(sets) == LIMITS["minimal_sets"].value
    assert not whole
    assert [(len(one), one) for one in sets] == sorted((len(one), one) for one in sets)
    spent: list[int] = []
    answer = detente.design(
        conflict,
        "YNNNYYNN",
        concept="gmr",
        kinds="move",
        at_most=1,
        progress=lambda what, done, _: spent.append(done) if "comparisons" in what else None,
    )
    assert 0 < max(spent) < 1_000_000
    assert answer.more_conditions == ("Ministry", "Delta")
    assert answer.to_dict()["partial_conditions"]
    assert "first 1,000 minimal sets found; there may be more" in " ".join(str(answer).split())
    nash = detente.design(conflict, "YNNNYYNN", concept="nash", kinds="move", at_most=1)
    assert nash.more_conditions == ()
    assert "gmr" not in nash.conditions["Ministry"]  # too many to be listed unasked
    assert len(nash.conditions["Ministry"]["smr"]) == 6


def test_what_a_report_asks_of_such_a_model_takes_little_work() -> None:
    spent: list[int] = []
    answer = detente.design(
        detente.load(DAM),
        "deal",
        progress=lambda what, done, _: spent.append(done) if "comparisons" in what else None,
    )
    # one word of progress is 256 sets looked at
    assert len(spent) < 500
    assert all(answer.conditions[party]["seq"] for party in ("Ministry", "Farmers", "Delta"))
