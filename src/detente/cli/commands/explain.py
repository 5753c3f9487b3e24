"""`detente explain`: why a state is or is not stable."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_csv, print_json
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    File,
    Holding,
    Json,
    Memory,
    Moves,
    Reading,
    Sanctions,
    Without,
    one_form,
    reading_of,
)

_EPILOG = "Example: detente explain korea 'double freeze' --for USA --concept seq"


@app.command(epilog=_EPILOG)
def explain(
    file: File,
    state: Annotated[
        str,
        typer.Argument(
            help="A state as the model writes it, 'today', or an outcome's name.", metavar="STATE"
        ),
    ],
    party: Annotated[
        str | None, typer.Option("--for", help="One party; all if not given.", metavar="PARTY")
    ] = None,
    concept: Annotated[
        str | None, typer.Option("--concept", help="A concept's id (default: seq).", metavar="ID")
    ] = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every improvement.")] = False,
    memory: Memory = None,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Why a state would hold or not: improvement, sanction, escape, in words and states."""
    with answering(as_json):
        one_form(as_json, as_csv)
        from detente.analysis.explain import explain as find
        from detente.library import load

        answer = find(
            load(file),
            state,
            party,
            concept,
            sanction_moves,
            sanction,
            reading_of(reading),
            holding or (),
            without or (),
            memory,
        )
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv:
            print_csv(answer.rows())
            return
        from detente.report.explain_page import show_explanation
        from detente.report.terminal import page_for

        show_explanation(page_for(), answer, file, long)
