"""A sub-conflict too large to list, under all readings of its parties: sets of states as formulas.

It is asked what a SubConflict is asked, and answers with sets of states in place of arrays. All
alternatives lie in one space, so that a class of states is one set under every reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import and_
from types import SimpleNamespace
from typing import NamedTuple

from detente.analysis.unlisted import within_limits
from detente.analysis.unlisted_states import Places
from detente.analysis.ways.steps import Kind
from detente.model import Condition, Conflict
from detente.problems import NotDefined, TooLarge
from detente.stability import Asked, Assumptions, StepRule
from detente.symbolic import (
    Answers,
    Compiled,
    Moves,
    StateSet,
    ground_of,
    judge_ground,
    judged_term,
    why_undefined,
)

Reading = Mapping[str, str]


class _Refusal(NamedTuple):
    """What a TooLarge said; the error itself would keep a space that ran full alive."""

    what: str
    estimate: str
    way_out: str


class UnlistedSubConflict:
    """See SubConflict."""

    def __init__(
        self,
        conflict: Conflict,
        holding: Sequence[Condition] = (),
        without: Sequence[str] = (),
        assumptions: Assumptions | None = None,
    ) -> None:
        self.conflict = conflict
        self.holding, self.without = tuple(holding), tuple(without)
        self.assumptions = assumptions or Assumptions()
        self._judged: dict[tuple[str, tuple[str, ...]], tuple[StateSet, ...] | _Refusal] = {}
        self._stand_on(ground_of(conflict, {}, holding, without, alternatives=True))

    def _stand_on(self, ground: Compiled) -> None:
        self.ground = ground
        self.places = Places(ground)
        self.arena = SimpleNamespace(graph=self.places)

    def renew(self) -> None:
        """Go on in a new space: nodes that ran out within a step are never given back.

        Sets of states from before do not fit those that come; what was refused stays so.
        """
        self._judged = {key: one for key, one in self._judged.items() if isinstance(one, _Refusal)}
        self._stand_on(self.ground.again())

    @contextmanager
    def _work(self, what: str) -> Iterator[None]:
        """A piece of work within limits: TooLarge where one is reached."""
        try:
            with within_limits(self.ground, what):
                yield
        except TooLarge as error:
            if isinstance(error.__cause__, MemoryError):
                self.renew()
            raise

    @property
    def states(self) -> int:
        """How many states the sub-conflict has."""
        return self.places.every.count

    def where(self, condition: Condition) -> StateSet:
        """Where a condition holds."""
        with self._work("the states of a class"):
            return self.places.where(condition)

    def today(self) -> StateSet:
        """Today's state alone."""
        here = self.places.status_quo
        assert here is not None, "checked before: a start there is"
        return self.places.alone(self.places.state_text(here))

    def under(self, reading: Reading) -> Compiled:
        """The conflict under a reading, in the space of all of them."""
        return self.ground.under(reading)

    def unranked(self, reading: Reading) -> str | None:
        """Why it is not known who gains by what under a reading; None where it is."""
        names = self.conflict.party_names
        for name, party in zip(names, self.under(reading).parties, strict=True):
            if party.refusal:
                return f"{name}: {party.refusal}"
        return None

    def why_undefined(self, reading: Reading, asked: Asked) -> str | None:
        """Why a concept has no verdict under a reading; None where it has one."""
        if (reason := why_undefined(self.under(reading), asked)) is not None:
            return reason
        try:
            self._all(reading, asked)
        except TooLarge as error:
            return f"{error.what}: {error.estimate}"
        return None

    def stable(self, reading: Reading, asked: Asked, party: int) -> StateSet:
        """Where the party stays. NotDefined, TooLarge as for `judge`."""
        return self._all(reading, asked)[party]

    def equilibria(self, reading: Reading, asked: Asked) -> StateSet:
        """Where every party stays."""
        stays = self._all(reading, asked)
        with self._work(f"the equilibria under {asked.id}"):
            return reduce(and_, stays, self.places.every)

    def _all(self, reading: Reading, asked: Asked) -> tuple[StateSet, ...]:
        key = (asked.id, tuple(reading.get(name, "base") for name in self.conflict.party_names))
        if key not in self._judged:
            try:
                self._judged[key] = self._judge(reading, asked)
            except TooLarge as error:
                self._judged[key] = _Refusal(error.what, error.estimate, error.way_out)
        found = self._judged[key]
        if isinstance(found, _Refusal):
            raise TooLarge(*found)
        return found

    def _judge(self, reading: Reading, asked: Asked) -> tuple[StateSet, ...]:
        judged_term(asked)
        ground = self.under(reading)
        if (reason := why_undefined(ground, asked)) is not None:
            raise NotDefined(asked.id, reason)
        verdicts = judge_ground(ground, [asked], self.assumptions)
        reason = verdicts.not_defined.get(asked.id, "the nodes ran out")
        # A space that ran full was left for a new one: what comes from there does not fit here.
        left = verdicts.compiled is not ground
        if not left and asked.id in verdicts.stable:
            return verdicts.stable[asked.id]
        if left:
            del verdicts, ground
            self.renew()
        raise TooLarge(
            f"{asked.id} without a list of states",
            reason.removeprefix("left out: "),
            "hold some options fixed (`holding:`), or write statements on few options each",
        )

    def judge_ahead(self, readings: Iterable[Reading], asked: Asked) -> Iterator[int]:
        """Nothing is gained by judging many readings in one go."""
        return iter(())

    def reached(
        self,
        reading: Reading,
        start: StateSet,
        kind: Kind,
        of: tuple[int, ...],
        asked: Asked | None = None,
    ) -> StateSet:
        """Where legal sequences from some state of `start` lead, those included."""
        assert kind in ("improvements", "moves"), "checked before: others need a list"
        assert self.unranked(reading) is None, "checked before: who gains is known"
        ground = self.under(reading)
        rule = StepRule("improvements" if kind == "improvements" else "moves")
        with self._work(f"paths by {kind}"):
            goal = ground.space.false
            layers = Answers(ground, of, "legal", rule, goal).spread(start.diagram)
            return StateSet(ground, ground.space.any_of(layers))

    def first_improvement(
        self, reading: Reading, party: int, where: StateSet, to: StateSet
    ) -> tuple[str, str] | None:
        """The first improvement of a party from one class into another in state order; or None."""
        assert self.unranked(reading) is None, "checked before: who gains is known"
        ground = self.under(reading)
        with self._work("improvements from class to class"):
            begin = where & StateSet(ground, Moves(ground, party).gain_into(to.diagram))
            if not begin:
                return None
            (start,) = begin.first(1)
            here = self.places.alone(start).diagram
            ends = to & StateSet(ground, Moves(ground, party, onward=True).gain_into(here))
            return start, ends.first(1)[0]
