"""No planted mistake in the search for least changes and packages survives the comparison."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from analysis.least.test_search import found_lists, question, searched
from oracle.least import Trial, least_changes
from stability.mutants.planting import Mutant, text

MOST = 150  # questions of the normal comparison

SEARCH, MANY = "analysis.least.search", "stability.inverse.many"
OWN, STEPS, LISTS = "stability.inverse.own", "stability.inverse.steps", "analysis.least.lists"

MUTANTS = (
    text(
        "no help is counted",
        SEARCH,
        "self._fixed[k] | helps[k] if k in helps",
        "self._fixed[k] if k in helps",
    ),
    text(
        "who changes nothing is not judged",
        SEARCH,
        "[*again, *(k for k in range(self._graph.parties)",
        "[*again, *(k for k in range(0)",
    ),
    text("who stays anyway is anybody", SEARCH, "rows &= ~self._anyway(", "rows &= self._anyway("),
    text(
        "of the last lists the first alone is tried",
        SEARCH,
        "last = np.flatnonzero(kept[-1].stable[common].any(axis=0))",
        "last = np.flatnonzero(kept[-1].stable[common].any(axis=0))[:1]",
    ),
    text(
        "ties lead away",
        OWN,
        "stable[self._at[s]] = best <= keys[s]",
        "stable[self._at[s]] = best < keys[s]",
    ),
    text(
        "strict is weak",
        OWN,
        "(reached >= keys[s]) if self._strict",
        "(reached > keys[s]) if self._strict",
    ),
    text("no answer deters", OWN, "np.full(value.shape[1], most,", "np.full(value.shape[1], 0,"),
    text("counter-moves are forgotten", OWN, "if not self._symmetric or", "if self._symmetric or"),
    text("ends deter though one leaves them", MANY, "return lasting", "return deters"),
    text(
        "a tie is no sanction",
        MANY,
        "deters = worse if strict else ~preferred\n            if term",
        "deters = worse\n            if term",
    ),
    text("answers of one step", STEPS, "changed = bool(kept)", "changed = False"),
    text(
        "a statement falls short of its place",
        LISTS,
        "high, low = whole >> after << (after + 1)",
        "high, low = whole >> after << after",
    ),
    text(
        "moves up only",
        LISTS,
        "to = [q for q in range(n) if q != p]",
        "to = [q for q in range(n) if q < p]",
    ),
    text(
        "nothing is put last",
        LISTS,
        'for q in range(n + 1):\n            enter("insert"',
        'for q in range(n):\n            enter("insert"',
    ),
)


@cache
def asked(number: int) -> dict[str, Any]:
    return question(f"least/{number % 3}/{number // 3}")


def most_of(number: int) -> int:
    return 2 if sum(len(one) for one in asked(number)["lists"].values()) <= 5 else 1


@cache
def right(number: int) -> tuple[int | None, set[Any]]:
    """The least cost, and the lists, by trying all."""
    one = asked(number)
    trial = Trial(one["model"], one["conflict"], one["how"], one["sanction"])
    return least_changes(
        trial,
        one["lists"],
        one["targets"],
        one["concept"],
        most_of(number),
        one["kinds"],
        one["words"],
    )


def caught(mutant: Mutant, number: int) -> bool:
    least, profiles = right(number)
    with mutant.planted():
        _, canonical, pools, found = searched(asked(number), most_of(number))
    expected = {
        tuple(tuple(canonical(text) for text in texts) for _, texts in profile)
        for profile in profiles
    }
    return least != found.cost or expected != found_lists(pools, list(pools), found)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    assert any(caught(mutant, number) for number in range(MOST))
