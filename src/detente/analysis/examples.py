"""Examples: one reading and one state that show why a test holds, or why it does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decides
from detente.analysis.expectations import (
    Expectation,
    OfEquilibria,
    OfImprovements,
    OfParts,
    OfPaths,
    OfStability,
    OfStates,
    Scope,
    SubConflicts,
)
from detente.analysis.explain import Explanation
from detente.analysis.least_expectation import OfLeastChange
from detente.analysis.reading_sets import Reading
from detente.analysis.sub_conflict import SubConflict
from detente.analysis.way_expectations import OfBlocked, OfBroken, OfEnds, everybody, today
from detente.analysis.ways.must_end import must_end
from detente.analysis.ways.shortest import shortest
from detente.analysis.ways.steps import Kind
from detente.analysis.ways.way import Way
from detente.analysis.why_decided import WhyDecided
from detente.fixed import Fixed
from detente.model import State, condition_text, state_of
from detente.problems import TooLarge
from detente.stability import Asked


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who makes it, and the state (as text) to which it leads."""

    by: str
    to: str

    def to_dict(self) -> dict[str, str]:
        """The step as `--json` prints it."""
        return {"by": self.by, "to": self.to}


@dataclass(frozen=True, slots=True)
class Path:
    """A legal sequence of moves from a state; `steps` is empty where one is there already."""

    start: str
    steps: tuple[Step, ...]

    def to_dict(self) -> dict[str, Any]:
        """The path as `--json` prints it."""
        return {"from": self.start, "path": [step.to_dict() for step in self.steps]}


