"""The sweeps in NumPy alone: for machines without a compiler, and to check the compiled ones.

A value is one number a cell, the type's largest in infeasible cells. Cost: some passes over the
cells for each sweep and pattern; sweeps until nothing changes, however long the chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.stability.assumptions import SanctionMoves
from detente.stability.engines.sequences import least_by_sequences
from detente.stability.engines.swept.box import Box
from detente.values import dataclass

Cube = NDArray[Any]


def top_of(cube: Cube) -> Any:
    """The number that stands in infeasible cells, better than every rank."""
    return cube.dtype.type(np.iinfo(cube.dtype).max)


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """A party's classes, best members first. All (outer, strategies, inner).

    member  the strategy at each place; better: how many places hold strictly better members.
    """

    member: NDArray[np.intp]
    better: NDArray[np.intp]


def sorted_classes(box: Box, party: int, rank: Cube) -> Sorted:
    """Sort each class of a party by its rank."""
    by = _in_classes(box, party, np.where(box.feasible, rank, -1))
    member = np.argsort(-by.astype(np.int32), axis=1, kind="stable")
    row = np.take_along_axis(by, member, axis=1)
    place = np.arange(by.shape[1])[None, :, None]
    new = np.ones(row.shape, dtype=bool)
    new[:, 1:] = row[:, 1:] != row[:, :-1]
    return Sorted(member, np.maximum.accumulate(np.where(new, place, 0), axis=1))


def best_reply(box: Box, party: int, value: Cube) -> Cube:
    """The largest value that the party can move to, the start itself included."""
    top, ways = top_of(value), box.ways[party]
    rows = _in_classes(box, party, np.where(box.feasible, value, 0))
    best = _by_pattern(np.maximum, rows, ways.pattern)
    for low, high in ways.cover:
        np.maximum(best[low], best[high], out=best[low])
    spread = np.moveaxis(best[ways.pattern], 0, 1)
    return np.where(box.feasible, spread.reshape(-1), top)


def best_improvement(box: Box, party: int, order: Sorted, value: Cube) -> Cube:
    """The largest value that the party can improve to, the start itself included."""
    turned = np.where(box.feasible, ~value, top_of(value))
    lowest = np.minimum(turned, _past_better(box, party, order, turned))
    return np.where(box.feasible, ~lowest, top_of(value))


def least_move(box: Box, party: int, value: Cube) -> Cube:
    """The smallest value that the party can move to, the start itself included."""
    top, ways = top_of(value), box.ways[party]
    rows = _in_classes(box, party, value)
    least = _by_pattern(np.minimum, rows, ways.pattern)
    for low, high in ways.cover:
        np.minimum(least[low], least[high], out=least[low])
    spread = np.moveaxis(least[ways.pattern], 0, 1)
    return np.where(box.feasible, spread.reshape(-1), top)


def _by_pattern(best: np.ufunc, rows: Cube, pattern: NDArray[np.int32]) -> Cube:
    """The best value among the strategies of each pattern: (patterns, outer, inner).

    rows  (outer, strategies, inner).
    """
    order = np.argsort(pattern, kind="stable")
    first = np.flatnonzero(np.diff(pattern[order], prepend=-1))
    if len(first) > 1:
        rows = rows[:, order]
    return np.ascontiguousarray(np.moveaxis(best.reduceat(rows, first, axis=1), 1, 0))


def least_improvement(box: Box, party: int, order: Sorted, value: Cube) -> Cube:
    """The smallest value that the party can improve to; the largest number where it cannot."""
    return np.where(box.feasible, _past_better(box, party, order, value), top_of(value))


def _past_better(box: Box, party: int, order: Sorted, value: Cube) -> Cube:
    """For each cell the least value among the strictly better members within reach."""
    top, ways = top_of(value), box.ways[party]
    rows = np.take_along_axis(_in_classes(box, party, value), order.member, axis=1)
    result = np.full(rows.shape, top)
    pattern = ways.pattern[order.member]
    for w in range(ways.count):
        here = pattern == w
        within = here if ways.count == 1 else np.isin(pattern, _above(box, party, w))
        seen = np.full((rows.shape[0], rows.shape[1] + 1, rows.shape[2]), top)
        np.minimum.accumulate(np.where(within, rows, top), axis=1, out=seen[:, 1:])
        result = np.where(here, np.take_along_axis(seen, order.better, axis=1), result)
    back = np.empty_like(result)
    np.put_along_axis(back, order.member, result, axis=1)
    return back.reshape(-1)


def _above(box: Box, party: int, w: int) -> NDArray[np.intp]:
    """The patterns that hand their values to w."""
    ways = box.ways[party]
    return np.repeat(np.arange(ways.count), np.diff(ways.down_first))[ways.down == w]


def least_answer(
    box: Box,
    others: Sequence[int],
    orders: Sequence[Sorted] | None,
    leaving: NDArray[np.bool_] | None,
    value: Cube,
    moves: SanctionMoves = "legal",
) -> Cube:
    """The least value at the end of the others' answers, the start counted as an end.

    orders   their classes where each step must improve its mover; None for all moves.
    leaving  bool (parties, cells): where each may leave a state at all; None: everywhere.
    """

    def step(at: int, result: Cube) -> Cube:
        party = others[at]
        least = (
            least_move(box, party, result)
            if orders is None
            else least_improvement(box, party, orders[at], result)
        )
        return least if leaving is None else np.where(leaving[party], least, top_of(value))

    if moves != "legal" and len(others) > 1:
        top = np.full_like(value, top_of(value))
        found = least_by_sequences(
            moves, False, range(len(others)), value, top, step, np.minimum, np.array_equal
        )
        return np.minimum(value, found)
    result, calm, at = value, 0, 0
    while calm < len(others):
        after = np.minimum(result, step(at, result))
        calm = calm + 1 if np.array_equal(after, result) else 1
        result, at = after, (at + 1) % len(others)
    return result


def _in_classes(box: Box, party: int, cube: Cube) -> Cube:
    return cube.reshape(-1, box.radix[party], box.stride[party])


class PlainSweeps:
    """The sweeps over one box, with each party's classes sorted once."""

    def __init__(self, box: Box, ranks: Sequence[Cube]) -> None:
        self.box, self._ranks = box, ranks
        self._orders: dict[int, Sorted] = {}

    def rank(self, party: int) -> Cube:
        """The party's ranks by cell, the type's largest number where infeasible."""
        cube = np.full(self.box.cells, np.iinfo(np.int32).max, dtype=np.int32)
        cube[self.box.feasible] = self._ranks[party]
        return cube

    def order(self, party: int) -> Sorted:
        """The party's classes, best first."""
        if party not in self._orders:
            self._orders[party] = sorted_classes(self.box, party, self.rank(party))
        return self._orders[party]

    def best_reply(self, party: int, value: Cube, improving: bool) -> Cube:
        """The best value one move away, the start included."""
        if improving:
            return best_improvement(self.box, party, self.order(party), value)
        return best_reply(self.box, party, value)

    def least_answer(
        self,
        party: int,
        value: Cube,
        improving: bool,
        leaving: NDArray[np.bool_] | None,
        moves: SanctionMoves = "legal",
    ) -> Cube:
        """The worst value at the end of an answer, the start included."""
        others = [k for k, radix in enumerate(self.box.radix) if k != party and radix > 1]
        orders = [self.order(k) for k in others] if improving else None
        cells = None if leaving is None else np.stack([self.box.by_cell(one) for one in leaving])
        return least_answer(self.box, others, orders, cells, value, moves)
