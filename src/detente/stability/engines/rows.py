"""Bit rows: one row a state, in it one bit for every start.

A row says of which starts something holds at its state: that the state is an escape from them. A
step takes what holds at the ends of a party's moves back to where they begin, by `and` or by `or`,
64 starts at a time. Where a party can go from each state of its class to each other one, a class
is put together once for all its members.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph, Ranks, Relation
from detente.stability.engines.listed import improving_arcs

Rows = NDArray[np.uint64]

ALL, ANY = np.bitwise_and, np.bitwise_or

_WORD = 64
_FULL = np.uint64(2**64 - 1)
_PART = 1 << 19  # bytes of rows worked on in one go: they stay in the processor's cache


def words(starts: int) -> int:
    """How many words a row has."""
    return -(-starts // _WORD)


def packed(table: NDArray[np.bool_]) -> Rows:
    """bool (states, starts) as rows; the bits behind the last start are 0."""
    states, starts = table.shape
    rows = np.zeros((states, words(starts)), dtype=np.uint64)
    rows.view(np.uint8)[:, : -(-starts // 8)] = np.packbits(table, axis=1)
    return rows


def unpacked(rows: Rows, starts: int) -> NDArray[np.bool_]:
    """Rows as bool (states, starts)."""
    return np.unpackbits(rows.view(np.uint8), axis=1, count=starts).view(np.bool_)


def starts_at(
    rows: Rows, state: NDArray[np.integer], start: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """What the rows say of pairs of a state and a start: bool (pairs,)."""
    byte = rows.view(np.uint8)[state, start >> 3]
    return np.asarray(byte & (128 >> (start & 7)).astype(np.uint8) != 0)


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """Starts that a party does not tell apart share a bit.

    of     (states,): the bit of each start; count: how many bits there are.
    """

    of: NDArray[np.signedinteger]
    count: int


def starts_of(order: Ranks | Relation) -> Starts:
    """The bits by which an order's starts are told apart."""
    if isinstance(order, Ranks):
        return Starts(order.rank, int(order.rank.max(initial=-1)) + 1)
    states = np.arange(order.states, dtype=np.int32)
    return Starts(states if order.of is None else order.of, len(order.table))


def better_rows(order: Ranks | Relation) -> Rows:
    """Where a state is preferred to each start."""
    if isinstance(order, Ranks):
        return _compared(np.greater, order)
    return packed(order.table.T)[starts_of(order).of]


def worse_rows(order: Ranks | Relation) -> Rows:
    """Where each start is preferred to a state."""
    if isinstance(order, Ranks):
        return _compared(np.less, order)
    return packed(order.table)[starts_of(order).of]


