"""Options of a party about which it has no wish of its own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.model.graph import Arena, Graph
from detente.model.ranks import NoPlainOrder, Order, Ranks
from detente.model.state_checks import Warning_

_FIRST = 4096  # pairs looked at first: where the option matters, it does so nearly everywhere


def own_option_warnings(arena: Arena) -> Iterator[Warning_]:
    """W-OWN-OPTION: the party is indifferent wherever this own option alone makes the difference.

    Indifferent in every pair of feasible states that differ in the option only, under base and
    every alternative. Without such a pair nothing is said; nor where a reading has no plain order.
    """
    conflict, graph = arena.conflict, arena.graph
    if conflict.form == "graph":
        return
    place = 0
    for party in conflict.decision_makers:
        if not party.options:
            continue
        readings = [conflict.preference(party.name, name) for name in conflict.readings(party.name)]
        orders = [arena.order(preference) for preference in readings]
        for option in party.options:
            if not any(isinstance(one, NoPlainOrder) for one in orders):
                without, taken = _pairs(graph, place)
                if len(taken) and all(_indifferent(one, without, taken) for one in orders):
                    what = (
                        f"{party.name} has no wish about its own {option.key}: it is indifferent "
                        "wherever only that changes"
                    )
                    mend = (
                        "say when it would rather take or leave it: else its moves carry it "
                        "along for nothing"
                    )
                    where = ("decision_makers", option.party, "options", option.name)
                    yield where, "W-OWN-OPTION", what, mend
            place += 1


def _pairs(graph: Graph, bit: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The feasible states that differ in one option only: without it, and with it."""
    untaken = np.flatnonzero((graph.codes >> np.int64(bit)) & 1 == 0)
    codes = graph.codes[untaken] | np.int64(1 << bit)
    found = np.minimum(np.searchsorted(graph.codes, codes), graph.states - 1)
    there = graph.codes[found] == codes
    return untaken[there], found[there]


def _indifferent(order: Order, without: NDArray[np.int64], taken: NDArray[np.int64]) -> bool:
    for some in (slice(0, _FIRST), slice(_FIRST, None)):
        one, other = without[some], taken[some]
        if isinstance(order, Ranks):
            differ = order.rank[one] != order.rank[other]
        else:
            assert not isinstance(order, NoPlainOrder), "left out before"
            differ = order.holds(one, other) | order.holds(other, one)
        if differ.any():
            return False
    return True
