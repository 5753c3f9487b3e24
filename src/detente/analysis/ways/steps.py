"""Which moves count as steps of a way: improvements, moves, best moves, undeterred moves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import Pairs, States, listed, moves_from
from detente.model import Graph, Ranks, Relation
from detente.stability import Steps, all_moves, best_moves, improvements, listless

Kind = Literal["improvements", "moves", "best", "undeterred"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# For moves of a party, starts and ends: bool, which of them are steps.
Chosen = Callable[[int, States, States], NDArray[np.bool_]]


def chooser(graph: Graph, kind: Kind, undeterred: Chosen | None = None) -> Chosen:
    """Which moves are steps of the kind.

    undeterred  for that kind, which improvements the concept leaves unanswered.
    The answer is for all moves of each start, or for some: a move counts by itself.
    """
    if kind == "moves":
        return _any
    if kind == "improvements":
        return partial(improves, graph)
    if kind == "best":
        return partial(_best, graph)
    assert undeterred is not None, "undeterred moves are judged under a concept"
    return undeterred


def large(graph: Graph) -> bool:
    """Whether searches go by numbers: too many moves to list, and states that fill a box."""
    return not listed(graph) and graph.ranked and listless(graph)


def levels_of(graph: Graph, kind: Kind) -> Steps | None:
    """The steps of a kind as numbers, on a large graph; None elsewhere."""
    if not large(graph):
        return None
    if kind == "moves":
        return all_moves(graph)
    if kind == "improvements":
        return improvements(graph)
    assert kind == "best", "undeterred moves are judged under a concept"
    return best_moves(graph)


def _any(party: int, starts: States, ends: States) -> NDArray[np.bool_]:
    return np.ones(len(starts), dtype=bool)


def improves(graph: Graph, party: int, starts: States, ends: States) -> NDArray[np.bool_]:
    """Whether the party prefers each end to its start."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return np.asarray(order.rank[ends] > order.rank[starts])
    assert isinstance(order, Relation), "a party without a plain order has no improvements"
    return np.asarray(order.better[starts, ends])


def _best(graph: Graph, party: int, starts: States, ends: States) -> NDArray[np.bool_]:
    """Improvements to which the party prefers none of its moves from the same start.

    The starts are looked at in full, whatever of their moves is asked about.
    """
    found = improves(graph, party, starts, ends)
    order = graph.orders[party]
    asked = np.unique(starts[found])
    if not len(asked):
        return found
    begin, to = moves_from(graph, party, asked)
    if isinstance(order, Ranks):
        top = np.full(graph.states, -1, dtype=np.int64)
        np.maximum.at(top, begin, order.rank[to].astype(np.int64))
        return np.asarray(found & (order.rank[ends] == top[starts]))
    assert isinstance(order, Relation), "a party without a plain order has no improvements"
    first = np.searchsorted(begin, asked)
    last = np.searchsorted(begin, asked, side="right")
    row = np.searchsorted(asked, starts)
    for k in np.flatnonzero(found).tolist():
        own = to[first[row[k]] : last[row[k]]]
        found[k] = not order.better[ends[k], own].any()
    return found


def better_than(graph: Graph, party: int, start: int, end: int) -> int | None:
    """The party's best move from `start` if it prefers one to moving to `end`; else None.

    Where preference goes in a circle, the first of those that it prefers.
    """
    _, to = moves_from(graph, party, np.array([start], dtype=np.int64))
    order = graph.orders[party]
    if isinstance(order, Ranks):
        above = to[order.rank[to] > order.rank[end]]
        return int(above[int(order.rank[above].argmax())]) if len(above) else None
    assert isinstance(order, Relation), "a party without a plain order has no better moves"
    above = to[order.better[end, to]]
    if not len(above):
        return None
    top = [int(one) for one in above if not order.better[int(one), to].any()]
    return top[0] if top else int(above[0])


def pairs(graph: Graph, party: int, states: States, chosen: Chosen) -> Pairs:
    """The party's steps from some states: starts and ends."""
    starts, ends = moves_from(graph, party, states)
    keep = chosen(party, starts, ends)
    return starts[keep], ends[keep]
