"""Words that promise no more than the definition gives."""

from __future__ import annotations

import pytest

import detente
from detente.analysis.reading_sets import Readings
from detente.library import described_cases

TWO = """
title: T
decision_makers:
  A: {title: The first, options: {a: Do a}}
  B: {title: The second, options: {b: Do b}}
status_quo: []
preferences:
  A: [not b]
  B: [b]
outcomes:
  done: {where: b, title: It is done}
  left: {where: not b, title: It is left}
alternatives: {A: {x: [a]}}
claims:
  k: {says: B does not act., across: all, under: [nash], expect: {no equilibrium: b}}
  c: {says: It hangs on b., across: all, under: [nash], compare: {without: [b]},
      expect: {no equilibrium: done}}
"""


def test_a_test_that_holds_nowhere_says_none() -> None:
    told = str(detente.claims(detente.load(TWO), ["k"], examples=False))
    assert "so in none of the 2 readings" in " ".join(told.split())
    assert "not so in all" not in told


def test_outcomes_and_who_leaves_them_are_told_by_titles() -> None:
    conflict = detente.load(TWO)
    told = " ".join(str(detente.analyze(conflict)).split("Outcomes")[1].split())
    assert "It is left" in told
    assert "The second all" in told


def test_an_hour_is_one_hour() -> None:
    for readings, told in (
        (30_000, "about 1 minute at"),
        (1_800_000, "about 1 hour at"),
        (10**8, "about 56 hours at"),
    ):
        many = Readings({"A": tuple(map(str, range(readings // 1000))), "B": ("x",) * 1000})
        with pytest.raises(detente.TooLarge, match=told):
            many.require_listable(4)


def test_every_name_of_a_case_is_listed() -> None:
    cases = dict(described_cases())
    assert cases["korea"] == detente.load("korea").title
    assert list(cases) == sorted(cases)
    for name, title in cases.items():
        assert detente.load(name).title == title


def test_a_state_named_today_is_reached_by_quoting() -> None:
    graph = {
        "title": "x",
        "states": ["a", "today"],
        "decision_makers": {"A": {"moves": {"a": ["today"]}}, "B": {"moves": {"today": ["a"]}}},
        "status_quo": "a",
        "preferences": {"A": ["a"], "B": ["a"]},
    }
    conflict = detente.build(graph)
    assert detente.explain(conflict, "today").to_dict()["state"] == "a"
    assert detente.explain(conflict, '"today"').to_dict()["state"] == "today"


@pytest.mark.parametrize("name", ["c"])
def test_two_counts_compared_say_which_is_which(name: str) -> None:
    told = " ".join(str(detente.claims(detente.load(TWO), [name], examples=False)).split())
    assert " as restricted, " in told
    assert " without that" in told
