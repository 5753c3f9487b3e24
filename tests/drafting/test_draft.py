"""A draft is a model: it loads, is checked and analysed, and every guess in it is marked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import detente
from detente.analysis.check import check
from detente.documents import load_document
from detente.drafting import Draft
from detente.editing import yaml_text
from detente.model import load_text
from detente.problems import ModelError
from drafting.reports import (
    DOUBLE_FREEZE,
    EVERY,
    GIVEN,
    VISIBLE,
    draft_file,
    draft_of,
    options_of,
    reading_of,
    runs,
    strings_in,
)

GIVEN_THERE = [GIVEN] if GIVEN.exists() else []


def parties_of(made: Draft) -> set[str]:
    return {maker["title"] for maker in made.data["decision_makers"].values()}


@pytest.fixture(scope="module")
def freeze() -> Draft:
    return draft_of(DOUBLE_FREEZE)


def test_parties_are_the_actors_that_act(freeze: Draft) -> None:
    wanted = {"North Korea", "South Korea", "United States", "Russia", "China"}
    assert wanted <= parties_of(freeze)


def test_options_have_short_names_and_imperative_titles(freeze: Draft) -> None:
    wanted = {
        "North_Korea.tests",
        "USA.drills",
        "USA.thaad",
        "USA.talks",
        "North_Korea.talks",
        "North_Korea.inter",
        "South_Korea.inter",
    }
    assert wanted <= options_of(freeze)
    options = freeze.data["decision_makers"]["USA"]["options"]
    assert options["thaad"]["title"] == "Go on delivering THAAD batteries"
    assert options["talks"]["title"] == "Come to direct talks with North Korea"
    assert options["drills"]["title"] == "Go on with military drills"


def test_what_somebody_asks_to_stop_is_taken_to_go_on(freeze: Draft) -> None:
    today = set(freeze.data["status_quo"])
    assert {"North_Korea.tests", "USA.drills", "USA.thaad"} <= today
    assert not {"USA.talks", "North_Korea.talks", "North_Korea.inter"} & today


def test_a_reciprocal_proposal_is_an_outcome_of_all_stops(freeze: Draft) -> None:
    condition = freeze.data["outcomes"]["double freeze"]["where"]
    for key in ("North_Korea.tests", "USA.drills", "USA.thaad", "South_Korea.drills"):
        assert f"not {key}" in condition
    assert freeze.data["focus"] == ["double freeze"]


def test_proposers_prefer_what_they_propose_and_nobody_else_prefers_anything(
    freeze: Draft,
) -> None:
    preferences = freeze.data["preferences"]
    assert "'double freeze'" in [one["prefer"] for one in preferences["Russia"]["priorities"]]
    assert preferences["North_Korea"]["priorities"] == []
    assert "nothing is stated" in preferences["North_Korea"]["review"]


def test_claims_are_tests_where_they_can_be(freeze: Draft) -> None:
    claims = list(freeze.data["claims"].values())
    alone, corner, without = claims[:3]
    assert alone["untestable"] == "because what it speaks of is no option of the draft"
    assert corner["untestable"].startswith("because it says what ought to be")
    assert without["compare"]["demand"] == "fewer"
    assert {"USA.talks", "North_Korea.talks"} <= set(without["compare"]["without"])


def test_a_claim_says_that_its_verdict_waits_for_preferences(freeze: Draft) -> None:
    _, corner, without, *_ = freeze.data["claims"].values()
    assert "North_Korea" in without["note"]
    assert "note" not in corner


def test_a_means_alone_is_tested_where_somebody_has_it() -> None:
    made = draft_of(
        "Row\n\nIran called on Iraq to lift the sanctions. Iraq called on Iran to "
        "stop missile tests."
        "\n\n“Sanctions alone will never solve the dispute,” said Iranian President Ali Rez."
    )
    claim = made.data["claims"]["c1"]
    assert claim["expect"] == {"no equilibrium": "sanctions alone"}
    assert made.data["outcomes"]["sanctions alone"]["where"] == "not Iran.tests and Iraq.sanctions"


def test_a_threat_is_an_option_that_is_asked_about() -> None:
    made = draft_of(
        "Row over steel\n\nThe United States threatened to close the strait. France called on the "
        "United States to reopen the port."
    )
    assert {"USA.close_strait", "USA.reopen_port"} <= options_of(made)
    option = made.data["decision_makers"]["USA"]["options"]["close_strait"]
    assert option["review"] == "is this a threat?"


def test_a_capital_stands_for_its_state_and_a_minister_too() -> None:
    made = draft_of(
        "Dispute\n\nFrench Foreign Minister Jean Petit urged Madrid to withdraw its ships from the "
        "bay. Spain called on Paris to lift the blockade."
    )
    assert parties_of(made) == {"France", "Spain"}
    assert {"Spain.ships", "France.blockade"} <= options_of(made)


@pytest.mark.parametrize(
    "path", [*EVERY, *GIVEN_THERE], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_draft_of_a_report_is_a_model(path: Path) -> None:
    made = draft_file(path)
    conflict = load_text(yaml_text(made.data), "draft.yaml")
    assert check(conflict).states
    assert detente.analyze(conflict, ["nash", "seq"]).to_dict()["equilibria"]["nash"]


@pytest.mark.parametrize("path", [*VISIBLE, *GIVEN_THERE], ids=lambda path: path.stem)
def test_no_eight_words_of_a_report_stand_together_in_its_draft(path: Path) -> None:
    made = draft_file(path)
    own = runs(load_document(path).text)
    copied = [text for text in strings_in(made.data) if runs(text) & own]
    assert copied == []


@pytest.mark.parametrize("path", [*VISIBLE, *GIVEN_THERE], ids=lambda path: path.stem)
def test_every_guess_is_listed_with_its_place(path: Path) -> None:
    made = draft_file(path)
    assert made.guesses
    assert all(guess.place is not None for guess in made.guesses)
    listed = made.data["review"][: len(made.guesses)]
    for guess, line in zip(made.guesses, listed, strict=True):
        assert guess.place.words in line
        assert line.endswith(guess.question.split(" …")[0]) or " …" in line


@pytest.mark.parametrize("path", [*VISIBLE, *GIVEN_THERE], ids=lambda path: path.stem)
def test_what_rests_on_a_guess_carries_a_review_note(path: Path) -> None:
    made = draft_file(path)
    for guess in made.guesses:
        if isinstance(guess.about, tuple):
            party, option = made.keys[guess.about].split(".")
            assert (
                guess.question in made.data["decision_makers"][party]["options"][option]["review"]
            )
    for claim in made.data.get("claims", {}).values():
        assert claim["review"]
    for preference in made.data["preferences"].values():
        assert preference["review"]
    for rule in made.data.get("rules", []):
        assert rule["review"]


@pytest.mark.parametrize("path", [*VISIBLE, *GIVEN_THERE], ids=lambda path: path.stem)
def test_every_entry_points_at_the_words_it_rests_on(path: Path) -> None:
    made = draft_file(path)
    document = load_document(path)
    for entry in made.data.get("evidence", {}).values():
        source = entry["source"]
        assert source["document"] == f"sha256:{document.sha256}"
        words = document.text[source["from"] : source["to"]].encode()
        assert source["sha256"] == hashlib.sha256(words).hexdigest()
        assert entry["says"]
        assert entry["confidence"] in {"high", "medium", "low"}


def test_a_name_in_capitals_and_a_name_with_marks_are_names_of_the_file() -> None:
    made = draft_of(
        "Port\n\nThe Foundry Workers’ Union called on France to publish the list of shifts."
    )
    conflict = load_text(yaml_text(made.data))
    assert "France.publish_list" in [option.key for option in conflict.options]


def test_a_report_without_an_actor_is_an_error_in_one_line() -> None:
    with pytest.raises(ModelError) as caught:
        draft_of("A fine day\n\nThe sun shone on the hills and nothing happened at all.")
    assert [one.code for one in caught.value.problems] == ["E-DRAFT"]
    assert "\n" not in str(caught.value)


def test_a_long_report_is_drafted_within_the_limits() -> None:
    states = ["Iran", "Iraq", "Turkey", "Syria", "Egypt", "Jordan", "Israel", "France"]
    things = ["drills", "missile tests", "flights", "the blockade", "tariffs", "shelling"]
    text = "Many demands\n\n" + " ".join(
        f"{states[k % 8]} called on {states[(k * 3 + 1) % 8]} to stop {things[k % 6]}."
        for k in range(400)
    )
    made = draft_of(text)
    assert len(made.keys) <= 14
    assert len(made.data["outcomes"]) <= 12
    assert any("left out" in line for line in made.data["review"])
    assert any("no more than 12 are drafted" in line for line in made.data["review"])


@pytest.mark.parametrize("given", GIVEN_THERE, ids=lambda path: path.stem)
def test_the_korea_report_gives_its_conflict(given: Path) -> None:
    made = draft_file(given)
    wanted = {"North Korea", "South Korea", "United States", "Russia", "China"}
    assert wanted <= parties_of(made)
    assert {
        "North_Korea.tests",
        "USA.drills",
        "USA.thaad",
        "USA.talks",
        "North_Korea.talks",
        "North_Korea.inter",
        "South_Korea.inter",
    } <= options_of(made)
    assert "double freeze" in made.data["outcomes"]
    claims = made.data["claims"]
    assert len(claims) == 5
    assert sum("untestable" in claim for claim in claims.values()) == 2


def test_the_reading_is_not_changed_by_drafting() -> None:
    reading = reading_of(DOUBLE_FREEZE)
    before = reading.to_dict()
    from detente.drafting import draft

    assert draft([reading]).data == draft([reading]).data
    assert before == reading.to_dict()
