"""Graded and uncertain preferences as they are asked for: what is refused, and what is said."""

from __future__ import annotations

from typing import Any

import pytest

import detente
from detente.stability import core_ids

MODEL = {
    "title": "A roof",
    "decision_makers": {
        "Tenant": {"options": {"pay": "Pay", "leave": "Move out"}},
        "Landlord": {"options": {"repair": "Repair the roof"}},
    },
    "status_quo": [],
    "outcomes": {"peace": "pay and repair and not leave"},
    "preferences": {
        "Tenant": {
            "priorities": [{"prefer": "repair", "strength": "much"}, "not pay"],
            "unknown": [["leave", "not leave"]],
        },
        "Landlord": {"weights": {"pay": 3, "not repair": 2.5, "not leave": 1}},
    },
}


def with_tenant(**preference: Any) -> dict[str, Any]:
    return {**MODEL, "preferences": {**MODEL["preferences"], "Tenant": preference}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"semantics": "fuzy"}, "did you mean 'fuzzy'?"),
        ({"semantics": "degree-3"}, "no way to read"),
        ({"semantics": "strong", "sanction": "strict"}, "degree-1"),
        ({"semantics": "strong", "concepts": "l2"}, "none of the concepts asked for"),
        ({"concepts": "strong:mr4"}, "unknown concept 'strong:mr4'"),
        ({"semantics": "strong", "engine": "symbolic"}, "engines that list states"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(detente.ModelError, match=told):
        detente.analyze(detente.build(MODEL), **asked)


@pytest.mark.parametrize(
    ("preference", "told"),
    [
        ({"fuzzy": {"pairs": [["YNY", "YNN", 1.2]], "gamma": 0.4}}, "outside 0 to 1"),
        ({"fuzzy": {"pairs": [["YNY", "YNY", 0.7]], "gamma": 0.4}}, "compared with itself"),
        (
            {"fuzzy": {"pairs": [["YNY", "YNN", 0.7], ["YNN", "YNY", 0.4]], "gamma": 0.4}},
            "the two are 1 together",
        ),
        (
            {"fuzzy": {"pairs": [["YNY", "YNN", 0.7], ["YNY", "YNN", 0.4]], "gamma": 0.4}},
            "0.7 above and 0.4 here",
        ),
        (
            {"probability": {"pairs": [["YNY", "YNN", 0.7], ["YNN", "YNY", 0.4]]}},
            "at most 1 together",
        ),
    ],
)
def test_numbers_that_contradict_each_other_are_told(preference: dict[str, Any], told: str) -> None:
    with pytest.raises(detente.ModelError, match=told):
        detente.build(with_tenant(**preference))


def test_a_certainty_that_is_not_given_is_asked_for() -> None:
    model = detente.build(with_tenant(fuzzy={"pairs": [["YNY", "YNN", 0.9]]}))

    with pytest.raises(detente.ModelError, match="write `gamma:`"):
        detente.analyze(model, semantics="fuzzy")


def test_chances_that_are_more_than_one_by_patterns_are_told() -> None:
    pairs = [["Y--", "N--", 0.8], ["NN-", "YN-", 0.8]]
    model = detente.build(with_tenant(probability={"pairs": pairs}))

    with pytest.raises(
        detente.ModelError,
        match=r"of N.. over Y.. and the contrary|of Y.. over N.. and the contrary",
    ):
        detente.analyze(model, semantics="prob")


def test_where_there_is_no_plain_preference_the_semantics_answers() -> None:
    model = detente.build(with_tenant(fuzzy={"pairs": [["YNY", "YNN", 0.9]], "gamma": 0.4}))

    answer = detente.analyze(model, semantics=["fuzzy", "strong"])

    assert set(answer.concepts) == {f"fuzzy:{one}" for one in core_ids()}
    assert "only fuzzy preference is given" in answer.not_defined["seq"]
    assert "only fuzzy preference is given" in answer.not_defined["strong:seq"]
    assert "fuzzy:seq" in str(answer)


def test_plain_verdicts_stay_as_they_are() -> None:
    model = detente.build(MODEL)
    plain, more = detente.analyze(model), detente.analyze(model, semantics="unknown-b")

    for concept in plain.concepts:
        assert plain.equilibria(concept) == more.equilibria(concept)
    assert plain.firm == more.firm


def test_the_page_tells_plain_verdicts_first_and_others_by_themselves() -> None:
    page = str(detente.analyze(detente.build(MODEL), semantics=["strong", "prob"]))

    assert page.index("What would hold") < page.index("Read otherwise")
    assert "strong: Only an end that is much worse deters." in page
    assert "(experimental)" in page
    told, _, following = page.partition("Next:")
    assert "strong:seq" not in told
    assert "strong:seq" in following


def test_a_reason_says_what_is_not_known() -> None:
    model = detente.build(MODEL)

    eager = detente.explain(model, "NNN", "Tenant", "unknown-a:seq")
    strong = detente.explain(model, "YNY", "Landlord", "strong:gmr")

    assert "not known to be a gain to Tenant" in " ".join(eager.words)
    assert "none is much worse for Landlord" in " ".join(strong.words)


@pytest.mark.parametrize("kind", ["fuzzy", "probability"])
def test_a_reason_names_the_number_that_decides(kind: str) -> None:
    pairs = [["NNN", "YNN", 0.9]]
    model = detente.build(with_tenant(**{kind: {"pairs": pairs, "gamma": 0.4}}))

    why = detente.explain(model, "YNN", "Tenant", f"{kind.removesuffix('ability')}:nash")

    assert "by its first pair, NNN over YNN 0.9" in " ".join(why.words)
