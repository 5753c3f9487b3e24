"""The stability of every state: the finding from which the others start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Unpack, cast, overload

import numpy as np
from numpy.typing import NDArray

from detente.analysis.analysis_dict import analysis_dict
from detente.analysis.asking import ask as ask
from detente.analysis.asking import ask_under, strict_under, unlisted_under
from detente.analysis.asking import assume as assume
from detente.analysis.cannot_leave import cannot_leave, nobody_can_move
from detente.analysis.finding import Finding, stamped
from detente.analysis.frames import frame_of_columns
from detente.analysis.grouping import alike, sorts
from detente.analysis.question_checks import (
    bad,
    check_party,
    guess_or_list,
)
from detente.analysis.setting import SYMBOLIC, USUAL, Setting, Words
from detente.analysis.state_rows import (
    Rows,
    StateRow,
    check_limit,
    chosen,
    columns_of,
    state_rows,
    table_of,
)
from detente.analysis.state_sets import ListedStates
from detente.analysis.table import Table, headings
from detente.analysis.which_state import no_such_state
from detente.model import Arena, Conflict, Semantics, State, state_of
from detente.stability import Verdicts, judge

if TYPE_CHECKING:
    from detente.analysis.why_not import WhyNot

TOLD_WHOLE = 8  # a group of up to so many equilibria names each of them
SAYS_LITTLE = 0.5  # a concept that holds in more of the states than it excludes says little
FLOODS = 0.15  # of the states that hold under such concepts alone, a list shows examples


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Group:
    """Equilibria that hold under the same concepts and lie in the same outcomes.

    states  all of them where they are few, else the first, in state order.
    """

    concepts: tuple[str, ...]
    outcomes: tuple[str, ...]
    count: int
    states: tuple[State, ...]

    @property
    def example(self) -> State:
        """The first of the states, in state order."""
        return self.states[0]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "concepts": list(self.concepts),
            "outcomes": list(self.outcomes),
            "count": self.count,
            "states": [str(state) for state in self.states],
        }


@dataclass(frozen=True, eq=False)
class Analysis(Finding):
    """Which states are stable, for whom, under which concept; and which are equilibria.

    setting  under which it was asked for: reading has the parties that are not at their base.
    firm     by outcome: of its equilibria under `seq`, how many rest on firm answers alone; empty
             where that was not judged.
    why_not  the first outcome asked about that would not hold, with the reasons; None: no such one.
    cannot_leave  by party: where it has no move at all, bool (states,); a party is missing where
             that was not worked out, as in large conflicts with rules.
    """

    setting: Setting = field(kw_only=True, repr=False)
    conflict: Conflict
    verdicts: Verdicts
    arena: Arena = field(repr=False)
    firm: Mapping[str, Mapping[str, int]] = field(default_factory=_nothing)
    why_not: WhyNot | None = field(default=None, repr=False)
    cannot_leave: Mapping[str, NDArray[np.bool_]] = field(default_factory=_nothing, repr=False)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts with verdicts, in order."""
        return self.verdicts.concepts

    @property
    def semantics(self) -> tuple[Semantics, ...]:
        """How graded and uncertain preferences were read, beside the plain ones, in order."""
        return tuple(dict.fromkeys(one.semantics for one in self.verdicts.asked if one.semantics))

    def plainly(self) -> Analysis:
        """The same with the verdicts on plain preferences alone, where there are such."""
        plain = tuple(one for one in self.verdicts.asked if one.semantics is None)
        ids = {one.id for one in plain}
        if not ids & set(self.concepts) or len(plain) == len(self.verdicts.asked):
            return self
        planes = {one: plane for one, plane in self.verdicts.planes.items() if one in ids}
        return replace(self, verdicts=replace(self.verdicts, asked=plain, planes=planes))

    @property
    def not_defined(self) -> Mapping[str, str]:
        """Concepts without verdicts, and why."""
        return self.verdicts.not_defined

    @property
    def engine(self) -> str | None:
        """The engine that judged."""
        return self.verdicts.engine

    @property
    def size(self) -> int:
        """How many states are feasible."""
        return self.verdicts.graph.states

    @property
    def status_quo(self) -> State | None:
        """Today's state; None where the model names none."""
        here = self.verdicts.graph.status_quo
        return None if here is None else self._state(here)

    def states(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Iterator[StateRow]:
        """The states one by one, each with its outcomes and verdicts; see `rows`.

        They print as what each party does, and are equal to their texts.
        """
        return state_rows(self, chosen(self, where, only_equilibria, limit).index)

    @overload
    def equilibria(self, concept: str, limit: int | None = None) -> tuple[State, ...]: ...
    @overload
    def equilibria(
        self, concept: None = None, limit: int | None = None
    ) -> tuple[StateRow, ...]: ...
    def equilibria(
        self, concept: str | None = None, limit: int | None = None
    ) -> tuple[State, ...] | tuple[StateRow, ...]:
        """The equilibria of `concept`, in state order, the first `limit` of them; without a concept
        those of any, as `states` gives them."""
        if concept is None:
            return tuple(self.states(only_equilibria=True, limit=limit))
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
        """Where each outcome holds, those of the model's focus first: bool (states,), read-only."""
        return planes_of(self.conflict, self.arena)

    def held(self, concept: str, party: str | None = None) -> ListedStates:
        """Where the party stays under a concept; without a party, its equilibria."""
        plane = self._equilibria(concept) if party is None else self._plane(party, concept)
        return ListedStates(self.verdicts.graph, plane)

    def outcome_size(self, outcome: str) -> int:
        """How many states lie in an outcome."""
        return int(np.count_nonzero(self._outcome(outcome)))

    def _outcome(self, outcome: str) -> NDArray[np.bool_]:
        if outcome not in self.outcome_planes:
            what, known = f"there is no outcome '{outcome}'", tuple(self.outcome_planes)
            raise bad("outcome", "E-OUTCOME", what, guess_or_list(outcome, known))
        return self.outcome_planes[outcome]

    @property
    def first_state(self) -> str:
        """The first state in state order."""
        return self.verdicts.graph.state_text(0)

    def chosen(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Rows:
        """The states asked for, the first `limit` of them; see `rows` for what is refused."""
        return chosen(self, where, only_equilibria, limit)

    def table_of(self, rows: Rows) -> Table:
        """The table of these rows."""
        return table_of(self, rows.index)

    def rows_of(self, rows: Rows) -> Iterator[StateRow]:
        """The states of `rows`, each with what is true of it."""
        return state_rows(self, rows.index)

    @cached_property
    def _outcomes(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in self.outcome_planes}
        for concept in self.concepts:
            holds = self._equilibria(concept)
            for name, where in self.outcome_planes.items():
                found[name][concept] = int(np.count_nonzero(where & holds))
        return found

    def outcomes(self) -> dict[str, dict[str, int]]:
        """By outcome and concept: how many equilibria lie in it."""
        return {name: dict(counts) for name, counts in self._outcomes.items()}

    @property
    def telling(self) -> str:
        """The concept by which outcomes are told: seq where there is one; empty without any."""
        return "seq" if "seq" in self.concepts else next(iter(self.concepts), "")

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies."""
        k = self.index(state)
        return tuple(name for name, where in self.outcome_planes.items() if where[k])

    def groups(self) -> tuple[Group, ...]:
        """All equilibria in groups; those under most concepts, then the largest, first."""
        return self._groups

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        planes = [self._equilibria(concept) for concept in self.concepts]
        if not planes:
            return ()
        every = [*planes, *self.outcome_planes.values()]
        found = []
        for start, size in sorts(every, len(planes)):
            places = alike(every, start) if 1 < size <= TOLD_WHOLE else [start]
            group = Group(
                tuple(c for c, plane in zip(self.concepts, planes, strict=True) if plane[start]),
                tuple(name for name, plane in self.outcome_planes.items() if plane[start]),
                size,
                tuple(self._state(place) for place in places),
            )
            found.append((-len(group.concepts), -size, start, group))
        return tuple(group for *_, group in sorted(found, key=lambda one: one[:3]))

    @cached_property
    def _nobody_moves(self) -> NDArray[np.bool_]:
        return nobody_can_move(self.verdicts.graph, self.cannot_leave)

    @property
    def nobody_moves(self) -> int:
        """How many states are equilibria only because no party can move there; 0 where that was
        not worked out."""
        return int(np.count_nonzero(self._nobody_moves)) if self.concepts else 0

    def nobody_can_move(self, state: str) -> bool:
        """Whether no party has a move from the state; False where that was not worked out."""
        return bool(self._nobody_moves[self.index(state)])

    def outcomes_where_nobody_moves(self) -> dict[str, int]:
        """By outcome: in how many of its states nobody can move, which are then equilibria."""
        return {
            name: int(np.count_nonzero(self._nobody_moves & where))
            for name, where in self.outcome_planes.items()
        }

    def leavers(self, outcome: str, concept: str) -> dict[str, int]:
        """By party: in how many states of the outcome it would leave."""
        inside = self._outcome(outcome)
        return {
            party: int(np.count_nonzero(inside & ~self._plane(party, concept)))
            for party in self.verdicts.graph.names
        }

    def says_little(self) -> dict[str, float]:
        """Concepts that hold in more than half of all states, with that share."""
        return self._above(SAYS_LITTLE)

    def floods(self) -> set[str]:
        """Concepts whose equilibria are too large a share of all states to be listed first."""
        return set(self._above(FLOODS))

    def _above(self, least: float) -> dict[str, float]:
        shares = {concept: self.count(concept) / self.size for concept in self.concepts}
        floor = 8 / self.size  # a handful of equilibria is never a flood
        return {name: share for name, share in shares.items() if share > max(least, floor)}

    @property
    def assumptions(self) -> dict[str, Any]:
        """Every choice behind the verdicts."""
        return self.setting.to_dict()

    def to_dict(self, limit: int | None = None, table: Rows | None = None) -> dict[str, Any]:
        """What `detente analyze --json` prints; lists complete up to `limit` states each.

        table  the rows of states to print as `table`, as `chosen` gives them; None for no table.
        """
        return self._with_made(analysis_dict(self, limit, table))

    def rows(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Table:
        """The table of states: options, outcomes, ranks and verdicts, a row a state.

        where   a condition on the states; only_equilibria: those that are one under at least one
                of the concepts; limit: the first so many.
        TooLarge beyond 1,048,576 rows.
        """
        return table_of(self, chosen(self, where, only_equilibria, limit).index)

    def to_frame(self, titles: bool = False) -> Any:
        """The table of states as a data frame; see `rows` and `Finding.to_frame`."""
        columns = columns_of(self, chosen(self).index)
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
        return f"<Analysis {self.conflict.title!r}: {self.size:,} states; equilibria: {counts}>"


@stamped
def analyze(
    conflict: Conflict,
    concepts: str | Sequence[str] | None = None,
    setting: Setting = USUAL,
    semantics: str | Sequence[str] = (),
    **words: Unpack[Words],
) -> Analysis:
    """Judge every state for every party.

    concepts  ids such as `nash`, `seq`, `mr4`, `l2`; None for the core, of which those that would
              not fit are left out with the reason.
    setting   under what; or by its words, one by one: see Setting. With the engine `symbolic` no
              state is listed, and the answer is a SymbolicAnalysis, of which the same is asked.
    semantics how graded and uncertain preferences are read, beside the plain concepts: `strong`,
              `unknown-a` to `unknown-d`, `fuzzy`, `prob`; their verdicts go by `strong:seq`.
    ModelError for names that are not there; TooLarge where a concept asked for would not fit, by
    an estimate before the work begins.
    """
    if setting.engine == SYMBOLIC:
        from detente.analysis.symbolic import analyze_symbolic

        if semantics:
            raise unlisted_under()
        # What it can be asked is the same.
        return cast(Analysis, analyze_symbolic(conflict, concepts, setting=setting))
    from detente.analysis.firm import beside_seq, firm_counts  # these ask for what is defined here
    from detente.analysis.why_not import why_not

    asked = ask(concepts, conflict.party_names, under=True)
    under = ask_under(asked, semantics)
    asked = (*asked, *(one for one in under if one not in asked))
    if setting.sanction == "strict" and any(one.semantics for one in asked):
        raise strict_under()
    setting.tell("listing states", 0, 1)
    arena = setting.arena(conflict)
    setting.tell("ranking states", 0, 1)
    verdicts = judge(
        arena.under(setting.reading),
        asked,
        setting.assumptions,
        required=concepts is not None,
        progress=setting.progress,
        beside=beside_seq(asked),
    )
    planes = planes_of(conflict, arena)
    firm = firm_counts(verdicts, planes, setting.progress)
    reason = why_not(conflict, arena, verdicts, planes, setting.to_dict(), setting.progress)
    stuck = cannot_leave(verdicts.graph)
    return Analysis(conflict, verdicts, arena, firm, reason, stuck, setting=setting.kept())


def planes_of(conflict: Conflict, arena: Arena) -> Mapping[str, NDArray[np.bool_]]:
    """Where each outcome holds, those of the model's focus first: bool (states,), read-only."""
    found = {}
    for name in conflict.outcome_names:
        found[name] = arena.where(conflict.outcomes[name].condition)
        found[name].setflags(write=False)
    return MappingProxyType(found)
