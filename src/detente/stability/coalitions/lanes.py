"""Steps of parties on lanes: for many starts at once, one bit a state and start.

Lanes are uint8 (states, bytes): bit k of a state's row speaks of start k. A step takes what is so
at the ends of a party's moves back to where they begin, by `and` or by `or`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Arcs, Graph, NoPlainOrder, Ranks, count_option_arcs
from detente.problems import TooLarge
from detente.stability.engines.listed import improving_arcs

Lanes = NDArray[Any]  # uint8; numbers where `over` is the lesser: see dominance.py

ALL, ANY = np.bitwise_and, np.bitwise_or


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """A party's classes, where each member can go to each other one; best members first.

    member  int64 (classes, width): states, `states` itself for no more.
    better  int64 (classes, width): how many members are strictly preferred to this one.
    """

    member: NDArray[np.int64]
    better: NDArray[np.int64]


def _none(over: np.ufunc, kind: np.dtype[Any]) -> Any:
    """What `over` makes of no end at all."""
    if over is np.minimum:
        return kind.type(np.iinfo(kind).max)
    return np.uint8(255) if over is ALL else np.uint8(0)


def better_lanes(graph: Graph, party: int, starts: NDArray[np.int64]) -> Lanes:
    """Where the party prefers a state to each start."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return np.packbits(order.rank[:, None] > order.rank[starts][None, :], axis=1)
    assert not isinstance(order, NoPlainOrder), "a party without a plain order has no verdicts"
    every = np.arange(graph.states)
    return np.packbits(order.holds(starts[None, :], every[:, None]), axis=1)


def worse_lanes(graph: Graph, party: int, starts: NDArray[np.int64]) -> Lanes:
    """Where the party prefers each start to a state."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return np.packbits(order.rank[:, None] < order.rank[starts][None, :], axis=1)
    assert not isinstance(order, NoPlainOrder), "a party without a plain order has no verdicts"
    every = np.arange(graph.states)
    return np.packbits(order.holds(every[:, None], starts[None, :]), axis=1)


def in_classes(graph: Graph, party: int) -> bool:
    """Whether the party can go from any state of its class to any other."""
    one_way = graph.only_taken[party] | graph.only_dropped[party] if graph.masks else 0
    return graph.form == "option" and graph.moves_compose and not one_way


def step(graph: Graph, party: int, improving: bool, value: Lanes, over: np.ufunc) -> Lanes:
    """`over` the ends of the party's moves; where it has none: all for `and`, none for `or`.

    In classes, steps by any moves count the start among their ends: see Play.least_answer.
    """
    ranked = isinstance(graph.orders[party], Ranks)
    if in_classes(graph, party) and (ranked or not improving):
        return _in_classes(classes(graph, party), improving, value, over)
    return over_arcs(steps_listed(graph, party, improving), value, over)


def _in_classes(own: Classes, improving: bool, value: Lanes, over: np.ufunc) -> Lanes:
    none = _none(over, value.dtype)
    rows = np.concatenate([value, np.full((1, value.shape[1]), none)])[own.member]
    result = np.empty((len(value) + 1, value.shape[1]), dtype=value.dtype)
    if not improving:
        result[own.member] = over.reduce(rows, axis=1)[:, None, :]
        return result[:-1]
    seen = np.full((rows.shape[0], rows.shape[1] + 1, rows.shape[2]), none)
    over.accumulate(rows, axis=1, out=seen[:, 1:])
    result[own.member] = np.take_along_axis(seen, own.better[:, :, None], axis=1)
    return result[:-1]


def over_arcs(arcs: Arcs, value: Lanes, over: np.ufunc) -> Lanes:
    """The same over listed steps."""
    result = np.full(value.shape, _none(over, value.dtype))
    begin = np.flatnonzero(arcs.first[1:] > arcs.first[:-1])
    if len(begin):
        result[begin] = over.reduceat(value[arcs.end], arcs.first[begin], axis=0)
    return result


def classes(graph: Graph, party: int) -> Classes:
    """The party's classes, sorted once a graph and kept."""
    return graph.of_orders.once(("coalition classes", party), lambda: _sorted(graph, party))


def _sorted(graph: Graph, party: int) -> Classes:
    order = graph.orders[party]
    rank = order.rank if isinstance(order, Ranks) else np.zeros(graph.states, dtype=np.int32)
    rest = graph.codes & ~np.int64(graph.masks[party])
    by = np.lexsort((-rank, rest))
    new = np.ones(len(by), dtype=bool)
    new[1:] = rest[by][1:] != rest[by][:-1]
    first = np.flatnonzero(new)
    of = np.cumsum(new) - 1
    place = np.arange(len(by)) - first[of]
    tied = ~new
    tied[1:] &= rank[by][1:] == rank[by][:-1]
    ahead = np.maximum.accumulate(np.where(tied, 0, np.arange(len(by)))) - first[of]
    width = int(place.max()) + 1
    member = np.full((len(first), width), graph.states, dtype=np.int64)
    better = np.zeros((len(first), width), dtype=np.int64)
    member[of, place] = by
    better[of, place] = ahead
    return Classes(member, better)


def steps_listed(graph: Graph, party: int, improving: bool) -> Arcs:
    """The party's moves or improvements one by one; TooLarge where they are too many."""
    if graph.form == "option":
        count = count_option_arcs(graph.codes, graph.masks[party])
        if count > limit("coalition_moves"):
            raise TooLarge(
                f"moves of {graph.names[party]} listed for coalitions",
                f"about {count:,}, more than {limit('coalition_moves'):,}",
                "hold some options fixed (`--holding`), or ask for fewer concepts (`--concepts`)",
            )
    return improving_arcs(graph, party) if improving else graph.arcs(party)
