"""The shortest ways into a target: how many there are, and the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States, distinct
from detente.analysis.ways.reach import by_numbers, layers
from detente.analysis.ways.walk import Nodes, Walk
from detente.analysis.ways.way import Way
from detente.stability import never


@dataclass(frozen=True, slots=True)
class Shortest:
    """The shortest ways from a start into a target.

    steps  how many each has; count: how many there are, exactly.
    first  the first of them, by movers' and then states' order, step by step: all if they are few.
    """

    steps: int
    count: int
    first: tuple[Way, ...]


def shortest(
    walk: Walk, starts: States, target: NDArray[np.bool_], few: int = 1
) -> Shortest | None:
    """The shortest ways from some states into the target; None where it is out of reach.

    starts  ascending; ways from the first of them come first.
    few     how many are listed, where there are no more; else the first alone.
    Cost: the search to the target, and once more the moves of nodes from which it is still open.
    """
    if walk.listless:
        useful = _by_numbers(walk, starts, target)
    else:
        useful = _by_layers(walk, starts, target)
    if useful is None:
        return None
    count = _count(walk, useful)
    listed = islice(_listed(walk, useful), count if count <= few else 1)
    return Shortest(len(useful) - 1, count, tuple(listed))


def _by_numbers(walk: Walk, starts: States, target: NDArray[np.bool_]) -> list[Nodes] | None:
    """By number of steps the states that lie on a shortest way, of a listless walk."""
    there = by_numbers(walk, starts)
    steps = int(there[target].min(initial=never(there)))
    if steps == never(there):
        return None
    arrived = np.flatnonzero(target & (there == steps))
    avoid = walk.avoid
    if avoid is not None:
        avoid = avoid.copy()
        avoid[starts] = False
    back = by_numbers(replace(walk, avoid=avoid, within=steps), arrived, back=True)
    return [np.flatnonzero((there == k) & (back == steps - k)) for k in range(steps + 1)]


def _by_layers(walk: Walk, starts: States, target: NDArray[np.bool_]) -> list[Nodes] | None:
    """By number of steps the nodes that lie on a shortest way."""
    passed: list[Nodes] = []
    for layer in layers(walk, starts):
        passed.append(layer)
        arrived = layer[target[walk.apart(layer)[0]]]
        if len(arrived):
            break
    else:
        return None
    # Back through the layers: the nodes from which the rest of a shortest way is open.
    useful = [arrived]
    for layer in reversed(passed[:-1]):
        useful.append(_leading(walk, layer, useful[-1]))
    useful.reverse()
    return useful


def _leading(walk: Walk, layer: Nodes, into: Nodes) -> Nodes:
    """The nodes of `layer` with a step to some node of `into`."""
    states, last = walk.apart(layer)
    ends, by = walk.apart(into)
    good = np.zeros(len(layer), dtype=bool)
    for mover in range(len(walk.movers)):
        targets = ends[(by == mover) | (by == -1)]
        begin = _starts_of(walk, mover, distinct(states[last != mover]), targets)
        if len(begin):
            good |= (last != mover) & np.isin(states, begin)
    return layer[good]


def _starts_of(walk: Walk, mover: int, states: States, targets: States) -> States:
    """Those of `states` from which the mover has a step to a target; looked at from the fewer."""
    if not len(states) or not len(targets):
        return states[:0]
    found = []
    if len(targets) < len(states) and len(walk.movers[mover]) == 1:
        for part in walk.in_parts(mover, targets):
            begin, _, asked = walk.moves_into(mover, part)
            begin = begin[asked]
            found.append(begin[np.isin(begin, states)])
    else:
        for part in walk.in_parts(mover, states):
            begin, ends = walk.steps(mover, part)
            found.append(begin[np.isin(ends, targets)])
    return distinct(np.concatenate(found))


def _steps_within(walk: Walk, node: int, ahead: Nodes) -> Iterator[tuple[int, int, int]]:
    """The steps from a node to nodes of `ahead`: (mover, state, place in `ahead`), in order."""
    states, last = walk.apart(np.array([node], dtype=np.int64))
    for mover in range(len(walk.movers)):
        if mover == last[0]:
            continue
        _, ends = walk.steps(mover, states)
        nodes = walk.nodes(ends, mover)
        place = np.searchsorted(ahead, nodes)
        place[place == len(ahead)] = 0
        for k in np.flatnonzero(ahead[place] == nodes).tolist():
            yield mover, int(ends[k]), int(place[k])


def _count(walk: Walk, useful: list[Nodes]) -> int:
    """How many ways lead through the useful nodes from the first to the last layer, exactly."""
    ways = np.ones(len(useful[-1]), dtype=np.int64)
    for layer, ahead in zip(reversed(useful[:-1]), reversed(useful[1:]), strict=True):
        states, last = walk.apart(layer)
        # Beyond 64 bits Python's own numbers go on.
        most = int(ways.max()) * walk.graph.states * len(walk.movers)
        if most >= 2**62 and ways.dtype != object:
            ways = ways.astype(object)
        onward = np.zeros(len(layer), dtype=ways.dtype)
        for mover in range(len(walk.movers)):
            own = np.flatnonzero(last != mover)
            for part in walk.in_parts(mover, distinct(states[own])):
                begin, ends = walk.steps(mover, part)
                nodes = walk.nodes(ends, mover)
                place = np.searchsorted(ahead, nodes)
                place[place == len(ahead)] = 0
                there = ahead[place] == nodes
                by_state = np.zeros(len(part), dtype=ways.dtype)
                np.add.at(by_state, np.searchsorted(part, begin[there]), ways[place[there]])
                mine = own[np.isin(states[own], part)]
                onward[mine] += by_state[np.searchsorted(part, states[mine])]
        ways = onward
    return int(ways.sum())


def _listed(walk: Walk, useful: list[Nodes]) -> Iterator[Way]:
    """The ways in order, one after another, without recursion: a way may be long."""
    for begin in useful[0].tolist():
        start = int(walk.apart(np.array([begin], dtype=np.int64))[0][0])
        if len(useful) == 1:
            yield Way(start)
            continue
        steps: list[tuple[int, int]] = []
        open_ = [_steps_within(walk, begin, useful[1])]
        while open_:
            step = next(open_[-1], None)
            if step is None:
                open_.pop()
                if steps:
                    steps.pop()
                continue
            mover, state, place = step
            steps.append((mover, state))
            if len(open_) == len(useful) - 1:
                yield Way(start, tuple(steps))
                steps.pop()
            else:
                node = int(useful[len(open_)][place])
                open_.append(_steps_within(walk, node, useful[len(open_) + 1]))
