"""What parties could break together: the finding behind `detente coalitions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Unpack, cast

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decided, Decides
from detente.analysis.finding import Finding, stamped
from detente.analysis.question_checks import (
    bad,
    check_party,
    guess_or_list,
    several,
)
from detente.analysis.setting import SYMBOLIC, USUAL, Setting, Words
from detente.analysis.table import Table
from detente.analysis.which_state import no_such_state
from detente.limits import limit as bound
from detente.model import Arena, Conflict, Graph, State, state_of
from detente.problems import TooLarge
from detente.progress import Progress
from detente.stability import (
    COALITION_CONCEPTS,
    Answers,
    Assumptions,
    Coalition,
    CoalitionImprovements,
    CoalitionJudge,
    CoalitionSetting,
    all_coalitions,
    find,
    first_way,
    judge,
    tempting_states,
    undefined,
)

_ANSWERS: dict[str, Answers] = {"class": "class", "individual": "individual"}
_IMPROVEMENTS: dict[str, CoalitionImprovements] = {"joint": "joint", "stepwise": "stepwise"}
COALITION_IDS = tuple(f"c-{concept}" for concept in COALITION_CONCEPTS)


@dataclass(frozen=True, eq=False)
class Broken:
    """A coalition that leaves a state: where to, by which moves, and why each member gains.

    path   one shortest legal sequence of the members' moves: (party, state) by step.
    gains  by member what decides that it prefers the end; each is better off.
    """

    state: State
    by: tuple[str, ...]
    to: State
    concept: str
    path: tuple[tuple[str, State], ...]
    gains: Mapping[str, Decided]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "state": str(self.state),
            "by": list(self.by),
            "to": str(self.to),
            "concept": self.concept,
            "path": [{"by": party, "to": str(state)} for party, state in self.path],
            "gains": {party: gain.to_dict() for party, gain in self.gains.items()},
        }


@dataclass(frozen=True, eq=False)
class Coalitions(Finding):
    """Which states coalitions would break.

    asked   the coalitions looked at, small ones first; concepts: ids such as `c-seq`.
    named   whether coalitions were named in the question: then every state is looked at, else the
            equilibria of each concept, and of the coalitions that break one the minimal ones.
    looked  by concept where states were looked at; breaks: by concept and coalition where it leaves
            a state undeterred: bool (states,). Only where `looked`, and without `named` only where
            no smaller coalition does.
    """

    setting: Setting = field(kw_only=True, repr=False)
    conflict: Conflict
    arena: Arena = field(repr=False)
    graph: Graph = field(repr=False)
    asked: tuple[Coalition, ...]
    concepts: tuple[str, ...]
    named: bool
    choices: CoalitionSetting
    looked: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    breaks: Mapping[tuple[str, Coalition], NDArray[np.bool_]] = field(repr=False)

    @cached_property
    def _decides(self) -> Decides:
        return Decides(self.conflict, self.graph, self.setting.reading)

    @cached_property
    def outcomes(self) -> dict[str, NDArray[np.bool_]]:
        """By outcome its states."""
        every = self.conflict.outcomes
        return {name: self.arena.where(one.condition) for name, one in every.items()}

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies, the narrowest first: it says most."""
        place = self.graph.find_state(state)
        if place is None:
            raise no_such_state(self.conflict, self.graph, state)
        inside = [name for name, where in self.outcomes.items() if where[place]]
        return tuple(sorted(inside, key=lambda name: int(self.outcomes[name].sum())))

    def names(self, coalition: Coalition) -> tuple[str, ...]:
        """The members' names, in file order; ModelError for a place that no party has."""
        if not all(0 <= k < self.graph.parties for k in coalition):
            mend = f"give places from 0 to {self.graph.parties - 1}"
            raise bad("coalition", "E-PARTY", f"{coalition} names no parties by place", mend)
        return tuple(self.graph.names[k] for k in coalition)

    def broken(self, most: int | None = None) -> tuple[Broken, ...]:
        """Each state broken, by whom and how; small coalitions first. The first `most` of them."""
        found: list[Broken] = []
        for coalition in self.asked:
            for concept in self.concepts:
                if (concept, coalition) in self.breaks:
                    left = None if most is None else most - len(found)
                    where = np.flatnonzero(self.breaks[concept, coalition])[:left]
                    found += self._ways(where, coalition, concept)
        return tuple(found)

    def breakers(self) -> Iterator[tuple[State, tuple[str, ...], tuple[str, ...]]]:
        """Each state broken and by whom, with the concepts: (state, coalition, concepts).

        Small coalitions first; of those of one size the states broken under most concepts.
        """
        by_sort: dict[tuple[int, int], list[tuple[int, Coalition, tuple[str, ...]]]] = {}
        for coalition in self.asked:
            under: dict[int, list[str]] = {}
            for concept in self.concepts:
                plane = self.breaks.get((concept, coalition))
                for state in [] if plane is None else np.flatnonzero(plane).tolist():
                    under.setdefault(state, []).append(concept)
            for state, concepts in sorted(under.items()):
                sort = (len(coalition), -len(concepts))
                by_sort.setdefault(sort, []).append((state, coalition, tuple(concepts)))
        for _, found in sorted(by_sort.items()):
            for state, coalition, names in found:
                yield self._state(state), self.names(coalition), names

    def one(self, state: str, by: Sequence[str], concept: str) -> Broken | None:
        """How the coalition `by` breaks a state under a concept; None where it does not."""
        place = self.graph.find_state(state)
        members = (check_party(self.conflict, name, "by") for name in by)
        coalition = tuple(sorted(map(self.graph.names.index, members)))
        plane = self.breaks.get((concept, coalition))
        if place is None or plane is None or not plane[place]:
            return None
        return next(self._ways(np.array([place]), coalition, concept))

    def _ways(
        self, states: NDArray[np.int64], coalition: Coalition, concept: str
    ) -> Iterator[Broken]:
        stepwise = self.choices.improvements == "stepwise"
        bare = concept.removeprefix("c-")
        goals = tempting_states(self.graph, coalition, bare, states, self.choices)
        ways = []
        for state, goal in zip(states.tolist(), goals, strict=True):
            way = first_way(self.graph, coalition, state, goal, stepwise)
            assert way is not None, (state, coalition, concept)
            ways.append((state, way))
        names = self.names(coalition)
        pairs = [(state, way[-1][1]) for state, way in ways]
        gains = [self._decides.many(name, pairs) for name in names]
        for k, (state, way) in enumerate(ways):
            path = tuple((self.graph.names[mover], self._state(after)) for mover, after in way)
            yield Broken(
                self._state(state),
                names,
                self._state(way[-1][1]),
                concept,
                path,
                {name: decided[k] for name, decided in zip(names, gains, strict=True)},
            )

    def rows(self) -> Table:
        """A row for each state broken, the coalition and the concept, with the way."""
        rows = (
            (
                str(one.state),
                ", ".join(one.by),
                one.concept,
                str(one.to),
                "; ".join(f"{party}: {state}" for party, state in one.path),
                "; ".join(f"{party}: {gain.words}" for party, gain in one.gains.items()),
            )
            for one in self.broken()
        )
        return Table(["state", "by", "concept", "to", "path", "gains"], rows)

    def count(self, concept: str) -> int:
        """How many states are broken under a concept by one of the coalitions."""
        return int(np.count_nonzero(self._broken(concept)))

    def survivors(self, concept: str, most: int | None = None) -> tuple[State, ...]:
        """The states looked at that none of the coalitions breaks, in state order."""
        if concept not in self.looked:
            what = f"'{concept}' was not asked for"
            raise bad("concept", "E-CONCEPT", what, guess_or_list(concept, tuple(self.looked)))
        left = np.flatnonzero(self.looked[concept] & ~self._broken(concept))
        return tuple(self._state(k) for k in left[:most].tolist())

    def _broken(self, concept: str) -> NDArray[np.bool_]:
        found = np.zeros(self.graph.states, dtype=bool)
        for (one, _), plane in self.breaks.items():
            if one == concept:
                found |= plane
        return found

    def blocks(self) -> dict[str, dict[str, list[tuple[str, ...]]]]:
        """By outcome and concept: the minimal coalitions that break all of its equilibria.

        An outcome without an equilibrium is left out: there is nothing to block.
        """
        result: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for name, inside in self.outcomes.items():
            for concept in self.concepts:
                goal = inside & self.looked[concept]
                if not goal.any():
                    continue
                found = [group for group in self.asked if self._breaks_all(concept, group, goal)]
                result.setdefault(name, {})[concept] = [
                    self.names(group)
                    for group in found
                    if not any(set(other) < set(group) for other in found)
                ]
        return result

    def _breaks_all(self, concept: str, coalition: Coalition, goal: NDArray[np.bool_]) -> bool:
        """Whether the coalition leaves every state of `goal`, alone or by some of its members."""
        done = np.zeros(self.graph.states, dtype=bool)
        for (one, group), plane in self.breaks.items():
            if one == concept and set(group) <= set(coalition):
                done |= plane
        return bool(done[goal].all())

    def _state(self, place: int) -> State:
        return state_of(self.conflict, self.graph.state_text(place))

    @property
    def assumptions(self) -> dict[str, Any]:
        """Every choice behind the verdicts."""
        return {
            **self.setting.to_dict(),
            "coalition_answers": self.choices.answers,
            "coalition_improvements": self.choices.improvements,
        }

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente coalitions --json` prints; lists complete up to `limit` entries each."""
        most = bound("list_states") if limit is None else limit
        total = sum(int(np.count_nonzero(plane)) for plane in self.breaks.values())
        kept = {one: self.survivors(one) for one in self.concepts}
        answer = {
            "conflict": self.conflict.title,
            "states": self.graph.states,
            "decision_makers": list(self.graph.names),
            "coalitions": [list(self.names(one)) for one in self.asked],
            "concepts": list(self.concepts),
            "looked_at": "all states" if self.named else "equilibria",
            "broken": [one.to_dict() for one in self.broken(most)],
            "unbroken": {one: [str(s) for s in states[:most]] for one, states in kept.items()},
            "blocks": {
                name: {one: [list(group) for group in groups] for one, groups in found.items()}
                for name, found in self.blocks().items()
            },
            "counts": {
                "broken": total,
                "broken_states": {one: self.count(one) for one in self.concepts},
                "unbroken": {one: len(states) for one, states in kept.items()},
            },
            "truncated": total > most or any(len(states) > most for states in kept.values()),
            "assumptions": self.assumptions,
        }
        return self._with_made(answer)

    def __repr__(self) -> str:
        counts = ", ".join(f"{one} {self.count(one)}" for one in self.concepts)
        return f"<Coalitions {self.conflict.title!r}: {len(self.asked)} asked; broken: {counts}>"


@stamped
def coalitions(
    conflict: Conflict,
    of: Sequence[Sequence[str] | str] | None = None,
    concepts: str | Sequence[str] | None = None,
    answers: str = "class",
    improvements: str = "joint",
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Coalitions:
    """Which states coalitions would leave, where to, and why nobody outside deters them.

    of            coalitions, each a list of parties or `A,B`; then every state is looked at. None:
                  those that the file names (`coalitions:`), all where it names none; then for each
                  concept its equilibria are looked at.
    concepts      of c-nash, c-gmr, c-smr, c-seq, c-sseq; None for all.
    answers       `class`: those outside may coalesce, too; `individual`.
    improvements  `joint`: the end is better for every member; `stepwise`: each step as well.
    With the engine `symbolic` no state is listed, and the answer is an UnlistedCoalitions: under
    c-nash alone.
    ModelError for names that are not there; TooLarge where there are too many coalitions or states.
    """
    if answers not in _ANSWERS:
        what = f"'{answers}' is no reading of the answers"
        raise bad("coalition_answers", "E-VALUE", what, "write class or individual")
    if improvements not in _IMPROVEMENTS:
        what = f"'{improvements}' is no reading of joint improvements"
        raise bad("coalition_improvements", "E-VALUE", what, "write joint or stepwise")
    assumptions = setting.assumptions
    choices = CoalitionSetting(
        _ANSWERS[answers],
        _IMPROVEMENTS[improvements],
        assumptions.sanction_moves,
        assumptions.sanction,
    )
    asked_ids = _concepts(concepts)
    groups = _coalitions(conflict, of)
    if setting.engine == SYMBOLIC:
        from detente.analysis.coalitions_unlisted import coalitions_unlisted  # few need it

        told_of = {
            **setting.to_dict(),
            "coalition_answers": answers,
            "coalition_improvements": improvements,
        }
        unlisted = coalitions_unlisted(
            conflict, groups, of is not None, asked_ids, improvements, setting, told_of
        )
        return cast(Coalitions, unlisted)  # what it can be asked is asked in the same way
    arena = setting.arena(conflict)
    graph = arena.under(setting.reading)
    looked = _looked(graph, asked_ids, assumptions, of is not None, setting.progress)
    breaks = _judged(graph, groups, looked, choices, of is not None, setting.progress)
    return Coalitions(
        conflict,
        arena,
        graph,
        groups,
        tuple(looked),
        of is not None,
        choices,
        looked,
        breaks,
        setting=setting.kept(),
    )


def _concepts(concepts: str | Sequence[str] | None) -> tuple[str, ...]:
    if concepts is None:
        return COALITION_IDS
    wanted = several(concepts)
    for text in wanted:
        if text.strip() not in COALITION_IDS:
            what = f"unknown concept '{text}' of coalitions"
            raise bad("concepts", "E-CONCEPT", what, guess_or_list(text, COALITION_IDS))
    if not wanted:
        raise bad(
            "concepts", "E-CONCEPT", "no concept is asked for", guess_or_list("", COALITION_IDS)
        )
    return tuple(one for one in COALITION_IDS if one in {text.strip() for text in wanted})


def _coalitions(
    conflict: Conflict, of: Sequence[Sequence[str] | str] | None
) -> tuple[Coalition, ...]:
    """The coalitions asked for, small ones first."""
    order = {name: k for k, name in enumerate(conflict.party_names)}
    if of is None and conflict.coalitions:
        groups = {tuple(sorted(order[name] for name in one)) for one in conflict.coalitions}
    elif of is None:
        parties, most = len(order), bound("coalition_parties")
        if parties > most:
            raise TooLarge(
                f"all coalitions of {parties} parties",
                f"{2**parties - 1 - parties:,} of two or more, and more than {most} parties are "
                "not tried",
                "name those that matter (`--of A,B`, or `coalitions:` in the file)",
            )
        groups = set(all_coalitions(parties, least=2))
    else:
        groups = set()
        for one in [of] if isinstance(of, str) else of:
            names = one.split(",") if isinstance(one, str) else one
            members = [check_party(conflict, name.strip(), "of") for name in names if name.strip()]
            if not members:
                raise bad("of", "E-VALUE", "a coalition without a party", "write --of A,B")
            groups.add(tuple(sorted({order[name] for name in members})))
        if not groups:
            raise bad("of", "E-VALUE", "no coalition is named", "write --of A,B")
    return tuple(sorted(groups, key=lambda group: (len(group), group)))


def _looked(
    graph: Graph,
    ids: Sequence[str],
    assumptions: Assumptions,
    everywhere: bool,
    progress: Progress | None,
) -> dict[str, NDArray[np.bool_]]:
    """By concept the states to look at: all, or the equilibria against single parties."""
    asked = [one for concept in ids for one in find(concept.removeprefix("c-")) or ()]
    for one in asked:
        reason = undefined(one, graph)
        if reason is not None:
            raise bad(
                "concepts", "E-CONCEPT", f"c-{one.id} is not defined here: {reason}", "see docs"
            )
    if everywhere:
        return {f"c-{one.id}": np.ones(graph.states, dtype=bool) for one in asked}
    verdicts = judge(graph, asked, assumptions, progress=progress)
    return {f"c-{one.id}": verdicts.equilibria(one.id) for one in asked}


def _judged(
    graph: Graph,
    groups: Sequence[Coalition],
    looked: Mapping[str, NDArray[np.bool_]],
    setting: CoalitionSetting,
    named: bool,
    progress: Progress | None,
) -> dict[tuple[str, Coalition], NDArray[np.bool_]]:
    """By concept and coalition where it breaks a state, in the order of coalitions."""
    breaks: dict[tuple[str, Coalition], NDArray[np.bool_]] = {}
    for number, group in enumerate(groups):
        if progress is not None:
            told = " and ".join(graph.names[k] for k in group)
            progress(f"coalition of {told}", number, len(groups))
        open_ = {
            concept: plane & ~_by_fewer(breaks, concept, group) if not named else plane
            for concept, plane in looked.items()
        }
        # A state that the coalition has nothing to leave for is stable under every concept.
        every = np.logical_or.reduce(list(open_.values()))
        asked = [one.removeprefix("c-") for one, plane in open_.items() if plane.any()]
        by = CoalitionJudge(graph, group, setting, asked=asked)
        leaving = by.leaves("nash", every)
        for concept, plane in open_.items():
            here = plane & leaving
            if concept != "c-nash" and here.any():
                here = by.leaves(concept.removeprefix("c-"), here)
            if here.any():
                breaks[concept, group] = here
    return breaks


def _by_fewer(
    breaks: Mapping[tuple[str, Coalition], NDArray[np.bool_]], concept: str, group: Coalition
) -> NDArray[np.bool_] | np.bool_:
    """Where some coalition within `group` breaks a state already."""
    result: NDArray[np.bool_] | np.bool_ = np.False_
    for (one, smaller), plane in breaks.items():
        if one == concept and set(smaller) < set(group):
            result = result | plane
    return result
