"""Where a party has no move at all: that it stays there says nothing of what it wants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph

_CELLS = 1 << 16  # combinations of all options that may be looked at however few are feasible
_CELLS_A_STATE = 16
_BARRED = 1 << 13  # states whose moves are listed where some are forbidden
_ONE_BY_ONE = 5_000  # states whose moves are looked at one by one


def cannot_leave(graph: Graph) -> Mapping[str, NDArray[np.bool_]]:
    """By party: the states from which it has no move under the moves in force, read-only.

    bool (states,) each. A party is missing where finding out would take longer than the verdicts:
    where moves are forbidden among more than 8,192 states, or where few of very many combinations
    of options are feasible.
    Cost: some passes over the states for each option of the party.
    """
    found = {}
    for k, name in enumerate(graph.names):
        plane = _of(graph, k)
        if plane is not None:
            plane.setflags(write=False)
            found[name] = plane
    return MappingProxyType(found)


def nobody_can_move(graph: Graph, found: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Where no party has a move, so that the state is an equilibrium for that reason alone.

    found  as `cannot_leave` gives it; nowhere, where a party is missing in it.
    """
    nobody = np.full(graph.states, len(found) == graph.parties)
    for plane in found.values():
        nobody &= plane
    return nobody


def _of(graph: Graph, party: int) -> NDArray[np.bool_] | None:
    if graph.form == "graph":
        return np.asarray(np.diff(graph.arcs(party).first) == 0)
    if graph.masks[party] == 0:
        return np.ones(graph.states, dtype=bool)
    if graph.barred is not None and graph.barred(party):
        few = graph.states <= _BARRED
        return np.asarray(np.diff(graph.arcs(party).first) == 0) if few else None
    cells = 1 << graph.letters if graph.letters < 40 else 1 << 40
    if cells <= max(_CELLS, _CELLS_A_STATE * graph.states):
        return _among_all(graph, party, cells)
    return _option_by_option(graph, party)


def _among_all(graph: Graph, party: int, cells: int) -> NDArray[np.bool_]:
    """By counting, up to two, what can be reached from every combination of options."""
    taken, dropped = graph.only_taken[party], graph.only_dropped[party]
    reached = np.zeros(cells, dtype=np.uint8)
    reached[graph.codes] = 1
    for bit in range(graph.letters):
        if not graph.masks[party] >> bit & 1:
            continue
        halves = reached.reshape(-1, 2, 1 << bit)
        without, with_it = halves[:, 0].copy(), halves[:, 1].copy()
        if not dropped >> bit & 1:
            halves[:, 0] += with_it  # an option that is not taken may be taken
        if not taken >> bit & 1:
            halves[:, 1] += without  # a taken one may be dropped
        np.minimum(reached, 2, out=reached)
    return np.asarray(reached[graph.codes] == 1)


def _option_by_option(graph: Graph, party: int) -> NDArray[np.bool_] | None:
    """By changes of one option, then one by one where no such change is a move."""
    mask, taken, dropped = graph.masks[party], graph.only_taken[party], graph.only_dropped[party]
    stuck = np.ones(graph.states, dtype=bool)
    for bit in (1 << k for k in range(graph.letters) if mask >> k & 1):
        after = graph.codes ^ np.int64(bit)
        place = np.minimum(np.searchsorted(graph.codes, after), graph.states - 1)
        goes = graph.codes[place] == after
        if bit & taken:
            goes &= (graph.codes & np.int64(bit)) == 0
        if bit & dropped:
            goes &= (graph.codes & np.int64(bit)) != 0
        stuck &= ~goes
    left = np.flatnonzero(stuck)
    if len(left) > _ONE_BY_ONE:
        return None
    for state in left.tolist():
        stuck[state] = len(graph.moves_from(party, state)) == 0
    return stuck
