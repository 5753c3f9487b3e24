"""The symbolic engine's answers in the same face: the same JSON, rows and pages as from lists."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from cli.commands import detente as run
from detente.analysis import SymbolicAnalysis
from detente.analysis.setting import USUAL
from detente.analysis.symbolic import analyze_symbolic
from detente.cases import case_names
from detente.model import Conflict, compile_graph
from detente.problems import ModelError, NotDefined, TooLarge
from detente.stability import Assumptions, find, judge
from detente.symbolic import Bounds, judge_symbolic
from symbolic.random_conflicts import condition, random_conflict
from symbolic.same import CONCEPTS, SMALL, assumptions

LONG = ("korea-full", "gatt-trade")  # to be listed
SYMBOLIC = ("--engine", "symbolic")
JUDGED = ("nash", "gmr", "smr", "seq", "sseq")


def large(options: int, parties: int = 3) -> dict[str, Any]:
    """A model of so many options in which each party looks at its neighbours' options."""
    makers: dict[str, Any] = {f"P{k}": {"options": {}} for k in range(parties)}
    keys = [f"P{k % parties}.o{k}" for k in range(options)]
    for k in range(options):
        makers[f"P{k % parties}"]["options"][f"o{k}"] = f"Do thing {k}"
    wishes: dict[str, list[str]] = {f"P{k}": [] for k in range(parties)}
    for k in range(options - 1):
        wishes[f"P{k % parties}"].append(f"{keys[k]} iff {keys[k + 1]}")
    return {
        "title": "Neighbours",
        "decision_makers": makers,
        "status_quo": [],
        "preferences": {name: said[:8] for name, said in wishes.items()},
        "outcomes": {"both": f"{keys[0]} and {keys[1]}"},
    }


