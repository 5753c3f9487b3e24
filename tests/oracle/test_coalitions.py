"""Coalitions and the inverse question: Elmira, the small examples, theorems T14 and T16."""

from __future__ import annotations

from functools import cache

import pytest

from oracle import inverse
from oracle.coalitions import CONCEPTS, Coalitions
from oracle.compare import is_stable
from oracle.conflict import Conflict, read
from oracle.examples import X4, X11
from oracle.generate import models
from oracle.golden import elmira_graph, graph_model, ranks
from oracle.reading import Reading

A12 = graph_model(
    "One deterred member is enough", "0: 0>1; 2: 1>2", ranks("0 1 2", "1 2 0", "0 0 0"), 3
)


def elmira(how: str = "legal") -> Coalitions:
    """Elmira in graph form."""
    return Coalitions(Reading(read(elmira_graph()), how))


@cache
def small() -> list[Conflict]:
    """Random conflicts small enough for all coalitions."""
    found = [read(model) for model in models(300, seed=51)]
    return [c for c in found if len(c.parties) <= 4 and len(c.states) <= 10]


def test_the_joint_improvements_of_elmira() -> None:
    c = elmira()
    found = {
        group: {(s, t) for s in c.conflict.states for t in c.leaving(group, s)}
        for group in c.all()
        if len(group) > 1
    }

    assert found == {
        ("MoE", "Uniroyal"): {("2", "4"), ("5", "8"), ("6", "8")},
        ("MoE", "Local"): {("1", "5"), ("3", "7")},
        ("Uniroyal", "Local"): {("2", "4"), ("2", "8"), ("6", "8")},
        ("MoE", "Uniroyal", "Local"): {("2", "4"), ("2", "8"), ("6", "8")},
    }


@pytest.mark.parametrize("concept", CONCEPTS)
def test_elmira_5_is_broken_by_two_parties_and_8_and_9_by_nobody(concept: str) -> None:
    c = elmira()

    assert list(c.breakers(concept, "5")) == [("MoE", "Uniroyal")]
    assert list(c.breakers(concept, "8")) == []
    assert list(c.breakers(concept, "9")) == []


@pytest.mark.parametrize(
    ("party", "concept", "sets"),
    [
        ("Local", "nash", "1"),
        ("Local", "gmr", "1 2 3 4 9"),
        ("Local", "smr", "1 26 37 48 9"),
        ("Uniroyal", "nash", "79"),
        ("Uniroyal", "gmr", "39 49 79 89"),
    ],
)
def test_what_makes_elmira_5_stable(party: str, concept: str, sets: str) -> None:
    found = inverse.minimal_sets(elmira().r, concept, party, "5")

    assert {frozenset(names) for names in sets.split()} == found


def test_X4_opponents_who_coalesce_sanction_more() -> None:
    r = Reading(read(X4), "legal")

    assert Coalitions(r, answers="class").is_stable("c-seq", ("D0",), "s0")
    assert not Coalitions(r, answers="individual").is_stable("c-seq", ("D0",), "s0")


def test_X11_an_improvement_may_lead_through_a_loss() -> None:
    r = Reading(read(X11), "legal")

    assert Coalitions(r).leaving(("D0", "D1"), "s0") == {"s2"}
    assert Coalitions(r, improvements="stepwise").leaving(("D0", "D1"), "s0") == set()


def test_A12_one_deterred_member_is_enough() -> None:
    c = Coalitions(Reading(read(A12), "legal"))

    assert c.leaving(("D0", "D1"), "s0") == {"s1"}
    assert not c.r.deters("D0", "s0", "s2")
    assert c.is_stable("c-gmr", ("D0", "D1"), "s0")


@pytest.mark.parametrize("answers", ["individual", "class"])
def test_T14_coalition_concepts_contain_each_other(answers: str) -> None:
    seen = 0
    for conflict in small():
        if answers == "class" and not conflict.moves_compose():
            continue
        c = Coalitions(Reading(conflict, "legal"), answers=answers)
        for group in c.all():
            for s in conflict.states:
                nash, gmr, smr, seq, sseq = (c.is_stable(x, group, s) for x in CONCEPTS)
                seen += not nash

                assert nash <= sseq <= seq <= gmr
                assert sseq <= smr <= gmr
    assert seen > 500


def test_T14_individual_answers_are_class_answers_and_all_together_have_none() -> None:
    for conflict in small():
        r = Reading(conflict, "legal")
        narrow, wide = Coalitions(r, answers="individual"), Coalitions(r, answers="class")
        for concept in ("c-seq", "c-sseq"):
            for group in narrow.all():
                for s in conflict.states:
                    assert narrow.is_stable(concept, group, s) <= wide.is_stable(concept, group, s)
        for concept in CONCEPTS:
            for s in conflict.states:
                everybody = conflict.parties
                expected = wide.is_stable("c-nash", everybody, s)
                assert expected == wide.is_stable(concept, everybody, s)


@pytest.mark.parametrize("how", ["legal", "once", "single"])
def test_a_coalition_of_one_under_individual_answers_is_its_member(how: str) -> None:
    for conflict in small()[:100]:
        r = Reading(conflict, how)
        c = Coalitions(r, answers="individual")
        for concept in CONCEPTS:
            for party in conflict.parties:
                for s in conflict.states:
                    expected = is_stable(r, concept.removeprefix("c-"), party, s)
                    assert expected == c.is_stable(concept, (party,), s)


@pytest.mark.parametrize("concept", inverse.CONCEPTS)
def test_T16_a_state_is_stable_where_no_member_of_some_minimal_set_is_preferred(
    concept: str,
) -> None:
    seen = 0
    for conflict in small():
        r = Reading(conflict, "legal")
        for party in conflict.parties:
            for s in conflict.states:
                if len(conflict.moves[party][s]) > 3:
                    continue
                seen += 1
                sets = inverse.minimal_sets(r, concept, party, s)
                met = any(not any(conflict.prefers(party, x, s) for x in w) for w in sets)

                assert met == is_stable(r, concept, party, s)
    assert seen > 1000
