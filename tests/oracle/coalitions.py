"""Stability against coalitions: what a group reaches together and all its members prefer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from oracle.reading import Reading, Steps, ends

Coalition = tuple[str, ...]  # parties, in the order of the conflict

CONCEPTS = ("c-nash", "c-gmr", "c-smr", "c-seq", "c-sseq")


class Coalitions:
    """A reading, with the two choices that coalitions add."""

    def __init__(
        self, reading: Reading, improvements: str = "joint", answers: str = "class"
    ) -> None:
        self.r = reading
        self.conflict = reading.conflict
        self.improvements = improvements
        self.answers = answers
        self._leaving: dict[tuple[Coalition, str], frozenset[str]] = {}
        self._answers: dict[tuple[str, Coalition, str], frozenset[str]] = {}

    def among(self, parties: Coalition) -> list[Coalition]:
        """All non-empty coalitions of some parties, small ones first."""
        return [
            group for size in range(1, len(parties) + 1) for group in combinations(parties, size)
        ]

    def all(self) -> list[Coalition]:
        """All non-empty coalitions."""
        return self.among(self.conflict.parties)

    def outside(self, group: Coalition) -> Coalition:
        """The parties not in the coalition."""
        return tuple(p for p in self.conflict.parties if p not in group)

    def reach(self, group: Coalition, s: str) -> frozenset[str]:
        """R_H(s), by legal sequences whatever the reading."""
        return ends(self.conflict.moves, group, s, "legal")

    def leaving(self, group: Coalition, s: str) -> frozenset[str]:
        """U_H(s): reached by the group, and every member would leave s for it."""
        if (group, s) not in self._leaving:
            within = self.reach(group, s)
            if self.improvements == "stepwise":
                improving: Steps = {
                    k: {x: self.r.leaving(k, x) for x in self.conflict.states} for k in group
                }
                within = ends(improving, group, s, "legal")
            self._leaving[group, s] = frozenset(
                t
                for t in within
                if t != s and all(self.r.semantics.improves(k, s, t) for k in group)
            )
        return self._leaving[group, s]

    def deters(self, group: Coalition, s: str, x: str) -> bool:
        """One deterred member is enough."""
        return any(self.r.deters(k, s, x) for k in group)

    def answers_to(self, kind: str, group: Coalition, t: str) -> frozenset[str]:
        """Where the outsiders' answers to t can end: by any moves, or by credible ones."""
        if (kind, group, t) not in self._answers:
            self._answers[kind, group, t] = self._search(kind, self.outside(group), t)
        return self._answers[kind, group, t]

    def _search(self, kind: str, outside: Coalition, t: str) -> frozenset[str]:
        if kind == "any":
            return ends(self.conflict.moves, outside, t, self.r.how)
        if self.answers == "individual":
            return ends(self.r.credible_steps(), outside, t, self.r.how)
        groups = self.among(outside)
        names = {group: "+".join(group) for group in groups}
        steps = {
            names[group]: {x: self.leaving(group, x) for x in self.conflict.states}
            for group in groups
        }
        return ends(steps, list(steps), t, "legal")

    def is_stable(self, concept: str, group: Coalition, s: str) -> bool:
        """Whether the coalition has nothing to leave s for, or is deterred from all of it."""
        if concept == "c-nash":
            return not self.leaving(group, s)
        kind = "credible" if concept in ("c-seq", "c-sseq") else "any"

        def holds(s2: str) -> bool:
            return self.deters(group, s, s2) and (
                concept in ("c-gmr", "c-seq")
                or all(self.deters(group, s, s3) for s3 in self.reach(group, s2))
            )

        return all(
            any(holds(s2) for s2 in self.answers_to(kind, group, s1))
            for s1 in self.leaving(group, s)
        )

    def equilibria(self, concept: str) -> frozenset[str]:
        """The states stable for every coalition."""
        return frozenset(
            s
            for s in self.conflict.states
            if all(self.is_stable(concept, group, s) for group in self.all())
        )

    def breakers(self, concept: str, s: str) -> Iterator[Coalition]:
        """The minimal coalitions for which s is not stable."""
        found: list[Coalition] = []
        for group in self.all():
            if any(set(smaller) <= set(group) for smaller in found):
                continue
            if not self.is_stable(concept, group, s):
                found.append(group)
                yield group
