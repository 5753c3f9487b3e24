"""Claims put to the test by diagrams: as the definitions say, and as from lists."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from cli.commands import detente as run
from detente.analysis import Claims
from oracle.generate import to_yaml
from oracle_claims.generate import random_model_with_claims
from oracle_claims.verdicts import World
from oracle_claims.verdicts import run as by_definition
from stability.mutants.planting import Mutant, text
from symbolic.test_face import large

LACKING = ("too many to be listed", "without a list", "symbolic engine", "needs a ranking")
A_PART, PARTS = 40, 3


def told(answer: Claims) -> dict[str, Any]:
    found: dict[str, Any] = answer.to_dict()["claims"]
    return found


def unlike(finding: dict[str, Any], listed: dict[str, Any]) -> bool:
    """Whether it is another than from a list, in what is not left untested for want of one."""
    if not lacks(finding):
        return finding != listed
    pairs = list(zip(finding["tests"], listed["tests"], strict=True))
    rests = any(lacking(one) and not one["aside"] for one, _ in pairs)
    right = (listed["verdict"], *(("untestable", "depends") if rests else ()))
    return finding["verdict"] not in right or any(
        one != other for one, other in pairs if not lacking(one)
    )


def lacking(test: dict[str, Any]) -> bool:
    """Whether it has no answer for want of a list."""
    return any(said in test.get("reason", "") for said in LACKING)


def lacks(finding: dict[str, Any]) -> bool:
    """Whether some test has no answer for want of a list."""
    return any(map(lacking, finding["tests"]))


@pytest.mark.parametrize("part", range(PARTS))
def test_claims_come_out_as_from_lists_and_by_the_definitions(part: int) -> None:
    compared = 0
    for number in range(part * A_PART, (part + 1) * A_PART):
        model = random_model_with_claims(Random(f"symbolic/claims/{number}"))
        conflict = detente.load(to_yaml(model))
        if conflict.form == "graph":
            continue
        found = told(detente.claims(conflict, examples=False, engine="symbolic"))
        listed = told(detente.claims(conflict, examples=False))
        world = World(model)
        for claim, finding in found.items():
            assert not unlike(finding, listed[claim]), (number, claim)
            if lacks(finding):
                continue
            right = by_definition(world, model["claims"][claim])
            assert finding["verdict"] == right["verdict"], (number, claim)
            compared += bool(finding["tests"])
    assert compared > A_PART // 4, "most claims are tested"


def claimed() -> dict[str, Any]:
    """A conflict that cannot be listed, with claims."""
    data = large(70)
    data["alternatives"] = {"P0": {"other": ["P0.o0"]}}
    data["claims"] = {
        "holds": {"says": "It can last.", "expect": {"some equilibrium": "both"}},
        "way": {"says": "A way.", "expect": {"path": {"to": "both", "by": "moves"}}},
        "gain": {
            "says": "P0 gains.",
            "expect": {"improvement": {"for": "P0", "where": "not P0.o0", "to": "P0.o0"}},
            "across": {"P0": ["other"]},
        },
        "best": {"says": "Best.", "expect": {"path": {"to": "both", "by": "best"}}},
    }
    return data


def test_claims_about_a_conflict_that_cannot_be_listed(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(json.dumps(claimed()), encoding="utf-8")
    answer = run("claims", str(file), "--json")
    assert answer.code == 0, answer.err
    found = answer.json["claims"]
    verdicts = {name: one["verdict"] for name, one in found.items()}
    assert verdicts == {
        "holds": "confirmed", "way": "confirmed", "gain": "confirmed", "best": "untestable",
    }  # fmt: skip
    (best,) = found["best"]["tests"]
    assert best["reason"].startswith("paths by best moves cannot be tested where")
    page = run("claims", str(file))
    assert "confirmed" in page.out


MUTANTS = (
    text("every alternative is the base", "symbolic.compiled",
         'self.others.get((k, reading.get(name, "base")), self.parties[k])',
         'self.others.get((k, "base"), self.parties[k])'),
    text("an improvement from anywhere will do", "analysis.unlisted_sub_conflict",
         "begin = where & StateSet", "begin = StateSet"),
)  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    def caught(number: int) -> bool:
        model = random_model_with_claims(Random(f"symbolic/claims/{number}"))
        conflict = detente.load(to_yaml(model))
        if conflict.form == "graph":
            return False
        right = told(detente.claims(conflict, examples=False))
        with mutant.planted():
            try:
                found = told(detente.claims(conflict, examples=False, engine="symbolic"))
            except Exception:  # a mutant may do anything
                return True
        return any(unlike(one, right[claim]) for claim, one in found.items())

    assert any(caught(number) for number in range(A_PART * PARTS))
