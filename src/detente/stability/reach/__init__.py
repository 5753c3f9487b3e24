"""Reach: where legal sequences of steps lead, in how few, and by which way.

In a legal sequence nobody moves twice in a row; the start counts as reached by no step. Where
moves compose and states fill a box, nothing is listed and one byte a state is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.engines.swept.box import room_for_box
from detente.stability.reach import boxes, nodes
from detente.stability.reach.cells import Cells, cells_of, laid_out
from detente.stability.reach.endless import endless
from detente.stability.reach.gains import gaining
from detente.stability.reach.nodes import Way
from detente.stability.reach.resisted import least_resisted
from detente.stability.reach.steps import (
    Kind,
    Steps,
    all_moves,
    all_parties,
    best_moves,
    improvements,
    movers_of,
    moves_of,
    undeterred,
)

__all__ = [
    "Kind",
    "Steps",
    "Way",
    "all_moves",
    "all_parties",
    "best_moves",
    "classes_of",
    "distances",
    "endless",
    "gaining",
    "improvements",
    "least_resisted",
    "listless",
    "moves_of",
    "never",
    "shortest",
    "undeterred",
]

never = boxes.never
_PAIRS = 1 << 20  # of states and moves looked at in one go


def distances(
    graph: Graph,
    start: NDArray[np.bool_],
    steps: Steps,
    of: Sequence[int] | None = None,
    avoid: NDArray[np.bool_] | None = None,
    within: int | None = None,
    back: bool = False,
    compiled: bool | None = None,
) -> NDArray[Any]:
    """The fewest steps of a legal sequence from `start` to each state; `never` of it for none.

    start, avoid  bool (states,); what is to be avoided is not entered, though it may be a start.
    of      who may move, all by default; within: no more steps than that.
    back    turned round: the fewest steps from each state to `start`.
    compiled  whether compiled loops are used where they can be; None: where it pays.
    uint8 (states,), or int32 where there are more steps than a byte holds.
    Cost: some passes over the states where moves compose and states fill a box; else the moves.
    Source: status quo analysis [LKH05].
    """
    who = movers_of(graph, of)
    if not _by_box(graph, steps):
        return _by_nodes(graph, start, steps, who, avoid, within, back)
    cells = cells_of(graph)
    dist = laid_out(cells, start, avoid)
    found = boxes.spread(
        cells, dist, steps, who, back, within, None, boxes.pays(cells, who, compiled)
    )
    return _read_off(cells, found)


def shortest(
    graph: Graph,
    start: NDArray[np.bool_],
    goal: NDArray[np.bool_],
    steps: Steps,
    of: Sequence[int] | None = None,
    avoid: NDArray[np.bool_] | None = None,
    within: int | None = None,
    compiled: bool | None = None,
) -> Way | None:
    """A shortest legal sequence from `start` into `goal`: (begin, ((mover, state), ...)), or None.

    Among the shortest the first by movers' and then states' order, step by step. Arguments as for
    distances.
    """
    who = movers_of(graph, of)
    starts = np.flatnonzero(start)
    if not _by_box(graph, steps):
        return nodes.shortest(graph, starts, goal, steps, who, avoid, within)
    cells = cells_of(graph)
    wanted = goal if avoid is None else goal & (~avoid | start)
    closed = avoid if avoid is None else avoid & ~start
    dist = laid_out(cells, wanted, closed)
    dist = boxes.spread(
        cells, dist, steps, who, True, within, cells.of(starts), boxes.pays(cells, who, compiled)
    )
    left = dist[cells.of(starts)]
    if not len(left) or int(left.min()) >= boxes.never(dist) - 1:
        return None
    begin = int(starts[int(left.argmin())])
    here, found = begin, []
    for togo in range(int(left.min()) - 1, -1, -1):
        here, mover = _next(graph, cells, dist, steps, who, here, togo)
        found.append((mover, here))
    return begin, tuple(found)


def _next(
    graph: Graph,
    cells: Cells,
    dist: NDArray[Any],
    steps: Steps,
    who: Sequence[int],
    here: int,
    togo: int,
) -> tuple[int, int]:
    """The first step by movers' and states' order after which `togo` are left, and its mover."""
    for party in who:
        ends = moves_of(graph, steps, party, here)
        good = np.flatnonzero(dist[cells.of(ends)] == togo)
        if len(good):
            return int(ends[good[0]]), party
    raise AssertionError(f"no step from {here} with {togo} left")


def listless(graph: Graph) -> bool:
    """Whether searches by numbers list no moves: moves compose and states fill a box."""
    return graph.moves_compose and room_for_box(graph)


def classes_of(
    graph: Graph, party: int, states: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Some of the states at a time, and where the party can move from each: int64 (some, ways).

    In state order; -1 where a combination of its options cannot be moved to. For a graph that is
    listless.
    """
    cells = cells_of(graph)
    radix, stride, ways = cells.box.radix[party], cells.box.stride[party], cells.box.ways[party]
    size = max(1, _PAIRS // radix)
    for first in range(0, len(states), size):
        begin = states[first : first + size]
        at = cells.of(begin)
        own = at // stride % radix
        there = (at - own * stride)[:, None] + np.arange(radix) * stride
        may = cells.box.feasible[there] & (np.arange(radix) != own[:, None])
        may &= (ways.bits[own][:, None] & ~ways.bits[None, :]) == 0
        yield begin, np.where(may, cells.states(there.ravel()).reshape(there.shape), -1)


def _by_box(graph: Graph, steps: Steps) -> bool:
    return steps.by_levels and listless(graph)


def _read_off(cells: Cells, dist: NDArray[Any]) -> NDArray[Any]:
    found = cells.by_state(dist)
    found[found == boxes.never(dist) - 1] = boxes.never(dist)
    return found


def _by_nodes(
    graph: Graph,
    start: NDArray[np.bool_],
    steps: Steps,
    who: Sequence[int],
    avoid: NDArray[np.bool_] | None,
    within: int | None,
    back: bool,
) -> NDArray[Any]:
    dist = np.full(graph.states, np.iinfo(np.int32).max, dtype=np.int32)
    found = nodes.layers(graph, np.flatnonzero(start), steps, who, avoid, back)
    for count, layer in enumerate(found):
        if within is not None and count > within:
            break
        states = layer // (graph.parties + 1)
        dist[states] = np.minimum(dist[states], count)
    most = int(dist[dist < np.iinfo(np.int32).max].max(initial=0))
    if most >= 254:
        return dist
    return np.where(dist > most, 255, dist).astype(np.uint8)
