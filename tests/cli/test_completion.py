"""The tab key: what the shell is offered while a line is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def offered(line: str, folder: Path, shell: str = "bash") -> list[str]:
    words = line.split(" ")
    asked = {
        "_DETENTE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [Path(sys.executable).parent / "detente"],
        cwd=folder,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("detente expl", ["explain"]),
        ("detente check jac", ["jacobi-korea-bloodthirsty", "jacobi-korea-original"]),
        ("detente analyze mi", ["milk-river", "mine.yaml"]),
        ("detente analyze chicken --concepts nash,ss", ["nash,sseq"]),
        ("detente picture la", ["ladder"]),
        ("detente evolve korea-small --to dou", ["'double freeze'", "'double freeze with talks'"]),
        ("detente explain elmira today --for lo", ["Local"]),
        ("detente analyze elmira --without Uniroyal.d", ["Uniroyal.delay"]),
        ("detente analyze no-such.yaml --reading ", []),
        ("detente analyze pipe --reading ", []),
        ("detente analyze chicken --concepts stackelberg,st", []),
    ],
)
def test_the_tab_key_offers_what_may_follow(line: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("title: Mine\n")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")  # nobody writes to it: it must not be waited for
    assert [word for word in offered(line, tmp_path) if word != "jacobi-korea-pacifist"] == expected


def test_shells_that_see_to_spaces_get_names_as_they_are(tmp_path: Path) -> None:
    assert "double freeze" in offered("detente evolve korea-small --to d", tmp_path, "fish")
