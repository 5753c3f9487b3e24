"""Coalitions judged by numbers: where parties rank states and members can always go back.

Where every end of the answers to t is better for all members than s, so is the least of the ends,
member by member. So a state t is worth one vector, a number a member: its rank, or less where the
answers lead lower; and a coalition leaves s where a vector that it can go to exceeds that of s in
every place. Only the largest vectors of what can be reached from one another need be looked at.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.stability.coalitions.lanes import in_classes, step
from detente.stability.coalitions.play import Coalition, CoalitionPlay
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.engines.base import IMPROVEMENTS, MOVES

Vectors = NDArray[np.int32]  # (states, members)
TOP = np.iinfo(np.int32).max


def takes(graph: Graph, coalition: Coalition, setting: CoalitionSetting) -> bool:
    """Whether numbers say it: ranks, joint improvements, members who can take back each move."""
    return (
        graph.ranked
        and setting.improvements == "joint"
        and all(in_classes(graph, party) for party in coalition)
    )


class ByNumbers:
    """One coalition on one graph; what is worked out serves several concepts."""

    def __init__(self, graph: Graph, coalition: Coalition, setting: CoalitionSetting) -> None:
        assert takes(graph, coalition, setting), coalition
        self.graph, self.coalition, self.setting = graph, coalition, setting
        self.rank = np.stack([_rank(graph, party) for party in coalition], axis=1)
        self.group = _groups(graph, coalition)

    def leaves(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where the coalition leaves, under c-nash, c-gmr or c-seq: bool (starts,)."""
        worth = self.rank
        if concept != "nash":
            worth = self._worth(self.rank, concept == "seq")
        return self._exceeded(worth, starts)

    def may_leave(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where it may leave under c-smr or c-sseq; elsewhere it stays for certain."""
        best = np.full((int(self.group.max()) + 1, len(self.coalition)), -1, dtype=np.int32)
        np.maximum.at(best, self.group, self.rank)
        return self._exceeded(self._worth(best[self.group], concept == "sseq"), starts)

    def _worth(self, value: Vectors, improving: bool) -> Vectors:
        """By member the lesser of a state's rank and the least `value` that answers lead to."""
        play = _Numbers(self.graph, self.coalition, np.zeros(0, dtype=np.int64), self.setting)
        least = play.least_answer(value, IMPROVEMENTS if improving else MOVES)
        if self.setting.sanction == "strict":
            least = np.where(least == TOP, least, least + 1)
        return np.minimum(self.rank, least).astype(np.int32)

    def _exceeded(self, worth: Vectors, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where some vector within reach exceeds the start's rank in every place.

        One largest vector of every group at a time; whatever it exceeds or covers is done with.
        """
        found = np.zeros(len(starts), dtype=bool)
        open_ = np.arange(len(starts))
        group, rank = self.group[starts], self.rank[starts]
        left = np.flatnonzero(np.isin(self.group, group))
        while len(left) and len(open_):
            first = self._largest(worth, left)
            chosen = first[group[open_]]
            vector = np.where(chosen[:, None] >= 0, worth[chosen], -1)
            exceeds = (vector > rank[open_]).all(axis=1)
            found[open_[exceeds]] = True
            open_ = open_[~exceeds & (chosen >= 0)]
            covered = (worth[left] <= worth[first[self.group[left]]]).all(axis=1)
            left = left[~covered]
        return found

    def _largest(self, worth: Vectors, left: NDArray[np.int64]) -> NDArray[np.int64]:
        """By group the state of `left` with the largest sum, so that none exceeds it; else -1."""
        total = worth[left].astype(np.int64).sum(axis=1)
        first = np.full(int(self.group.max()) + 1, -1, dtype=np.int64)
        order = np.argsort(total, kind="stable")
        first[self.group[left[order]]] = left[order]  # the last one written is the largest
        return first


class _Numbers(CoalitionPlay):
    """The play with a number a member in place of lanes: `and` becomes the lesser."""

    together: Any = np.minimum

    @property
    def top(self) -> Any:
        return np.full((self.graph.states, len(self.coalition)), TOP, dtype=np.int32)


def _rank(graph: Graph, party: int) -> NDArray[np.int32]:
    order = graph.orders[party]
    assert isinstance(order, Ranks), "the coalition's graph is ranked"
    return order.rank.astype(np.int32)


def _groups(graph: Graph, coalition: Coalition) -> NDArray[np.int64]:
    """By state the number of its group, within which the coalition goes anywhere."""
    least = np.arange(graph.states, dtype=np.int32)[:, None]
    calm, k = 0, 0
    while calm < len(coalition):
        after = np.minimum(least, step(graph, coalition[k], False, least, np.minimum))
        calm = calm + 1 if np.array_equal(after, least) else 1
        least, k = after, (k + 1) % len(coalition)
    return np.unique(least[:, 0], return_inverse=True)[1].astype(np.int64)
