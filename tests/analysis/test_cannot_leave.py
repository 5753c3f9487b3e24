"""Where a party has no move, as the oracle's moves say; who stays for that reason alone is told."""

from __future__ import annotations

from random import Random

import pytest

import detente
from detente.analysis import cannot_leave as module
from detente.analysis.cannot_leave import cannot_leave, nobody_can_move
from detente.analysis.question_checks import check_conditions
from detente.model import compile_graph
from oracle import conflict as definitions
from oracle.generate import random_model, random_question, to_yaml

STUCK = """
title: Two one-way doors
decision_makers:
  A: {options: {go: {title: Go through, once: taken}}}
  B: {options: {shut: {title: Shut the door, once: taken}, knock: Knock}}
rules: [{infeasible: A.go and B.knock}, {infeasible: A.go and not B.shut}]
status_quo: []
preferences: {A: [A.go], B: [not A.go]}
outcomes: {through: {title: Through the door, where: A.go}, waiting: not A.go}
"""


@pytest.mark.parametrize("among_all", [True, False])
def test_who_cannot_leave_is_who_has_no_move_by_the_definition(
    among_all: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not among_all:
        monkeypatch.setattr(module, "_CELLS", 0)
        monkeypatch.setattr(module, "_CELLS_A_STATE", 0)
    stuck = nobody = 0
    for number in range(120):
        rng = Random(f"stuck/{number}")
        model = random_model(rng)
        _, holding = random_question(model, rng)
        conflict = detente.load(to_yaml(model))
        graph = compile_graph(conflict, holding=check_conditions(conflict, holding))
        oracle = definitions.read(model, {}, holding)
        texts = graph.state_texts(range(graph.states))
        right = [[not oracle.moves[party][state] for state in texts] for party in oracle.parties]
        found = cannot_leave(graph)
        assert [found[name].tolist() for name in graph.names] == right, to_yaml(model)
        all_stuck = [all(row) for row in zip(*right, strict=True)]
        assert nobody_can_move(graph, found).tolist() == all_stuck
        stuck += sum(map(sum, right))
        nobody += sum(all_stuck)
    assert stuck > 100
    assert nobody > 0


def test_few_states_among_many_combinations_are_found_out_too() -> None:
    options = {f"o{k}": f"Option {k}" for k in range(20)}
    ruled = [{"at_most_one": [f"A.o{k}" for k in range(20)]}]
    model = {
        "title": "One at a time",
        "decision_makers": {"A": {"options": options}, "B": {"options": {"b": "Act"}}},
        "rules": [*ruled, {"infeasible": "B.b and not A.o1"}, {"infeasible": "A.o1 and not B.b"}],
    }
    graph = compile_graph(detente.load(to_yaml(model)))
    found = cannot_leave(graph)
    assert found["B"].all()
    assert found["A"].sum() == 1


def test_where_that_is_not_found_out_nobody_is_said_to_be_stuck(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_BARRED", 1)
    ruled = "rules: [{infeasible_move: {by: A, from: B.shut, to: A.go}}]"
    head, _, tail = STUCK.partition("rules: [{")
    barred = detente.load(f"{head}{ruled}\n{tail.partition(chr(10))[2]}")
    analysis = detente.analyze(barred, ["nash"])
    assert list(analysis.cannot_leave) == ["B"]
    assert analysis.nobody_moves == 0
    assert "A would" in str(detente.explain(barred, "through"))


def test_a_party_that_cannot_leave_is_told_apart_in_the_table() -> None:
    analysis = detente.analyze(detente.load("elmira-nine-states"), ["nash"])
    rows = {str.__str__(row): row for row in analysis.states()}
    assert "Uniroyal" in rows["9"].cannot_leave
    assert rows["1"].cannot_leave == ()
    assert "cannot leave" in str(analysis)
    with pytest.raises(ValueError, match="read-only"):
        analysis.cannot_leave["Uniroyal"][0] = True


def test_equilibria_that_hold_because_nobody_can_move_are_marked_in_counts_and_tables() -> None:
    analysis = detente.analyze(detente.load(STUCK))
    assert [str.__str__(one) for one in analysis.equilibria() if analysis.nobody_can_move(one)] == [
        "YYN"
    ]
    assert analysis.to_dict()["nobody_can_move"] == {
        "states": 1,
        "outcomes": {"through": 1, "waiting": 0},
    }
    page = " ".join(str(analysis).split())
    assert "1 state is an equilibrium only because nobody can move there." in page
    assert "all: nobody can move" in page
    assert "stuck: how many are equilibria only because nobody can move there" in page
    told = " ".join(str(detente.explain(detente.load(STUCK), "through")).split())
    assert "1 of these holds only because nobody can move there." in told
