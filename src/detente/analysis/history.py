"""History: dated evidence as a path of states, with what it leaves open and what contradicts it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from detente.analysis.facts import Fact, facts
from detente.analysis.question_checks import bad
from detente.fixed import Fixed
from detente.model import Arena, Conflict, State, state_of


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option that was taken or dropped.

    since  the last day on which evidence shows the old value; None where none does. When in
           between it changed is not known.
    """

    option: str
    party: str
    taken: bool
    evidence: tuple[str, ...]
    since: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        """The change as `--json` prints it."""
        return {
            "option": self.option,
            "party": self.party,
            "taken": self.taken,
            "evidence": list(self.evidence),
            "last_seen_otherwise": self.since.isoformat() if self.since else None,
        }


@dataclass(frozen=True, slots=True)
class Move:
    """What one party did: from the state it found to the state it alone would have made of it.

    together  whether others moved on the same day; in which order is not known.
    possible  whether the model lets it make this move in one step.
    """

    by: str
    date: datetime.date
    start: str
    end: str
    evidence: tuple[str, ...]
    together: bool
    possible: bool

    def to_dict(self) -> dict[str, Any]:
        """The move as `--json` prints it."""
        return {
            "by": self.by,
            "date": self.date.isoformat(),
            "from": self.start,
            "to": self.end,
            "evidence": list(self.evidence),
            "together": self.together,
            "possible": self.possible,
        }


