"""How sure an answer is: in which share of readings it holds, what drives it, what turns it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Unpack

import numpy as np

from detente.analysis.deciders import Decider, deciders
from detente.analysis.ensembles.answers import Answer, Share, drivers_of
from detente.analysis.ensembles.asked import Ensembled, close_to_base, ensemble_of
from detente.analysis.ensembles.dimensions import Dimension, dimensions_of
from detente.analysis.ensembles.hanging import Hanging
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.sharing import Sharing
from detente.analysis.ensembles.tally import Tally
from detente.analysis.finding import Finding, stamped
from detente.analysis.question_checks import bad
from detente.analysis.reading_sets import Across, Readings
from detente.analysis.setting import USUAL, Setting, Words
from detente.analysis.table import Table
from detente.fixed import plain
from detente.limits import limit
from detente.model import Conflict
from detente.problems import NotDefined, TooLarge
from detente.progress import Progress
from detente.stability import judge


@dataclass(frozen=True, eq=False)
class Robust(Finding):
    """How often each outcome holds over many readings of what the parties want.

    answers      by class and concept: outcomes in file order, then what else was asked about.
    readings     how many were looked at; size: how many there are.
    seed         with which they were drawn; None where all were looked at.
    near         the answers whose margin and evidence were worked out, or would be but for `quick`.
    hangs        without which entry of the evidence an answer of the base turns; empty where it
                 was not worked out, `weighed` tells.
    varied       what was varied, in words that `--json` prints.
    not_defined  by concept: why it was left out.
    experimental  concepts on which sources differ, or are few.
    """

    conflict: Conflict = field(repr=False)
    answers: Mapping[tuple[str, str], Answer]
    concepts: tuple[str, ...]
    readings: int
    size: int
    seed: int | None
    near: tuple[tuple[str, str], ...]
    hangs: tuple[Hanging, ...]
    weighed: bool
    varied: Mapping[str, Any]
    not_defined: Mapping[str, str]
    assumptions: Mapping[str, Any]
    engine_used: str | None = None
    experimental: tuple[str, ...] = ()

    @property
    def engine(self) -> str | None:
        """The engine that judged."""
        return self.engine_used

    @property
    def classes(self) -> tuple[str, ...]:
        """The outcomes, and what else was asked about."""
        return tuple(dict.fromkeys(name for name, _ in self.answers))

    @property
    def complete(self) -> bool:
        """Whether every reading was looked at."""
        return self.readings == self.size

    def answer(self, of: str, concept: str = "seq") -> Answer:
        """What was found about a class under a concept; ModelError where it was not asked."""
        found = self.answers.get((of, concept))
        if found is None:
            asked = ", ".join(f"'{name}' under {one}" for name, one in list(self.answers)[:8])
            raise bad("of", "E-VALUE", f"'{of}' was not asked under '{concept}'", f"name: {asked}")
        return found

    def to_dict(self) -> dict[str, Any]:
        """What `detente robust --json` prints."""
        by: dict[str, dict[str, Any]] = {name: {} for name in self.classes}
        for (name, concept), one in self.answers.items():
            by[name][concept] = one
        answer = {
            "conflict": self.conflict.title,
            "readings": self.readings,
            "of": self.size,
            "complete": self.complete,
            "seed": self.seed,
            "outcomes": {
                name: {concept: one.share.holds for concept, one in own.items()}
                for name, own in by.items()
            },
            "answers": {
                name: {concept: one.to_dict() for concept, one in own.items()}
                for name, own in by.items()
            },
            "evidence": [one.to_dict() for one in self.hangs if one.turned],
            "weighed": len(self.hangs) if self.weighed else None,
            "varied": plain(self.varied),
            "not_defined": dict(self.not_defined),
            "experimental": list(self.experimental),
            "assumptions": plain(self.assumptions),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a class and concept: in how many readings it holds, and how far it is from not."""
        columns = ("of", "concept", "holds", "readings", "share", "low", "high", "base")
        return Table((*columns, "constant", "margin", "driver", "explains"), self._rows())

    def _rows(self) -> Iterator[tuple[str | int | float | bool | None, ...]]:
        for (name, concept), one in self.answers.items():
            low, high = one.share.interval or (None, None)
            first = one.drivers[0] if one.drivers else None
            yield (
                name,
                concept,
                one.share.holds,
                one.share.of,
                one.share.share,
                low,
                high,
                one.base,
                one.constant,
                None if one.margin is None else one.margin.margin,
                None
                if first is None
                else f"{first.dimension.party} {first.dimension.what}".strip(),
                None if first is None else first.explains,
            )

    def __repr__(self) -> str:
        return f"<Robust of {self.conflict.title!r}: {self.readings:,} readings of {self.size:,}>"


