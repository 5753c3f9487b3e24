"""Ctrl-C ends a command within a second at any moment; progress is shown while one waits."""

from __future__ import annotations

import os
import pty
import re
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente import memory
from detente.cli.progress import Phase

ROOT = Path(__file__).parents[2]
SECONDS = 3  # on a machine shared with others; a quiet one takes a tenth of a second

AT_ONCE = """
import sys
from detente.cli import progress
progress._PATIENCE = 0.0
from detente.cli import main
sys.argv[0] = "detente"
main()
"""

LONG_SORT = """
import numpy as np
from detente.cli import interruption
with interruption.watched(), interruption.at_work():
    numbers = np.random.default_rng(1).integers(0, 1 << 60, 1 << 26)
    print("begun", flush=True)
    np.sort(numbers, kind="stable")
    np.sort(numbers[::-1], kind="stable")
"""


class Terminal:
    """A program whose standard error is a terminal."""

    def __init__(self, *arguments: str) -> None:
        ours, theirs = pty.openpty()
        self.fd, self.seen = ours, ""
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            env={**kept, "TERM": "xterm", "COLUMNS": "100"},
        )
        os.close(theirs)

    def more(self) -> bool:
        """Read what is there; false at the end."""
        try:
            found = os.read(self.fd, 1 << 16).decode("utf-8", "replace")
        except OSError:  # how a terminal ends on Linux
            found = ""
        self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", found)
        return bool(found)

    def until(self, what: str) -> None:
        """Wait until this is shown."""
        while what not in self.seen:
            assert self.more(), f"'{what}' is never shown: {self.seen[-500:]}"

    def interrupted(self) -> float:
        """Press Ctrl-C; the seconds until the program has ended."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        while self.more():
            pass
        self.process.wait(timeout=60)
        return time.monotonic() - begin

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait(timeout=60)
        os.close(self.fd)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.yaml"
    models = runpy.run_path(str(ROOT / "benchmarks" / "models.py"))
    path.write_text(models["by_statements"](22, 6), encoding="utf-8")
    return path


@pytest.mark.parametrize("moment", ["0:00:0", "sanctions"])
def test_an_interrupt_ends_a_large_analysis_at_once(large: Path, moment: str) -> None:
    asked = ("analyze", str(large), "--concepts", "nash,gmr,smr,seq,sseq")
    with Terminal("-c", AT_ONCE, *asked) as terminal:
        terminal.until(moment)
        seconds = terminal.interrupted()

    assert terminal.process.returncode == 130
    assert seconds < SECONDS
    assert "interrupted; nothing is kept" in terminal.seen.splitlines()[-1]
    assert "Traceback" not in terminal.seen


def test_progress_says_the_phase_the_rate_the_time_left_and_the_memory(large: Path) -> None:
    asked = ("analyze", str(large), "--concepts", "nash,gmr,seq")
    with Terminal("-c", AT_ONCE, *asked) as terminal:
        terminal.until("left, ")
        terminal.interrupted()

    shown = re.findall(
        r"sanctions .*? ([0-9.]+ [kMG]?) states/s, ([0-9:]+) left, [0-9.]+ [MG]B", terminal.seen
    )
    assert shown


def test_an_interrupt_is_heard_inside_one_long_instruction() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LONG_SORT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.5)  # the instruction after that has begun, too
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert time.monotonic() - begin < SECONDS
    assert err == "interrupted; nothing is kept\n"


def test_an_interrupt_while_modules_are_loaded_leaves_no_traceback() -> None:
    for delay in (0.06, 0.12, 0.2):
        process = subprocess.Popen(
            [sys.executable, "-c", "print('on', flush=True)\n" + AT_ONCE, "analyze", "korea-full"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode in (130, -signal.SIGINT)
        assert process.returncode == 130 or delay < 0.1, err


def test_what_is_told_of_a_phase() -> None:
    phase = Phase(begun=100.0, total=3_000_000, first=0, done=1_000_000)

    assert phase.words("states", 101.0, 1_500_000_000) == "1.0 M states/s, 0:02 left, 1.5 GB"
    assert phase.words("states", 100.1, 80_000_000) == "80 MB"
    assert phase.words("states", 4_700.0, None) == "217 states/s, 2:33:20 left"


def test_memory_in_use_is_that_of_the_process() -> None:
    before = memory.in_use()
    block = bytearray(os.urandom(1 << 16) * (1 << 10))
    after = memory.in_use()

    assert before is not None
    assert after is not None
    assert after - before > len(block) / 2
