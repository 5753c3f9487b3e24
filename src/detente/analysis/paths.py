"""Paths: how the parties get from one state to others by legal sequences of their moves.

A legal sequence lets nobody move twice in a row; the start itself counts as reached, by no step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks, Relation
from detente.stability import reach

Kind = Literal["moves", "improvements"]


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
    Cost: see stability.reach.
    """
    steps = _steps(graph, kind)
    found = reach.distances(graph, start, steps, of)
    return np.asarray(found < reach.never(found))


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
    way = reach.shortest(graph, start, goal, _steps(graph, kind), of)
    if way is None:
        return None
    begin, steps = way
    return Path(
        graph.state_text(begin),
        tuple(Step(graph.names[mover], graph.state_text(state)) for mover, state in steps),
    )


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


def _steps(graph: Graph, kind: Kind) -> reach.Steps:
    return reach.all_moves(graph) if kind == "moves" else reach.improvements(graph)


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
