"""`detente track`: what happened, and what the model foresaw of it."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import Csv, File, Force, Json, Xlsx, one_form
from detente.cli.progress import progress

_EPILOG = 'Example: detente track korea --agreement "double freeze"'


@app.command(epilog=_EPILOG)
def track(
    file: File,
    agreed: Annotated[
        str | None,
        typer.Option(
            "--agreement",
            help="An outcome to follow as an agreement: what it asks of each side.",
            metavar="OUTCOME",
        ),
    ] = None,
    across: Annotated[
        str, typer.Option("--across", help="The readings to look at.", metavar="base|all")
    ] = "all",
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts", help="Under which states are held to last (ids).", metavar="ID,ID"
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", help="Random readings to compare with; 0 for none.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="The seed of all draws.", metavar="N")] = 0,
    sample: Annotated[
        int | None,
        typer.Option("--sample", help="Look at so many readings, drawn.", metavar="N"),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Evidence and readings by name.")] = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The dated evidence as a path of states: who moved when, what was kept, what was foreseen."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import track as follow
        from detente.library import load

        with progress() as tell:
            answer = follow(
                load(file),
                agreed,
                across,
                [one.strip() for one in concepts.split(",")] if concepts else None,
                draws,
                seed,
                sample,
                tell,
            )
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report import page_for, show_track

        show_track(page_for(), answer, file, long)
