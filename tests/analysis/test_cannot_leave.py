"""Where a party has no move, as the oracle's moves say."""

from __future__ import annotations

from random import Random

import pytest

import detente
from oracle import conflict as definitions
from oracle.generate import random_model, to_yaml


def test_who_cannot_leave_is_who_has_no_move_by_the_definition() -> None:
    stuck = 0
    for number in range(150):
        model = random_model(Random(f"stuck/{number}"))
        conflict = definitions.read(model)
        analysis = detente.analyze(detente.load(to_yaml(model)), ["nash"])
        for party, name in zip(conflict.parties, analysis.verdicts.graph.names, strict=True):
            right = [not conflict.moves[party][state] for state in conflict.states]
            assert analysis.cannot_leave[name].tolist() == right, to_yaml(model)
            stuck += sum(right)
    assert stuck > 20


def test_a_party_that_cannot_leave_is_told_apart_in_the_table() -> None:
    analysis = detente.analyze(detente.load("elmira-nine-states"), ["nash"])
    rows = {str.__str__(row): row for row in analysis.states()}
    assert "Uniroyal" in rows["9"].cannot_leave
    assert rows["1"].cannot_leave == ()
    assert "cannot leave" in str(analysis)
    with pytest.raises(ValueError, match="read-only"):
        analysis.cannot_leave["Uniroyal"][0] = True
