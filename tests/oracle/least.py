"""The least change of priority lists, by trying all of them.

Written from the definitions of edits and their cost alone: lists are texts, an edit is one of
move, insert, drop, replace, and each costs 1. For the smallest conflicts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from oracle import concepts
from oracle.conflict import Conflict, Names
from oracle.preferences import ranks_of_statements
from oracle.reading import Reading

Texts = tuple[str, ...]


def one_edit_away(texts: Texts, kinds: Iterable[str], words: Sequence[str]) -> set[Texts]:
    """All lists that one edit makes of a list."""
    found: set[Texts] = set()
    for p in range(len(texts)):
        without = texts[:p] + texts[p + 1 :]
        if "drop" in kinds:
            found.add(without)
        if "move" in kinds:
            found |= {(*without[:q], texts[p], *without[q:]) for q in range(len(texts))}
        if "replace" in kinds:
            found |= {(*texts[:p], word, *texts[p + 1 :]) for word in words}
    if "insert" in kinds:
        found |= {(*texts[:q], word, *texts[q:]) for q in range(len(texts) + 1) for word in words}
    return found


def by_distance(
    texts: Texts, most: int, kinds: Iterable[str], words: Sequence[str]
) -> list[set[Texts]]:
    """Entry k: the lists that k edits and no fewer make of a list."""
    levels = [{texts}]
    seen = {texts}
    for _ in range(most):
        new = {far for near in levels[-1] for far in one_edit_away(near, kinds, words)} - seen
        levels.append(new)
        seen |= new
    return levels


class Trial:
    """One conflict under many lists; remembers the verdicts by the orders that lists give."""

    def __init__(self, model: Mapping[str, Any], conflict: Conflict, how: str, sanction: str):
        self.conflict, self.how, self.sanction = conflict, how, sanction
        self.names = Names(model)
        self._orders: dict[Texts, tuple[tuple[str, int], ...]] = {}
        self._verdicts: dict[Any, frozenset[str]] = {}

    def equilibria(self, lists: Mapping[str, Texts], concept: str) -> frozenset[str]:
        """The equilibria where the parties named have these lists."""
        orders = {}
        for party, texts in lists.items():
            if texts not in self._orders:
                ranks = ranks_of_statements(self.conflict.states, texts, self.names.holds)
                self._orders[texts] = tuple(sorted(ranks.items()))
            orders[party] = self._orders[texts]
        key = (concept, tuple(sorted(orders.items())))
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(orders, concept)
        return self._verdicts[key]

    def _judge(
        self, orders: Mapping[str, tuple[tuple[str, int], ...]], concept: str
    ) -> frozenset[str]:
        states = self.conflict.states
        better, rank = dict(self.conflict.better), dict(self.conflict.rank)
        for party, order in orders.items():
            ranks = dict(order)
            rank[party] = ranks
            better[party] = frozenset((t, s) for t in states for s in states if ranks[t] > ranks[s])
        changed = replace(self.conflict, better=better, rank=rank, found={})
        reading = Reading(changed, self.how, self.sanction)
        stable = getattr(concepts, concept)
        return frozenset(
            s for s in states if all(stable(reading, i, s) for i in self.conflict.parties)
        )


def least_changes(
    trial: Trial,
    lists: Mapping[str, Texts],
    targets: Sequence[str],
    concept: str,
    most: int,
    kinds: Sequence[str],
    words: Mapping[str, Sequence[str]],
) -> tuple[int | None, set[tuple[tuple[str, Texts], ...]]]:
    """(the least cost, all profiles of lists at that cost) by which a target is an equilibrium.

    lists  of the parties whose lists may change; words  by party: the vocabulary.
    (None, nothing) where nothing up to the cost `most` does.
    """
    parties = list(lists)
    levels = {p: by_distance(lists[p], most, kinds, words[p]) for p in parties}
    for cost in range(most + 1):
        found = set()
        for shares in product(range(cost + 1), repeat=len(parties)):
            if sum(shares) != cost:
                continue
            for profile in product(*(levels[p][n] for p, n in zip(parties, shares, strict=True))):
                named = dict(zip(parties, profile, strict=True))
                if trial.equilibria(named, concept) & set(targets):
                    found.add(tuple(named.items()))
        if found:
            return cost, found
    return None, set()
