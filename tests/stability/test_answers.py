"""Explanations searched in layers are those searched step by step, which the oracle replays."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from detente.stability import Assumptions, find, reach
from detente.stability.engines.swept.box import room_for_box
from detente.stability.explain import answers
from detente.stability.why import why
from stability.large_graphs import Shape, random_graph
from stability.small_conflicts import graph_of, small_at

CONFLICTS = 390
CONCEPTS = ("gmr", "smr", "seq", "sseq")


def _both(graph: object, party: int, state: int, concept: str, how: Assumptions) -> tuple:
    asked = (find(concept) or ())[0]
    told = []
    for least in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(answers, "LAYERED_STATES", least)
            patch.setattr(answers, "Either", answers.Layered)
            told.append(why(graph, party, state, asked, how))  # type: ignore[arg-type]
    return tuple(told)


def complaints() -> list[str]:
    """Where the two differ, on small conflicts whose moves compose."""
    found, kinds = [], set()
    for number in range(CONFLICTS):
        small = small_at(number, "layers")
        graph = graph_of(small)
        if not (graph.moves_compose and room_for_box(graph)):
            continue
        rng = Random(f"layers/{number}")
        for _ in range(6):
            concept = rng.choice(CONCEPTS)
            how = Assumptions(
                rng.choice(("legal", "legal", "single")),  # type: ignore[arg-type]
                rng.choice(("weak", "weak", "strict")),  # type: ignore[arg-type]
            )
            party, state = rng.randrange(graph.parties), rng.randrange(graph.states)
            one, other = _both(graph, party, state, concept, how)
            kinds.add(one[1]["kind"])
            if one != other:
                found.append(f"{number} {concept} {party} {state} {how}: {one} is not {other}")
    assert {"sanctioned", "unsanctioned", "no_improvement"} <= kinds
    return found


def test_layers_and_steps_tell_the_same() -> None:
    assert complaints() == []


@pytest.mark.parametrize("steps", [0, 3, 10, 40, 200])
def test_a_trial_changes_no_answer(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(np.random.default_rng(4), Shape((3, 3, 2), 0.2))
    asked = [(find(concept) or ())[0] for concept in CONCEPTS]
    cases = [(p, s, one) for p in range(3) for s in range(0, graph.states, 7) for one in asked]
    expected = [why(graph, p, s, one, Assumptions()) for p, s, one in cases]
    monkeypatch.setattr(answers, "LAYERED_STATES", 0)
    monkeypatch.setattr(answers, "_LEAST_TRIAL", steps)
    assert [why(graph, p, s, one, Assumptions()) for p, s, one in cases] == expected


@pytest.mark.parametrize(
    "shape", [Shape((4, 4, 3)), Shape((4, 4, 4), 0.3, 0.3), Shape((3, 3, 3, 3), 0.6, 0.0, 10**6)]
)
def test_on_larger_graphs_too(shape: Shape) -> None:
    rng = np.random.default_rng(2)
    graph = random_graph(rng, shape)
    for concept in CONCEPTS:
        for state in rng.integers(0, graph.states, 12).tolist():
            one, other = _both(graph, state % graph.parties, state, concept, Assumptions())
            assert one == other


def _never_back(layered: answers.Layered, after: int, there: object, start: object) -> bool:
    return False


def _always_back(layered: answers.Layered, after: int, there: object, start: object) -> bool:
    return True


MISTAKES = {
    "no way back to where an answer began": (answers.Layered, "_returns", _never_back),
    "always a way back": (answers.Layered, "_returns", _always_back),
    "squares always close": (answers.Layered, "_squares", lambda self, after: True),
    "no walk back": (answers.Layered, "_walks_back", lambda self, after, circle: False),
    "nothing left aside but what is left": (
        answers.Layered,
        "_doing",
        lambda self, states: self.graph.codes >= 0,
    ),
    "credible or not": (reach, "improvements", reach.all_moves),
    "a step too few": (
        reach,
        "distances",
        lambda *a, **k: _nearer(reach_distances(*a, **k)),
    ),
}
reach_distances = reach.distances


def _nearer(distances: np.ndarray) -> np.ndarray:
    return np.where((distances > 1) & (distances < reach.never(distances)), 1, distances)


HARMLESS = {"nothing left aside but what is left"}  # it only searches more


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, what, wrong = MISTAKES[name]
    monkeypatch.setattr(where, what, wrong)
    try:
        found = bool(complaints())
    except AssertionError as error:  # a step that the layers promised is not there
        found = "left" in str(error)
    assert found is (name not in HARMLESS)
