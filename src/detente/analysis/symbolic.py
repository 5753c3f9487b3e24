"""The stability of every state of a conflict too large to list, by decision diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Unpack

from detente.analysis.analysis_dict import analysis_dict
from detente.analysis.analyze import FLOODS, SAYS_LITTLE, TOLD_WHOLE, Group, planes_of
from detente.analysis.asking import ask
from detente.analysis.finding import Finding, stamped
from detente.analysis.firm import FIRM, RESTS_ON_ANSWERS
from detente.analysis.question_checks import (
    bad,
    check_conditions,
    check_party,
    guess_or_list,
)
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.state_rows import StateRow, check_limit, too_many
from detente.analysis.why_not import WhyNot, telling, why_not
from detente.limits import limit as limit_of
from detente.model import Conflict, State, state_of, told
from detente.problems import NotDefined, TooLarge
from detente.stability import Asked, Verdicts, packed
from detente.symbolic import (
    Partial,
    StateSet,
    SymbolicVerdicts,
    judge_symbolic,
    rank_counts,
    without_moves,
)

if TYPE_CHECKING:
    from detente.analysis.table import Table

_LISTED_OPTIONS = 20  # with more, planes of all combinations take long


@dataclass(frozen=True)
class SymbolicRows:
    """Which states are asked for: the first of them as texts, and how many there are."""

    texts: tuple[str, ...]
    count: int
    where: str | None = None
    only_equilibria: bool = False

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, begin: int, end: int) -> SymbolicRows:
        """The rows from one place to another."""
        return replace(self, texts=self.texts[begin:end])

    def first(self, most: int) -> SymbolicRows:
        """The same with at most so many rows."""
        return replace(self, texts=self.texts[:most])


@dataclass(frozen=True, eq=False)
class SymbolicAnalysis(Finding):
    """Which states are stable, for whom, under which concept: the questions of an Analysis.

    Its sets of states are formulas, so it answers for more states than can be listed.
    """

    setting: Setting = field(kw_only=True, repr=False)
    conflict: Conflict
    verdicts: SymbolicVerdicts = field(repr=False)
    firm: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    why_not: WhyNot | None = field(default=None, repr=False)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts with verdicts, in order."""
        return self.verdicts.concepts

    @property
    def not_defined(self) -> Mapping[str, str]:
        """Concepts without verdicts, and why."""
        return self.verdicts.not_defined

    @property
    def partial(self) -> Mapping[str, Partial]:
        """Concepts that reached a limit, and what is known of each."""
        return self.verdicts.partial

    @property
    def engine(self) -> str | None:
        """The engine that judged."""
        return self.verdicts.engine

    @property
    def size(self) -> int:
        """How many states are feasible."""
        return self.verdicts.feasible.count

    @cached_property
    def status_quo(self) -> State | None:
        """Today's state; None where the model names none, or where it is held out."""
        text = self.conflict.status_quo
        if text is None:
            return None
        off = self.setting.left(self.conflict)
        here = "".join(
            "N" if option.key in off else letter
            for option, letter in zip(self.conflict.options, text, strict=True)
        )
        return state_of(self.conflict, here) if here in self.verdicts.feasible else None

    def held(self, concept: str, party: str | None = None) -> StateSet:
        """Where the party stays under a concept; without a party, its equilibria."""
        if concept not in self.concepts:
            reason = self.not_defined.get(concept)
            raise bad(
                "concept",
                "E-CONCEPT",
                f"'{concept}' has no verdicts here" + (f": {reason}" if reason else ""),
                guess_or_list(concept, self.concepts),
            )
        if party is None:
            if concept not in self._equilibria:
                self._equilibria[concept] = self.verdicts.equilibria(concept)
            return self._equilibria[concept]
        name = check_party(self.conflict, party)
        return self.verdicts.stable[concept][self.conflict.party_names.index(name)]

    @cached_property
    def _equilibria(self) -> dict[str, StateSet]:
        return {}

    @cached_property
    def outcome_states(self) -> Mapping[str, StateSet]:
        """The states of each outcome, those of the model's focus first."""
        return {
            name: self.verdicts.where(self.conflict.outcomes[name].condition)
            for name in self.conflict.outcome_names
        }

    def outcome_size(self, outcome: str) -> int:
        """How many states lie in an outcome."""
        return self._outcome(outcome).count

    def _outcome(self, outcome: str) -> StateSet:
        if outcome not in self.outcome_states:
            what, known = f"there is no outcome '{outcome}'", tuple(self.outcome_states)
            raise bad("outcome", "E-OUTCOME", what, guess_or_list(outcome, known))
        return self.outcome_states[outcome]

    def count(self, concept: str) -> int:
        """How many equilibria `concept` has: exact."""
        return self.held(concept).count

    def equilibria(self, concept: str, limit: int | None = None) -> tuple[State, ...]:
        """The equilibria of `concept`, in state order: the first `limit` of them."""
        check_limit(limit)
        found = self.held(concept)
        most = found.count if limit is None else min(limit, found.count)
        if most > limit_of("table_rows"):
            raise too_many(most)
        return tuple(state_of(self.conflict, text) for text in found.first(most))

    def stable(self, party: str, concept: str, state: str) -> bool:
        """Whether `state` is stable for `party`."""
        return self._state(state) in self.held(concept, party)

    def is_equilibrium(self, concept: str, state: str) -> bool:
        """Whether `state` is an equilibrium of `concept`."""
        return self._state(state) in self.held(concept)

    def _state(self, text: str) -> str:
        if text not in self.verdicts.feasible:
            what = f"'{text}' is no state here"
            mend = f"write a state as '{self.first_state}'"
            raise bad("state", "E-STATE", what, mend)
        return text

    @property
    def can_be_listed(self) -> bool:
        """Whether questions that go through lists of states can be asked too."""
        few = len(self.conflict.options) <= limit_of("options")
        return few and self.size <= limit_of("states")

    @cached_property
    def first_state(self) -> str:
        """The first state in state order."""
        return self.verdicts.feasible.first(1)[0]

    @cached_property
    def _outcomes(self) -> Mapping[str, Mapping[str, int]]:
        return {
            name: {concept: (where & self.held(concept)).count for concept in self.concepts}
            for name, where in self.outcome_states.items()
        }

    def outcomes(self) -> dict[str, dict[str, int]]:
        """By outcome and concept: how many equilibria lie in it."""
        return {name: dict(counts) for name, counts in self._outcomes.items()}

    @property
    def telling(self) -> str:
        """The concept by which outcomes are told: seq where there is one; empty without any."""
        return telling(self.concepts)

    def outcomes_of(self, state: str) -> tuple[str, ...]:
        """The outcomes in which a state lies."""
        text = self._state(state)
        return tuple(name for name, where in self.outcome_states.items() if text in where)

    def groups(self) -> tuple[Group, ...]:
        """All equilibria in groups; those under most concepts, then the largest, first."""
        return self._groups

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        if not self.concepts:
            return ()
        named = [(concept, self.held(concept)) for concept in self.concepts]
        parts: list[tuple[tuple[str, ...], StateSet]] = [((), self.any_equilibrium)]
        for name, states in [*named, *self.outcome_states.items()]:
            parts = [
                part
                for names, rest in parts
                for part in (((*names, name), rest & states), (names, rest - states))
                if part[1]
            ]
        found = []
        concepts = len(self.concepts)
        for names, states in parts:
            under = tuple(name for name in names[:concepts] if name in self.concepts)
            count = states.count
            texts = states.first(count if count <= TOLD_WHOLE else 1)
            group = Group(
                under,
                names[len(under) :],
                count,
                tuple(state_of(self.conflict, text) for text in texts),
            )
            found.append((-len(under), -count, texts[0][::-1], group))
        # In state order the last letter weighs most, and N comes before Y.
        return tuple(group for *_, group in sorted(found, key=lambda one: one[:3]))

    @cached_property
    def any_equilibrium(self) -> StateSet:
        """The states that are an equilibrium under some concept."""
        found = self.verdicts.feasible - self.verdicts.feasible
        for concept in self.concepts:
            found |= self.held(concept)
        return found

    @cached_property
    def cannot_leave(self) -> Mapping[str, StateSet]:
        """By party: where it has no move at all; a party is missing where a limit was reached."""
        found = zip(self.conflict.party_names, without_moves(self.verdicts), strict=True)
        return {name: states for name, states in found if states is not None}

    @cached_property
    def _nobody_moves(self) -> StateSet:
        every = self.verdicts.feasible
        if len(self.cannot_leave) < len(self.conflict.party_names):
            return every - every
        return reduce(and_, self.cannot_leave.values(), every)

    @property
    def nobody_moves(self) -> int:
        """How many states are equilibria only because no party can move there."""
        return self._nobody_moves.count if self.concepts else 0

    def nobody_can_move(self, state: str) -> bool:
        """Whether no party has a move from the state."""
        return self._state(state) in self._nobody_moves

    def outcomes_where_nobody_moves(self) -> dict[str, int]:
        """By outcome: in how many of its states nobody can move, which are then equilibria."""
        return {
            name: (self._nobody_moves & where).count for name, where in self.outcome_states.items()
        }

    def leavers(self, outcome: str, concept: str) -> dict[str, int]:
        """By party: in how many states of the outcome it would leave."""
        inside = self._outcome(outcome)
        return {
            party: (inside - self.held(concept, party)).count for party in self.conflict.party_names
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

    def chosen(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> SymbolicRows:
        """The states asked for, the first `limit` of them; by default as many as lists show.

        ModelError for a condition that cannot be read or a limit below 0; NotDefined where
        equilibria are asked for and no concept has verdicts; TooLarge beyond `table_rows`.
        """
        check_limit(limit)
        found = self.verdicts.feasible
        if where is not None:
            (condition,) = check_conditions(self.conflict, [where], "where")
            found &= self.verdicts.where(condition)
        if only_equilibria:
            if not self.concepts:
                raise NotDefined(*next(iter(self.not_defined.items())))
            found &= self.any_equilibrium
        count = found.count
        most = count if limit is None else min(limit, count)
        if most > limit_of("table_rows"):
            raise too_many(most)
        return SymbolicRows(found.first(most), count, where, only_equilibria)

    def states(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Iterator[StateRow]:
        """The states one by one, each with its outcomes and verdicts."""
        return self.rows_of(self.chosen(where, only_equilibria, limit))

    def rows_of(self, rows: SymbolicRows) -> Iterator[StateRow]:
        """The states of `rows`, each with what is true of it."""
        options = self.conflict.options
        by_party = [one.id for one in self.verdicts.asked if one.id in self.concepts]
        ranks = self._ranks if rows.texts else {}
        for text in rows.texts:
            row = StateRow(text, told(self.conflict, text))
            row.taken = tuple(
                option.key for option, letter in zip(options, text, strict=True) if letter == "Y"
            )
            row.today = text == self.status_quo
            row.outcomes = tuple(k for k, where in self.outcome_states.items() if text in where)
            row.equilibrium = tuple(one for one in self.concepts if text in self.held(one))
            row.stable = {
                name: tuple(one for one in by_party if text in self.held(one, name))
                for name in self.conflict.party_names
            }
            row.ranks = {name: None if rank is None else rank(text) for name, rank in ranks.items()}
            row.cannot_leave = tuple(k for k, where in self.cannot_leave.items() if text in where)
            yield row

    @cached_property
    def _ranks(self) -> Mapping[str, Any]:
        return dict(zip(self.conflict.party_names, rank_counts(self.verdicts), strict=True))

    def rows(
        self, where: str | None = None, only_equilibria: bool = False, limit: int | None = None
    ) -> Table:
        """The table of states, a row a state; see Analysis.rows."""
        return self.table_of(self.chosen(where, only_equilibria, limit))

    def table_of(self, rows: SymbolicRows) -> Table:
        """The table of these rows."""
        from detente.analysis.symbolic_table import symbolic_table

        return symbolic_table(self, rows)

    def to_dict(
        self, limit: int | None = None, table: SymbolicRows | None = None
    ) -> dict[str, Any]:
        """What `detente analyze --json` prints; lists complete up to `limit` states each."""
        answer = analysis_dict(self, limit, table)
        if self.partial:
            answer["partial"] = {name: one.to_dict() for name, one in self.partial.items()}
        return self._with_made(answer)

    def __repr__(self) -> str:
        counts = ", ".join(f"{concept} {self.count(concept)}" for concept in self.concepts)
        return f"<SymbolicAnalysis {self.conflict.title!r}: {self.size:,} states; {counts}>"


@stamped
def analyze_symbolic(
    conflict: Conflict,
    concepts: str | Sequence[str] | None = None,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> SymbolicAnalysis:
    """Judge every state for every party without listing any; see analyze.

    ModelError for names that are not there, and where no state is feasible; TooLarge where the
    model lists its states, a concept is asked for that only lists can judge, or its diagrams do
    not fit. A concept that reaches a limit is told in `partial`.
    """
    asked = ask(concepts, conflict.party_names)
    verdicts = _verdicts(conflict, asked, setting, concepts is not None)
    answer = SymbolicAnalysis(conflict, verdicts, setting=setting.kept())
    try:
        answer.groups(), answer.outcomes(), answer.nobody_moves
    except MemoryError as error:
        raise TooLarge(
            f"outcomes and groups of {', '.join(verdicts.concepts)}",
            "their diagrams have more nodes than there is room for",
            "allow more memory (`--memory`), or ask for fewer concepts (`--concepts`)",
        ) from error
    if not _told_whole(verdicts):
        return answer
    # What could be listed as well is told as fully.
    reason = _why_not(answer, setting)
    if RESTS_ON_ANSWERS not in verdicts.concepts:
        return replace(answer, why_not=reason)
    firm = verdicts
    if FIRM not in verdicts.concepts:
        firm = _verdicts(conflict, ask(FIRM, conflict.party_names), setting, True)
    return replace(answer, why_not=reason, firm=_counted(conflict, firm))


def _verdicts(
    conflict: Conflict, asked: Sequence[Asked], setting: Setting, required: bool
) -> SymbolicVerdicts:
    return judge_symbolic(
        conflict,
        asked,
        setting.assumptions,
        setting.reading,
        setting.held(conflict),
        setting.left(conflict),
        required,
        setting.progress,
    )


def _why_not(answer: SymbolicAnalysis, setting: Setting) -> WhyNot | None:
    conflict, verdicts = answer.conflict, answer.verdicts
    arena = setting.arena(conflict)
    graph = arena.under(setting.reading)
    planes = {
        concept: packed([states.plane(graph.codes) for states in verdicts.stable[concept]])
        for concept in verdicts.concepts
    }
    usual = replace(verdicts.assumptions, engine="auto")
    listed = Verdicts(graph, usual, verdicts.asked, planes, verdicts.not_defined, verdicts.engine)
    where = planes_of(conflict, arena)
    return why_not(conflict, arena, listed, where, setting.to_dict(), setting.progress)


def _counted(conflict: Conflict, firm: SymbolicVerdicts) -> dict[str, dict[str, int]]:
    """By outcome: how many equilibria of `seq` in it are firm. Empty where a limit was reached."""
    if FIRM not in firm.concepts:
        return {}
    states = firm.equilibria(FIRM)
    return {
        name: {RESTS_ON_ANSWERS: (states & firm.where(conflict.outcomes[name].condition)).count}
        for name in conflict.outcome_names
    }


def _told_whole(verdicts: SymbolicVerdicts) -> bool:
    """Whether the states are few enough to be listed beside, for what is told of lists alone."""
    options = len(verdicts.compiled.variables)
    return options <= _LISTED_OPTIONS and verdicts.feasible.count <= limit_of("firm_states")
