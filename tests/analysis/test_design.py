"""What `design` and `margin` answer: found, nothing needed, impossible, bounded, and why."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

import detente
from detente.analysis.least import work
from detente.model.edits import applied, edit_text
from detente.model.preferences import Preference, Priorities

DUEL = """
title: A duel
decision_makers:
  A: {options: {fire: Fire}}
  B: {options: {fire: Fire}}
status_quo: [A.fire, B.fire]
preferences:
  A: [not B.fire, A.fire]
  B: [not A.fire, B.fire]
outcomes:
  peace: not A.fire and not B.fire
  war: A.fire and B.fire
"""


KEPT = ("E-VALUE", "every statement is kept")


def duel(extra: str = "") -> detente.Conflict:
    return detente.load(DUEL + extra)


def with_lists(conflict: detente.Conflict, change: object) -> detente.Conflict:
    """The conflict with the edits of a change applied."""
    from dataclasses import replace

    preferences = dict(conflict.preferences)
    for party, edits in change.edits.items():  # type: ignore[attr-defined]
        basis = preferences[party].basis
        assert isinstance(basis, Priorities)
        preferences[party] = Preference(Priorities(applied(basis.statements, edits)))
    return replace(conflict, preferences=preferences)


@pytest.mark.parametrize("concept", ["nash", "seq", "sseq", "sim", "hseq"])
def test_every_change_does_what_it_says(concept: str) -> None:
    conflict = duel()
    found = 0
    for state in ("NN", "YN", "NY"):
        answer = detente.design(conflict, state, concept=concept)
        assert answer.count == len(answer.changes)
        for change in answer.changes:
            after = detente.analyze(with_lists(conflict, change), [concept])
            assert after.is_equilibrium(concept, change.state)
            assert sum(map(len, change.edits.values())) == answer.cost
            found += 1
    assert found > 2


def test_what_holds_already_costs_nothing() -> None:
    answer = detente.design(duel(), "war", concept="nash")
    assert answer.to_dict()["changes"][0]["edits"] == []
    assert (answer.cost, answer.minimal, answer.count) == (0, True, 1)
    assert "holds already" in str(answer)


def test_what_no_list_can_bring_about_is_proved_so() -> None:
    answer = detente.design(duel(), "peace", concept="nash", of="A")
    assert answer.changes == ()
    assert answer.minimal
    assert "proved" in str(answer)


def test_a_bound_that_is_reached_is_said() -> None:
    answer = detente.design(duel(), "peace", concept="nash", at_most=1)
    told = answer.to_dict()
    assert (told["changes"], told["minimal"], told["lower_bound"]) == ([], False, 2)
    assert "at_most=2" in str(answer)


def test_edits_are_written_so_that_they_can_be_typed() -> None:
    answer = detente.design(duel(), "peace", concept="nash", kinds="drop")
    [change] = answer.changes
    assert {p: [edit_text(e) for e in some] for p, some in change.edits.items()} == {
        "A": ["drop 2"],
        "B": ["drop 2"],
    }
    call = "detente.what_if(conflict, edits=['A: drop 2', 'B: drop 2'])"
    assert call in " ".join(str(answer).split())


def test_what_is_kept_is_neither_moved_nor_dropped() -> None:
    free = detente.design(
        duel(), "peace", concept="nash", kinds="move,drop", keep="A: 2", at_most=3
    )
    assert all("A" not in change.edits for change in free.changes)
    assert free.cost is None


def test_wishes_and_threats_are_told_apart() -> None:
    korea = detente.load("korea-medium")
    preventive = next(
        one for one in detente.design(korea, "double freeze").others if one.party == "USA"
    )
    assert (preventive.alternative, preventive.states) == ("preventive", 96)
    assert preventive.effect.works == "threat"
    wish = detente.design(duel(), "peace", concept="nash")
    assert {change.effect.works for change in wish.changes if change.effect} == {"wish"}


def test_commitments_that_do_it_are_found() -> None:
    bound = detente.design(duel(), "peace", concept="nash")
    assert [one.text for one in bound.elsewhere if one.kind == "commitment"] == []
    both = detente.design(duel(), "A.fire and not B.fire", concept="nash")
    assert {one.text for one in both.elsewhere} >= {"B.fire: {once: dropped}", "not B.fire"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ({"make": "piece"}, "E-STATE", "peace"),
        ({"make": ""}, "E-VALUE", "outcome or a state"),
        ({"make": "peace", "concept": "nesh"}, "E-CONCEPT", "nash"),
        ({"make": "peace", "of": "C"}, "E-PARTY", "unknown party"),
        ({"make": "peace", "kinds": "swap"}, "E-VALUE", "no kind of edit"),
        ({"make": "peace", "keep": "A"}, "E-VALUE", "has no ':'"),
        ({"make": "peace", "keep": "A: 7"}, "E-VALUE", "place from 1 to 2"),
        (
            {"make": "peace", "keep": ["A: 1", "A: 2"], "of": "A", "kinds": "drop"},
            "E-VALUE",
            "kept",
        ),
        ({"make": "peace", "vocabulary": "A.fly"}, "E-OPTION", "unknown option"),
        ({"make": "peace", "at_most": -1}, "E-VALUE", "no number of edits"),
    ],
)
def test_a_slip_is_answered_with_what_to_write(
    arguments: dict[str, object], code: str, words: str
) -> None:
    with pytest.raises(detente.ModelError) as caught:
        detente.design(duel(), **arguments)  # type: ignore[arg-type]
    [problem] = caught.value.problems
    assert problem.code == code
    assert words in str(caught.value)


def test_a_target_that_a_rule_forbids_names_the_rule() -> None:
    extra = "rules: [{infeasible: not A.fire and not B.fire, because: nobody trusts}]\n"
    with pytest.raises(detente.ModelError, match="nobody trusts"):
        detente.design(duel(extra), "peace")


def test_no_list_no_least_change_but_the_conditions() -> None:
    answer = detente.design(detente.load("elmira-nine-states"), "1", concept="seq")
    assert answer.stopped == "no lists"
    assert answer.conditions["Local"]["nash"]
    json.dumps(answer.to_dict())


def test_the_margin_is_the_least_cost_that_flips_the_answer() -> None:
    conflict = duel()
    answer = detente.margin(conflict, "war", "nash")
    assert (answer.answer, answer.margin) == ("holds", 1)
    for edits in answer.flips:
        changed = with_lists(conflict, type("Change", (), {"edits": edits}))
        assert not detente.analyze(changed, ["nash"]).is_equilibrium("nash", "YY")
    statements = [condition.prefer for condition in conflict.preferences["A"].basis.statements]  # type: ignore[union-attr]
    assert len(statements) == 2
    assert answer.neighbours.count == 6  # one move and two drops a party
    flipped = [
        (party, edit_text(edit))
        for edits in detente.margin(conflict, "war", "nash", kinds=["move", "drop"]).flips
        for party, some in edits.items()
        for edit in some
    ]
    assert answer.neighbours.flips == len(flipped)


def test_what_flips_an_answer_is_told_simplest_first() -> None:
    answer = detente.margin(duel(), "war", "nash")
    kinds = [
        edit_text(edit).split()[0]
        for edits in answer.flips
        for some in edits.values()
        for edit in some
    ]
    assert kinds == sorted(kinds, key=("move", "drop", "insert", "replace").index)
    assert len(set(kinds)) > 1
    assert "If A also wanted 'not A.fire', before 'not B.fire'." in str(answer)


@pytest.mark.parametrize("of", ["YN", "claim:swerve"])
def test_no_list_no_margin(of: str) -> None:
    claim = "claims: {swerve: {says: They swerve., expect: {some equilibrium: YN}}}\n"
    conflict = detente.load("chicken")
    if of != "YN":
        text = (Path(detente.__file__).parent / "cases/chicken.yaml").read_text(encoding="utf-8")
        conflict = detente.load(text + claim.replace("YN", "One.swerve"))
    answer = detente.margin(conflict, of)

    assert (answer.margin, answer.lower_bound, answer.stopped) == (None, 0, "no lists")
    assert "No party has a priority list to change" in str(answer)


def test_a_page_says_how_many_kinds_of_change_it_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "simplest first" not in str(detente.design(duel(), "YN", concept="nash"))
    monkeypatch.setattr(work, "_TOLD", 2)
    answer = detente.design(duel(), "YN", concept="nash")
    kinds = len({one.order for one in answer.changes})
    assert kinds > 2
    assert f"Of the first 2 kinds of change (of {kinds}; simplest first)" in str(answer)


def test_what_needs_two_edits_has_the_margin_two() -> None:
    answer = detente.margin(duel(), "peace", "nash", at_most=2)
    least = detente.design(duel(), "peace", concept="nash")
    assert answer.margin == least.cost == 2
    assert all(sum(map(len, one.values())) == 2 for one in itertools.islice(answer.flips, 50))


@pytest.mark.parametrize(("at_most", "verdict"), [(1, "refuted"), (2, "confirmed")])
def test_a_claim_may_say_how_little_has_to_change(at_most: int, verdict: str) -> None:
    claims = f"""
claims:
  near:
    says: Little has to change for peace.
    under: [nash]
    expect: {{least change: {{make: peace, at_most: {at_most}}}}}
  by-one:
    says: One side alone can bring peace about.
    under: [nash]
    expect: {{least change: {{make: peace, at_most: 3, of: [A]}}}}
"""
    near, alone = detente.claims(duel(claims)).findings
    assert near.verdict == verdict
    assert alone.verdict == "refuted"


def test_a_least_change_is_of_the_concepts_that_have_one() -> None:
    claims = """
claims:
  near:
    says: Little has to change for peace.
    under: [sim]
    expect: {least change: {make: peace, at_most: 2}}
"""
    with pytest.raises(detente.ModelError, match="least changes are not defined under 'sim'"):
        detente.claims(duel(claims))
