"""What a claim's test demands of ways: that a party blocks, a coalition breaks, improvements end.

As in expectations.py each form is a value that can be asked; docs/claims.md says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.analysis.expectations import Reading, Scope, Stages
from detente.analysis.stage import Stage
from detente.analysis.ways.ends import Ends, ends
from detente.analysis.ways.must_end import must_end
from detente.analysis.ways.resisted import Resisted, least_resisted
from detente.model import Condition
from detente.stability import Asked
from detente.stability.coalitions import CONCEPTS, CoalitionSetting, judge_coalition


def everybody(stage: Stage) -> tuple[int, ...]:
    """All parties, as the movers of a way."""
    return tuple(range(stage.frame.graph.parties))


def today(stage: Stage) -> int:
    """The status quo's place."""
    here = stage.frame.graph.status_quo
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

    def holds(self, stages: Stages, scope: Scope, reading: Reading, asked: Asked | None) -> bool:
        """See Expectation."""
        found = self.equilibria(stages, scope, reading, asked)
        return bool(found.any()) and not self.deciding(stages, scope, reading, asked).any()

    def equilibria(
        self, stages: Stages, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """The equilibria in the class: bool (states,)."""
        assert asked is not None
        stage = stages.of(scope)
        inside = stage.where(self.where)
        return inside & stage.equilibria(reading, asked) if inside.any() else inside

    def deciding(
        self, stages: Stages, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """Those of them that the coalition would not leave: bool (states,)."""
        found = self.equilibria(stages, scope, reading, asked)
        stage = stages.of(scope)
        assert asked is not None
        assert asked.concept.id in CONCEPTS, "checked before"
        setting = CoalitionSetting(
            sanction_moves=stage.assumptions.sanction_moves, sanction=stage.assumptions.sanction
        )
        places = np.flatnonzero(found)
        if len(places):
            graph = stage.graph(reading)
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

    def holds(self, stages: Stages, scope: Scope, reading: Reading, asked: Asked | None) -> bool:
        """See Expectation."""
        found = self.way(stages, scope, reading)
        return found is not None and found.against[:1] != () and self._blocks(found)

    def _blocks(self, found: Resisted) -> bool:
        return found.against[0][0] == self.party

    def way(self, stages: Stages, scope: Scope, reading: Reading) -> Resisted | None:
        """The least resisted way into the class; None where no moves lead there."""
        stage = stages.of(scope)
        target = stage.where(self.to)
        if not target.any():
            return None
        walk = stage.walk(reading, "improvements", everybody(stage), None)
        return least_resisted(walk, today(stage), target)


@dataclass(frozen=True, slots=True)
class OfEnds:
    """`must end`: every end of improvements from today lies in the class; with `true` alone (`to`
    is None) improvements from today must end, whoever makes them."""

    to: Condition | None
    start: None = None
    form: Literal["must end"] = "must end"
    by_concept = False

    def holds(self, stages: Stages, scope: Scope, reading: Reading, asked: Asked | None) -> bool:
        """See Expectation."""
        if self.to is None:
            stage = stages.of(scope)
            return must_end(stage.graph(reading), today(stage)).holds
        return not len(self.outside(stages, scope, reading))

    def ends(self, stages: Stages, scope: Scope, reading: Reading) -> Ends:
        """Where improvements from today end."""
        stage = stages.of(scope)
        walk = stage.walk(reading, "improvements", everybody(stage), None)
        return ends(walk, np.array([today(stage)], dtype=np.int64))

    def outside(self, stages: Stages, scope: Scope, reading: Reading) -> NDArray[np.int64]:
        """The ends that do not lie in the class, ascending."""
        assert self.to is not None
        found = self.ends(stages, scope, reading).ends
        return found[~stages.of(scope).where(self.to)[found]]
