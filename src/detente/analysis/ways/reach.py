"""What is in reach, and in how few steps: layers of nodes, one a number of steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States, listed
from detente.analysis.ways.walk import Nodes, Walk
from detente.stability.reach import all_moves, distances, improvements, never

NOT = -1  # the steps to a state that is out of reach


def layers(walk: Walk, starts: States) -> Iterator[Nodes]:
    """Nodes by the fewest steps that lead to them: first the starts; each node once.

    Ends where nothing new is found, or after as many steps as the walk allows.
    Source: status quo analysis [LKH05]. Cost: each node's moves are looked at once.
    """
    if walk.composes and not listed(walk.graph) and walk.granted is None:
        yield from _by_distance(walk, starts)
        return
    layer = walk.nodes(starts, None)
    seen = np.zeros(walk.graph.states * walk.wide, dtype=bool)
    seen[layer] = True
    steps = 0
    while len(layer):
        yield layer
        if steps == walk.within:
            return
        layer = _next(walk, layer, seen)
        steps += 1


def _by_distance(walk: Walk, starts: States) -> Iterator[Nodes]:
    """The same on a large graph, whose moves are not listed: by the engine's distances."""
    start = np.zeros(walk.graph.states, dtype=bool)
    start[starts] = True
    steps = all_moves(walk.graph) if walk.kind == "moves" else improvements(walk.graph)
    if steps.floor:  # below every rank for those all of whose moves count
        floor = [
            np.full_like(one, -1) if party in walk.free else one
            for party, one in enumerate(steps.floor)
        ]
        steps = replace(steps, floor=tuple(floor))
    of = tuple(group[0] for group in walk.movers)
    found = distances(walk.graph, start, steps, of, walk.avoid, walk.within)
    last = int(found[found != never(found)].max())
    for number in range(last + 1):
        yield np.flatnonzero(found == number)


def _next(walk: Walk, layer: Nodes, seen: NDArray[np.bool_]) -> Nodes:
    """The nodes one step on that were not seen before; they are marked as seen."""
    states, last = walk.apart(layer)
    fresh = []
    for mover in range(len(walk.movers)):
        for part in walk.in_parts(mover, np.unique(states[last != mover])):
            _, ends = walk.steps(mover, part)
            nodes = walk.nodes(_distinct(ends, walk.graph.states), mover)
            nodes = nodes[~seen[nodes]]
            seen[nodes] = True
            fresh.append(nodes)
    return np.sort(np.concatenate(fresh)) if fresh else layer[:0]


def _distinct(states: States, of: int) -> States:
    """The states without repetition, ascending."""
    if len(states) < of // 16:
        return np.unique(states)
    there = np.zeros(of, dtype=bool)
    there[states] = True
    return np.flatnonzero(there)


def fewest(walk: Walk, starts: States) -> NDArray[np.int32]:
    """The fewest steps to every state, 0 for the starts, -1 out of reach: int32 (states,)."""
    found = np.full(walk.graph.states, NOT, dtype=np.int32)
    for steps, layer in enumerate(layers(walk, starts)):
        states, _ = walk.apart(layer)
        states = states[found[states] == NOT]
        found[states] = steps
    return found


def reached(walk: Walk, starts: States) -> NDArray[np.bool_]:
    """What is in reach, the starts included: bool (states,)."""
    return fewest(walk, starts) != NOT
