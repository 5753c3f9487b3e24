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
    ("types of the set-up", ("mypy", "run.py", "test.py", "docs.py", "tools")),
    ("import contracts", ("lint-imports", "--no-logo")),
)
TESTS = ("pytest", "-n", "2", "--dist", "worksteal")
# Tests that compile nearly all loops. They run beside the checks, which use one core, so that the
# processes which run the tests find loops compiled and do not both wait for the same ones. What
# they say is not looked at: they are run again among all tests.
COMPILING = (
    ("test_kernels.py::test_the_kernels_agree_with_the_definitions[0]",),
    (
        "test_reach.py::test_compiled_layers_are_those_of_numpy",
        "test_coalition_sweeps.py::test_both_ways_agree",
        "test_joint_cells.py::test_the_loops_agree_with_the_definition",
    ),
)
FOR_TESTS_TOO = {"--deep"}


def run(programs: Path, root: Path, arguments: Sequence[str]) -> int:
    """Run all checks and tests, or where other arguments are given pytest alone with them.

    Every check runs though one before it failed. Returns 0 where all passed, 130 on Ctrl-C, and
    else the status of the tests, or 1 where these passed.
    """
    everything = FOR_TESTS_TOO.issuperset(arguments)
    steps = list(CHECKS) if everything else []
    steps.append(("tests", (*TESTS, *arguments)))
    path = os.pathsep.join((str(programs), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(programs.parent)}
    failed = []
    status = 0
    compiling = _compile(programs, root, environment) if everything else []
    for name, (program, *rest) in steps:
        if name == "tests":
            interruptions = [_to_its_end(one)[1] for one in compiling]
            if any(interruptions):
                return 130
        print("detente: " + name + ": " + " ".join((program, *rest)), flush=True)
        began = time.monotonic()
        process = subprocess.Popen([str(programs / program), *rest], cwd=root, env=environment)
        status, interrupted = _to_its_end(process)
        if interrupted:
            for one in compiling:
                _to_its_end(one)
            return 130
        print(f"detente: {name}: {time.monotonic() - began:.0f} s", flush=True)
        if status != 0:
            failed.append(name)
    if failed:
        print("detente: failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return status or (1 if failed else 0)


def _compile(
    programs: Path, root: Path, environment: Mapping[str, str]
) -> list[subprocess.Popen[bytes]]:
    """Processes that compile loops; Ctrl-C reaches them too."""
    print("detente: loops are being compiled beside the checks", flush=True)
    return [
        subprocess.Popen(
            [str(programs / "pytest"), "-q", "-p", "no:cacheprovider", "-n", "0", *tests],
            cwd=root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for tests in (tuple(f"tests/stability/{one}" for one in some) for some in COMPILING)
    ]


def _to_its_end(process: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """Its status, and whether Ctrl-C was pressed: that reached it too, so it ends."""
    interrupted = False
    while True:
        try:
            return process.wait(), interrupted
        except KeyboardInterrupt:
            interrupted = True
