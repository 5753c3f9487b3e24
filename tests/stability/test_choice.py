"""Which engine `auto` takes: the one that is estimated to take least, compiling included."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import nullcontext

import numpy as np
import pytest

import detente
from detente.library import load
from detente.model import Graph, compile_graph
from detente.problems import TooLarge
from detente.stability import Assumptions
from detente.stability.engines import costs
from detente.stability.engines.choice import choose
from stability.large_graphs import Shape, random_graph
from stability.mutants.planting import Mutant, text

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


# By shape the engine where loops are cold, kept on disk, or have run, and where is no compiler.
CHOSEN = (
    (Shape((5, 5, 4)), ("plain", "plain", "swept", "plain")),
    (Shape((7, 7)), ("plain", "plain", "swept", "plain")),
    (Shape((1,) * 12), ("listed", "listed", "swept", "listed")),
    (Shape((6, 6, 6)), ("plain", "swept", "swept", "plain")),
    (Shape((3, 3, 3, 3, 3, 3)), ("plain", "swept", "swept", "plain")),
    (Shape((5, 4, 4), one_way=1.0), ("listed", "listed", "swept", "listed")),
)


def chosen(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The engine by how far loops are from running."""
    monkeypatch.setattr(costs, "compiler_loaded", lambda: False)
    found = []
    for readiness in ("cold", "kept", "loaded", "none"):
        monkeypatch.setattr(costs, "readiness", lambda loops, how=readiness: how)
        found.append(choose(graph, Assumptions()).name)
    return tuple(found)


@pytest.mark.parametrize(("shape", "expected"), CHOSEN)
def test_what_has_to_be_compiled_or_loaded_counts(
    shape: Shape, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = random_graph(np.random.default_rng(2), shape)

    assert chosen(graph, monkeypatch) == expected


_COSTS = "stability.engines.costs"
MISTAKES = (
    text("compiling costs nothing", _COSTS, "return compiling", "return 0.0"),
    text("loading costs nothing", _COSTS, "compiler_loaded() else LOADING", "True else 0.0"),
    text("loops that have run cost", _COSTS, "return 0.0", "return COMPILING"),
    text(
        "no compiler is no matter",
        _COSTS,
        'case "none":\n            return _NEVER',
        'case "none":\n            return 0.0',
    ),
    text("the dearest comes first", _COSTS, "key=cost.__getitem__)", "key=lambda n: -cost[n])"),
    text("states cost nothing in NumPy", _COSTS, "0.6e-6 * _cells(graph)", "0.0"),
    text("cells cost most when compiled", _COSTS, "0.07e-6 * pairs", "7e-6 * pairs"),
    text("one-way options cost nothing in NumPy", _COSTS, "max(1.0, 0.4 *", "min(1.0, 0.4 *"),
    text("listing costs nothing", _COSTS, "return 4e-4 * pairs + 45e-9", "return 0 * 45e-9"),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_in_the_estimates_changes_what_is_chosen(
    mistake: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mistake.planted():
        found = [
            chosen(random_graph(np.random.default_rng(2), shape), monkeypatch)
            for shape, _ in CHOSEN
        ]

    assert found != [expected for _, expected in CHOSEN]


REFUSING = text(
    "an engine that refuses counts", _COSTS, "return not graph.moves_compose", "return False"
)


@pytest.mark.parametrize("counted", [False, True])
def test_moves_are_counted_though_an_engine_that_refuses_would_be_quicker(
    counted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parties = {name: {"options": {f"{name}{k}": name for k in range(5)}} for name in "abc"}
    rules = [{"infeasible_move": {"by": "a", "from": "a0", "to": "not a1"}}]
    wishes = {name: [f"{name}0 and {name}1", f"{name}2"] for name in parties}
    model = {"title": "A step", "decision_makers": parties, "rules": rules, "preferences": wishes}
    graph = compile_graph(detente.build({**model, "status_quo": []}))

    with REFUSING.planted() if counted else nullcontext():
        found = chosen(graph, monkeypatch)

    assert (found[2] == "classed") is not counted


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
        choose(graph, Assumptions(engine="swept"))
    assert "compose" in caught.value.estimate
    named = re.search(r"`--engine (\w+)`", caught.value.way_out)
    assert named
    assert choose(graph, Assumptions(engine=named[1])).name == named[1] != "swept"
