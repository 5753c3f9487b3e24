"""`detente mcp`: the questions as tools for an assistant, over standard input and output."""

from __future__ import annotations

import importlib.util
from typing import Annotated

import typer

from detente.cli.answer import answering
from detente.cli.app import app


@app.command(epilog="Example: detente mcp reports")
def mcp(
    folder: Annotated[
        str, typer.Argument(help="The folder in which it may read and write.", metavar="FOLDER")
    ],
) -> None:
    """Serve an assistant: every question as a tool, files in FOLDER alone.

    Speaks the Model Context Protocol on standard input and output; an assistant starts it.
    """
    with answering():
        from detente.adding import adding
        from detente.assistant import opened
        from detente.problems import ModelError, Problem

        place = opened(folder)
        if importlib.util.find_spec("mcp") is None:
            what = "serving an assistant needs the library mcp, which is not installed"
            raise ModelError((Problem("mcp", 0, 0, "E-LIBRARY", what, f"run: {adding('mcp')}"),))
        from detente.assistant import serve

        serve(place)
