"""`check` says beforehand what a semantics would refuse."""

from __future__ import annotations

import pytest

import detente
from detente.problems import ModelError

MODEL = """\
title: Two gates
decision_makers: {A: {options: {open: Open}}, B: {options: {close: Close}}}
outcomes: {both: open and close}
preferences:
  A: {priorities: [open], PAIRS}
  B: [close, not open]
"""


@pytest.mark.parametrize(
    ("pairs", "semantics"),
    [
        ("fuzzy: {pairs: [[YN, NN, 0.9]]}", "fuzzy"),
        ("fuzzy: {pairs: [[YN, NN, 0.9]], gamma: 0}", "fuzzy"),
        ("probability: {pairs: [[Y-, N-, 0.8], [-N, -Y, 0.4]]}", "prob"),
    ],
)
def test_what_a_semantics_would_refuse_is_a_warning(pairs: str, semantics: str) -> None:
    conflict = detente.load(MODEL.replace("PAIRS", pairs))
    with pytest.raises(ModelError) as refused:
        detente.analyze(conflict, semantics=semantics)
    [problem] = refused.value.problems
    [warning] = [one for one in detente.check(conflict).warnings if one.code == "W-UNCERTAIN"]
    assert (warning.what, warning.mend, warning.line) == (problem.what, problem.mend, problem.line)


@pytest.mark.parametrize(
    "pairs",
    ["fuzzy: {pairs: [[YN, NN, 0.9]], gamma: 0.5}", "probability: {pairs: [[Y-, N-, 0.8]]}"],
)
def test_what_it_takes_is_none(pairs: str) -> None:
    conflict = detente.load(MODEL.replace("PAIRS", pairs))
    detente.analyze(conflict, semantics="fuzzy" if "fuzzy" in pairs else "prob")
    assert not [one for one in detente.check(conflict).warnings if one.code == "W-UNCERTAIN"]


def test_the_next_command_asks_under_the_same_semantics() -> None:
    conflict = detente.load(MODEL.replace(", PAIRS", ""))
    page = str(detente.analyze(conflict, "seq", semantics="strong"))
    assert "strong:seq" in page.split("Next:")[1]
    sure = str(detente.robust(conflict, "both", "strong:seq"))
    assert "margin(" not in sure  # which is worked out for plain concepts
    assert "detente margin" not in sure
