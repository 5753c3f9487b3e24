"""Where the states of a graph stand: once, the same in every picture of a conflict.

Where states say what each party does, they stand on a grid of strategies: each party moves along
one axis, the parties with most strategies first, further ones from block to block. Where they do
not, few stand in a circle and more in rows, by how far improvements still lead.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, NoPlainOrder

_GAP = 0.7  # between blocks, in cells
_CIRCLE = 14


def positions(graph: Graph, wide: float, high: float) -> tuple[NDArray[np.float64], bool]:
    """(x, y) of every state: float64 (states, 2); and whether it is the grid of strategies.

    wide, high  of a cell.
    """
    done = graph.strategies
    if done is not None and graph.parties > 1:
        spots = _grid(done)
        if len(np.unique(spots, axis=0)) == len(spots):
            return spots * np.array([wide, high]), True
    if graph.states <= _CIRCLE:
        return circle(graph.states, wide, high), False
    return _rows(graph, wide, high), False


def circle(count: int, wide: float, high: float) -> NDArray[np.float64]:
    """So many spots on an ellipse, from the top clockwise."""
    r = max(1.0, count / (2 * math.pi) * 1.35)
    turn = np.arange(count) * 2 * math.pi / max(count, 1)
    spots = np.stack([np.sin(turn) * r * wide, -np.cos(turn) * r * high], axis=1)
    return spots - spots.min(axis=0) if count else spots


def _grid(strategies: NDArray[np.int64]) -> NDArray[np.float64]:
    """The spots in cells: parties in turn along x and y, the one with most strategies along x."""
    index = [np.unique(row, return_inverse=True)[1] for row in strategies]
    sizes = [int(row.max()) + 1 for row in index]
    order = sorted(range(len(sizes)), key=lambda k: -sizes[k])
    spots = np.zeros((strategies.shape[1], 2))
    reach = [0.0, 0.0]
    for place, party in enumerate(order):
        if sizes[party] == 1:
            continue
        axis = place % 2 if place < 2 else (0 if reach[0] <= reach[1] * 0.8 else 1)
        step = 1.0 if not reach[axis] else reach[axis] + 1 + _GAP
        spots[:, axis] += index[party] * step
        reach[axis] += (sizes[party] - 1) * step
    return spots


def improves(graph: Graph, party: int, after: int, before: int) -> bool:
    """Whether the party is known to prefer `after`; of one without a plain order nothing is."""
    known = not isinstance(graph.orders[party], NoPlainOrder)
    return known and graph.prefers(party, after, before)


def _rows(graph: Graph, wide: float, high: float) -> NDArray[np.float64]:
    """In rows: a state from which improvements lead to none lower stands lowest."""
    level = np.zeros(graph.states, dtype=np.int64)
    pairs = [
        (state, int(after))
        for party in range(graph.parties)
        for state in range(graph.states)
        for after in graph.moves_from(party, state)
        if improves(graph, party, int(after), state)
    ]
    for _ in range(min(graph.states, 12)):  # improvements may run in circles
        changed = False
        for before, after in pairs:
            if level[before] <= level[after] and level[after] < 11:
                level[before], changed = level[after] + 1, True
        if not changed:
            break
    most = max(4, math.ceil(math.sqrt(graph.states * 1.8)))
    spots = np.zeros((graph.states, 2))
    y = 0.0
    for one in sorted(set(level.tolist()), reverse=True):
        inside = np.flatnonzero(level == one)
        for begin in range(0, len(inside), most):
            row = inside[begin : begin + most]
            shift = (most - len(row)) / 2
            spots[row, 0] = (np.arange(len(row)) + shift) * wide
            spots[row, 1] = y * high + (np.arange(len(row)) % 2) * high * 0.22
            y += 1.15
    return spots - spots.min(axis=0)
