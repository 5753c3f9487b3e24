"""Running a command in the tests as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import in_place


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def detente(*arguments: str | Path, **environment: str) -> Ran:
    """Run `detente` with the arguments as if piped, in this process."""
    code, out, err = in_place.call([*map(str, arguments)], {**kept(), **environment})
    assert "Traceback" not in err + out, err
    return Ran(code, out, err)


INTERRUPTING = """
import os, signal, sys
from contextlib import contextmanager
from detente.cli import main, progress

told = 0

@contextmanager
def telling(unit="readings"):
    yield tell

def tell(phase, done, total):
    global told
    told += 1
    if told == LAST:
        os.kill(os.getpid(), signal.SIGINT)
    assert told <= LAST, "it works on"

progress.progress = telling
sys.argv[0] = "detente"
main()
"""


def interrupting_itself(last: int) -> str:
    """A program, for `in_a_process`: Ctrl-C is pressed when it tells its progress that often."""
    return INTERRUPTING.replace("LAST", str(last))


def in_a_process(*arguments: str | Path, program: str = "", **environment: str) -> Ran:
    """The same in a process of its own: where that is the point, for it takes a second longer.

    program  is run in the place of `detente`.
    """
    how = ["-c", program] if program else ["-m", "detente"]
    done = subprocess.run(
        [sys.executable, *how, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        env={**kept(), **environment},
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def kept() -> dict[str, str]:
    """The environment without what shapes a page."""
    return {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")}
