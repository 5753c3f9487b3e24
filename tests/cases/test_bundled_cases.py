"""Every bundled case is described and sourced, and gives the results that it carries."""

from __future__ import annotations

import pytest
from expectations import (
    NAMES,
    analysis,
    case,
    found,
    readings,
    seq_or_sim,
    seq_sim,
    statements,
)

import detente

PROVENANCES = {"published", "verified", "disagrees", "ours"}
ALSO = {"seq_or_sim": seq_or_sim, "seq_sim": seq_sim}
KEYS = {
    "source",
    "provenance",
    "sanction_moves",
    "sanction",
    "reading",
    "equilibria",
    "stable",
    "also",
    "what_if",
    "claims",
    "note",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_a_title_a_source_and_expected_results(name: str) -> None:
    conflict = case(name)

    assert conflict.title
    assert "Source: " in conflict.about
    assert conflict.expected


@pytest.mark.parametrize("name", NAMES)
def test_every_expectation_says_where_it_comes_from(name: str) -> None:
    for entry in case(name).expected:
        assert set(entry) <= KEYS
        assert entry["source"]
        assert entry["provenance"] in PROVENANCES
        if entry["provenance"] == "disagrees" or "also" in entry:
            assert entry["note"]


def test_titles_tell_the_cases_apart() -> None:
    titles = [case(name).title for name in NAMES]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "entry"),
    sorted({(name, one.entry) for name in NAMES for one in statements(case(name))}),
)
def test_the_expected_states_are_those_that_hold(name: str, entry: int) -> None:
    stated = [one for one in statements(case(name)) if one.entry == entry]
    answer = analysis(name, entry, dict.fromkeys(one.concept for one in stated)).to_dict()

    expected = {str(one): one.states for one in stated}
    assert {
        key: states if isinstance(states, int) else set(states) for key, states in expected.items()
    } == {str(one): found(answer, one) for one in stated}


@pytest.mark.parametrize(
    ("name", "entry", "concept"),
    [
        (name, k, concept)
        for name in NAMES
        for k, entry in enumerate(case(name).expected)
        for concept in entry.get("also", {})
    ],
)
def test_results_of_other_concepts_follow_from_ours(name: str, entry: int, concept: str) -> None:
    expected = case(name).expected[entry]["also"][concept]

    assert set(expected) == ALSO[concept](analysis(name, entry, ("seq", "sim")))


@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if any("what_if" in entry for entry in case(name).expected)],
)
def test_outcomes_hold_in_as_many_readings_as_expected(
    name: str, request: pytest.FixtureRequest
) -> None:
    (grid,) = [entry["what_if"] for entry in case(name).expected if "what_if" in entry]
    expected, across = grid["outcomes"], grid["across"]
    assert grid["readings"] == len(readings(case(name), across))
    asked = list(next(iter(expected.values())))
    # The whole grid of 2^17 states each is counted by the claims of this case as well.
    whole = name != "korea-full" or request.config.getoption("--deep")
    if not whole:
        across = {"ROK": "all"}
    together = detente.what_if(case(name), across=across, concepts=asked).to_dict()

    if whole:
        assert grid["readings"] == together["readings"]
        assert expected == {outcome: together["outcomes"][outcome] for outcome in expected}
    for reading in readings(case(name), across):
        held = detente.analyze(case(name), asked, reading=reading).outcomes()
        (column,) = (
            one for one in together["columns"] if one["reading"].items() <= reading.items()
        )
        assert {outcome: held[outcome] for outcome in expected} == {
            outcome: column["before"][outcome] for outcome in expected
        }
