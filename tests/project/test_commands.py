"""The two commands of the README, in a fresh clone: stopped half-way, at once, again, elsewhere."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from doc_blocks import ROOT

PYTHON = sys._base_executable  # the one that a person would call python3


def start(
    clone: Path, script: str, *arguments: str, cwd: Path, **environment: str
) -> subprocess.Popen[str]:
    """Start a command in an environment that knows nothing of this run's, but for what is given."""
    ours = ("PYTEST_", "VIRTUAL_ENV", "PYTHON")
    return subprocess.Popen(
        [PYTHON, str(clone / script), *arguments],
        cwd=cwd,
        env={name: text for name, text in os.environ.items() if not name.startswith(ours)}
        | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # so that Ctrl-C reaches it and what it started, and not us
        preexec_fn=_hears_ctrl_c,
    )


def _hears_ctrl_c() -> None:
    """As in a terminal; where the tests themselves run in the background, it would be ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=3_600)
    return process.returncode, out, err


@pytest.mark.slow
def test_a_fresh_clone_is_set_up_and_stays_right(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # one test: a set-up takes a while, and each part begins with what the one before has left
    clone = tmp_path / "a clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    stopped_half_way(clone)
    two_at_once_mend_it(clone)
    again_from_another_folder(clone, tmp_path)
    a_command_adds_to_it(clone)
    if request.config.getoption("--deep"):  # who runs all tests has just seen this set-up work
        the_tests_add_to_it(clone)


def stopped_half_way(clone: Path) -> None:
    temporary = clone.parent / "temporary"
    temporary.mkdir()
    process = start(clone, "run.py", cwd=clone, TMPDIR=str(temporary))
    assert process.stderr is not None
    while "installing" not in process.stderr.readline():
        assert process.poll() is None
    while not any(temporary.iterdir()):  # pip is at work when it keeps something there
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    status, _, err = end(process)
    assert status == 130, err
    assert "interrupted" in err
    assert "Traceback" not in err


def two_at_once_mend_it(clone: Path) -> None:
    first, second = (start(clone, "run.py", cwd=clone) for _ in range(2))
    (status_1, out_1, err_1), (status_2, out_2, err_2) = end(first), end(second)
    assert (status_1, status_2) == (0, 0), err_1 + err_2
    assert out_1 == out_2
    assert "nash" in out_1.lower()
    words = err_1 + err_2
    assert words.count("removing a .venv that is unfinished") == 1
    assert words.count("making .venv") == 1
    assert words.count("waiting") == 1
    assert (clone / ".venv" / "bin" / "detente").exists()
    report = clone / "report.html"
    report.write_text("<p>The mayor of Ostby asked for talks on Monday.</p>", encoding="utf-8")
    status, out, err = end(start(clone, "run.py", "read", str(report), "--json", cwd=clone))
    assert (status, '"parts"' in out) == (0, True), err


def again_from_another_folder(clone: Path, elsewhere: Path) -> None:
    status, out, err = end(start(clone, "run.py", "--version", cwd=elsewhere))
    assert (status, err) == (0, "detente: running: detente --version\n")
    assert out.startswith("detente ")
    assert not (elsewhere / ".venv").exists()


def a_command_adds_to_it(clone: Path) -> None:
    made = (clone / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    status, out, err = end(start(clone, "run.py", "serve", "--help", cwd=clone))
    assert status == 0, out + err
    assert "adding what is new" in err
    assert "--port" in out
    assert made == (clone / ".venv" / "pyvenv.cfg").stat().st_mtime_ns


def the_tests_add_to_it(clone: Path) -> None:
    made = (clone / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    some = "tests/project/test_set_up.py"
    status, out, err = end(start(clone, "test.py", some, "-k", "second_start", cwd=clone))
    assert status == 0, out + err
    assert "adding what is new" in err
    assert "1 passed" in out
    assert "ruff" not in out, "with arguments of pytest's, pytest runs alone"
    assert made == (clone / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    status, out, err = end(start(clone, "run.py", "--version", cwd=clone))
    assert (status, err) == (0, "detente: running: detente --version\n")


def test_continuous_integration_calls_the_second_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/bin/bash", 'cd "$(dirname "$0")/.." && exec python3 test.py']
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
