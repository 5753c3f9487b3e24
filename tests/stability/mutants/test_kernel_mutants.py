"""No planted mistake in a kernel survives the comparison with the oracle, or engine by engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from stability.mutants.planting import uncompiled
from stability.small_conflicts import small_at
from stability.test_kernels import CONFLICTS, CONFLICTS_OF_VALUES, GRAPHS_OF_MANY, variants_of

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


def on_small(mutant: KernelMutant) -> Iterator[Iterator[str]]:
    """By conflict the complaints of the ordinary comparison, on the mutant's roads alone."""
    for number in range(MOST_CONFLICTS):
        runs = [run for run in runs_of(number) if run[0] in mutant.roads]
        if runs:
            yield complaints(expected(number), runs, has_lines(number))


def on_many(mutant: KernelMutant) -> Iterator[Iterator[str]]:
    """By graph the complaints about preferences judged in one go."""
    for number in range(GRAPHS_OF_MANY):
        yield many_complaints(variants(number), "weak")


def on_values(mutant: KernelMutant) -> Iterator[Iterator[str]]:
    """By conflict the complaints about values."""
    for number in range(CONFLICTS_OF_VALUES):
        yield value_complaints(small_at(number, "values"), np.random.default_rng(number))


def on_large(mutant: KernelMutant) -> Iterator[Iterator[str]]:
    """By large graph where a road leads elsewhere than listed moves."""
    for number in range(MOST_LARGE):
        yield large_complaints(number, mutant.roads)


def large_complaints(number: int, roads: tuple[str, ...]) -> Iterator[str]:
    """Where roads lead elsewhere than listed moves on a large graph."""
    _, graph = large_at(number)
    for road in roads:
        found = ROADS[road][1](graph, Assumptions("legal", "strict"), FIVE)
        yield from unlike(found, expected_large(number))


LOOKS = {
    kernels.SMALL: on_small,
    kernels.VALUES: on_values,
    kernels.MANY: on_many,
    kernels.LARGE: on_large,
}


def found_out(mutant: KernelMutant) -> tuple[int, str] | None:
    """How many conflicts are compared until the mutant is found out, and whether by a crash."""
    looks = next(look for mutants, look in LOOKS.items() if mutant in mutants)
    for number, complaint in enumerate(looks(mutant), start=1):
        try:
            if next(complaint, None) is not None:
                return number, "verdict"
        except Exception:  # a mutant may do anything
            return number, "crash"
    return None


def test_the_mutants_are_many_and_meet_only_what_is_compared_in_every_run() -> None:
    assert len(MUTANTS) == len(kernels.MUTANTS) >= 40
    assert MOST_CONFLICTS <= CONFLICTS


@pytest.mark.parametrize("name", MUTANTS)
def test_the_comparison_finds_out(
    name: str, row: Callable[[str, str], None], tally: Callable[[str, int], None]
) -> None:
    mutant = MUTANTS[name]
    for number in range(MOST_LARGE):
        if mutant in kernels.LARGE:
            expected_large(number)

    with uncompiled(takes_turns=mutant.roads == PIECES), mutant.mutant.planted():
        found = found_out(mutant)

    assert found is not None, "survives"
    row("mutants in kernels", f"{found[0]:4} conflicts  {found[1]:8}{name}")
    tally("mutants in kernels found out", 1)
