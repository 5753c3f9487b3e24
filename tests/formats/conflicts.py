"""What the tests of formats compare: conflicts by what they say, and by what engines see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from gmcr_program import Loaded

from detente.model import Conflict, Graph, Ranks, Relation, compile_graph

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "src" / "detente" / "cases"
SAMPLES = ROOT.parent / "shared" / "peers" / "gmcrplus"
TABLES = ROOT.parent / "shared" / "cases"
DATA = Path(__file__).parent / "data"


def case_files() -> list[Path]:
    return [path for path in sorted(CASES.glob("*.yaml")) if not path.stem.endswith("-evidence")]


def said(conflict: Conflict) -> dict[str, Any]:
    """All that a conflict says, without where it was read."""
    return {
        "title": conflict.title,
        "as_of": conflict.as_of,
        "about": conflict.about,
        "form": conflict.form,
        "parties": [replace(one, moves=dict(one.moves)) for one in conflict.decision_makers],
        "states": conflict.states,
        "rules": [replace(rule, line=0) for rule in conflict.rules],
        "status quo": conflict.status_quo,
        "preferences": list(conflict.preferences.items()),
        "alternatives": [(p, list(own.items())) for p, own in conflict.alternatives.items()],
        "outcomes": list(conflict.outcomes.items()),
        "coalitions": conflict.coalitions,
        "uncertain": dict(conflict.uncertain),
        "evidence": [
            (name, replace(one, line=0, source=dict(one.source)))
            for name, one in conflict.evidence.items()
        ],
        "claims": [
            (name, replace(one, line=0, data=dict(one.data)))
            for name, one in conflict.claims.items()
        ],
        "expected": [dict(one) for one in conflict.expected],
    }


def compiled(graph: Graph) -> dict[str, Any]:
    """States, moves and preferences as engines see them."""
    return {
        "states": graph.state_texts(np.arange(graph.states)),
        "moves": [
            [arcs.of(state).tolist() for state in range(graph.states)]
            for arcs in map(graph.arcs, range(graph.parties))
        ],
        "orders": [numbers(order) for order in graph.orders],
    }


def numbers(order: Any) -> list[Any]:
    """A ranking as dense ranks, also where it came as a relation."""
    if isinstance(order, Relation):
        below = order.better.sum(axis=0)
        if np.array_equal(order.better, below[:, None] < below[None, :]):
            return np.unique(below, return_inverse=True)[1].tolist()
        return order.better.tolist()
    assert isinstance(order, Ranks)
    return order.rank.tolist()


def seen_by_the_program(loaded: Loaded) -> dict[str, Any]:
    """The program's view in the same words."""
    count = range(len(loaded.states))
    return {
        "states": ["".join("Y" if taken else "N" for taken in state) for state in loaded.states],
        "moves": [[[b for b in count if (a, b) in own] for a in count] for own in loaded.moves],
        "orders": [np.unique(pays, return_inverse=True)[1].tolist() for pays in loaded.payoffs],
    }


def compiled_case(conflict: Conflict) -> dict[str, Any]:
    return compiled(compile_graph(conflict))
