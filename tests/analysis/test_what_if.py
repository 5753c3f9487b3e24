"""What if: the changed conflict beside the unchanged one, against analyses of both."""

from __future__ import annotations

from random import Random

import pytest

import detente
from detente.analysis.what_if import WhatIf, what_if
from detente.model import Conflict, build
from detente.problems import ModelError, TooLarge
from oracle.compare import is_stable
from oracle.conflict import read
from oracle.generate import models
from oracle.reading import Reading

CONCEPTS = ["nash", "gmr", "seq"]


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
    return rng.choice(changes[1:] or changes)


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


def test_random_changes_have_the_equilibria_of_the_changed_model() -> None:
    """The changed conflict is written out and judged by the definitions alone."""
    looked = turns = 0
    for k, model in enumerate(models(150, seed=81)):
        conflict = build(model)
        answer = asked_of(conflict, sample(conflict, Random(k)))
        if answer is None or not answer.changes:
            continue
        looked += 1
        changed = answer.changed.to_dict()
        for concept in CONCEPTS:
            was, now = by_definition(model, concept), by_definition(changed, concept)
            told = [one for one in answer.turned if one.concept == concept]
            turns += len(told)

            assert now == set(answer.equilibria[concept]), model
            assert {str(one.state) for one in told if one.holds} == now - was
            assert {str(one.state) for one in told if not one.holds} == was - now
    assert looked > 60
    assert turns > 50


def test_what_turns_a_verdict_is_replayed() -> None:
    """A preference that is told to have turned has, and a move that is told to be gone is."""
    seen: set[tuple[str, bool]] = set()
    for k, model in enumerate(models(300, seed=82)):
        conflict = build(model)
        answer = asked_of(conflict, sample(conflict, Random(k)))
        for one in answer.turned if answer is not None and answer.changes else ():
            assert answer is not None
            old, new = read(model), read(answer.changed.to_dict())
            seen.add((one.because, one.holds))
            there = (old, new) if one.holds else (new, old)  # where it is left, where it holds
            if one.because == "feasible":
                assert not (str(one.state) in old.states and str(one.state) in new.states)
            elif one.to is not None:
                party = next(p.name for p in answer.changed.decision_makers if p.words == one.party)
                left, holds = there
                state, to = str(one.state), str(one.to)
                assert left.prefers(party, to, state)
                assert to in left.moves[party][state]
                stays = state in holds.states and to in holds.moves[party][state]
                likes = stays and holds.prefers(party, to, state)
                expected = "answers" if likes else "prefers" if stays else "move"
                assert one.because == expected
    assert {"feasible", "prefers", "answers"} <= {because for because, _ in seen}


def test_a_grid_counts_the_readings_in_which_an_outcome_holds() -> None:
    korea = detente.load("korea-small")
    answer = what_if(korea, across="all", concepts=["nash", "seq"]).to_dict()

    counted = {
        name: {
            concept: sum(
                detente.analyze(korea, concept, reading=reading).outcomes()[name][concept] > 0
                for reading in detente.analysis.grid.readings_of(korea)
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


def test_a_grid_beyond_the_limit_is_refused_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("detente.analysis.grid.limit", lambda name: 10)

    with pytest.raises(TooLarge, match=r"90 readings.*--sample"):
        what_if(detente.load("korea"), across="all")
