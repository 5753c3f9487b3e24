"""Whether a claim's test can be answered: by lists of states, or without, or why by neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.analysis.claim_tests import Test
from detente.analysis.expectations import (
    OfEquilibria,
    OfImprovements,
    OfPaths,
    OfStability,
    OfStates,
    Part,
    Reading,
    SubConflicts,
    parts_of,
)
from detente.analysis.setting import SYMBOLIC
from detente.analysis.sub_conflict import SubConflict
from detente.problems import TooLarge
from detente.stability import Asked

if TYPE_CHECKING:
    from detente.analysis.unlisted_sub_conflict import UnlistedSubConflict


@dataclass(frozen=True, slots=True)
class Answer:
    """Under one reading: whether the test holds, and whether what it is compared with does."""

    holds: bool
    before: bool = False


def answer_of(
    sub_conflicts: SubConflicts, test: Test, reading: Reading, asked: Asked | None
) -> Answer | str:
    """The answer of a test under one reading; or why it has none.

    Without a list that may be a limit reached, too. TooLarge where all its states are listed.
    """
    try:
        if (reason := _why_undefined(sub_conflicts, test, reading, asked)) is not None:
            return reason
        holds = test.expectation.holds(sub_conflicts, test.scope, reading, asked)
        if (one := test.compared) is None:
            return Answer(holds)
        return Answer(holds, one.expectation.holds(sub_conflicts, one.scope, reading, asked))
    except TooLarge as error:
        if is_listed(sub_conflicts, test):
            raise
        return f"{error.what}: {error.estimate}"
    except MemoryError:  # while sets of states were put together
        if is_listed(sub_conflicts, test):
            raise
        for _, unlisted in _unlisted(sub_conflicts, test):
            unlisted.renew()
        return "without a list of states: the nodes ran out"


def why_untestable(sub_conflicts: SubConflicts, test: Test) -> str | None:
    """What of a test only a list of states could answer, where there is none; else None."""
    for part, _ in _unlisted(sub_conflicts, test):
        match part.expectation:
            case OfEquilibria() | OfStability() | OfStates() | OfImprovements():
                continue
            case OfPaths(kind="improvements" | "moves"):
                continue
            case OfPaths(kind=kind):
                lacking = f"paths by {kind} moves"
            case other:
                lacking = f"`{other.form}`"
        setting = sub_conflicts.setting
        if setting is not None and setting.engine == SYMBOLIC:
            return f"{lacking} cannot be tested by the symbolic engine"
        return f"{lacking} cannot be tested where the states are too many to be listed"
    return None


def is_listed(sub_conflicts: SubConflicts, test: Test) -> bool:
    """Whether all states that a test is about are listed."""
    return not any(_unlisted(sub_conflicts, test))


def _why_undefined(
    sub_conflicts: SubConflicts, test: Test, reading: Reading, asked: Asked | None
) -> str | None:
    """Why some member has no meaning under a reading; None where all have one."""
    for part, unlisted in _unlisted(sub_conflicts, test):
        by_gains = isinstance(part.expectation, OfImprovements | OfPaths)
        if by_gains and (reason := unlisted.unranked(reading)) is not None:
            return reason
    if asked is None:
        return None
    for part in _parts(test):
        if part.expectation.by_concept:
            reason = sub_conflicts.of(part.scope).why_undefined(reading, asked)
            if reason is not None:
                return reason
    return None


def _parts(test: Test) -> Iterator[Part]:
    """What a test asks, and then what it is compared with, member by member."""
    yield from parts_of(test.expectation, test.scope)
    if test.compared is not None:
        yield from parts_of(test.compared.expectation, test.compared.scope)


def _unlisted(
    sub_conflicts: SubConflicts, test: Test
) -> Iterator[tuple[Part, UnlistedSubConflict]]:
    """The members that are asked of sub-conflicts without a list of states."""
    for part in _parts(test):
        sub_conflict: SubConflict | UnlistedSubConflict = sub_conflicts.of(part.scope)
        if not isinstance(sub_conflict, SubConflict):
            yield part, sub_conflict
