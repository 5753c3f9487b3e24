"""What a claim's test demands, form by form: whether it holds under one reading.

Each form is a value that can be asked; docs/claims.md says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from detente.analysis.sub_conflict import SubConflict
from detente.analysis.ways.listing import in_parts, moves_from
from detente.analysis.ways.steps import Kind, improves, large
from detente.model import Condition, Conflict, Preference
from detente.stability import Asked, Assumptions, gaining

if TYPE_CHECKING:
    from detente.analysis.setting import Setting
    from detente.analysis.unlisted_sub_conflict import UnlistedSubConflict

Reading = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The sub-conflict of a test: conditions that hold in it, options fixed at "not taken"."""

    holding: tuple[Condition, ...] = ()
    without: tuple[str, ...] = ()


class SubConflicts:
    """The sub-conflicts of one question, one a scope. Lives while the question is answered.

    setting  where given, a sub-conflict whose states are too many to be listed, or all of them if
             the setting's engine is the symbolic one, is an UnlistedSubConflict, of which the same
             is asked: its sets of states are no arrays, and are put together in the same way.
             Without it all are listed, or refused.
    """

    def __init__(
        self,
        conflict: Conflict,
        assumptions: Assumptions | None = None,
        setting: Setting | None = None,
    ) -> None:
        self.conflict, self.assumptions = conflict, assumptions or Assumptions()
        self.setting = setting
        self._kept: dict[Scope, SubConflict] = {}

    def of(self, scope: Scope) -> SubConflict:
        """The sub-conflict of a scope; ModelError where it has no state."""
        if scope not in self._kept:
            self._kept[scope] = self._made(scope)
        return self._kept[scope]

    def _made(self, scope: Scope) -> SubConflict:
        part = (self.conflict, scope.holding, scope.without, self.assumptions)
        if self.setting is None:
            return SubConflict(*part)
        from detente.analysis.unlisted import listed_or_not
        from detente.analysis.unlisted_sub_conflict import UnlistedSubConflict

        return listed_or_not(
            self.setting,
            lambda: SubConflict(*part),
            lambda: cast(SubConflict, UnlistedSubConflict(*part)),
        )

    def changed(self, instead: Mapping[tuple[str, str], Preference]) -> SubConflicts:
        """The sub-conflicts where some parties want something else; see `SubConflict.changed`."""
        other = copy(self)
        other._kept = {
            scope: sub_conflict.changed(instead) for scope, sub_conflict in self._kept.items()
        }
        return other


class Expectation(Protocol):
    """What is demanded. `by_concept`: whether the answer depends on a solution concept."""

    @property
    def form(self) -> str:
        """As the file writes it."""

    @property
    def by_concept(self) -> bool:
        """Whether a concept has to be named."""

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """Whether it holds under a reading; NotDefined where the concept has no meaning."""


