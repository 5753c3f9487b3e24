"""One party's stability at some states under very many orders of its own, the others' fixed.

A state s is stable iff for every move t of the party that is better than s some answer to t ends in
what deters. With S(t) the worst that answers to t can bring the party, that is a comparison of
numbers, and S is worked out from answer sets that contain each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.inverse.steps import Lane


class OwnTest:
    """Where a party is stable, of some states, under a concept, by order.

    answers    bool (states, states): where others' answers to each state can end; None for nash.
    symmetric  whether the party may answer back; strict: whether a sanction must leave it worse.
    """

    def __init__(
        self,
        graph: Graph,
        party: int,
        states: Sequence[int],
        answers: Lane | None,
        symmetric: bool,
        strict: bool,
    ) -> None:
        self._arcs = graph.arcs(party)
        self._symmetric = symmetric
        self._strict = strict
        groups: dict[tuple[int, ...], list[int]] = {}
        ends = {s: graph.moves_from(party, s).tolist() for s in states}
        for s in states:
            groups.setdefault(tuple(sorted({s, *ends[s]})), []).append(s)
        # states that reach each other are asked together where ties deter
        self._groups = [
            (np.array(members), inside)
            for members, inside in groups.items()
            if not strict and len(members) > 1
        ]
        together = {s for _, inside in self._groups for s in inside}
        self._single = [(s, np.array(ends[s])) for s in states if ends[s] and s not in together]
        self._at = {s: k for k, s in enumerate(states)}
        needed = sorted(
            {
                t
                for one in (*(m for m, _ in self._groups), *(e for _, e in self._single))
                for t in one.tolist()
            }
        )
        self._plan = None if answers is None else _Cover(answers, needed)

    def __call__(self, keys: NDArray[np.integer]) -> Lane:
        """keys: (states, orders), larger is better. Returns bool (states asked, orders)."""
        stable = np.ones((len(self._at), keys.shape[1]), dtype=np.bool_)
        most = np.iinfo(keys.dtype).max
        worst: dict[int, NDArray[np.integer]] = {}
        if self._plan is not None:
            worst = self._plan.worst(self._after_reply(keys), most)
        for members, inside in self._groups:
            value = keys[members]
            if self._plan is not None:
                np.minimum(value, np.stack([worst[t] for t in members.tolist()]), out=value)
            best = value.max(axis=0)
            for s in inside:
                stable[self._at[s]] = best <= keys[s]
        for s, ends in self._single:
            leaves = keys[ends] > keys[s]
            if self._plan is not None:
                reached = np.stack([worst[t] for t in ends.tolist()])
                leaves &= (reached >= keys[s]) if self._strict else (reached > keys[s])
            stable[self._at[s]] = ~leaves.any(axis=0)
        return stable

    def _after_reply(self, keys: NDArray[np.integer]) -> NDArray[np.integer]:
        """What each state is worth to the party when it may answer back."""
        if not self._symmetric or not len(self._arcs.end):
            return keys
        starts = np.flatnonzero(np.diff(self._arcs.first))
        best = np.maximum.reduceat(keys[self._arcs.end], self._arcs.first[starts], axis=0)
        value = keys.copy()
        value[starts] = np.maximum(value[starts], best)
        return value


class _Cover:
    """The least value over each of some sets, smaller sets serving the larger that hold them."""

    def __init__(self, answers: Lane, needed: Sequence[int]) -> None:
        rows = np.packbits(answers[needed], axis=1)
        distinct, which = np.unique(rows, axis=0, return_inverse=True)
        sizes = np.unpackbits(distinct, axis=1).sum(axis=1)
        order = np.argsort(sizes, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        distinct = distinct[order]
        self._set_of = {
            t: int(place[k]) for t, k in zip(needed, which.ravel().tolist(), strict=True)
        }
        self._plan: list[tuple[list[int], NDArray[np.int64]]] = []
        for k, row in enumerate(distinct):
            inside = np.flatnonzero(~(distinct[:k] & ~row).any(axis=1))[::-1]
            left = row.copy()
            children = []
            for child in inside.tolist():
                if (distinct[child] & left).any():
                    children.append(child)
                    left &= ~distinct[child]
            members = np.flatnonzero(np.unpackbits(left)).astype(np.int64)
            self._plan.append((children, members))

    def worst(self, value: NDArray[np.integer], most: int) -> dict[int, NDArray[np.integer]]:
        """By state: the least value over its set, `most` over the empty one."""
        found: list[NDArray[np.integer]] = []
        for children, members in self._plan:
            if len(members):
                least = value[members].min(axis=0)
            else:
                least = np.full(value.shape[1], most, dtype=value.dtype)
            for child in children:
                least = np.minimum(least, found[child])
            found.append(least)
        return {t: found[k] for t, k in self._set_of.items()}
