"""The kernels against the definitions: thousands of small conflicts of the shapes they fear.

1,300 conflicts, five concepts, every reading that a kernel takes; with --deep 65,000. On 1,000 of
them moves compose, so that class sweeps judge them, compiled and plain; on 1,100 they are by
options, so that moves in classes do; all are searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from stability.kernels import (
    LEGAL,
    ROADS,
    Count,
    Expected,
    Run,
    complaints,
    has_lines,
    many_complaints,
    no_count,
    runs_of,
    value_complaints,
)
from stability.mutants.planting import uncompiled
from stability.small_conflicts import KINDS, MOST_STATES, Small, small_at, without_state

CHUNK = 10 * len(KINDS)
CONFLICTS, CONFLICTS_DEEP = 100 * len(KINDS), 5_000 * len(KINDS)
GRAPHS_OF_MANY = 13
CONFLICTS_OF_VALUES = 130
CONFLICTS_AS_PYTHON = 52
VARIANTS = 34  # as many as are judged in one go, and two


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for every chunk of conflicts, so that they can run side by side."""
    if "chunk" in metafunc.fixturenames:
        count = CONFLICTS_DEEP if metafunc.config.getoption("--deep") else CONFLICTS
        metafunc.parametrize("chunk", range(count // CHUNK))


def shrunk(small: Small, runs: Sequence[Run], lines: bool) -> Small:
    """The conflict without every state that the failure does not need."""
    state = 0
    while state < len(small.codes) > 1:
        smaller = without_state(small, state)
        if next(safely(smaller, runs, lines), None) is None:
            state += 1
        else:
            small = smaller
    return small


def safely(
    small: Small, runs: Sequence[Run], lines: bool, count: Count = no_count
) -> Iterator[str]:
    """The complaints; a crash is one."""
    try:
        yield from complaints(Expected(small), runs, lines, count)
    except Exception as error:  # whatever it is, it is to be shown with the conflict
        yield f"{type(error).__name__}: {error}"


def test_the_kernels_agree_with_the_definitions(
    chunk: int, tally: Callable[[str, int], None]
) -> None:
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        small = small_at(number)
        runs, lines = runs_of(number), has_lines(number)
        found = next(safely(small, runs, lines, lambda e, n: tally(f"verdicts by {e}", n)), None)
        if found is not None:
            smaller = shrunk(small, runs, lines)
            pytest.fail(f"conflict {number}: {found}\nMade small: {smaller}", pytrace=False)
        tally("small conflicts compared with the oracle", 1)


def test_values_are_those_that_listed_moves_lead_to() -> None:
    for number in range(CONFLICTS_OF_VALUES):
        small = small_at(number, "values")
        assert list(value_complaints(small, np.random.default_rng(number))) == [], small


def test_the_loops_stay_within_their_arrays() -> None:
    """As Python they are the same loops, and Python looks at every index."""
    with uncompiled():
        for number in range(CONFLICTS_AS_PYTHON):
            runs = [(road, *LEGAL[number % 2]) for road in ROADS if road != "plain"]
            assert list(complaints(Expected(small_at(number)), runs, lines=True)) == []
        for number in range(CONFLICTS_OF_VALUES):
            small = small_at(number, "values")
            assert list(value_complaints(small, np.random.default_rng(number))) == [], small


def variants_of(number: int) -> list[Expected]:
    """One graph under preferences that change by one or two parties from one to the next."""
    small, rng = small_at(number, "many"), Random(number)
    worths = [
        [small.ranks[k], *(shuffled(rng, small.ranks[k]) for _ in range(2))]
        for k in range(small.parties)
    ]
    found = []
    for _ in range(VARIANTS):
        ranks = list(small.ranks)
        for party in rng.sample(range(small.parties), min(2, small.parties)):
            ranks[party] = rng.choice(worths[party])
        small = replace(small, ranks=tuple(ranks))
        found.append(Expected(small))
    return found


def shuffled(rng: Random, ranks: tuple[int, ...]) -> tuple[int, ...]:
    """The same worths for other states."""
    return tuple(rng.sample(ranks, len(ranks)))


@pytest.mark.parametrize("number", range(GRAPHS_OF_MANY))
def test_many_preferences_in_one_go_agree_with_the_definitions(
    number: int, tally: Callable[[str, int], None]
) -> None:
    variants = variants_of(number)
    for sanction in ("weak", "strict"):
        assert list(many_complaints(variants, sanction)) == [], variants[0].small
    tally("preferences in one go compared with the oracle", len(variants))


def test_every_kind_of_conflict_is_what_it_says() -> None:
    known = {kind: [small_at(KINDS.index((kind, make)) + 13 * k) for k in range(40)]
             for kind, make in KINDS}  # fmt: skip
    assert all(len(small.codes) <= MOST_STATES for some in known.values() for small in some)
    assert all(small.taken | small.dropped == (1 << sum(small.options)) - 1
               for small in known["no_return"])  # fmt: skip
    assert all(max(small.options) >= 12 for small in known["many_options"])
    assert all(set(small.options) == {1} for small in known["single_options"])
    assert all(
        len(small.codes) < 0.4 * (1 << sum(small.options)) for small in known["nearly_empty"]
    )
    assert max(max(rank) for small in known["many_strategies"] for rank in small.ranks) == 70_000
