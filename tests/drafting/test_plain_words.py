"""Over all reports at hand: every title is a clean verb phrase, and no outcome comes twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from detente.drafting.words import words
from detente.reading.grammar import verbs
from drafting.reports import EVERY, GIVEN, draft_file

REPORTS = [*EVERY, *([GIVEN] if GIVEN.exists() else [])]
BASE = verbs("en").base | words().verbs | {"go", "keep", "come", "offer", "let", "agree", "give"}
PRONOUNS = {"it", "they", "he", "she", "we", "you", "i", "them", "who", "both"}
DANGLING = {
    "a",
    "an",
    "the",
    "of",
    "to",
    "in",
    "at",
    "by",
    "for",
    "with",
    "from",
    "and",
    "or",
    "its",
}
SMALL = r"(?:of|to|in|on|at|by|for|with|from)"


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def data(request: pytest.FixtureRequest) -> dict[str, Any]:
    path: Path = request.param
    return draft_file(path).data


def titles_of(data: dict[str, Any]) -> list[str]:
    return [
        option["title"]
        for maker in data["decision_makers"].values()
        for option in maker["options"].values()
    ]


def test_every_title_is_a_clean_verb_phrase(data: dict[str, Any]) -> None:
    for title in titles_of(data):
        first, *rest = title.split()
        assert first[:1].isupper(), title
        assert first.lower() in BASE, title
        assert len(title.split()) <= 9, title
        assert not re.search(r"\ba to\b|\bto to\b|^Agree to an?\b", title), title
        plain = title.removeprefix("Go on with ")
        assert not re.search(rf"\b{SMALL} {SMALL}\b", plain), title
        assert not rest or rest[-1].lower() not in DANGLING, title
        assert not re.search(r"(?:^|\s)-|…", title), title
        assert title.count("“") == title.count("”"), title
        assert not set('()[]{}"') & set(title), title


def test_every_party_has_an_option_and_names_are_slugs(data: dict[str, Any]) -> None:
    for name, maker in data["decision_makers"].items():
        assert 1 <= len(maker["options"]) <= 4, name
        for option in maker["options"]:
            assert re.fullmatch(r"[^\W]+(?:[-_]\w+)*", option), option
    assert 1 <= len(data["decision_makers"]) <= 6


def test_no_two_outcomes_are_the_same(data: dict[str, Any]) -> None:
    conditions = [
        frozenset(outcome["where"].split(" and ")) for outcome in data.get("outcomes", {}).values()
    ]
    assert len(set(conditions)) == len(conditions)
    assert not [name for name in data.get("outcomes", {}) if re.search(r" \d+$", name)]


def test_no_pronoun_is_a_party(data: dict[str, Any]) -> None:
    names = {name.casefold() for name in data["decision_makers"]}
    assert not names & PRONOUNS
