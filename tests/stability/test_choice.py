"""Which engine `auto` takes: listed moves, as long as a compiler would take longer to load."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from detente.stability import Assumptions
from detente.stability.engines.choice import LISTED_MOVES, LISTED_STATES, choose
from detente.stability.engines.listed import count_moves
from stability.large_graphs import Shape, random_graph

PROGRAM = """
import sys
import detente
conflict = detente.load("korea-medium")
for moves in ("legal", "once", "single"):
    analysis = detente.analyze(conflict, sanction_moves=moves)
    print(analysis.size, analysis.verdicts.engine, "numba" in sys.modules)
"""


def test_medium_korea_is_judged_without_loading_a_compiler() -> None:
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=120
    )
    assert found.stdout.splitlines() == ["768 listed False"] * 3


@pytest.mark.parametrize(
    ("shape", "engine"),
    [
        (Shape((5, 5, 4)), "listed"),
        (Shape((7, 7)), "swept"),  # more moves than are listed
        (Shape((12, 2)), "swept"),
        (Shape((1,) * 14), "listed"),
        (Shape((5, 5, 5)), "swept"),
        (Shape((5, 5, 5), 0.6), "listed"),
    ],
)
def test_states_and_moves_decide(shape: Shape, engine: str) -> None:
    graph = random_graph(np.random.default_rng(2), shape)
    few = graph.states <= LISTED_STATES and count_moves(graph) <= LISTED_MOVES
    assert few == (engine == "listed")
    assert choose(graph, Assumptions()).name == engine


def test_up_to_768_states_no_conflict_has_more_moves_than_are_listed() -> None:
    """Two classes of different parties share one state at most: so many moves a state."""
    parties = 62
    assert 768 * (768 + parties) <= LISTED_MOVES
