"""Which engine `auto` takes: the one that is estimated to take least, compiling included."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pytest

from detente.library import load
from detente.model import compile_graph
from detente.problems import TooLarge
from detente.stability import Assumptions
from detente.stability.engines import costs
from detente.stability.engines.choice import choose
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
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=600
    )
    assert found.stdout.splitlines() == ["768 listed False"] * 3


@pytest.mark.parametrize(
    ("shape", "cold", "kept", "loaded"),
    [
        (Shape((5, 5, 4)), "plain", "plain", "swept"),
        (Shape((7, 7)), "plain", "plain", "swept"),
        (Shape((1,) * 12), "listed", "listed", "swept"),
        (Shape((6, 6, 6)), "plain", "swept", "swept"),
        (Shape((3, 3, 3, 3, 3, 3)), "plain", "swept", "swept"),
    ],
)
def test_what_has_to_be_compiled_or_loaded_counts(
    shape: Shape, cold: str, kept: str, loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = random_graph(np.random.default_rng(2), shape)
    found = []
    for readiness in ("cold", "kept", "loaded"):
        monkeypatch.setattr(costs, "readiness", lambda loops, how=readiness: how)
        monkeypatch.setattr(costs, "compiler_loaded", lambda: False)
        found.append(choose(graph, Assumptions()).name)
    assert found == [cold, kept, loaded]


def test_without_a_compiler_nothing_compiled_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "readiness", lambda loops: "none")
    graph = random_graph(np.random.default_rng(2), Shape((6, 5, 5)))
    assert choose(graph, Assumptions()).name in ("listed", "plain")


def test_a_long_judgement_is_worth_compiling_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "readiness", lambda loops: "cold")
    monkeypatch.setattr(costs, "_cells", lambda graph: 1 << 24)
    monkeypatch.setattr(costs, "_listing", lambda pairs, graph, moves: 1e3)
    graph = random_graph(np.random.default_rng(2), Shape((6, 5, 5)))
    assert choose(graph, Assumptions()).name in ("swept", "classed")


def test_an_engine_that_cannot_take_a_model_names_one_that_does() -> None:
    graph = compile_graph(load("elmira-nine-states"))
    with pytest.raises(TooLarge) as caught:
        choose(graph, Assumptions(), "swept")
    assert "compose" in caught.value.estimate
    named = re.search(r"`--engine (\w+)`", caught.value.way_out)
    assert named
    assert choose(graph, Assumptions(), named[1]).name == named[1] != "swept"
