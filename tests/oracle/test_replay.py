"""The replay passes what is true and finds out what is not."""

from __future__ import annotations

from collections import Counter

import pytest

from oracle.compare import CORE, MORE, READINGS, is_stable, why_not_defined
from oracle.conflict import read
from oracle.examples import X1, X2, X3, X4, X7_STRICT
from oracle.foresight import stackelberg
from oracle.generate import models
from oracle.golden import G4, G6
from oracle.lies import lies
from oracle.reading import Reading
from oracle.replay import replay
from oracle.why import explain, why_stackelberg

CONCEPTS = (
    *CORE,
    *MORE,
    *("mr1", "mr2", "mr3", "mr4", "cmr1", "cmr2", "cmr3", "cmr4"),
    *("l1", "l2", "l3", "nm", "policy"),
)
MODELS = models(24, seed=3)


@pytest.mark.parametrize(("sanction_moves", "sanction"), READINGS)
def test_true_whys_pass_and_every_planted_lie_is_found_out(
    sanction_moves: str, sanction: str
) -> None:
    kinds: Counter[str] = Counter()
    told = 0
    for model in (*MODELS, G4, G6):
        conflict = read(model)
        r = Reading(conflict, sanction_moves, sanction)
        for concept in CONCEPTS:
            if why_not_defined(conflict, concept):
                continue
            if concept == "policy" and len(conflict.states) > 5:
                continue
            for party in conflict.parties:
                for state in conflict.states[:6]:
                    stable = is_stable(r, concept, party, state)
                    why = explain(r, concept, party, state)
                    kinds[why["kind"]] += 1
                    asked = (model["title"], concept, party, state)

                    assert (asked, replay(r, concept, party, state, stable, why)) == (asked, [])
                    assert replay(r, concept, party, state, not stable, why)
                    if state != conflict.states[0]:
                        continue
                    for lie, changed in lies(why, conflict.states):
                        told += 1
                        found = replay(r, concept, party, state, stable, changed)
                        assert found, (asked, lie, changed)

    assert told > 1000
    assert set(kinds) == {
        *("no_improvement", "improvement", "sanctioned", "unsanctioned", "joint", "no_joint"),
        *("lines", "line", "anticipation", "policy"),
    }


def test_stackelberg_is_replayed_by_its_parts() -> None:
    seen = 0
    for model in MODELS:
        conflict = read(model)
        if why_not_defined(conflict, "stackelberg"):
            continue
        r = Reading(conflict, "legal")
        for leader in conflict.parties:
            for state in conflict.states:
                seen += 1
                why = why_stackelberg(r, leader, state)
                stable = state in stackelberg(r, leader)

                assert replay(r, "stackelberg", leader, state, stable, why) == []
                assert replay(r, "stackelberg", leader, state, not stable, why)

    assert seen > 20


def sanction(*answer: tuple[str, str, bool], **rest: object) -> dict[str, object]:
    """A Why of one improvement to s1, answered by (by, to, improves) steps."""
    steps = [{"by": by, "to": to, "improves": improves} for by, to, improves in answer]
    given = {"to": "s1", "answer": steps, "end": answer[-1][1], "compare": "worse", **rest}
    return {"kind": "sanctioned", "improvements": [given]}


LONG_ANSWER = (("D1", "s2", False), ("D2", "s3", False), ("D1", "s4", False))
MISDEEDS = {
    "a verdict of another reading": (X1, "once", "weak", "gmr", sanction(*LONG_ANSWER)),
    "two steps where one is allowed": (X2, "single", "weak", "gmr", sanction(*LONG_ANSWER[:2])),
    "a tied end under strict": (
        *(X3, "legal", "strict", "gmr"),
        sanction(("D1", "s2", True), compare="tied"),
    ),
    "a step that loses is not credible": (
        *(X4, "legal", "weak", "seq"),
        sanction(("D1", "s2", False), ("D2", "s3", True)),
    ),
    "a tied counter-move under strict": (
        *(X7_STRICT, "legal", "strict", "smr"),
        sanction(("D1", "s2", True), counter_moves=[{"to": "s3", "compare": "tied"}]),
    ),
}


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_a_sanction_of_another_definition_is_refused(misdeed: str) -> None:
    model, sanction_moves, sanction_kind, concept, why = MISDEEDS[misdeed]
    r = Reading(read(model), sanction_moves, sanction_kind)

    assert replay(r, concept, "D0", "s0", True, why)


def one_arc_each(
    moves: dict[str, dict[str, list[str]]], best_first: dict[str, list[str]]
) -> dict[str, object]:
    """A graph form model of five states."""
    return {
        "detente": 1,
        "title": "One arc each",
        "states": ["s0", "s1", "s2", "s3", "s4"],
        "decision_makers": {party: {"moves": arcs} for party, arcs in moves.items()},
        "preferences": {party: {"ranking": best_first.get(party, [])} for party in moves},
    }


def test_a_party_does_not_answer_itself_or_move_twice_in_a_row_or_by_a_detour() -> None:
    moves = {
        "D0": {"s0": ["s1"], "s1": ["s4"]},
        "D1": {"s1": ["s2"], "s2": ["s3"]},
        "D2": {"s1": ["s3"]},
    }
    r = Reading(read(one_arc_each(moves, {"D0": ["s1", "s2", "s0"]})), "legal")
    right = sanction(("D2", "s3", False))

    assert replay(r, "gmr", "D0", "s0", True, right) == []
    assert replay(r, "gmr", "D0", "s0", True, sanction(("D0", "s4", False)))
    assert replay(r, "gmr", "D0", "s0", True, sanction(("D1", "s2", False), ("D1", "s3", False)))


def test_the_answer_is_one_of_fewest_steps() -> None:
    moves = {"D0": {"s0": ["s1"]}, "D1": {"s1": ["s2", "s3"]}, "D2": {"s2": ["s4"]}}
    r = Reading(read(one_arc_each(moves, {"D0": ["s1", "s2", "s0"]})), "legal")

    assert replay(r, "gmr", "D0", "s0", True, sanction(("D1", "s3", False))) == []
    assert replay(r, "gmr", "D0", "s0", True, sanction(("D1", "s2", False), ("D2", "s4", False)))


def test_the_examined_improvement_is_the_best_that_nothing_deters() -> None:
    moves = {"D0": {"s0": ["s1", "s2", "s3"]}, "D1": {"s3": ["s4"]}}
    r = Reading(read(one_arc_each(moves, {"D0": ["s3", "s2", "s1", "s0"]})), "legal")

    def why(to: str) -> dict[str, object]:
        rest = {"ends": 0, "reason": "no_answer", "worst": None, "escapes": []}
        return {"kind": "unsanctioned", "improvements": [to], "to": to, **rest}

    assert replay(r, "gmr", "D0", "s0", False, why("s2")) == []
    assert replay(r, "gmr", "D0", "s0", False, why("s1"))
    assert replay(r, "gmr", "D0", "s0", False, why("s3"))
    assert replay(r, "gmr", "D0", "s0", False, why("s4"))


@pytest.mark.parametrize("damaged", [{}, {"kind": "sanctioned"}, {"kind": "no_improvement"}])
def test_a_malformed_why_is_a_complaint_and_no_crash(damaged: dict[str, object]) -> None:
    r = Reading(read(X3), "legal")

    assert replay(r, "gmr", "D0", "s0", True, damaged)
