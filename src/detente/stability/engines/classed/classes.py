"""One party's classes: the states among which it alone can move, and which moves it may make.

A class is all states that agree but for the party's own options. Within a class nearly every state
reaches every other; what one-way options and forbidden moves take away depends on the kind of the
state that is left and of the state that is entered, and there are few kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.values import dataclass

MOST_KINDS = 4096
_COUNTABLE = 1 << 20


@dataclass(frozen=True, eq=False)
class Classes:
    """One party's classes.

    of      int32 (states,): each state's class; first: int64 (classes + 1,).
    member  int32 (states,): the members of class c at first[c]:first[c + 1], best liked first.
    rank    int32 (states,): how the party ranks the states.
    kind    int32 (states,); may: bool (kinds, kinds): whether a state of the first kind may be left
            for another state of the second.
    """

    of: NDArray[np.int32]
    first: NDArray[np.int64]
    member: NDArray[np.int32]
    rank: NDArray[np.int32]
    kind: NDArray[np.int32]
    may: NDArray[np.bool_]

    @cached_property
    def asks(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """By kind, flat with offsets: the kinds that a state of it may be left for."""
        first = np.concatenate([[0], np.cumsum(self.may.sum(axis=1))]).astype(np.int64)
        return first, np.nonzero(self.may)[1].astype(np.int32)

    @cached_property
    def spans(self) -> Spans:
        """Each class cut by kind, least liked first."""
        kinds, levels = len(self.may), int(self.rank.max(initial=0)) + 1
        key = (self.of.astype(np.int64) * kinds + self.kind) * levels + self.rank
        member = np.argsort(key).astype(np.int32)
        span = key[member] // levels
        begin = np.flatnonzero(np.diff(span, prepend=-1))
        classes = np.searchsorted(span[begin] // kinds, np.arange(len(self.first)))
        return Spans(
            classes.astype(np.int64),
            (span[begin] % kinds).astype(np.int32),
            np.append(begin, len(span)).astype(np.int64),
            member,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Classes cut by kind: span s holds member[begin[s]:begin[s + 1]], all of kind[s].

    first  int64 (classes + 1,): the spans of class c are first[c]:first[c + 1].
    """

    first: NDArray[np.int64]
    kind: NDArray[np.int32]
    begin: NDArray[np.int64]
    member: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class AllClasses:
    """The classes of all parties; of, rank, kind: int32 (parties, states), a row each."""

    parties: tuple[Classes, ...]
    of: NDArray[np.int32]
    rank: NDArray[np.int32]
    kind: NDArray[np.int32]

    @cached_property
    def spans(self) -> AllSpans:
        """Every party's classes cut by kind, one party behind the other."""
        cut = [one.spans for one in self.parties]
        first = np.zeros((len(cut), max(len(one.first) for one in cut)), dtype=np.int64)
        at = _before([len(one.kind) for one in cut])
        for row, one, start in zip(first, cut, at.tolist(), strict=True):
            row[: len(one.first)] = one.first + start
        return AllSpans(
            first,
            np.concatenate([one.kind for one in cut]),
            np.concatenate([one.begin[:-1] for one in cut]),
            np.concatenate([one.begin[1:] for one in cut]),
            np.stack([one.member for one in cut]),
            _before([one.may.size for one in self.parties]),
            np.array([len(one.may) for one in self.parties], dtype=np.int64),
            np.concatenate([one.may.ravel() for one in self.parties]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class AllSpans:
    """The spans of all parties, numbered through.

    first      int64 (parties, classes + 1): the spans of class c of party j are
               first[j, c]:first[j, c + 1].
    begin, end int64 (spans,): a span's members in member[j]; int32 (parties, states).
    may        flat; may[may_at[j] + kind left * kinds[j] + kind entered].
    """

    first: NDArray[np.int64]
    kind: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    member: NDArray[np.int32]
    may_at: NDArray[np.int64]
    kinds: NDArray[np.int64]
    may: NDArray[np.bool_]


def _before(sizes: Sequence[int]) -> NDArray[np.int64]:
    """Where each of so many parts begins, one behind the other."""
    return np.concatenate([[0], np.cumsum(sizes)])[:-1].astype(np.int64)


def all_classes(graph: Graph) -> AllClasses:
    """The classes of all parties, worked out once a graph and kept."""
    return graph.of_orders.once("classes", lambda: _all_classes(graph))


def _all_classes(graph: Graph) -> AllClasses:
    size = (graph.parties, graph.states)
    of, rank, kind = (np.empty(size, dtype=np.int32) for _ in range(3))
    parties = tuple(
        _classes(graph, party, of[party], rank[party], kind[party])
        for party in range(graph.parties)
    )
    return AllClasses(parties, of, rank, kind)


def _classes(
    graph: Graph,
    party: int,
    of: NDArray[np.int32],
    rank: NDArray[np.int32],
    kind: NDArray[np.int32],
) -> Classes:
    """One party's classes, written into its rows of the arrays."""
    order = graph.orders[party]
    assert isinstance(order, Ranks), "this engine takes total preorders only"
    rest = graph.codes & ~np.int64(graph.masks[party])
    by_rest = np.argsort(rest, kind="stable")
    new = np.diff(rest[by_rest], prepend=-1) != 0
    of[by_rest] = np.cumsum(new) - 1
    rank[:] = order.rank
    kind[:], may = kinds_of(graph, party)
    levels = int(rank.max(initial=0)) + 1
    liked = of.astype(np.int64) * levels + (levels - 1 - rank)
    first = np.append(np.flatnonzero(new), graph.states).astype(np.int64)
    return Classes(of, first, np.argsort(liked, kind="stable").astype(np.int32), rank, kind, may)


def kinds_of(graph: Graph, party: int) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Each state's kind, and which kinds may be left for which: see Classes."""
    taken, dropped = graph.only_taken[party], graph.only_dropped[party]
    bits = [taken_bit for taken_bit in range(graph.letters) if (taken | dropped) >> taken_bit & 1]
    key = np.zeros(graph.states, dtype=np.int64)
    for place, bit in enumerate(bits):
        # What may only be dropped counts as taken when it is dropped: moves then only ever add.
        key |= ((graph.codes ^ np.int64(dropped)) >> np.int64(bit) & 1) << np.int64(place)
    barred = graph.barred(party) if graph.barred is not None else ()
    for k, (source, target) in enumerate(barred):
        key |= source.astype(np.int64) << np.int64(len(bits) + 2 * k)
        key |= target.astype(np.int64) << np.int64(len(bits) + 2 * k + 1)
    values, kind = _numbered(key, len(bits) + 2 * len(barred))
    if len(values) > MOST_KINDS:
        return kind, np.zeros((0, 0), dtype=bool)
    pattern = values & ((1 << len(bits)) - 1)
    may = (pattern[:, None] & ~pattern[None, :]) == 0
    for k in range(len(barred)):
        leaves, enters = (values >> (len(bits) + 2 * k + side) & 1 == 1 for side in (0, 1))
        may &= ~(leaves[:, None] & enters[None, :])
    return kind, may


def bits_of_kinds(graph: Graph, party: int) -> int:
    """So many bits tell a party's kinds apart: there are at most two to that power."""
    one_way = (graph.only_taken[party] | graph.only_dropped[party]).bit_count()
    return one_way + 2 * (len(graph.barred(party)) if graph.barred is not None else 0)


def _numbered(key: NDArray[np.int64], bits: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The different keys, ascending, and for each state which of them is its own."""
    if 1 << bits <= _COUNTABLE:
        values = np.flatnonzero(np.bincount(key, minlength=1)).astype(np.int64)
        number = np.zeros(1 << bits, dtype=np.int32)
        number[values] = np.arange(len(values))
        return values, number[key]
    values, kind = np.unique(key, return_inverse=True)
    return values, kind.astype(np.int32)
