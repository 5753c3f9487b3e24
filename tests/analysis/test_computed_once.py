"""The page of an analysis tells what the finding holds; it computes nothing of its own."""

from __future__ import annotations

import importlib

import pytest

import detente
from detente.limits import LIMITS

SHAPE = """
title: {n} options
decision_makers:
  A: {{options: {{{a}}}}}
  B: {{options: {{{b}}}}}
  C: {{options: {{{c}}}}}
outcomes: {{deal: a0, war: b0 and c0}}
focus: [war]
preferences:
  A: [not a0, b1 iff a1]
  B: [c1, b0 iff a2, not b1]
  C: [not c0, c1 iff b2]
"""


def model(options: int) -> detente.Conflict:
    each = [options - 2 * (options // 3), options // 3, options // 3]
    parts = {
        party: ", ".join(f"{party}{k}: Option {k}" for k in range(number))
        for party, number in zip("abc", each, strict=True)
    }
    return detente.load(SHAPE.format(n=options, **parts))


@pytest.mark.parametrize("options", [16, 20])
def test_the_page_of_a_large_conflict_asks_no_engine(
    options: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = detente.analyze(model(options), ["nash", "seq"])
    assert analysis.size == 1 << options

    def computed(*args: object, **kwargs: object) -> None:
        raise AssertionError("the page computes")

    asked = importlib.import_module("detente.analysis.analyze")
    monkeypatch.setattr(asked, "judge", computed)
    monkeypatch.setattr("detente.analysis.why_decided.why", computed)
    monkeypatch.setattr("detente.analysis.setting.compile_arena", computed)
    page = str(analysis)
    assert analysis.why_not is not None
    assert f"Why '{analysis.why_not.outcome}' would not hold" in page


def test_the_reason_is_that_of_explain_and_stands_in_json() -> None:
    korea = detente.load("korea")
    analysis = detente.analyze(korea)
    found = analysis.why_not
    assert found is not None
    assert found.outcome == "double freeze"
    asked = detente.explain(korea, found.outcome, concept="seq")
    assert isinstance(asked, detente.Explanations)
    assert asked.state == found.state
    leavers = [part for part in asked.parts if not part.stable]
    assert [part.words for part in found.parts] == [part.words for part in leavers]
    written = analysis.to_dict()["why_not"]
    assert written["state"] == found.state
    assert [one["party"] for one in written["explanations"]] == [one.party for one in leavers]


def test_a_reason_that_takes_too_much_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    few = LIMITS["why_not_looks"].__class__("why_not_looks", 5, "looks", "tried")
    monkeypatch.setitem(LIMITS, "why_not_looks", few)
    analysis = detente.analyze(detente.load("korea"))
    assert analysis.why_not is not None
    assert set(analysis.why_not.refused) == {"DPRK", "ROK"}
    page = " ".join(str(analysis).split())
    assert "North Korea would leave; its reason takes too much to find" in page
    assert "Assumed:" in page


def test_outcomes_are_told_in_the_order_of_the_focus() -> None:
    assert list(detente.analyze(model(9)).outcomes()) == ["war", "deal"]


def test_planes_and_mappings_of_an_analysis_are_read_only() -> None:
    analysis = detente.analyze(detente.load("elmira"))
    with pytest.raises(ValueError, match="read-only"):
        analysis.outcome_planes["deadlock"][0] = False
    with pytest.raises(TypeError):
        analysis.outcome_planes["deadlock"] = None  # type: ignore[index]
