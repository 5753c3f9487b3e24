"""Joint moves are found in two ways, move by move and state by state: both are right."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

import detente
from detente.problems import TooLarge
from detente.stability import Assumptions, find, improving_arcs, judge
from detente.stability.engines.choice import ENGINES
from detente.stability.session import Session
from oracle.compare import READINGS
from stability.battery import Question, compare, model_at
from stability.large_graphs import Shape, random_graph
from stability.test_limits import ONE_OF_50, by_options
from stability.whys import replay_all

MODELS = 30
SEED = "joint moves"
_SIM = importlib.import_module("detente.stability.concepts.sim")
_WHY = importlib.import_module("detente.stability.explain.joint")


@pytest.fixture
def state_by_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Joint moves are always looked for by going through the states."""

    def undone(search, starts, ends, work):
        rows = zip(starts.tolist(), ends.tolist(), strict=True)
        return np.array([search._undone_by_states(*row) for row in rows], dtype=bool)

    monkeypatch.setattr(_SIM.JointSearch, "_undone_in_parts", undone)
    monkeypatch.setattr(_WHY, "_MOST_WAYS", 0)


def with_joint_moves() -> list[int]:
    """The numbers of models in which sim is defined."""
    numbers = range(4 * MODELS)
    found = [k for k in numbers if "states" not in model_at(k, SEED)]
    return found[:MODELS]


def test_verdicts_state_by_state_are_right(state_by_state: None) -> None:
    for number in with_joint_moves():
        question = Question(*READINGS[number % len(READINGS)])
        assert compare(model_at(number, SEED), question).complaints == []


def test_whys_state_by_state_are_right(state_by_state: None) -> None:
    for number in with_joint_moves()[:8]:
        question = Question(*READINGS[number % len(READINGS)])
        assert replay_all(model_at(number, SEED), question).complaints == []


def test_the_work_is_estimated_from_a_sample_before_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The estimate is near the work: so far off at most as chance explains."""
    graph = random_graph(np.random.default_rng(6), Shape((4, 4, 4), 0.1, distinct=50))
    session = Session(graph, Assumptions(), ENGINES["listed"])
    states = np.sort(np.random.default_rng(1).choice(graph.states, 512, replace=False))
    steps = [_SIM._sampled_steps(graph, k, states) for k in range(3)]
    for party in range(3):
        sample = _SIM.JointSearch(session, party, steps, states)
        whole = _SIM.JointSearch(session, party, [improving_arcs(graph, k) for k in range(3)])
        held_in_sample, held = _SIM._stable(sample), _SIM._stable(whole)
        estimate = sample.looked_at * graph.states / len(states)
        assert whole.looked_at / 1.3 < estimate < whole.looked_at * 1.3
        assert np.array_equal(held[states], held_in_sample)

    asked = list(find("sim") or ())
    monkeypatch.setattr(_SIM, "_UNSAMPLED", 512)
    monkeypatch.setattr(_SIM, "takes_by_cells", lambda graph: False)
    monkeypatch.setattr(_SIM, "limit", lambda name: whole.looked_at // 4)
    with pytest.raises(TooLarge, match=r"about [0-9,]+ joint moves to look at"):
        judge(graph, asked, Assumptions())
    monkeypatch.setattr(_SIM, "limit", lambda name: whole.looked_at // 200)
    graph, parts, right = graph.with_orders(graph.orders), [], _SIM._sampled_steps
    with monkeypatch.context() as patch:
        patch.setattr(_SIM, "_sampled_steps", lambda *of: parts.append(len(of[2])) or right(*of))
        with pytest.raises(TooLarge):
            judge(graph, asked, Assumptions())
    assert set(parts) == {16}, "the first part of the sample is enough"
    monkeypatch.setattr(_SIM, "limit", lambda name: whole.looked_at * 4)
    assert judge(graph, asked, Assumptions()).concepts == ("sim",)


def test_many_parties_that_could_all_move_at_once_are_no_reason_to_refuse() -> None:
    """49 others could move in 2^49 ways, of which the rule leaves none but those of nobody."""
    conflict = detente.build(by_options(50, 1, ONE_OF_50))
    nobody = "N" * 50
    why = detente.explain(conflict, nobody, party="P0", concept="sim")

    assert not detente.analyze(conflict, ["sim"]).stable("P0", "sim", nobody)
    assert (why.stable, why.why["kind"], why.why["ends"]) == (False, "no_joint", 0)
