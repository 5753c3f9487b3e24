"""`detente design`: the least change that would make it hold."""

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

_EPILOG = "Example: detente design korea --make 'double freeze' --concept nash"


@app.command(epilog=_EPILOG)
def design(
    file: File,
    make: Annotated[
        str,
        typer.Option("--make", help="An outcome, a state or a condition.", metavar="OUTCOME|STATE"),
    ],
    concept: Annotated[
        str, typer.Option("--concept", help="A concept's id.", metavar="ID")
    ] = "seq",
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", help="Whose lists may change (default: all).", metavar="PARTY,PARTY,…"
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            help="A statement that stays, by place or text; may be given several times.",
            metavar="'PARTY: 3'",
        ),
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            help="Edits allowed (default: move,drop,insert,replace).",
            metavar="KIND,KIND,…",
        ),
    ] = None,
    vocabulary: Annotated[
        list[str] | None,
        typer.Option(
            "--vocabulary",
            help="What may be inserted besides; may be given several times.",
            metavar="CONDITION",
        ),
    ] = None,
    at_most: Annotated[
        int, typer.Option("--at-most", help="The largest cost that is tried.", min=0)
    ] = 2,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every change.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Entries a list in --json (default 1,000).", min=0)
    ] = None,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The least change of wishes that would make an outcome or a state hold; what else would."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis.design import design as find
        from detente.cli.progress import progress
        from detente.library import load

        conflict = load(file)
        with progress("orders") as tell:
            answer = find(
                conflict,
                make,
                concept,
                of or (),
                keep or (),
                kinds or (),
                vocabulary or (),
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
            print_json(answer.to_dict(limit))
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report.design_page import show_design
        from detente.report.terminal import page_for

        show_design(page_for(), answer, file, long)
