"""`least change`: a claim about how little would have to change for an outcome to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.analysis.expectations import Reading, Scope, SubConflicts
from detente.analysis.least.asking import pools_of
from detente.analysis.least.search import Change, Found, Search
from detente.analysis.sub_conflict import SubConflict
from detente.limits import limit
from detente.model import Arena, Condition
from detente.problems import TooLarge
from detente.stability import Asked


@dataclass(frozen=True, slots=True)
class OfLeastChange:
    """`least change`: edits that cost so much in all make some state of the class an equilibrium.

    parties  whose lists may change; all where it is empty.
    """

    make: Condition
    at_most: int
    parties: tuple[str, ...]
    start: None = None
    form: Literal["least change"] = "least change"
    by_concept = True

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation. TooLarge where the search ends at its limit without an answer."""
        found = self.found(sub_conflicts, scope, reading, asked)
        if found.cost is None and found.reason == "budget":
            raise TooLarge(
                "the least change of a claim",
                f"nothing below a cost of {found.bound} does, of {found.tried:,} orders judged",
                "name fewer parties with `of`, or a smaller `at_most`",
            )
        return found.cost is not None

    def found(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> Found:
        """The changes of the least cost up to `at_most`."""
        assert asked is not None
        sub_conflict = sub_conflicts.of(scope)
        states = np.flatnonzero(sub_conflict.where(self.make)).tolist()
        if not states:
            return Found()
        if sub_conflict.states > limit("design_states"):
            raise TooLarge(
                f"the least change over {sub_conflict.states:,} states",
                f"answers are listed by pairs of states, up to {limit('design_states'):,} states",
                "hold options fixed (`holding:`)",
            )
        graph = sub_conflict.graph(reading)
        pools, _ = pools_of(_arena(sub_conflict, reading), reading, self.parties)
        assert asked.term is not None, "checked before"
        search = Search(graph, pools, states, asked.term, sub_conflict.assumptions)
        return Found() if search.hopeless() else search.run(self.at_most)

    def shown(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> Change | None:
        """The first of the changes; None where there is none."""
        found = self.found(sub_conflicts, scope, reading, asked)
        return found.changes[0] if found.changes else None


def _arena(sub_conflict: SubConflict, reading: Mapping[str, str]) -> Arena:
    """The arena, with what the parties want here where that is not what the file says."""
    conflict = sub_conflict.conflict
    wanted = {
        name: sub_conflict.preference(name, reading.get(name, "base"))
        for name in conflict.party_names
    }
    alternatives = {
        name: {
            other: wanted[name] if reading.get(name) == other else preference
            for other, preference in by_name.items()
        }
        for name, by_name in conflict.alternatives.items()
    }
    base = {
        name: wanted[name] if reading.get(name, "base") == "base" else conflict.preference(name)
        for name in conflict.party_names
    }
    changed = replace(conflict, preferences=base, alternatives=alternatives)
    return replace(sub_conflict.arena, conflict=changed)
