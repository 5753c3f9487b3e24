"""Verdicts on one state of a large graph by following moves: no sweeps, no levels, no box.

From a state every improvement; from each, all that sequences of the others can lead to, searched
breadth first over (state, last mover) through the listed moves; then the definition is looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph

Found = NDArray[np.int64]
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


class Search:
    """The search on one graph, all of whose orders are ranks."""

    def __init__(self, graph: Graph, sanction: str) -> None:
        self.graph, self.strict = graph, sanction == "strict"
        self.ranks = [order.rank for order in graph.orders]  # type: ignore[union-attr]
        self._ends: dict[tuple[int, int, bool], Found] = {}

    def verdicts(self, party: int, state: int) -> dict[str, bool]:
        """By concept whether the party stays."""
        rank = self.ranks[party]
        moves = self.graph.arcs(party).of(state)
        stable = dict.fromkeys(CONCEPTS, True)
        for after in moves[rank[moves] > rank[state]].tolist():
            stable["nash"] = False
            for plain, symmetric, credible in (("gmr", "smr", False), ("seq", "sseq", True)):
                if not (stable[plain] or stable[symmetric]):
                    continue
                ends = self.ends(party, after, credible)
                ends = ends[self._deters(party, state, ends)]
                stable[plain] &= len(ends) > 0
                stable[symmetric] = stable[symmetric] and any(
                    self._deters(party, state, self.graph.arcs(party).of(end)).all()
                    for end in ends.tolist()
                )
        return stable

    def _deters(self, party: int, state: int, ends: NDArray[np.integer]) -> NDArray[np.bool_]:
        rank = self.ranks[party]
        return rank[ends] < rank[state] if self.strict else rank[ends] <= rank[state]

    def ends(self, party: int, start: int, credible: bool) -> Found:
        """Where answers of the others end."""
        key = (party, start, credible)
        if key not in self._ends:
            self._ends[key] = self._followed(party, start, credible)
        return self._ends[key]

    def _followed(self, party: int, start: int, credible: bool) -> Found:
        others = [k for k in range(self.graph.parties) if k != party]
        reached = {k: np.zeros(self.graph.states, dtype=bool) for k in others}
        new = {k: self._steps(k, np.array([start]), credible) for k in others}
        while any(len(ends) for ends in new.values()):
            for k in others:
                new[k] = np.unique(new[k][~reached[k][new[k]]])
                reached[k][new[k]] = True
            new = {
                k: self._steps(k, np.concatenate([new[j] for j in others if j != k]), credible)
                if len(others) > 1
                else np.zeros(0, dtype=np.int64)
                for k in others
            }
        return np.flatnonzero(np.logical_or.reduce(list(reached.values())))

    def _steps(self, mover: int, states: Found, credible: bool) -> Found:
        arcs: Arcs = self.graph.arcs(mover)
        states = np.unique(states)
        counts = arcs.first[states + 1] - arcs.first[states]
        start = np.repeat(states, counts)
        skipped = np.repeat(np.cumsum(counts) - counts, counts)
        end = arcs.end[np.repeat(arcs.first[states], counts) + np.arange(len(start)) - skipped]
        if credible:
            rank = self.ranks[mover]
            end = end[rank[end] > rank[start]]
        return end.astype(np.int64)
