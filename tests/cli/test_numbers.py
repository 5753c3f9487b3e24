"""Every option of every command that takes a number takes digits and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from cli.commands import detente
from detente.cli import app as cli
from detente.cli.numbers import kind_of

NO_NUMBERS = ("2.0", " 1_000", "+3", "１２", "1e3", "0x10", "", "2 ", "nan")


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All commands with their names, those of groups too."""
    for word, below in getattr(command, "commands", {}).items():
        path = f"{name} {word}".strip()
        if hasattr(below, "commands"):
            yield from commands(below, path)
        else:
            yield path, below


cli._commands()
OPTIONS = [
    (name, command, param)
    for name, command in commands(typer.main.get_command(cli.app))
    for param in command.params
    if kind_of(param) in (int, float)
]


def test_commands_take_numbers() -> None:
    assert {(name, param.opts[0]) for name, _, param in OPTIONS} >= {
        ("analyze", "--limit"),
        ("claims", "--sample"),
        ("evidence add", "--from"),
        ("track", "--draws"),
    }


@pytest.mark.parametrize(
    ("command", "param"),
    [pytest.param(one, param, id=f"{name} {param.opts[0]}") for name, one, param in OPTIONS],
)
def test_what_is_no_number_is_refused_with_what_to_write(command: Any, param: Any) -> None:
    for text in NO_NUMBERS:
        with pytest.raises(typer.BadParameter) as caught:
            command.make_context("x", [f"{param.opts[0]}={text}", "file", "other"])
        assert "write it in digits, such as" in caught.value.message, text
        assert param.opts[0] in caught.value.format_message()


@pytest.mark.parametrize(
    ("name", "param"),
    [pytest.param(name, param, id=f"{name} {param.opts[0]}") for name, _, param in OPTIONS],
)
def test_a_number_that_is_too_small_is_taken_or_refused_in_one_line(name: str, param: Any) -> None:
    needed = {"evolve": ["--to", "not-there"], "evidence add": ["x", "--says", "x"]}
    ran = detente(*name.split(), "not-there", *needed.get(name, ()), f"{max(param.opts)}=-1")

    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.err.rstrip().endswith("]")


def test_a_number_in_digits_is_taken() -> None:
    (command,) = {command for name, command, _ in OPTIONS if name == "analyze"}

    assert command.make_context("x", ["file", "--limit=010"]).params["limit"] == 10


@pytest.mark.parametrize("command", ["robust", "claims", "what-if"])
def test_a_seed_of_nothing_drawn_is_refused(command: str) -> None:
    done = detente(command, "korea-small", "--across", "all", "--seed", "3")
    assert done.code == 2
    assert "nothing is drawn without a sample; add --sample N, or leave --seed out" in done.err


def test_a_number_beyond_all_bounds_is_called_too_large() -> None:
    done = detente("evolve", "korea-small", "--within", "9" * 30)
    assert (done.code, "is too large a number" in done.err) == (2, True)
