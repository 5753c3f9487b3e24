"""The track: what happened, what was kept, what the readings foresaw, what chance would have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from analysis.quarry import QUARRY
from detente.analysis.track import track

GIVEN = Path(__file__).parents[3] / "shared" / "cases" / "korea" / "expected.json"


def quarry(evidence: str = "") -> detente.Conflict:
    text = QUARRY.removesuffix("claims:\n")
    return detente.load(
        text.replace("evidence:\n", f"evidence:\n{evidence}", 1) if evidence else text
    )


def entry(name: str, date: str, supports: str) -> str:
    return f"  {name}: {{says: x, date: {date}, supports: [{supports}]}}\n"


def test_evidence_later_than_the_model_moves_the_state_on() -> None:
    told = track(quarry(), draws=0).history

    assert [(str(stop.date), str(stop.state)) for stop in told.stops] == [
        ("2026-05-01", "YNY"),
        ("2026-05-20", "NYY"),
    ]
    assert [(move.by, move.start, move.end) for move in told.moves] == [
        ("Quarry", "YNN", "YNY"),
        ("Village", "YNY", "NYY"),
    ]


def test_a_change_tells_between_which_days_it_came_and_by_what_it_is_known() -> None:
    first, second = track(quarry(), draws=0).history.stops

    (built,) = first.changes
    assert (built.option, built.taken, str(built.since)) == ("Quarry.filter", True, "2026-02-14")
    assert built.evidence == ("built",)
    assert {str(change.since) for change in second.changes} == {"None", "2026-02-20"}


def test_moves_of_one_day_are_told_as_made_together() -> None:
    told = track(quarry(entry("too", "2026-05-01", "not Village.sue")), draws=0).history

    assert [(move.by, move.end, move.together) for move in told.stops[0].moves] == [
        ("Village", "NNN", True),
        ("Quarry", "YNY", True),
    ]
    assert told.stops[0].state == "NNY"


def test_options_and_entries_that_nothing_is_known_of_are_named() -> None:
    text = QUARRY.removesuffix("claims:\n").replace(
        "supports: [Village.sign, not Village.sue]", "note: y"
    )
    told = track(detente.load(text.replace("date: 2026-05-01, ", "")), draws=0)

    assert told.history.unseen == ("Village.sign",)
    assert told.history.undated == ("built",)
    assert told.history.stops == ()


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (entry("x", "2026-02-28", "not Village.sue"), "the status quo says otherwise"),
        (entry("x", "2026-05-01", "not Quarry.filter"), "they disagree on Quarry.filter"),
        (entry("x", "2026-05-01", "Village.sign"), "breaks a rule of the model"),
        (
            entry("x", "2026-05-20", "Village.sue or not Village.sign"),
            "it shows 'Village.sue or not Village.sign', which NYY does not fulfil",
        ),
    ],
)
def test_what_contradicts_is_told_with_its_entries(evidence: str, expected: str) -> None:
    found = track(quarry(evidence), draws=0).history.contradictions

    assert expected in found[0].what
    assert "x" in found[0].evidence


def test_a_move_against_its_direction_contradicts_the_model() -> None:
    text = QUARRY.removesuffix("claims:\n").replace(
        "sue: Go to court", "sue: {title: Go to court, once: dropped}"
    )
    again = text + entry("again", "2026-06-01", "Village.sue, not Village.sign")
    found = track(detente.load(again), draws=0).history

    assert "does not let Village go from NYY to YNY" in found.contradictions[0].what
    assert not found.moves[-1].possible


def test_commitments_tell_who_kept_and_who_broke_them_first() -> None:
    later = entry("off", "2026-07-01", "not Quarry.filter")
    agreed = track(quarry(later), "settlement", draws=0).agreement

    assert agreed is not None
    assert {one.text: one.parties for one in agreed.commitments} == {
        "Village.sign": ("Village",),
        "Quarry.filter": ("Quarry",),
    }
    assert agreed.in_force == (False, False, True, False)
    assert [(event.by, str(event.date)) for event in agreed.first_kept] == [
        (("Quarry",), "2026-05-01")
    ]
    assert [(event.by, event.evidence) for event in agreed.first_broken] == [
        (("Quarry",), ("off",))
    ]


def test_readings_that_rest_on_later_evidence_are_told_apart() -> None:
    seen = track(quarry(), draws=0).hindsight

    assert seen.written_later == {"Quarry": ("afraid of the court",)}
    assert [(one.move.by, one.gains, one.foreseen) for one in seen.moves] == [
        ("Quarry", ("afraid of the court",), "hindsight"),
        ("Village", ("base", "tired"), "base"),
    ]
    assert (seen.base_hits, seen.best_hits, seen.best_before_hits) == (1, 2, 1)


def test_the_comparison_with_chance_depends_on_the_seed_alone() -> None:
    one, again, other = (track(quarry(), draws=400, seed=seed) for seed in (3, 3, 4))

    assert one.hindsight.null is not None
    first, second, third = ({**each.to_dict(), "made": None} for each in (one, again, other))
    assert first == second
    assert first != third


def test_chance_foresees_half_of_the_moves() -> None:
    null = track(quarry(), draws=4000, seed=1).hindsight.null

    assert null is not None
    assert null.expected == pytest.approx(1.0, abs=0.1)
    assert null.as_good_as_base == pytest.approx(0.75, abs=0.05)
    assert null.best == pytest.approx(2 * 2 / 3, abs=0.2)


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(detente.ModelError, match="did you mean 'settlement'"):
        track(quarry(), "setlement")
    with pytest.raises(detente.ModelError, match="did you mean 'nash'"):
        track(quarry(), concepts=["nahs"])


def test_a_track_needs_a_start() -> None:
    text = QUARRY.removesuffix("claims:\n").replace("status_quo: [Village.sue]\n", "")

    with pytest.raises(detente.ModelError, match="no status quo"):
        track(detente.load(text))


def test_korea_goes_through_the_states_of_the_other_computation() -> None:
    answer = track(detente.load("korea"), "double freeze", draws=200)
    path = [("2017-09-06", str(answer.history.start))]
    path += [(str(stop.date), str(stop.state)) for stop in answer.history.stops]

    assert path == [
        ("2017-09-06", "YNNYYYNNYY"),
        ("2017-10-30", "YNNYNYNNYY"),
        ("2018-01-01", "YNYYNYNNYY"),
        ("2018-01-04", "YNYNNYNNNY"),
        ("2018-03-06", "NYYNNYNNNY"),
        ("2018-03-08", "NYYNNYYNNY"),
    ]
    if GIVEN.exists():
        stated = json.loads(GIVEN.read_text(encoding="utf-8"))["medium"][
            "track_from_dated_evidence"
        ]
        assert [tuple(step) for step in stated["steps"]] == path
        inside = [name for name, where in answer.outcomes.items() if where[-1]]
        assert stated["end_in"] == inside


def test_korea_says_plainly_what_was_missed() -> None:
    answer = track(detente.load("korea"), "double freeze", draws=200)
    seen = answer.hindsight

    assert [one.foreseen for one in seen.moves] == [
        "missed",
        "hindsight",
        "missed",
        "missed",
        "beforehand",
        "base",
    ]
    assert answer.agreement is not None
    assert answer.agreement.in_force == (False, False, False, False, True, True)
    assert [event.by for event in answer.agreement.first_kept] == [("USA",)]
    text = " ".join(str(answer).split())
    assert "Foreseen at base: 1." in text
    assert "Only by readings written with hindsight: 1. Missed by all: 3." in text
    assert "a reading drawn at random foresees" in text


def test_the_full_korea_model_has_no_evidence_of_one_option_only() -> None:
    answer = track(detente.load("korea-full"), across="base", concepts=["nash"], draws=0)

    assert answer.history.unseen == ("DPRK.attack",)
    assert answer.history.contradictions == ()


def test_in_graph_form_evidence_names_states() -> None:
    text = """
title: A border
states: [peace, unrest, war]
decision_makers:
  A: {moves: {peace: [unrest], unrest: [war]}}
  B: {moves: {unrest: [peace]}}
status_quo: peace
preferences: {A: {ranking: [unrest, war, peace]}, B: {ranking: [peace, unrest, war]}}
evidence:
  e1: {says: x, date: 2020-01-02, supports: [unrest]}
  e2: {says: x, date: 2020-01-03, supports: [war]}
  e3: {says: x, date: 2020-01-04, supports: [peace]}
"""
    told = track(detente.load(text), draws=0).history

    assert [str(state) for state in told.states] == ["peace", "unrest", "war", "peace"]
    assert [(move.by, move.end) for move in told.moves] == [("A", "unrest"), ("A", "war")]
    assert "nobody go from war to peace" in told.contradictions[0].what
