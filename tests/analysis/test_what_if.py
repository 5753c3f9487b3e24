"""What if: the changed conflict beside the unchanged one, against analyses of both."""

from __future__ import annotations

from random import Random

import pytest

import detente
from detente.analysis.turned import Turned
from detente.analysis.what_if import WhatIf, what_if
from detente.model import Conflict, build, compile_arena
from detente.problems import ModelError, TooLarge
from oracle.compare import is_stable
from oracle.conflict import read
from oracle.generate import models
from oracle.reading import Reading

CONCEPTS = ["nash", "gmr", "seq"]
SEED = 82


def sample(conflict: Conflict, rng: Random) -> dict[str, object]:
    """A change that the conflict allows."""
    option = rng.choice([one.key for one in conflict.options]) if conflict.options else None
    changes: list[dict[str, object]] = [{"across": "all"}]
    if option:
        changes += [{"rules": option}, {"holding": f"not {option}"}]
    for party in conflict.party_names:
        statements = getattr(conflict.preference(party).basis, "statements", ())
        if len(statements) > 1:
            last = len(statements)
            changes += [{"edits": f"{party}: move {last} to 1"}, {"edits": f"{party}: drop 1"}]
    edits = [one for one in changes if "edits" in one]
    return rng.choice(edits if edits and rng.random() < 0.7 else changes[1:] or changes)


def by_definition(model: dict, concept: str) -> set[str]:
    reading = Reading(read(model), "legal")
    return {
        s
        for s in reading.conflict.states
        if all(is_stable(reading, concept, party, s) for party in reading.conflict.parties)
    }


def asked_of(conflict: Conflict, change: dict[str, object]) -> WhatIf | None:
    try:
        return what_if(conflict, concepts=CONCEPTS, **change)  # type: ignore[arg-type]
    except ModelError:
        return None  # nothing is left, or nothing to ask


def complaints(model: dict, number: int) -> tuple[list[str], list[Turned]]:
    """Where the answer to a random change is not what the definitions say of both models.

    Also what turned. The changed conflict is written out and judged by the definitions alone.
    """
    conflict = build(model)
    answer = asked_of(conflict, sample(conflict, Random(number)))
    if answer is None or not answer.changes:
        return [], []
    changed = answer.changed.to_dict()
    told = [*replayed(answer, model)]
    for concept in CONCEPTS:
        was, now = by_definition(model, concept), by_definition(changed, concept)
        turned = [one for one in answer.turned if one.concept == concept]
        if now != set(answer.equilibria[concept]):
            told.append(f"{concept}: other equilibria")
        if {str(one.state) for one in turned if one.holds} != now - was:
            told.append(f"{concept}: other states gained")
        if {str(one.state) for one in turned if not one.holds} != was - now:
            told.append(f"{concept}: other states lost")
        if (answer.gained[concept], answer.lost[concept]) != (len(now - was), len(was - now)):
            told.append(f"{concept}: counts of what turned")
        for name, one in answer.changed.outcomes.items():
            inside = {*compile_arena(conflict).where(one.condition).nonzero()[0].tolist()}
            texts = {compile_arena(conflict).graph.state_text(k) for k in inside}
            column = answer.columns[0]
            if (column.before[name][concept], column.after[name][concept]) != (
                len(was & texts),
                len(now & texts),
            ):
                told.append(f"{concept}: counts of '{name}'")
    return told, [*answer.turned]


def replayed(answer: WhatIf, model: dict) -> list[str]:
    """What is told wrongly of a verdict that turned: who left, where to, and why not now."""
    old, new = read(model), read(answer.changed.to_dict())
    told = []
    for one in answer.turned:
        left, holds = (old, new) if one.holds else (new, old)
        state = str(one.state)
        if one.because == "feasible":
            if state in old.states and state in new.states:
                told.append(f"{state} is feasible on both sides")
        elif one.to is None:
            told.append(f"nobody is told to leave {state}")
        else:
            party = next(p.name for p in answer.changed.decision_makers if p.words == one.party)
            to = str(one.to)
            if to not in left.moves[party][state] or not left.prefers(party, to, state):
                told.append(f"{party} does not leave {state} for {to}")
            there = {state, to} <= set(new.states) and one.decided is not None
            if there and (one.decided.gains == "better") != new.prefers(party, to, state):
                told.append(f"{state}: told by the other side's wishes")
            stays = state in holds.states and to in holds.moves[party][state]
            likes = stays and holds.prefers(party, to, state)
            if one.because != ("answers" if likes else "prefers" if stays else "move"):
                told.append(f"{state}: not because of '{one.because}'")
    return told


