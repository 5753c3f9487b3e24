"""A case as other programs take it: what is listed gives the published results, read by them alone.

The judge here is what somebody else would write from the definition of Nash stability and general
metarationality; it sees the JSON of `detente cases NAME --json` and nothing else.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.commands import detente
from detente.cases import case_names

NAMES = sorted(case_names())
TOO_LARGE = {"gatt-trade", "korea-full"}


def published(name: str) -> dict[str, Any]:
    done = detente("cases", name, "--json")
    assert (done.code, done.err) == (0, "")
    return dict(done.json)


def improvements(party: dict[str, Any], state: int) -> list[int]:
    """Where the party goes from `state` and gains."""
    if "ranks" in party:
        ranks = party["ranks"]
        return [to for to in party["moves"][state] if ranks[to] > ranks[state]]
    return [to for to in party["moves"][state] if to in party["better"][state]]


def nash(listed: dict[str, Any]) -> set[str]:
    return {
        text
        for state, text in enumerate(listed["states"])
        if not any(improvements(party, state) for party in listed["parties"])
    }


@pytest.mark.parametrize("name", sorted(set(NAMES) - TOO_LARGE))
def test_what_is_listed_gives_the_published_nash_equilibria(name: str) -> None:
    case = published(name)
    asked = [
        entry["equilibria"]["nash"]
        for entry in case["expected"]
        if "nash" in entry.get("equilibria", {}) and not entry.get("reading")
    ]
    found = nash(case["listed"])
    for one in asked:
        assert len(found) == one["count"] if isinstance(one, dict) else found == set(one)


def test_most_cases_publish_nash_equilibria() -> None:
    said = [name for name in NAMES if "nash" in json.dumps(published(name)["expected"])]
    assert len(said) > 15


def test_a_case_too_large_to_list_is_told_by_its_model() -> None:
    case = published("gatt-trade")
    assert case["listed"] is None
    assert len(case["model"]["decision_makers"]) == 6
    assert case["expected"]
