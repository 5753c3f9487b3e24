"""What the commands say of their options, for another face that asks the same questions."""

from __future__ import annotations

import importlib
from functools import cache

import typer
from typer.core import TyperGroup

from detente.analysis import question

# What a command calls otherwise than the function that it asks.
_OTHERWISE = {("trace", "only"): "claim"}


@cache
def spoken(name: str) -> dict[str, tuple[str, str, str]]:
    """By argument of the question called `name`: its flag, its help, and what stands for a value.

    Empty where no command asks the question.
    """
    from detente.cli.app import app

    words = [one for one in question(name).command.split() if not one.startswith("-")]
    if not words:
        return {}
    importlib.import_module(f"detente.cli.commands.{words[0].replace('-', '_')}")
    command = typer.main.get_command(app)
    for word in words:
        assert isinstance(command, TyperGroup), words
        command = command.commands[word]
    found = {}
    for one in command.params:
        if getattr(one, "hidden", False) or one.name is None:
            continue
        flag = one.opts[0] if one.opts[0].startswith("-") else ""
        told = (flag, getattr(one, "help", None) or "", str(getattr(one, "metavar", None) or ""))
        found[_OTHERWISE.get((name, one.name), one.name)] = told
    return found
