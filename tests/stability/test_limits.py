"""What would not fit is refused at once, with an estimate and a way out, and in little memory.

All refusals run in one fresh process, so that its peak of memory is theirs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.problems import TooLarge
from oracle.generate import Model

TESTS = Path(__file__).parents[1]  # where `peak` is found
LOOPS, MEGABYTES = 100, 250  # of work each; of memory, imports included


def by_options(
    parties: int, each: int, rules: list[Any] | None = None, preference: Any = None
) -> Model:
    """Parties with some options each; every party wants its first option, if nothing else."""
    makers = {
        f"P{p}": {"options": {f"o{p}_{k}": f"Option {k}" for k in range(each)}}
        for p in range(parties)
    }
    wanted = {f"P{p}": preference or [f"P{p}.o{p}_0"] for p in range(parties)}
    return {
        "detente": 1,
        "title": "A large conflict",
        "decision_makers": makers,
        "rules": rules or [],
        "preferences": wanted,
    }


def names(parties: int, each: int) -> list[str]:
    """All options."""
    return [f"P{p}.o{p}_{k}" for p in range(parties) for k in range(each)]


PAIRS = [{"exactly_one": [f"P{p}.o{p}_0", f"P{p}.o{p}_1"]} for p in range(31)]
ONE_OF_50 = [{"at_most_one": names(50, 1)}]
BETTER = {"better": [["Y" + "-" * 12, "N" + "-" * 12]]}


def about(states: int) -> str:
    """A number too long to be read out."""
    return f"about {states:.1e} states"


# name: the model, what it is asked, and what the estimate must say
REFUSED: dict[str, tuple[Model, dict[str, Any], str]] = {
    "2^27 states": (by_options(9, 3), {}, f"{2**27:,}"),
    "2^30 states": (by_options(15, 2), {}, f"{2**30:,}"),
    "2^40 states": (by_options(40, 1), {}, f"{2**40:,}"),
    "2^50 states, 50 parties": (by_options(50, 1), {}, about(2**50)),
    "2^62 states, 31 parties": (by_options(31, 2), {}, about(2**62)),
    "2^62 states, one party": (by_options(1, 62), {}, about(2**62)),
    "2^31 states by rules on pairs": (by_options(31, 2, PAIRS), {}, f"{2**31:,}"),
    "a few rules in 2^62": (by_options(31, 2, PAIRS[:3]), {}, about(2**59)),
    "2^61 states held": (by_options(31, 2), {"holding": ["P3.o3_1"]}, about(2**61)),
    "once, 50 parties": (
        by_options(50, 1, ONE_OF_50),
        {"sanction_moves": "once", "concepts": ["gmr"]},
        f"{2**49:,} sets of movers",
    ),
    "a relation on 8,192 states": (by_options(13, 1, None, BETTER), {}, "8,192 x 8,192"),
    "policy on 1,024 states": (by_options(2, 5), {"concepts": ["policy"]}, "a game over all"),
    "a billion moves": (
        by_options(2, 10),
        {"concepts": ["l2"]},
        f"{2**20 * (2**10 - 1):,} moves",
    ),
    "half a billion joint moves": (
        by_options(2, 10, None, [f"P{p}.o{p}_{k}" for k in range(5) for p in range(2)]),
        {"concepts": ["sim"]},
        "joint moves to look at, of 400,000,000 at most",
    ),
    "a billion moves, listed": (
        by_options(2, 10),
        {"concepts": ["nash"], "engine": "listed"},
        "moves would have to be listed",
    ),
    "tables of 8,192 states": (
        by_options(13, 1, None, names(13, 1)),  # no two states alike
        {"concepts": ["nash"], "engine": "table"},
        "8,192 x 8,192",
    ),
}

PROGRAM = """
import json, sys
import detente
from detente.problems import TooLarge
from peak import peak
from work import measured
detente.analyze(detente.load("prisoners-dilemma"), engine="listed")
for name, (model, asked) in json.load(sys.stdin).items():
    found = None
    with measured() as work:
        try:
            detente.analyze(detente.build(model), **asked)
        except TooLarge as error:
            found = [error.what, error.estimate, error.way_out, str(error)]
    print(json.dumps([name, found, work.loops]))
print(json.dumps(["peak", peak()]))
"""


@pytest.fixture(scope="module")
def refusals() -> dict[str, Any]:
    """By name (what, estimate, way out, as text) and loops of work; and the peak in bytes."""
    asked = {name: (model, given) for name, (model, given, _) in REFUSED.items()}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        cwd=TESTS,
    )
    return {line[0]: line[1:] for line in map(json.loads, found.stdout.splitlines())}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_an_estimate_and_a_way_out(name: str, refusals: dict[str, Any]) -> None:
    answer, _ = refusals[name]

    assert answer is not None, "it was answered"
    what, estimate, way_out, text = answer
    assert REFUSED[name][2] in estimate
    assert len(what) > 10
    assert re.search(r"hold|give|use|ask|leave", way_out)
    assert "\n" not in text


def test_no_refusal_takes_much_work_or_memory(refusals: dict[str, Any]) -> None:
    slow = {name: refusals[name][1] for name in REFUSED if refusals[name][1] > LOOPS}

    assert slow == {}
    assert refusals["peak"][0] < MEGABYTES * 2**20


def test_the_core_goes_on_without_a_concept_that_would_not_fit() -> None:
    model = by_options(50, 1, ONE_OF_50)
    analysis = detente.analyze(detente.build(model), sanction_moves="once")

    assert "nash" in analysis.concepts
    assert analysis.not_defined["gmr"].startswith("left out: ")
    assert f"{2**49:,}" in analysis.not_defined["gmr"]


def test_what_is_asked_for_by_name_is_no_less_than_refused() -> None:
    model = by_options(50, 1, ONE_OF_50)

    with pytest.raises(TooLarge, match="sets of movers"):
        detente.analyze(detente.build(model), ["nash", "gmr"], sanction_moves="once")


def test_many_options_and_parties_with_few_states_are_no_reason_to_refuse() -> None:
    for how in ("legal", "single"):
        analysis = detente.analyze(detente.build(by_options(50, 1, ONE_OF_50)), sanction_moves=how)
        assert (analysis.size, dict(analysis.not_defined)) == (51, {})
    one_of_all = [{"exactly_one": names(31, 2)}]

    assert detente.analyze(detente.build(by_options(31, 2, one_of_all))).size == 62
