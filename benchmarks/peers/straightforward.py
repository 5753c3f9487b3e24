"""The search that programs for such conflicts use: from each state, follow what can follow.

For every party and state: its improvements; from each, all that the others' answers can lead to, by
search over (state, last mover); whether some end deters. Moves are listed once, comparisons are
vectorised, and the ends of answers are remembered for each state and kind of answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks


def verdicts(graph: Graph) -> dict[str, NDArray[np.bool_]]:
    """By concept: bool (parties, states)."""
    names = ("nash", "gmr", "smr", "seq", "sseq")
    stable = {name: np.ones((graph.parties, graph.states), dtype=bool) for name in names}
    moves, gains, ranks = [], [], []
    for party in range(graph.parties):
        arcs, order = graph.arcs(party), graph.orders[party]
        assert isinstance(order, Ranks)
        rank = order.rank
        ranks.append(rank)
        moves.append([arcs.of(state) for state in range(graph.states)])
        gains.append([ends[rank[ends] > rank[s]] for s, ends in enumerate(moves[party])])
    for party in range(graph.parties):
        rank = ranks[party]
        others = [k for k in range(graph.parties) if k != party]
        held = np.array(
            [
                max(int(rank[s]), int(rank[ends].max(initial=-1)))
                for s, ends in enumerate(moves[party])
            ]
        )
        for credible, steps in ((False, moves), (True, gains)):
            known: dict[int, NDArray[np.int64]] = {}
            plain, symmetric = ("seq", "sseq") if credible else ("gmr", "smr")
            for state in range(graph.states):
                for after in gains[party][state].tolist():
                    stable["nash"][party, state] = False
                    if after not in known:
                        known[after] = _ends(steps, others, after)
                    ends = known[after]
                    if not (rank[ends] <= rank[state]).any():
                        stable[plain][party, state] = False
                    if not (held[ends] <= rank[state]).any():
                        stable[symmetric][party, state] = False
    return stable


def _ends(steps: list[list[NDArray[np.int32]]], others: list[int], start: int) -> NDArray[np.int64]:
    """Where sequences of the others end in which nobody moves twice in a row."""
    seen = {(k, int(x)) for k in others for x in steps[k][start]}
    todo = list(seen)
    while todo:
        last, x = todo.pop()
        for k in others:
            if k != last:
                for y in steps[k][x].tolist():
                    if (k, y) not in seen:
                        seen.add((k, y))
                        todo.append((k, y))
    return np.fromiter({x for _, x in seen}, dtype=np.int64)
