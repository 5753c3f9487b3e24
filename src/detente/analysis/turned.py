"""A verdict that turns between two conflicts: for whom, by which move, and what decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.analysis.decides import Decided, Decides
from detente.analysis.sub_conflict import SubConflict
from detente.model import Conflict, State, state_of
from detente.stability import Asked, why

Reading = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Answer:
    """A step of others that is an answer on one side only: who makes it, and why there."""

    party: str
    to: State
    decided: Decided

    @property
    def words(self) -> str:
        """Who answers, and by what it gains."""
        by = f" ({self.decided.words})" if self.decided.words else ""
        return f"{self.party} going to {self.to}{by}"


@dataclass(frozen=True, eq=False)
class Turned:
    """A state that becomes an equilibrium of a concept, or no longer is one.

    holds    whether it is one after the change.
    party    who leaves it on the side where it is none, and for which state `to`; None where the
             state itself is missing there.
    answer   for `answers`: the first step that is an answer where the state holds.
    decided  what decides between the two states for that party, after the change where both are
             there, else before it.
    because  `feasible`: the state itself comes or goes; `prefers`: the party prefers the other
             state on one side only; `move`: it can go there on one side only; `answers`: others
             answer it on one side only.
    """

    state: State
    concept: str
    holds: bool
    because: str
    party: str = ""
    to: State | None = None
    decided: Decided | None = None
    answer: Answer | None = None

    @property
    def words(self) -> str:
        """In one sentence, after "SEQ: "."""
        turns = "now holds" if self.holds else "no longer holds"
        if self.because == "feasible":
            was = "it was not feasible before" if self.holds else "it is no longer feasible"
            return f"{turns}: {was}"
        by = f", {self.decided.words}" if self.decided is not None and self.decided.words else ""
        left = f"{self.party} {'left' if self.holds else 'leaves'} it for {self.to}"
        sees = self.decided.gains if self.decided is not None else "tied"
        whose = f" by {self.answer.words}" if self.answer is not None else ""
        now = {
            ("prefers", True): f"{left} before; now that is {sees} for it{by}",
            ("prefers", False): f"{left}, now better for it{by}",
            ("move", True): f"{left} before, where it can no longer go",
            ("move", False): f"{left}, where it can go now{by}",
            ("answers", True): f"{left} before; now that is answered{whose}",
            ("answers", False): f"{left}{by}, which is no longer answered{whose}",
        }[self.because, self.holds]
        return f"{turns}: {now}"

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "state": str(self.state),
            "concept": self.concept,
            "holds": self.holds,
            "because": self.because,
            "party": self.party or None,
            "to": None if self.to is None else str(self.to),
            "decided_by": None
            if self.decided is None or self.decided.kind is None
            else self.decided.to_dict(),
            "answer": None
            if self.answer is None
            else {
                "by": self.answer.party,
                "to": str(self.answer.to),
                "decided_by": self.answer.decided.to_dict(),
            },
            "words": self.words,
        }


def equilibria_texts(sub_conflict: SubConflict, reading: Reading, asked: Asked) -> list[str]:
    """The equilibria of a concept under a reading, as texts in state order."""
    plane = sub_conflict.equilibria(reading, asked)
    return sub_conflict.arena.graph.state_texts(np.flatnonzero(plane))


def turning(
    before: SubConflict, after: SubConflict, reading: Reading, asked: Asked
) -> tuple[list[str], list[str]]:
    """The states that become equilibria of a concept, and those that no longer are."""
    was = equilibria_texts(before, reading, asked)
    now = equilibria_texts(after, reading, asked)
    old, new = set(was), set(now)
    return [text for text in now if text not in old], [text for text in was if text not in new]


def most_turned(
    before: SubConflict,
    after: SubConflict,
    reading: Reading,
    concepts: Sequence[Asked],
    most: int | None,
) -> tuple[Turned, ...]:
    """The verdicts that turn, by concept, those that now hold first; `most` of them at most.

    Where there are more, those of the states that turn under most concepts.
    """
    found = [
        (one, text, holds)
        for one in concepts
        for holds, texts in zip((True, False), turning(before, after, reading, one), strict=True)
        for text in texts
    ]
    if most is not None and len(found) > most:
        often = Counter((text, holds) for _, text, holds in found)
        by_often = sorted(range(len(found)), key=lambda k: (-often[found[k][1:]], found[k][1:]))
        found = [found[k] for k in sorted(by_often[:most])]
    sides = {True: (before, after), False: (after, before)}
    return tuple(_one(*sides[holds], reading, one, text, holds) for one, text, holds in found)


def turned(
    before: SubConflict, after: SubConflict, reading: Reading, asked: Asked, most: int | None = None
) -> list[Turned]:
    """The states whose verdict turns between two sub-conflicts, those that now hold first.

    most  so many in full at most of each sort; None for all.
    """
    gained, lost = (texts[:most] for texts in turning(before, after, reading, asked))
    found = [_one(before, after, reading, asked, text, True) for text in gained]
    return found + [_one(after, before, reading, asked, text, False) for text in lost]


def _one(
    unstable: SubConflict,
    stable: SubConflict,
    reading: Reading,
    asked: Asked,
    text: str,
    holds: bool,
) -> Turned:
    """How `text`, which is no equilibrium on one side, is left there, and why not on the other."""
    conflict = (stable if holds else unstable).conflict
    graph, other = unstable.graph(reading), stable.graph(reading)
    place, there = graph.find_state(text), other.find_state(text)
    own = stable.conflict if there is not None else unstable.conflict
    state = state_of(own, text)
    if place is None or there is None:
        return Turned(state, asked.id, holds, "feasible")
    for party, name in enumerate(graph.names):
        if bool(unstable.stable(reading, asked, party)[place]):
            continue
        _, reason = why(graph, party, place, asked, unstable.assumptions)
        end = reason.get("to")
        if end is None:
            break
        to = graph.find_state(str(end))
        across = other.find_state(str(end))
        told = state_of(unstable.conflict, str(end))
        can = (
            across is not None
            and party < other.parties
            and (across in other.moves_from(party, there).tolist())
        )
        if not can or across is None or to is None:
            decided = _decides(unstable, reading, name, place, to)
            return Turned(state, asked.id, holds, "move", _words(conflict, name), told, decided)
        prefers = other.prefers(party, across, there)
        side = (stable, there, across) if holds else (unstable, place, to)
        decided = _decides(side[0], reading, name, side[1], side[2])
        if not prefers:
            return Turned(state, asked.id, holds, "prefers", _words(conflict, name), told, decided)
        answer = _answer(stable, reading, asked, party, there, str(end))
        words = _words(conflict, name)
        return Turned(state, asked.id, holds, "answers", words, told, decided, answer)
    return Turned(state, asked.id, holds, "answers")


def _answer(
    sub_conflict: SubConflict, reading: Reading, asked: Asked, party: int, place: int, to: str
) -> Answer | None:
    """The first step of the others' answer to the party's move, where the Why tells it."""
    graph = sub_conflict.graph(reading)
    _, reason = why(graph, party, place, asked, sub_conflict.assumptions)
    for one in reason.get("improvements", ()):
        if isinstance(one, Mapping) and one.get("to") == to and one.get("answer"):
            step = one["answer"][0]
            start, end = graph.find_state(to), graph.find_state(step["to"])
            assert start is not None
            assert end is not None
            decided = Decides(sub_conflict.conflict, graph, reading).between(step["by"], start, end)
            by = _words(sub_conflict.conflict, step["by"])
            return Answer(by, state_of(sub_conflict.conflict, step["to"]), decided)
    return None


def _words(conflict: Conflict, party: str) -> str:
    return conflict.party(party).words if party in conflict.party_names else party


def _decides(
    sub_conflict: SubConflict, reading: Reading, party: str, before: int, after: int | None
) -> Decided | None:
    if after is None:
        return None
    return Decides(sub_conflict.conflict, sub_conflict.graph(reading), reading).between(
        party, before, after
    )
