"""`detente coalitions`: what parties could break together."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    File,
    Force,
    Holding,
    Json,
    Memory,
    Moves,
    Reading,
    Sanctions,
    Without,
    Xlsx,
    one_form,
    reading_of,
)

_EPILOG = "Example: detente coalitions elmira-nine-states --concepts c-nash,c-seq"


@app.command(epilog=_EPILOG)
def coalitions(
    file: File,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of",
            help="Every state that this coalition would leave; may be given several times.",
            metavar="PARTY,PARTY,…",
        ),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help="Of c-nash, c-gmr, c-smr, c-seq, c-sseq; all if not given.",
            metavar="ID,ID,…",
        ),
    ] = None,
    answers: Annotated[
        str,
        typer.Option(
            "--coalition-answers",
            help="Those outside answer as coalitions, too (class), or each by itself (individual).",
            metavar="class|individual",
        ),
    ] = "class",
    improvements: Annotated[
        str,
        typer.Option(
            "--coalition-improvements",
            help="What all members gain by: the end (joint), or each step of its mover as well.",
            metavar="joint|stepwise",
        ),
    ] = "joint",
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Entries a list in --json (default 1,000).", min=0)
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every state and way.")] = False,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Which states a coalition would break, together with whom, and why each member gains."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis.coalitions import coalitions as find
        from detente.cli.progress import progress
        from detente.library import load

        conflict = load(file)
        with progress("coalitions") as tell:
            answer = find(
                conflict,
                of or None,
                None if concepts is None else [one for one in concepts.split(",") if one.strip()],
                answers,
                improvements,
                sanction_moves,
                sanction,
                reading_of(reading),
                holding or (),
                without or (),
                tell,
                memory,
            )
        if as_json:
            print_json(answer.to_dict(limit))
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report.coalitions_page import show_coalitions
        from detente.report.terminal import page_for

        show_coalitions(page_for(), answer, file, long)
