"""Ensembles of readings by the definition: every one is written down, and judged by itself.

Statements are told apart by their places, so that two of the same text are two. A reading is, by
party, an alternative and what is then wanted; orders are permutations, edits those of `least`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product
from typing import Any

from oracle import concepts
from oracle.conflict import Names, read
from oracle.least import by_distance
from oracle.preferences import Pairs, pairs_of_ranks, ranks_of_statements
from oracle.reading import Reading

Model = Mapping[str, Any]
Wanted = tuple[str, int, int, tuple[str, ...] | None]  # alternative, cost, order, list


def listed(given: Any) -> list[str] | None:
    """The texts of a priority list; None where the preference is given otherwise."""
    if isinstance(given, dict) and "statements" in given:
        given = given["statements"]
    if given is None:
        return []
    if not isinstance(given, list):
        return None
    return [str(one["prefer"] if isinstance(one, dict) else one) for one in given]


def orders_of(length: int, uncertain: Mapping[str, Any] | None) -> list[tuple[int, ...]]:
    """All orders that what is said to be uncertain leaves open."""
    if uncertain is None:
        return [tuple(range(length))]
    ranges = uncertain.get("any order", [])
    if "sure" in uncertain:
        ranges = [[uncertain["sure"] + 1, length]]
    free = [{place for place in range(length) if a <= place + 1 <= b} for a, b in ranges]
    same = set(range(length)).difference(*free)
    return [
        order
        for order in permutations(range(length))
        if all(order[k] == k for k in same) and all({order[k] for k in own} == own for own in free)
    ]


def wishes(
    model: Model, party: str, names: Sequence[str], edits: int, kinds: Sequence[str], orders: bool
) -> list[Wanted]:
    """Every way to read a party: the list is by the places that its statements had."""
    found: list[Wanted] = []
    for name in names:
        given = (
            (model.get("preferences") or {}).get(party)
            if name == "base"
            else model["alternatives"][party][name]
        )
        texts = listed(given)
        if texts is None:
            found.append((name, 0, 0, None))
            continue
        said = (model.get("uncertain") or {}).get(party) if orders and name == "base" else None
        for number, order in enumerate(orders_of(len(texts), said)):
            places = tuple(str(k) for k in order)
            for cost, level in enumerate(by_distance(places, edits, kinds, ())):
                found += [(name, cost, number, one) for one in sorted(level)]
    return found


def ensemble(
    model: Model,
    across: Mapping[str, Sequence[str]],
    edits: int = 0,
    kinds: Sequence[str] = ("move", "drop"),
    orders: bool = True,
) -> Iterator[dict[str, Wanted]]:
    """Every reading; the edits of all parties together cost no more than `edits`."""
    own = [wishes(model, p, names, edits, kinds, orders) for p, names in across.items()]
    for combination in product(*own):
        if sum(cost for _, cost, _, _ in combination) <= edits:
            yield dict(zip(across, combination, strict=True))


class Judge:
    """Judges readings of one model, one after another."""

    def __init__(self, model: Model, how: str = "legal", sanction: str = "weak") -> None:
        self.model, self.how, self.sanction = model, how, sanction
        self.names = Names(model)
        self.base = read(model)
        self._pairs: dict[Any, tuple[Pairs, Any]] = {}
        self._found: dict[Any, frozenset[str]] = {}

    def outcomes(self, reading: Mapping[str, Wanted], concept: str) -> frozenset[str]:
        """The outcomes in which some equilibrium lies."""
        wanted = {p: self._wanted(p, name, places) for p, (name, _, _, places) in reading.items()}
        better = {p: pairs for p, (pairs, _) in wanted.items()}
        key = (concept, tuple(better.items()))
        if key not in self._found:
            rank = {p: own for p, (_, own) in wanted.items()}
            conflict = replace(self.base, better=better, rank=rank, found={})
            asked = Reading(conflict, self.how, self.sanction)
            stable = getattr(concepts, concept)
            equilibria = [
                s for s in conflict.states if all(stable(asked, i, s) for i in conflict.parties)
            ]
            self._found[key] = frozenset(
                name
                for name in self.model["outcomes"]
                if any(self.names.holds(f'"{name}"', s) for s in equilibria)
            )
        return self._found[key]

    def _wanted(self, party: str, name: str, places: Sequence[str] | None) -> tuple[Pairs, Any]:
        key = (party, name, places)
        if key not in self._pairs:
            if places is None:
                found = read(self.model, {} if name == "base" else {party: name})
                self._pairs[key] = found.better[party], found.rank[party]
            else:
                wants = self.model.get("preferences") or {}
                given = wants.get(party)
                texts = listed(given if name == "base" else self.model["alternatives"][party][name])
                assert texts is not None
                lines = [texts[int(k)] for k in places]
                rank = ranks_of_statements(self.base.states, lines, self.names.holds)
                self._pairs[key] = pairs_of_ranks(self.base.states, rank), rank
        return self._pairs[key]


def counts(
    judge: Judge, readings: Sequence[Mapping[str, Wanted]], concept: str
) -> tuple[Counter[str], dict[tuple[str, str], Counter[str]]]:
    """In how many readings each outcome holds: of all, and by party and alternative.

    Under "" in the second: how many readings there are.
    """
    whole: Counter[str] = Counter()
    by: dict[tuple[str, str], Counter[str]] = {}
    for reading in readings:
        holding = judge.outcomes(reading, concept)
        whole.update(holding)
        for party, (name, _, _, _) in reading.items():
            own = by.setdefault((party, name), Counter())
            own.update([*holding, ""])
    return whole, by


def models_of(
    model: Model, across: Mapping[str, Sequence[str]], edits: int, kinds: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Every reading as a model of its own, with what is said of lists beside their statements."""
    wants = model.get("preferences") or {}
    for reading in ensemble(model, across, edits, kinds):
        preferences = {}
        for party, (name, _, _, places) in reading.items():
            given = wants.get(party) if name == "base" else model["alternatives"][party][name]
            if places is not None and given is not None:
                one = {"statements": given} if isinstance(given, list) else dict(given)
                one["statements"] = [one["statements"][int(k)] for k in places]
                given = one
            if given is not None:
                preferences[party] = given
        yield {
            **{key: one for key, one in model.items() if key != "alternatives"},
            "preferences": preferences,
        }
