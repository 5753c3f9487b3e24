"""Explanations as findings: the verdict, the data, the sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from cli.commands import detente as run
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
        for state in map(analysis.verdicts.graph.state_text, range(analysis.size))
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


ANSWERS = """\
title: Talks
decision_makers:
  Egypt: {options: {council: Go to the Council, strike: Strike the dam}}
  Ethiopia: {options: {bind: Sign}}
status_quo: [bind]
preferences:
  Egypt: [bind, council if not bind]
  Ethiopia: [not strike, not bind]
outcomes: {bound: bind, "NNN": not bind}
"""


def test_a_pattern_or_a_condition_stands_for_its_states() -> None:
    conflict = detente.load(ANSWERS)
    for asked, kind, states in (
        ("-NY", "pattern", ["NNY", "YNY"]),
        ("bind and not strike", "condition", ["NNY", "YNY"]),
        ("bound", "outcome", ["NNY", "YNY", "NYY", "YYY"]),
        ('"NNN"', "outcome", ["NNN", "YNN", "NYN", "YYN"]),
    ):
        answer = detente.explain(conflict, asked)
        assert isinstance(answer, Explanations)
        assert (answer.inside["kind"], answer.inside["states"]) == (kind, len(states)), asked
        analysis = detente.analyze(conflict, ["seq", "hseq"])
        right = [state for state in analysis.equilibria("seq") if str(state) in states]
        assert list(answer.equilibria) == right
        assert answer.to_dict()["inside"]["listed"] == [str(state) for state in right]
        firm = sum(analysis.is_equilibrium("hseq", state) for state in right)
        assert answer.inside["firm"] == firm
        assert str(answer.state) in states
    assert str(detente.explain(conflict, "NNN").state) == "NNN"
    assert not detente.explain(conflict, "NNN").inside


def test_every_equilibrium_of_a_class_is_listed_by_its_code(tmp_path: Path) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(ANSWERS)
    ran = run("explain", file, "-NY", "--long")
    assert ran.code == 0, ran.err

    for state in detente.explain(detente.load(ANSWERS), "-NY").equilibria:
        assert f"  {state}  {state.told}" in ran.out


def test_a_sanction_that_bundles_names_what_adds_nothing() -> None:
    told = " ".join(detente.explain(detente.load(ANSWERS), "NNY", party="Ethiopia").words)

    assert "'Go to the Council' and 'Strike the dam' (better for Egypt by its second" in told
    assert "'council if not bind'; 'Strike the dam' adds nothing for it)" in told


def test_who_cannot_leave_is_told_apart_from_who_would_not() -> None:
    stuck = ANSWERS.replace("bind: Sign", "bind: {title: Sign, once: taken}")
    told = detente.explain(detente.load(stuck), "NNY", party="Ethiopia", concept="nash").words

    assert told == (
        "Ethiopia cannot leave NNY: stable under nash (Nash stability).",
        "It has no move from there.",
    )
    inside = detente.explain(detente.load(stuck), "bound").inside
    assert inside["cannot_leave"] == {"Egypt": 0, "Ethiopia": 4}


def test_an_answer_that_is_not_firm_says_which_step_its_maker_would_not_take() -> None:
    """Iran would answer by leaving the talks, but from there the US would strike: so it stays."""
    model = """\
title: Talks under threat
decision_makers:
  US: {options: {offer: Offer relief, strike: Strike}}
  Iran: {options: {talk: Talk}}
preferences:
  US: [talk, strike iff not talk, not offer]
  Iran: [not strike, talk iff offer]
"""
    why = detente.explain(detente.load(model), "YNY", party="US", concept="seq")

    (item,) = why.why["improvements"]
    assert (item["firm"], item["firm_answer"]) == (False, False)
    assert why.words[1].endswith(
        "That answer is not firm: it has Iran leave NNY, a state that it would keep under seq; "
        "no other answer is firm."
    )
