"""The answer of a finding is plain through and through, whatever its fields hold: it is JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import detente

ASKED: dict[str, Callable[[detente.Conflict], Any]] = {
    "check": detente.check,
    "analyze": detente.analyze,
    "explain": lambda conflict: detente.explain(conflict, "today"),
    "evolve": detente.evolve,
    "claims": lambda _: detente.claims(detente.load("korea-small")),
}


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_is_plain(question: str) -> None:
    answer = ASKED[question](detente.load("chicken")).to_dict()

    assert json.loads(json.dumps(answer)) == answer
