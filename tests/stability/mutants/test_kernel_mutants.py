"""No planted mistake in a kernel survives the comparison with the oracle, or engine by engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
import pytest

from detente.stability import Assumptions
from stability.kernels import (
    FIVE,
    ROADS,
    Expected,
    Planes,
    by_plays,
    complaints,
    has_lines,
    many_complaints,
    runs_of,
    unlike,
    value_complaints,
)
from stability.large_graphs import large_at
from stability.mutants import kernels
from stability.mutants.kernel import PIECES, KernelMutant
from stability.mutants.noted import ToNote, in_order
from stability.mutants.planting import uncompiled
from stability.small_conflicts import small_at
from stability.test_kernels import CONFLICTS, CONFLICTS_OF_VALUES, GRAPHS_OF_MANY, variants_of

NOTED = "kernels"
MOST_CONFLICTS = 1_300  # of the ordinary comparison, counted from its first
MOST_LARGE = 6
MUTANTS = {mutant.name: mutant for mutant in kernels.MUTANTS}


@cache
def expected(number: int) -> Expected:
    """What is right for a conflict of the ordinary comparison."""
    return Expected(small_at(number))


@cache
def variants(number: int) -> list[Expected]:
    """What is right for preferences judged in one go."""
    return variants_of(number)


@cache
def expected_large(number: int) -> Planes:
    """What listed moves lead to on one of the large graphs, without a mistake."""
    _, graph = large_at(number)
    return by_plays("listed", graph, Assumptions("legal", "strict"), FIVE)


def on_small(mutant: KernelMutant, number: int) -> Iterator[str]:
    """The complaints of the ordinary comparison about a conflict, on the mutant's roads alone."""
    runs = [run for run in runs_of(number) if run[0] in mutant.roads]
    if runs:
        yield from complaints(expected(number), runs, has_lines(number))


def on_many(mutant: KernelMutant, number: int) -> Iterator[str]:
    """The complaints about preferences judged in one go on a graph."""
    yield from many_complaints(variants(number), "weak")


def on_values(mutant: KernelMutant, number: int) -> Iterator[str]:
    """The complaints about values on a conflict."""
    yield from value_complaints(small_at(number, "values"), np.random.default_rng(number))


def on_large(mutant: KernelMutant, number: int) -> Iterator[str]:
    """Where the mutant's roads lead elsewhere than listed moves on a large graph."""
    _, graph = large_at(number)
    for road in mutant.roads:
        found = ROADS[road][1](graph, Assumptions("legal", "strict"), FIVE)
        yield from unlike(found, expected_large(number))


LOOKS = (
    (kernels.SMALL, on_small, MOST_CONFLICTS),
    (kernels.VALUES, on_values, CONFLICTS_OF_VALUES),
    (kernels.MANY, on_many, GRAPHS_OF_MANY),
    (kernels.LARGE, on_large, MOST_LARGE),
)


def look_of(mutant: KernelMutant) -> tuple[Callable[[KernelMutant, int], Iterator[str]], int]:
    """Where a mutant is looked for, and in how many conflicts."""
    return next((look, most) for mutants, look, most in LOOKS if mutant in mutants)


def how_found(mutant: KernelMutant, number: int) -> str | None:
    """Whether a conflict finds a mutant out that is planted, and whether by a crash."""
    try:
        return "verdict" if next(look_of(mutant)[0](mutant, number), None) is not None else None
    except Exception:  # a mutant may do anything
        return "crash"


def found_out(mutant: KernelMutant, deep: bool) -> tuple[int, str] | None:
    """Which conflict finds a mutant out that is planted, and whether by a crash."""
    for number in in_order(NOTED, mutant.name, look_of(mutant)[1], deep):
        if how := how_found(mutant, number):
            return number, how
    return None


@contextmanager
def planted(mutant: KernelMutant) -> Iterator[None]:
    """The mutant in uncompiled loops; what is right where it is dear is worked out before."""
    for number in range(MOST_LARGE):
        if mutant in kernels.LARGE:
            expected_large(number)
    with uncompiled(takes_turns=mutant.roads == PIECES), mutant.mutant.planted():
        yield


def caught(name: str, number: int) -> bool:
    """Whether a conflict finds a mutant out."""
    with planted(MUTANTS[name]):
        return how_found(MUTANTS[name], number) is not None


def to_note() -> dict[str, ToNote]:
    """What the notes are taken of."""
    return {NOTED: ({name: look_of(mutant)[1] for name, mutant in MUTANTS.items()}, caught)}


def test_the_mutants_are_many_and_meet_only_what_is_compared_in_every_run() -> None:
    assert len(MUTANTS) == len(kernels.MUTANTS) >= 40
    assert MOST_CONFLICTS <= CONFLICTS


@pytest.mark.parametrize("name", MUTANTS)
def test_the_comparison_finds_out(
    name: str,
    row: Callable[[str, str], None],
    tally: Callable[[str, int], None],
    pytestconfig: pytest.Config,
) -> None:
    with planted(MUTANTS[name]):
        found = found_out(MUTANTS[name], pytestconfig.getoption("--deep"))

    assert found is not None, "survives"
    row("mutants in kernels", f"conflict {found[0]:4}  {found[1]:8}{name}")
    tally("mutants in kernels found out", 1)