def _compared(how: np.ufunc, order: Ranks) -> Rows:
    """By rank, some ranks at a time: a table of bytes would be eight times the rows."""
    levels = np.arange(starts_of(order).count)
    rows = np.empty((len(levels), words(len(levels))), dtype=np.uint64)
    size = max(1, (1 << 22) // max(1, len(levels)))
    for first in range(0, len(levels), size):
        part = slice(first, first + size)
        rows[part] = packed(how(levels[part, None], levels[None, :]))
    return rows[order.rank]


class Steps(Protocol):
    """A party's steps."""

    def over(self, how: np.ufunc, value: Rows) -> Rows:
        """`how` (ALL or ANY) over the ends of each state's steps; where it has none: all, none."""


@dataclass(frozen=True, slots=True, eq=False)
class ByClass:
    """All moves of a party that can go from each member of a class to each other one.

    The start counts among its own ends: see Play.
    member  int64 (classes, width): states; the number of states where there is no more member.
    """

    member: NDArray[np.int64]

    def over(self, how: np.ufunc, value: Rows) -> Rows:
        """See Steps."""
        held = how.reduce(_with_none(how, value)[self.member], axis=1)
        return _by_state(self.member, held[:, None, :], value)


@dataclass(frozen=True, slots=True, eq=False)
class ByRank:
    """The improvements of such a party, where it ranks the states.

    member  as in ByClass, the best first; above: how many members are better than each.
    """

    member: NDArray[np.int64]
    above: NDArray[np.int64]

    def over(self, how: np.ufunc, value: Rows) -> Rows:
        """See Steps."""
        rows = _with_none(how, value)[self.member]
        seen = np.full((rows.shape[0], rows.shape[1] + 1, rows.shape[2]), _nothing(how))
        how.accumulate(rows, axis=1, out=seen[:, 1:])
        found = np.take_along_axis(seen, self.above[:, :, None], axis=1)
        return _by_state(self.member, found, value)


class OneByOne:
    """Any steps, listed. In turn k each state meets the end of its k-th step."""

    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs

    @cached_property
    def _turns(self) -> tuple[NDArray[np.int64], list[NDArray[np.int32]]]:
        """The states with steps, those with most first; and by turn the ends, for as many."""
        count = np.diff(self.arcs.first)
        by_count = np.argsort(-count, kind="stable")
        count = count[by_count]
        states = by_count[: int(np.count_nonzero(count))]
        begin = self.arcs.first[states]
        turns = np.arange(int(count.max(initial=0)))
        having = np.searchsorted(-count, -turns, side="left")
        return states, [self.arcs.end[begin[:n] + k] for k, n in zip(turns, having, strict=True)]

    def over(self, how: np.ufunc, value: Rows) -> Rows:
        """See Steps."""
        result = np.full(value.shape, _nothing(how))
        states, turns = self._turns
        if not turns:
            return result
        held = value[turns[0]]
        met = np.empty_like(held)
        for ends in turns[1:]:
            value.take(ends, axis=0, out=met[: len(ends)], mode="clip")
            how(held[: len(ends)], met[: len(ends)], out=held[: len(ends)])
        result[states] = held
        return result


def _nothing(how: np.ufunc) -> np.uint64:
    """What no end at all comes to."""
    return _FULL if how is ALL else np.uint64(0)


def _with_none(how: np.ufunc, value: Rows) -> Rows:
    """The rows, and one more for no state."""
    return np.concatenate([value, np.full((1, value.shape[1]), _nothing(how))])


def _by_state(member: NDArray[np.int64], found: Rows, value: Rows) -> Rows:
    result = np.empty((len(value) + 1, value.shape[1]), dtype=np.uint64)
    result[member] = found
    return result[:-1]


def in_parts(value: Rows, work: Callable[[Rows], Rows]) -> Rows:
    """`work` on the rows, some words at a time: starts have nothing to do with each other."""
    size = max(1, _PART // (8 * len(value)))
    if size >= value.shape[1]:
        return work(value)
    parts = range(0, value.shape[1], size)
    return np.hstack([work(np.ascontiguousarray(value[:, k : k + size])) for k in parts])


def steps_of(graph: Graph, party: int, improving: bool) -> Steps:
    """The party's moves, or its improvements; made once a graph and kept."""
    store = graph.of_orders if improving else graph.of_moves
    return store.once(("row steps", party, improving), lambda: _steps(graph, party, improving))


def _steps(graph: Graph, party: int, improving: bool) -> Steps:
    order = graph.orders[party]
    if _in_classes(graph, party):
        if not improving:
            return ByClass(_classes(graph, party, None)[0])
        if isinstance(order, Ranks):
            return ByRank(*_classes(graph, party, order.rank))
    return OneByOne(improving_arcs(graph, party) if improving else graph.arcs(party))


def _in_classes(graph: Graph, party: int) -> bool:
    one_way = graph.only_taken[party] | graph.only_dropped[party] if graph.masks else 0
    return graph.form == "option" and graph.moves_compose and not one_way


def _classes(
    graph: Graph, party: int, rank: NDArray[np.signedinteger] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The members of each class, best first, and how many are better than each."""
    rank = np.zeros(graph.states, dtype=np.int8) if rank is None else rank
    rest = graph.codes & ~np.int64(graph.masks[party])
    by = np.lexsort((-rank.astype(np.int64), rest))
    new = np.diff(rest[by], prepend=-1) != 0
    begin = np.flatnonzero(new)
    of = np.cumsum(new) - 1
    place = np.arange(len(by)) - begin[of]
    lower = new.copy()
    lower[1:] |= rank[by][1:] != rank[by][:-1]
    first_alike = np.maximum.accumulate(np.where(lower, place + begin[of], 0)) - begin[of]
    member = np.full((len(begin), int(place.max()) + 1), graph.states, dtype=np.int64)
    above = np.zeros_like(member)
    member[of, place] = by
    above[of, place] = first_alike
    return member, above