@stamped
def robust(
    conflict: Conflict,
    of: str | Sequence[str] = (),
    concepts: str | Sequence[str] | None = None,
    across: Across = "all",
    uncertain: bool = True,
    edits: int = 0,
    kinds: str | Sequence[str] = ("move", "drop"),
    perturb: str | float | int | None = None,
    vary: str | Sequence[str] = (),
    semantics: str | Sequence[str] = (),
    sample: int | None = None,
    seed: int = 0,
    quick: bool = False,
    workers: int = 1,
    cluster: str | None = None,
    parts: str | None = None,
    resume: bool = False,
    setting: Setting = USUAL,
    **words: Unpack[Words],
) -> Robust:
    """Over many readings: how often each outcome holds, what drives that, and what would turn it.

    of         outcomes, states, patterns or conditions: what margins and evidence are worked out
               for, and asked beside the outcomes; the focus of the model where none is named.
    concepts   ids; the core where none is named.
    across     the alternatives: `all`, `base`, or by party. A party under a reading has that one.
    uncertain  whether what the file says is uncertain of lists is in any order.
    edits      lists are edited too, up to this cost in all: 0, 1 or 2; kinds: of edit.
    perturb    weights and payoffs are off by up to this share, both ways; payoffs of their range.
    vary       settings that take each of their values: `sanction-moves`, `sanction`.
    semantics  how graded and uncertain preferences are read, beside the plain concepts: `strong`,
               `unknown-a` to `unknown-d`, `fuzzy`, `prob`; answers then go by `strong:seq`.
    sample     so many readings, drawn with `seed`; all where there are no more.
    quick      leave out margins, evidence and what decides.
    workers    processes that share the readings, where these are over 1,024; the same answer.
               A script that asks so stands under `if __name__ == "__main__":`.
    cluster    the address of a Dask scheduler whose workers share the readings instead.
    parts      a folder in which what is judged is kept as it comes.
    resume     go on from what is kept there of the same question, or, where no folder is named,
               with what else may be deleted at any time; then it is removed once all is judged.
    All combinations count alike. ModelError for what cannot be read; TooLarge, with their number
    and what they would take, where all readings are too many.
    """
    asked = ensemble_of(
        conflict, of, concepts, across, uncertain, edits, kinds, perturb, vary, semantics, setting
    )
    count = _count(asked, sample)
    how = Sharing(workers, cluster, parts, resume)
    return _answered(asked.within(count), count, seed, quick, how, setting.progress)


def _count(asked: Ensembled, sample: int | None) -> int:
    """How many readings are looked at; TooLarge where they are too many."""
    size, most = asked.ensemble.size, limit("robust_readings")
    count = size if sample is None else min(sample, size)
    if count <= most:
        return count
    states = asked.arena.graph.states
    seconds = count * len(asked.concepts) * (1e-4 + states * 3e-7)
    what = f"{count:,} readings" if size < 10**15 else f"about {size:.0e} readings"
    if asked.spread is not None and sample is None:
        what = f"{what} (a number that is a little off has very many values)"
    raise TooLarge(
        what,
        f"more than {most:,}; they take {_long(seconds)} at {states:,} states",
        f"look at a sample (`--sample {min(most, 10_000)} --seed 1`), which says as much within "
        "1 in 100, or vary less (`--across`, `--edits`)",
    )


def _long(seconds: float) -> str:
    for name, size in (("year", 31_557_600), ("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * size:
            many = seconds / size
            return (
                f"about {many:,.0f} {name}s" if many < 1e9 else f"over a thousand million {name}s"
            )
    return f"about {max(1, round(seconds))} seconds"


def _answered(
    asked: Ensembled,
    count: int,
    seed: int,
    quick: bool,
    how: Sharing,
    progress: Progress | None,
) -> Robust:
    ensemble = asked.ensemble
    whole = count == ensemble.size
    dimensions = dimensions_of(ensemble)
    keep = whole and ensemble.plain and not quick and count <= limit("readings")
    classes = np.stack([target.states for target in asked.targets])
    judging = Judging(asked.arena, ensemble, dimensions, classes, asked.concepts, keep)
    with how.counted(asked, judging, count, seed, whole, progress) as tally:
        return _told(asked, tally, seed, quick, keep, dimensions, progress)


def _told(
    asked: Ensembled,
    tally: Tally,
    seed: int,
    quick: bool,
    keep: bool,
    dimensions: tuple[Dimension, ...],
    progress: Progress | None,
) -> Robust:
    """What the counts say, and what lies close to the base."""
    ensemble, count = asked.ensemble, tally.readings
    whole = count == ensemble.size
    not_defined = dict(asked.not_defined)
    for c, one in enumerate(asked.concepts):
        if bad_ones := int(tally.undefined[c]):
            not_defined[one.id] = f"it is not defined in {bad_ones:,} of {count:,} readings"
    if all(one.id in not_defined for one in asked.concepts):
        first_id, reason = next(iter(not_defined.items()))
        raise NotDefined(first_id, reason)
    graph = asked.arena.under(asked.setting.reading)
    told = [one for one in asked.concepts if one.id not in not_defined]
    base = judge(graph, told, asked.setting.assumptions)
    margins, hangs = ({}, ()) if quick else close_to_base(asked, told, progress)
    answers: dict[tuple[str, str], Answer] = {}
    for k, target in enumerate(asked.targets):
        name = target.name
        for c, one in enumerate(asked.concepts):
            if one.id in not_defined:
                continue
            at = k * len(asked.concepts) + c
            answers[name, one.id] = Answer(
                name,
                one.id,
                bool(base.equilibria(one.id)[target.states].any()),
                Share(int(tally.holds[at]), count, not whole),
                drivers_of(tally, dimensions, at, not whole),
                _deciders(asked, tally, at) if keep else (),
                margins.get((name, one.id)),
            )
    return Robust(
        asked.conflict,
        answers,
        tuple(one.id for one in told),
        count,
        ensemble.size,
        None if whole else seed,
        tuple((target.name, one.id) for target in asked.close for one in asked.closer(told)),
        hangs,
        not quick and bool(hangs),
        asked.varied,
        not_defined,
        asked.echoed,
        tally.engine,
        tuple(one.id for one in told if one.experimental),
    )


def _deciders(asked: Ensembled, tally: Tally, at: int) -> tuple[Decider, ...]:
    names = {
        party: tuple(branch.name for branch in own)
        for party, own in asked.ensemble.branches.items()
    }
    if int(tally.holds[at]) in (0, tally.readings):
        return ()
    return deciders(Readings(names), tally.answers[:, at])
