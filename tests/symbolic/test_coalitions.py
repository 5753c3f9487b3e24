"""What coalitions would leave, by diagrams: as from lists, and where no list can be made."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from cli.commands import detente as run
from detente.problems import DetenteError, TooLarge
from stability.mutants.planting import Mutant, text
from symbolic.random_conflicts import random_conflict
from symbolic.test_face import large

MOST = 80


def told(engine: str, number: int) -> dict[str, Any] | str:
    """The whole answer, or the refusal."""
    rng = Random(f"symbolic/coalitions/{number}")
    parties, forbidden = rng.choice((2, 3, 4)), rng.choice((0.0, 0.9))
    conflict = random_conflict(rng, rng.randint(4, 7), parties=parties, forbidden=forbidden)
    asked: dict[str, Any] = {"concepts": "c-nash"}
    if rng.random() < 0.5:
        asked["of"] = [rng.sample(conflict.party_names, rng.randint(1, parties))]
    if rng.random() < 0.2:
        asked["holding"] = [f"not {conflict.options[0].key}"]
    try:
        found: dict[str, Any] = detente.coalitions(conflict, engine=engine, **asked).to_dict()
    except DetenteError as error:
        return str(error)
    del found["made"]
    return found


@pytest.mark.parametrize("part", range(2))
def test_what_they_leave_is_as_from_lists(part: int) -> None:
    broken = 0
    for number in range(part * MOST // 2, (part + 1) * MOST // 2):
        right = told("auto", number)
        assert told("symbolic", number) == right, number
        broken += not isinstance(right, str) and bool(right["broken"])
    assert broken > MOST // 10, "some coalitions break something"


def test_published_conflicts_have_the_same_answer() -> None:
    for name in ("elmira", "korea-medium", "cuban-missile-crisis"):
        conflict = detente.load(name)
        pair = [
            detente.coalitions(conflict, concepts="c-nash", engine=engine).to_dict()
            for engine in ("auto", "symbolic")
        ]
        for one in pair:
            del one["made"]
        assert pair[0] == pair[1]


def test_a_conflict_that_cannot_be_listed(tmp_path: Path) -> None:
    data = large(70)
    data["preferences"] = {f"P{k}": [f"P{(k + 1) % 3}.o{(k + 1) % 3}"] for k in range(3)}
    conflict = detente.build(data)
    answer = detente.coalitions(conflict, ["P0,P1,P2"], "c-nash", engine="symbolic")
    (states,) = answer.breaks.values()
    assert states.count == 2**67, "each is better off where all take what the next one wants"
    (one,) = answer.broken(1)
    assert [party for party, _ in one.path] == ["P0", "P1", "P2"]
    file = tmp_path / "large.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    page = run("coalitions", str(file), "--concepts", "c-nash", "--of", "P0,P1,P2")
    assert page.code == 0
    assert "P0, P1 and P2 would leave" in page.out
    with pytest.raises(TooLarge, match="c-seq without a list of states"):
        detente.coalitions(conflict, concepts="c-seq", engine="symbolic")


MUTANTS = (
    text("one member is enough", "symbolic.together", "        found &= better_than",
         "        found = better_than"),
    text("who gains nothing joins", "symbolic.together",
         "        goal &= above(", "        goal = above("),
    text("what fewer break is told again", "analysis.coalitions_unlisted",
         "if not named and set(smaller)", "if named and set(smaller)"),
)  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    def caught(number: int) -> bool:
        right = told("auto", number)
        with mutant.planted():
            try:
                return told("symbolic", number) != right
            except Exception:  # a mutant may do anything
                return True

    assert any(caught(number) for number in range(MOST))
