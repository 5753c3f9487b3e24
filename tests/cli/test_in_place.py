"""The tests call commands in place: what that gives is what a process of its own gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.commands import detente, in_a_process


@pytest.mark.parametrize(
    "words",
    [
        "analyze chicken",
        "explain chicken today --json",
        "claims korea-small",
        "analyze --help",
        "analyse chicken",
        "analyze nowhere.yaml --json",
        "analyze korea-small --memory 20MB",
        "",
    ],
)
def test_a_command_called_in_place_answers_as_in_a_process_of_its_own(words: str) -> None:
    here, there = detente(*words.split()), in_a_process(*words.split())

    assert here.code == there.code
    assert steady(here.out) == steady(there.out)
    assert steady(here.err) == steady(there.err)


def steady(text: str) -> list[str]:
    """The lines that do not tell how long it took and how the program was started."""
    return [
        line
        for line in text.replace("python -m detente", "detente").splitlines()
        if '"seconds"' not in line
    ]


def test_calling_in_place_leaves_no_traces(tmp_path: Path) -> None:
    import gc
    import os
    import sys

    def state() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        return (*streams, sys.argv, dict(os.environ), Path.cwd(), gc.get_threshold())

    before = state()
    detente("analyze", "chicken", COLUMNS="60")
    detente("analyze", "nowhere.yaml", COLUMNS="60")
    assert state() == before
