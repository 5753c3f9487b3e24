"""The least resisted way: by any moves, with the fewest steps that are not of the asked kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States, distinct
from detente.analysis.ways.walk import Nodes, Walk
from detente.analysis.ways.way import Way
from detente.stability import least_resisted as least_resisted_on


@dataclass(frozen=True, slots=True)
class Resisted:
    """A way, and which of its steps are resisted: (mover, from, to) each, in order."""

    way: Way
    against: tuple[tuple[int, int, int], ...]


def least_resisted(walk: Walk, start: int, target: NDArray[np.bool_]) -> Resisted | None:
    """A way into the target with the fewest resisted steps, among those the shortest, then the
    first by movers' and then states' order; None where no moves lead there.

    Cost: every node's moves are looked at once; with a bound on the steps that this way exceeds,
    once for each number of steps.
    """
    if walk.listless:
        return _by_numbers(walk, start, target)
    free = _Search(walk, start, target).found()
    if free is None or walk.within is None or len(free.way.steps) <= walk.within:
        return free
    return _Bounded(walk, start, target).found()


def _by_numbers(walk: Walk, start: int, target: NDArray[np.bool_]) -> Resisted | None:
    """The same on a large graph, whose moves are not listed."""
    assert walk.levels is not None, "a listless walk"
    movers = [group[0] for group in walk.movers]
    found = least_resisted_on(
        walk.graph, start, target, walk.levels, movers, walk.avoid, walk.within
    )
    if found is None:
        return None
    way = Way(start, tuple((movers.index(party), state) for party, state, _ in found))
    against = [move for move, (_, _, asked) in zip(way.moves(), found, strict=True) if not asked]
    return Resisted(way, tuple(against))


class _Search:
    """Nodes in the order of (resisted steps, steps)."""

    def __init__(self, walk: Walk, start: int, target: NDArray[np.bool_]) -> None:
        self.walk, self.start, self.target = walk, start, target
        self.layers: dict[tuple[int, int], Nodes] = {}

    def found(self) -> Resisted | None:
        walk = self.walk
        seen = np.zeros(walk.graph.states * walk.wide, dtype=bool)
        begin = walk.nodes(np.array([self.start], dtype=np.int64), None)
        waiting: dict[int, list[Nodes]] = {0: [begin]}  # by steps, with as many resisted as now
        resisted = 0
        while waiting:
            following: dict[int, list[Nodes]] = {}
            while waiting:
                steps = min(waiting)
                layer = distinct(np.concatenate(waiting.pop(steps)))
                layer = layer[~seen[layer]]
                if not len(layer):
                    continue
                seen[layer] = True
                self.layers[resisted, steps] = layer
                arrived = layer[self.target[walk.apart(layer)[0]]]
                if len(arrived):
                    return self._back(resisted, steps, arrived)
                for onward, kept in zip(_onward(walk, layer), (waiting, following), strict=True):
                    onward = onward[~seen[onward]]
                    if len(onward):
                        kept.setdefault(steps + 1, []).append(onward)
            waiting, resisted = following, resisted + 1
        return None

    def _back(self, resisted: int, steps: int, arrived: Nodes) -> Resisted:
        """From the target back: which nodes of which layers lie on a least resisted way."""
        useful: dict[tuple[int, int], Nodes] = {(resisted, steps): arrived}
        for back in range(steps - 1, -1, -1):
            for r in range(resisted, -1, -1):
                layer = self.layers.get((r, back))
                if layer is None:
                    continue
                good = np.zeros(len(layer), dtype=bool)
                for more, asked in ((0, True), (1, False)):
                    ahead = useful.get((r + more, back + 1))
                    if ahead is not None:
                        good |= leads(self.walk, layer, ahead, asked)
                if good.any():
                    useful[r, back] = layer[good]
        return _first(self.walk, self.start, useful, resisted, steps)


class _Bounded(_Search):
    """The same with at most so many steps: a node is looked at again with fewer of them left."""

    def found(self) -> Resisted | None:
        walk = self.walk
        assert walk.within is not None
        never = np.iinfo(np.int32).max
        least = np.full(walk.graph.states * walk.wide, never, dtype=np.int32)
        begin = walk.nodes(np.array([self.start], dtype=np.int64), None)
        least[begin] = 0
        layer, best = begin, (never, 0)
        by_steps: list[tuple[Nodes, NDArray[np.int32]]] = []
        for steps in range(walk.within + 1):
            cost = least[layer]
            by_steps.append((layer, cost))
            inside = self.target[walk.apart(layer)[0]]
            if inside.any():
                best = min(best, (int(cost[inside].min()), steps))
            if steps == walk.within:
                break
            before = least.copy()
            for r in np.unique(cost).tolist():
                asked, others = _onward(walk, layer[cost == r])
                least[asked] = np.minimum(least[asked], r)
                least[others] = np.minimum(least[others], r + 1)
            layer = np.flatnonzero(least < before)
            if not len(layer):
                break
        if best[0] == never:
            return None
        for steps, (layer, cost) in enumerate(by_steps):
            for r in np.unique(cost).tolist():
                self.layers[r, steps] = layer[cost == r]
        last = self.layers[best]
        arrived = last[self.target[walk.apart(last)[0]]]
        return self._back(*best, arrived)


def _onward(walk: Walk, layer: Nodes) -> tuple[Nodes, Nodes]:
    """The nodes one step of the asked kind on, and those one other move on."""
    states, last = walk.apart(layer)
    found: tuple[list[Nodes], list[Nodes]] = ([], [])
    for mover in range(len(walk.movers)):
        for part in walk.in_parts(mover, distinct(states[last != mover])):
            _, ends, asked = walk.moves(mover, part)
            for kept, which in zip(found, (asked, ~asked), strict=True):
                kept.append(walk.nodes(distinct(ends[which]), mover))
    asked_for, others = (distinct(np.concatenate(one)) if one else layer[:0] for one in found)
    return asked_for, others


def leads(walk: Walk, layer: Nodes, into: Nodes, of_kind: bool) -> NDArray[np.bool_]:
    """Which nodes of `layer` have a step into `into` that is, or is not, of the asked kind."""
    states, last = walk.apart(layer)
    ends_of, by = walk.apart(into)
    good = np.zeros(len(layer), dtype=bool)
    for mover, group in enumerate(walk.movers):
        targets: States = ends_of[(by == mover) | (by == -1)]
        mine: States = distinct(states[last != mover])
        if not len(targets) or not len(mine):
            continue
        if len(targets) < len(mine) and len(group) == 1:
            parts = [walk.moves_into(mover, one) for one in walk.in_parts(mover, targets)]
            starts = [begin[asked == of_kind] for begin, _, asked in parts]
        else:
            parts = [walk.moves(mover, one) for one in walk.in_parts(mover, mine)]
            starts = [
                begin[(asked == of_kind) & np.isin(ends, targets)] for begin, ends, asked in parts
            ]
        good |= (last != mover) & np.isin(states, np.concatenate(starts))
    return good


def _first(
    walk: Walk, start: int, useful: dict[tuple[int, int], Nodes], resisted: int, steps: int
) -> Resisted:
    """The first way through the useful nodes."""
    here, last, r = start, -2, 0
    way: list[tuple[int, int]] = []
    against: list[tuple[int, int, int]] = []
    for number in range(1, steps + 1):
        mover, after, asked = _step(walk, here, last, r, number, useful)
        if not asked:
            against.append((mover, here, after))
            r += 1
        way.append((mover, after))
        here, last = after, mover
    assert r == resisted, (r, resisted)
    return Resisted(Way(start, tuple(way)), tuple(against))


def _step(
    walk: Walk,
    here: int,
    last: int,
    r: int,
    number: int,
    useful: dict[tuple[int, int], Nodes],
) -> tuple[int, int, bool]:
    """The first step from a useful node to the next: (mover, state, whether it is asked for)."""
    for mover in range(len(walk.movers)):
        if mover == last:
            continue
        _, ends, asked = walk.moves(mover, np.array([here], dtype=np.int64))
        nodes = walk.nodes(ends, mover)
        fits = np.zeros(len(ends), dtype=bool)
        for more, of_kind in ((0, True), (1, False)):
            ahead = useful.get((r + more, number))
            if ahead is not None:
                fits |= (asked == of_kind) & np.isin(nodes, ahead)
        if fits.any():
            k = int(np.argmax(fits))
            return mover, int(ends[k]), bool(asked[k])
    raise AssertionError("a useful node has a step to a useful node")
