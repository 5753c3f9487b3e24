"""Threats, bargains, refusals and reported acts are options, outcomes and preferences."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.reports import draft_of, options_of


def wants(made: Any, party: str) -> list[str]:
    return [one["prefer"] for one in made.data["preferences"][party]["priorities"]]


def test_a_threat_of_several_is_an_option_of_each() -> None:
    made = draft_of(
        "Talks\n\nThe minister of France said Paris and Rome would close the strait unless Iran "
        "stopped all launches by the end of May."
    )
    assert {"France.close_strait", "Italy.close_strait", "Iran.tests"} <= options_of(made)
    assert "Iran.tests" in made.data["status_quo"]
    assert "France.close_strait" not in made.data["status_quo"]
    assert "France.close_strait iff Iran.tests" in wants(made, "France")


def test_a_vow_after_a_joined_verb_is_its_subjects() -> None:
    made = draft_of(
        "Row\n\nGreece demanded that Turkey withdraw a tug from the bay, and warned that it would "
        "close the canal if the tug stayed."
    )
    assert "Greece.close_canal" in options_of(made)
    assert "Turkey.close_canal" not in options_of(made)


def test_a_promise_on_a_condition_is_a_bargain() -> None:
    made = draft_of(
        "Row\n\nSpain said it was ready to return to the treaty if Portugal removed the duties on "
        "cork."
    )
    assert {"Spain.return_treaty", "Portugal.tariffs"} <= options_of(made)
    condition = made.data["outcomes"]["return to the treaty and duties removed"]["where"]
    assert set(condition.split(" and ")) == {"Spain.return_treaty", "not Portugal.tariffs"}
    assert "Portugal.tariffs" in made.data["status_quo"]


def test_both_halves_of_a_proposal_are_one_outcome() -> None:
    made = draft_of(
        "Row\n\nChina proposed a freeze-for-freeze deal under which Iran would halt launches and "
        "France would issue no new sanctions for ninety days."
    )
    outcome = made.data["outcomes"]["freeze for freeze"]
    assert set(outcome["where"].split(" and ")) == {"not Iran.tests", "not France.new_sanctions"}
    assert made.data["decision_makers"]["China"]["options"]["press"]["title"].endswith(
        "“freeze for freeze”"
    )
    assert "Iran.tests" in made.data["status_quo"]
    assert "France.new_sanctions" not in made.data["status_quo"]


def test_who_rejects_what_it_is_asked_prefers_the_contrary() -> None:
    made = draft_of(
        "Row\n\nGreece demanded that Turkey withdraw its tugs from the bay. On Friday Turkey "
        "rejected the demand."
    )
    assert "not 'tugs withdrawn'" in wants(made, "Turkey")
    assert "'tugs withdrawn'" in wants(made, "Greece")


def test_what_undoes_a_reported_act_is_its_stopping() -> None:
    made = draft_of(
        "Row\n\nSpain closed the crossing at dawn. France called on Spain to reopen the crossing."
    )
    assert options_of(made) >= {"Spain.close_crossing"}
    option = made.data["decision_makers"]["Spain"]["options"]["close_crossing"]
    assert option["title"] == "Keep the crossing closed"
    assert len(option["evidence"]) == 2
    assert "Spain.close_crossing" in made.data["status_quo"]
    assert "not Spain.close_crossing" in [one["where"] for one in made.data["outcomes"].values()]


def test_a_vote_is_against_what_was_announced() -> None:
    made = draft_of(
        "Row\n\nFrance said it would trigger the embargo unless Iran stopped all launches. Russia "
        "said it would vote against."
    )
    titles = [one["title"] for one in made.data["decision_makers"]["Russia"]["options"].values()]
    assert titles == ["Vote against the embargo"]


def test_a_side_that_demands_of_nobody_means_the_other() -> None:
    made = draft_of(
        "Row\n\nFrance demanded the withdrawal of heavy guns from the ridge. Spain wants France to "
        "reopen the ford. Envoys urged Spain and France to meet."
    )
    options = made.data["decision_makers"]
    assert "Spain" in options
    questions = [option.get("review", "") for option in options["Spain"]["options"].values()]
    assert any("names nobody" in question for question in questions)


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Ann Lee, who commands the River Front, urged Spain to open the ford.", "River Front"),
        (
            "“I speak for the Dockers Union. We ask Spain to open the ford,” said Ann Lee.",
            "Dockers",
        ),
    ],
)
def test_a_person_stands_for_the_side_that_is_led(sentence: str, party: str) -> None:
    made = draft_of(f"Row\n\n{sentence}")
    titles = [maker["title"] for maker in made.data["decision_makers"].values()]
    assert not any("Ann Lee" in title for title in titles)
    assert any(party in title for title in titles)