@dataclass(frozen=True, slots=True)
class Stop:
    """A day on which something changed, and the state from then on."""

    date: datetime.date
    state: State
    changes: tuple[OptionChange, ...]
    moves: tuple[Move, ...]
    feasible: bool

    def to_dict(self) -> dict[str, Any]:
        """The stop as `--json` prints it."""
        return {
            "date": self.date.isoformat(),
            "state": str(self.state),
            "changes": [one.to_dict() for one in self.changes],
            "moves": [one.to_dict() for one in self.moves],
            "feasible": self.feasible,
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit: entries among themselves, or an entry with the state of its day."""

    date: datetime.date
    evidence: tuple[str, ...]
    what: str

    def to_dict(self) -> dict[str, Any]:
        """The contradiction as `--json` prints it."""
        return {"date": self.date.isoformat(), "evidence": list(self.evidence), "what": self.what}


@dataclass(frozen=True)
class History(Fixed):
    """The path of states that the evidence shows, from the model's date on.

    start        the state of today, as the model names it.
    unseen       options of which no dated evidence speaks: their value is assumed throughout.
    undated      entries that show something and have no date.
    last_seen    by option, the last day on which evidence speaks of it.
    """

    start: State
    since: datetime.date | None
    stops: tuple[Stop, ...]
    contradictions: tuple[Contradiction, ...]
    unseen: tuple[str, ...]
    undated: tuple[str, ...]
    last_seen: Mapping[str, datetime.date]

    @property
    def moves(self) -> tuple[Move, ...]:
        """All moves, in order."""
        return tuple(move for stop in self.stops for move in stop.moves)

    @property
    def states(self) -> tuple[State, ...]:
        """The states, the start first."""
        return (self.start, *(stop.state for stop in self.stops))

    def to_dict(self) -> dict[str, Any]:
        """The history as `--json` prints it."""
        return {
            "start": str(self.start),
            "since": self.since.isoformat() if self.since else None,
            "stops": [one.to_dict() for one in self.stops],
            "contradictions": [one.to_dict() for one in self.contradictions],
            "unseen": list(self.unseen),
            "undated": list(self.undated),
            "last_seen": {key: day.isoformat() for key, day in self.last_seen.items()},
        }


def history(conflict: Conflict, arena: Arena) -> History:
    """The path of states shown by the dated evidence of a conflict.

    Evidence until the model's date is held against the status quo; what comes later moves it on.
    ModelError where the model names no status quo.
    """
    if conflict.status_quo is None:
        raise bad(
            conflict.file,
            "E-STATUS-QUO",
            "the model names no status quo, and a track starts there",
            "write `status_quo:`",
        )
    shown = facts(conflict)
    writer = _Writer(conflict, arena)
    since = conflict.as_of
    before = [fact for fact in shown if since is not None and fact.date <= since]
    writer.held_against_start(before)
    stops = []
    for date, group in groupby(shown[len(before) :], key=lambda fact: fact.date):
        stop = writer.day(date, list(group))
        if stop is not None:
            stops.append(stop)
    seen = writer.last_seen
    undated = [e.id for e in conflict.evidence.values() if e.supports and e.date is None]
    return History(
        state_of(conflict, conflict.status_quo),
        since,
        tuple(stops),
        tuple(writer.contradictions),
        tuple(option.key for option in conflict.options if option.key not in seen),
        tuple(undated),
        dict(seen),
    )


class _Writer:
    """Writes the history day by day."""

    def __init__(self, conflict: Conflict, arena: Arena) -> None:
        self.conflict, self.arena = conflict, arena
        assert conflict.status_quo is not None
        self.here = conflict.status_quo
        self.contradictions: list[Contradiction] = []
        self.last_seen: dict[str, datetime.date] = {}
        self.index = {option.key: k for k, option in enumerate(conflict.options)}
        self.owner = {option.key: option.party for option in conflict.options}

    def held_against_start(self, before: Sequence[Fact]) -> None:
        """Note what the latest evidence of each option says otherwise than the status quo."""
        latest: dict[str, Fact] = {}
        for fact in before:
            latest.update(dict.fromkeys(fact.settled, fact))
        for key, fact in latest.items():
            self.last_seen[key] = fact.date
            if not self._so(key, fact.settled[key]):
                self.contradictions.append(
                    Contradiction(
                        fact.date,
                        (fact.entry,),
                        f"it shows '{fact.text}', and the status quo says otherwise",
                    )
                )

    def _so(self, key: str, value: bool) -> bool:
        if self.conflict.form == "graph":
            return (self.here == key) == value
        return (self.here[self.index[key]] == "Y") == value

    def day(self, date: datetime.date, shown: Sequence[Fact]) -> Stop | None:
        """What the facts of one day change; None where nothing."""
        settled = dict(self._agreed(date, shown))
        changed = {key: value for key, value in settled.items() if not self._so(key, value)}
        by_key = {
            key: tuple(dict.fromkeys(fact.entry for fact in shown if key in fact.settled))
            for key in changed
        }
        after = self._after(changed)
        for fact in shown:
            disputed = any(settled.get(key) != value for key, value in fact.settled.items())
            if not disputed and not self._holds(fact, after):
                self.contradictions.append(
                    Contradiction(
                        date,
                        (fact.entry,),
                        f"it shows '{fact.text}', which {after} does not fulfil",
                    )
                )
        stop = self._stop(date, changed, by_key, after) if changed else None
        self.last_seen.update(dict.fromkeys(settled, date))
        self.here = after
        return stop

    def _agreed(self, date: datetime.date, shown: Sequence[Fact]) -> Iterator[tuple[str, bool]]:
        """What all facts of the day agree on; where they do not, the day changes nothing."""
        for key in dict.fromkeys(key for fact in shown for key in fact.settled):
            values = {fact.settled[key] for fact in shown if key in fact.settled}
            others = (
                [fact for fact in shown if fact.settled and key not in fact.settled]
                if self.conflict.form == "graph"
                else []
            )
            if len(values) == 1 and not others:
                yield key, values.pop()
                continue
            entries = tuple(
                dict.fromkeys(fact.entry for fact in shown if key in fact.settled or others)
            )
            one = Contradiction(date, entries, f"they disagree on {key}")
            if self.conflict.form == "graph":
                one = Contradiction(date, entries, "they show different states")
            if one not in self.contradictions:
                self.contradictions.append(one)

    def _after(self, changed: Mapping[str, bool]) -> str:
        if self.conflict.form == "graph":
            return next((key for key, value in changed.items() if value), self.here)
        letters = list(self.here)
        for key, value in changed.items():
            letters[self.index[key]] = "Y" if value else "N"
        return "".join(letters)

    def _holds(self, fact: Fact, state: str) -> bool:
        place = self.arena.graph.find_state(state)
        return True if place is None else bool(self.arena.where(fact.condition)[place])

    def _stop(
        self,
        date: datetime.date,
        changed: Mapping[str, bool],
        by_key: Mapping[str, tuple[str, ...]],
        after: str,
    ) -> Stop:
        feasible = self.arena.graph.find_state(after) is not None
        entries = tuple(dict.fromkeys(entry for key in changed for entry in by_key[key]))
        if not feasible:
            self.contradictions.append(
                Contradiction(date, entries, f"the state {after} breaks a rule of the model")
            )
        if self.conflict.form == "graph":
            moves = tuple(self._graph_moves(date, after, entries))
            changes: tuple[OptionChange, ...] = ()
        else:
            changes = tuple(
                OptionChange(key, self.owner[key], value, by_key[key], self.last_seen.get(key))
                for key, value in changed.items()
            )
            moves = tuple(self._option_moves(date, changes))
        for move in moves:
            if not move.possible:
                self.contradictions.append(
                    Contradiction(
                        date,
                        move.evidence,
                        f"the model does not let {move.by} go from {move.start} to {move.end}",
                    )
                )
        return Stop(date, state_of(self.conflict, after), changes, moves, feasible)

    def _option_moves(self, date: datetime.date, changes: Sequence[OptionChange]) -> Iterator[Move]:
        movers = [p for p in self.conflict.party_names if any(c.party == p for c in changes)]
        for party in movers:
            own = [change for change in changes if change.party == party]
            end = self._after({change.option: change.taken for change in own})
            entries = tuple(dict.fromkeys(entry for change in own for entry in change.evidence))
            yield Move(
                party,
                date,
                self.here,
                end,
                entries,
                len(movers) > 1,
                can_move(self.arena, party, self.here, end),
            )

    def _graph_moves(
        self, date: datetime.date, after: str, entries: tuple[str, ...]
    ) -> Iterator[Move]:
        """In graph form the evidence names no mover: it is whoever the model lets go there."""
        able = [p for p in self.conflict.party_names if can_move(self.arena, p, self.here, after)]
        for party in able:
            yield Move(party, date, self.here, after, entries, len(able) > 1, True)
        if not able:
            self.contradictions.append(
                Contradiction(
                    date, entries, f"the model lets nobody go from {self.here} to {after} at once"
                )
            )


def can_move(arena: Arena, party: str, start: str, end: str) -> bool:
    """Whether the model lets a party go from one state to another in one step."""
    graph = arena.graph
    here, there = graph.find_state(start), graph.find_state(end)
    if here is None or there is None:
        return False
    return there in graph.moves_from(graph.names.index(party), here).tolist()