@dataclass(frozen=True, slots=True)
class OfEquilibria:
    """`no equilibrium`, `some equilibrium`, `only equilibria`: where the equilibria lie.

    `only equilibria` holds as well where there is none at all.
    """

    form: Literal["no equilibrium", "some equilibrium", "only equilibria"]
    where: Condition
    by_concept = True

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        found = self.deciding(sub_conflicts, scope, reading, asked).any()
        return bool(found if self.form == "some equilibrium" else not found)

    def deciding(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """The equilibria that decide: those in the class, or for `only` those outside of it."""
        assert asked is not None
        sub_conflict = sub_conflicts.of(scope)
        inside = sub_conflict.where(self.where)
        wanted = ~inside if self.form == "only equilibria" else inside
        if not wanted.any():
            return wanted
        return wanted & sub_conflict.equilibria(reading, asked)


@dataclass(frozen=True, slots=True)
class OfStability:
    """`stable`: the party stays in every state of the class; `unstable`: it stays in none."""

    form: Literal["stable", "unstable"]
    party: int
    where: Condition
    by_concept = True

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        return not self.deciding(sub_conflicts, scope, reading, asked).any()

    def deciding(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """The states of the class that speak against it."""
        assert asked is not None
        sub_conflict = sub_conflicts.of(scope)
        inside = sub_conflict.where(self.where)
        if not inside.any():
            return inside
        stays = sub_conflict.stable(reading, asked, self.party)
        return inside & (~stays if self.form == "stable" else stays)


@dataclass(frozen=True, slots=True)
class OfPaths:
    """`path`, `no path`: whether legal sequences lead from the start into a class.

    start   a class to start from; None for the status quo.
    ending  whether the end must be an equilibrium.
    """

    form: Literal["path", "no path"]
    to: Condition
    kind: Kind
    of: tuple[int, ...]
    start: Condition | None = None
    ending: bool = False

    @property
    def by_concept(self) -> bool:
        """Where the end has to be an equilibrium, and of undeterred moves."""
        return self.ending or self.kind == "undeterred"

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        found = bool(self.deciding(sub_conflicts, scope, reading, asked).any())
        return found if self.form == "path" else not found

    def deciding(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> NDArray[np.bool_]:
        """The states of the class that are reached, and are equilibria if they have to be."""
        sub_conflict = sub_conflicts.of(scope)
        goal = sub_conflict.where(self.to)
        if not goal.any():
            return goal
        found = goal & sub_conflict.reached(
            reading, self.starts(sub_conflict), self.kind, self.of, asked
        )
        if self.ending and found.any():
            assert asked is not None
            found = found & sub_conflict.equilibria(reading, asked)
        return found

    def starts(self, sub_conflict: SubConflict) -> NDArray[np.bool_]:
        """Where paths begin: bool (states,)."""
        if self.start is not None:
            return sub_conflict.where(self.start)
        return sub_conflict.today()


@dataclass(frozen=True, slots=True)
class OfImprovements:
    """`improvement`, `no improvement`: whether the party gains by a step from class to class."""

    form: Literal["improvement", "no improvement"]
    party: int
    where: Condition
    to: Condition
    by_concept = False

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        sub_conflict: SubConflict | UnlistedSubConflict = sub_conflicts.of(scope)
        if isinstance(sub_conflict, SubConflict):
            found = self.first(sub_conflicts, scope, reading) is not None
        else:
            begin, into = sub_conflict.where(self.where), sub_conflict.where(self.to)
            found = sub_conflict.first_improvement(reading, self.party, begin, into) is not None
        return found if self.form == "improvement" else not found

    def first(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading
    ) -> tuple[int, int] | None:
        """The first improvement from `where` into `to` in state order: (start, end); or None."""
        sub_conflict = sub_conflicts.of(scope)
        graph = sub_conflict.graph(reading)
        begin, into = sub_conflict.where(self.where), sub_conflict.where(self.to)
        if large(graph):  # one start is enough: not all moves have to be listed
            begin = gaining(graph, self.party, begin, into)
            begin[int(begin.argmax()) + 1 :] = False
        for part in in_parts(graph, self.party, np.flatnonzero(begin)):
            starts, ends = moves_from(graph, self.party, part)
            keep = improves(graph, self.party, starts, ends) & into[ends]
            if keep.any():
                k = int(keep.argmax())
                return int(starts[k]), int(ends[k])
        return None


@dataclass(frozen=True, slots=True)
class OfStates:
    """`feasible`: some state of the class is feasible."""

    where: Condition
    form: Literal["feasible"] = "feasible"
    by_concept = False

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation."""
        return bool(sub_conflicts.of(scope).where(self.where).any())


@dataclass(frozen=True, slots=True)
class Part:
    """A member of `any` or `all`, with the sub-conflict in which it is asked."""

    expectation: Expectation
    scope: Scope
    says: str = ""


@dataclass(frozen=True, slots=True)
class OfParts:
    """`any`, `all`: some or all of several expectations, reading by reading."""

    form: Literal["any", "all"]
    parts: tuple[Part, ...]

    @property
    def by_concept(self) -> bool:
        """Where some part asks for one."""
        return any(part.expectation.by_concept for part in self.parts)

    def holds(
        self, sub_conflicts: SubConflicts, scope: Scope, reading: Reading, asked: Asked | None
    ) -> bool:
        """See Expectation; parts are asked in order, until one decides."""
        enough = any if self.form == "any" else all
        return enough(
            part.expectation.holds(sub_conflicts, part.scope, reading, asked) for part in self.parts
        )


def parts_of(expectation: Expectation, scope: Scope) -> Sequence[Part]:
    """The expectation taken apart to its simplest members, each with its scope."""
    if not isinstance(expectation, OfParts):
        return (Part(expectation, scope),)
    return tuple(
        inner for part in expectation.parts for inner in parts_of(part.expectation, part.scope)
    )
