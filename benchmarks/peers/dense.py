"""The method of the literature's matrices: moves, improvements and what deters as n x n matrices.

Answers of others are Boolean products, by NumPy and the BLAS behind it, to the fixpoint over
(state, last mover); any preference that is a relation. Source: [XHK09].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks, Relation

Matrix = NDArray[np.bool_]


def verdicts(graph: Graph) -> dict[str, NDArray[np.bool_]]:
    """By concept: bool (parties, states). Legal sequences, weak sanctions."""
    found: dict[str, list[NDArray[np.bool_]]] = {
        name: [] for name in ("nash", "gmr", "smr", "seq", "sseq")
    }
    moves = [_moves(graph, party) for party in range(graph.parties)]
    better = [_better(graph, party) for party in range(graph.parties)]
    gains = [one & other for one, other in zip(moves, better, strict=True)]
    for party in range(graph.parties):
        leaves, escape = gains[party], better[party]
        # held[s, x]: in x the party is no worse than it wants to be, or can go where it is not.
        held = escape | _product(escape, moves[party].T)
        others = [k for k in range(graph.parties) if k != party]
        found["nash"].append(~leaves.any(axis=1))
        for plain, symmetric, steps in (("gmr", "smr", moves), ("seq", "sseq", gains)):
            ends = _reached(graph.states, [steps[k] for k in others])
            for name, free in ((plain, escape), (symmetric, held)):
                deterred = _product(~free, ends.T)  # [s, t]: some answer to t keeps it at s
                found[name].append(~(leaves & ~deterred).any(axis=1))
    return {name: np.stack(rows) for name, rows in found.items()}


def _reached(states: int, steps: list[Matrix]) -> Matrix:
    """Where legal sequences of these movers lead: bool (from, to)."""
    by = [one.copy() for one in steps]
    settled = False
    while not settled:
        settled = True
        for k, own in enumerate(steps):
            ahead = np.zeros_like(own)
            for j, other in enumerate(by):
                if j != k:
                    ahead |= other
            after = own | _product(own, ahead)
            settled &= bool(np.array_equal(after, by[k]))
            by[k] = after
    return np.logical_or.reduce([np.zeros((states, states), dtype=bool), *by])


def _product(left: Matrix, right: Matrix) -> Matrix:
    """The Boolean product; counts stay far below what single precision holds exactly."""
    return np.asarray((left.astype(np.float32) @ right.astype(np.float32)) > 0)


def _moves(graph: Graph, party: int) -> Matrix:
    arcs = graph.arcs(party)
    table = np.zeros((graph.states, graph.states), dtype=bool)
    table[arcs.starts(), arcs.end] = True
    return table


def _better(graph: Graph, party: int) -> Matrix:
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return order.rank[:, None] < order.rank[None, :]
    assert isinstance(order, Relation)
    return order.better
