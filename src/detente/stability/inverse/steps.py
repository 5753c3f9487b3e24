"""Answers as paths in a graph of steps, followed for many preferences at once.

A bit plane is a row of machine words a state: bit k says how it is in lane k. A lane is one
preference among many; or, to list answers, one state in which an answer may end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph, Order, Ranks, Relation
from detente.stability.assumptions import SanctionMoves
from detente.values import dataclass

Planes = NDArray[np.uint64]  # (rows, words)
Lane = NDArray[np.bool_]  # (rows, lanes)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Steps by one mover, sorted by their start.

    source, target  nodes, int64 (steps,); arc: which of the mover's moves each step is.
    starts          nodes with steps, ascending, int64; first: where the steps of each begin.
    """

    mover: int
    target: NDArray[np.int64]
    arc: NDArray[np.int64]
    starts: NDArray[np.int64]
    first: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class StepGraph:
    """How the opponents of one party can go on after its move, under one reading of sequences.

    states  int64 (nodes,): the state each node stands for. Where two steps of a party in a row are
            one step of it, nodes are states; else a node also says who has just moved, or who has
            moved already.
    later   steps between nodes; opening: first steps, from a state to a node.
    """

    party: int
    states: NDArray[np.int64]
    later: tuple[Steps, ...]
    opening: tuple[Steps, ...]


def step_graph(graph: Graph, party: int, moves: SanctionMoves, credible: bool) -> StepGraph:
    """The steps of all parties but `party`, as `moves` allows them to follow each other.

    credible  whether only improving steps will be taken. Two improvements in a row by one party are
              one improvement where moves compose and the party has a total preorder; the start
              itself is the one state that may then count as an end though no sequence leads back
              to it, and as the party prefers it to where it stood, it never deters.
    """
    others = [k for k in range(graph.parties) if k != party]
    arcs = {k: graph.arcs(k) for k in others}
    n = graph.states
    if len(others) == 1 or moves == "single":
        opening = tuple(
            _steps(k, arcs[k].starts().astype(np.int64), arcs[k].end.astype(np.int64) + n * at)
            for at, k in enumerate(others)
        )
        return StepGraph(party, np.tile(np.arange(n), max(1, len(others))), (), opening)
    compose = graph.moves_compose and not (
        credible and any(isinstance(graph.orders[k], Relation) for k in others)
    )
    if moves == "legal" and compose:
        both = tuple(
            _steps(k, arcs[k].starts().astype(np.int64), arcs[k].end.astype(np.int64))
            for k in others
        )
        return StepGraph(party, np.arange(n), both, both)
    # a node is (what is remembered of the movers, state): the last one, or the set of all
    if moves == "legal":
        memories = list(range(len(others)))
        follow = {(m, at): at for m in memories for at in range(len(others)) if at != m}
        begin = {at: at for at in range(len(others))}
    else:
        memories = list(range(1, 1 << len(others)))
        follow = {
            (m - 1, at): (m | 1 << at) - 1
            for m in memories
            for at in range(len(others))
            if not m >> at & 1
        }
        begin = {at: (1 << at) - 1 for at in range(len(others))}
    later, opening_steps = [], []
    for at, k in enumerate(others):
        source, end = arcs[k].starts().astype(np.int64), arcs[k].end.astype(np.int64)
        opening_steps.append(_steps(k, source, end + n * begin[at]))
        froms = [(m, to) for (m, by), to in follow.items() if by == at]
        later.append(
            _steps(
                k,
                np.concatenate([source + n * m for m, _ in froms] or [source[:0]]),
                np.concatenate([end + n * to for _, to in froms] or [end[:0]]),
                np.tile(np.arange(len(end)), len(froms)),
            )
        )
    return StepGraph(
        party, np.tile(np.arange(n), len(memories)), tuple(later), tuple(opening_steps)
    )


def _steps(
    mover: int,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    arc: NDArray[np.int64] | None = None,
) -> Steps:
    arc = np.arange(len(source)) if arc is None else arc
    order = np.argsort(source, kind="stable")
    source = source[order]
    starts, first = np.unique(source, return_index=True)
    return Steps(mover, target[order], arc[order], starts, first)


def improving(order: Order, arcs: Arcs) -> NDArray[np.bool_]:
    """Which of the moves better their mover: bool (moves,)."""
    source = arcs.starts()
    if isinstance(order, Ranks):
        return np.asarray(order.rank[arcs.end] > order.rank[source])
    assert isinstance(order, Relation), "a party without a plain order has no verdicts"
    return np.asarray(order.holds(source, arcs.end))


def credible_bits(keys: NDArray[np.integer], arcs: Arcs) -> Lane:
    """Which moves better their mover, by lane: bool (moves, lanes); keys: (states, lanes)."""
    source = np.asarray(arcs.starts())
    return np.asarray(keys[arcs.end] > keys[source])


def pack(lanes: Lane) -> Planes:
    """Lanes as bits of words: (rows, lanes) to (rows, words)."""
    rows, count = lanes.shape
    words = -(-count // 64)
    packed = np.zeros((rows, words * 8), dtype=np.uint8)
    packed[:, : -(-count // 8)] = np.packbits(lanes, axis=1, bitorder="little")
    return packed.view(np.uint64)


def unpack(planes: Planes, count: int) -> Lane:
    """The reverse of `pack`."""
    return np.unpackbits(
        np.ascontiguousarray(planes).view(np.uint8), axis=1, count=count, bitorder="little"
    ).view(np.bool_)


Allowed = NDArray[np.bool_] | Planes | None  # of a mover's moves: all, some, or some by lane


def spread(steps: StepGraph, ends: Planes, allowed: Sequence[Allowed]) -> Planes:
    """From where an answer can end where `ends` says so: (states, words).

    ends     by state and lane. allowed: by party, which of its moves may be taken.
    An answer has at least one step.
    """
    good = ends[steps.states]
    kept = [_kept(one, allowed[one.mover]) for one in steps.later]
    changed = bool(kept)
    while changed:
        changed = False
        for starts, first, target, bits in kept:
            if len(starts):
                changed |= _back(good, good, starts, first, target, bits)
    found = np.zeros_like(ends)
    for one in steps.opening:
        starts, first, target, bits = _kept(one, allowed[one.mover])
        if len(starts):
            _back(found, good, starts, first, target, bits)
    return found


def _kept(
    steps: Steps, allowed: Allowed
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Planes | None]:
    if allowed is None:
        return steps.starts, steps.first, steps.target, None
    if allowed.dtype == np.bool_:
        lengths = np.diff(np.append(steps.first, len(steps.target)))
        source = np.repeat(steps.starts, lengths)
        keep = allowed[steps.arc]
        starts, first = np.unique(source[keep], return_index=True)
        return starts, first, steps.target[keep], None
    return steps.starts, steps.first, steps.target, np.asarray(allowed[steps.arc], dtype=np.uint64)


def _back(
    into: Planes,
    good: Planes,
    starts: NDArray[np.int64],
    first: NDArray[np.int64],
    target: NDArray[np.int64],
    bits: Planes | None,
) -> bool:
    ahead = good[target]
    if bits is not None:
        ahead &= bits
    found = np.bitwise_or.reduceat(ahead, first, axis=0)
    before = into[starts]
    found |= before
    if np.array_equal(found, before):
        return False
    into[starts] = found
    return True


def answer_sets(steps: StepGraph, states: int, allowed: Sequence[Allowed]) -> Lane:
    """Where answers to each state can end: bool (states, states), row: answered, column: end."""
    return unpack(spread(steps, pack(np.eye(states, dtype=np.bool_)), allowed), states)
