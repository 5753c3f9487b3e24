"""Equal questions have equal answers, letter by letter: hash seeds, engines, order of keys."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

import detente
from detente.problems import TooLarge
from detente.stability.engines.choice import ENGINES
from oracle.compare import ALL, READINGS
from oracle.generate import to_yaml
from stability.battery import NO_LIMIT, model_at

CASES = ("prisoners-dilemma", "elmira", "elmira-nine-states", "korea-small")
HASH_SEEDS = range(5)
SHUFFLED = 60  # random models read with their keys in another order

# What a fresh process prints: a digest of the answer and of the Whys, by case.
PROGRAM = """
import hashlib, json, detente
from stability.battery import model_at, questions
from stability.test_determinism import without_made
models = [(model_at(k), questions(model_at(k))) for k in range(40)]
print("models", hashlib.sha256(repr(models).encode()).hexdigest())
for case in CASES:
    conflict = detente.load(case)
    answer = without_made(detente.analyze(conflict, CONCEPTS).to_dict())
    first = next(iter(answer["stable"]))
    whys = [
        without_made(detente.explain(conflict, state, concept=concept).to_dict())
        for concept in ("gmr", "seq", "sseq", "mr4")
        for state in answer["stable"][first]["gmr"][:12]
    ]
    text = json.dumps([answer, whys], ensure_ascii=False)
    print(case, hashlib.sha256(text.encode()).hexdigest())
"""


def without_made(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the engine and the time it took: no comparison is about these."""
    assert set(answer.pop("made")) == {"version", "engine", "seconds"}
    return answer


def printed(hash_seed: int) -> str:
    """The digests that a fresh process prints under a hash seed."""
    given = {"CASES": CASES, "CONCEPTS": [one for one in ALL if one != "nm"]}
    program = "".join(f"{name} = {value!r}\n" for name, value in given.items()) + PROGRAM
    tests = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": tests}
    found = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return found.stdout


def test_answers_and_whys_are_the_same_letter_by_letter_under_every_hash_seed() -> None:
    texts = {printed(seed) for seed in HASH_SEEDS}

    (text,) = texts
    assert [line.split()[0] for line in text.splitlines()] == ["models", *CASES]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("how", "sanction"), READINGS)
def test_every_engine_gives_the_same_answer_letter_by_letter(
    case: str, how: str, sanction: str
) -> None:
    conflict = detente.load(case)
    digests = {}
    for engine in ("auto", *ENGINES):
        try:
            answer = detente.analyze(
                conflict, ALL, sanction_moves=how, sanction=sanction, engine=engine
            )
        except TooLarge:
            continue
        text = json.dumps(without_made(answer.to_dict(limit=NO_LIMIT)), ensure_ascii=False)
        digests[engine] = hashlib.sha256(text.encode()).hexdigest()

    assert len(set(digests.values())) == 1, digests
    assert {"auto", "listed", "table"} <= set(digests)


def with_other_order(value: Any, rng: Random, path: tuple[str, ...] = ()) -> Any:
    """The same mapping with its keys in another order, where order has no meaning.

    It has one among parties, options and listed states: they are told in file order.
    """
    if isinstance(value, list):
        return [with_other_order(item, rng, (*path, "-")) for item in value]
    if not isinstance(value, Mapping):
        return value
    keys = list(value)
    told_in_order = path in (("decision_makers",), ("states",), ("outcomes",)) or (
        len(path) == 3 and path[0] == "decision_makers" and path[2] == "options"
    )
    # of two patterns in payoffs that fit one state, the first counts
    if not told_in_order and path[-1:] not in (("payoffs",), ("weights",)):
        rng.shuffle(keys)
    return {key: with_other_order(value[key], rng, (*path, key)) for key in keys}


@pytest.mark.parametrize("chunk", range(4))
def test_the_order_of_keys_in_a_file_does_not_matter(chunk: int) -> None:
    rng = Random(chunk)
    moved = 0
    for number in range(chunk * SHUFFLED // 4, (chunk + 1) * SHUFFLED // 4):
        model = model_at(number, "keys")
        other = with_other_order(model, rng)
        moved += to_yaml(other) != to_yaml(model)

        assert answer_of(to_yaml(other)) == answer_of(to_yaml(model)), to_yaml(model)
    assert moved > SHUFFLED / 5


def answer_of(text: str) -> str:
    """The answer to all concepts, as text."""
    answer = detente.analyze(detente.load(text), ALL).to_dict(limit=NO_LIMIT)
    return json.dumps(without_made(answer), ensure_ascii=False)


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    def answers(cases: Iterable[str]) -> dict[str, str]:
        found = {case: detente.analyze(detente.load(case), ALL) for case in cases}
        return {
            case: json.dumps(without_made(one.to_dict(limit=NO_LIMIT)))
            for case, one in found.items()
        }

    assert answers(CASES) == answers(reversed(CASES))
