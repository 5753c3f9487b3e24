"""Who cannot leave: the states from which a party has no move at all.

Staying there is no choice: "cannot leave" is told apart from "would not".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph

_CELLS = 1 << 16  # combinations of all options that may be looked at however few are feasible
_CELLS_A_STATE = 64


def cannot_leave(graph: Graph, party: int) -> NDArray[np.bool_]:
    """Where the party has no move under the moves in force: bool (states,).

    Cost: some passes over the states for each own option, where the feasible states are not too
    few of their combinations and no move is forbidden; else its moves are listed.
    """
    if graph.form == "option" and graph.masks[party] == 0:
        return np.ones(graph.states, dtype=bool)
    cells = 1 << graph.letters if graph.letters < 40 else 0
    wide = not 0 < cells <= max(_CELLS, _CELLS_A_STATE * graph.states)
    if graph.form == "graph" or wide or (graph.barred is not None and graph.barred(party)):
        return np.asarray(np.diff(graph.arcs(party).first) == 0)
    reached = np.zeros(cells, dtype=np.uint8)
    reached[graph.codes] = 1
    for bit in range(graph.letters):
        if not graph.masks[party] >> bit & 1:
            continue
        halves = reached.reshape(-1, 2, 1 << bit)
        untaken, taken = halves[:, 0].copy(), halves[:, 1].copy()
        if not graph.only_dropped[party] >> bit & 1:
            halves[:, 0] += taken  # an untaken option may be taken
        if not graph.only_taken[party] >> bit & 1:
            halves[:, 1] += untaken  # a taken one may be dropped
        np.minimum(reached, 2, out=reached)
    return np.asarray(reached[graph.codes] == 1)


def held_by_nobody_moving(graph: Graph) -> NDArray[np.bool_]:
    """Where no party has a move, so that the state is an equilibrium for that reason alone."""
    found = np.ones(graph.states, dtype=bool)
    for party in range(graph.parties):
        found &= cannot_leave(graph, party)
    return found
