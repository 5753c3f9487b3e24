"""`detente analyze`: which states would hold, for whom."""

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

_EPILOG = "Example: detente analyze korea --concepts nash,seq --reading 'USA=freeze accepted'"


@app.command(epilog=_EPILOG)
def analyze(
    file: File,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help="Ids such as nash,seq,mr4,l2; the core if not given. `detente doctor` lists them.",
            metavar="ID,ID,…",
        ),
    ] = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    limit: Annotated[
        int | None, typer.Option("--limit", help="States a list in --json (default 1,000).", min=0)
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", help="auto, or one that `detente doctor` lists.")
    ] = "auto",
    memory: Memory = None,
    as_csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Stability of every state for every party, and the equilibria by outcome."""
    with answering(as_json):
        one_form(as_json, as_csv)
        from detente.analysis.analyze import analyze as find
        from detente.cli.progress import progress
        from detente.library import load

        conflict = load(file)
        with progress("states") as tell:
            answer = find(
                conflict,
                None if concepts is None else [one for one in concepts.split(",") if one.strip()],
                sanction_moves,
                sanction,
                reading_of(reading),
                holding or (),
                without or (),
                engine,
                tell,
                memory,
            )
        if as_json:
            print_json(answer.to_dict(limit))
            return
        if as_csv:
            print_csv(answer.rows(limit=limit))
            return
        from detente.report.analysis_page import show_analysis
        from detente.report.terminal import page_for

        show_analysis(page_for(), answer, file)
