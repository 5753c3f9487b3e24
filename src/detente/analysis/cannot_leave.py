"""Where a party has no move at all: that it stays there says nothing of what it wants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph

_MOST = 1 << 17  # states among which moves are looked for one by one
_ONE_BY_ONE = 5_000


def cannot_leave(graph: Graph) -> Mapping[str, NDArray[np.bool_]]:
    """By party: the states from which it has no move, bool (states,), read-only.

    A party is missing where that would take longer than the verdicts: in conflicts of more than
    131,072 states in which rules leave some states out or forbid moves.
    """
    found = {}
    for k, name in enumerate(graph.names):
        plane = _of(graph, k)
        if plane is not None:
            plane.setflags(write=False)
            found[name] = plane
    return MappingProxyType(found)


def _of(graph: Graph, party: int) -> NDArray[np.bool_] | None:
    if graph.form == "graph":
        return np.array([len(graph.moves_from(party, s)) == 0 for s in range(graph.states)])
    mask, taken, dropped = graph.masks[party], graph.only_taken[party], graph.only_dropped[party]
    barred = bool(graph.barred(party)) if graph.barred is not None else False
    if graph.states == 1 << graph.letters and not barred:
        if mask & ~taken & ~dropped:
            return np.zeros(graph.states, dtype=bool)
        # Every option goes one way: stuck where all have gone it. One that goes neither is stuck.
        free = (~graph.codes & np.int64(taken & ~dropped)) | (
            graph.codes & np.int64(dropped & ~taken)
        )
        return free == 0
    if graph.states > _MOST:
        return None
    stuck = np.ones(graph.states, dtype=bool)
    if not barred:
        for bit in (1 << k for k in range(graph.letters) if mask >> k & 1):
            after = graph.codes ^ np.int64(bit)
            place = np.minimum(np.searchsorted(graph.codes, after), graph.states - 1)
            goes = graph.codes[place] == after
            if bit & taken:
                goes &= (graph.codes & np.int64(bit)) == 0
            if bit & dropped:
                goes &= (graph.codes & np.int64(bit)) != 0
            stuck &= ~goes
    # What is left may still be able to change several options at once.
    left = np.flatnonzero(stuck)
    if len(left) > _ONE_BY_ONE:
        return None
    for state in left.tolist():
        stuck[state] = len(graph.moves_from(party, state)) == 0
    return stuck
