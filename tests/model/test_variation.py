"""A conflict varied in Python: the same as a file that says so, and as the command line's flags."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

import detente
from detente.cases import case_names
from detente.model import Conflict, Graph, build, compile_graph, load_text
from detente.model.preferences import Preference
from detente.problems import ModelError, TooLarge
from model.everything import BY_OPTIONS, BY_STATES
from oracle.generate import models, random_question

QUARRY = """\
title: A village and a quarry
decision_makers:
  Village: {title: The council, options: {sue: , sign: }}
  Quarry: {options: {filter: , close: }}
rules: [{infeasible: sue and sign}]
status_quo: [sue, close]
preferences:
  Village: [filter, not sue]
  Quarry: {ranking: [NNNN, [YNNN, YNYN], N-YN]}
alternatives:
  Village: {calm: [not sue]}
  Quarry: {pays: {payoffs: {NNNY: 3, N---: 1.5}}, pairs: {better: [[NNNN, YNNN], [NNNY, YNNN]]}}
"""


def seen(graph: Graph) -> dict[str, Any]:
    """States, moves, today and orders of a graph, to compare."""
    return {
        "states": [graph.state_text(k) for k in range(graph.states)],
        "today": graph.status_quo,
        "moves": [
            [graph.arcs(party).of(k).tolist() for k in range(graph.states)]
            for party in range(graph.parties)
        ],
        "better": [
            [[graph.prefers(party, a, b) for a in range(graph.states)] for b in range(graph.states)]
            if hasattr(order, "rank") or hasattr(order, "better")
            else None
            for party, order in enumerate(graph.orders)
        ],
    }


def same(one: Conflict, other: Conflict) -> bool:
    """Whether two conflicts say the same, as model files."""
    return one.to_dict() == other.to_dict()


@pytest.mark.parametrize("name", case_names())
def test_every_bundled_case_is_built_again_from_its_values(name: str) -> None:
    conflict = detente.load(name)
    data = json.loads(json.dumps(conflict.to_dict()))
    again = build(data)

    assert again.to_dict() == conflict.to_dict()
    assert again.focus == conflict.focus
    assert again.preferences == conflict.preferences
    assert again.alternatives == conflict.alternatives


@pytest.mark.parametrize("text", [BY_OPTIONS, BY_STATES])
def test_what_no_bundled_case_says_is_built_again_as_well(text: str) -> None:
    conflict = load_text(text)

    assert same(build(conflict.to_dict()), conflict)
    assert build(conflict.to_dict()).alternatives == conflict.alternatives


def test_a_varied_conflict_is_built_again_and_restricts_as_the_flags_do() -> None:
    compared = 0
    for k, model in enumerate(models(120, seed=7)):
        rng = Random(k)
        try:
            conflict = build(model)
            reading, holding = random_question(model, rng)
            graph = compile_graph(conflict, reading, detente_conditions(conflict, holding))
        except ModelError:
            continue
        varied = conflict.with_(preferences=reading, holding=holding)
        assert seen(compile_graph(varied)) == seen(graph)
        again = build(varied.to_dict())
        assert same(again, varied)
        assert seen(compile_graph(again)) == seen(graph)
        compared += 1

    assert compared > 80


def detente_conditions(conflict: Conflict, texts: list[str]) -> list[Any]:
    from detente.analysis.question_checks import check_conditions

    return list(check_conditions(conflict, texts))


def test_options_left_out_are_left_out_as_by_the_flag() -> None:
    compared = 0
    for k, model in enumerate(models(120, seed=8)):
        try:
            conflict = build(model)
            if not conflict.options:
                continue
            key = Random(k).choice(conflict.options).key
            graph = compile_graph(conflict, without=[key])
        except ModelError:
            continue
        varied = conflict.with_(without=key)
        assert seen(compile_graph(varied)) == seen(graph)
        assert same(build(varied.to_dict()), varied)
        compared += 1

    assert compared > 40


def test_rules_are_added() -> None:
    conflict = load_text(QUARRY)
    varied = conflict.with_(
        rules=["filter and close", {"at_most_one": ["sign", "close"]}, *conflict.rules[:0]]
    )

    assert len(varied.rules) == 3
    assert len(conflict.rules) == 1
    assert same(varied, build(varied.to_dict()))
    assert same(conflict.with_(rules=varied.rules[1:]), varied)


def test_today_is_gone_where_a_rule_excludes_it() -> None:
    conflict = load_text(QUARRY)

    assert conflict.with_(rules="close").status_quo is None
    assert conflict.with_(holding="not close").status_quo is None
    assert conflict.with_(without="close").status_quo == "YNNN"
    assert conflict.with_(rules="filter").status_quo == "YNNY"


def test_what_is_said_of_states_that_are_gone_is_left_out() -> None:
    varied = load_text(QUARRY).with_(holding="not close and not filter")
    data = varied.to_dict()

    assert data["preferences"]["Quarry"] == {"ranking": ["NNNN", "YNNN"]}
    assert data["alternatives"]["Quarry"] == {
        "pays": {"payoffs": {"N---": 1.5}},
        "pairs": {"better": [["NNNN", "YNNN"]]},
    }


def test_preferences_are_given_as_in_a_file_by_name_or_as_a_value() -> None:
    conflict = load_text(QUARRY)
    calm = conflict.preference("Village", "calm")

    assert isinstance(calm, Preference)
    for given in ("calm", ["not sue"], {"priorities": ["not sue"]}, calm, {"edit": [{"drop": 1}]}):
        assert conflict.with_(preferences={"Village": given}).preference("Village") == calm
        assert conflict.with_(preferences={"The council": given}).preference("Village") == calm
    assert conflict.preference("Village") != calm


def test_nothing_changed_is_the_same_conflict() -> None:
    conflict = load_text(QUARRY)

    assert same(conflict.with_(), conflict)


def test_a_conflict_is_varied_in_a_loop() -> None:
    conflict = load_text(QUARRY)
    found = []
    for edit in ("Village: drop 1", "Village: insert sign at 1", "Village: insert sue at 1"):
        verdicts = detente.analyze(conflict.with_(edits=edit), "nash")
        found.append(verdicts.equilibria("nash"))

    assert found == [("NNNN", "NYYN"), ("NYYN",), ("YNNN", "YNYN")]


@pytest.mark.parametrize(
    ("given", "code", "what"),
    [
        ({"preferences": {"Vilage": []}}, "E-PARTY", "unknown party 'Vilage'"),
        ({"preferences": {"Village": "clam"}}, "E-ALTERNATIVE", "no alternative 'clam'"),
        ({"preferences": {"Village": ["sing"]}}, "E-OPTION", "unknown option 'sing'"),
        ({"preferences": {"Quarry": {"ranking": ["YYNN"]}}}, "E-INFEASIBLE-STATE", "YYNN"),
        ({"preferences": {"Village": {"rankin": []}}}, "E-KEY", "rankin"),
        ({"edits": {"Vilage": "drop 1"}}, "E-PARTY", "unknown party 'Vilage'"),
        ({"edits": {"Village": {"drop": 7}}}, "E-EDIT", "no place 7"),
        ({"edits": {"Village": {"move": 1}}}, "E-EDIT", "a move says where to"),
        ({"holding": "sing"}, "E-OPTION", "unknown option 'sing'"),
        ({"without": ["sing"]}, "E-OPTION", "unknown option 'sing'"),
        ({"rules": "sing"}, "E-OPTION", "unknown option 'sing'"),
        ({"rules": {"at_most_on": []}}, "E-KEY", "at_most_on"),
    ],
)
def test_a_slip_in_a_variation_is_told(given: dict[str, Any], code: str, what: str) -> None:
    with pytest.raises(ModelError) as raised:
        load_text(QUARRY).with_(**given)
    (problem,) = raised.value.problems

    assert problem.code == code
    assert what in problem.what
    assert problem.mend


def test_a_restriction_without_states_is_told_when_it_is_asked_about() -> None:
    empty = load_text(QUARRY).with_(holding=["sue", "not sue"])
    with pytest.raises((ModelError, TooLarge), match="E-NO-STATE"):
        compile_graph(empty)
