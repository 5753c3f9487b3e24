"""Commitments: what an agreement asks of each side, and whether it was kept, by whom and when."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.analysis.facts import clauses, option_names
from detente.analysis.history import History, Stop
from detente.analysis.question_checks import bad, guess_or_list
from detente.model import Arena, Conflict, OutcomeName, condition_text


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which a commitment came to be kept, or was broken.

    by  the parties whose change that day made it so.
    """

    date: datetime.date
    kind: Literal["kept", "broken"]
    by: tuple[str, ...]
    evidence: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The event as `--json` prints it."""
        return {
            "date": self.date.isoformat(),
            "kind": self.kind,
            "by": list(self.by),
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that an agreement asks for.

    parties  whose options it speaks of: one side alone, or several of which one is enough.
    kept     whether it was kept at the start, and then at every stop.
    """

    text: str
    parties: tuple[str, ...]
    kept: tuple[bool, ...]
    events: tuple[Event, ...]

    def to_dict(self) -> dict[str, Any]:
        """The commitment as `--json` prints it."""
        return {
            "text": self.text,
            "parties": list(self.parties),
            "kept_at_start": self.kept[0],
            "kept": list(self.kept[1:]),
            "kept_now": self.kept[-1],
            "events": [one.to_dict() for one in self.events],
        }


@dataclass(frozen=True)
class Agreement:
    """An outcome taken as an agreement, and what became of it.

    in_force  whether all of it was kept at the start, and then at every stop.
    """

    name: str
    commitments: tuple[Commitment, ...]
    in_force: tuple[bool, ...]

    @property
    def first_kept(self) -> tuple[Event, ...]:
        """Who first came to keep something: the events of the first day with one."""
        return self._first("kept")

    @property
    def first_broken(self) -> tuple[Event, ...]:
        """Who first broke something: the events of the first day with one."""
        return self._first("broken")

    def _first(self, kind: str) -> tuple[Event, ...]:
        events = [one for c in self.commitments for one in c.events if one.kind == kind]
        day = min((one.date for one in events), default=None)
        return tuple(one for one in events if one.date == day)

    def to_dict(self) -> dict[str, Any]:
        """The agreement as `--json` prints it."""
        return {
            "agreement": self.name,
            "commitments": [one.to_dict() for one in self.commitments],
            "in_force_at_start": self.in_force[0],
            "in_force": list(self.in_force[1:]),
            "first_kept": [one.to_dict() for one in self.first_kept],
            "first_broken": [one.to_dict() for one in self.first_broken],
        }


def agreement(conflict: Conflict, arena: Arena, told: History, name: str) -> Agreement:
    """What the outcome `name` asks of each side, held against a history.

    The outcome is taken apart into what must all hold. ModelError where there is no such outcome.
    """
    if name not in conflict.outcomes:
        raise bad(
            "agreement",
            "E-OUTCOME",
            f"there is no outcome '{name}'",
            guess_or_list(name, tuple(conflict.outcomes)),
        )
    places = [arena.graph.find_state(str(state)) for state in told.states]
    commitments = []
    for condition in clauses(conflict, OutcomeName(name)):
        plane = arena.where(condition)
        kept = tuple(place is not None and bool(plane[place]) for place in places)
        options = option_names(conflict, condition)
        owners = {option.key: option.party for option in conflict.options}
        parties = tuple(p for p in conflict.party_names if p in {owners[key] for key in options})
        commitments.append(
            Commitment(
                condition_text(condition), parties, kept, tuple(_events(told.stops, kept, options))
            )
        )
    in_force = tuple(all(c.kept[k] for c in commitments) for k in range(len(places)))
    return Agreement(name, tuple(commitments), in_force)


def _events(stops: Sequence[Stop], kept: Sequence[bool], options: Sequence[str]) -> list[Event]:
    found = []
    for k, stop in enumerate(stops):
        if kept[k] == kept[k + 1]:
            continue
        changes = [change for change in stop.changes if change.option in options]
        if changes:
            by = tuple(dict.fromkeys(change.party for change in changes))
            entries = tuple(dict.fromkeys(e for change in changes for e in change.evidence))
        else:
            by = tuple(move.by for move in stop.moves)
            entries = tuple(dict.fromkeys(e for move in stop.moves for e in move.evidence))
        found.append(Event(stop.date, "kept" if kept[k + 1] else "broken", by, entries))
    return found
