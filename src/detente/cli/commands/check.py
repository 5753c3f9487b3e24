"""`detente check`: is the file right, how large is it, and what looks wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import FAILED_EXPECTATION, answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import Csv, File, Force, Json, Xlsx, one_form


@app.command(epilog="Example: detente check my-conflict.yaml --strict")
def check(
    file: File,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where something looks wrong.")
    ] = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Is the file right? Its size, and what in it looks wrong."""
    with answering():
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import check as find
        from detente.library import load
        from detente.problems import ModelError

        try:
            conflict = load(file)
            answer = find(conflict)
        except ModelError as error:
            if as_json:
                print_json({"problems": [one.to_dict() for one in error.problems], "warnings": []})
            raise
        if as_json:
            print_json(answer.to_dict())
        elif as_csv or place is not None:
            print_table(answer, answer.rows(), place)
        else:
            from detente.report import page_for, show_check

            show_check(page_for(), answer, file)
        if strict and answer.warnings:
            raise typer.Exit(FAILED_EXPECTATION)
