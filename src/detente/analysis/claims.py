"""Claims, put to the test: each confirmed, refuted, depending on something named, or untestable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Unpack

import numpy as np
from numpy.typing import NDArray

from detente.analysis.claim_tests import Test, TestReader
from detente.analysis.deciders import Decider, deciders
from detente.analysis.examples import Example, example
from detente.analysis.expectations import (
    OfEquilibria,
    SubConflicts,
    parts_of,
)
from detente.analysis.finding import Finding, stamped
from detente.analysis.question_checks import bad, guess_or_list
from detente.analysis.reading_sets import Across, Reading, Readings
from detente.analysis.setting import USUAL, SanctionWords, Setting
from detente.analysis.table import Table
from detente.analysis.testable import answer_of, is_listed, why_untestable
from detente.fixed import Fixed
from detente.model import Claim, Conflict
from detente.problems import ModelError, Problem
from detente.stability import Asked

Verdict = Literal["confirmed", "refuted", "depends", "untestable", "broken"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Count(Fixed):
    """One test under one concept: in how many readings it holds.

    concept   its id; None where none is asked, `jointly` for all concepts together.
    answers   bool (readings,): whether it holds under each.
    compared  in how many readings the comparison holds; None without one.
    reason    why the test cannot be run under this concept; then there are no answers.
    examples  at most one reading with its state a side, nearest to the base readings.
    """

    test: Test
    concept: str | None
    answers: NDArray[np.bool_]
    verdict: Verdict
    deciders: tuple[Decider, ...] = ()
    compared: int | None = None
    reason: str = ""
    examples: tuple[Example, ...] = ()

    @property
    def holds(self) -> int:
        """In how many readings it holds."""
        return int(np.count_nonzero(self.answers))

    @property
    def of(self) -> int:
        """How many readings were looked at."""
        return len(self.answers)

    def to_dict(self) -> dict[str, Any]:
        """The count as `--json` prints it."""
        answer: dict[str, Any] = {
            "test": self.test.number,
            "says": self.test.says,
            "form": self.test.expectation.form,
            "concept": self.concept,
            "holds": self.holds,
            "of": self.of,
            "verdict": self.verdict,
            "deciders": [one.to_dict() for one in self.deciders],
            "grid": self.test.readings.to_dict(),
            "aside": self.test.aside,
            "examples": [one.to_dict() for one in self.examples],
        }
        if self.compared is not None and self.test.compared is not None:
            answer["with"] = self.compared
            answer["demand"] = self.test.compared.demand
        if self.test.share is not None:
            answer["share"] = self.test.share.to_dict()
        if self.reason:
            answer["reason"] = self.reason
        return answer


@dataclass(frozen=True, eq=False)
class Joint:
    """All tests of a claim, under all their concepts, taken together reading by reading."""

    holds: int
    of: int
    deciders: tuple[Decider, ...]

    def to_dict(self) -> dict[str, Any]:
        """The joint answer as `--json` prints it."""
        return {
            "holds": self.holds,
            "of": self.of,
            "deciders": [one.to_dict() for one in self.deciders],
        }


@dataclass(frozen=True, eq=False)
class ClaimFinding(Finding):
    """A claim and what became of it.

    counts   one entry a test and concept, in file order.
    jointly  all of them together; None where they do not share their readings, or are one.
    reason   why the claim is untestable.
    problems what is wrong with a claim that is broken: it asks for what is not there.
    """

    claim: Claim
    verdict: Verdict
    counts: tuple[Count, ...] = ()
    jointly: Joint | None = None
    reason: str = ""
    problems: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The finding as `--json` prints it."""
        answer = {
            "verdict": self.verdict,
            "says": self.claim.says,
            "by": self.claim.by,
            "voice": self.claim.data.get("voice"),
            "evidence": list(self.claim.evidence),
            "tests": [count.to_dict() for count in self.counts],
            "jointly": self.jointly.to_dict() if self.jointly else None,
            "reason": self.reason,
            "note": self.claim.data.get("note", ""),
            "problems": [problem.to_dict() for problem in self.problems],
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a test and concept; see `Claims.rows`."""
        return Table(_COLUMNS, claim_rows(self))


_COLUMNS = ("claim", "verdict", "test", "concept", "holds", "of", "test verdict", "says")


def claim_rows(finding: ClaimFinding) -> Iterator[tuple[str | int | None, ...]]:
    """The claim's tests as rows; one row where it has none."""
    claim, verdict = finding.claim, finding.verdict
    if not finding.counts:
        yield (claim.id, verdict, None, None, None, None, None, claim.says)
    for one in finding.counts:
        number, concept = one.test.number, one.concept
        yield (claim.id, verdict, number, concept, one.holds, one.of, one.verdict, claim.says)


@dataclass(frozen=True, eq=False)
class Claims(Finding):
    """The claims of a conflict with their verdicts.

    complete  whether all claims asked for were put to the test; not so after an interruption.
    """

    setting: Setting = field(kw_only=True, repr=False)
    conflict: Conflict = field(repr=False)
    findings: tuple[ClaimFinding, ...]
    sample: int | None = None
    seed: int = 0
    complete: bool = True

    @property
    def assumptions(self) -> dict[str, str]:
        """Every choice behind the verdicts that claims do not say themselves."""
        return self.setting.assumptions.to_dict()

    def __getitem__(self, claim: str) -> ClaimFinding:
        """The finding on a claim, by its id."""
        for finding in self.findings:
            if finding.claim.id == claim:
                return finding
        known = [finding.claim.id for finding in self.findings]
        raise bad("claim", "E-CLAIM", f"there is no claim '{claim}'", guess_or_list(claim, known))

    def to_dict(self) -> dict[str, Any]:
        """The answer as `--json` prints it."""
        answer = {
            "conflict": self.conflict.title,
            "claims": {finding.claim.id: finding.to_dict() for finding in self.findings},
            "assumptions": self.assumptions,
            "sample": self.sample,
            "seed": self.seed if self.sample is not None else None,
            "complete": self.complete,
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a claim, test and concept: in how many of how many readings it holds."""
        return Table(_COLUMNS, (row for one in self.findings for row in claim_rows(one)))

    def __repr__(self) -> str:
        told = ", ".join(f"{one.claim.id} {one.verdict}" for one in self.findings)
        return f"<Claims of {self.conflict.title!r}: {told or 'none'}>"


@stamped
def claims(
    conflict: Conflict,
    only: Sequence[str] | None = None,
    across: Across | None = None,
    sample: int | None = None,
    seed: int = 0,
    examples: bool = True,
    setting: Setting = USUAL,
    **words: Unpack[SanctionWords],
) -> Claims:
    """Put the claims of a conflict to the test.

    only      ids of claims; all by default.
    across    the readings to look at in place of those that the claims name.
    sample    look at so many readings drawn with `seed` where a test has more.
    examples  whether to look for a reading and a state that show each side, with its reasons.
    setting   under what; its progress is called with (claim id, readings done, all readings of the
              test). Which readings and states they are about, claims say themselves.
    A claim that asks for what is not there is broken, and says why; the others are answered.
    ModelError where all are broken; TooLarge where the readings of one are too many.
    """
    findings = tuple(each_claim(conflict, only, across, sample, seed, examples, setting))
    return Claims(conflict, findings, sample, seed, setting=setting.kept())


def each_claim(
    conflict: Conflict,
    only: Sequence[str] | None = None,
    across: Across | None = None,
    sample: int | None = None,
    seed: int = 0,
    examples: bool = True,
    setting: Setting = USUAL,
) -> Iterator[ClaimFinding]:
    """The findings one by one, each as soon as it is there. See `claims`.

    Every mistake in the claims is found before the first of them is put to the test; those that
    are broken come in their places.
    """
    sub_conflicts = SubConflicts(conflict, setting.assumptions, setting)
    tests, broken = _read(sub_conflicts, only, across, sample, seed)
    if broken and not tests:
        raise _all(broken)
    for claim in _asked_for(conflict, only):
        if claim.id in broken:
            yield ClaimFinding(claim, "broken", problems=broken[claim.id])
        else:
            yield finding_of(sub_conflicts, claim, tests[claim.id], examples, setting.progress)


def read_tests(
    sub_conflicts: SubConflicts,
    only: Sequence[str] | None = None,
    across: Across | None = None,
    sample: int | None = None,
    seed: int = 0,
) -> dict[str, tuple[Test, ...]]:
    """The tests of the claims, by claim: ready to run; ModelError where one is broken."""
    tests, broken = _read(sub_conflicts, only, across, sample, seed)
    if broken:
        raise _all(broken)
    return tests


Broken = dict[str, tuple[Problem, ...]]


def _read(
    sub_conflicts: SubConflicts,
    only: Sequence[str] | None,
    across: Across | None,
    sample: int | None,
    seed: int,
) -> tuple[dict[str, tuple[Test, ...]], Broken]:
    """The tests of the claims that are sound, and what is wrong with the others, by claim."""
    tests: dict[str, tuple[Test, ...]] = {}
    broken: Broken = {}
    for claim in _asked_for(sub_conflicts.conflict, only):
        reader = TestReader(sub_conflicts.conflict, sub_conflicts, across)
        own = reader.tests(claim)
        if reader.problems:
            broken[claim.id] = tuple(reader.problems)
        else:
            tests[claim.id] = own
    if sample is not None:
        tests = {name: tuple(_sampled(t, sample, seed) for t in own) for name, own in tests.items()}
    for test in (test for own in tests.values() for test in own):
        test.readings.require_listable(states_of(sub_conflicts, test))
    return tests, broken


def _all(broken: Broken) -> ModelError:
    found = dict.fromkeys(one for problems in broken.values() for one in problems)
    return ModelError(tuple(sorted(found, key=lambda one: (one.line, one.column))))


def states_of(sub_conflicts: SubConflicts, test: Test) -> int:
    """How many states the largest sub-conflict of a test has."""
    return max(
        sub_conflicts.of(part.scope).states for part in parts_of(test.expectation, test.scope)
    )


def claim_problems(conflict: Conflict) -> list[Problem]:
    """What cannot be asked in the conflict's claims, each with its place, in file order."""
    reader = TestReader(conflict, SubConflicts(conflict))
    for claim in conflict.claims.values():
        reader.tests(claim)
    return sorted(reader.problems, key=lambda one: (one.line, one.column))


def _asked_for(conflict: Conflict, only: Sequence[str] | None) -> list[Claim]:
    if only is None:
        return list(conflict.claims.values())
    for name in only:
        if name not in conflict.claims:
            raise bad(
                "claim",
                "E-CLAIM",
                f"there is no claim '{name}'",
                guess_or_list(name, tuple(conflict.claims)),
            )
    return [claim for name, claim in conflict.claims.items() if name in only]


def _sampled(test: Test, sample: int, seed: int) -> Test:
    return replace(test, readings=test.readings.sample(sample, seed))


def finding_of(
    sub_conflicts: SubConflicts,
    claim: Claim,
    tests: Sequence[Test],
    examples: bool = False,
    progress: Progress | None = None,
) -> ClaimFinding:
    """The finding on one claim whose tests were read. See `claims`."""
    if not tests:
        return ClaimFinding(claim, "untestable", reason=str(claim.data.get("untestable", "")))
    counts: list[Count] = []
    for test in tests:
        for asked in test.under or (None,):
            counts.append(_count(sub_conflicts, claim, test, asked, examples, progress))
    resting = [count for count in counts if not count.test.aside]
    return ClaimFinding(claim, _together(resting), tuple(counts), _jointly(resting))


def _count(
    sub_conflicts: SubConflicts,
    claim: Claim,
    test: Test,
    asked: Asked | None,
    examples: bool,
    progress: Progress | None,
) -> Count:
    concept = asked.id if asked else None
    answers = np.zeros(len(test.readings), dtype=bool)
    before = 0
    if (lacking := why_untestable(sub_conflicts, test)) is not None:
        return Count(test, concept, answers[:0], "untestable", reason=lacking)
    examples = examples and is_listed(sub_conflicts, test)  # of a reading and a state
    _judge_ahead(sub_conflicts, claim, test, asked, progress)
    for k, reading in enumerate(test.readings):
        if progress is not None:
            progress(claim.id, k, len(test.readings))
        found = answer_of(sub_conflicts, test, reading, asked)
        if isinstance(found, str):
            return Count(test, concept, answers[:0], "untestable", reason=found)
        answers[k] = found.holds
        before += found.before
    compared = before if test.compared is not None else None
    return Count(
        test,
        concept,
        answers,
        verdict_of(test, int(answers.sum()), len(answers), compared),
        deciders(test.readings, answers),
        compared,
        examples=tuple(_examples(sub_conflicts, test, asked, answers)) if examples else (),
    )


def _judge_ahead(
    sub_conflicts: SubConflicts,
    claim: Claim,
    test: Test,
    asked: Asked | None,
    progress: Progress | None,
) -> None:
    """Work out in one go the equilibria that the test will ask for."""
    if asked is None:
        return
    runs = [(test.expectation, test.scope)]
    if test.compared is not None:
        runs.append((test.compared.expectation, test.compared.scope))
    for expectation, scope in runs:
        for part in parts_of(expectation, scope):
            if isinstance(part.expectation, OfEquilibria):
                for done in sub_conflicts.of(part.scope).judge_ahead(test.readings, asked):
                    if progress is not None:
                        progress(claim.id, done, len(test.readings))


def verdict_of(test: Test, holds: int, of: int, compared: int | None) -> Verdict:
    """What counts come to.

    Without a share or a demand: confirmed where the test holds in all readings, refuted where in
    none. With them: confirmed where all of them are met; refuted where a demand is not, or where
    the share is missed so far that the contrary would meet the same limit.
    """
    demand = test.compared.demand if test.compared else None
    if test.share is None and demand is None:
        return "confirmed" if holds == of else "refuted" if holds == 0 else "depends"
    if demand is not None:
        assert compared is not None
        if not (holds < compared if demand == "fewer" else holds > compared):
            return "refuted"
    if test.share is None or test.share.met(holds, of):
        return "confirmed"
    return "refuted" if test.share.clearly_missed(holds, of) else "depends"


def _together(counts: Sequence[Count]) -> Verdict:
    """The verdict of a claim that asserts all its tests."""
    verdicts = {count.verdict for count in counts}
    if "refuted" in verdicts:
        return "refuted"
    if "depends" in verdicts:
        return "depends"
    return "confirmed" if verdicts == {"confirmed"} else "untestable"


def _jointly(counts: Sequence[Count]) -> Joint | None:
    plain = [
        one for one in counts if not one.reason and one.compared is None and not one.test.share
    ]
    if len(plain) < 2 or len(plain) < len(counts):
        return None
    readings = plain[0].test.readings
    if any(dict(one.test.readings.names) != dict(readings.names) for one in plain):
        return None
    both = np.logical_and.reduce([one.answers for one in plain])
    return Joint(int(both.sum()), len(both), deciders(readings, both))


def _examples(
    sub_conflicts: SubConflicts, test: Test, asked: Asked | None, answers: NDArray[np.bool_]
) -> Iterator[Example]:
    for side in (True, False):
        reading = nearest_to_base(test.readings, answers == side)
        if reading is not None:
            shown = test.readings.shown(reading)
            one = example(sub_conflicts, test.expectation, test.scope, reading, asked, side)
            yield replace(one, reading=shown)


def nearest_to_base(readings: Readings, among: NDArray[np.bool_]) -> Reading | None:
    """The reading among those marked with the fewest parties off their base, the first of them."""
    best: tuple[int, Reading] | None = None
    for reading, marked in zip(readings, among.tolist(), strict=True):
        if marked:
            off = sum(name != "base" for name in reading.values())
            if best is None or off < best[0]:
                best = (off, reading)
    return best[1] if best else None
