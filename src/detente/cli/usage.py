"""What was typed is no command: one line with a code, as for everything else that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.exceptions import TyperException

from detente.cli.answer import BAD_INPUT, print_json, say
from detente.problems import Problem

_BOUND = re.compile(r"[Ii]nput should be greater than or equal to (-?[0-9.]+)")
_MEANT = re.compile(r"(.*)\. (Did you mean .*\?)")


@contextmanager
def usage(as_json: bool, asked: Callable[[], str] = str) -> Iterator[None]:
    """Say what the parser of the command line cannot take, and leave as for any bad input.

    as_json  whether the answer was to be JSON: the problem is then also printed as such.
    asked    gives the command that was asked for, "" before that is known: not every error of the
             parser says where it arose.
    """
    try:
        yield
    except TyperException as error:
        if error.message.startswith("Usage:"):  # nothing was asked: the help is the answer
            raise
        problem = _problem(error, f"detente {asked()}".rstrip())
        if as_json:
            print_json({"problems": [problem.to_dict()]})
        say(str(problem))
        raise typer.Exit(BAD_INPUT) from None


def _problem(error: TyperException, asked: str) -> Problem:
    ctx: Any = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else asked
    see = f"see `{command} --help`"
    if isinstance(error, typer.BadParameter):
        return _of_parameter(error, error.param, command, see)
    option = getattr(error, "option_name", None)
    if option is not None:
        near = getattr(error, "possibilities", None)
        mend = f"did you mean '{near[0]}'?" if near else see
        what = (
            f"there is no option '{option}'" if hasattr(error, "possibilities") else error.message
        )
        return Problem(command, 0, 0, "E-USAGE", _plain(what), mend)
    if found := _MEANT.fullmatch(error.message):
        mend = _plain(found[2])
        return Problem(command, 0, 0, "E-USAGE", _plain(found[1]), mend)
    return Problem(command, 0, 0, "E-USAGE", _plain(error.message), see)


def _of_parameter(error: typer.BadParameter, param: Any, command: str, see: str) -> Problem:
    name = command if param is None else _name(param)
    if not error.message:
        return Problem(command, 0, 0, "E-USAGE", f"{name} is missing", see)
    what, _, mend = error.message.partition("; ")
    if found := _BOUND.fullmatch(what):
        what, mend = f"the number is below {found[1]}", f"write {found[1]} or more"
    return Problem(name, 0, 0, "E-VALUE", _plain(what), mend or see)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return str(max(param.opts, key=len))


def _plain(message: str) -> str:
    text = message.removesuffix(".")
    return text[:1].lower() + text[1:]
