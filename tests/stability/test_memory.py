"""A limit of memory is kept: what would go beyond it, by an estimate, is refused beforehand."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente import memory
from detente.problems import ModelError, TooLarge
from stability.test_limits import TESTS, by_options

CONCEPTS = ["nash", "gmr", "smr", "seq", "sseq"]

# Prints the refusal's estimate where there is one, and the peak of memory in bytes.
PROGRAM = """
import json, sys
import detente
from detente.problems import TooLarge
from peak import peak
text, concepts, limit = json.load(sys.stdin)
conflict, estimate = detente.load(text), None
try:
    detente.analyze(conflict, concepts, memory=limit)
except TooLarge as error:
    estimate = error.estimate
print(json.dumps([estimate, peak()]))
"""


def asked(options: int, parties: int, limit: int) -> tuple[str | None, int]:
    """The refusal of a model of this size in this memory, None where answered; and the peak."""
    models = runpy.run_path(str(TESTS.parent / "benchmarks" / "models.py"))
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([models["by_statements"](options, parties), CONCEPTS, limit]),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        cwd=TESTS,
    )
    estimate, peak = json.loads(found.stdout)
    return estimate, peak


@pytest.fixture(scope="module")
def compiled() -> None:
    """Compiling takes memory of its own, once on a machine; where the loops are not kept, another
    engine is chosen."""
    models = runpy.run_path(str(TESTS.parent / "benchmarks" / "models.py"))
    conflict = detente.load(models["by_statements"](16, 3))
    assert detente.analyze(conflict, CONCEPTS, engine="swept").verdicts.engine == "swept"


@pytest.mark.parametrize(("options", "parties"), [(20, 2), (20, 3), (21, 6)])
def test_what_is_let_in_keeps_the_limit_and_what_is_refused_takes_little(
    options: int, parties: int, compiled: None
) -> None:
    refusal, peak = asked(options, parties, 150_000_000)
    assert refusal is not None
    told = re.search(r"the swept engine: it takes about ([0-9]+) MB", refusal)
    assert told is not None
    assert "150 MB may be taken" in refusal
    assert peak < 200_000_000

    enough = int(told[1]) * 1_000_000 + 1_000_000
    answered, peak = asked(options, parties, enough)
    assert answered is None
    assert enough / 2 < peak <= enough * 1.05


def test_states_that_could_not_be_listed_are_not_begun_with() -> None:
    conflict = detente.build(by_options(8, 3))  # 2^24 states
    with pytest.raises(TooLarge, match=r"more than 5,416,666 can be listed in 200 MB") as refused:
        detente.analyze(conflict, memory="200MB")
    assert f"{2**24:,}" in refused.value.estimate


def test_the_way_out_names_the_option() -> None:
    conflict = detente.build(by_options(2, 3))
    with pytest.raises(TooLarge) as refused:
        detente.analyze(conflict, memory="50 MB")
    assert "--memory" in refused.value.way_out


def test_explain_and_claims_keep_the_limit_too() -> None:
    large = detente.build(by_options(8, 3))
    with pytest.raises(TooLarge, match="can be listed in 200 MB"):
        detente.explain(large, "N" * 24, memory="200MB", engine="listed")
    told = detente.explain(large, "N" * 24, concept="nash", memory="200MB")  # without a list
    assert not told.to_dict()["stable"]
    korea = detente.load("korea-small")
    with pytest.raises(TooLarge, match="may be taken"):
        detente.claims(korea, ["c1"], memory="20MB")
    assert detente.claims(korea, ["c1"], memory="1GB").findings


def test_no_limit_is_left_behind() -> None:
    before = memory.allowed()
    with pytest.raises(TooLarge):
        detente.analyze(detente.build(by_options(8, 3)), memory="200MB")
    assert memory.allowed() == before
    assert not memory.is_limited()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2GB", 2 * 10**9),
        ("1.5 GiB", 3 * 2**29),
        ("500m", 5 * 10**8),
        ("64KiB", 2**16),
        ("123456", 123456),
        (123456, 123456),
    ],
)
def test_amounts_of_memory(text: int | str, size: int) -> None:
    assert memory.bytes_of(text) == size


@pytest.mark.parametrize("text", ["", "much", "-1GB", "0", "2 parties", "1e9"])
def test_what_is_no_amount_is_said_with_how_to_write_one(text: str) -> None:
    with pytest.raises(ModelError, match="write it as in 2GB"):
        memory.bytes_of(text)


def test_a_group_of_processes_may_have_less_than_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "read_text", lambda self, **how: "1000000\n")
    assert memory.machine() == 1_000_000
    monkeypatch.setattr(Path, "read_text", lambda self, **how: "max\n")
    assert memory.machine() > 1_000_000
