"""Explanations as findings: the verdict, the data, the sentences."""

from __future__ import annotations

import json

import pytest

import detente
from detente.analysis.explain import Explanation, Explanations


def test_one_party_and_one_concept_give_one_explanation() -> None:
    why = detente.explain(detente.load("korea"), "YNNYYYNNYY", party="USA", concept="seq")
    assert isinstance(why, Explanation)
    assert why.stable
    assert why.why["kind"] == "no_improvement"
    assert str(why).startswith("United States would stay at YNNYYYNNYY")
    assert json.loads(json.dumps(why.to_dict()))["words"] == list(why.words)


def test_the_words_name_parties_options_and_states() -> None:
    why = detente.explain(detente.load("korea"), "NNNYNYNNNY", party="USA", concept="seq")
    told = " ".join(why.words)
    assert "United States would improve by taking up 'Go on delivering THAAD'" in told
    assert "North Korea can answer, and gain, by" in told
    assert "leaves United States worse off (YNNYYYNNNY: by its third statement" in told
    assert "'not DPRK.tests', citing unsc-2371), so United States would stay." in told


def test_strict_sanctions_are_told_as_such() -> None:
    chicken = detente.load("chicken")
    state = detente.analyze(chicken, ["gmr"]).status_quo or "NN"
    for party in chicken.party_names:
        weak = detente.explain(chicken, state, party=party, concept="gmr")
        strict = detente.explain(chicken, state, party=party, concept="gmr", sanction="strict")
        assert weak.assumptions["sanction"] == "weak"
        assert strict.assumptions["sanction"] == "strict"


def test_an_outcome_stands_for_the_state_in_it_that_fewest_parties_would_leave() -> None:
    conflict = detente.load("korea")
    answer = detente.explain(conflict, "double freeze", concept="nash")
    assert isinstance(answer, Explanations)
    analysis = detente.analyze(conflict, ["nash"])
    leaving = {
        state: sum(not analysis.stable(p, "nash", state) for p in conflict.party_names)
        for state in map(analysis.verdicts.graph.state_text, range(analysis.states))
        if "double freeze" in analysis.outcomes_of(state)
    }
    assert leaving[str(answer.state)] == min(leaving.values())
    assert answer.inside["states"] == len(leaving)
    assert not answer.main.stable


def test_a_party_may_be_named_by_its_title() -> None:
    why = detente.explain(detente.load("korea"), "today", party="United States", concept="nash")
    assert isinstance(why, Explanation | Explanations)
    assert why.to_dict()["party"] == "USA"


def test_a_concept_without_meaning_here_says_why() -> None:
    with pytest.raises(detente.NotDefined, match="two parties"):
        detente.explain(detente.load("korea"), "today", party="USA", concept="nm")


def test_stackelberg_tells_leader_and_follower() -> None:
    answer = detente.explain(detente.load("chicken"), "NN", concept="stackelberg")
    assert isinstance(answer, Explanations)
    told = " ".join(answer.words)
    assert "the leader:" in told
    assert "the follower:" in told
