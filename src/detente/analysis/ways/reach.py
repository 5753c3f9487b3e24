"""What is in reach, and in how few steps: layers of nodes, one a number of steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States, distinct
from detente.analysis.ways.walk import Nodes, Walk
from detente.stability import distances, never

NOT = -1  # the steps to a state that is out of reach


def layers(walk: Walk, starts: States) -> Iterator[Nodes]:
    """Nodes by the fewest steps that lead to them: first the starts; each node once.

    Ends where nothing new is found, or after as many steps as the walk allows.
    Source: status quo analysis [LKH05]. Cost: each node's moves are looked at once.
    """
    if walk.listless:
        found = by_numbers(walk, starts)
        for number in range(int(found[found != never(found)].max()) + 1):
            yield np.flatnonzero(found == number)
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


def by_numbers(walk: Walk, starts: States, back: bool = False) -> NDArray[Any]:
    """The fewest steps from some states to each, or back from each to them, of a listless walk:
    by state, `never` of it out of reach."""
    start = np.zeros(walk.graph.states, dtype=bool)
    start[starts] = True
    steps = walk.levels
    assert steps is not None, "a listless walk"
    if steps.worth and walk.free:  # all of their moves count
        worth, floor = list(steps.worth), list(steps.floor)
        for party in walk.free:
            worth[party], floor[party] = np.zeros_like(worth[party]), np.full_like(floor[party], -1)
        steps = replace(steps, worth=tuple(worth), floor=tuple(floor))
    of = tuple(group[0] for group in walk.movers)
    return distances(walk.graph, start, steps, of, walk.avoid, walk.within, back)


def _next(walk: Walk, layer: Nodes, seen: NDArray[np.bool_]) -> Nodes:
    """The nodes one step on that were not seen before; they are marked as seen."""
    states, last = walk.apart(layer)
    fresh = []
    for mover in range(len(walk.movers)):
        for part in walk.in_parts(mover, distinct(states[last != mover])):
            _, ends = walk.steps(mover, part)
            nodes = walk.nodes(_distinct(ends, walk.graph.states), mover)
            nodes = nodes[~seen[nodes]]
            seen[nodes] = True
            fresh.append(nodes)
    return np.sort(np.concatenate(fresh)) if fresh else layer[:0]


def _distinct(states: States, of: int) -> States:
    """The states without repetition, ascending."""
    if len(states) < of // 16:
        return distinct(states)
    there = np.zeros(of, dtype=bool)
    there[states] = True
    return np.flatnonzero(there)


def fewest(walk: Walk, starts: States) -> NDArray[np.int32]:
    """The fewest steps to every state, 0 for the starts, -1 out of reach: int32 (states,)."""
    if walk.listless:
        steps_to = by_numbers(walk, starts)
        return np.where(steps_to == never(steps_to), NOT, steps_to.astype(np.int32))
    found = np.full(walk.graph.states, NOT, dtype=np.int32)
    for steps, layer in enumerate(layers(walk, starts)):
        states, _ = walk.apart(layer)
        states = states[found[states] == NOT]
        found[states] = steps
    return found


def reached(walk: Walk, starts: States) -> NDArray[np.bool_]:
    """What is in reach, the starts included: bool (states,)."""
    if walk.listless:
        steps_to = by_numbers(walk, starts)
        return np.asarray(steps_to != never(steps_to))
    return fewest(walk, starts) != NOT
