"""What two parties expect of each other some moves ahead: for limited-move stability and nm."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Graph, Ranks
from detente.problems import NotDefined
from detente.stability.engines.listed import BOTTOM, TOP, over_moves


@dataclass(frozen=True, slots=True, eq=False)
class Horizon:
    """What is expected when `mover` begins with h moves left, for both movers.

    worst  int32 (mover, party, states): the party's least rank over the expected ends.
    stays  bool (mover, states): the mover prefers to stay.
    Ties: a mover with equally good moves counts on the worst of the other's; the expected ends are
    all of theirs. Their least ranks are all that the definition asks of the sets.
    """

    worst: NDArray[np.int32]
    stays: NDArray[np.bool_]


def start(graph: Graph) -> Horizon:
    """No move left: everybody expects the state itself."""
    ranks = np.stack([_rank(graph, party) for party in range(2)])
    return Horizon(np.stack([ranks, ranks]), np.ones((2, graph.states), dtype=bool))


def longer(graph: Graph, before: Horizon) -> Horizon:
    """One move more, from the table for one move fewer: E_h from E_{h-1} of the definition."""
    worst, stays = before.worst.copy(), before.stays.copy()
    for i in range(2):
        j = 1 - i
        own, arcs = _rank(graph, i), graph.arcs(i)
        value = before.worst[j, i]
        best = over_moves(np.maximum, arcs, value, BOTTOM)
        stays[i] = best <= own
        chosen = arcs.only(value[arcs.end] == best[arcs.starts()])
        for party in range(2):
            moving = over_moves(np.minimum, chosen, before.worst[j, party], TOP)
            worst[i, party] = np.where(stays[i], _rank(graph, party), moving)
    return Horizon(worst, stays)


def _rank(graph: Graph, party: int) -> NDArray[np.int32]:
    order = graph.orders[party]
    assert isinstance(order, Ranks), "anticipation needs total preorders"
    return order.rank


def tables(graph: Graph, longest: int) -> list[Horizon]:
    """The tables of the horizons 0, 1, …, `longest`, kept with the graph."""
    kept = graph.of_orders.once("foresight", lambda: [start(graph)])
    found = kept[: longest + 1]
    while len(found) <= longest:
        found.append(longer(graph, found[-1]))
    if len(found) > len(kept):
        kept[:] = found  # all at once: others may be reading
        graph.of_orders.weigh("foresight")
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """Where expectations come back: those of horizon `begin` do so `length` moves further ahead.

    stays  bool (mover, states): who stays throughout.
    """

    begin: int
    length: int
    stays: NDArray[np.bool_]


def period(graph: Graph) -> Period:
    """The period of the expectations, kept with the graph; NotDefined where none shows in time."""
    return graph.of_orders.once("period", lambda: _period(graph))


def _period(graph: Graph) -> Period:
    table = start(graph)
    seen: dict[bytes, int] = {}
    history: list[NDArray[np.uint8]] = []
    while (key := hashlib.blake2b(table.worst.tobytes()).digest()) not in seen:
        if len(history) > limit("non_myopic_moves") or len(history) * table.stays.size > 2**30:
            raise NotDefined(
                "nm", f"undecided: the expectations did not repeat within {len(history):,} moves"
            )
        seen[key] = len(history)
        table = longer(graph, table)
        history.append(np.packbits(table.stays))
    throughout = np.bitwise_and.reduce(np.stack(history[seen[key] :]))
    size = table.stays.size
    stays = np.unpackbits(throughout)[:size].astype(bool).reshape(table.stays.shape)
    return Period(seen[key], len(history) - seen[key], stays)
