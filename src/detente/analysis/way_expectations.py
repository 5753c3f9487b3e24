"""What a claim's test demands of ways: that a party blocks, a coalition breaks, improvements end.

As in expectations.py each form is a value that can be asked; docs/claims.md says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.analysis.expectations import Reading, Scope, SubConflicts
from detente.analysis.sub_conflict import SubConflict
from detente.analysis.ways.ends import Ends, ends
from detente.analysis.ways.must_end import must_end
from detente.analysis.ways.resisted import Resisted, least_resisted
from detente.model import Condition
from detente.stability import COALITION_CONCEPTS, Asked, CoalitionSetting, judge_coalition


def everybody(sub_conflict: SubConflict) -> tuple[int, ...]:
    """All parties, as the movers of a way."""
    return tuple(range(sub_conflict.arena.graph.parties))


def today(sub_conflict: SubConflict) -> int:
    """The status quo's place."""
    here = sub_conflict.arena.graph.status_quo
    assert here is not None, "checked before: a start there is"
    return here


@dataclass(frozen=True, slots=True)
class OfBroken:
    """`broken`: some equilibrium lies in the class, and the coalition would leave each that does.

    The coalition is deterred as under the coalitional form of the concept (c-nash, c-gmr, …).
    """

    where: Condition
    members: tuple[int, ...]
    form: Literal["broken"] = "broken"
    by_concept = True

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        found = self.equilibria(sub_conflicts, scope, reading, asked)
        return bool(found.any()) and not self.deciding(sub_conflicts, scope, reading, asked).any()

    def equilibria(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """The equilibria in the class: bool (states,)."""
        assert asked is not None
        sub_conflict = sub_conflicts.of(scope)
        inside = sub_conflict.where(self.where)
        return inside & sub_conflict.equilibria(reading, asked) if inside.any() else inside

    def deciding(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """Those of them that the coalition would not leave: bool (states,)."""
        found = self.equilibria(sub_conflicts, scope, reading, asked)
        sub_conflict = sub_conflicts.of(scope)
        assert asked is not None
        assert asked.concept.id in COALITION_CONCEPTS, "checked before"
        setting = CoalitionSetting(
            sanction_moves=sub_conflict.assumptions.sanction_moves,
            sanction=sub_conflict.assumptions.sanction,
        )
        places = np.flatnonzero(found)
        if len(places):
            graph = sub_conflict.graph(reading)
            stays = judge_coalition(graph, self.members, asked.concept.id, places, setting)
            found[places[~stays]] = False
        return found


@dataclass(frozen=True, slots=True)
class OfBlocked:
    """`blocked`: improvements do not lead into the class from today, and of the least resisted way
    this party makes the first step that is none."""

    to: Condition
    party: int
    start: None = None
    form: Literal["blocked"] = "blocked"
    by_concept = False

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        found = self.way(sub_conflicts, scope, reading)
        return found is not None and found.against[:1] != () and self._blocks(found)

    def _blocks(self, found: Resisted) -> bool:
        return found.against[0][0] == self.party

    def way(self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading) -> Resisted | None:
        """The least resisted way into the class; None where no moves lead there."""
        sub_conflict = sub_conflicts.of(scope)
        target = sub_conflict.where(self.to)
        if not target.any():
            return None
        walk = sub_conflict.walk(reading, "improvements", everybody(sub_conflict), None)
        return least_resisted(walk, today(sub_conflict), target)


@dataclass(frozen=True, slots=True)
class OfEnds:
    """`must end`: every end of improvements from today lies in the class; with `true` alone (`to`
    is None) improvements from today must end, whoever makes them."""

    to: Condition | None
    start: None = None
    form: Literal["must end"] = "must end"
    by_concept = False

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        if self.to is None:
            sub_conflict = sub_conflicts.of(scope)
            return must_end(sub_conflict.graph(reading), today(sub_conflict)).holds
        return not len(self.outside(sub_conflicts, scope, reading))

    def ends(self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading) -> Ends:
        """Where improvements from today end."""
        sub_conflict = sub_conflicts.of(scope)
        walk = sub_conflict.walk(reading, "improvements", everybody(sub_conflict), None)
        return ends(walk, np.array([today(sub_conflict)], dtype=np.int64))

    def outside(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading
    ) -> NDArray[np.int64]:
        """The ends that do not lie in the class, ascending."""
        assert self.to is not None
        found = self.ends(sub_conflicts, scope, reading).ends
        return found[~sub_conflicts.of(scope).where(self.to)[found]]
