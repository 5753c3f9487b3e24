"""Where improvements need not end, where moves compose and states fill a box."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.reach import boxes
from detente.stability.reach.boxes import Mover
from detente.stability.reach.cells import cells_of
from detente.stability.reach.steps import improvements

_FEW = 8  # cells a cell of the classes looked at again, below which they are looked at one by one


def endless(graph: Graph, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest part of `among` each state of which has an improvement into that part.

    among   bool (states,). From what is left improvements can go on for ever, within `among`;
            from a state whose improvements lead nowhere else they must end iff it is not left.
    For a graph that is listless and ranked. Cost: rounds of taking off what has no improvement
    left, each a pass over the cells or over the classes that lost something in the one before.
    """
    cells = cells_of(graph)
    left = np.array(cells.by_cell(among, False), dtype=bool)
    movers = boxes.movers(cells.box, range(graph.parties), back=True)
    worth = improvements(graph).worth
    ranks = [cells.by_cell(worth[one.party], -1) for one in movers]
    gaining = np.zeros((len(movers), len(left)), dtype=bool)  # whether a mover has one left
    lost: NDArray[np.int64] | None = None
    while lost is None or len(lost):
        checked = []
        for k, one in enumerate(movers):
            every = lost is None or len(lost) * one.radix * _FEW > len(left)
            members = _classes(one, len(left), None if every else lost)
            rank = ranks[k][members]
            best = _best(one, np.where(left[members], rank, -1))
            gaining[k, members] = best > rank
            checked.append(members.reshape(-1))
        candidates = np.concatenate(checked) if checked else np.flatnonzero(left)
        candidates = candidates[left[candidates]]
        lost = np.unique(candidates[~gaining[:, candidates].any(axis=0)])
        left[lost] = False
    return np.asarray(cells.by_state(left), dtype=bool)


def _classes(one: Mover, size: int, of: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The classes of some cells, or all: their cells, int64 (classes, strategies)."""
    if of is None:
        outer = np.arange(0, size, one.stride * one.radix)
        base = (outer[:, None] + np.arange(one.stride)).reshape(-1)
    else:
        base = np.unique(of - of // one.stride % one.radix * one.stride)
    return np.asarray(base[:, None] + np.arange(one.radix) * one.stride)


def _best(one: Mover, rank: NDArray[Any]) -> NDArray[Any]:
    """By class and strategy the best rank to which the mover can go, its own place included."""
    if one.ways.count == 1:
        return np.asarray(rank.max(axis=1, keepdims=True))
    top = np.full((one.ways.count, len(rank)), -1, dtype=rank.dtype)
    for strategy, w in enumerate(one.ways.pattern):
        np.maximum(top[w], rank[:, strategy], out=top[w])
    for source, target in one.cover:
        np.maximum(top[target], top[source], out=top[target])
    return top[one.ways.pattern].T
