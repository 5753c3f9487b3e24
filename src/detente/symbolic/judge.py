"""Judging a conflict by diagrams: every concept asked for, for every party, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from detente.model import Condition, Conflict
from detente.problems import TooLarge
from detente.progress import Progress
from detente.stability import Asked, Assumptions, Term, concepts, worth
from detente.symbolic.by_number import NumberPlay
from detente.symbolic.by_threshold import ThresholdPlay
from detente.symbolic.compiled import Compiled, compiled
from detente.symbolic.space import Bounds, LimitReachedError
from detente.symbolic.state_set import StateSet
from detente.values import dataclass

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

ENGINE = "symbolic"
_NOT_JUDGED = "left out: the symbolic engine judges nash, gmr, smr, seq, sseq and hseq"


@dataclass(frozen=True, slots=True)
class Partial:
    """What is known of a concept that was not judged for every party.

    reason   which limit was reached. parties: those for which it was judged.
    least, most  between which numbers the number of its equilibria lies.
    """

    reason: str
    parties: tuple[str, ...]
    least: int
    most: int

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "reason": self.reason,
            "parties": list(self.parties),
            "least": self.least,
            "most": self.most,
        }


@dataclass(frozen=True, eq=False)
class SymbolicVerdicts:
    """The answer of the symbolic engine.

    stable       by concept id: by party the states in which it stays.
    feasible     all states. not_defined: by concept id why it has no verdict here.
    partial      by concept id: what is known where a limit was reached; such concepts are in
                 `not_defined` too.
    """

    compiled: Compiled = field(repr=False)
    assumptions: Assumptions
    asked: tuple[Asked, ...]
    stable: Mapping[str, tuple[StateSet, ...]]
    feasible: StateSet
    not_defined: Mapping[str, str]
    partial: Mapping[str, Partial]
    engine: str = ENGINE

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids that have verdicts, in the order asked for."""
        return tuple(one.id for one in self.asked if one.id in self.stable)

    def equilibria(self, concept: str) -> StateSet:
        """Where every party stays."""
        found = self.feasible
        for states in self.stable[concept]:
            found &= states
        return found

    def where(self, condition: Condition) -> StateSet:
        """The states in which a condition of the model holds."""
        return StateSet(self.compiled, self.compiled.where(condition)) & self.feasible


def judge_symbolic(
    conflict: Conflict,
    asked: Sequence[Asked],
    assumptions: Assumptions,
    reading: Mapping[str, str],
    holding: Sequence[Condition] = (),
    without: Sequence[str] = (),
    required: bool = True,
    progress: Progress | None = None,
    limits: Bounds | None = None,
) -> SymbolicVerdicts:
    """The verdicts of all `asked` concepts for all parties of a conflict in option form.

    Where a concept reaches a limit of nodes or time, what is known of it stands in `partial`.
    TooLarge where the conflict itself does not fit, where its states are listed by name, or where
    `required` and a concept is none of those that this engine judges.
    """
    ground = ground_of(conflict, reading, holding, without, limits)
    return judge_ground(ground, asked, assumptions, required, progress)


def judge_ground(
    ground: Compiled,
    asked: Sequence[Asked],
    assumptions: Assumptions,
    required: bool = True,
    progress: Progress | None = None,
) -> SymbolicVerdicts:
    """The same for a conflict that is there as diagrams.

    Where the nodes run out the verdicts are in a new space: see their `compiled`.
    """
    return _Work(ground, assumptions, progress).verdicts(tuple(asked), required)


def ground_of(
    conflict: Conflict,
    reading: Mapping[str, str],
    holding: Sequence[Condition] = (),
    without: Sequence[str] = (),
    limits: Bounds | None = None,
    alternatives: bool = False,
) -> Compiled:
    """The conflict as diagrams; TooLarge where it does not fit, or lists its states by name."""
    if conflict.form != "option":
        raise TooLarge(
            "listed states",
            "the symbolic engine works on options, and this model lists its states",
            "leave `--engine` out: states that a file lists are few enough",
        )
    bounds = limits or Bounds.usual()
    try:
        return compiled(conflict, reading, holding, without, bounds, alternatives)
    except (LimitReachedError, MemoryError) as error:
        raise TooLarge(
            f"a conflict of {len(conflict.options)} options",
            f"its rules and preferences as diagrams: {reason_of(error, bounds)}",
            "hold some options fixed (`--holding`), or write preferences as statements on few "
            "options each",
        ) from error


def why_undefined(ground: Compiled, one: Asked) -> str | None:
    """Why a concept has no meaning here; None where it has one."""
    for party, name in zip(ground.parties, ground.conflict.party_names, strict=True):
        if party.refusal:
            return f"{name}: {party.refusal}"
    count = len(ground.parties)
    if "two parties" in one.concept.needs and count != 2:
        return f"it is defined for two parties, and this model has {count}"
    return None


def judged_term(one: Asked) -> Term:
    """The concept as diagrams judge it; TooLarge for one that lists alone can judge."""
    if one.term is None or not _judged(one.term):
        raise TooLarge(
            f"{one.id} by the symbolic engine",
            "it judges nash, gmr, smr, seq, sseq and hseq",
            "ask for one of these, or hold options fixed (`--holding`) until the "
            "states can be listed, and leave `--engine` out",
        )
    return one.term


