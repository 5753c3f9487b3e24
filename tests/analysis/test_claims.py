"""What claims come to, and what cannot be asked of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

import detente
from analysis.quarry import QUARRY, quarry
from detente.analysis.claim_tests import Share
from detente.analysis.claims import ClaimFinding, claims, each_claim
from detente.analysis.reading_sets import readings_of

SETTLED = "c: {says: x, across: all, under: [nash], expect: {some equilibrium: settlement}}"


def finding(claim: str, **how: object) -> ClaimFinding:
    (found,) = claims(detente.load(quarry(claim)), **how).findings  # type: ignore[arg-type]
    return found


def problems(text: str) -> list[str]:
    with pytest.raises(detente.ModelError) as caught:
        claims(detente.load(text))
    return [str(one) for one in caught.value.problems]


# --- verdicts ---


def test_a_claim_that_holds_in_all_readings_is_confirmed() -> None:
    found = finding("c: {says: Sure., across: all, expect: {feasible: settlement}}")

    assert found.verdict == "confirmed"
    assert (found.counts[0].holds, found.counts[0].of) == (4, 4)
    assert [one.to_dict() for one in found.counts[0].deciders] == [{"readings": {}, "holds": True}]


def test_a_claim_that_holds_in_none_is_refuted() -> None:
    found = finding("c: {says: No way., across: all, expect: {feasible: never}}")

    assert found.verdict == "refuted"


def test_a_claim_names_the_alternatives_on_which_it_depends() -> None:
    found = finding(SETTLED)

    assert found.verdict == "depends"
    assert [one.to_dict() for one in found.counts[0].deciders] == [
        {"readings": {"Quarry": "base"}, "holds": False},
        {"readings": {"Quarry": "afraid of the court"}, "holds": True},
    ]


def test_a_claim_says_why_no_model_can_test_it() -> None:
    found = finding("c: {says: God wills it., untestable: because no model knows}")

    assert found.verdict == "untestable"
    assert found.to_dict()["reason"] == "because no model knows"
    assert found.to_dict()["tests"] == []


def test_a_test_under_a_concept_without_meaning_is_untestable_with_the_reason() -> None:
    three = QUARRY.replace(
        "  Quarry:\n    options: {filter: Build the filter}\n",
        "  Quarry:\n    options: {filter: Build the filter}\n"
        "  Press:\n    options: {report: Report on it}\n",
    )
    text = three + "  c: {says: x, under: [l2, nash], expect: {no equilibrium: settlement}}\n"
    (found,) = claims(detente.load(text)).findings

    assert found.verdict == "untestable"
    assert [count.verdict for count in found.counts] == ["untestable", "confirmed"]
    assert "two parties" in found.counts[0].reason


def test_a_test_set_aside_is_counted_and_does_not_decide() -> None:
    found = finding(
        """
c:
  says: Sure.
  tests:
    - expect: {feasible: settlement}
    - {aside: true, expect: {feasible: never}}
"""
    )

    assert found.verdict == "confirmed"
    assert [count.verdict for count in found.counts] == ["confirmed", "refuted"]


def test_a_claim_asserts_all_its_tests() -> None:
    found = finding(
        """
c:
  says: Both.
  tests:
    - expect: {feasible: settlement}
    - expect: {feasible: never}
"""
    )

    assert found.verdict == "refuted"
    assert found.jointly is not None
    assert (found.jointly.holds, found.jointly.of) == (0, 1)


def test_tests_take_over_what_the_claim_says_unless_they_say_otherwise() -> None:
    found = finding(
        """
c:
  says: x
  across: all
  without: [Quarry.filter]
  tests:
    - expect: {feasible: settlement}
    - {across: base, without: [], expect: {feasible: settlement}}
