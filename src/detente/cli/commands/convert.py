"""`detente convert`: between model files and other programs' files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answer import answering, print_json
from detente.cli.app import app
from detente.cli.options import Json


@app.command(epilog="Example: detente convert elmira.yaml elmira.gmcr")
def convert(
    source: Annotated[
        str, typer.Argument(help="The file to read, or a bundled case.", metavar="IN")
    ],
    target: Annotated[str, typer.Argument(help="The file to write.", metavar="OUT")],
    lossy: Annotated[
        bool,
        typer.Option(
            "--lossy", help="Write what OUT can hold, also where answers hang on the rest."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite OUT.")] = False,
    as_json: Json = False,
) -> None:
    """Write a conflict in another format; what cannot be carried is said."""
    with answering(as_json):
        from detente.cases import case_path
        from detente.formats import convert as carry
        from detente.formats import files_read, side_file
        from detente.report import count
        from detente.saving import output

        path = Path(source)
        if not path.exists() and (bundled := case_path(source)) is not None:
            path = bundled
        written = output(target, force=force, reads=[path])
        text, notes = carry(path, Path(target), lossy)
        side = side_file(path, Path(target))
        if side is not None:
            output(side[0], force=force, reads=[path]).write(side[1], reads=files_read(path))
        written.write(text, reads=files_read(path))
        if as_json:
            answer = {"written": target, "notes": [note.to_dict() for note in notes]}
            print_json(answer if side is None else {**answer, "beside": str(side[0])})
            return
        for note in notes:
            sys.stderr.write(f"{note}\n")
        told = f", with {count(len(notes), 'note')} above" if notes else ""
        typer.echo(f"{target} written{told}")
        if side is not None:
            typer.echo(f"{side[0]} written beside it: what the format has no place for")
