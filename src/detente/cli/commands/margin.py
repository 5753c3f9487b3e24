"""`detente margin`: how far an answer is from being otherwise."""

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

_EPILOG = "Example: detente margin korea --of 'double freeze'"


@app.command(epilog=_EPILOG)
def margin(
    file: File,
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="An outcome, a state or a condition; or claim:ID.",
            metavar="OUTCOME|STATE|claim:ID",
        ),
    ],
    concept: Annotated[
        str, typer.Option("--concept", help="nash, gmr, smr, seq or sseq.", metavar="ID")
    ] = "seq",
    parties: Annotated[
        list[str] | None,
        typer.Option("--parties", help="Whose lists may change (default: all).", metavar="PARTY,…"),
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            help="Edits allowed (default: all; of neighbours and claims move,drop).",
            metavar="KIND,KIND,…",
        ),
    ] = None,
    at_most: Annotated[
        int, typer.Option("--at-most", help="The largest cost that is tried: 1 or 2.")
    ] = 1,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every change.")] = False,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """How few edits of wishes make an answer otherwise, and how many of its neighbours are."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis.margin import margin as find
        from detente.cli.progress import progress
        from detente.library import load

        conflict = load(file)
        with progress() as tell:
            answer = find(
                conflict,
                of,
                concept,
                parties or (),
                [one.strip() for one in kinds.split(",")] if kinds else (),
                at_most,
                sanction_moves,
                sanction,
                reading_of(reading),
                holding or (),
                without or (),
                memory,
                tell,
            )
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report.margin_page import show_margin
        from detente.report.terminal import page_for

        show_margin(page_for(), answer, file, long)