"""
    )

    assert [(count.holds, count.of) for count in found.counts] == [(0, 4), (1, 1)]


def test_an_option_taken_away_is_not_taken_at_the_start_either() -> None:
    found = finding(
        "c: {says: x, without: [Village.sue], expect: {path: {to: calm, of: [Quarry]}}}"
    )

    assert found.verdict == "confirmed"


def test_a_comparison_counts_both_runs_and_demands() -> None:
    found = finding(
        """
c:
  says: Without its signature there is no settlement.
  across: all
  expect: {path: {to: settlement}}
  compare: {without: [Village.sign], demand: fewer}
"""
    )

    assert found.verdict == "confirmed"
    assert (found.counts[0].holds, found.counts[0].compared) == (0, 4)


def test_a_demand_that_is_not_met_refutes() -> None:
    found = finding(
        """
c:
  says: x
  across: all
  expect: {path: {to: settlement}}
  compare: {without: [Village.sign], demand: more}
"""
    )

    assert found.verdict == "refuted"


@pytest.mark.parametrize(
    ("share", "holds", "met", "missed"),
    [
        (Share(at_most=Fraction(1, 4)), 1, True, False),
        (Share(at_most=Fraction(1, 4)), 2, False, False),
        (Share(at_most=Fraction(1, 4)), 3, False, True),
        (Share(at_least=Fraction(3, 4)), 3, True, False),
        (Share(at_least=Fraction(3, 4)), 2, False, False),
        (Share(at_least=Fraction(3, 4)), 1, False, True),
    ],
)
def test_a_share_is_met_missed_or_clearly_missed(
    share: Share, holds: int, met: bool, missed: bool
) -> None:
    assert (share.met(holds, 4), share.clearly_missed(holds, 4)) == (met, missed)


def test_examples_show_both_sides_with_their_reasons() -> None:
    found = finding(SETTLED)
    sides = {one.holds: one for one in found.counts[0].examples}

    assert found.verdict == "depends"
    assert {True, False} == set(sides)
    for holds, one in sides.items():
        assert one.state == "NYY"
        assert all(reason.stable for reason in one.whys) == holds
        assert one.to_dict()["words"]


def test_an_example_of_a_path_is_the_path() -> None:
    found = finding(
        "c: {says: x, across: {Village: [tired]}, expect: {path: {to: calm, by: improvements}}}"
    )
    (shown,) = found.counts[0].examples

    assert shown.path is not None
    assert [step.to_dict() for step in shown.path.steps] == [{"by": "Village", "to": "NNN"}]
    assert shown.reading == {"Village": "tired"}


def test_readings_asked_for_replace_those_of_the_claims() -> None:
    found = finding("c: {says: x, across: all, expect: {feasible: calm}}", across="base")

    assert found.counts[0].of == 1


def test_a_sample_is_drawn_with_a_seed_and_says_so() -> None:
    conflict = detente.load(quarry("c: {says: x, across: all, expect: {feasible: calm}}"))
    one, again = (claims(conflict, sample=2, seed=5).to_dict() for _ in range(2))

    assert {**one, "made": None} == {**again, "made": None}
    assert (one["sample"], one["seed"]) == (2, 5)
    assert one["claims"]["c"]["tests"][0]["of"] == 2
    assert one["claims"]["c"]["tests"][0]["deciders"] == []


def test_readings_are_one_value_with_places() -> None:
    readings = readings_of(detente.load(quarry("c: {says: x, expect: {feasible: calm}}")), "all")

    assert [readings.at(k) for k in range(len(readings))] == list(readings)
    assert len(set(map(str, readings))) == readings.size == 4
    assert readings.sample(9, 1) is readings
    assert set(map(str, readings.sample(3, 1))) < set(map(str, readings))


def test_findings_come_one_by_one_so_that_what_is_done_is_kept() -> None:
    conflict = detente.load(
        quarry(
            "a: {says: x, expect: {feasible: calm}}\nb: {says: y, expect: {feasible: settlement}}"
        )
    )
    coming = each_claim(conflict)

    assert next(coming).claim.id == "a"
    assert next(coming).claim.id == "b"


def test_all_keys_that_programs_rely_on_are_there() -> None:
    answer = claims(detente.load(quarry("c: {says: x, expect: {feasible: calm}}"))).to_dict()

    assert {"verdict", "tests"} <= set(answer["claims"]["c"])
    assert {"concept", "holds", "of", "deciders"} <= set(answer["claims"]["c"]["tests"][0])


# --- what cannot be asked ---


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "c: {says: x, expect: {no equilibrium: setlement}}",
            "unknown outcome 'setlement'; did you mean 'settlement'? [E-OUTCOME]",
        ),
        (
            "c: {says: x, expect: {stable: {for: Quary, where: calm}}}",
            "unknown party 'Quary'; did you mean 'Quarry'? [E-PARTY]",
        ),
        (
            "c: {says: x, across: {Village: [tird]}, expect: {feasible: calm}}",
            "Village has no alternative 'tird'; did you mean 'tired'? [E-ALTERNATIVE]",
        ),
        (
            "c: {says: x, under: [nahs], expect: {no equilibrium: calm}}",
            "unknown concept 'nahs'; did you mean 'nash'? [E-CONCEPT]",
        ),
        (
            "c: {says: x, share: {at_most: 1.5}, expect: {feasible: calm}}",
            "the share 1.5 lies outside 0 to 1; write 0.25 for a quarter [E-SHARE]",
        ),
        (
            "c: {says: x, holding: ['never'], expect: {feasible: calm}}",
            "[E-",
        ),
        (
            "c: {says: x, holding: [Village.sue and Village.sign], expect: {feasible: calm}}",
            "exclude all of them together; hold other conditions, or mend the rules [E-NO-STATE]",
        ),
        (
            "c: {says: x, expect: {path: {to: never}}}",
            "no feasible state is in `to: 'never'`; name a class that has states",
        ),
        (
            "c: {says: x, holding: [Village.sign], expect: {path: {to: calm}}}",
            "the status quo lies outside of what is held; hold other options, or say `from:`",
        ),
    ],
)
def test_what_is_not_there_is_told_with_its_place(claim: str, expected: str) -> None:
    (problem,) = problems(quarry(claim))

    line = len(QUARRY.splitlines()) + 1
    assert problem.startswith(f"<text>:{line}:")
    assert expected in problem


def test_an_option_that_a_rule_demands_cannot_be_taken_away() -> None:
    demanding = QUARRY.replace("rules:\n", "rules:\n  - at_least_one: [Quarry.filter]\n").replace(
        "status_quo: [Village.sue]", "status_quo: [Village.sue, Quarry.filter]"
    )
    (problem,) = problems(
        demanding + "  c: {says: x, without: [Quarry.filter], expect: {path: {to: calm}}}\n"
    )

    rule = "the rule 'at least one of: Quarry.filter' (line 13)"
    assert f"{rule} and holding 'not Quarry.filter' exclude all" in problem
    assert problem.endswith("[E-NO-STATE]")


def test_all_that_is_wrong_with_the_claims_is_told_at_once() -> None:
    text = quarry(
        "a: {says: x, expect: {path: {to: never}}}\n"
        "b: {says: x, under: [nahs], expect: {no equilibrium: calm}}"
    )

    assert [one.rsplit("[", 1)[1][:-1] for one in problems(text)] == [
        "E-EMPTY-OUTCOME",
        "E-CONCEPT",
    ]


def test_a_claim_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(detente.ModelError, match="did you mean 'deal'"):
        claims(detente.load(quarry("deal: {says: x, expect: {feasible: calm}}")), only=["dael"])


def test_too_many_readings_are_refused_with_their_number_and_a_way_out() -> None:
    wide = ["title: Many readings", "decision_makers:"]
    wide += [f"  P{k}: {{options: {{a: go}}}}" for k in range(9)]
    wide += ["preferences: {P0: [a]}".replace("[a]", "[P0.a]"), "alternatives:"]
    for k in range(9):
        wide.append(f"  P{k}:")
        wide += [f"    r{j}: [P{k}.a]" for j in range(9)]
    wide += ["outcomes: {all: P0.a}", "claims:"]
    wide += ["  c: {says: x, across: all, expect: {no equilibrium: all}, under: [nash]}"]
    conflict = detente.load("\n".join(wide) + "\n")

    with pytest.raises(detente.TooLarge) as caught:
        claims(conflict)
    assert "1,000,000,000 readings" in str(caught.value)
    assert "hours" in caught.value.estimate
    assert "--sample" in caught.value.way_out

    (found,) = claims(conflict, sample=20, seed=1).findings
    assert found.counts[0].of == 20


# --- ways to work it out, and to show it ---


def test_readings_judged_in_one_go_come_out_as_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conflict = detente.load("korea")
    one_by_one = claims(conflict, only=["c1"], examples=False).to_dict()["claims"]
    monkeypatch.setattr("detente.analysis.sub_conflict._WORTH_TOGETHER", 0)

    assert one_by_one == claims(conflict, only=["c1"], examples=False).to_dict()["claims"]


def test_a_notebook_shows_the_same_page_escaped() -> None:
    answer = claims(detente.load(quarry("c: {says: 1 < 2, expect: {feasible: calm}}")))
    shown = answer._repr_html_()

    assert shown is not None
    assert "1 &lt; 2" in shown
    assert "CONFIRMED" in shown
    assert repr(answer) == "<Claims of 'A village and a quarry': c confirmed>"


WAYS = """
title: Two drivers
decision_makers:
  One: {options: {go: Go}}
  Two: {options: {go: Go}}
