"""What changed between two models, and which change turned which verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Unpack

import numpy as np

from detente.analysis.analyze import ask
from detente.analysis.finding import Finding, stamped
from detente.analysis.model_changes import (
    ModelChange,
    Values,
    changes_between,
    judged_values,
    must_go_together,
    silent_changes,
    with_changes,
)
from detente.analysis.question_checks import check_reading, the_conflict
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.sub_conflict import SubConflict
from detente.analysis.table import Table
from detente.analysis.turned import Turned, turned
from detente.fixed import Fixed
from detente.limits import limit as bound
from detente.model import Conflict, build, varied
from detente.problems import ModelError, TooLarge
from detente.progress import Progress
from detente.stability import Asked, undefined

_TRIALS = 200  # models between the two that are judged at most
_TOLD = 40  # verdicts told in full, for each concept and sort

Key = tuple[str, ...]  # a state by the options taken, or by its name
Verdict = tuple[str, Key]  # a concept and a state


@dataclass(frozen=True, eq=False)
class VerdictChange(Fixed):
    """A state that is an equilibrium in one of two models only, and what turned it.

    holds   whether it is one in the new model.
    state   as the model in which it is one writes it; taken: the options taken there.
    causes  the smallest sets of changes that turn it, each by the changes' places; several are
            several ways, one of two or more interact. Empty where none was found in time.
    """

    concept: str
    holds: bool
    state: str
    taken: Key
    causes: tuple[tuple[int, ...], ...]
    why: Turned | None = None

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "concept": self.concept,
            "holds": self.holds,
            "state": self.state,
            "taken": list(self.taken),
            "causes": [list(one) for one in self.causes],
            "why": None if self.why is None else self.why.to_dict(),
        }


@dataclass(frozen=True, eq=False)
class Diff(Finding):
    """What changed in the model and, because of it, in the verdicts.

    changes   those that verdicts can rest on; silent: what else differs, in words.
    verdicts  equilibria gained first, then lost, by concept; complete: whether every cause was
              looked for.
    """

    old: Conflict
    new: Conflict
    concepts: tuple[Asked, ...]
    changes: tuple[ModelChange, ...]
    silent: tuple[str, ...]
    verdicts: tuple[VerdictChange, ...] = field(repr=False)
    complete: bool
    states: tuple[int, int]
    counts: Mapping[str, tuple[int, int]]
    outcomes: Mapping[str, Mapping[str, tuple[int | None, int | None]]]
    not_defined: Mapping[str, str]
    choices: Mapping[str, Any]

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente diff --json` prints."""
        most = bound("list_states") if limit is None else limit
        answer = {
            "old": self.old.title,
            "new": self.new.title,
            "states": {"old": self.states[0], "new": self.states[1]},
            "concepts": [one.id for one in self.concepts],
            "changes": [one.to_dict() for one in self.changes],
            "silent": list(self.silent),
            "verdicts": [one.to_dict() for one in self.verdicts[:most]],
            "complete": self.complete,
            "counts": {one: {"old": was, "new": now} for one, (was, now) in self.counts.items()},
            "outcomes": {
                name: {one: {"old": was, "new": now} for one, (was, now) in found.items()}
                for name, found in self.outcomes.items()
            },
            "truncated": len(self.verdicts) > most,
            "not_defined": dict(self.not_defined),
            "assumptions": dict(self.choices),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row for each verdict that turned."""
        rows = (
            (
                one.concept,
                one.state,
                "now" if one.holds else "no longer",
                "; or ".join(
                    " with ".join(self.changes[k].words for k in cause) for cause in one.causes
                ),
                one.why.words if one.why is not None else "",
            )
            for one in self.verdicts
        )
        return Table(["concept", "state", "holds", "because of", "why"], rows)

    def __repr__(self) -> str:
        return f"<Diff: {len(self.changes)} changes, {len(self.verdicts)} verdicts turned>"


@stamped
def diff(
    old: Conflict,
    new: Conflict,
    concepts: str | Sequence[str] | None = None,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Diff:
    """What changed from `old` to `new`, and which of it turned which verdict.

    States are matched by the options taken; an option that a model does not have is not taken in
    it. Each change is made alone, then two together, and so on, until the verdict turns; what
    makes no model by itself is tried with what it needs.
    reading, holding, without  how both models are read; without them the base reading is.
    ModelError for names that are not there; TooLarge as for `analyze`.
    """
    assumptions = setting.assumptions
    given = the_conflict(old), the_conflict(new)
    chosen, held, left = dict(setting.reading), setting.holding, setting.without
    for one in given:
        check_reading(one, chosen)
    old, new = (varied(one, chosen, (), held, left) for one in given)
    values = (judged_values(old), judged_values(new))
    changes = changes_between(*values)
    asked = ask(concepts, ())
    sub_conflicts = (
        SubConflict(old, assumptions=assumptions),
        SubConflict(new, assumptions=assumptions),
    )
    reasons = {
        one.id: reason
        for one in asked
        for sub_conflict in sub_conflicts
        if (reason := undefined(one, sub_conflict.graph({}))) is not None
    }
    defined = tuple(one for one in asked if one.id not in reasons)
    was, now = (_equilibria(sub_conflict, defined) for sub_conflict in sub_conflicts)
    turning = set(was) ^ set(now)
    causes, complete = _causes(
        values, changes, turning, set(was), sub_conflicts[0], defined, setting.progress
    )
    told = _told(sub_conflicts, defined)
    verdicts = tuple(
        VerdictChange(
            one[0],
            one in now,
            (now if one in now else was)[one],
            one[1],
            causes.get(one, ()),
            told.get((one[0], (now | was)[one])),
        )
        for one in sorted(
            turning,
            key=lambda one: (
                [c.id for c in defined].index(one[0]),
                one not in now,
                (now if one in now else was)[one],
            ),
        )
    )
    return Diff(
        old,
        new,
        defined,
        changes,
        silent_changes(*given, chosen),
        verdicts,
        complete,
        (sub_conflicts[0].states, sub_conflicts[1].states),
        {
            one.id: (sum(c == one.id for c, _ in was), sum(c == one.id for c, _ in now))
            for one in defined
        },
        _outcomes(sub_conflicts, defined),
        reasons,
        setting.to_dict(),
    )


def _equilibria(sub_conflict: SubConflict, concepts: Sequence[Asked]) -> dict[Verdict, str]:
    """All equilibria by concept and state, with the state's text."""
    graph, found = sub_conflict.arena.graph, {}
    options = [option.key for option in sub_conflict.conflict.options]
    for one in concepts:
        for text in graph.state_texts(np.flatnonzero(sub_conflict.equilibria({}, one))):
            if graph.form == "graph":
                key: Key = (text,)
            else:
                key = tuple(
                    sorted(
                        name for name, letter in zip(options, text, strict=True) if letter == "Y"
                    )
                )
            found[one.id, key] = text
    return found


def _told(
    sub_conflicts: tuple[SubConflict, SubConflict], concepts: Sequence[Asked]
) -> dict[tuple[str, str], Turned]:
    """By concept and state why a verdict turns, where both models write states alike."""
    old, new = (sub_conflict.conflict for sub_conflict in sub_conflicts)
    same = [one.key for one in old.options] == [one.key for one in new.options]
    if not same or old.form != new.form or old.party_names != new.party_names:
        return {}
    return {
        (one.id, str(told.state)): told
        for one in concepts
        for told in turned(sub_conflicts[0], sub_conflicts[1], {}, one, _TOLD)
    }


def _causes(
    values: tuple[Values, Values],
    changes: Sequence[ModelChange],
    turning: set[Verdict],
    was: set[Verdict],
    sub_conflict: SubConflict,
    concepts: Sequence[Asked],
    progress: Progress | None,
) -> tuple[dict[Verdict, tuple[tuple[int, ...], ...]], bool]:
    """By verdict the smallest sets of changes that turn it from the old model, all of that size.

    Also whether every set was tried that could be smaller than what is given.
    """
    causes: dict[Verdict, list[tuple[int, ...]]] = {}
    open_ = set(turning)
    trials, every = 0, tuple(range(len(changes)))
    if must_go_together(*values):
        return dict.fromkeys(turning, (every,)), False
    for size in range(1, len(changes) + 1):
        for chosen in combinations(range(len(changes)), size):
            if trials >= _TRIALS and size < len(changes):
                break
            trials += 1
            if progress is not None:
                progress("changes, made one by one and together", trials, _TRIALS)
            found = _between(values, [changes[k] for k in chosen], sub_conflict, concepts)
            if found is None:
                continue
            for one in open_:
                if (one in found) != (one in was):
                    causes.setdefault(one, []).append(chosen)
        open_ -= set(causes)
        if not open_:
            return {one: tuple(sets) for one, sets in causes.items()}, trials < _TRIALS
        if trials >= _TRIALS and size < len(changes):
            return {
                **dict.fromkeys(open_, (every,)),
                **{one: tuple(sets) for one, sets in causes.items()},
            }, False
    return {one: tuple(sets) for one, sets in causes.items()}, True


def _between(
    values: tuple[Values, Values],
    chosen: Sequence[ModelChange],
    sub_conflict: SubConflict,
    concepts: Sequence[Asked],
) -> set[Verdict] | None:
    """The equilibria of the old model with some changes; None where that makes no model."""
    try:
        conflict = build(with_changes(*values, chosen))
        trial = SubConflict(conflict, assumptions=sub_conflict.assumptions)
        if any(undefined(one, trial.graph({})) for one in concepts):
            return None
        return set(_equilibria(trial, concepts))
    except (ModelError, TooLarge):
        return None


def _outcomes(
    sub_conflicts: tuple[SubConflict, SubConflict], concepts: Sequence[Asked]
) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    """By outcome and concept how many equilibria lie in it, old and new; None: no such outcome."""

    def count(sub_conflict: SubConflict, name: str, one: Asked) -> int | None:
        outcome = sub_conflict.conflict.outcomes.get(name)
        if outcome is None:
            return None
        inside = sub_conflict.where(outcome.condition)
        return int(np.count_nonzero(inside & sub_conflict.equilibria({}, one)))

    names: Iterator[str] = iter(
        dict.fromkeys(n for s in sub_conflicts for n in s.conflict.outcomes)
    )
    return {
        name: {
            one.id: (count(sub_conflicts[0], name, one), count(sub_conflicts[1], name, one))
            for one in concepts
        }
        for name in names
    }
