"""Several reports make one model: same party, same option, evidence from each."""

from __future__ import annotations

from detente.drafting import Draft
from detente.editing import yaml_text
from detente.model import load_text
from drafting.reports import draft_of, options_of

ASKS = "First\n\nLONDON, 1 March 2021 - France called on Spain to stop military drills in the bay."
AGREES = "Second\n\nLONDON, 3 March 2021 - Italy urged Spain to stop naval exercises."
ENDED = "Third\n\nLONDON, 5 March 2021 - Spain has suspended the drills."
WANTS = "Fourth\n\nLONDON, 2 March 2021 - Italy called on Spain to publish the list of ships."


def documents_of(made: Draft, key: str) -> set[str]:
    party, option = key.split(".")
    cited = made.data["decision_makers"][party]["options"][option]["evidence"]
    return {made.data["evidence"][name]["source"]["document"] for name in cited}


def test_the_same_option_of_the_same_party_has_evidence_from_both_reports() -> None:
    made = draft_of(ASKS, AGREES)
    assert [key for key in options_of(made) if key.startswith("Spain.")] == ["Spain.drills"]
    assert len(documents_of(made, "Spain.drills")) == 2


def test_the_model_speaks_for_the_latest_day() -> None:
    assert draft_of(ENDED, ASKS).data["as_of"] == "2021-03-05"


def test_the_order_of_reports_does_not_change_what_is_in_the_draft() -> None:
    one, other = draft_of(ASKS, WANTS), draft_of(WANTS, ASKS)
    assert options_of(one) == options_of(other)
    assert set(one.data["status_quo"]) == set(other.data["status_quo"])


def test_contradictions_are_shown_with_both_places() -> None:
    made = draft_of(ASKS, "Second\n\nItaly called on Spain to impose new sanctions.")
    assert set(made.data["decision_makers"]["Spain"]["options"]) == {"drills", "impose_sanctions"}
    made = draft_of(
        "One\n\nFrance called on Spain to lift the sanctions.",
        "Two\n\nEgypt called on Spain to maintain the sanctions.",
    )
    review = made.data["decision_makers"]["Spain"]["options"]["sanctions"]["review"]
    assert "contradiction: somebody asks that it stop (report0.txt" in review
    assert "somebody asks for it (report1.txt" in review
    assert any("contradiction" in line for line in made.data["review"])


def test_who_asks_for_what_another_wants_stopped_is_shown() -> None:
    made = draft_of(
        "One\n\nFrance called for direct talks between Spain and Italy.",
        "Two\n\nEgypt called for an end to talks between Spain and Italy.",
    )
    assert load_text(yaml_text(made.data))


def test_one_report_twice_is_one_report() -> None:
    one, twice = draft_of(ASKS), draft_of(ASKS, ASKS)
    assert options_of(one) == options_of(twice)


def test_merged_drafts_load() -> None:
    made = draft_of(ASKS, AGREES, ENDED, WANTS)
    conflict = load_text(yaml_text(made.data))
    assert {"France", "Italy", "Spain"} == set(conflict.party_names)
