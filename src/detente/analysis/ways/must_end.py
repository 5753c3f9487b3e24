"""Whether improvements must end, whoever makes them and in whatever order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import distinct, in_parts, moves_from, moves_into
from detente.analysis.ways.steps import improves, large
from detente.model import Graph
from detente.stability import distances, endless, improvements, never


@dataclass(frozen=True, slots=True)
class MustEnd:
    """`holds`: from here every sequence of improvements ends, whoever moves, twice in a row or not.

    circle  where it does not hold: (party, from, to) in order, from a state back to it.
    """

    holds: bool
    circle: tuple[tuple[int, int, int], ...] = ()


def must_end(graph: Graph, start: int) -> MustEnd:
    """Whether improvements by anyone from `start` must end.

    The definition: the least set M such that a state is in M where all improvements by anyone lead
    into M; here: whether the start is in M. In what is in reach, states are taken off whose
    improvements all lead to states taken off before; what is left then goes round.
    Cost: the improvements of what is in reach, once to find it and once for each state taken off.
    """
    inside = _closed(graph, start)
    if large(graph):
        inside = endless(graph, inside)
        return MustEnd(False, _circle(graph, start, inside)) if inside[start] else MustEnd(True)
    left = np.zeros(graph.states, dtype=np.int64)  # improvements into states not taken off
    for party in range(graph.parties):
        for part in in_parts(graph, party, np.flatnonzero(inside)):
            begin, to = moves_from(graph, party, part)
            left += np.bincount(begin[improves(graph, party, begin, to)], minlength=graph.states)
    done = np.flatnonzero(inside & (left == 0))
    while len(done):
        inside[done] = False
        found = []
        for party in range(graph.parties):
            for part in in_parts(graph, party, done):
                before, to = moves_into(graph, party, part)
                before = before[improves(graph, party, before, to)]
                np.subtract.at(left, before, 1)
                found.append(before)
        ready = distinct(np.concatenate(found))
        done = ready[inside[ready] & (left[ready] == 0)]
    if not inside[start]:
        return MustEnd(True)
    return MustEnd(False, _circle(graph, start, inside))


def _closed(graph: Graph, start: int) -> NDArray[np.bool_]:
    """Where improvements by anyone lead from the start, itself included: bool (states,)."""
    seen = np.zeros(graph.states, dtype=bool)
    seen[start] = True
    if large(graph):
        steps = distances(graph, seen, improvements(graph))
        return np.asarray(steps != never(steps))
    fresh = np.array([start], dtype=np.int64)
    while len(fresh):
        found = []
        for party in range(graph.parties):
            for part in in_parts(graph, party, fresh):
                begin, to = moves_from(graph, party, part)
                to = distinct(to[improves(graph, party, begin, to)])
                to = to[~seen[to]]
                seen[to] = True
                found.append(to)
        fresh = np.sort(np.concatenate(found))
    return seen


def _circle(
    graph: Graph, start: int, inside: NDArray[np.bool_]
) -> tuple[tuple[int, int, int], ...]:
    """Improvements from a state back to it, within the states that are not taken off."""
    passed: dict[int, int] = {}
    steps: list[tuple[int, int, int]] = []
    here = start
    while here not in passed:
        passed[here] = len(steps)
        party, after = _first_improvement(graph, here, inside)
        steps.append((party, here, after))
        here = after
    return tuple(steps[passed[here] :])


def _first_improvement(graph: Graph, state: int, inside: NDArray[np.bool_]) -> tuple[int, int]:
    """The first improvement from a state that stays inside: (party, end)."""
    here = np.array([state], dtype=np.int64)
    for party in range(graph.parties):
        begin, to = moves_from(graph, party, here)
        to = to[improves(graph, party, begin, to) & inside[to]]
        if len(to):
            return party, int(to[0])
    raise AssertionError("a state that was not taken off has an improvement to another such")
