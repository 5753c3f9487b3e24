"""Who only asks has a place for a move that nobody has written, and its wish."""

from __future__ import annotations

from drafting.reports import draft_of

ASKED = (
    "Row\n\nFrance called on Spain to lift the blockade. Spain urged France to release the pilots. "
    "Egypt urged both governments to sign the treaty."
)


def test_who_only_asks_has_no_move_yet_and_a_wish() -> None:
    made = draft_of(ASKED)
    unwritten = [
        name for name, maker in made.data["decision_makers"].items() if "move" in maker["options"]
    ]
    assert unwritten == ["Egypt"]
    (wish,) = made.data["preferences"]["Egypt"]["priorities"]
    assert wish["prefer"] == "'sign the treaty'"


def test_what_a_voice_asks_for_stays_an_outcome_of_those_asked() -> None:
    made = draft_of(ASKED)
    assert made.data["outcomes"]["sign the treaty"]["title"].endswith("asked for by Egypt")


def test_things_and_pronouns_are_no_parties() -> None:
    made = draft_of(
        "Row\n\nFrance proposed that the truce be extended and that any talks include Spain. They "
        "want us to open the ford. France called on Spain to reopen the ford."
    )
    names = {name.casefold() for name in made.data["decision_makers"]}
    assert not names & {"truce", "any_talks", "talks", "us", "they", "them"}


def test_what_makes_no_plain_act_is_left_out_with_its_place() -> None:
    made = draft_of(ASKED + " Spain urged France to show restraint.")
    titles = [
        option["title"]
        for maker in made.data["decision_makers"].values()
        for option in maker["options"].values()
    ]
    assert not any("restraint" in title for title in titles)
    assert any("make no plain act" in line and "report0" in line for line in made.data["review"])


def test_long_names_of_bodies_are_initials() -> None:
    made = draft_of(
        "Row\n\nFrance asked the International Committee of the Red Cross to visit the camp. Spain "
        "called on France to open the ford."
    )
    assert "ICRC" in made.data["decision_makers"]
