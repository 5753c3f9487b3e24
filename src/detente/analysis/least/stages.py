"""Packages: stages of simultaneous change, each to an equilibrium that no mover likes less.

A stage is no legal sequence: only where it ends need be feasible. See stability.md section 7a.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.model import (
    Arena,
    Condition,
    Graph,
    Ranks,
    Relation,
    holds,
    known_names_of,
    option_columns,
)

Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages with the fewest stages, of these with the fewest options changed.

    ways  each from the start to a target, in state order, up to a limit; count: of how many.
    """

    stages: int | None
    options: int | None
    ways: tuple[Way, ...]
    count: int


class Stages:
    """The stages of one conflict, in option form."""

    def __init__(self, arena: Arena, graph: Graph, most: int) -> None:
        self._graph, self._most = graph, most
        conflict = arena.conflict
        index = known_names_of(conflict).index
        outcomes = {name: one.condition for name, one in conflict.outcomes.items()}
        self._forbidden = [
            (graph.names.index(rule.by), arena.where(rule.conditions[0]), rule.conditions[1])
            for rule in conflict.rules
            if rule.kind == "infeasible_move"
        ]

        def ends(condition: Condition, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
            # the rule is asked of the mover's own part, which need not be feasible
            return holds(condition, len(codes), option_columns(codes, index), outcomes)

        self._ends = ends

    def following(self, start: int, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of some states one stage from `start` can end in: bool (ends,)."""
        graph = self._graph
        code = graph.codes[[start]]
        codes = graph.codes[ends]
        changed = codes ^ code
        able = changed != 0
        for k, mask in enumerate(graph.masks):
            own = changed & np.int64(mask)
            able &= np.bitwise_count(own) <= self._most
            able &= (np.int64(graph.only_taken[k]) & code & ~codes) == 0
            able &= (np.int64(graph.only_dropped[k]) & ~code & codes) == 0
            able &= (own == 0) | ~_less(graph, k, start, ends)
        for k, source, target in self._forbidden:
            if source[start]:
                own_bits = np.int64(graph.masks[k])
                part = (code & ~own_bits) | (codes & own_bits)
                able &= ((changed & own_bits) == 0) | ~self._ends(target, part)
        return able

    def packages(
        self, start: int, targets: NDArray[np.bool_], holding: NDArray[np.bool_], limit: int
    ) -> Packages:
        """All packages from `start` to a target; `targets`, `holding` (equilibria): (states,)."""
        if targets[start]:
            return Packages(0, 0, ((start,),), 1)
        graph = self._graph
        every = np.flatnonzero(holding)
        options = {start: 0}  # fewest options changed, of the fewest stages
        before: dict[int, list[int]] = {}
        seen = np.zeros_like(holding)
        seen[start] = True
        layer, stages = [start], 0
        while layer:
            stages += 1
            reached: dict[int, int] = {}
            for s in layer:
                ends = every[~seen[every]]
                for t in ends[self.following(s, ends)].tolist():
                    cost = options[s] + int(graph.codes[s] ^ graph.codes[t]).bit_count()
                    if t not in reached or cost < reached[t]:
                        reached[t], before[t] = cost, [s]
                    elif cost == reached[t]:
                        before[t].append(s)
            options.update(reached)
            for t in reached:
                seen[t] = True
            layer = sorted(reached)
            there = [t for t in layer if targets[t]]
            if there:
                fewest = min(reached[t] for t in there)
                goals = [t for t in there if reached[t] == fewest]
                count, ways = _ways(before, goals, start, limit)
                return Packages(stages, fewest, ways, count)
        return Packages(None, None, (), 0)


def _less(graph: Graph, party: int, start: int, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some states a party likes less than `start`."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return np.asarray(order.rank[ends] < order.rank[start])
    assert isinstance(order, Relation)
    return np.asarray(order.better[ends, start])


def _ways(
    before: dict[int, list[int]], goals: Sequence[int], start: int, limit: int
) -> tuple[int, tuple[Way, ...]]:
    count: dict[int, int] = {start: 1}

    def many(state: int) -> int:
        if state not in count:
            count[state] = sum(many(one) for one in before[state])
        return count[state]

    def each(state: int) -> Iterator[Way]:
        if state == start:
            yield (start,)
            return
        for one in before[state]:
            for way in each(one):
                yield (*way, state)

    total = sum(many(goal) for goal in goals)
    if total <= limit:
        return total, tuple(sorted(way for goal in goals for way in each(goal)))
    found: list[Way] = []
    for goal in goals:
        for way in each(goal):
            if len(found) == limit:
                break
            found.append(way)
    return total, tuple(sorted(found))
