"""From what a party wants, as written, to an order of the feasible states."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.limits import limit
from detente.model.alike import alike, alone, between
from detente.model.condition import Condition
from detente.model.preferences import (
    Better,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Weights,
)
from detente.problems import TooLarge
from detente.values import dataclass

Holds = Callable[[Condition], NDArray[np.bool_]]
Fits = Callable[[str], NDArray[np.bool_]]
Bits = Callable[[Sequence[Condition]], NDArray[np.unsignedinteger]]

_PART = 1 << 16  # states ranked in one go, so that tables of numbers stay in cache
_CLOSE = 1 << 16
_COUNTABLE = 24  # bits of a number whose values are counted


@dataclass(frozen=True, slots=True, eq=False)
class Ranks(Fixed):
    """A total preorder: larger is better, equal is tied.

    rank  (states,), dense from 0; int16 where that holds all ranks, else int32.
    """

    rank: NDArray[np.signedinteger]


@dataclass(frozen=True, slots=True, eq=False)
class Relation(Fixed):
    """A general strict preference.

    table  bool (classes, classes): true where a state of the second is preferred to one of the
           first.
    of     int32 (states,): the class of each state; None where each is a class of its own.
    """

    table: NDArray[np.bool_]
    of: NDArray[np.int32] | None = None

    @property
    def better(self) -> NDArray[np.bool_]:
        """By states: better[s, t]: t is preferred to s; bool (states, states)."""
        if self.of is None:
            return self.table
        room_for_relation(len(self.of))
        return self.table[self.of[:, None], self.of[None, :]]

    @property
    def states(self) -> int:
        """How many states it speaks of."""
        return len(self.table if self.of is None else self.of)

    def holds(
        self, before: NDArray[np.integer] | int, after: NDArray[np.integer] | int
    ) -> NDArray[np.bool_]:
        """Pair by pair, whether the second state is preferred: as the arrays broadcast."""
        if self.of is None:
            return np.asarray(self.table[before, after])
        return np.asarray(self.table[self.of[before], self.of[after]])


@dataclass(frozen=True, slots=True)
class NoPlainOrder:
    """Only fuzzy or probabilistic preference is given: no plain order exists."""

    reason: str


Order = Ranks | Relation | NoPlainOrder


def dense(values: NDArray[np.generic]) -> NDArray[np.signedinteger]:
    """The values' ranks, ties equal, from 0 without gaps: (states,).

    Whole numbers that lie close together are counted, others sorted.
    """
    if values.dtype.kind in "iu" and len(values):
        low, high = int(values.min()), int(values.max())
        if high - low < max(_CLOSE, 4 * len(values)):
            return _counted(values, low, high)
    found, rank = np.unique(values, return_inverse=True)
    return rank.astype(rank_type(len(found)))


def rank_type(levels: int) -> type[np.signedinteger]:
    """The type of so many ranks. Signed, so that one less than a rank is a number."""
    return np.int16 if levels <= np.iinfo(np.int16).max else np.int32


def _counted(values: NDArray[np.generic], low: int, high: int) -> NDArray[np.signedinteger]:
    present = np.zeros(high - low + 1, dtype=bool)
    parts = [slice(k, k + _PART) for k in range(0, len(values), _PART)]
    for part in parts:
        present[values[part] - low if low else values[part]] = True
    rank_of = np.cumsum(present, dtype=np.int32)
    rank_of -= 1
    kind = rank_type(int(rank_of[-1]) + 1)
    rank_of = rank_of.astype(kind)
    rank = np.empty(len(values), dtype=kind)
    for part in parts:
        rank[part] = rank_of[values[part] - low if low else values[part]]
    return rank


def order_of(preference: Preference, states: int, holds: Holds, fits: Fits, bits: Bits) -> Order:
    """The order that `preference` puts on `states` states.

    holds  where a condition holds; fits  where a state pattern fits: bool (states,) each.
    bits   the truth of up to 32 conditions as one number a state.
    Pairs declared unknown count as "neither preferred"; degrees are ignored. TooLarge where a
    general relation over this many states would not fit.
    """
    basis = preference.basis
    if basis is None and not preference.unknown:
        kind = "fuzzy" if preference.fuzzy else "probabilistic"
        return NoPlainOrder(f"only {kind} preference is given")
    order: Order
    match basis:
        case None:
            order = Ranks(np.zeros(states, dtype=np.int16))
        case Priorities(statements):
            order = Ranks(_by_priorities([one.prefer for one in statements], states, bits))
        case Ranking(classes):
            order = Ranks(_by_classes(classes, states, fits))
        case Weights(items):
            order = Ranks(_by_weights([(holds(one), weight) for one, weight in items], states))
        case Payoffs(_, threshold) if not threshold:
            order = Ranks(dense(_payoffs(basis, states, fits)[0]))
        case Payoffs():
            order = _semiorder(basis, states, fits)
        case Better(pairs):
            order = _pairs(pairs, states, fits)
    # A pair of conditions that meets no two states leaves nothing unknown, and the ranks stand.
    unknown = [(holds(a), holds(b)) for a, b in preference.unknown]
    meeting = [(one, other) for one, other in unknown if meet(one, other)]
    return _with_unknown(order, meeting, states) if meeting else order


def _by_priorities(
    statements: Sequence[Condition], states: int, bits: Bits
) -> NDArray[np.signedinteger]:
    """Lexicographic ranks, the most important statement first, some statements at a time."""
    rank: NDArray[np.signedinteger] = np.zeros(states, dtype=np.int16)
    levels, first = 1, 0
    while first < len(statements):
        # As many as keep all combinations countable.
        more = max(1, min(16, _COUNTABLE - (levels - 1).bit_length(), len(statements) - first))
        key: NDArray[np.integer] = bits(statements[first : first + more])
        if first:
            key = (rank.astype(np.int64) << more) + key
        rank = dense(key)
        levels, first = int(rank.max(initial=0)) + 1, first + more
    return rank


def _by_classes(
    classes: Sequence[Sequence[str]], states: int, fits: Fits
) -> NDArray[np.signedinteger]:
    place = np.full(states, len(classes), dtype=np.int64)
    for k in reversed(range(len(classes))):
        for pattern in classes[k]:
            place[fits(pattern)] = k
    return dense(-place)


def _by_weights(
    items: Sequence[tuple[NDArray[np.bool_], Decimal]], states: int
) -> NDArray[np.signedinteger]:
    whole = _as_integers([weight for _, weight in items])
    if sum(abs(weight) for weight in whole) < 2**62:
        return dense(_sum_of([column for column, _ in items], whole, states))
    # Digits so short that the sum of all weights' digits still is a number.
    digit = 61 - len(whole).bit_length()
    digits: list[NDArray[np.int64]] = []
    while any(whole):
        part = whole
        if any(not -(1 << digit) <= weight < 1 << digit for weight in whole):
            part = [weight & ((1 << digit) - 1) for weight in whole]
        digits.append(_sum_of([column for column, _ in items], part, states))
        whole = [(weight - low) >> digit for weight, low in zip(whole, part, strict=True)]
    for low, high in pairwise(digits):
        high += low >> digit
        low &= (1 << digit) - 1
    return _dense_digits(digits)


def _sum_of(
    columns: Sequence[NDArray[np.bool_]], weights: Sequence[int], states: int
) -> NDArray[np.int64]:
    total = np.zeros(states, dtype=np.int64)
    for column, weight in zip(columns, weights, strict=True):
        total += column * np.int64(weight)
    return total


def _dense_digits(digits: Sequence[NDArray[np.int64]]) -> NDArray[np.signedinteger]:
    """The ranks of numbers given by their digits, the last digit the most important."""
    by_size = np.lexsort(digits)
    new = np.zeros(len(by_size), dtype=bool)
    for one in digits:
        ascending = one[by_size]
        new[1:] |= ascending[1:] != ascending[:-1]
    level = np.cumsum(new, dtype=np.int32)
    rank = np.empty(len(by_size), dtype=rank_type(int(level[-1]) + 1))
    rank[by_size] = level
    return rank


def _as_integers(numbers: Sequence[Decimal]) -> list[int]:
    """The numbers times one power of ten that makes all of them whole: sums stay exact."""
    exact = [Fraction(number) for number in numbers]
    scale = math.lcm(*(part.denominator for part in exact))
    return [int(part * scale) for part in exact]


def _payoffs(basis: Payoffs, states: int, fits: Fits) -> tuple[NDArray[np.int64], list[Fraction]]:
    """Each state's place among the payoffs that are written, -1 without one; and these, ascending.

    Where several patterns fit a state, the first that is written pays it.
    """
    values = [Fraction(value) for _, value in basis.values]
    levels = sorted(set(values))
    level = {value: k for k, value in enumerate(levels)}
    place = np.full(states, -1, dtype=np.int64)
    for (pattern, _), value in zip(reversed(basis.values), reversed(values), strict=True):
        place[fits(pattern)] = level[value]
    return place, levels


def room_for_relation(states: int) -> None:
    if states > limit("relation_states"):
        raise TooLarge(
            f"a general preference over {states:,} states",
            f"a table of {states:,} x {states:,} pairs, {states * states / 1e9:.1f} GB a party",
            "give a ranking or statements instead, or hold options fixed (`--holding`)",
        )


def _semiorder(basis: Payoffs, states: int, fits: Fits) -> Relation:
    """Better only if it pays more by over the threshold; exact: payoffs become whole numbers."""
    room_for_relation(states)
    own, levels = _payoffs(basis, states, fits)
    threshold = Fraction(basis.threshold or 0)
    # reach[k]: how many levels lie so far below level k that k is better than they are.
    reach, below = [], 0
    for value in levels:
        while levels[below] < value - threshold:
            below += 1
        reach.append(below)
    best = np.array([*reach, 0])[own]  # the last for states without a payoff
    better = own[:, None] < best[None, :]
    better &= (own >= 0)[:, None]
    better |= (own < 0)[:, None] & (own >= 0)[None, :]
    return Relation(better)


def _pairs(pairs: Sequence[tuple[str, str]], states: int, fits: Fits) -> Relation:
    room_for_relation(states)
    better = np.zeros((states, states), dtype=bool)
    for preferred, other in pairs:
        better[np.ix_(fits(other), fits(preferred))] = True
    np.fill_diagonal(better, False)
    both = better & better.T
    # Patterns may overlap so that a pair stands both ways: then neither is preferred.
    return Relation(better & ~both)


def meet(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> bool:
    """Whether two different states lie in the two classes."""
    if not one.any() or not other.any():
        return False
    same = np.array_equal(one, other) and int(one.sum()) == 1
    return not same


def _with_unknown(
    order: Order, pairs: Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]], states: int
) -> Order:
    if isinstance(order, NoPlainOrder):
        return order
    if isinstance(order, Ranks):
        among = alike([order.rank, *alone(pairs, states)], states)
        rank = order.rank[among.first]
        return Relation((rank[:, None] < rank[None, :]) & ~between(pairs, among), among.of)
    better = order.better.copy()
    for one, other in pairs:
        unknown = one[:, None] & other[None, :]
        better &= ~(unknown | unknown.T)
    return Relation(better)
