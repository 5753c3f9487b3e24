"""The analysis as a finding: its questions, its groups, its forms."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import detente

GAME = {
    "title": "Prisoner's dilemma, built in code",
    "decision_makers": {
        "Row": {"options": {"defect": "Defect"}},
        "Column": {"options": {"betray": "Betray"}},
    },
    "status_quo": [],
    "preferences": {
        "Row": ["not Column.betray", "Row.defect"],
        "Column": ["not Row.defect", "Column.betray"],
    },
    "outcomes": {"cooperation": "not Row.defect and not Column.betray"},
}


def test_a_conflict_is_built_from_plain_values_as_from_a_file() -> None:
    conflict = detente.build(GAME)
    analysis = detente.analyze(conflict)
    assert analysis.equilibria("nash") == ("YY",)
    assert analysis.equilibria("seq") == ("NN", "YY")
    assert analysis.outcomes()["cooperation"]["nash"] == 0
    assert analysis.outcomes()["cooperation"]["seq"] == 1


def test_what_is_built_in_code_is_checked_like_a_file() -> None:
    broken = {**GAME, "preferences": {"Row": ["not Column.betrays"]}}
    with pytest.raises(detente.ModelError) as caught:
        detente.build(broken)
    (problem,) = caught.value.problems
    assert problem.code == "E-OPTION"
    assert "did you mean 'Column.betray'?" in problem.mend


def test_stability_is_asked_party_by_party_and_state_by_state() -> None:
    analysis = detente.analyze(detente.build(GAME), concepts=["nash", "gmr"])
    assert analysis.stable("Row", "nash", "NN") is False
    assert analysis.stable("Row", "gmr", "NN") is True
    assert analysis.stable("Row", "nash") == ("YN", "YY")
    assert analysis.status_quo == "NN"
    assert analysis.is_equilibrium("gmr", "NN")


def test_a_state_tells_what_each_party_does() -> None:
    state = detente.analyze(detente.build(GAME)).equilibria("nash")[0]
    assert state == "YY"
    assert dict(state.words) == {"Row": "Defect", "Column": "Betray"}
    assert repr(state) == "YY (Row: Defect | Column: Betray)"


def test_groups_hold_every_equilibrium_once_and_tell_the_truth_of_each() -> None:
    analysis = detente.analyze(detente.load("korea"))
    groups = analysis.groups()
    union = np.logical_or.reduce([analysis.verdicts.equilibria(c) for c in analysis.concepts])
    assert sum(group.count for group in groups) == int(union.sum())
    assert len({(group.concepts, group.outcomes) for group in groups}) == len(groups)
    for group in groups:
        holds = {c for c in analysis.concepts if analysis.is_equilibrium(c, group.example)}
        assert holds == set(group.concepts)
        assert analysis.outcomes_of(group.example) == group.outcomes
    depths = [len(group.concepts) for group in groups]
    assert depths == sorted(depths, reverse=True)


def test_outcome_counts_and_leavers_agree_with_the_states() -> None:
    analysis = detente.analyze(detente.load("korea-small"), concepts=["seq", "gmr"])
    for name, counts in analysis.outcomes().items():
        inside = [s for s in analysis.equilibria("gmr") if name in analysis.outcomes_of(s)]
        assert counts["gmr"] == len(inside)
        size = int(analysis.outcome_planes[name].sum())
        for party, leaving in analysis.leavers(name, "seq").items():
            stays = [s for s in analysis.stable(party, "seq") if name in analysis.outcomes_of(s)]
            assert leaving == size - len(stays)


def test_a_concept_that_holds_nearly_everywhere_is_said_to_say_little() -> None:
    analysis = detente.analyze(detente.load("garrison"))
    assert analysis.says_little() == {"gmr": 15 / 23, "smr": 15 / 23}
    said = " ".join(str(analysis).split())
    assert said.count("as it excludes fewer than half, it says little by itself") == 2

    analysis = detente.analyze(detente.load("korea"))  # a fifth of the states: that is a narrowing
    assert analysis.says_little() == {}
    assert analysis.floods() == {"gmr", "smr"}
    assert "says little" not in str(analysis)


def test_readings_and_sub_conflicts_are_echoed_and_keep_state_codes() -> None:
    conflict = detente.load("korea")
    analysis = detente.analyze(
        conflict,
        ["nash"],
        reading={"USA": "freeze accepted"},
        holding=["not USA.strike"],
        without=["DPRK.talks"],
    )
    assert analysis.assumptions["reading"] == {"USA": "freeze accepted"}
    assert analysis.assumptions["holding"] == ["not USA.strike"]
    assert analysis.size == 256
    whole = detente.analyze(conflict, ["nash"])
    assert set(analysis.verdicts.graph.codes) < set(whole.verdicts.graph.codes)
    assert analysis.status_quo == whole.status_quo


def test_a_finding_prints_well_everywhere_and_cannot_be_changed() -> None:
    analysis = detente.analyze(detente.build(GAME))
    assert len(repr(analysis)) < 200
    assert "What would hold" in str(analysis)
    page = analysis._repr_html_()
    assert page is not None
    assert "<script" not in page
    assert "What would hold" in page
    with pytest.raises(dataclasses.FrozenInstanceError):
        analysis.holding = ()  # type: ignore[misc]
    assert json.loads(json.dumps(analysis.to_dict()))["conflict"] == GAME["title"]


def test_text_in_a_page_is_escaped() -> None:
    hostile = {**GAME, "title": "<img src=x onerror=alert(1)> & 'more'"}
    page = detente.analyze(detente.build(hostile))._repr_html_()
    assert page is not None
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_importing_the_package_is_quick_because_it_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'pydantic', 'lark', 'rich', 'typer'}"
    code = f"import sys, detente; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=600
    )
    assert done.stdout.strip() == "[]"


def test_the_door_lists_what_it_offers() -> None:
    for name in detente.__all__:
        assert getattr(detente, name) is not None
        assert name in dir(detente)
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = detente.analyse  # type: ignore[attr-defined]


def test_one_text_stands_for_a_list_of_one() -> None:
    conflict = detente.build(GAME)
    assert detente.analyze(conflict, "nash").concepts == ("nash",)
    held = detente.analyze(conflict, "nash", holding="Row.defect", without="Column.betray")
    assert held.size == 1
    assert held.assumptions["holding"] == ["Row.defect"]
    assert held.assumptions["without"] == ["Column.betray"]
    why = detente.explain(conflict, "YN", holding="Row.defect").to_dict()
    assert why["assumptions"]["holding"] == ["Row.defect"]


@pytest.mark.parametrize("question", [detente.analyze, lambda it: detente.explain(it, "today")])
def test_a_name_in_place_of_a_conflict_is_told_to_be_loaded(question: Any) -> None:
    with pytest.raises(detente.ModelError, match=r"'chicken' is no conflict; read it first"):
        question("chicken")


def test_a_horizon_that_cannot_be_is_told_its_bounds() -> None:
    for text in ("mr0", "mr", "l-1", "cmr1001"):
        with pytest.raises(detente.ModelError, match="a horizon from 1 to 1000"):
            detente.analyze(detente.build(GAME), [text])
