"""Joint moves found by other ways than move by move: by going through the states, where the ways to
combine moves are too many; and by compiled loops over the cells of a box."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.engines.swept.box import fills_box

_MOST_BARRED = 64  # forbidden moves of one party: compiled loops have a bit for each


@lru_cache(maxsize=1)
def joint_loops() -> ModuleType | None:
    """The compiled loops; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.swept.joint")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


def takes_by_cells(graph: Graph) -> bool:
    """Whether the loops take the graph, where there are any."""
    return (
        graph.ranked
        and fills_box(graph)
        and (
            graph.barred is None
            or all(len(graph.barred(party)) <= _MOST_BARRED for party in range(graph.parties))
        )
    )


def strategy(graph: Graph, party: int) -> NDArray[np.int64]:
    """What the party does in each state, as a number: int64 (states,)."""
    if graph.form == "option":
        return graph.codes & np.int64(graph.masks[party])
    assert graph.named_strategies is not None, "joint moves need strategies"
    return graph.named_strategies[party]


def state_keys(graph: Graph) -> NDArray[np.int64]:
    """A number a state that adds up: a joint move's state has the start's key plus all changes."""
    assert graph.strategies is not None, "joint moves need strategies"
    if graph.form == "option":
        return graph.codes
    radix, keys = 1, np.zeros(graph.states, dtype=np.int64)
    for row in graph.strategies:
        keys += row * radix
        radix *= int(row.max()) + 1
    return keys


def joint_states(
    graph: Graph,
    party: int,
    start: int,
    after: int,
    gains: Mapping[int, NDArray[np.integer]],
    single: bool,
) -> NDArray[np.int64]:
    """The feasible results of the party's move from `start` to `after` made together with others'.

    gains   by other party the states that it improves to from `start`.
    single  whether exactly one other moves; if not, at least one does.
    States ascending, int64. Cost: parties times the states in which the party does as in `after`.
    """
    own = strategy(graph, party)
    there = np.flatnonzero(own == own[after])
    moved = np.zeros(len(there), dtype=np.int32)
    for k in range(graph.parties):
        if k == party or not len(there):
            continue
        does = strategy(graph, k)
        here = does[there]
        stays = here == does[start]
        possible = stays
        if k in gains and len(gains[k]):
            possible = stays | np.isin(here, does[gains[k]])
        there, moved = there[possible], (moved + ~stays)[possible]
    return there[moved == 1 if single else moved > 0]
