"""What a party prefers as a number in binary: one diagram a bit, the highest first.

A priority list is such a number already, a bit a statement. A ranking and payoffs number their
classes; weights are added up, bit by bit, as whole numbers: exact, as the listing engines are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.model import Condition, Payoffs, Preference, Priorities, Ranking, Weights
from detente.problems import NotDefined
from detente.symbolic.space import Space

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

_NO_RANKS = (
    "it needs a ranking of all states; write statements, a ranking, weights or payoffs without a "
    "threshold, or hold options fixed (`--holding`) until the states can be listed"
)


def bits_of(preference: Preference) -> int:
    """How many bits the number has."""
    match preference.basis:
        case Priorities(statements):
            return len(statements)
        case Ranking(classes):
            return len(classes).bit_length()
        case Payoffs(values):
            return len({value for _, value in values}).bit_length()
        case Weights(items):
            return sum(map(abs, _whole(items))).bit_length()
    return 0


def links_of(preference: Preference) -> list[list[Condition | str]]:
    """What decides each bit: conditions or state patterns, by bit."""
    match preference.basis:
        case Priorities(statements):
            return [[one.prefer] for one in statements]
        case Ranking(classes):
            every: list[Condition | str] = [pattern for tied in classes for pattern in tied]
        case Payoffs(values):
            every = [pattern for pattern, _ in values]
        case Weights(items):
            every = [condition for condition, _ in items]
        case _:
            every = []
    return [every] * bits_of(preference)


def number_of(
    preference: Preference,
    space: Space,
    where: Callable[[Condition], Diagram],
    fits: Callable[[str], Diagram],
    feasible: Diagram,
    options: int,
) -> tuple[Diagram, ...]:
    """The bits; NotDefined where the preference ranks not all states.

    feasible  where a state is one, over so many `options`.
    """
    basis = preference.basis
    if basis is None and not preference.unknown:
        kind = "fuzzy" if preference.fuzzy else "probabilistic"
        raise NotDefined("preference", f"only {kind} preference is given")
    for one, other in preference.unknown:
        if _meet(where(one) & feasible, where(other) & feasible, options):
            raise NotDefined("preference", _NO_RANKS)
    match basis:
        case None:
            return ()
        case Priorities(statements):
            return tuple(where(one.prefer) for one in statements)
        case Ranking(classes):
            best = len(classes)
            levels = [(best - k, pattern) for k, tied in enumerate(classes) for pattern in tied]
            return _numbered(levels, bits_of(preference), space, fits)
        case Weights(items):
            parts = []
            for (condition, _), weight in zip(items, _whole(items), strict=True):
                parts.append((where(condition) if weight > 0 else ~where(condition), abs(weight)))
            return _sum(parts, bits_of(preference), space)
        case Payoffs(values, threshold) if not threshold:
            paid = sorted({value for _, value in values})
            level = {value: k + 1 for k, value in enumerate(paid)}
            return _numbered(
                [(level[value], pattern) for pattern, value in values],
                bits_of(preference),
                space,
                fits,
            )
    raise NotDefined("preference", _NO_RANKS)


def _meet(one: Diagram, other: Diagram, options: int) -> bool:
    """Whether two different states lie in the two classes."""
    if not one.satisfiable() or not other.satisfiable():
        return False
    return not (one == other and one.sat_count(options) == 1)


def _numbered(
    levels: Sequence[tuple[int, str]], bits: int, space: Space, fits: Callable[[str], Diagram]
) -> tuple[Diagram, ...]:
    """The level of the first pattern that fits; 0 where none does."""
    found = [space.false] * bits
    rest = space.true
    for level, pattern in levels:
        here = fits(pattern) & rest
        rest &= ~here
        for place in range(bits):
            if level >> (bits - 1 - place) & 1:
                found[place] |= here
    return tuple(found)


def _whole(items: Sequence[tuple[Condition, object]]) -> list[int]:
    """The weights times one number that makes all of them whole."""
    exact = [Fraction(str(weight)) for _, weight in items]
    scale = math.lcm(*(part.denominator for part in exact))
    return [int(part * scale) for part in exact]


def _sum(parts: Sequence[tuple[Diagram, int]], bits: int, space: Space) -> tuple[Diagram, ...]:
    """The sum of the weights of what holds, in binary."""
    total = [space.false] * bits  # the lowest bit first
    for holds, weight in parts:
        space.tick()
        carry = space.false
        for place in range(bits):
            other = holds if weight >> place & 1 else space.false
            before = total[place]
            total[place] = before ^ other ^ carry
            carry = (before & other) | (carry & (before ^ other))
    return tuple(reversed(total))
