"""One alternative of a party with all the ways to vary it: orders, edits, numbers a little off.

Every way has a number, so that any of them can be made without listing the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from detente.analysis.least.lists import Numbers, Pool, Step, around, pool_of, size
from detente.analysis.least.lists import applied as stepped
from detente.limits import limit
from detente.model import Arena, Condition, Payoffs, Preference, Priorities, Weights
from detente.problems import TooLarge

NOTCHES = 1_000  # a number is shifted by a whole number of notches, up to so many either way
_DIGITS = 10_000  # more than a shifted number has


@dataclass(frozen=True, slots=True)
class Wish:
    """One way to read a party.

    branch  the number of its alternative; order: where each statement of the list now stands;
    edits   of the list in that order; shifts: notches by which each number is off.
    """

    branch: int
    order: Numbers
    edits: tuple[Step, ...]
    shifts: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Branch:
    """An alternative and how it may vary.

    ranges  of places, from 0, end included, whose statements stand in any order.
    edited  by cost: the edits that lead to each list of that cost, each list once.
    spread  the largest shift of a number, as a share.
    """

    number: int
    name: str
    preference: Preference
    ranges: tuple[tuple[int, int], ...]
    pool: Pool | None
    edited: tuple[tuple[tuple[Step, ...], ...], ...]
    spread: Decimal | None

    @property
    def orders(self) -> int:
        """In how many orders the list may stand."""
        return math.prod(math.factorial(last - first + 1) for first, last in self.ranges)

    @property
    def shifted(self) -> int:
        """How many numbers may be off."""
        basis = self.preference.basis
        if self.spread is None:
            return 0
        if isinstance(basis, Weights):
            return len(basis.items)
        return len(basis.values) if isinstance(basis, Payoffs) else 0

    def count(self, cost: int) -> int:
        """How many ways there are at a cost of edits."""
        shifts = (2 * NOTCHES + 1) ** self.shifted
        lists = len(self.edited[cost]) if cost < len(self.edited) else 0
        return lists * self.orders * shifts

    def wish(self, cost: int, number: int) -> Wish:
        """Way `number` of that cost: shifts change fastest, then orders, then edits."""
        number, shift = divmod(number, (2 * NOTCHES + 1) ** self.shifted)
        edit, order = divmod(number, self.orders)
        return Wish(self.number, self._order(order), self.edited[cost][edit], self._shifts(shift))

    def _shifts(self, number: int) -> tuple[int, ...]:
        found = []
        for _ in range(self.shifted):
            number, digit = divmod(number, 2 * NOTCHES + 1)
            found.append(digit - NOTCHES)
        return tuple(found)

    def _order(self, number: int) -> Numbers:
        """Order `number`: the first is as written, the last range changes fastest."""
        length = self.pool.own if self.pool is not None else 0
        found = list(range(length))
        for first, last in reversed(self.ranges):
            number, own = divmod(number, math.factorial(last - first + 1))
            left = list(range(first, last + 1))
            for place in range(first, last + 1):
                at, own = divmod(own, math.factorial(last - place))
                found[place] = left.pop(at)
        return tuple(found)

    def preference_of(self, wish: Wish) -> Preference:
        """What the party then wants."""
        basis = self.preference.basis
        if self.pool is not None and isinstance(basis, Priorities):
            numbers = wish.order
            for step in wish.edits:
                numbers = stepped(numbers, step)
            own = tuple(self.pool.statements[k] for k in numbers)
            return replace(self.preference, basis=Priorities(own))
        if self.spread is not None and isinstance(basis, Weights):
            with localcontext() as context:
                context.prec = _DIGITS
                items = tuple(
                    (one, weight + weight * self.spread * shift / NOTCHES)
                    for (one, weight), shift in zip(basis.items, wish.shifts, strict=True)
                )
            return replace(self.preference, basis=replace(basis, items=items))
        if self.spread is not None and isinstance(basis, Payoffs) and basis.values:
            with localcontext() as context:
                context.prec = _DIGITS
                paid = [value for _, value in basis.values]
                unit = (max(paid) - min(paid)) * self.spread / NOTCHES
                values = tuple(
                    (state, value + unit * shift)
                    for (state, value), shift in zip(basis.values, wish.shifts, strict=True)
                )
            return replace(self.preference, basis=replace(basis, values=values))
        return self.preference


def branch_of(
    arena: Arena,
    party: str,
    number: int,
    name: str,
    kinds: tuple[str, ...],
    words: Mapping[str, tuple[Condition, ...]],
    most: int,
    any_order: bool,
    spread: Decimal | None,
) -> Branch:
    """The branch of an alternative.

    words  by party: what edits may put in. most: the largest cost of edits. any_order: whether what
    the file says is uncertain of the party's list counts. TooLarge where edits make too many lists.
    """
    preference = arena.conflict.preference(party, name)
    basis = preference.basis
    if not isinstance(basis, Priorities):
        return Branch(number, name, preference, (), None, (((),),), spread)
    own_words = words.get(party, ()) if most else ()
    pool = pool_of(arena, basis.statements, own_words, frozenset(), kinds if most else ("move",))
    near = size(pool, pool.own)
    if most and near**most > limit("robust_lists"):
        raise TooLarge(
            f"the lists of {party} that {most} edit{'s' if most > 1 else ''} make",
            f"about {near**most:,}, more than {limit('robust_lists'):,}",
            "allow fewer kinds (`--kinds move,drop`) or less cost (`--edits 1`)",
        )
    ranges: tuple[tuple[int, int], ...] = ()
    if any_order and name == "base":
        ranges = tuple((a - 1, b - 1) for a, b in arena.conflict.uncertain.get(party, ()))
    return Branch(number, name, preference, ranges, pool, _edited(pool, most), spread)


def _edited(pool: Pool, most: int) -> tuple[tuple[tuple[Step, ...], ...], ...]:
    """By cost: the edits that lead to each list that so many edits and no fewer lead to."""
    own: Numbers = tuple(range(pool.own))
    levels: list[dict[Numbers, tuple[Step, ...]]] = [{own: ()}]
    seen = {own}
    for _ in range(most):
        further: dict[Numbers, tuple[Step, ...]] = {}
        for numbers, steps in levels[-1].items():
            block = around(pool, numbers, steps)
            for k in range(len(block.steps)):
                after = block.numbers(k)
                if after not in seen:
                    seen.add(after)
                    further[after] = block.edits(k)
        levels.append(further)
    return tuple(tuple(one.values()) for one in levels)
