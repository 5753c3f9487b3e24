"""The next step as Python takes it: the call that asks what a command asks."""

from __future__ import annotations

import re
import shlex

_CALLED = {
    "evidence check": "ledger",
    "evidence list": "ledger",
    "evidence hangs": "weight",
}
_FLAGS = ("--long", "--all", "--trace")
_TEXTS = ("set", "holding", "without", "rule")  # options that may be given several times
_NAMES = {"set": "edits", "rule": "rules"}


_COMMAND = re.compile(r"(?:^|(?<=: ))detente [a-z].*$")
_HINTS = {
    "(--long)": "(rows() has all)",
    "(--of, --kinds)": "(of, kinds)",
    "(--concept nash)": "(concept='nash')",
    "--at-most ": "at_most=",
    "(--document)": "(documents)",
    "(--weigh works": "(weight() works",
    "the same command with --states --only-equilibria": "equilibria() gives them",
}


def python_words(line: str) -> str:
    """A line of a page as Python's user needs it: calls for commands, arguments for options."""
    line = _COMMAND.sub(lambda found: python_calls(found[0]), line)
    for option, argument in _HINTS.items():
        line = line.replace(option, argument)
    return line


def python_calls(commands: str) -> str:
    """The commands, several with `·` between them, as calls on a conflict called `conflict`."""
    every = commands.split(" · ")
    more = [one for one in every if "--long" not in one.split()]  # a value is whole as it is
    return " · ".join(dict.fromkeys(map(_call, more or every)))


def _call(command: str) -> str:
    parts = shlex.split(command)[1:]
    asked = parts.pop(0)
    if asked == "evidence":
        asked = f"{asked} {parts.pop(0)}"
    called = "trace" if "--trace" in parts else _CALLED.get(asked, asked.replace("-", "_"))
    plain: list[str] = []
    named: dict[str, list[str]] = {}
    parts = [part for part in parts if part not in _FLAGS]
    while parts:
        part = parts.pop(0)
        if part.startswith("--") and parts:
            named.setdefault(part[2:].replace("-", "_"), []).append(parts.pop(0))
        else:
            plain.append(part)
    if asked == "claims":
        plain += [only for only in named.pop("only", ()) if called == "trace"]
    given = ["conflict", *(repr(one) for one in plain[1:])]
    given += [f"{_NAMES.get(key, key)}={_value(key, values)}" for key, values in named.items()]
    return f"detente.{called}({', '.join(given)})"


def _value(key: str, values: list[str]) -> str:
    if key == "reading":
        return repr(dict(one.split("=", 1) for one in values))
    return repr(values) if key in _TEXTS else repr(values[-1])
