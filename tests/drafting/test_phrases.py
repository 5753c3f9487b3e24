"""What a report's words ask for becomes a verb phrase that a person would write, or nothing."""

from __future__ import annotations

import pytest

from detente.drafting.phrases import deed_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("immediately reopen its harbour to foreign ships", "Reopen the harbour to foreign ships"),
        ("the ministry should publish the list of wells by Friday", "Publish the list of wells"),
        ("The release of six fishermen", "Release six fishermen"),
        ("a joint register of boats", "Set up a joint register of boats"),
        ("free passage for the herders", "Give free passage for the herders"),
        ("early elections in both towns", "Hold early elections in both towns"),
        ("release political prisoners", "Release political prisoners"),
        ("direct talks between the two ministers", "Hold direct talks"),
        ("is going to have to make a deal that I like", "Agree on a deal"),
    ],
)
def test_what_is_to_be_done_is_a_plain_verb_phrase(words: str, title: str) -> None:
    deed = deed_of(words, stop=False)
    assert deed is not None
    assert (deed.title, deed.wanted) == (title, True)


def test_what_follows_should_is_a_verb() -> None:
    deed = deed_of("direct money to schools", stop=False, text="It should direct money to schools")
    assert deed is not None
    assert deed.title == "Direct money to schools"


@pytest.mark.parametrize(
    ("what", "demand", "title"),
    [
        ("all launches by the end of the month", "suspend all launches", "Go on with launches"),
        ("laying mines on the coast road", "stop laying mines", "Go on laying mines on the coast"),
        ("its ships from the bay", "withdraw its ships from the bay", "Keep ships"),
        ("tariff", "suspend the tariff", "Keep the tariff"),
    ],
)
def test_what_is_to_stop_is_taken_to_go_on(what: str, demand: str, title: str) -> None:
    deed = deed_of(what, stop=True, text=demand)
    assert deed is not None
    assert deed.title.startswith(title)
    assert not deed.wanted


@pytest.mark.parametrize(
    "words",
    [
        "protect intellectual property are enough to ask",
        "show restraint",
        "be careful",
        "a better world",
        "do it",
        "not talk",
        "end the dispute",
        "",
    ],
)
def test_what_is_not_plain_is_no_option(words: str) -> None:
    assert deed_of(words, stop=False) is None


def test_talks_are_the_same_for_all_who_hold_them() -> None:
    deed = deed_of("hold talks", stop=False, partners=("Iran", "Iraq"))
    assert deed is not None
    assert (deed.kind, deed.name) == ("talks:Iran:Iraq", "talks")
