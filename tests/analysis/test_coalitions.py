"""The question of coalitions: published answers, minimality, who blocks what, bad questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

import detente
from detente.analysis.coalitions import COALITION_IDS, Coalitions, coalitions
from detente.problems import ModelError, TooLarge
from oracle.coalitions import Coalitions as ByDefinition
from oracle.compare import is_stable
from oracle.conflict import read
from oracle.generate import models
from oracle.reading import Reading


def found(answer: Coalitions) -> set[tuple[str, tuple[str, ...], str]]:
    """(concept, coalition, state) of all that is broken."""
    listed = answer.to_dict(limit=10**6)["broken"]
    return {(one["concept"], tuple(one["by"]), one["state"]) for one in listed}


def expected(model: dict, answers: str, improvements: str) -> set[tuple[str, tuple[str, ...], str]]:
    """The same from the definitions: equilibria, and the minimal coalitions that break them."""
    reading = Reading(read(model), "legal")
    by_definition = ByDefinition(reading, improvements, answers)
    conflict = reading.conflict
    return {
        (concept, group, s)
        for concept in COALITION_IDS
        for s in conflict.states
        if all(is_stable(reading, concept[2:], party, s) for party in conflict.parties)
        for group in by_definition.breakers(concept, s)
    }


def test_random_models_have_the_broken_equilibria_of_the_definitions() -> None:
    broken = 0
    for k, model in enumerate(models(120, seed=71)):
        if len(model["decision_makers"]) > 4:
            continue
        answers = ("class", "individual")[k % 2]
        improvements = ("joint", "stepwise")[k // 2 % 2]
        answer = coalitions(detente.build(model), None, None, answers, improvements)
        wanted = expected(model, answers, improvements)
        broken += len(wanted)

        assert wanted == found(answer), model
    assert broken > 100


def test_elmira_5_is_left_for_8_by_the_two_who_gain() -> None:
    answer = coalitions(detente.load("elmira-nine-states"))

    listed = answer.to_dict()["broken"]
    assert {one["concept"] for one in listed} == set(COALITION_IDS)
    for one in listed:
        assert (one["state"], one["by"], one["to"]) == ("5", ["MoE", "Uniroyal"], "8")
        assert one["path"] == [{"by": "MoE", "to": "6"}, {"by": "Uniroyal", "to": "8"}]
        assert {p: gain["text"] for p, gain in one["gains"].items()} == {
            "MoE": "8 above 5",
            "Uniroyal": "8 above 5",
        }
    assert answer.survivors("c-seq") == ("8", "9")


@pytest.mark.parametrize(
    ("of", "pairs"),
    [
        ("MoE,Uniroyal", {("2", "4"), ("5", "8"), ("6", "8")}),
        ("MoE,Local", {("1", "5"), ("3", "7")}),
        ("Local, Uniroyal", {("2", "4"), ("6", "8")}),
        ("MoE,Uniroyal,Local", {("2", "4"), ("6", "8")}),
    ],
)
def test_every_state_that_a_named_coalition_of_elmira_leaves(
    of: str, pairs: set[tuple[str, str]]
) -> None:
    answer = coalitions(detente.load("elmira-nine-states"), of=[of], concepts=["c-nash"])

    assert pairs == {(str(one.state), str(one.to)) for one in answer.broken()}


# Elmira with all twelve states and the verdicts of GMCR+ 0.4.1 for the ministry and Uniroyal set as
# a coalition: it changes any options of its members in one move, and gains where both do.
RANKED = {
    "MoE": "NNYNY NNYNN YNYNN YNYNY NYNNY NYNNN YYNNN YYNNY",
    "Uniroyal": "NYNNN YNYNN YNYNY NYNNY * YYNNN NNYNN NNYNY YYNNY",
    "Local": "NNYNY NNYNN NYNNY NYNNN YNYNY YYNNY YNYNN YYNNN",
}
ABANDONED = ["NNNYN", "YNNYN", "NNNYY", "YNNYY"]
TWELVE = {
    "title": "Elmira, twelve states",
    "decision_makers": {
        "MoE": {"options": {"modify": {"once": "taken"}}},
        "Uniroyal": {
            "options": {"delay": {"once": "dropped"}, "accept": "", "abandon": {"once": "taken"}}
        },
        "Local": {"options": {"insist": ""}},
    },
    "rules": [{"exactly_one": ["delay", "accept", "abandon"]}],
    "preferences": {
        party: {"ranking": [ABANDONED if one == "*" else [one] for one in listed.split()]}
        for party, listed in RANKED.items()
    },
}


@pytest.mark.parametrize("concept", ["c-nash", "c-gmr", "c-smr", "c-seq"])
def test_gmcr_plus_finds_the_same_for_the_coalition_of_elmira(concept: str) -> None:
    answer = coalitions(
        detente.build(TWELVE), ["MoE,Uniroyal"], concept, "individual", sanction_moves="once"
    )

    assert {s for _, _, s in found(answer)} == {"YYNNN", "NYNNY", "YYNNY"}


def test_what_the_file_names_is_asked_and_no_more() -> None:
    korea = detente.load("korea")

    answer = coalitions(replace(korea, coalitions=(("USA", "ROK"),)), concepts="c-gmr")

    assert answer.to_dict()["coalitions"] == [["USA", "ROK"]]
    every = found(coalitions(korea, concepts="c-gmr"))
    assert found(answer) == {one for one in every if one[1] == ("USA", "ROK")} != set()


def test_a_coalition_blocks_an_outcome_whose_equilibria_it_all_breaks() -> None:
    blocks = coalitions(detente.load("elmira-nine-states")).to_dict()["blocks"]

    assert blocks["deadlock"]["c-seq"] == [["MoE", "Uniroyal"]]
    assert blocks["deadlock"]["c-gmr"] == []
    assert blocks["abandonment"]["c-seq"] == []


def test_the_table_has_a_row_for_each_state_coalition_and_concept() -> None:
    answer = coalitions(detente.load("elmira-nine-states"), concepts="c-seq")

    assert answer.to_csv().splitlines()[1].startswith('5,"MoE, Uniroyal",c-seq,8')


@pytest.mark.parametrize(
    ("asked", "code", "what"),
    [
        ({"of": ["USA,Nobody"]}, "E-PARTY", "unknown party 'Nobody'"),
        ({"of": [""]}, "E-VALUE", "a coalition without a party"),
        ({"of": []}, "E-VALUE", "no coalition is named"),
        ({"concepts": ["seq"]}, "E-CONCEPT", "unknown concept 'seq'"),
        ({"answers": "all"}, "E-VALUE", "'all' is no reading of the answers"),
        ({"improvements": "any"}, "E-VALUE", "'any' is no reading of joint improvements"),
        ({"sanction": "mild"}, "E-VALUE", "'mild' is no kind of sanction"),
    ],
)
def test_a_bad_question_is_said_in_one_line(asked: dict, code: str, what: str) -> None:
    with pytest.raises(ModelError) as caught:
        coalitions(detente.load("korea"), **asked)

    (problem,) = caught.value.problems
    assert problem.code == code
    assert what in problem.what


def test_more_parties_than_are_tried_are_refused_with_the_way_out() -> None:
    many = {
        "title": "Many",
        "decision_makers": {f"P{k}": {"options": {"a": ""}} for k in range(11)},
    }
    with pytest.raises(TooLarge, match=r"2,036 of two or more.*--of A,B"):
        coalitions(detente.build(many))

    assert coalitions(detente.build(many), of=["P0,P1"]).broken() == ()