def test_random_changes_are_what_the_definitions_say_of_both_models(
    request: pytest.FixtureRequest,
) -> None:
    count = 500 if request.config.getoption("--deep") else 150
    seen: set[tuple[str, bool]] = set()
    turns = 0
    for k, model in enumerate(models(count, seed=SEED)):
        told, turned = complaints(model, k)
        assert told == [], model
        turns += len(turned)
        seen |= {(one.because, one.holds) for one in turned}
    assert turns > 50
    assert {"feasible", "prefers", "answers"} <= {because for because, _ in seen}


def test_a_grid_counts_the_readings_in_which_an_outcome_holds() -> None:
    korea = detente.load("korea-small")
    answer = what_if(korea, across="all", concepts=["nash", "seq"]).to_dict()

    counted = {
        name: {
            concept: sum(
                detente.analyze(korea, concept, reading=reading).outcomes()[name][concept] > 0
                for reading in detente.analysis.reading_sets.readings_of(korea)
            )
            for concept in ("nash", "seq")
        }
        for name in korea.outcomes
    }
    assert answer["outcomes"] == counted == answer["outcomes_before"]
    assert answer["readings"] == len(answer["columns"]) > 1
    assert answer["seed"] is None


def test_a_sample_says_its_seed() -> None:
    answer = what_if(detente.load("korea"), across="all", concepts="nash", sample=7, seed=3)

    assert (answer.to_dict()["readings"], answer.to_dict()["seed"]) == (7, 3)


@pytest.mark.parametrize(
    ("asked", "code", "what"),
    [
        ({}, "E-VALUE", "nothing is asked to be otherwise"),
        ({"edits": "USA=nowhere"}, "E-ALTERNATIVE", "USA has no alternative 'nowhere'"),
        ({"edits": "USA: move 99 to 1"}, "E-EDIT", "99"),
        ({"edits": ["USA: drop 1", "USA=base"]}, "E-EDIT", "stands behind another change"),
        ({"rules": "true"}, "E-NO-STATE", "no state is feasible"),
        ({"rules": ["DPRK.tests", "not DPRK.tests"]}, "E-NO-STATE", "no state is feasible"),
        ({"holding": "nobody"}, "E-OPTION", "nobody"),
        ({"across": {"Nobody": "all"}}, "E-PARTY", "Nobody"),
        ({"across": "most"}, "E-VALUE", "most"),
    ],
)
def test_a_bad_question_is_said_in_one_line(asked: dict, code: str, what: str) -> None:
    with pytest.raises(ModelError) as caught:
        what_if(detente.load("korea"), **asked)

    assert caught.value.problems[0].code == code
    assert what in caught.value.problems[0].what


def test_a_rule_that_cannot_be_read_is_told_of_by_its_flag() -> None:
    with pytest.raises(ModelError) as caught:
        what_if(detente.load("korea"), rules=["DPRK.tests", "DPRK.nonsense"])

    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("--rule", "E-OPTION")
    assert problem.mend == "did you mean 'DPRK.tests'?"


def test_a_grid_beyond_the_limit_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("detente.analysis.reading_sets.limit", lambda name: 10)

    with pytest.raises(TooLarge, match=r"90 readings.*--sample"):
        what_if(detente.load("korea"), across="all")


OPEN = """\
title: Open
decision_makers:
  A: {options: {a: a, b: b, c: c}}
  B: {options: {d: d, e: e, f: f}}
preferences: {A: [], B: []}
"""


def test_every_verdict_that_turns_is_told_up_to_the_number_asked_for() -> None:
    answer = what_if(detente.load(OPEN), rules="A.a or A.b", concepts=["nash", "seq"])
    assert answer.lost == {"nash": 48, "seq": 48}
    assert len(answer.turned) == len(answer.to_dict()["turned"]) == 96
    assert not answer.to_dict()["truncated"]
    few = what_if(detente.load(OPEN), rules="A.a or A.b", concepts=["nash", "seq"], told=10)
    assert len(few.turned) == 10
    assert few.to_dict()["truncated"]
    rows = [list(row) for row in answer.rows().rows]
    assert rows == [["base", "base", "", "nash", 64, 16], ["base", "base", "", "seq", 64, 16]]
