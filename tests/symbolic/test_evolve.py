"""Ways found by diagrams are those found in lists; and there are ways where no list can be made."""

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

MOST = 60
SAME = (
    "from",
    "to",
    "by",
    "reachable",
    "steps",
    "in_reach",
    "ends",
    "order_decides",
    "assumptions",
)


def question(number: int) -> tuple[Any, dict[str, Any]]:
    """A random conflict, and what is asked of it."""
    rng = Random(f"symbolic/evolve/{number}")
    forbidden = rng.choice((0.0, 0.9))
    conflict = random_conflict(rng, rng.randint(2, 7), forbidden=forbidden)
    keys = [option.key for option in conflict.options]
    asked: dict[str, Any] = {"by": rng.choice(("improvements", "moves"))}
    state = "".join(rng.choice("YN") for _ in keys)
    asked["to"] = rng.choice((None, "deal", rng.choice(keys), state))
    if rng.random() < 0.7:
        asked["start"] = "".join(rng.choice("YN") for _ in keys)
    if rng.random() < 0.3:
        asked["within"] = rng.randint(0, 3)
    if rng.random() < 0.3:
        asked["avoid"] = rng.choice(keys)
    if rng.random() < 0.3:
        asked["of"] = rng.sample(conflict.party_names, 1)
    if rng.random() < 0.2:
        asked["without"] = [rng.choice(keys)]
    return conflict, asked


def told(engine: str, number: int) -> dict[str, Any] | str:
    """What both engines tell, or the refusal."""
    conflict, asked = question(number)
    try:
        found = detente.evolve(conflict, engine=engine, **asked).to_dict()
    except DetenteError as error:
        return str(error)
    return {**{key: found[key] for key in SAME}, "path": found["paths"][:1]}


@pytest.mark.parametrize("part", range(2))
def test_ways_are_those_found_in_lists(part: int) -> None:
    ways = 0
    for number in range(part * MOST, (part + 1) * MOST):
        right = told("auto", number)
        assert told("symbolic", number) == right, number
        ways += not isinstance(right, str) and bool(right["path"] and right["path"][0])
    assert ways, "some targets are in reach"


@pytest.mark.parametrize("name", ["korea-small", "elmira"])
def test_ways_of_published_conflicts_are_the_same(name: str) -> None:
    conflict = detente.load(name)
    for to in conflict.outcomes:
        for by in ("improvements", "moves"):
            pair = [
                detente.evolve(conflict, to, by=by, engine=engine).to_dict()
                for engine in ("auto", "symbolic")
            ]
            assert [pair[1][key] for key in SAME] == [pair[0][key] for key in SAME]
            assert pair[1]["paths"] == pair[0]["paths"][:1]
            assert sum(pair[1]["reached"]) == pair[0]["in_reach"]


def test_a_way_in_a_conflict_that_cannot_be_listed(tmp_path: Path) -> None:
    conflict = detente.build(large(70))
    answer = detente.evolve(conflict, "both", engine="symbolic", by="moves")
    assert (answer.steps, answer.in_reach) == (2, 2**70)
    assert answer.inside == 2**68
    far = detente.evolve(conflict, "both", engine="symbolic", by="moves", of="P0")
    assert (far.steps, far.inside) == (None, 0)
    assert "Out of reach: no moves lead into 'both'." in str(far)
    (tmp_path / "large.yaml").write_text(json.dumps(large(70)), encoding="utf-8")
    page = run("evolve", str(tmp_path / "large.yaml"), "--to", "both", "--by", "moves")
    assert page.code == 0
    assert "In reach in 2 steps." in page.out
    assert "about 1.18e+21 states, counted without a list" in page.out
    with pytest.raises(TooLarge, match="best moves without a list of states"):
        detente.evolve(conflict, "both", by="best", engine="symbolic")
    asked = run("evolve", str(tmp_path / "large.yaml"), "--to", "both", "--joint")
    assert asked.code == 3
    assert "improvements and moves of single parties alone" in asked.err


MUTANTS = (
    text("what is avoided is gone through", "symbolic.answers", "return found & self._into",
         "return found"),
    text("a step more is allowed", "symbolic.answers",
         "if most is not None and len(found) > most:",
         "if most is not None and len(found) > most + 1:"),
    text("steps in reach are counted twice", "symbolic.answers",
         "new = self._space.any_of(list(fresh.values())) & ~seen",
         "new = self._space.any_of(list(fresh.values()))"),
    text("forbidden ways back are forbidden ways there", "symbolic.moves",
         "forbidden=tuple((target, source) for source, target in way.forbidden),",
         "forbidden=way.forbidden,"),
    text("what is taken for good is dropped onward", "symbolic.moves", "taken=way.dropped,",
         "taken=way.taken,"),
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

    assert any(caught(number) for number in range(2 * MOST))


TURNS = {
    "title": "Turns",
    "decision_makers": {"A": {"options": {"a1": "One", "a2": "Two"}}, "B": {"options": {"b": "B"}}},
    "rules": [
        {"infeasible": "a2 and b"},
        {"infeasible": "a2 and not a1"},
        {"infeasible_move": {"by": "A", "from": "not a1 and not a2", "to": "a2"}},
    ],
    "status_quo": [],
    "preferences": {"A": ["a2"], "B": ["b"]},
    "outcomes": {"end": "a2"},
}


@pytest.mark.parametrize("within", [None, 3])
def test_steps_are_counted_where_one_only_changes_who_moved_last(within: int | None) -> None:
    conflict = detente.build(TURNS)

    right = detente.evolve(conflict, "end", by="moves", within=within).to_dict()
    found = detente.evolve(conflict, "end", by="moves", within=within, engine="symbolic").to_dict()

    assert {key: found[key] for key in SAME} == {key: right[key] for key in SAME}
    assert found["reached"] == ([1, 2, 1, 0, 1] if within is None else [1, 2, 1])


def test_what_would_be_enough_is_not_what_is_avoided() -> None:
    options = {"A": {"options": {"a": "One", "c": "Two"}}, "B": {"options": {"b": "B"}}}
    conflict = detente.build(
        {
            "title": "Enough",
            "decision_makers": options,
            "status_quo": [],
            "preferences": {"A": ["a"], "B": ["b"]},
            "outcomes": {"end": "a"},
        }
    )

    (way,) = detente.evolve(conflict, "end", avoid="a and not c", engine="symbolic").path

    assert way.enough == ()


def test_many_rules_on_moves_cost_no_more_than_few() -> None:
    """From single states nearly all of them say nothing: else work doubles with each."""
    rules = 20
    options = {f"a{k}": "A" for k in range(rules + 2)}
    conflict = detente.build(
        {
            "title": "Rules",
            "decision_makers": {"A": {"options": options}, "B": {"options": {"b": "B"}}},
            "rules": [
                {"infeasible_move": {"by": "A", "from": f"a{k}", "to": f"not a{k + 1} and b"}}
                for k in range(rules)
            ],
            "status_quo": [],
            "preferences": {"A": ["a0"], "B": ["b"]},
        }
    )

    found = detente.explain(conflict, "today", "A", "nash", engine="symbolic")

    assert not found.to_dict()["stable"]
