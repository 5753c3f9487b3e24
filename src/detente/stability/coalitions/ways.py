"""How a coalition gets there: one shortest legal sequence of its members' moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.coalitions.play import Coalition

Way = tuple[tuple[int, int], ...]  # (mover, state) by step


def first_way(
    graph: Graph,
    coalition: Coalition,
    start: int,
    goal: NDArray[np.bool_],
    improving: bool,
) -> Way | None:
    """A shortest legal sequence from `start` to a state of `goal`, at least one step; else None.

    Among the shortest the first by movers' and then states' order, step by step. Nodes are visited
    in the order of their first shortest sequences, so the first goal met ends the right one.
    """
    before: dict[tuple[int, int], tuple[int, int] | None] = {(start, -1): None}
    layer = [(start, -1)]
    while layer:
        ahead: list[tuple[int, int]] = []
        for node in layer:
            here, last = node
            for party in coalition:
                if party == last:
                    continue
                for after in graph.moves_from(party, here).tolist():
                    if (after, party) in before:
                        continue
                    if improving and not graph.prefers(party, after, here):
                        continue
                    before[after, party] = node
                    if goal[after]:
                        return _back(before, (after, party))
                    ahead.append((after, party))
        layer = ahead
    return None


def _back(before: dict[tuple[int, int], tuple[int, int] | None], end: tuple[int, int]) -> Way:
    steps = []
    node: tuple[int, int] | None = end
    while node is not None and (came := before[node]) is not None:
        steps.append((node[1], node[0]))
        node = came
    return tuple(reversed(steps))
