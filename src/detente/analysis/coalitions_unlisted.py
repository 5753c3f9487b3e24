"""What coalitions could break in a conflict too large to list: the states that they would leave.

By diagrams alone, under `c-nash`: whatever those outside might answer. What they would answer, and
joint improvements step by step, need a list of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from detente.analysis.coalitions import Broken
from detente.analysis.finding import Finding
from detente.analysis.question_checks import bad
from detente.analysis.setting import Setting
from detente.analysis.table import Table
from detente.analysis.unlisted import within_limits
from detente.analysis.unlisted_states import DecidesUnlisted, Places
from detente.limits import limit as bound
from detente.model import Conflict, state_of
from detente.problems import TooLarge
from detente.stability import NASH, Coalition, StepRule
from detente.symbolic import (
    Answers,
    Compiled,
    StateSet,
    better_for_all,
    ground_of,
    improvements_of_all,
    stable_states,
)

CONCEPT = "c-nash"


@dataclass(frozen=True, eq=False)
class UnlistedCoalitions(Finding):
    """Which states coalitions would break under `c-nash`; see Coalitions.

    looked  the states looked at: all where coalitions were named, else the Nash equilibria.
    breaks  by coalition the states that it would leave; without `named` only those that no smaller
            one would leave.
    """

    conflict: Conflict
    asked: tuple[Coalition, ...]
    named: bool
    looked: StateSet
    breaks: Mapping[Coalition, StateSet]
    places: Places = field(repr=False)
    told_of: Mapping[str, Any] = field(repr=False)

    def names(self, coalition: Coalition) -> tuple[str, ...]:
        """The members' names, in file order."""
        return tuple(self.conflict.party_names[k] for k in coalition)

    @cached_property
    def survivors(self) -> StateSet:
        """The states looked at that none of the coalitions breaks."""
        found = self.looked
        for states in self.breaks.values():
            found -= states
        return found

    @cached_property
    def outcomes(self) -> dict[str, StateSet]:
        """By outcome its states."""
        every = self.conflict.outcomes
        return {name: self.places.where(one.condition) for name, one in every.items()}

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies, the narrowest first."""
        inside = [name for name, where in self.outcomes.items() if state in where]
        return tuple(sorted(inside, key=lambda name: self.outcomes[name].count))

    @property
    def assumptions(self) -> dict[str, Any]:
        """Every choice behind the verdicts."""
        return dict(self.told_of)

    def broken(self, most: int) -> Iterator[Broken]:
        """The first states broken, by whom and how; small coalitions first."""
        for coalition in self.asked:
            if coalition in self.breaks and most > 0:
                for text in self.breaks[coalition].first(most):
                    most -= 1
                    yield self._way(text, coalition)

    def _way(self, text: str, coalition: Coalition) -> Broken:
        ground, conflict = self.places.ground, self.conflict
        with within_limits(ground, "the way of a coalition"):  # told when it is asked for
            goal = better_for_all(ground, coalition, text)
            way = Answers(ground, coalition, "legal", StepRule("moves"), goal).shortest(text)
        assert way is not None, (text, coalition)
        names, end = self.names(coalition), way[-1][1]
        decides = DecidesUnlisted(conflict, self.places, self.told_of["reading"])
        pair = (self.places.place(text), self.places.place(end))
        return Broken(
            state_of(conflict, text),
            names,
            state_of(conflict, end),
            CONCEPT,
            tuple((conflict.party_names[mover], state_of(conflict, one)) for mover, one in way),
            {name: decides.between(name, *pair) for name in names},
        )

    def blocks(self) -> dict[str, dict[str, list[tuple[str, ...]]]]:
        """By outcome the minimal coalitions that break all of its states that were looked at."""
        result = {}
        for name, inside in self.outcomes.items():
            goal = inside & self.looked
            if not goal:
                continue
            found: list[Coalition] = []
            for group in self.asked:
                left = goal
                for other, states in self.breaks.items():
                    left = left - states if set(other) <= set(group) else left
                if not left and not any(set(other) < set(group) for other in found):
                    found.append(group)
            result[name] = {CONCEPT: [self.names(group) for group in found]}
        return result

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente coalitions --json` prints; lists complete up to `limit` entries each."""
        most = bound("list_states") if limit is None else limit
        total = sum(states.count for states in self.breaks.values())
        every = self.looked - self.survivors
        answer = {
            "conflict": self.conflict.title,
            "states": self.places.every.count,
            "decision_makers": list(self.conflict.party_names),
            "coalitions": [list(self.names(one)) for one in self.asked],
            "concepts": [CONCEPT],
            "looked_at": "all states" if self.named else "equilibria",
            "broken": [one.to_dict() for one in self.broken(most)],
            "unbroken": {CONCEPT: list(self.survivors.first(most))},
            "blocks": {
                name: {one: [list(group) for group in groups] for one, groups in found.items()}
                for name, found in self.blocks().items()
            },
            "counts": {
                "broken": total,
                "broken_states": {CONCEPT: every.count},
                "unbroken": {CONCEPT: self.survivors.count},
            },
            "truncated": total > most or self.survivors.count > most,
            "assumptions": self.assumptions,
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row for each of the first states broken and its coalition, with the way."""
        rows = (
            (
                str(one.state),
                ", ".join(one.by),
                one.concept,
                str(one.to),
                "; ".join(f"{party}: {state}" for party, state in one.path),
                "; ".join(f"{party}: {gain.words}" for party, gain in one.gains.items()),
            )
            for one in self.broken(bound("list_states"))
        )
        return Table(["state", "by", "concept", "to", "path", "gains"], rows)

    def __repr__(self) -> str:
        left, of = self.survivors.count, self.looked.count
        return f"<Coalitions {self.conflict.title!r}: {left:,} of {of:,} states unbroken>"


def coalitions_unlisted(
    conflict: Conflict,
    groups: Sequence[Coalition],
    named: bool,
    concepts: Sequence[str],
    improvements: str,
    setting: Setting,
    told_of: Mapping[str, Any],
) -> UnlistedCoalitions:
    """See coalitions; TooLarge for what needs a list of states, and by the limits."""
    if tuple(concepts) != (CONCEPT,) or improvements != "joint":
        other = next((one for one in concepts if one != CONCEPT), "stepwise improvements")
        raise TooLarge(
            f"{other} without a list of states",
            "what coalitions would leave is known there under c-nash alone",
            "ask for that (`--concepts c-nash`), or hold some options fixed (`--holding`)",
        )
    ground = ground_of(conflict, setting.reading, setting.held(conflict), setting.left(conflict))
    for name, party in zip(conflict.party_names, ground.parties, strict=True):
        if party.refusal:
            what = f"c-nash is not defined here: {name}: {party.refusal}"
            raise bad("concepts", "E-CONCEPT", what, "see docs")
    places = Places(ground)
    looked = places.every
    with within_limits(ground, "coalitions"):
        if not named:
            for states in stable_states(ground, setting.assumptions, NASH):
                looked &= StateSet(ground, states)
        breaks: dict[Coalition, StateSet] = {}
        for number, group in enumerate(groups):
            told = " and ".join(conflict.party_names[k] for k in group)
            setting.tell(f"coalition of {told}", number, len(groups))
            ground.space.start()
            left = looked & _left(ground, group)
            for smaller, broken in breaks.items():
                if not named and set(smaller) < set(group):
                    left -= broken
            if left:
                breaks[group] = left
    return UnlistedCoalitions(
        conflict, tuple(groups), named, looked, breaks, places, told_of, setting=setting.kept()
    )


def _left(ground: Compiled, group: Coalition) -> StateSet:
    """The states that the coalition has something to leave for."""
    return StateSet(ground, improvements_of_all(ground, group))
