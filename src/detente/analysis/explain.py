"""Why a state would hold or not: the finding behind `detente explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Unpack

import numpy as np

from detente.analysis.asking import ask, strict_under
from detente.analysis.decides import Decides
from detente.analysis.finding import Finding, stamped
from detente.analysis.inside import Inside, look_inside
from detente.analysis.question_checks import (
    check_party,
)
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.state_sets import ListedStates, States
from detente.analysis.table import Table
from detente.analysis.target import read_target
from detente.analysis.unlisted import listed_or_not
from detente.analysis.why_decided import WhyDecided
from detente.analysis.why_words import words_of
from detente.fixed import plain
from detente.model import Conflict, State, state_of
from detente.stability import Asked

_COLUMNS = ("party", "state", "concept", "stable", "reason")


@dataclass(frozen=True, eq=False)
class Explanation(Finding):
    """One verdict with its reason.

    why    the reason as data (docs/why.md); words: the same in sentences, the verdict first.
    """

    conflict: Conflict
    party: str
    state: State
    asked: Asked
    stable: bool
    why: Mapping[str, Any]
    assumptions: Mapping[str, Any]

    @property
    def concept(self) -> str:
        """The concept's id."""
        return self.asked.id

    @property
    def words(self) -> tuple[str, ...]:
        """The reason in sentences."""
        return words_of(
            self.conflict,
            self.party,
            str(self.state),
            self.asked,
            self.stable,
            self.assumptions["sanction"] == "strict",
            self.why,
        )

    def to_dict(self) -> dict[str, Any]:
        """What `detente explain --json` prints for one party and concept."""
        answer = {
            "party": self.party,
            "state": str(self.state),
            "concept": self.concept,
            "stable": self.stable,
            "why": plain(self.why),
            "words": list(self.words),
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """One row: the party, the state, the concept, the verdict and the reason in sentences."""
        return Table(_COLUMNS, [self.row()])

    def row(self) -> tuple[str | bool, ...]:
        """The verdict and its reason as a row."""
        reason = " ".join(self.words[1:])
        return (self.party, str(self.state), self.concept, self.stable, reason)

    def __repr__(self) -> str:
        verdict = "stable" if self.stable else "not stable"
        return f"<Explanation: {self.state!s} is {verdict} for {self.party} under {self.concept}>"

    def __str__(self) -> str:
        verdict, *reasons = self.words
        return "\n".join([verdict, f"{self.state}: {self.state.told}", *reasons])


@dataclass(frozen=True, eq=False)
class Explanations(Finding):
    """The verdicts on one state for several parties and concepts, each with its reason.

    asked_for  what was asked: a state's text, `today`, an outcome's name, a pattern, a condition.
    inside     for a class of states: how many lie in it, how many are equilibria, and for each
               party in how many of them it would stay. Empty for a single state.
    held       the equilibria among them.
    """

    conflict: Conflict
    asked_for: str
    state: State
    parts: tuple[Explanation, ...]
    inside: Mapping[str, Any]
    held: States = field(repr=False)

    @property
    def equilibria(self) -> Iterator[State]:
        """Every equilibrium in the class that was asked for, in state order."""
        for text in self.held:
            yield state_of(self.conflict, text)

    @property
    def main(self) -> Explanation:
        """The part to tell first: one that says why the state does not hold, if there is one."""
        return next((part for part in self.parts if not part.stable), self.parts[0])

    @property
    def words(self) -> tuple[str, ...]:
        """All reasons in sentences."""
        return tuple(line for part in self.parts for line in part.words)

    def to_dict(self) -> dict[str, Any]:
        """What `detente explain --json` prints: the main part, and all parts."""
        answer = {
            **self.main.to_dict(),
            "asked_for": self.asked_for,
            "inside": plain(self.inside),
            "explanations": [part.to_dict() for part in self.parts],
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a verdict; see `Explanation.rows`."""
        return Table(_COLUMNS, [part.row() for part in self.parts])

    def __repr__(self) -> str:
        return f"<Explanations of {self.state!s}: {len(self.parts)} verdicts>"


@stamped
def explain(
    conflict: Conflict,
    state: str,
    party: str | None = None,
    concept: str | None = None,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Explanation | Explanations:
    """Why `state` is or is not stable.

    state    the first that fits of: `today` for the status quo, a state's name or letters, an
             outcome's name, a pattern, a condition; a name in double quotes is an outcome, else a
             state, of that name. What stands for several states is told by the one of them that is
             nearest to today among those that fewest parties would leave.
    party    one party, or None for all; concept: an id, or None for `seq` (`nash` where it is not
             defined). With both given the answer is one Explanation.
    setting  under what; or by its words, one by one: see Setting.
    ModelError for names that are not there; NotDefined where the concept has no meaning here.
    Where the states cannot be listed, and with the engine `symbolic`, by diagrams: TooLarge where
    these cannot answer either.
    """

    def unlisted() -> Explanation | Explanations:
        from detente.analysis.explain_unlisted import explain_unlisted  # few need it

        return explain_unlisted(conflict, state, party, concept, setting)

    return listed_or_not(
        setting, lambda: _listed(conflict, state, party, concept, setting), unlisted
    )


def _listed(
    conflict: Conflict, state: str, party: str | None, concept: str | None, setting: Setting
) -> Explanation | Explanations:
    arena = setting.arena(conflict)
    graph = arena.under(setting.reading)
    asked = ask([concept or "seq"], conflict.party_names, under=True)
    if setting.sanction == "strict" and any(one.semantics for one in asked):
        raise strict_under()
    names = conflict.party_names if party is None else (check_party(conflict, party),)
    target = read_target(conflict, arena, state, "state")
    if target.kind in ("today", "state"):
        place = int(np.flatnonzero(target.states)[0])
        inside = Inside(place, np.zeros(0, dtype=np.int64), {})
    else:
        inside = look_inside(graph, target, asked[0], setting.assumptions)
    # A concept asked for by leader has one verdict for the pair, told once.
    telling = WhyDecided(
        conflict, graph, Decides(conflict, graph, setting.reading), setting.assumptions
    )
    parts = tuple(
        _one(telling, name, inside.nearest, one, setting.to_dict())
        for one in asked
        for name in ((one.leader,) if one.leader else names)
    )
    if party is not None and concept is not None and len(parts) == 1 and not inside.counts:
        return parts[0]
    told = state_of(conflict, graph.state_text(inside.nearest))
    plane = np.zeros(graph.states, dtype=bool)
    plane[inside.equilibria] = True
    held = ListedStates(graph, plane)
    return Explanations(conflict, state, told, parts, inside.counts, held)


def _one(
    telling: WhyDecided, party: str, place: int, asked: Asked, echoed: Mapping[str, Any]
) -> Explanation:
    graph, conflict = telling.graph, telling.conflict
    stable, reason = telling.why(graph.names.index(party), place, asked)
    state = state_of(conflict, graph.state_text(place))
    return Explanation(conflict, party, state, asked, stable, reason, echoed)
