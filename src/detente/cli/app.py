"""The command `detente` and its list of commands."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from detente import __version__
from detente.analysis import commands_in_order
from detente.cli import interruption
from detente.cli.answer import answering
from detente.cli.numbers import Commands
from detente.cli.usage import usage

# In the order in which a conflict is worked on; what is not named here follows.
_ORDER = (
    "read",
    "draft",
    *commands_in_order(),
    "picture",
    "report",
    "convert",
    "serve",
    "project",
    "mcp",
    "cases",
    "schema",
    "doctor",
)


class _InOrder(TyperGroup):
    """Lists the commands in the order of the work, and says what is no command in one line."""

    def make_context(self, info_name: Any, args: list[str], *rest: Any, **settings: Any) -> Any:
        with usage("--json" in args):
            return super().make_context(info_name, args, *rest, **settings)

    def invoke(self, ctx: Any) -> Any:
        with usage("--json" in sys.argv, lambda: ctx.invoked_subcommand or ""):
            return super().invoke(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        if command is not None and ctx.resilient_parsing:  # the shell asks how a line may go on
            from detente.cli.completion import teach

            teach(command)
        return command

    def list_commands(self, ctx: Any) -> list[str]:
        names = super().list_commands(ctx)
        known = [name for name in _ORDER if name in names]
        return known + [name for name in names if name not in known]


app = Commands(
    name="detente",
    cls=_InOrder,
    help="From the report that describes a dispute to a tested answer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
    ),
) -> None:
    """From the report that describes a dispute to a tested answer."""


def _commands(asked: str | None = None) -> None:
    """A module in `detente.cli.commands` enters its command when it is imported.

    Where the first word asks for one of them, the others are not waited for.
    """
    package = importlib.import_module("detente.cli.commands")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    for name in [asked] if asked in names else names:
        importlib.import_module(f"{package.__name__}.{name}")


def main() -> None:
    """Run the command that the words after `detente` ask for."""
    # A stream that was closed before the start is None: what is said to it is said to nobody.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows its escape; it never ends in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        with answering(command=False):
            _commands(sys.argv[1] if len(sys.argv) > 1 else None)
            app()
    except typer.Exit as leaving:
        # The help could not be written: no command was there to leave in good order.
        sys.exit(leaving.exit_code)
    except SystemExit as leaving:
        if leaving.code == interruption.CODE:
            interruption.leave()
        raise
