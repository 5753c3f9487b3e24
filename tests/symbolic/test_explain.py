"""Reasons found by diagrams: those found in lists, word for word; and where no list can be made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from cli.commands import detente as run
from detente.model import compile_graph
from detente.problems import DetenteError, ModelError, TooLarge
from detente.stability import find
from detente.stability import why as stability_why
from detente.symbolic import PartyHere, compiled, judged_term
from stability.mutants.planting import Mutant, text
from symbolic.random_conflicts import random_conflict
from symbolic.same import CONCEPTS, SMALL, assumptions
from symbolic.test_face import large

MOST = 60


def asked(number: int) -> tuple[Any, str, str | None, dict[str, Any]]:
    """A random conflict, and a question about one state or a class of states."""
    rng = Random(f"symbolic/explain/{number}")
    parties, forbidden = (rng.choice((3, 4)), 0.9) if number % 2 else (None, 0.3)
    conflict = random_conflict(rng, rng.randint(3, 7), parties=parties, forbidden=forbidden)
    under = assumptions(rng).to_dict()
    keys = [option.key for option in conflict.options]
    if rng.random() < 0.3:
        under["without"] = rng.sample(keys, 1)
    if rng.random() < 0.2:
        under["holding"] = [f"not {rng.choice(keys)}"]
    letters = "YN-" if rng.random() < 0.5 else "YN"
    states = (
        "today",
        "deal",
        f"not {rng.choice(keys)}",
        "".join(rng.choice(letters) for _ in keys),
    )
    return conflict, rng.choice(states), rng.choice((*CONCEPTS, None)), under


def told(engine: str, number: int) -> dict[str, Any] | str:
    """All that is told, or the refusal."""
    conflict, state, concept, under = asked(number)
    try:
        answer = detente.explain(conflict, state, None, concept, engine=engine, **under)
    except DetenteError as error:
        return str(error)
    found = answer.to_dict()
    del found["made"]
    return {**found, "page": str(answer), "held": [str(one) for one in answer.equilibria]}


@pytest.mark.parametrize("part", range(4))
def test_reasons_are_those_found_in_lists(part: int) -> None:
    answered = 0
    for number in range(part * MOST // 4, (part + 1) * MOST // 4):
        found = right(number)
        assert told("symbolic", number) == found, number
        answered += not isinstance(found, str)
    assert answered > MOST // 16, "most questions have an answer"


@pytest.mark.parametrize("name", ["korea-small", "korea-medium", "elmira"])
def test_reasons_of_published_conflicts_are_the_same(name: str) -> None:
    conflict = detente.load(name)
    for concept in ("seq", "smr"):
        pair = [
            detente.explain(conflict, "today", None, concept, engine=engine).to_dict()
            for engine in ("auto", "symbolic")
        ]
        for one in pair:
            del one["made"]
        assert pair[0] == pair[1]


def moves_of(why: dict[str, Any]) -> Iterator[str]:
    yield from (item["to"] for item in why["improvements"] if isinstance(item, dict))
    yield from (item for item in why["improvements"] if isinstance(item, str))


def test_a_state_of_a_conflict_that_cannot_be_listed_has_its_reason(tmp_path: Path) -> None:
    conflict = detente.build(large(70))
    verdicts = detente.analyze(conflict, ["nash", "seq"], engine="symbolic")
    own = {
        party.name: {k for k, one in enumerate(conflict.options) if one.party == party.name}
        for party in conflict.decision_makers
    }
    for state in ("N" * 70,):
        for concept in ("nash", "seq"):
            answer = detente.explain(conflict, state, None, concept)
            for part in answer.parts:
                assert part.stable == verdicts.stable(part.party, concept, state)
                for after in moves_of(part.to_dict()["why"]):
                    changed = {
                        k
                        for k, pair in enumerate(zip(state, after, strict=True))
                        if len(set(pair)) > 1
                    }
                    assert changed <= own[part.party]
                assert len(part.words) > 1
    (tmp_path / "large.yaml").write_text(json.dumps(large(70)), encoding="utf-8")
    page = run("explain", str(tmp_path / "large.yaml"), "both", "--concept", "nash")
    assert page.code == 0
    assert "The one among them that fewest parties would leave" in page.out
    with pytest.raises(TooLarge, match=r"about 1.2e\+21 states.*without a list: it judges nash"):
        detente.explain(conflict, "today", None, "sim")


def test_of_very_many_improvements_the_first_are_told_with_their_number() -> None:
    data = large(24, parties=2)
    data["preferences"] = {"P0": ["not P1.o1", "P0.o0"], "P1": ["not P0.o0"]}
    part = detente.explain(detente.build(data), "N" * 24, "P0", "gmr", engine="symbolic")
    why = part.to_dict()["why"]
    assert (len(why["improvements"]), why["improvements_count"]) == (100, 2**11)
    assert part.words[-1].startswith("It has 2,048 improvements; the first 100 are told here")


@cache
def right(number: int) -> dict[str, Any] | str:
    """What is told from lists."""
    return told("auto", number)


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the symbolic engine."""
    return text(name, f"symbolic.{module}", old, new)


MUTANTS = (
    planted("a longer answer is told", "answers", "& ~self._known[k]", "& self._known[k]"),
    planted("the last mover first", "answers", "for k in sorted(movers):",
            "for k in sorted(movers, reverse=True):"),
    planted("nobody stops after one step", "answers",
            'if self._how == "single":\n            return 1',
            'if self._how == "never":\n            return 1'),
    planted("what is answered needs no gain", "why", '"improvements" if self.term.credible',
            '"moves" if self.term.credible'),
    planted("there is no way out of an answer", "why", 'if self.term.counter == "move":',
            'if self.term.counter == "none":'),
    planted("a tie is an escape", "why", 'self._assumptions.sanction == "strict"', "True"),
    planted("an improvement onward loses", "moves",
            "found = step(states) & above(space, party, party.touching)", "found = step(states)"),
    planted("the worst is the best", "gains", "~bit if least else bit", "bit"),
)  # fmt: skip


@cache
def reasons(number: int) -> tuple[Any, Any, tuple[tuple[str, int, str, Any], ...]] | None:
    """A random conflict, how it is read, and reasons: (state, party, concept, Why)."""
    rng = Random(f"symbolic/why/{number}")
    parties, forbidden = (rng.choice((3, 4)), 0.9) if number % 2 else (None, 0.2)
    conflict = random_conflict(rng, rng.randint(4, 6), parties=parties, forbidden=forbidden)
    assumed = assumptions(rng)
    try:
        graph = compile_graph(conflict)
    except ModelError:
        return None
    if not graph.ranked:
        return None
    found = []
    for concept in ("gmr", "smr", "seq", "sseq"):
        (asked,) = find(concept) or ()
        for _ in range(4):
            state, party = rng.randrange(graph.states), rng.randrange(graph.parties)
            _, why = stability_why(graph, party, state, asked, assumed)
            found.append((graph.state_text(state), party, concept, why))
    return conflict, assumed, tuple(found)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    def caught(number: int) -> bool:
        if (known := reasons(number)) is None:
            return False
        conflict, assumed, right = known
        with mutant.planted():
            try:
                ground = compiled(conflict, {}, (), (), SMALL)
                return any(
                    PartyHere(ground, party, state, term_of(concept), assumed).why()[1] != why
                    for state, party, concept, why in right
                )
            except Exception:  # a mutant may do anything
                return True

    assert any(caught(number) for number in range(120))


def term_of(concept: str) -> Any:
    (asked,) = find(concept) or ()
    return judged_term(asked)
