"""The checks, one after another: what the second command of the README does once it is set up."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

# (what it is called, the command); docs/how-we-check.md says what each one catches
CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("types", ("mypy",)),
    ("types of the set-up", ("mypy", "run.py", "test.py", "tools")),
    ("import contracts", ("lint-imports", "--no-logo")),
)
TESTS = ("pytest", "-n", "2", "--dist", "worksteal")
FOR_TESTS_TOO = {"--deep"}


def run(programs: Path, root: Path, arguments: Sequence[str]) -> int:
    """Run all checks and tests, or where other arguments are given pytest alone with them.

    Every check runs though one before it failed. Returns 0 where all passed, 130 on Ctrl-C, and
    else the status of the tests, or 1 where these passed.
    """
    steps = list(CHECKS) if FOR_TESTS_TOO.issuperset(arguments) else []
    steps.append(("tests", (*TESTS, *arguments)))
    path = os.pathsep.join((str(programs), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(programs.parent)}
    failed = []
    status = 0
    for name, (program, *rest) in steps:
        print("detente: " + name + ": " + " ".join((program, *rest)), flush=True)
        began = time.monotonic()
        status, interrupted = _to_its_end([str(programs / program), *rest], root, environment)
        if interrupted:
            return 130
        print(f"detente: {name}: {time.monotonic() - began:.0f} s", flush=True)
        if status != 0:
            failed.append(name)
    if failed:
        print("detente: failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return status or (1 if failed else 0)


def _to_its_end(
    command: Sequence[str], root: Path, environment: Mapping[str, str]
) -> tuple[int, bool]:
    """The status of `command`, and whether Ctrl-C was pressed: that reached it too, so it ends."""
    interrupted = False
    process = subprocess.Popen(command, cwd=root, env=environment)
    while True:
        try:
            return process.wait(), interrupted
        except KeyboardInterrupt:
            interrupted = True
