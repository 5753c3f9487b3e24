"""Who cannot leave a state, held against the oracle's moves."""

from __future__ import annotations

from random import Random

import detente
from detente.analysis.readings import check_conditions
from detente.analysis.stuck import cannot_leave, held_by_nobody_moving
from detente.model import compile_graph
from oracle import conflict as definitions
from oracle.generate import random_model, random_question, to_yaml


def test_who_cannot_leave_has_no_move() -> None:
    stuck = 0
    for number in range(250):
        rng = Random(f"stuck/{number}")
        model = random_model(rng)
        _, holding = random_question(model, rng)
        conflict = detente.load(to_yaml(model))
        graph = compile_graph(conflict, holding=check_conditions(conflict, holding))
        oracle = definitions.read(model, {}, holding)
        texts = graph.state_texts(range(graph.states))
        by_party = [[not oracle.moves[party][state] for state in texts] for party in oracle.parties]
        for party, right in enumerate(by_party):
            assert cannot_leave(graph, party).tolist() == right, to_yaml(model)
            stuck += sum(right)
        nobody = [all(row) for row in zip(*by_party, strict=True)]
        assert held_by_nobody_moving(graph).tolist() == nobody
    assert stuck > 200


def test_few_states_among_many_combinations_are_listed() -> None:
    options = {f"o{k}": f"Option {k}" for k in range(20)}
    ruled = [{"at_most_one": [f"A.o{k}" for k in range(20)]}]
    model = {
        "title": "One at a time",
        "decision_makers": {"A": {"options": options}, "B": {"options": {"b": "Act"}}},
        "rules": [*ruled, {"infeasible": "B.b and not A.o1"}, {"infeasible": "A.o1 and not B.b"}],
    }
    graph = compile_graph(detente.load(to_yaml(model)))

    assert cannot_leave(graph, 1).all()
    assert cannot_leave(graph, 0).sum() == 1