def told(answer: Any, *rows: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.to_dict(5, answer.chosen(*rows))
    del found["made"]
    return found


@pytest.mark.parametrize("name", [name for name in case_names() if name not in LONG])
def test_cases_have_the_same_answer(name: str) -> None:
    conflict = detente.load(name)
    if conflict.form == "graph":
        with pytest.raises(TooLarge, match="lists its states"):
            analyze_symbolic(conflict)
        return
    listed, symbolic = detente.analyze(conflict, JUDGED), analyze_symbolic(conflict, JUDGED)
    assert told(symbolic, None, True) == told(listed, None, True)
    assert list(symbolic.rows(limit=9).rows) == list(listed.rows(limit=9).rows)
    assert symbolic.rows(limit=0).columns == listed.rows(limit=0).columns
    judged = "Judged by decision diagrams: no state was listed; counts are exact.\n"
    assert str(symbolic).count(judged) == 1
    assert str(symbolic).replace(judged, "") == str(listed)


def refused(question: Callable[..., Any], conflict: Conflict, asked: dict[str, Any]) -> str | None:
    try:
        question(conflict, **asked)
    except ModelError as error:
        return str(error)
    return None


def test_random_conflicts_have_the_same_answer() -> None:
    for number in range(40):
        rng = Random(f"symbolic/face/{number}")
        conflict, assumed = random_conflict(rng, rng.randint(2, 8)), assumptions(rng)
        question: dict[str, Any] = dict(concepts=CONCEPTS, **assumed.to_dict())
        keys = [option.key for option in conflict.options]
        if rng.random() < 0.4:
            question["without"] = rng.sample(keys, 1)
        if (refusal := refused(detente.analyze, conflict, question)) is not None:
            assert refused(analyze_symbolic, conflict, question) == refusal
            continue
        listed = detente.analyze(conflict, **question)
        symbolic = detente.analyze(conflict, engine="symbolic", **question)
        assert isinstance(symbolic, SymbolicAnalysis)
        where = f"not {rng.choice(keys)}"
        for rows in ((None, True), (where, False, 7)):
            assert told(symbolic, *rows) == told(listed, *rows), number
        for state in listed.states(limit=5):
            for concept in CONCEPTS:
                right = listed.is_equilibrium(concept, state)
                assert symbolic.is_equilibrium(concept, state) == right
            assert symbolic.outcomes_of(state) == listed.outcomes_of(state)
            assert symbolic.nobody_can_move(state) == listed.nobody_can_move(state)


def test_an_unlisted_conflict_is_judged_by_auto(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(json.dumps(large(70)), encoding="utf-8")
    answer = run("analyze", str(file), "--concepts", "nash,gmr", "--json", "--limit", "2")
    assert answer.code == 0
    found = answer.json
    assert found["made"]["engine"] == "symbolic"
    assert found["states"] == 2**70
    assert len(found["equilibria"]["nash"]) == 2
    page = run("analyze", str(file), "--concepts", "nash")
    assert "no state was listed; counts are exact" in page.out
    assert "about 1.18e+21 states" in page.out
    rows = run("analyze", str(file), "--concepts", "nash", "--only-equilibria", "--limit", "3")
    assert "the first 3 shown" in rows.out
    for command in (["explain", "today"], ["evolve"], ["check"], ["coalitions"], ["report"]):
        name, *rest = command
        asked = run(name, str(file), *rest)
        assert asked.code in (0, 2, 3), asked.err
    other = run("analyze", str(file), "--engine", "listed")
    assert other.code == 3
    assert "--engine symbolic" in other.err


def test_what_lists_alone_can_judge_is_refused_or_left_out() -> None:
    conflict = detente.build(large(70))
    with pytest.raises(TooLarge, match="ask for one of these"):
        analyze_symbolic(conflict, ["nash", "mr4"])
    found = judge_symbolic(
        conflict, find("sim") or (), assumptions(Random(1)), {}, required=False, limits=SMALL
    )
    assert found.not_defined["sim"].startswith("left out: the symbolic engine judges nash")


def test_a_preference_that_ranks_not_all_states_is_named() -> None:
    data = large(6)
    data["preferences"]["P1"] = {"better": [["YYYYYY", "NNNNNN"]]}
    answer = analyze_symbolic(detente.build(data))
    assert not answer.concepts
    assert answer.not_defined["nash"].startswith("P1: it needs a ranking of all states; write")
    with pytest.raises(NotDefined):
        answer.chosen(only_equilibria=True)


def limited(conflict: Conflict, bounds: Bounds) -> SymbolicAnalysis:
    asked = [one for name in ("nash", "seq", "gmr") for one in find(name) or ()]
    verdicts = judge_symbolic(conflict, asked, Assumptions(), {}, limits=bounds)
    return SymbolicAnalysis(conflict, verdicts, setting=USUAL)


def coupled(options: int) -> Conflict:
    """A conflict in which every party looks at options far from each other."""
    data, rng = large(options), Random("coupled")
    keys = [f"P{k % 3}.o{k}" for k in range(options)]
    for name in data["preferences"]:
        data["preferences"][name] = [
            " iff ".join(rng.sample(keys, 4)).replace(" iff ", " or ", 1) for _ in range(8)
        ]
    return detente.build(data)


@pytest.mark.parametrize("bounds", [Bounds(1 << 14, 600), Bounds(1 << 20, 0.0)])
def test_a_partial_answer_says_what_is_known(bounds: Bounds) -> None:
    conflict = coupled(14)
    answer = limited(conflict, bounds)
    known = answer.partial["seq"]
    right = detente.analyze(conflict, ["nash", "seq", "gmr"])
    assert known.reason.startswith("the limit of ")
    assert known.least <= right.count("seq") <= known.most
    assert "seq" not in answer.concepts
    assert answer.not_defined["seq"] == f"left out: {known.reason}"
    assert answer.to_dict(3)["partial"]["seq"]["reason"] == known.reason
    assert "Partial: seq was judged for" in str(answer)
    for concept in answer.concepts:
        assert answer.count(concept) == right.count(concept)


def test_what_was_judged_outlives_a_space_that_ran_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise MemoryError

    conflict = coupled(9)
    monkeypatch.setattr("detente.symbolic.judge.ThresholdPlay.stable", full)
    asked = [one for name in ("nash", "seq", "gmr") for one in find(name) or ()]
    found = judge_symbolic(conflict, asked, Assumptions(), {}, limits=SMALL)
    right = detente.analyze(conflict, ["nash", "seq", "gmr"])
    assert found.concepts == ("nash", "gmr")
    assert found.partial["seq"].reason == f"the limit of {SMALL.nodes:,} nodes was reached"
    assert found.partial["seq"].parties == ()
    assert found.partial["seq"].least <= right.count("seq") <= found.partial["seq"].most
    for concept in found.concepts:
        assert found.equilibria(concept).first() == right.held(concept).first()
    both = found.equilibria("nash") & found.equilibria("gmr")
    assert both.count == right.count("nash"), "what was known before is in the same space"


def test_without_the_package_the_way_out_is_told() -> None:
    script = (
        "import sys; sys.modules['oxidd'] = None\nfrom detente.cli import main; sys.exit(main())"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", script, *command], capture_output=True, text=True, check=False
        )
        for command in (["doctor"], ["analyze", "chicken"], ["analyze", "korea", *SYMBOLIC])
    ]
    assert [one.returncode for one in ran] == [0, 0, 3]
    assert "it needs the package oxidd, which is not installed here" in ran[2].stderr
    assert "pip install 'detente[symbolic]'" in ran[2].stderr


def test_rules_that_exclude_everything_are_named() -> None:
    data = large(80)
    del data["status_quo"]
    data["rules"] = [
        {"infeasible": "P0.o0"},
        {"at_least_one": ["P0.o0", "P1.o1"]},
        {"infeasible": "P2.o2"},
        {"infeasible": "P1.o1"},
    ]
    with pytest.raises(ModelError) as found:
        analyze_symbolic(detente.build(data))
    assert "E-NO-STATE" in str(found.value)
    assert "P2.o2" not in str(found.value)


def test_a_question_that_lists_states_refuses_the_engine() -> None:
    graph = compile_graph(detente.load("korea"))
    with pytest.raises(TooLarge, match="which that engine does not make"):
        judge(graph, find("nash") or (), Assumptions(engine="symbolic"))


def test_keys_of_conditions_are_read_in_large_models() -> None:
    conflict = detente.build(large(100))
    answer = analyze_symbolic(conflict, "nash", holding="P0.o0", without=["P1.o1"])
    assert answer.size == 2**98
    assert answer.outcomes()["both"]["nash"] == 0
    assert condition(Random(0), ["P0.o0"]) is not None