@dataclass(frozen=True)
class Example(Fixed):
    """What shows that a test holds under a reading (`holds`), or that it does not.

    state   the state that it is about, and whys: the verdicts on it, each with its reason.
    path    a path that shows it (of one step for an improvement), made of `kind`.
    looked  where nothing was found: how many states were looked at.
    form    the form of the expectation, or of the member of `any` or `all` that decides.
    """

    reading: Reading
    holds: bool
    form: str
    concept: str | None = None
    state: State | None = None
    whys: tuple[Explanation, ...] = ()
    path: Path | None = None
    kind: Kind | None = None
    looked: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The example as `--json` prints it."""
        return {
            "reading": dict(self.reading),
            "holds": self.holds,
            "form": self.form,
            "concept": self.concept,
            "state": None if self.state is None else str(self.state),
            "why": [_reason(one) for one in self.whys],
            "words": [line for one in self.whys for line in one.words],
            "path": self.path.to_dict() if self.path else None,
            "by": self.kind,
            "looked_at": self.looked,
        }


def _reason(one: Explanation) -> dict[str, Any]:
    return {"party": one.party, "stable": one.stable, "why": dict(one.why)}


def example(
    sub_conflicts: SubConflicts,
    expectation: Expectation,
    scope: Scope,
    reading: Reading,
    asked: Asked | None,
    holds: bool,
) -> Example:
    """What shows that the expectation holds (or not) under a reading where it does (or not)."""
    sub_conflict = sub_conflicts.of(scope)
    shown = Example(reading, holds, expectation.form, asked.id if asked else None)
    match expectation:
        case OfParts(_, parts):
            # One member decides `any` that holds and `all` that does not; else each of them does.
            one = next(
                part
                for part in (parts if holds == (expectation.form == "any") else reversed(parts))
                if part.expectation.holds(sub_conflicts, part.scope, reading, asked) == holds
            )
            return example(sub_conflicts, one.expectation, one.scope, reading, asked, holds)
        case OfEquilibria():
            assert asked is not None
            return _of_equilibria(sub_conflicts, sub_conflict, expectation, scope, shown, asked)
        case OfStability(_, party, where):
            assert asked is not None
            found = expectation.deciding(sub_conflicts, scope, reading, asked)
            among = found if found.any() else sub_conflict.where(where)
            if not among.any():
                return replace(shown, looked=0)
            state = _nearest(sub_conflict, among)
            return _with_whys(sub_conflict, shown, state, asked, (party,))
        case OfPaths():
            return _of_paths(sub_conflicts, sub_conflict, expectation, scope, shown, asked)
        case OfImprovements(_, party, where):
            found_step = expectation.first(sub_conflicts, scope, reading)
            if found_step is None:
                return replace(
                    shown, looked=int(sub_conflict.where(where).sum()), kind="improvements"
                )
            graph = sub_conflict.graph(reading)
            start, end = map(graph.state_text, found_step)
            path = Path(start, (Step(graph.names[party], end),))
            return replace(
                shown, path=path, kind="improvements", state=_told(sub_conflict, found_step[0])
            )
        case OfBroken():
            assert asked is not None
            found = expectation.deciding(sub_conflicts, scope, reading, asked)
            among = (
                found
                if found.any()
                else expectation.equilibria(sub_conflicts, scope, reading, asked)
            )
            if not among.any():
                return replace(shown, looked=sub_conflict.states)
            return replace(shown, state=_told(sub_conflict, _nearest(sub_conflict, among)))
        case OfBlocked():
            way = expectation.way(sub_conflicts, scope, reading)
            if way is None:
                return replace(shown, looked=0)
            return replace(shown, path=_path(sub_conflict, way.way), kind="moves")
        case OfLeastChange():
            change = expectation.shown(sub_conflicts, scope, reading, asked)
            if change is None:
                return replace(shown, looked=sub_conflict.states)
            return replace(shown, state=_told(sub_conflict, change.states[0]))
        case OfEnds():
            return _of_ends(sub_conflicts, sub_conflict, expectation, scope, shown)
        case OfStates(where):
            inside = sub_conflict.where(where)
            if not inside.any():
                return replace(shown, looked=sub_conflict.states)
            return replace(shown, state=_told(sub_conflict, _nearest(sub_conflict, inside)))
        case _:
            raise AssertionError(expectation)


def _of_equilibria(
    sub_conflicts: SubConflicts,
    sub_conflict: SubConflict,
    expectation: OfEquilibria,
    scope: Scope,
    shown: Example,
    asked: Asked,
) -> Example:
    everybody = tuple(range(sub_conflict.arena.graph.parties))
    found = expectation.deciding(sub_conflicts, scope, shown.reading, asked)
    if not found.any() and expectation.form == "only equilibria":
        found = sub_conflict.equilibria(shown.reading, asked)
        if not found.any():
            return replace(shown, looked=sub_conflict.states)
    if found.any():
        return _with_whys(sub_conflict, shown, _nearest(sub_conflict, found), asked, everybody)
    inside = sub_conflict.where(expectation.where)
    if not inside.any():
        return replace(shown, looked=0)
    # The state of the class that is nearest to holding: the fewest parties would leave it.
    stays = [sub_conflict.stable(shown.reading, asked, party) for party in everybody]
    leaving = len(stays) - np.sum(stays, axis=0)
    state = _nearest(sub_conflict, inside & (leaving == leaving[inside].min()))
    leaver = next(party for party in everybody if not stays[party][state])
    return _with_whys(
        sub_conflict, replace(shown, looked=int(inside.sum())), state, asked, (leaver,)
    )


def _of_paths(
    sub_conflicts: SubConflicts,
    sub_conflict: SubConflict,
    expectation: OfPaths,
    scope: Scope,
    shown: Example,
    asked: Asked | None,
) -> Example:
    goal = expectation.deciding(sub_conflicts, scope, shown.reading, asked)
    starts = expectation.starts(sub_conflict)
    shown = replace(shown, kind=expectation.kind)
    if not goal.any():
        found = sub_conflict.reached(shown.reading, starts, expectation.kind, expectation.of, asked)
        return replace(shown, looked=int(found.sum()))
    graph = sub_conflict.graph(shown.reading)
    walk = sub_conflict.walk(shown.reading, expectation.kind, expectation.of, asked)
    ways = shortest(walk, np.flatnonzero(starts), goal)
    assert ways is not None, "a goal that was reached has a way"
    end = ways.first[0].end
    shown = replace(
        shown,
        path=_path(sub_conflict, ways.first[0], expectation.of),
        state=_told(sub_conflict, end),
    )
    if not expectation.ending:
        return shown
    assert asked is not None
    return _with_whys(sub_conflict, shown, end, asked, tuple(range(graph.parties)))


def _of_ends(
    sub_conflicts: SubConflicts,
    sub_conflict: SubConflict,
    expectation: OfEnds,
    scope: Scope,
    shown: Example,
) -> Example:
    """An end outside of what is claimed, with a way there; else how many ends there are."""
    graph = sub_conflict.graph(shown.reading)
    if expectation.to is None:
        circle = must_end(graph, today(sub_conflict)).circle
        if not circle:
            return replace(
                shown, looked=len(expectation.ends(sub_conflicts, scope, shown.reading).ends)
            )
        steps = tuple(Step(graph.names[party], graph.state_text(end)) for party, _, end in circle)
        return replace(shown, path=Path(graph.state_text(circle[0][1]), steps), kind="improvements")
    outside = expectation.outside(sub_conflicts, scope, shown.reading)
    if not len(outside):
        return replace(
            shown, looked=len(expectation.ends(sub_conflicts, scope, shown.reading).ends)
        )
    goal = np.zeros(sub_conflict.states, dtype=bool)
    goal[outside] = True
    walk = sub_conflict.walk(shown.reading, "improvements", everybody(sub_conflict), None)
    ways = shortest(walk, np.array([today(sub_conflict)], dtype=np.int64), goal)
    assert ways is not None, "an end in reach has a way"
    way = ways.first[0]
    return replace(
        shown,
        path=_path(sub_conflict, way),
        kind="improvements",
        state=_told(sub_conflict, way.end),
    )


def _path(sub_conflict: SubConflict, way: Way, of: tuple[int, ...] | None = None) -> Path:
    """A way by parties alone as a path; `of`: the parties that its movers' numbers stand for."""
    text, names = sub_conflict.arena.graph.state_text, sub_conflict.arena.graph.names
    movers = everybody(sub_conflict) if of is None else of
    return Path(
        text(way.start), tuple(Step(names[movers[mover]], text(to)) for mover, to in way.steps)
    )


