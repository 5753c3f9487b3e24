"""Class sweeps where each of the others moves at most once in an answer: `once` and `single`.

On small conflicts against the definitions, on larger ones against listed moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from detente.model import Graph
from detente.stability import Assumptions, judge
from detente.stability.engines.choice import ENGINES
from stability.kernels import FIVE, LINES, Expected, asked_for, by_plays, swept_by_plays, unlike
from stability.large_graphs import Shape, random_graph
from stability.mutants.kernel import kernel
from stability.mutants.planting import uncompiled
from stability.small_conflicts import graph_of, small_at

READINGS = tuple((how, sanction) for how in ("once", "single") for sanction in ("weak", "strict"))
CONFLICTS = 70


@cache
def conflicts() -> tuple[Expected, ...]:
    """Those of the kernels' comparison that class sweeps take, with three parties or more."""
    found = []
    for number in range(CONFLICTS):
        small = small_at(number)
        if small.parties > 2 and ENGINES["swept"].refusal(graph_of(small), ONCE) is None:
            found.append(Expected(small))
    return tuple(found)


ONCE = Assumptions("once")


def complaints(expected: Expected) -> Iterator[str]:
    """Where the sweeps lead elsewhere than the definitions."""
    graph = graph_of(expected.small)
    for how, sanction in READINGS:
        found = swept_by_plays(graph, Assumptions(how, sanction), FIVE)  # type: ignore[arg-type]
        yield from unlike(found, expected.five(how, sanction))


def test_short_answers_agree_with_the_definitions() -> None:
    assert len(conflicts()) > 15
    for expected in conflicts():
        assert list(complaints(expected)) == [], expected.small


def test_longer_lines_of_short_answers_agree_with_listed_moves() -> None:
    rng = np.random.default_rng(1)
    for shape in (Shape((3, 3, 3), 0.2), Shape((2, 2, 2, 2), 0.1, 0.5), Shape((4, 5, 4, 2), 0.1)):
        graph = random_graph(rng, shape)
        for how, sanction in READINGS:
            assumptions = Assumptions(how, sanction)  # type: ignore[arg-type]
            asked = (*FIVE, *LINES) if graph.states < 1000 else FIVE
            right = by_plays("listed", graph, assumptions, asked)
            assert list(unlike(by_plays("swept", graph, assumptions, asked), right)) == []


def of_parties(count: int) -> Graph:
    """A party an option each."""
    return random_graph(np.random.default_rng(1), Shape((1,) * count))


def test_many_others_are_left_to_engines_that_keep_no_sets_of_them() -> None:
    assert ENGINES["swept"].refusal(of_parties(7), ONCE) is None
    assert "sets of 7 others" in (ENGINES["swept"].refusal(of_parties(8), ONCE) or "")
    assert "sets of 2 others" in (ENGINES["plain"].refusal(of_parties(3), ONCE) or "")
    assert ENGINES["plain"].refusal(of_parties(2), ONCE) is None
    found = judge(of_parties(7), asked_for(FIVE), Assumptions("once", engine="swept"))
    assert found.engine == "swept"


MISTAKES = tuple(
    kernel("short", *one)
    for one in (
        ("the last of the others never moves", "sets = 1 << others", "sets = 1 << (others - 1)"),
        ("who moves first may move again", "else group ^ (1 << k)]", "else group - 1]"),
        ("a set begins at nothing", "if not alone or group == 1:", "if group == 1:"),
        ("ties are improvements", "if member >= flag:", "if True:"),
        ("nobody is better", "better = seen", "better = top"),
        ("firm members move", "if member & keeps == 0:", "if member & keeps != 0:"),
        ("the worst before is lost", "seen = min(seen, value[x])", "seen = value[x]"),
        (
            "no more than one class of neighbours",
            "base += stride * (radix - 1)\n\n\n",
            "pass\n\n\n",
        ),
        ("infeasible cells are lowered", "if there[u] != top else top", ""),
        ("only the first is moved to", "floor[u] = min(floor[u], row[u])", "floor[u] = row[u]"),
        ("a tile keeps the value of the one before", "floor[u] = top", "pass"),
        ("who goes one way goes any", "min(into[x], ahead[x])", "into[x]"),
        ("the whole is the first alone", "else sets - 1]", "else 1]"),
    )
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: str(one.name))
def test_no_planted_mistake_survives(mistake: object) -> None:
    with mistake.mutant.planted(), uncompiled():  # type: ignore[attr-defined]
        assert any(_found_out(expected) for expected in conflicts())


def _found_out(expected: Expected) -> bool:
    try:
        return next(complaints(expected), None) is not None
    except Exception:  # a mistake may do anything
        return True
