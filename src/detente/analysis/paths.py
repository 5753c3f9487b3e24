"""Paths: how the parties get from one state to others by legal sequences of their moves.

A legal sequence lets nobody move twice in a row. The search runs over pairs of a state and its
last mover; the start itself counts as reached, by no step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks, Relation

Kind = Literal["moves", "improvements"]
Nodes = NDArray[np.int64]  # state * (parties + 1) + last mover; parties = nobody moved yet


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who makes it, and the state (as text) to which it leads."""

    by: str
    to: str

    def to_dict(self) -> dict[str, str]:
        """The step as `--json` prints it."""
        return {"by": self.by, "to": self.to}


@dataclass(frozen=True, slots=True)
class Path:
    """A legal sequence of moves from a state; `steps` is empty where one is there already."""

    start: str
    steps: tuple[Step, ...]

    @property
    def end(self) -> str:
        """The state to which it leads."""
        return self.steps[-1].to if self.steps else self.start

    def to_dict(self) -> dict[str, Any]:
        """The path as `--json` prints it."""
        return {"from": self.start, "path": [step.to_dict() for step in self.steps]}


def all_parties(graph: Graph) -> tuple[int, ...]:
    """Every party, as the movers of a path."""
    return tuple(range(graph.parties))


def reached(
    graph: Graph, start: NDArray[np.bool_], kind: Kind, of: Sequence[int]
) -> NDArray[np.bool_]:
    """Where legal sequences of the parties `of` lead from the states of `start`.

    start  bool (states,). Returns bool (states,), the start included.
    Cost: every state is left at most once a party and last mover.
    """
    found = start.copy()
    for layer in _layers(graph, np.flatnonzero(start), kind, of):
        found[layer // (graph.parties + 1)] = True
    return found


def find_path(
    graph: Graph,
    start: NDArray[np.bool_],
    goal: NDArray[np.bool_],
    kind: Kind,
    of: Sequence[int] | None = None,
) -> Path | None:
    """A shortest legal sequence from a state of `start` to one of `goal`; None without any.

    start, goal  bool (states,). of: who may move, all by default.
    Among the shortest the first by movers' and then states' order, step by step.
    Source: status quo analysis [LKH05].
    """
    movers = all_parties(graph) if of is None else tuple(of)
    wide = graph.parties + 1
    layers: list[Nodes] = []
    for layer in _layers(graph, np.flatnonzero(start), kind, movers):
        layers.append(layer)
        arrived = layer[goal[layer // wide]]
        if len(arrived):
            break
    else:
        return None
    # Back through the layers: the nodes from which the rest of a shortest way is open.
    useful = [arrived]
    for layer in reversed(layers[:-1]):
        useful.append(_with_step_into(graph, layer, useful[-1], kind, movers))
    begin = int(useful[-1][0]) // wide
    here, last, steps = begin, graph.parties, []
    for ahead in reversed(useful[:-1]):
        open_ = set(ahead.tolist())
        here, last = next(
            (int(after), party)
            for party in sorted(movers)
            if party != last
            for after in _moves(graph, party, here, kind)
            if int(after) * wide + party in open_
        )
        steps.append(Step(graph.names[last], graph.state_text(here)))
    return Path(graph.state_text(begin), tuple(steps))


def is_path(
    graph: Graph,
    path: Path,
    goal: NDArray[np.bool_],
    kind: Kind,
    of: Sequence[int] | None = None,
) -> bool:
    """Whether `path` is a legal sequence of `kind` by the parties `of` that ends in `goal`.

    Step by step from the definition; says nothing of whether it is a shortest one.
    """
    movers = all_parties(graph) if of is None else tuple(of)
    here = graph.find_state(path.start)
    if here is None:
        return False
    last = None
    for step in path.steps:
        after = graph.find_state(step.to)
        if after is None or step.by not in graph.names:
            return False
        party = graph.names.index(step.by)
        if party not in movers or party == last:
            return False
        if after not in graph.moves_from(party, here).tolist():
            return False
        if kind == "improvements" and not graph.prefers(party, after, here):
            return False
        here, last = after, party
    return bool(goal[here])


def _layers(
    graph: Graph, starts: NDArray[np.integer], kind: Kind, of: Sequence[int]
) -> Iterator[Nodes]:
    """Nodes by number of steps: first the starts, then each node the first time it is met."""
    wide = graph.parties + 1
    layer = np.asarray(starts, dtype=np.int64) * wide + graph.parties
    seen = np.zeros(graph.states * wide, dtype=bool)
    seen[layer] = True
    while len(layer):
        yield layer
        states, last = np.divmod(layer, wide)
        fresh = []
        for party in of:
            _, ends = moves_of_many(graph, party, np.unique(states[last != party]), kind)
            nodes = np.unique(ends) * wide + party
            nodes = nodes[~seen[nodes]]
            seen[nodes] = True
            fresh.append(nodes)
        layer = np.sort(np.concatenate(fresh)) if fresh else layer[:0]


def _with_step_into(
    graph: Graph, layer: Nodes, into: Nodes, kind: Kind, of: Sequence[int]
) -> Nodes:
    """The nodes of `layer` with a step to some node of `into`."""
    wide = graph.parties + 1
    states, last = np.divmod(layer, wide)
    good = np.zeros(len(layer), dtype=bool)
    for party in of:
        targets = into[into % wide == party] // wide
        if not len(targets):
            continue
        begin, ends = moves_of_many(graph, party, np.unique(states[last != party]), kind)
        opening = np.unique(begin[np.isin(ends, targets)])
        good |= (last != party) & np.isin(states, opening)
    return layer[good]


def _moves(graph: Graph, party: int, state: int, kind: Kind) -> NDArray[np.int64]:
    """Where the party can go from a state, in state order."""
    return moves_of_many(graph, party, np.array([state], dtype=np.int64), kind)[1]


def moves_of_many(
    graph: Graph, party: int, states: NDArray[np.int64], kind: Kind
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All moves of a party from many states: starts and ends, by start and then end."""
    arcs = graph.arcs(party)
    first, counts = arcs.first[states], arcs.first[states + 1] - arcs.first[states]
    begin = np.repeat(states, counts)
    offset = np.arange(len(begin)) - np.repeat(np.cumsum(counts) - counts, counts)
    ends = arcs.end[np.repeat(first, counts) + offset].astype(np.int64)
    if kind == "moves":
        return begin, ends
    order = graph.orders[party]
    if isinstance(order, Ranks):
        keep = order.rank[ends] > order.rank[begin]
    else:
        assert isinstance(order, Relation), "a party without a plain order has no improvements"
        keep = order.better[begin, ends]
    return begin[keep], ends[keep]
