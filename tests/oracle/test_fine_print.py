"""Where a theorem or a definition needs one more word, shown by the smallest example."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oracle.coalitions import Coalitions
from oracle.compare import is_stable, verdicts_of
from oracle.conflict import read
from oracle.examples import A15, X3, X15
from oracle.golden import graph_model, ranks
from oracle.reading import Reading
from oracle.replay_steps import best
from oracle.semantics import probable, unknown


def test_T5_needs_weak_sanctions() -> None:
    """X3: the answer leads D0 back to a tie, which keeps D0 by L_2 and does not by strict SEQ."""
    weak = verdicts_of(X3, ["l2", "seq", "mr2"]).stable["D0"]
    strict = verdicts_of(X3, ["l2", "seq", "mr2"], sanction="strict").stable["D0"]

    assert "s0" in weak["l2"] & weak["seq"] & weak["mr2"]
    assert "s0" in strict["l2"] - strict["seq"] - strict["mr2"]


@pytest.mark.parametrize("kind", "bd")
def test_T14_class_answers_do_not_contain_individual_ones_where_pairs_are_unknown(
    kind: str,
) -> None:
    """Class answers are improvements U, individual ones credible C, which is wider under b, d."""
    conflict = read(A15)
    r = Reading(conflict, "legal", unknown(conflict, kind))

    assert Coalitions(r, answers="individual").is_stable("c-seq", ("D0",), "s0")
    assert not Coalitions(r, answers="class").is_stable("c-seq", ("D0",), "s0")


def test_A5_a_return_to_the_improvement_sanctions_under_probability_with_alpha_above_beta() -> None:
    """Where 1 - α < P <= 1 - β, D0 leaves for what deters it; others going round are enough."""
    model = graph_model(
        "A round trip", "0: 0>1; 1: 1>2; 2: 2>1", ranks("0 1 2", "0 0 0", "0 0 0"), 3
    )
    conflict = read(model)
    half = Fraction(1, 2)
    pairs = [(t, s) for t in conflict.states for s in conflict.states]
    chances = {p: dict.fromkeys(pairs, Fraction(0)) for p in conflict.parties}
    chances["D0"] |= {("s1", "s0"): half, ("s2", "s0"): Fraction(1)}
    eager_and_wary = probable(chances, Fraction(9, 10), Fraction(1, 10), half)
    r = Reading(conflict, "legal", eager_and_wary)

    assert r.answers("D0", "s1") == {"s1", "s2"}
    assert r.leaving("D0", "s0") == {"s1"}
    assert not r.deters("D0", "s0", "s2")
    assert is_stable(r, "gmr", "D0", "s0")


def test_sim_in_graph_form_drops_what_a_move_does_to_the_strategy_of_another() -> None:
    """D0's arc changes D1's strategy alone: the joint state is where D1 goes, as if D0 slept."""
    strategies = {"s0": "w", "s1": "x", "s2": "y"}
    model = {
        "states": {s: {"strategies": {"D0": "a", "D1": d1}} for s, d1 in strategies.items()},
        "decision_makers": {"D0": {"moves": {"s0": ["s1"]}}, "D1": {"moves": {"s0": ["s2"]}}},
        "preferences": {"D0": {"ranking": ["s1", "s0", "s2"]}, "D1": {"ranking": ["s2"]}},
    }

    assert "s0" in verdicts_of(model, ["sim", "gmr"]).stable["D0"]["sim"]
    assert "s0" not in verdicts_of(model, ["sim", "gmr"]).stable["D0"]["gmr"]


def test_of_a_cycle_no_state_is_liked_best() -> None:
    """So an explanation that names the best counter-moves names all of them."""
    conflict = read(X15)

    assert best(conflict, "D0", conflict.states) == ["s0", "s1", "s2"]


def test_unnamed_states_are_below_all_named_ones_whatever_the_threshold() -> None:
    model = graph_model("One unnamed", "0: 1>0", ranks("0 0"), 2)
    model["preferences"]["D0"] = {"payoffs": {"s0": -1000}, "threshold": 5}

    assert read(model).prefers("D0", "s0", "s1")


@pytest.mark.parametrize(
    "preference",
    [
        {"better": [["s1", "s0"]]},
        {"payoffs": {"s0": 0, "s1": 1}, "threshold": 0.5},
        {"payoffs": {"s0": 0, "s1": 1}, "unknown": [["s0", "s1"]]},
    ],
)
def test_a_relation_is_no_ranking_even_where_it_could_be_one(preference: dict[str, object]) -> None:
    model = graph_model("Two states", "0: 0>1; 1: 1>0", ranks("0 0", "0 0"), 2)
    model["preferences"]["D0"] = preference

    assert set(verdicts_of(model, ["nash", "l2", "nm"]).not_defined) == {"l2", "nm"}


def test_unknown_pairs_that_meet_no_two_states_leave_the_ranks() -> None:
    model = graph_model("Two states", "0: 0>1; 1: 1>0", ranks("0 1", "0 0"), 2)
    model["preferences"]["D0"]["unknown"] = [["s0", "s0"]]

    assert verdicts_of(model, ["l2", "nm"]).not_defined == {}
