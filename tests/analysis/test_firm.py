"""Firm answers are counted as the definition says: the oracle's hseq."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

import detente
from detente.analysis.firm import firm_counts, firm_equilibria
from oracle import conflict as definitions
from oracle.compare import is_stable
from oracle.generate import Model, random_model, to_yaml
from oracle.reading import Reading

MODELS = 120


@cache
def by_definition(number: int) -> tuple[Model, str, str, list[bool]]:
    """A model, how it is read, and where by the oracle every party is stable by firm answers."""
    rng = Random(f"firm/{number}")
    model = random_model(rng)
    sanction_moves = rng.choice(("legal", "once", "single"))
    sanction = rng.choice(("weak", "strict"))
    conflict = definitions.read(model)
    reading = Reading(conflict, sanction_moves, sanction)
    right = [
        all(is_stable(reading, "hseq", party, state) for party in conflict.parties)
        for state in conflict.states
    ]
    return model, sanction_moves, sanction, right


@pytest.mark.parametrize("concepts", [["nash", "seq"], ["seq"], ["seq", "hseq"]])
def test_firm_equilibria_are_those_of_the_definition(concepts: list[str]) -> None:
    fewer = 0
    for number in range(MODELS):
        model, sanction_moves, sanction, right = by_definition(number)
        analysis = detente.analyze(
            detente.load(to_yaml(model)), concepts, sanction_moves=sanction_moves, sanction=sanction
        )
        firm = firm_equilibria(analysis.verdicts)

        assert firm is not None
        assert firm.tolist() == right, to_yaml(model)
        counts = firm_counts(analysis.verdicts, analysis.outcome_planes)
        for name, where in analysis.outcome_planes.items():
            assert counts[name] == {"seq": sum(f and w for f, w in zip(right, where, strict=True))}
        fewer += sum(right) < analysis.count("seq")
    assert fewer > 5


def test_without_seq_nothing_is_said_of_firm_answers() -> None:
    analysis = detente.analyze(detente.load("korea"), ["nash", "gmr"])

    assert firm_equilibria(analysis.verdicts) is None
    assert firm_counts(analysis.verdicts, analysis.outcome_planes) == {}
