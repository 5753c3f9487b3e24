"""The moves of a party from some states, or into them, listed as pairs of states.

Where all moves of the graph are few they are listed once and looked up; else those asked for are
made from the options, so that nobody waits for moves that no way comes near.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph, count_option_arcs

States = NDArray[np.int64]
Pairs = tuple[States, States]  # starts and ends, one a move

_FEW_MOVES = 4_000_000  # of all parties: listed in well under a second
_ROWS = 4_000_000  # moves looked at in one go


def listed(graph: Graph) -> bool:
    """Whether the graph's moves are looked up in full lists."""

    def few() -> bool:
        return sum(count_option_arcs(graph.codes, mask) for mask in graph.masks) <= _FEW_MOVES

    return graph.form == "graph" or graph.of_moves.once("few moves", few)


def moves_from(graph: Graph, party: int, states: States) -> Pairs:
    """The party's moves from each of `states`, by start in their order, then by end."""
    if listed(graph):
        return _looked_up(graph.arcs(party), states)
    return _made(graph, party, states, backward=False)


def moves_into(graph: Graph, party: int, states: States) -> Pairs:
    """The party's moves into each of `states`: (starts, ends), by end in their order."""
    if listed(graph):
        ends, starts = _looked_up(_turned(graph, party), states)
        return starts, ends
    ends, starts = _made(graph, party, states, backward=True)
    return starts, ends


def in_parts(graph: Graph, party: int, states: States) -> Iterator[States]:
    """The states in parts whose moves can be looked at in one go."""
    if listed(graph) or not len(states):
        yield states
        return
    size = max(1, _ROWS >> min(graph.masks[party].bit_count(), 22))
    for first in range(0, len(states), size):
        yield states[first : first + size]


def _looked_up(arcs: Arcs, states: States) -> Pairs:
    first, counts = arcs.first[states], arcs.first[states + 1] - arcs.first[states]
    begin = np.repeat(states, counts)
    offset = np.arange(len(begin)) - np.repeat(np.cumsum(counts) - counts, counts)
    return begin, arcs.end[np.repeat(first, counts) + offset].astype(np.int64)


def _turned(graph: Graph, party: int) -> Arcs:
    """The party's moves by their ends: listed once and kept with the states."""

    def turned() -> Arcs:
        arcs = graph.arcs(party)
        order = np.argsort(arcs.end, kind="stable")
        count = np.bincount(arcs.end, minlength=graph.states)
        first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
        return Arcs(first, arcs.starts()[order])

    return graph.of_moves.once(("moves turned", party), turned)


def _made(graph: Graph, party: int, states: States, backward: bool) -> Pairs:
    """Moves made from the options: (these states, the others), in the order of both."""
    mask = graph.masks[party]
    if not len(states) or not mask:
        return states[:0], states[:0]
    if 1 << mask.bit_count() > graph.states:
        # Rules leave few of the ways in which many options combine.
        rest = graph.codes & ~np.int64(mask)
        found = [np.flatnonzero(rest == rest[s]) for s in states.tolist()]
        here = np.repeat(states, [len(one) for one in found])
        there = np.concatenate(found)
    else:
        codes = (graph.codes[states] & ~np.int64(mask))[:, None] | combinations(mask)[None, :]
        here = np.repeat(states, codes.shape[1])
        there, feasible = places(graph, codes.reshape(-1))
        here, there = here[feasible], there[feasible]
    before, after = (there, here) if backward else (here, there)
    keep = before != after
    gone = graph.codes[before] & ~graph.codes[after]
    new = graph.codes[after] & ~graph.codes[before]
    keep &= (gone & np.int64(graph.only_taken[party])) == 0
    keep &= (new & np.int64(graph.only_dropped[party])) == 0
    for source, target in graph.barred(party) if graph.barred is not None else ():
        keep &= ~(source[before] & target[after])
    return here[keep], there[keep]


def places(graph: Graph, codes: States) -> tuple[States, NDArray[np.bool_]]:
    """The states that have these codes, and which of the codes are feasible."""
    if graph.states == 1 << graph.letters:
        return codes, np.ones(len(codes), dtype=bool)
    place = np.searchsorted(graph.codes, codes)
    place[place == graph.states] = 0
    return place, graph.codes[place] == codes


def combinations(mask: int) -> States:
    """All codes within the bits of `mask`, ascending."""
    codes = np.zeros(1, dtype=np.int64)
    for bit in range(mask.bit_length()):
        if mask >> bit & 1:
            codes = np.concatenate([codes, codes | np.int64(1 << bit)])
    return codes


def distinct(states: States) -> States:
    """The states without repetition, ascending; sorting, which beats NumPy's hashing here."""
    if len(states) < 2:
        return states
    ordered = np.sort(states)
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]