def _with_whys(
    sub_conflict: SubConflict, shown: Example, state: int, asked: Asked, parties: tuple[int, ...]
) -> Example:
    graph = sub_conflict.graph(shown.reading)
    told = _told(sub_conflict, state)
    echoed = {
        **sub_conflict.assumptions.to_dict(),
        "reading": {party: name for party, name in shown.reading.items() if name != "base"},
        "holding": [condition_text(one) for one in sub_conflict.holding],
        "without": list(sub_conflict.without),
    }
    whys = []
    decides = Decides(sub_conflict.conflict, graph, shown.reading)
    telling = WhyDecided(sub_conflict.conflict, graph, decides, sub_conflict.assumptions)
    for party in parties:
        try:
            stable, reason = telling.why(party, state, asked)
        except TooLarge:
            continue  # the verdict stands; only its reason takes too long to look for
        whys.append(
            Explanation(
                sub_conflict.conflict, graph.names[party], told, asked, stable, reason, echoed
            )
        )
    return replace(shown, state=told, whys=tuple(whys))


def _told(sub_conflict: SubConflict, state: int) -> State:
    return state_of(sub_conflict.conflict, sub_conflict.arena.graph.state_text(state))


def _nearest(sub_conflict: SubConflict, among: NDArray[np.bool_]) -> int:
    """The state nearest to today, by options changed; the first of them in state order."""
    places = np.flatnonzero(among)
    graph = sub_conflict.arena.graph
    if graph.form == "graph" or graph.status_quo is None:
        return int(places[0])
    far = graph.codes[places] ^ graph.codes[graph.status_quo]
    return int(places[int(np.bitwise_count(far).argmin())])
