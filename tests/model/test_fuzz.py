"""Files gone wrong by chance: refused in words, in time, or loaded and compiled; nothing else."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from detente.model import compile_graph, load_file
from detente.problems import ModelError, TooLarge
from model.mutate import mutant
from work import measured

SHARDS = 8


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_file_gone_wrong_is_refused_in_words_or_read(
    shard: int, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    count = 50_000 if pytestconfig.getoption("--deep") else 2_000
    path = tmp_path / "mutant.yaml"
    outcomes = {"read": 0, "refused": 0}
    slowest = (0.0, 0)
    for number in range(shard, count, SHARDS):
        path.write_bytes(mutant(Random(f"mutant/{number}")))
        begin = time.process_time()
        outcomes[fate(path)] += 1
        slowest = max(slowest, (time.process_time() - begin, number))

    path.write_bytes(mutant(Random(f"mutant/{slowest[1]}")))
    with measured() as work:
        fate(path)
    assert work.loops < 200, slowest

    # Mutants that are all refused, or all read, would show nothing.
    assert min(outcomes.values()) > count / SHARDS / 40


def fate(path: Path) -> str:
    try:
        compile_graph(load_file(path, "mutant.yaml"))
    except ModelError as error:
        for problem in error.problems:
            assert problem.code.startswith("E-")
            assert problem.what
            assert problem.mend
            assert problem.column >= 1 or problem.code == "E-MORE" or not problem.line
            assert problem.line >= 1 or problem.code in {"E-MORE", "E-ENCODING"}
            assert str(problem).isprintable()
        return "refused"
    except TooLarge:
        return "refused"
    return "read"
