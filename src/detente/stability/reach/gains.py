"""Where a party gains by one move from some states into others, no move listed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.reach import boxes
from detente.stability.reach.cells import cells_of
from detente.stability.reach.steps import improvements


def gaining(
    graph: Graph, party: int, begin: NDArray[np.bool_], into: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The states of `begin` from which the party has an improvement into `into`: bool (states,).

    For a graph that is listless and ranked. Cost: a pass over the cells.
    """
    cells = cells_of(graph)
    found = np.zeros(graph.states, dtype=bool)
    for one in boxes.movers(cells.box, (party,), back=True):
        shape = (-1, one.radix, one.stride)
        rank = cells.by_cell(improvements(graph).worth[party], -1).reshape(shape)
        worth = np.where(cells.by_cell(into, False).reshape(shape), rank, -1)
        if one.ways.count == 1:
            best = worth.max(axis=1, keepdims=True)
        else:
            top = np.full((one.ways.count, len(worth), one.stride), -1, dtype=worth.dtype)
            for strategy, w in enumerate(one.ways.pattern):
                np.maximum(top[w], worth[:, strategy], out=top[w])
            for source, target in one.cover:
                np.maximum(top[target], top[source], out=top[target])
            best = np.moveaxis(top[one.ways.pattern], 0, 1)
        found = begin & np.asarray(cells.by_state((best > rank).reshape(-1)), dtype=bool)
    return found
