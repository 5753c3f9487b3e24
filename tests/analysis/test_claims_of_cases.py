"""The claims of the bundled cases come out with exactly the counts that their files carry."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.analysis.claims import ClaimFinding, Claims, claims
from detente.cases import case_names

GIVEN = Path(__file__).parents[3] / "shared" / "cases" / "korea" / "expected.json"
WITH_CLAIMS = [name for name in case_names() if detente.load(name).claims]
CASES = [
    pytest.param(name, marks=pytest.mark.slow) if name == "korea-full" else name
    for name in WITH_CLAIMS
]

# The table of claims: claim, test, concept, then (holds, of) for the small, medium and full model.
TABLE = [
    ("c1", 1, "nash", (21, 30), (78, 90), (105, 105)),
    ("c1", 1, "seq", (21, 30), (58, 90), (43, 105)),
    ("c1", 2, "nash", (22, 30), (66, 90), (93, 105)),
    ("c1", 3, "nash", (26, 30), (78, 90), (105, 105)),
    ("c1", 4, "nash", None, None, (93, 105)),
    ("c2", 1, None, (3, 6), (3, 6), (3, 7)),
    ("c2", 2, None, (6, 6), (6, 6), (7, 7)),
    ("c2", 3, None, (1, 6), (1, 6), (1, 7)),
    ("c3", 1, None, (2, 30), (6, 90), (6, 105)),
    ("c3", 2, None, (10, 30), (33, 90), (45, 105)),
    ("c4", 1, None, (28, 30), (84, 90), (99, 105)),
    ("c4", 2, None, (20, 30), (57, 90), (60, 105)),
]
BEFORE = {("c3", 1): (6, 18, 24), ("c3", 2): (15, 48, 69)}
VERDICTS = {"c1": "depends", "c2": "depends", "c3": "confirmed", "c4": "depends"}
SIZES = ("small", "medium", "full")


@cache
def answer(name: str) -> Claims:
    return claims(detente.load(name), examples=False)


def counts(finding: ClaimFinding) -> dict[tuple[int, str | None], tuple[int, int, int | None]]:
    return {
        (one.test.number, one.concept): (one.holds, one.of, one.compared) for one in finding.counts
    }


@pytest.mark.parametrize("name", CASES)
def test_claims_come_out_as_the_case_expects(name: str) -> None:
    (expected,) = [one["claims"] for one in detente.load(name).expected if "claims" in one]

    assert {
        claim: (
            stated["verdict"],
            {
                (test["test"], test.get("concept")): (test["holds"], test["of"], test.get("with"))
                for test in stated.get("tests", [])
            },
        )
        for claim, stated in expected.items()
    } == {one.claim.id: (one.verdict, counts(one)) for one in answer(name).findings}


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (0, "korea-small"),
        (1, "korea-medium"),
        pytest.param(2, "korea-full", marks=pytest.mark.slow),
    ],
)
def test_every_row_of_the_table_is_there_with_its_counts(size: int, name: str) -> None:
    found = {one.claim.id: one for one in answer(name).findings}

    for claim, test, concept, *sizes in TABLE:
        if sizes[size] is None:
            continue
        holds, of = sizes[size]
        before = BEFORE[claim, test][size] if (claim, test) in BEFORE else None
        assert counts(found[claim])[test, concept] == (holds, of, before), (claim, test, concept)
    assert {claim: found[claim].verdict for claim in VERDICTS} == VERDICTS
    assert found["c5"].verdict == ("confirmed" if name == "korea-full" else "untestable")


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ("small", "korea-small"),
        ("medium", "korea-medium"),
        pytest.param("full", "korea-full", marks=pytest.mark.slow),
    ],
)
def test_deciders_are_those_of_the_other_computation(size: str, name: str) -> None:
    if not GIVEN.exists():
        return
    stated = json.loads(GIVEN.read_text(encoding="utf-8"))[size]["claims"]
    rows = [
        (stated["c1"]["no nash equilibrium is a capitulation"], "c1", 1, "nash"),
        (stated["c1"]["no seq equilibrium is a capitulation"], "c1", 1, "seq"),
        (stated["c4"]["double freeze"], "c4", 1, None),
        (stated["c4"]["halt"], "c4", 2, None),
    ]
    found = {one.claim.id: one for one in answer(name).findings}
    for row, claim, number, concept in rows:
        (count,) = [
            one
            for one in found[claim].counts
            if (one.test.number, one.concept) == (number, concept)
        ]
        assert row["deciders"] == [one.to_dict() for one in count.deciders]


def test_the_readings_of_the_grid_are_few_enough_to_tell_by_name() -> None:
    count: Any = answer("korea-medium")["c1"].counts[0]

    assert count.test.readings.shape == (6, 5, 3)
    assert count.test.readings.at(0) == {"DPRK": "base", "USA": "base", "ROK": "base"}
    assert count.test.readings.at(1) == {"DPRK": "base", "USA": "base", "ROK": "halt first"}
