"""Ctrl-C ends a command within a second at any moment; progress is shown while one waits."""

from __future__ import annotations

import os
import pty
import re
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import in_a_process
from detente import memory
from detente.cli.progress import Phase
from work import loop

ROOT = Path(__file__).parents[2]
LOOPS = 400  # two cores may work for the second that a command is given to leave

AT_ONCE = """
import sys
from detente.cli import progress
progress._PATIENCE = 0.0
from detente.cli import main
sys.argv[0] = "detente"
main()
"""

# A thread presses Ctrl-C; it comes to its turn when the main one is in an instruction that lets
# others run and never ends: a lock of the C library is taken for the second time.
IN_ONE_INSTRUCTION = """
import ctypes, os, signal, sys, threading
from detente.cli import interruption
sys.setswitchinterval(1_000)
library, lock = ctypes.CDLL(None), ctypes.create_string_buffer(256)
library.pthread_mutex_init(lock, None)
library.pthread_mutex_lock(lock)
with interruption.watched(), interruption.at_work():
    begun = threading.Lock()
    begun.acquire()
    def press():
        with begun:
            os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=press, daemon=True).start()
    begun.release()
    library.pthread_mutex_lock(lock)
    print("it ended")
"""

# Ctrl-C is pressed when the program begins to load a module.
WHILE_LOADING = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "MODULE":
            os.kill(os.getpid(), signal.SIGINT)
from detente.cli import main
sys.meta_path.insert(0, Finder())
sys.argv[0] = "detente"
main()
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
        """Press Ctrl-C; the loops of work that the program does until it has ended."""
        before = self.spent()
        self.process.send_signal(signal.SIGINT)
        while self.more():
            pass
        os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        spent = self.spent() - before
        self.process.wait(timeout=600)
        return spent / loop()

    def spent(self) -> float:
        """The processor time of the program in seconds; 0 where the system does not tell."""
        path = Path(f"/proc/{self.process.pid}/stat")
        if not path.exists():
            return 0.0
        user, system = path.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait(timeout=600)
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
        loops = terminal.interrupted()

    assert terminal.process.returncode == 130
    assert loops < LOOPS
    # A bar that is drawn at that very moment may come after the words.
    assert "interrupted; nothing is kept" in terminal.seen
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
    ran = in_a_process(program=IN_ONE_INSTRUCTION)

    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted; nothing is kept\n")


@pytest.mark.parametrize("module", ["typer", "numpy", "detente.cli.commands.analyze"])
def test_an_interrupt_while_modules_are_loaded_leaves_no_traceback(module: str) -> None:
    ran = in_a_process("analyze", "chicken", program=WHILE_LOADING.replace("MODULE", module))

    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted; nothing is kept\n")


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
