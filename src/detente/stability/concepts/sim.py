"""Simultaneous stability: improvements met by others who move at the same time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Arcs, Graph, Ranks
from detente.problems import TooLarge
from detente.stability.bench import Bench
from detente.stability.engines.table import better_table
from detente.stability.registry import Concept, register

_ROWS = 2_000_000  # joint states looked at in one go


def state_keys(graph: Graph) -> NDArray[np.int64]:
    """A number a state that adds up: a joint move's state has the start's key plus all changes."""
    assert graph.strategies is not None, "joint moves need strategies"
    if graph.form == "option":
        return graph.codes
    radix, keys = 1, np.zeros(graph.states, dtype=np.int64)
    for row in graph.strategies:
        keys += row * radix
        radix *= int(row.max()) + 1
    return keys


def improvements(graph: Graph, party: int) -> Arcs:
    """The party's unilateral improvements, for any preference."""
    arcs = graph.arcs(party)
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return arcs.only(order.rank[arcs.end] > order.rank[arcs.starts()])
    return arcs.only(better_table(graph, party)[arcs.starts(), arcs.end])


def sim(bench: Bench, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where every improvement can be undone by improvements of others made at once.

    bool (states,). Some others, one at least, each improve on the same start; the joint result must
    be feasible and must deter. `single` allows one of them only. Source: [FH84].
    Cost: the product over the others of one plus their improvements, state by state.
    """
    graph = bench.graph
    steps = [improvements(graph, k) for k in range(graph.parties)]
    own = steps[party]
    others = [k for k in range(graph.parties) if k != party and len(steps[k].end)]
    groups = [[k] for k in others] if bench.assumptions.sanction_moves == "single" else [others]
    starts = own.starts()
    work = np.zeros(len(starts))
    for group in groups:
        sizes = np.ones(len(starts))
        for k in group:
            sizes *= 1 + np.diff(steps[k].first)[starts]
        work += sizes
    if work.sum() > limit("joint_moves"):
        raise TooLarge(
            f"sim on {graph.states:,} states",
            f"about {work.sum():,.0f} joint moves to look at",
            "hold some options fixed (`--holding`), or leave sim out (`--concepts`)",
        )
    keys = state_keys(graph)
    order = np.argsort(keys)
    deterred = np.zeros(len(starts), dtype=bool)
    begin = 0
    while begin < len(starts):
        end = begin + max(1, int(np.searchsorted(np.cumsum(work[begin:]), _ROWS)))
        for group in groups:
            row, joint = _joint(
                keys, starts, own.end, steps, group, np.arange(begin, min(end, len(starts)))
            )
            place = np.searchsorted(keys[order], joint)
            place[place == len(keys)] = 0
            found = keys[order][place] == joint
            hit = order[place[found]]
            row = row[found]
            deterred[row[_deters(bench, party, starts[row], hit)]] = True
        begin = end
    stable = np.ones(graph.states, dtype=bool)
    stable[starts[~deterred]] = False
    return stable


def _joint(
    keys: NDArray[np.int64],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    steps: list[Arcs],
    group: list[int],
    rows: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each improvement in `rows`: the keys of all joint results with some of `group`."""
    row, joint = rows, keys[ends[rows]]
    alone = np.ones(len(row), dtype=bool)
    for k in group:
        state = starts[row]
        count = (steps[k].first[state + 1] - steps[k].first[state]).astype(np.int64)
        again = np.repeat(np.arange(len(row)), count)
        offset = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count)
        target = steps[k].end[steps[k].first[state[again]] + offset]
        change = keys[target] - keys[state[again]]
        row = np.concatenate([row, row[again]])
        joint = np.concatenate([joint, joint[again] + change])
        alone = np.concatenate([alone, np.zeros(len(again), dtype=bool)])
    return row[~alone], joint[~alone]


def _deters(
    bench: Bench, party: int, start: NDArray[np.int32], end: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """D(start, end) for the party, pair by pair."""
    order = bench.graph.orders[party]
    strict = bench.assumptions.sanction == "strict"
    if isinstance(order, Ranks):
        result: NDArray[np.bool_] = (
            order.rank[end] < order.rank[start] if strict else order.rank[end] <= order.rank[start]
        )
        return result
    better = better_table(bench.graph, party)
    return better[end, start] if strict else ~better[start, end]


register(
    Concept(
        id="sim",
        name="Simultaneous stability",
        sentence="Others who improve at the same moment can spoil every improvement.",
        source="[FH84]",
        tier="core",
        why="joint",
        judge=sim,
        needs=frozenset({"joint moves"}),
        order=6,
    )
)
