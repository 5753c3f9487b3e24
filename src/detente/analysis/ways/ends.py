"""Where ways end: states in reach that nobody gains by leaving, and ways that only stop."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States, distinct, in_parts, listed, moves_from
from detente.analysis.ways.reach import NOT, fewest, layers
from detente.analysis.ways.steps import improves
from detente.analysis.ways.walk import Nodes, Walk
from detente.model import Graph
from detente.stability import Assumptions, find, judge
from detente.values import dataclass

_MANY = 10_000  # states beyond which all are judged at once


@dataclass(frozen=True, eq=False)
class Ends:
    """What is in reach, and where it ends.

    steps  the fewest steps to every state, -1 out of reach: int32 (states,).
    ends   the states in reach where no party has an improvement, ascending.
    stops  (state, mover): in reach, and that mover alone could go on, which just moved; empty where
           the steps of a party compose, as such a mover could have gone on at once.
    """

    steps: NDArray[np.int32]
    ends: States
    stops: tuple[tuple[int, int], ...]


def ends(walk: Walk, starts: States) -> Ends:
    """Where ways from some states end. Cost: one search, and the improvements of what is found."""
    if walk.listless:
        steps_to = fewest(walk, starts)
        found = np.flatnonzero(steps_to != NOT)
        return Ends(steps_to, found[~improvable(walk.graph, found)], ())
    steps_by_state = np.full(walk.graph.states, NOT, dtype=np.int32)
    stops: list[tuple[int, int]] = []
    for steps, layer in enumerate(layers(walk, starts)):
        states, _ = walk.apart(layer)
        states = states[steps_by_state[states] == NOT]
        steps_by_state[states] = steps
        if not walk.graph.moves_compose:
            stops += _stops(walk, layer)
    found = np.flatnonzero(steps_by_state != NOT)
    return Ends(steps_by_state, found[~improvable(walk.graph, found)], tuple(sorted(stops)))


def is_trap(walk: Walk, inside: NDArray[np.bool_]) -> bool:
    """Whether no improvement of any party leads from a state `inside` to one outside.

    inside  bool (states,). Cost: one step of a search from all of it.
    """
    everybody = tuple((party,) for party in range(walk.graph.parties))
    free = replace(
        walk.by_kind("improvements"),
        movers=everybody,
        avoid=None,
        within=1,
        together=None,
        granted=None,
        free=frozenset(),
    )
    found = islice(layers(free, np.flatnonzero(inside)), 2)
    return all(bool(inside[free.apart(layer)[0]].all()) for layer in found)


def improvable(graph: Graph, states: States) -> NDArray[np.bool_]:
    """In which of the states (ascending) some party has an improvement."""
    if not listed(graph) and graph.ranked and len(states) > _MANY:
        (nash,) = find("nash") or ()
        return np.asarray(~judge(graph, [nash], Assumptions()).equilibria("nash")[states])
    found = np.zeros(len(states), dtype=bool)
    for party in range(graph.parties):
        rest = states[~found]
        for part in in_parts(graph, party, rest):
            begin, to = moves_from(graph, party, part)
            gaining = distinct(begin[improves(graph, party, begin, to)])
            found[np.searchsorted(states, gaining)] = True
    return found


def _stops(walk: Walk, layer: Nodes) -> list[tuple[int, int]]:
    """The nodes from which the last mover has a step, and nobody else."""
    states, last = walk.apart(layer)
    able = np.zeros((len(walk.movers), len(layer)), dtype=bool)
    for mover in range(len(walk.movers)):
        begin, _ = walk.steps(mover, distinct(states))
        able[mover] = np.isin(states, begin)
    moved = last < len(walk.movers)
    only = able.sum(axis=0) == 1
    only[moved] &= able[last[moved], np.flatnonzero(moved)]
    return [(int(states[k]), int(last[k])) for k in np.flatnonzero(only & moved)]
