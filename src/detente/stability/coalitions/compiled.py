"""The compiled loops that coalitions are judged by, and the sweeps over one graph's box."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.stability.coalitions import answered
from detente.stability.coalitions import loops as fronts
from detente.stability.engines.costs import ONE_CALL
from detente.stability.engines.swept import answers
from detente.stability.engines.swept.box import Box, box_of_graph
from detente.stability.engines.swept.loops import CompiledSweeps, Threads
from detente.stability.engines.swept.slices import whole_box

__all__ = ["answered", "fronts", "joined", "sweeps_of"]


def sweeps_of(graph: Graph) -> CompiledSweeps:
    """The sweeps over the graph's box, laid out once a graph and kept."""

    def laid_out() -> CompiledSweeps:
        ranks = [order.rank for order in graph.orders if isinstance(order, Ranks)]
        box = box_of_graph(graph)
        return CompiledSweeps(box, ranks, Threads(1) if box.cells <= ONE_CALL else None)

    return graph.of_orders.once("coalition sweeps", laid_out)


def joined(box: Box, movers: Sequence[int]) -> NDArray[np.int32]:
    """By cell the least cell of all that some parties reach from it and can come back from."""
    top = np.int32(np.iinfo(np.int32).max)
    label = np.where(box.feasible, np.arange(box.cells, dtype=np.int32), top)
    there = np.where(box.feasible, np.int32(0), top)
    calm, at = 0, 0
    while calm < len(movers):
        whole = whole_box(box, movers[at])
        shape = whole.shape[0].copy()
        shape[answers.COVERS] = 0  # to the same pattern alone
        floor = np.empty((max(1, int(shape[answers.PATTERNS])), answers.TILE), dtype=np.int32)
        fell = answers.sweep_moves(label, there, top, shape, whole.pattern, whole.cover, floor)
        calm = 1 if fell else calm + 1
        at = (at + 1) % len(movers)
    return label
