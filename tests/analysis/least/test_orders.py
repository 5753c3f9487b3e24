"""Moves and drops under nash: the hitting sets find what enumeration finds, at any cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from detente.analysis.least import lists
from detente.analysis.least.orders import _List
from stability.mutants.planting import Mutant, text

ORDERS = "analysis.least.orders"
QUESTIONS = 120
KINDS = (("move",), ("drop",), ("move", "drop"))


def brute(
    here: np.ndarray, there: np.ndarray, kinds: tuple[str, ...], kept: frozenset[int]
) -> tuple[int | None, set[tuple[int, ...]]]:
    """(the least cost, all lists at it) by breadth-first search over lists."""
    level = {tuple(range(len(here)))}
    seen = set(level)
    cost = 0
    while level:
        found = {one for one in level if beats(one, here, there)}
        if found:
            return cost, found
        further = set()
        for one in level:
            for place, number in enumerate(one):
                if number in kept:
                    continue
                rest = one[:place] + one[place + 1 :]
                if "drop" in kinds:
                    further.add(rest)
                if "move" in kinds:
                    further |= {(*rest[:to], number, *rest[to:]) for to in range(len(one))}
        level = further - seen
        seen |= level
        cost += 1
    return None, set()


def beats(one: tuple[int, ...], here: np.ndarray, there: np.ndarray) -> bool:
    """Whether no own move is better, read as the definition of a priority list reads."""
    state = tuple(bool(here[k]) for k in one)
    return all(tuple(bool(there[k, m]) for k in one) <= state for m in range(there.shape[1]))


def compared(kinds: tuple[str, ...], k: int) -> int | None:
    """The least cost of a random question; AssertionError where trying all finds otherwise."""
    rng = Random(f"orders/{kinds}/{k}")
    size = rng.choice((3, 5, 5))
    moves = rng.randint(3, 12)
    here = np.array([rng.random() < 0.7 for _ in range(size)])
    there = np.array([[x != (rng.random() < 0.6) for _ in range(moves)] for x in here])
    kept = frozenset(n for n in range(size) if rng.random() < 0.05)
    one = _List(
        here[:, None] & ~there, there & ~here[:, None], kept, "move" in kinds, "drop" in kinds
    )
    least, expected = brute(here, there, kinds, kept)
    found_least = one.least()
    assert least == (None if found_least is None else found_least.cost), k
    assert found_least is None or found_least.exact, k
    if least is not None:
        found = list(one.lists(least))
        assert expected == {numbers for numbers, _ in found}, k
        for numbers, steps in found:
            after: lists.Numbers = tuple(range(size))
            for step in steps:
                after = lists.applied(after, step)
            assert numbers == after, k
            assert len(steps) == least, k
    return least


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_least_moves_and_drops_are_those_of_trying_all(
    kinds: tuple[str, ...], tally: Callable[[str, int], None]
) -> None:
    hits = Counter(compared(kinds, k) for k in range(QUESTIONS))
    assert hits[2] > 1, hits
    assert kinds == ("drop",) or hits[None] + hits[3] > 0, hits
    tally("least moves and drops compared with trying all", QUESTIONS)


MUTANTS = (
    text("what would free it is forgotten", ORDERS, "freeing.add(k)", "freeing.discard(k)"),
    text(
        "fixed statements are moved as well",
        ORDERS,
        "waiting = [k for k in behind if k not in self._fixed]",
        "waiting = []",
    ),
    text("one branch alone", ORDERS, "sorted(missed - barred):", "sorted(missed - barred)[:1]:"),
    text(
        "the first set alone",
        ORDERS,
        "if some:\n                return",
        "if not some:\n                return",
    ),
    text("what beats is not counted", ORDERS, "beaten |= self._for[order[0]]", "beaten |= 0"),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_in_the_search_by_sets_survives(mutant: Mutant) -> None:
    for k in range(QUESTIONS):
        for kinds in KINDS:
            with mutant.planted():
                try:
                    compared(kinds, k)
                except AssertionError:
                    return
    pytest.fail("it survives")