status_quo: []
preferences:
  One: [not One.go or not Two.go, One.go, not Two.go]
  Two: [not One.go or not Two.go, Two.go, not One.go]
outcomes: {crash: One.go and Two.go, first: One.go and not Two.go, either: One.go iff not Two.go}
"""


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [
        ("path: {to: first, by: best}", "confirmed"),
        ("path: {to: crash, by: undeterred}", "refuted"),
        ("blocked: {to: crash, by: Two}", "confirmed"),
        ("blocked: {to: crash, by: One}", "refuted"),
        ("blocked: {to: either, by: One}", "refuted"),
        ("must end: either", "confirmed"),
        ("must end: first", "refuted"),
        ("must end: true", "confirmed"),
        ("broken: {outcome: either, by: [One, Two]}", "refuted"),
    ],
)
def test_claims_ask_about_ways(expect: str, verdict: str) -> None:
    claim = f"claims: {{it: {{says: So it is., expect: {{{expect}}}, under: [seq]}}}}"
    answer = detente.claims(detente.load(WAYS + claim))

    assert answer["it"].verdict == verdict
    assert str(answer)


@pytest.mark.parametrize(
    ("expect", "what"),
    [
        ("path: {to: crash, by: undeterred}", "undeterred moves are not defined under 'mr4'"),
        ("broken: {outcome: crash, by: [One]}", "coalitions are not defined under 'mr4'"),
        ("broken: {outcome: crash, by: [Three]}", "unknown party 'Three'"),
        ("blocked: {to: crash, by: Three}", "unknown party 'Three'"),
        ("blocked: {to: One.go and not One.go, by: Two}", "no feasible state is in"),
        ("must end: nowhere", "unknown outcome 'nowhere'"),
    ],
)
def test_what_cannot_be_asked_about_ways_is_told(expect: str, what: str) -> None:
    claim = f"claims: {{it: {{says: So it is., expect: {{{expect}}}, under: [mr4]}}}}"
    with pytest.raises(detente.ModelError) as caught:
        detente.claims(detente.load(WAYS + claim))

    assert what in str(caught.value)
