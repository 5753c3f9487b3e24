"""`detente diff`: what changed between two models, and because of it in the verdicts."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import (
    Csv,
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

_EPILOG = "Example: detente diff korea-small korea-medium --concepts nash"


@app.command(epilog=_EPILOG)
def diff(
    old: Annotated[str, typer.Argument(help="A model file or a bundled case.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="The one to compare with it.", metavar="NEW")],
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts", help="Ids such as nash,seq (default: the core).", metavar="ID,ID,…"
        ),
    ] = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Entries a list in --json (default 1,000).", min=0)
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every verdict that turned.")] = False,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What changed in the model and, because of it, in the verdicts."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [old, new])
        from detente.analysis import diff as find
        from detente.cli.progress import progress
        from detente.library import load

        with progress("models") as tell:
            answer = find(
                load(old),
                load(new),
                None if concepts is None else [one for one in concepts.split(",") if one.strip()],
                sanction_moves=sanction_moves,
                sanction=sanction,
                reading=reading_of(reading),
                holding=holding or (),
                without=without or (),
                progress=tell,
                memory=memory,
            )
        if as_json:
            print_json(answer.to_dict(limit))
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report import page_for, show_diff

        show_diff(page_for(), answer, (old, new), long)
