"""Whether some states are stable for a party under many profiles of preference at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks, Relation
from detente.stability.inverse.steps import (
    Allowed,
    Lane,
    Planes,
    StepGraph,
    credible_bits,
    pack,
    spread,
    unpack,
)
from detente.stability.terms import Term


@dataclass(frozen=True, eq=False)
class Lanes:
    """Profiles side by side.

    keys   by party whose order varies: (states, lanes), larger is better.
    fixed  by party: bool (moves,), which of its moves better it where its order does not vary.
    """

    graph: Graph
    count: int
    keys: Mapping[int, NDArray[np.integer]]
    fixed: Sequence[NDArray[np.bool_]]

    @cached_property
    def improves(self) -> dict[int, Planes]:
        """By party whose order varies, and lane: which of its moves better it."""
        return {k: pack(credible_bits(keys, self.graph.arcs(k))) for k, keys in self.keys.items()}

    def credible(self, party: int) -> list[Allowed]:
        """By opponent of `party`: the moves that better it."""
        return [
            self.improves[k] if k in self.keys and k != party else fixed
            for k, fixed in enumerate(self.fixed)
        ]


def many_stable(
    steps: StepGraph | None,
    party: int,
    states: Sequence[int],
    lanes: Lanes,
    term: Term,
    strict: bool,
) -> Lane:
    """In which profiles each state is stable for `party` under a term that has the closed form.

    steps  the opponents' steps; None where nobody answers. Returns bool (states, lanes).
    """
    graph = lanes.graph
    stable = np.ones((len(states), lanes.count), dtype=np.bool_)
    allowed: list[Allowed] = [None] * graph.parties
    if term.credible:
        allowed = lanes.credible(party)
    answered_at: dict[int, Lane] = {}  # what deters from a state hangs on the state's rank alone
    order = graph.orders[party]
    for row, state in enumerate(states):
        ends = graph.moves_from(party, state)
        preferred, worse = _against(graph, party, state, lanes)
        leaves = preferred[ends]
        if not leaves.any():
            continue
        if steps is None:
            stable[row] = ~leaves.any(axis=0)
            continue
        level = int(order.rank[state]) if isinstance(order, Ranks) else state
        if party in lanes.keys or level not in answered_at:
            deters = worse if strict else ~preferred
            if term.counter == "move":
                deters = _for_good(graph, party, deters)
            lane_count = lanes.count if _vary(allowed) else deters.shape[1]
            planes = pack(np.broadcast_to(deters, (graph.states, lane_count)))
            answered_at[level] = unpack(spread(steps, planes, allowed), lane_count)
        stable[row] = ~(leaves & ~answered_at[level][ends]).any(axis=0)
    return stable


def _vary(allowed: Sequence[Allowed]) -> bool:
    return any(one is not None and one.dtype != np.bool_ for one in allowed)


def _against(graph: Graph, party: int, state: int, lanes: Lanes) -> tuple[Lane, Lane]:
    """Which states the party prefers to `state`, and which it likes less: (states, lanes or 1)."""
    if party in lanes.keys:
        keys = lanes.keys[party]
        return keys > keys[state], keys < keys[state]
    order = graph.orders[party]
    if isinstance(order, Ranks):
        rank = order.rank[:, None]
        return rank > rank[state], rank < rank[state]
    assert isinstance(order, Relation)
    every = np.arange(graph.states)
    return order.holds(state, every)[:, None], order.holds(every, state)[:, None]


def _for_good(graph: Graph, party: int, deters: Lane) -> Lane:
    """Where a state deters and so does all that the party can make of it."""
    arcs = graph.arcs(party)
    starts = np.flatnonzero(np.diff(arcs.first))
    if not len(starts):
        return deters
    lasting = deters.copy()
    lasting[starts] &= np.logical_and.reduceat(deters[arcs.end], arcs.first[starts], axis=0)
    return lasting


def undeterred_in_many(
    graph: Graph,
    steps: StepGraph | None,
    party: int,
    state: int,
    fixed: Sequence[NDArray[np.bool_]],
    term: Term,
    strict: bool,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The improvements of `party` from `state`: those that nothing answers, and those answered.

    fixed  by party: bool (moves,), which of its moves better it.
    """
    ends = graph.moves_from(party, state)
    lanes = Lanes(graph, 1, {}, fixed)
    preferred, worse = _against(graph, party, state, lanes)
    ends = ends[preferred[ends, 0]]
    if steps is None:
        return tuple(ends.tolist()), ()
    deters = worse if strict else ~preferred
    if term.counter == "move":
        deters = _for_good(graph, party, deters)
    allowed: list[Allowed] = [None] * graph.parties
    if term.credible:
        allowed = lanes.credible(party)
    answered = unpack(spread(steps, pack(deters), allowed), 1)[ends, 0]
    return tuple(ends[~answered].tolist()), tuple(ends[answered].tolist())
