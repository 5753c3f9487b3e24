"""The stability of every state: the finding from which the others start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.finding import Finding, stamped
from detente.analysis.frames import frame_of_columns
from detente.analysis.grouping import sorts
from detente.analysis.readings import (
    bad,
    check_conditions,
    check_options,
    check_party,
    check_reading,
    guess_or_list,
    several,
    the_conflict,
)
from detente.analysis.state_rows import check_limit, chosen, columns_of, table_of
from detente.analysis.table import Table, headings
from detente.analysis.which_state import no_such_state
from detente.limits import limit
from detente.memory import limited
from detente.model import Conflict, Frame, compile_frame
from detente.model.states import State, state_of
from detente.stability import Asked, Assumptions, Verdicts, core_ids, find, judge, known_ids
from detente.stability.assumptions import Sanction, SanctionMoves
from detente.stability.engines.choice import ENGINES
from detente.stability.judge import Progress

_SANCTION_MOVES: dict[str, SanctionMoves] = {"legal": "legal", "once": "once", "single": "single"}
_SANCTIONS: dict[str, Sanction] = {"weak": "weak", "strict": "strict"}
_HORIZON = re.compile(r"(c?mr|l)_?-?[0-9]*")
_HORIZONS = "write it with a horizon from 1 to 1000, as in mr4, cmr4 or l4"
SAYS_LITTLE = 0.15  # a concept that holds in more than this share of the states says little


@dataclass(frozen=True)
class Group:
    """Equilibria that hold under the same concepts and lie in the same outcomes.

    example  the first of the states, in state order.
    """

    concepts: tuple[str, ...]
    outcomes: tuple[str, ...]
    count: int
    example: State


@dataclass(frozen=True, eq=False)
class Analysis(Finding):
    """Which states are stable, for whom, under which concept; and which are equilibria.

    reading  the alternative of each party that is not at its base; holding, without: as asked.
    """

    conflict: Conflict
    verdicts: Verdicts
    frame: Frame = field(repr=False)
    reading: Mapping[str, str]
    holding: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts with verdicts, in order."""
        return self.verdicts.concepts

    @property
    def not_defined(self) -> Mapping[str, str]:
        """Concepts without verdicts, and why."""
        return self.verdicts.not_defined

    @property
    def engine(self) -> str | None:
        """The engine that judged."""
        return self.verdicts.engine

    @property
    def states(self) -> int:
        """How many states are feasible."""
        return self.verdicts.graph.states

    @property
    def status_quo(self) -> State | None:
        """Today's state; None where the model names none."""
        here = self.verdicts.graph.status_quo
        return None if here is None else self._state(here)

    def equilibria(self, concept: str, limit: int | None = None) -> tuple[State, ...]:
        """The equilibria of `concept`, in state order, the first `limit` of them."""
        check_limit(limit)
        where = np.flatnonzero(self._equilibria(concept))
        return tuple(self._state(k) for k in where[:limit].tolist())

    def count(self, concept: str) -> int:
        """How many equilibria `concept` has."""
        return int(np.count_nonzero(self._equilibria(concept)))

    def stable(self, party: str, concept: str, state: str | None = None) -> Any:
        """Whether `state` is stable for `party`; without a state, all states that are."""
        plane = self._plane(party, concept)
        if state is None:
            return tuple(self._state(k) for k in np.flatnonzero(plane).tolist())
        return bool(plane[self.index(state)])

    def is_equilibrium(self, concept: str, state: str) -> bool:
        """Whether `state` is an equilibrium of `concept`."""
        return bool(self._equilibria(concept)[self.index(state)])

    def index(self, state: str) -> int:
        """The place of a state in state order; ModelError where it is not feasible."""
        k = self.verdicts.graph.find_state(state)
        if k is None:
            raise no_such_state(self.conflict, self.verdicts.graph, state)
        return k

    @cached_property
    def outcome_planes(self) -> Mapping[str, NDArray[np.bool_]]:
        """Where each outcome holds: bool (states,)."""
        return {
            name: self.frame.where(outcome.condition)
            for name, outcome in self.conflict.outcomes.items()
        }

    def outcomes(self) -> dict[str, dict[str, int]]:
        """By outcome and concept: how many equilibria lie in it."""
        planes = {concept: self._equilibria(concept) for concept in self.concepts}
        return {
            name: {
                concept: int(np.count_nonzero(where & plane)) for concept, plane in planes.items()
            }
            for name, where in self.outcome_planes.items()
        }

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies."""
        k = self.index(state)
        return tuple(name for name, where in self.outcome_planes.items() if where[k])

    def groups(self) -> tuple[Group, ...]:
        """All equilibria in groups; those under most concepts, then the largest, first."""
        planes = [self._equilibria(concept) for concept in self.concepts]
        if not planes:
            return ()
        found = []
        for start, size in sorts([*planes, *self.outcome_planes.values()], len(planes)):
            group = Group(
                tuple(c for c, plane in zip(self.concepts, planes, strict=True) if plane[start]),
                tuple(name for name, plane in self.outcome_planes.items() if plane[start]),
                size,
                self._state(start),
            )
            found.append((-len(group.concepts), -size, start, group))
        return tuple(group for *_, group in sorted(found, key=lambda one: one[:3]))

    def leavers(self, outcome: str, concept: str) -> dict[str, int]:
        """By party: in how many states of the outcome it would leave."""
        if outcome not in self.outcome_planes:
            what, known = f"there is no outcome '{outcome}'", tuple(self.outcome_planes)
            raise bad("outcome", "E-OUTCOME", what, guess_or_list(outcome, known))
        inside = self.outcome_planes[outcome]
        return {
            party: int(np.count_nonzero(inside & ~self._plane(party, concept)))
            for party in self.verdicts.graph.names
        }

    def says_little(self) -> dict[str, float]:
        """Concepts that hold in a large share of all states, with that share."""
        shares = {concept: self.count(concept) / self.states for concept in self.concepts}
        floor = 8 / self.states  # a handful of equilibria is never a flood
        return {name: share for name, share in shares.items() if share > max(SAYS_LITTLE, floor)}

    @property
    def assumptions(self) -> dict[str, Any]:
        """Every choice behind the verdicts."""
        return {
            **self.verdicts.assumptions.to_dict(),
            "reading": dict(self.reading),
            "holding": list(self.holding),
            "without": list(self.without),
        }

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente analyze --json` prints; lists complete up to `limit` states each."""
        check_limit(limit)
        most = _limit() if limit is None else limit
        graph = self.verdicts.graph
        stable: dict[str, dict[str, list[str]]] = {}
        counts: dict[str, Any] = {"equilibria": {}, "stable": {}}
        truncated = False
        equilibria = {}
        for concept in self.concepts:
            found = np.flatnonzero(self._equilibria(concept))
            counts["equilibria"][concept] = len(found)
            truncated |= len(found) > most
            equilibria[concept] = graph.state_texts(found[:most])
        judged = [one for one in self.verdicts.asked if one.id in self.concepts and not one.leader]
        for k, party in enumerate(graph.names):
            stable[party], counts["stable"][party] = {}, {}
            for one in judged:
                found = np.flatnonzero(self.verdicts.stable(k, one.id))
                counts["stable"][party][one.id] = len(found)
                truncated |= len(found) > most
                stable[party][one.id] = graph.state_texts(found[:most])
        status_quo = self.status_quo
        answer = {
            "conflict": self.conflict.title,
            "states": self.states,
            "decision_makers": list(graph.names),
            "status_quo": None if status_quo is None else str(status_quo),
            "concepts": list(self.concepts),
            "equilibria": equilibria,
            "stable": stable,
            "outcomes": self.outcomes(),
            "counts": counts,
            "truncated": truncated,
            "not_defined": dict(self.not_defined),
            "experimental": [
                one.id
                for one in self.verdicts.asked
                if one.concept.tier == "experimental" and one.id in self.concepts
            ],
            "assumptions": self.assumptions,
        }
        return self._with_made(answer)

    def rows(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Table:
        """The table of states: options, outcomes, ranks and verdicts, a row a state.

        where   a condition on the states; only_equilibria: those that are one under at least one
                of the concepts; limit: the first so many.
        TooLarge beyond 1,048,576 rows.
        """
        index, _ = chosen(self, where, only_equilibria, limit)
        return table_of(self, index)

    def to_frame(self, titles: bool = False) -> Any:
        """The table of states as a data frame; see `rows` and `Finding.to_frame`."""
        index, _ = chosen(self, None, False, None)
        columns = columns_of(self, index)
        names = headings([column for column, _ in columns], titles)
        return frame_of_columns(
            {name: values for name, (_, values) in zip(names, columns, strict=True)}
        )

    def _equilibria(self, concept: str) -> NDArray[np.bool_]:
        self._check(concept)
        return self.verdicts.equilibria(concept)

    def _plane(self, party: str, concept: str) -> NDArray[np.bool_]:
        self._check(concept)
        name = check_party(self.conflict, party)
        return self.verdicts.stable(self.verdicts.graph.names.index(name), concept)

    def _check(self, concept: str) -> None:
        if concept not in self.concepts:
            reason = self.not_defined.get(concept)
            raise bad(
                "concept",
                "E-CONCEPT",
                f"'{concept}' has no verdicts here" + (f": {reason}" if reason else ""),
                guess_or_list(concept, self.concepts),
            )

    def _state(self, k: int) -> State:
        return state_of(self.conflict, self.verdicts.graph.state_text(k))

    def __repr__(self) -> str:
        counts = ", ".join(f"{concept} {self.count(concept)}" for concept in self.concepts)
        return f"<Analysis {self.conflict.title!r}: {self.states:,} states; equilibria: {counts}>"


def _limit() -> int:
    return limit("list_states")


def ask(concepts: str | Sequence[str] | None, parties: tuple[str, ...]) -> tuple[Asked, ...]:
    """The concepts asked for by id; the core where none is named. ModelError where unknown."""
    found: list[Asked] = []
    for text in core_ids() if concepts is None else several(concepts):
        asked = find(text, parties)
        if asked is None:
            raise bad(
                "concepts",
                "E-CONCEPT",
                f"unknown concept '{text}'",
                _HORIZONS if _HORIZON.fullmatch(text) else guess_or_list(text, known_ids()),
            )
        found.extend(one for one in asked if one not in found)
    if not found:
        raise bad(
            "concepts",
            "E-CONCEPT",
            "no concept is asked for",
            f"name some of: {', '.join(known_ids())}",
        )
    return tuple(found)


@stamped
def analyze(
    conflict: Conflict,
    concepts: str | Sequence[str] | None = None,
    sanction_moves: str = "legal",
    sanction: str = "weak",
    reading: Mapping[str, str] | None = None,
    holding: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    engine: str = "auto",
    progress: Progress | None = None,
    memory: int | str | None = None,
) -> Analysis:
    """Judge every state for every party.

    concepts  ids such as `nash`, `seq`, `mr4`, `l2`; None for the core, of which those that would
              not fit are left out with the reason.
    reading   an alternative's name for some parties; holding: conditions that restrict the
              conflict; without: options fixed at "not taken". A text alone stands for one.
    memory    what the process may take, in bytes or as in `2GB`; by default what the machine has.
    ModelError for names that are not there; TooLarge where a concept asked for would not fit, by
    an estimate before the work begins.
    """
    assumptions = assume(sanction_moves, sanction)
    check_engine(engine)
    conflict, holding, without = the_conflict(conflict), several(holding), several(without)
    asked = ask(concepts, conflict.party_names)
    found = check_reading(conflict, reading or {})
    tell = progress or _say_nothing
    with limited(memory):
        tell("listing states", 0, 1)
        frame = compile_frame(
            conflict, check_conditions(conflict, holding), check_options(conflict, without)
        )
        tell("ranking states", 0, 1)
        verdicts = judge(
            frame.under(found),
            asked,
            assumptions,
            engine,
            required=concepts is not None,
            progress=progress,
        )
    return Analysis(conflict, verdicts, frame, found, holding, without)


def _say_nothing(what: str, done: int, total: int) -> None:
    """Where nobody asked for progress."""


def check_engine(engine: str) -> None:
    """ModelError where there is no engine of this name."""
    if engine not in ("auto", *ENGINES):
        mend = guess_or_list(engine, ("auto", *ENGINES))
        raise bad("engine", "E-VALUE", f"unknown engine '{engine}'", mend)


def assume(sanction_moves: str, sanction: str) -> Assumptions:
    """The assumptions named; ModelError where one is unknown."""
    if sanction_moves not in _SANCTION_MOVES:
        raise bad(
            "sanction_moves",
            "E-VALUE",
            f"'{sanction_moves}' is no reading of the others' moves",
            "write legal, once or single",
        )
    if sanction not in _SANCTIONS:
        raise bad(
            "sanction", "E-VALUE", f"'{sanction}' is no kind of sanction", "write weak or strict"
        )
    return Assumptions(_SANCTION_MOVES[sanction_moves], _SANCTIONS[sanction])
