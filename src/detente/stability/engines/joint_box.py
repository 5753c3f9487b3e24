"""A graph as joint moves by cells see it: ranks, one-way options and forbidden moves, by cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.stability.engines.swept.box import Box, box_of_graph
from detente.values import dataclass

TOP = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """What is needed of a graph.

    ranks     int32 (parties, cells), TOP where infeasible.
    first     int64 (parties + 1,): where each party's strategies begin in `bits`; bits: the one-way
              options that a strategy has used up, which a move may only add to.
    source, target  uint64 (parties, cells): by bit the forbidden moves that begin and end there;
              (parties, 0) where no move is forbidden.
    """

    box: Box
    ranks: NDArray[np.int32]
    first: NDArray[np.int64]
    bits: NDArray[np.int64]
    source: NDArray[np.uint64]
    target: NDArray[np.uint64]


def joint_of(graph: Graph) -> Joint:
    """Of a graph that takes_by_cells."""
    box = box_of_graph(graph)
    ranks = np.full((graph.parties, box.cells), TOP, dtype=np.int32)
    for party, order in enumerate(graph.orders):
        assert isinstance(order, Ranks), "joint moves by cells need ranks"
        ranks[party, box.feasible] = order.rank
    bits = [ways.bits for ways in box.ways]
    first = np.cumsum([0, *(len(one) for one in bits)])
    cells = 0 if graph.barred is None else box.cells
    source, target = np.zeros((2, graph.parties, cells), dtype=np.uint64)
    for party in range(graph.parties if graph.barred is not None else 0):
        assert graph.barred is not None
        for k, (begins, ends) in enumerate(graph.barred(party)):
            source[party] |= box.by_cell(begins).astype(np.uint64) << np.uint64(k)
            target[party] |= box.by_cell(ends).astype(np.uint64) << np.uint64(k)
    return Joint(box, ranks, first, np.concatenate(bits), source, target)
