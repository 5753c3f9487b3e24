"""What would hold if something were otherwise: the finding behind `detente what-if`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Unpack

import numpy as np

from detente.analysis.analyze import ask
from detente.analysis.finding import Finding, stamped
from detente.analysis.question_checks import (
    bad,
    check_conditions,
    several,
)
from detente.analysis.reading_sets import Across, Readings, readings_of
from detente.analysis.setting import USUAL, ReadingWords, Setting
from detente.analysis.sub_conflict import SubConflict
from detente.analysis.table import Table
from detente.analysis.turned import Turned, equilibria_texts, most_turned, turning
from detente.fixed import Fixed
from detente.limits import limit as bound
from detente.model import Conflict, Preference, varied
from detente.progress import Progress
from detente.stability import Asked, undefined

_FEW = 16  # readings for which every core concept is judged unless concepts are named

Counts = Mapping[str, Mapping[str, int]]  # by outcome and concept: how many equilibria


@dataclass(frozen=True, eq=False)
class Column(Fixed):
    """What holds under one reading, before the change and after it.

    equilibria  how many there are by concept, before and after.
    """

    reading: Mapping[str, str]
    before: Counts
    after: Counts
    equilibria: tuple[Mapping[str, int], Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class WhatIf(Finding):
    """The changed conflict beside the unchanged one.

    changes   what was changed, as asked.
    columns   one a reading; the first is the one whose verdicts are told.
    turned    states whose verdict turns under the first reading, with what decides it; where
              fewer were asked for than turn, those of the states that turn most often.
    equilibria  by concept those after the change, under the first reading.
    """

    conflict: Conflict
    changed: Conflict
    changes: tuple[str, ...]
    concepts: tuple[Asked, ...]
    readings: Readings
    fixed: Mapping[str, str]
    columns: tuple[Column, ...] = field(repr=False)
    turned: tuple[Turned, ...] = field(repr=False)
    equilibria: Mapping[str, Sequence[str]] = field(repr=False)
    gained: Mapping[str, int]
    lost: Mapping[str, int]
    states: tuple[int, int]
    not_defined: Mapping[str, str]
    choices: Mapping[str, Any]

    def outcomes(self, after: bool = True) -> dict[str, dict[str, int]]:
        """By outcome and concept: in how many readings some equilibrium lies in it."""
        return {
            name: {
                one.id: sum(
                    (column.after if after else column.before)[name][one.id] > 0
                    for column in self.columns
                )
                for one in self.concepts
            }
            for name in self.conflict.outcomes
        }

    @property
    def assumptions(self) -> dict[str, Any]:
        """Every choice behind the verdicts."""
        return {**self.choices, "reading": dict(self.fixed), **self.readings.to_dict()}

    def to_dict(self, limit: int | None = None) -> dict[str, Any]:
        """What `detente what-if --json` prints."""
        most = bound("list_states") if limit is None else limit
        answer = {
            "conflict": self.conflict.title,
            "changes": list(self.changes),
            "states": {"before": self.states[0], "after": self.states[1]},
            "readings": len(self.readings),
            "of": self.readings.size,
            "seed": self.readings.seed,
            "concepts": [one.id for one in self.concepts],
            "outcomes": self.outcomes(),
            "outcomes_before": self.outcomes(after=False),
            "equilibria": {name: list(found[:most]) for name, found in self.equilibria.items()},
            "counts": {
                "equilibria": {name: len(found) for name, found in self.equilibria.items()},
                "gained": dict(self.gained),
                "lost": dict(self.lost),
            },
            "turned": [one.to_dict() for one in self.turned[:most]],
            "columns": [
                {
                    "reading": self.readings.shown(column.reading),
                    "before": {name: dict(one) for name, one in column.before.items()},
                    "after": {name: dict(one) for name, one in column.after.items()},
                    "equilibria": dict(
                        zip(("before", "after"), map(dict, column.equilibria), strict=True)
                    ),
                }
                for column in self.columns[:most]
            ],
            "truncated": len(self.columns) > most
            or any(len(found) > most for found in self.equilibria.values())
            or sum(self.gained.values()) + sum(self.lost.values()) > min(most, len(self.turned)),
            "not_defined": dict(self.not_defined),
            "assumptions": self.assumptions,
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row for each reading, outcome and concept: equilibria before and after.

        A conflict that names no outcome has one row a reading and concept, of all equilibria.
        """
        parties = list(self.conflict.party_names)
        rows: Iterator[tuple[str | int, ...]] = (
            (
                *(column.reading.get(party, "base") for party in parties),
                name,
                one.id,
                before[one.id],
                after[one.id],
            )
            for column in self.columns
            for name, before, after in (
                ((name, column.before[name], column.after[name]) for name in column.before)
                if column.before
                else [("", *column.equilibria)]
            )
            for one in self.concepts
        )
        return Table([*parties, "outcome", "concept", "before", "after"], rows)

    def __repr__(self) -> str:
        what = "; ".join(self.changes) or "nothing changed"
        return f"<WhatIf {self.conflict.title!r}: {what}; {len(self.readings):,} readings>"


