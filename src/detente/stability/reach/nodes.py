"""Searches over (state, last mover), on listed moves: where moves do not compose.

A node is state * (parties + 1) + last mover; `parties` stands for: nobody moved yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph
from detente.stability.reach.steps import Steps, moves_of

Nodes = NDArray[np.int64]
Way = tuple[int, tuple[tuple[int, int], ...]]


def layers(
    graph: Graph,
    starts: NDArray[np.integer],
    steps: Steps,
    of: Sequence[int],
    barred: NDArray[np.bool_] | None = None,
    back: bool = False,
) -> Iterator[Nodes]:
    """Nodes by number of steps: first the starts, then each node the first time it is met.

    barred  states that nothing may enter. back: legal sequences read from their ends.
    """
    wide = graph.parties + 1
    layer = np.asarray(starts, dtype=np.int64) * wide + graph.parties
    seen = np.zeros(graph.states * wide, dtype=bool)
    seen[layer] = True
    if barred is not None:
        seen.reshape(graph.states, wide)[barred] = True
    arcs = _turned if back else Graph.arcs
    while len(layer):
        yield layer
        states, last = np.divmod(layer, wide)
        fresh = []
        for party in of:
            leaving = np.unique(states[last != party])
            begin, ends = moves_of_many(graph, party, leaving, arcs)
            source, target = (ends, begin) if back else (begin, ends)
            nodes = np.unique(ends[steps.taken(party, source, target)]) * wide + party
            nodes = nodes[~seen[nodes]]
            seen[nodes] = True
            fresh.append(nodes)
        layer = np.sort(np.concatenate(fresh)) if fresh else layer[:0]


def shortest(
    graph: Graph,
    starts: NDArray[np.integer],
    goal: NDArray[np.bool_],
    steps: Steps,
    of: Sequence[int],
    barred: NDArray[np.bool_] | None,
    within: int | None,
) -> Way | None:
    """A shortest legal sequence from one of the starts into `goal`; see reach.shortest."""
    wide = graph.parties + 1
    met: list[Nodes] = []
    for count, layer in enumerate(layers(graph, starts, steps, of, barred)):
        met.append(layer)
        arrived = layer[goal[layer // wide]]
        if len(arrived):
            break
        if within is not None and count >= within:
            return None
    else:
        return None
    # Back through the layers: the nodes from which the rest of a shortest way is open.
    useful = [arrived]
    for layer in reversed(met[:-1]):
        useful.append(_with_step_into(graph, layer, useful[-1], steps, of))
    begin = int(useful[-1][0]) // wide
    here, last = begin, graph.parties
    found: list[tuple[int, int]] = []
    for ahead in reversed(useful[:-1]):
        open_ = set(ahead.tolist())
        here, last = next(
            (int(after), party)
            for party in of
            if party != last
            for after in moves_of(graph, steps, party, here)
            if int(after) * wide + party in open_
        )
        found.append((last, here))
    return begin, tuple(found)


def _with_step_into(
    graph: Graph, layer: Nodes, into: Nodes, steps: Steps, of: Sequence[int]
) -> Nodes:
    """The nodes of `layer` with a step to some node of `into`."""
    wide = graph.parties + 1
    states, last = np.divmod(layer, wide)
    good = np.zeros(len(layer), dtype=bool)
    for party in of:
        targets = into[into % wide == party] // wide
        if not len(targets):
            continue
        begin, ends = moves_of_many(graph, party, np.unique(states[last != party]), Graph.arcs)
        opening = np.unique(begin[np.isin(ends, targets) & steps.taken(party, begin, ends)])
        good |= (last != party) & np.isin(states, opening)
    return layer[good]


def moves_of_many(
    graph: Graph, party: int, states: NDArray[np.int64], arcs_of: Callable[[Graph, int], Arcs]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All moves of a party from many states: starts and ends, by start and then end."""
    arcs = arcs_of(graph, party)
    first, counts = arcs.first[states], arcs.first[states + 1] - arcs.first[states]
    begin = np.repeat(states, counts)
    offset = np.arange(len(begin)) - np.repeat(np.cumsum(counts) - counts, counts)
    return begin, arcs.end[np.repeat(first, counts) + offset].astype(np.int64)


def _turned(graph: Graph, party: int) -> Arcs:
    """The party's moves by where they lead."""
    arcs = graph.arcs(party)
    order = np.argsort(arcs.end, kind="stable")
    counts = np.bincount(arcs.end, minlength=graph.states)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Arcs(first, arcs.starts()[order])