def stable_states(ground: Compiled, assumptions: Assumptions, term: Term) -> list[Diagram]:
    """By party where it stays; LimitReachedError and MemoryError by the bounds of the space."""
    work = _Work(ground, assumptions, None)
    return [work.stable(term, party) for party in range(len(ground.parties))]


def reason_of(error: LimitReachedError | MemoryError, bounds: Bounds) -> str:
    """Which limit was reached."""
    if isinstance(error, LimitReachedError):
        return error.reason
    return f"the limit of {bounds.nodes:,} nodes was reached"


class _Work:
    """One question on the way to its answer."""

    def __init__(
        self, ground: Compiled, assumptions: Assumptions, progress: Progress | None
    ) -> None:
        self._ground, self._assumptions, self._progress = ground, assumptions, progress
        self._known: dict[tuple[Term, int], Diagram] = {}

    def verdicts(self, asked: tuple[Asked, ...], required: bool) -> SymbolicVerdicts:
        names = self._ground.conflict.party_names
        reasons: dict[str, str] = {}
        reached: dict[str, str] = {}
        for k, one in enumerate(asked):
            if (reason := why_undefined(self._ground, one)) is not None:
                reasons[one.concept.id if one.leader else one.id] = reason
                continue
            if required:
                term = judged_term(one)
            elif one.term is not None and _judged(one.term):
                term = one.term
            else:
                reasons[one.id] = _NOT_JUDGED
                continue
            self._ground.space.start()
            try:
                for party, name in enumerate(names):
                    if self._progress is not None:
                        done = k * len(names) + party
                        self._progress(f"{one.id} for {name}", done, len(asked) * len(names))
                    self.stable(term, party)
            except (LimitReachedError, MemoryError) as error:
                reached[one.id] = reason_of(error, self._ground.space.bounds)
                self._recover(isinstance(error, MemoryError))
        return self._answer(asked, reasons, reached)

    def stable(self, term: Term, party: int) -> Diagram:
        """Where a party stays."""
        if (term, party) not in self._known:
            play: Any = (
                NumberPlay(self._ground, party, self._assumptions)
                if NumberPlay.takes(self._ground, party, term, self._assumptions)
                else ThresholdPlay(self._ground, party, self._assumptions)
            )
            leavers: Any = self._leavers
            self._known[term, party] = play.stable(worth(term, play, leavers))
        return self._known[term, party]

    def _leavers(self, term: Term) -> list[Diagram]:
        """By party, where it would leave."""
        return [~self.stable(term, party) for party in range(len(self._ground.parties))]

    def _recover(self, lost: bool) -> None:
        """Room for what comes next. Where it ran out within a step, the nodes of that step are
        never given back: what is known moves to a new space."""
        if not lost:
            self._ground.space.manager.gc()
            return
        before = self._ground
        self._ground = before.again()
        moved = before.space.copier(self._ground.space)
        self._known = {key: moved(states) for key, states in self._known.items()}

    def _answer(
        self, asked: tuple[Asked, ...], reasons: dict[str, str], reached: dict[str, str]
    ) -> SymbolicVerdicts:
        stable, ground = {}, self._ground
        for one in asked:
            if one.id not in reasons and one.id not in reached:
                assert one.term is not None
                stable[one.id] = tuple(
                    StateSet(ground, self._known[one.term, party])
                    for party in range(len(ground.parties))
                )
        every = StateSet(ground, ground.feasible)
        verdicts = SymbolicVerdicts(ground, self._assumptions, asked, stable, every, reasons, {})
        partial = {
            one.id: self._partial(one, reached[one.id], verdicts)
            for one in asked
            if one.id in reached
        }
        reasons |= {one: f"left out: {reason}" for one, reason in reached.items()}
        return SymbolicVerdicts(ground, self._assumptions, asked, stable, every, reasons, partial)

    def _partial(self, one: Asked, reason: str, verdicts: SymbolicVerdicts) -> Partial:
        """Between which numbers the equilibria lie, by the parties and the concepts judged."""
        least, most = StateSet(self._ground, self._ground.space.false), verdicts.feasible
        judged = []
        assert one.term is not None
        for party, name in enumerate(self._ground.conflict.party_names):
            if (one.term, party) in self._known:
                judged.append(name)
                most &= StateSet(self._ground, self._known[one.term, party])
        for other in verdicts.concepts:
            if other in within(one.id):
                most &= verdicts.equilibria(other)
            if one.id in within(other):
                least |= verdicts.equilibria(other)
        return Partial(reason, tuple(judged), least.count, most.count)


def within(concept: str) -> set[str]:
    """The concepts that hold wherever this one does."""
    found: set[str] = set()
    todo = [concept]
    while todo:
        known = concepts().get(todo.pop())
        new = set(known.implies) - found if known is not None else set()
        found |= new
        todo += new
    return found


def _judged(term: Term) -> bool:
    """Whether diagrams tell the term: one answer at most, and no counter that must improve."""
    return term.turns is None and term.counter != "improvement"
