"""How much memory an answer takes is foretold within a factor of two: twenty graphs, each engine,
and coalitions judged by sweeps.

One fresh process makes the graphs and lets a child of its own answer each, so that a child's peak
is what the answer took, the compiler included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import astuple

import pytest

from stability.large_graphs import Shape
from stability.test_limits import TESTS

# (engine, shape, sanction_moves, how many preferences are judged: 0 for the graph's own)
FORETOLD: tuple[tuple[str, Shape, str, int], ...] = (
    ("listed", Shape((6, 6, 3), 0.1), "legal", 0),
    ("listed", Shape((7, 7)), "legal", 0),
    ("listed", Shape((3,) * 5), "once", 0),
    ("listed", Shape((5, 5, 5), 0.5, 0.5), "single", 0),
    ("listed", Shape((1,) * 15), "legal", 0),
    ("table", Shape((4, 4, 2)), "legal", 0),
    ("searched", Shape((6, 6, 3), 0.1), "legal", 0),
    ("searched", Shape((3,) * 5), "legal", 0),
    ("searched", Shape((8, 6), 0.5, 1.0), "legal", 0),
    ("plain", Shape((7, 7, 4), 0.1), "legal", 0),
    ("plain", Shape((9, 9), 0.1, 0.3), "single", 0),
    ("plain", Shape((2,) * 8, 0.1), "legal", 0),
    ("swept", Shape((7, 7, 6), 0.1), "legal", 0),
    ("swept", Shape((10, 10)), "once", 0),
    ("swept", Shape((7, 7, 7), 0.1, 1.0), "legal", 0),
    ("swept", Shape((7, 6, 6), 0.1, 0.0, 10**9), "legal", 0),
    ("swept", Shape((12, 4, 2), 0.9, 0.3), "legal", 0),
    ("swept", Shape((5, 4, 4), 0.1), "legal", 200),
    ("swept", Shape((3, 3, 2), 0.0, 0.5), "legal", 3_000),
    ("classed", Shape((6, 6, 6), 0.1), "once", 0),
    ("classed", Shape((5, 4, 4, 4), 0.5, 0.3), "legal", 0),
)

# (shape, coalition, coalition_answers): all states are looked at, under all five concepts
FORETOLD_COALITIONS: tuple[tuple[Shape, tuple[int, ...], str], ...] = (
    (Shape((7, 7, 6), 0.1), (0, 1), "class"),
    (Shape((10, 10)), (0, 1), "class"),
    (Shape((7, 6, 6), 0.1, 0.0, 10**9), (1, 2), "class"),
    (Shape((4, 4, 4, 4, 3), 0.1), (0, 1, 2), "individual"),
    (Shape((12, 4, 2), 0.9, 0.3), (0, 2), "class"),
)

PROGRAM = """
import json, os, sys
from dataclasses import replace
import numpy as np
from detente.model import Ranks
from detente.stability import Assumptions, find, judge
from detente.stability.coalitions import COALITION_CONCEPTS, CoalitionJudge, CoalitionSetting, swept
from detente.stability.engines.choice import ENGINES
from detente.stability.many import judge_many
from peak import peak
from stability.large_graphs import Shape, random_graph

asked = [one for text in ("nash", "gmr", "smr", "seq", "sseq") for one in find(text) or ()]

def told_and_taken(graph, name, assumptions, variants):
    before = peak()
    assert ENGINES[name].refusal(graph, assumptions) is None
    told = ENGINES[name].bytes_needed(graph, assumptions)
    if variants:
        rng = np.random.default_rng(3)
        pool = [
            tuple(Ranks(rng.permutation(order.rank)) for order in graph.orders) for _ in range(4)
        ]
        for _ in judge_many(graph, (pool[k % 4] for k in range(variants)), asked, assumptions):
            pass
    else:
        judge(graph, asked, replace(assumptions, engine=name))
    return told, peak() - before

def of_a_coalition(graph, coalition, answers):
    before = peak()
    setting = CoalitionSetting(answers)
    by = CoalitionJudge(graph, coalition, setting, "swept")
    where = np.arange(graph.states)
    for concept in COALITION_CONCEPTS:
        assert swept.takes(graph, coalition, concept, setting)
        stays = by.stays(concept, where)
        if concept == "nash":
            where = np.flatnonzero(~stays)
    return swept.bytes_needed(graph, len(coalition)), peak() - before

def in_a_child(shape, work, *arguments):
    graph = random_graph(np.random.default_rng(2), Shape(tuple(shape[0]), *shape[1:]))
    child = os.fork()
    if child == 0:
        print(json.dumps(work(graph, *arguments)), flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, arguments

engines, coalitions = json.load(sys.stdin)
for name, shape, moves, variants in engines:
    in_a_child(shape, told_and_taken, name, Assumptions(moves), variants)
for shape, coalition, answers in coalitions:
    in_a_child(shape, of_a_coalition, tuple(coalition), answers)
"""


@pytest.fixture(scope="module")
def measured() -> list[tuple[int, int]]:
    """What is told and what is taken, in bytes, case by case."""
    asked = (
        [(name, astuple(shape), moves, variants) for name, shape, moves, variants in FORETOLD],
        [(astuple(shape), group, answers) for shape, group, answers in FORETOLD_COALITIONS],
    )
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=600,
        cwd=TESTS,
        # Memory that is given back goes back at once, where the C library knows how.
        env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"},
    )
    assert found.returncode == 0, found.stderr
    return [tuple(json.loads(line)) for line in found.stdout.splitlines()]


@pytest.mark.parametrize("case", range(len(FORETOLD)), ids=lambda k: f"{FORETOLD[k][0]}{k}")
def test_memory_is_foretold_within_a_factor_of_two(
    case: int, measured: list[tuple[int, int]]
) -> None:
    told, taken = measured[case]
    assert taken / 2 <= told <= 2 * taken, f"{FORETOLD[case]}: {told:,}, and took {taken:,} bytes"


@pytest.mark.parametrize("case", range(len(FORETOLD_COALITIONS)))
def test_memory_of_coalitions_is_foretold_within_a_factor_of_two(
    case: int, measured: list[tuple[int, int]]
) -> None:
    told, taken = measured[len(FORETOLD) + case]
    where = FORETOLD_COALITIONS[case]
    assert taken / 2 <= told <= 2 * taken, f"{where}: {told:,}, and took {taken:,} bytes"
