"""`detente cases`: the bundled conflicts."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import Csv, Force, Json, Xlsx, one_form


@app.command(epilog="Example: detente cases elmira > my-elmira.yaml")
def cases(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Print this case's model file; with --json its states, moves and results too.",
            metavar="CASE",
        ),
    ] = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """List the bundled conflicts, or print one of them to start from."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [])
        from detente.library import case_text, described_cases, published_case

        if name is not None:
            if as_csv or place is not None:
                from detente.analysis import bad

                what, mend = "a case is a model file and no table", "leave --csv and --xlsx out"
                raise bad(name, "E-VALUE", what, mend)
            if as_json:
                print_json(published_case(name))
            else:
                sys.stdout.write(case_text(name))
            return
        found = described_cases()
        if as_json:
            print_json({"cases": [{"name": case, "title": title} for case, title in found]})
            return
        if as_csv or place is not None:
            from detente.analysis import Table

            print_table(None, Table(("case", "title"), found), place)
            return
        from detente.report import page_for

        page = page_for()
        page.table([("case", "left"), ("", "fold")], [list(one) for one in found], indent=0)
        page.line()
        page.line("Next: detente analyze korea", style="bold")
