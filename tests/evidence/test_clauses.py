"""What a report's words ask for becomes a verb phrase that a person would write, or nothing."""

from __future__ import annotations

import pytest

from detente.evidence.acts import deed_of
from detente.evidence.clause import clauses_in


def titles(text: str, **how: object) -> list[tuple[str, str]]:
    """Title and what is wanted of each act in a text."""
    deeds = [deed_of(clause, ("Iran", "Iraq"), **how) for clause in clauses_in(text)]  # type: ignore[arg-type]
    return [(deed.act.title, deed.wanted) for deed in deeds if deed is not None]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            "hand over the tapes from nine cameras it switched off",
            "Hand over the tapes from nine cameras",
        ),
        ("immediately reopen its harbour to foreign ships", "Reopen the harbour to foreign ships"),
        (
            "that the ministry should publish the list of wells by Friday",
            "Publish the list of wells",
        ),
        ("The owners must first repair the locks", "Repair the locks"),
        ("the road be handed over by the militia", "Hand over the road"),
        ("a return to the 2011 boundary", "Return to the 2011 boundary"),
        ("The release of six fishermen", "Release six fishermen"),
        ("a joint register of boats", "Set up a joint register of boats"),
        ("an emergency session on Thursday", "Hold an emergency session"),
        ("free passage for the herders", "Give free passage for the herders"),
        ("early elections in both towns", "Hold early elections in both towns"),
        ("move the fence ten miles south", "Move the fence ten miles south"),
        ("pull back five kilometres", "Pull back five kilometres"),
        ("close the gate to everyone", "Close the gate"),
        ("hand over the persons responsible for the raid", "Hand over the persons"),
        ("to release political prisoners", "Release political prisoners"),
        ("direct talks between the two ministers", "Hold direct talks"),
    ],
)
def test_what_is_to_be_done_is_a_plain_verb_phrase(words: str, title: str) -> None:
    assert titles(words) == [(title, "do")]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("suspend all launches by the end of the month", "Go on with launches"),
        ("stop laying mines on the coast road", "Go on laying mines on the coast road"),
        ("stop the sending of building materials", "Go on sending building materials"),
        (
            "withdraw its checkpoints from the bridge at Orin",
            "Keep checkpoints at the bridge at Orin",
        ),
        ("give the veto up", "Keep the veto"),
        ("withdraw its ships from the bay", "Keep ships in the bay"),
        ("withdraw its patrols to the posts held in May", "Keep patrols"),
        ("removed the duties on copper", "Keep duties on copper"),
        ("put the treaty on ice", "Go on with the treaty"),
        ("the flights have to stop while we are talking", "Go on with flights"),
        ("a six-month pause in new levies", "Go on with new levies"),
        ("An immediate and complete ceasefire along the river", "Go on with the fighting"),
        ("Malta suspend the label for a year", "Go on with the label"),
    ],
)
def test_what_is_to_stop_is_named_by_what_goes_on(words: str, title: str) -> None:
    assert titles(words) == [(title, "stop")]


def test_what_is_not_to_be_done_is_an_act_that_is_not_wanted() -> None:
    assert titles("not to attack the convoy") == [("Attack the convoy", "stop")]
    assert titles("issue no new permits for sixty days") == [("Issue new permits", "stop")]


def test_a_scheme_is_what_it_holds() -> None:
    words = "a tit-for-tat deal under which Chad would halt patrols and Niger would open the well"
    assert titles(words) == [("Go on with patrols", "stop"), ("Open the well", "do")]


def test_several_verbs_are_several_acts() -> None:
    words = "pull back its frigates and stop issuing notices"
    assert titles(words) == [("Keep frigates", "stop"), ("Go on issuing notices", "stop")]
    assert len(titles("hand over guns and mortars")) == 1


def test_a_list_of_verbs_keeps_the_subject_of_the_first() -> None:
    words = "Chad cease fire, withdraw its guns from the ridge and allow envoys into the town"
    found = clauses_in(words)
    assert [clause.verb for clause in found] == ["stop", "withdraw", "allow"]
    assert {words[slice(*clause.subject)] for clause in found if clause.subject} == {"Chad"}
    assert all(clause.subject for clause in found)


def test_what_follows_a_quote_is_not_asked() -> None:
    words = 'open the ford," Ali said, "but we will never give up a blade of grass'
    assert titles(words) == [("Open the ford", "do")]


def test_a_court_that_is_asked_to_stop_something_has_an_act_of_its_own() -> None:
    assert titles("stop work on the dam", ordered=True) == [("Stop work on the dam", "do")]


@pytest.mark.parametrize(
    "words",
    [
        "show restraint",
        "police out",
        "them released, without conditions",
        "come first",
        "be present",
        "stop to put oil in the fire",
        "six months of silence",
        "settle the dispute through talks",
        "",
        "—",
    ],
)
def test_words_that_make_no_plain_act_make_none(words: str) -> None:
    assert titles(words) == []


def test_words_for_good_make_an_act_that_cannot_be_undone() -> None:
    [clause] = clauses_in("permanently close the mine")
    deed = deed_of(clause)
    assert deed is not None
    assert deed.act.once


def test_us_is_who_speaks() -> None:
    assert titles("Recognise us first", speaker="Malta") == [("Recognise Malta", "do")]
    assert titles("Recognise us first") == []


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("reopen the harbour", "harbour reopened"),
        ("hand over the tapes", "tapes handed over"),
        ("suspend all launches", "launches suspended"),
        ("stop laying mines", "no more mines laid"),
        ("give a wage guarantee", "wage guarantee"),
        ("return to the treaty of May", "return to the treaty"),
    ],
)
def test_an_outcome_is_named_by_what_is_so(words: str, state: str) -> None:
    [clause] = clauses_in(words)
    deed = deed_of(clause)
    assert deed is not None
    assert deed.act.state == state
