"""The least change agrees with trying all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest

from detente.analysis.least import lists
from detente.analysis.least.search import Search
from detente.model import Condition, compile_arena, condition_text, known_names_of, load_text
from detente.model.preferences import Priorities
from detente.stability import Term, find
from detente.stability.assumptions import Assumptions
from oracle import concepts
from oracle.conflict import read
from oracle.generate import random_model, to_yaml
from oracle.least import Trial, least_changes
from oracle.reading import Reading

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def short_model(rng: Random) -> dict[str, Any]:
    """A model of at most three parties, in which two or more have a list of one to three."""
    while True:
        model = random_model(rng)
        if len(model["decision_makers"]) > 3:
            continue
        for party, given in model["preferences"].items():
            if isinstance(given, list):
                model["preferences"][party] = given[: rng.randint(1, 3)]
        if sum(isinstance(given, list) for given in model["preferences"].values()) > 1:
            return model


def texts_of(given: list[Any]) -> tuple[str, ...]:
    return tuple(str(one["prefer"] if isinstance(one, dict) else one) for one in given)


def question(seed: str) -> dict[str, Any]:
    """A random model and a random question about it, seldom one whose answer is nothing."""
    rng = Random(seed)
    concept = rng.choice(CONCEPTS)
    how = rng.choice(("legal", "legal", "once", "single"))
    sanction = rng.choice(("weak", "weak", "strict"))
    while True:
        model = short_model(rng)
        conflict = read(model)
        reading = Reading(conflict, how, sanction)
        stable = getattr(concepts, concept)
        leaves = {
            s: sum(not stable(reading, i, s) for i in conflict.parties) for s in conflict.states
        }
        left = [s for s, number in leaves.items() if number]
        if left or rng.random() < 0.05:
            break
    listed = {p: texts_of(v) for p, v in model["preferences"].items() if isinstance(v, list)}
    some = sorted(listed) if rng.random() < 0.8 else rng.sample(sorted(listed), 1)
    nouns = [f"{p}.{o}" for p, m in model["decision_makers"].items() for o in m.get("options", {})]
    nouns = nouns or list(model["states"])
    words = {
        p: [rng.choice(("", "not ")) + rng.choice(nouns) for _ in range(rng.choice((1, 2, 2, 3)))]
        for p in some
    }
    return {
        "model": model,
        "conflict": conflict,
        "lists": {p: listed[p] for p in conflict.parties if p in some},
        "targets": sorted(left, key=lambda s: (-leaves[s], rng.random()))[: rng.choice((1, 1, 2))]
        or [conflict.states[0]],
        "concept": concept,
        "kinds": rng.sample(lists.KINDS_OF_EDIT, rng.choice((1, 2, 3, 4, 4))),
        "words": {p: list(dict.fromkeys(w)) for p, w in words.items()},
        "how": how,
        "sanction": sanction,
    }


def searched(asked: dict[str, Any], most: int) -> tuple[Search, Callable[[str], str], Any, Any]:
    conflict = load_text(to_yaml(asked["model"]))
    arena = compile_arena(conflict)
    graph = arena.under({})
    vocabulary = known_names_of(conflict)
    pools: dict[int, lists.Pool] = {}

    def canonical(text: str) -> str:
        return condition_text(parsed(text))

    def parsed(text: str) -> Condition:
        condition, faults = vocabulary.condition(text)
        assert condition is not None, faults
        return condition

    for party in asked["lists"]:
        basis = conflict.preference(party).basis
        assert isinstance(basis, Priorities)
        words = list(dict.fromkeys(parsed(text) for text in asked["words"][party]))
        pools[graph.names.index(party)] = lists.pool_of(
            arena, basis.statements, words, frozenset(), asked["kinds"]
        )
    states = sorted(
        place for text in asked["targets"] if (place := graph.find_state(text)) is not None
    )
    search = Search(
        graph,
        pools,
        states,
        term_of(asked["concept"]),
        Assumptions(asked["how"], asked["sanction"]),
    )
    found = search.run(most)
    return search, canonical, pools, found


def term_of(concept: str) -> Term:
    """The definition of a concept."""
    (asked,) = find(concept) or ()
    assert asked.term is not None
    return asked.term


def found_lists(pools: Any, parties: list[int], found: Any) -> set[tuple[tuple[str, ...], ...]]:
    """The lists of the changes, in every wording."""
    profiles = set()
    for change in found.changes:
        choices = []
        for k in parties:
            spelled = lists.spelled(pools[k], change.steps.get(k, ()))
            choices.append(
                {
                    tuple(
                        condition_text(pools[k].statements[number].prefer)
                        for number in lists.after(pools[k], steps)
                    )
                    for steps in spelled
                }
            )
        profiles |= set(product(*choices))
    return profiles


@pytest.mark.parametrize("part", range(6))
def test_the_least_change_is_that_of_trying_all(
    part: int, request: pytest.FixtureRequest, tally: Callable[[str, int], None]
) -> None:
    count = 1000 if request.config.getoption("--deep") else 50
    hits: dict[int | None, int] = {0: 0, 1: 0, 2: 0, None: 0}
    for k in range(count):
        asked = question(f"least/{part}/{k}")
        most = 2 if sum(len(v) for v in asked["lists"].values()) <= 5 else 1
        trial = Trial(asked["model"], asked["conflict"], asked["how"], asked["sanction"])
        least, profiles = least_changes(
            trial,
            asked["lists"],
            asked["targets"],
            asked["concept"],
            most,
            asked["kinds"],
            asked["words"],
        )
        search, canonical, pools, found = searched(asked, most)
        assert least == found.cost, (part, k)
        expected = {
            tuple(tuple(canonical(text) for text in texts) for _, texts in profile)
            for profile in profiles
        }
        assert expected == found_lists(pools, list(pools), found), (part, k)
        assert least is None or not search.hopeless(), (part, k)
        hits[least] += 1
    assert hits[1] > 9, hits
    assert hits[2], hits
    tally("least changes compared with trying all", count)