@stamped
def what_if(
    conflict: Conflict,
    edits: str | Sequence[str] = (),
    holding: str | Sequence[str] = (),
    without: str | Sequence[str] = (),
    rules: str | Sequence[str] = (),
    across: Across = "base",
    concepts: str | Sequence[str] | None = None,
    sample: int | None = None,
    seed: int = 0,
    told: int | None = 1_000,
    setting: Setting = USUAL,
    **words: Unpack[ReadingWords],
) -> WhatIf:
    """What would hold with all the changes together, beside what holds without them.

    edits    of priority lists: `PARTY=ALTERNATIVE` and `PARTY: move 3 to 1`, in order.
    holding  conditions that hold; without: options nobody takes; rules: what no state fulfils.
    across   the readings of both: `base`, `all`, or alternatives by party; each is a column.
    setting  under what; its reading is that of the parties that `across` does not vary.
    told     so many verdicts that turn are told in full at most; None for all.
    sample   so many of the readings, drawn with `seed`.
    ModelError for what cannot be read or empties the conflict; TooLarge for too many readings.
    """
    sets, held, left, ruled = several(edits), several(holding), several(without), several(rules)
    changes = (
        *sets,
        *(f"holding {text}" for text in held),
        *(f"without {text}" for text in left),
        *(f"rule: never {text}" for text in ruled),
    )
    fixed, assumptions = setting.reading, setting.assumptions
    readings = readings_of(conflict, _with_fixed(across, fixed, conflict))
    if not changes and len(readings) == 1:
        mend = "write --set, --holding, --without, --rule or --across"
        raise bad("what-if", "E-VALUE", "nothing is asked to be otherwise", mend)
    check_conditions(conflict, ruled, "--rule")  # told of as what was asked, not as a file has it
    changed = varied(conflict, None, sets, held, left, ruled, "--set")
    asked = ask(concepts, conflict.party_names)
    if told is not None and told < 0:
        raise bad("told", "E-VALUE", f"{told} verdicts cannot be told", "write 0 or more")
    if sample is not None:
        readings = readings.sample(sample, seed)
    before = SubConflict(conflict, assumptions=assumptions)
    readings.require_listable(before.states)
    after = _changed(before, conflict, changed)
    reason = {}
    if concepts is None and len(readings) > _FEW:
        slow = [one for one in asked if "joint moves" in one.concept.needs]
        asked = tuple(one for one in asked if one not in slow)
        many = f"left out with more than {_FEW} readings: it takes longer than all others; "
        reason = {one.id: many + "name it to ask for it" for one in slow}
    reason |= {
        one.id: why
        for one in asked
        for sub_conflict in (before, after)
        if (why := undefined(one, sub_conflict.graph(next(iter(readings)))))
    }
    defined = tuple(one for one in asked if one.id not in reason)
    columns = _columns(before, after, readings, defined, setting.progress)
    first = next(iter(readings))
    gained, lost = {}, {}
    for one in defined:
        new, gone = turning(before, after, first, one)
        gained[one.id], lost[one.id] = len(new), len(gone)
    return WhatIf(
        conflict,
        changed,
        changes,
        defined,
        readings,
        fixed,
        columns,
        most_turned(before, after, first, defined, told),
        {one.id: equilibria_texts(after, first, one) for one in defined},
        gained,
        lost,
        (before.states, after.states),
        reason,
        {
            **assumptions.to_dict(),
            "edits": sets,
            "holding": held,
            "without": left,
            "rules": ruled,
        },
    )


def _with_fixed(across: Across, fixed: Mapping[str, str], conflict: Conflict) -> Across:
    """The readings asked for, with each party that is fixed and not named at its alternative."""
    if not fixed:
        return across
    if across == "base":
        named: dict[str, Sequence[str] | str] = {}
    elif across == "all":
        named = {party: "all" for party in conflict.party_names if party not in fixed}
    elif isinstance(across, str):
        return across
    else:
        named = dict(across)
    return {**{party: [name] for party, name in fixed.items()}, **named}


def _changed(before: SubConflict, conflict: Conflict, changed: Conflict) -> SubConflict:
    """The changed sub-conflict; where only wishes differ all but their ranks is shared."""
    if changed.rules != conflict.rules:
        return SubConflict(changed, assumptions=before.assumptions)
    instead: dict[tuple[str, str], Preference] = {
        (party, "base"): changed.preference(party)
        for party in conflict.party_names
        if changed.preference(party) != conflict.preference(party)
    }
    sub_conflict = before.changed(instead)
    sub_conflict.conflict = changed
    return sub_conflict


def _columns(
    before: SubConflict,
    after: SubConflict,
    readings: Readings,
    concepts: Sequence[Asked],
    progress: Progress | None,
) -> tuple[Column, ...]:
    inside = [
        {
            name: sub_conflict.where(one.condition)
            for name, one in sub_conflict.conflict.outcomes.items()
        }
        for sub_conflict in (before, after)
    ]
    # Where only wishes differ the sides share their arena, and readings that order states alike.
    known: dict[tuple[int, tuple[int, ...]], tuple[Counts, Mapping[str, int]]] = {}
    found = []
    for sub_conflict in (before, after):
        for one in concepts:
            for _ in sub_conflict.judge_ahead(readings, one):
                pass
    for k, reading in enumerate(readings):
        if progress is not None:
            progress("readings", k, len(readings))
        sides = []
        for side, sub_conflict in enumerate((before, after)):
            key = (id(sub_conflict.arena), sub_conflict.key(reading))
            if key not in known:
                planes = {one.id: sub_conflict.equilibria(reading, one) for one in concepts}
                lie_in = {
                    name: {
                        one: int(np.count_nonzero(plane & where)) for one, plane in planes.items()
                    }
                    for name, where in inside[side].items()
                }
                there = {one: int(np.count_nonzero(plane)) for one, plane in planes.items()}
                known[key] = (lie_in, there)
            sides.append(known[key])
        (was, all_before), (now, all_after) = sides
        found.append(Column(reading, was, now, (all_before, all_after)))
    return tuple(found)
