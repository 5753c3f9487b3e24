"""Ranks of weights too long for one number, and of payoffs, against exact sums state by state."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from detente.model import Ranks, Relation, ranks
from detente.model.condition import Condition, Name
from detente.model.preferences import Payoffs, Preference, Weights

STATES = 32


def in_exact_order(values: Sequence[Fraction]) -> list[int]:
    """How many different values lie below each."""
    levels = sorted(set(values))
    return [levels.index(value) for value in values]


def taken(condition: Condition) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where an option, named by its number, is taken."""
    assert isinstance(condition, Name)
    return np.arange(STATES) >> int(condition.text) & 1 == 1


def fits(pattern: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where the letters stand."""
    texts = [f"{state:05b}" for state in range(STATES)]
    return np.array([all(p in ("-", c) for p, c in zip(pattern, t, strict=True)) for t in texts])


def order_of(basis: Weights | Payoffs) -> Ranks | Relation:
    def bits(conditions: Sequence[Condition]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
        raise AssertionError("nothing is asked by statements")

    found = ranks.order_of(Preference(basis), STATES, taken, fits, bits)
    assert isinstance(found, Ranks | Relation)
    return found


def number(rng: Random) -> Decimal:
    """Of any length; often next to one that is a power of two, where sums carry over."""
    kind = rng.randrange(4)
    if kind == 0:
        return Decimal(rng.randrange(-9, 10))
    if kind == 1:
        return Decimal(rng.choice((-1, 1)) * 2 ** rng.randrange(40, 200) + rng.randrange(-1, 2))
    if kind == 2:
        return Decimal(rng.randrange(-(10**30), 10**30)).scaleb(-rng.randrange(40))
    return Decimal(rng.choice((-1, 1)) * 10 ** rng.randrange(25))


def wrong_ranks(seeds: range) -> int:
    """How many random weights are ranked otherwise than by their exact sums."""
    wrong = 0
    for seed in seeds:
        rng = Random(seed)
        items = [(str(rng.randrange(5)), number(rng)) for _ in range(rng.randrange(1, 12))]
        sums = [
            sum((Fraction(w) for k, w in items if state >> int(k) & 1), Fraction())
            for state in range(STATES)
        ]
        found = order_of(Weights(tuple((Name(k), weight) for k, weight in items)))
        assert isinstance(found, Ranks)
        wrong += found.rank.tolist() != in_exact_order(sums)
    return wrong


def test_weights_of_any_length_are_ranked_by_their_exact_sums() -> None:
    assert wrong_ranks(range(400)) == 0


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("pairwise", lambda digits: ()),  # nothing is carried over
        ("_dense_digits", lambda digits: ranks.dense(digits[-1])),  # the other digits are lost
        ("_dense_digits", lambda digits: _dense_digits(digits[::-1])),
    ],
)
def test_each_digit_and_what_it_carries_matters(
    name: str, wrong: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranks, name, wrong)
    assert wrong_ranks(range(100)) > 0


_dense_digits = ranks._dense_digits


@pytest.mark.parametrize("threshold", [None, Decimal("1.5")])
def test_the_first_pattern_that_fits_pays(threshold: Decimal | None) -> None:
    for seed in range(100):
        rng = Random(seed)
        patterns = ["".join(rng.choice("YN---") for _ in range(5)) for _ in range(6)]
        letters = [one.replace("Y", "1").replace("N", "0") for one in patterns]
        values = tuple((one, Decimal(rng.randrange(-8, 9)) / 2) for one in letters)
        paid = [
            next((Fraction(value) for one, value in values if fits(one)[state]), None)
            for state in range(STATES)
        ]
        found = order_of(Payoffs(values, threshold))
        if isinstance(found, Ranks):
            assert found.rank.tolist() == in_exact_order(
                [Fraction(-100) if one is None else one for one in paid]
            )
            continue
        gap = Fraction(threshold or 0)
        wanted = [[b is not None and (a is None or b - a > gap) for b in paid] for a in paid]
        assert found.better.tolist() == wanted
