"""`detente cases`: the bundled conflicts."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.answer import answering, print_json
from detente.cli.app import app
from detente.cli.options import Json


@app.command(epilog="Example: detente cases elmira > my-elmira.yaml")
def cases(
    name: Annotated[
        str | None, typer.Argument(help="Print this case's model file.", metavar="CASE")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the bundled conflicts, or print one of them to start from."""
    with answering(as_json):
        from detente.library import case_text, described_cases

        if name is not None:
            sys.stdout.write(case_text(name))
            return
        found = described_cases()
        if as_json:
            print_json({"cases": [{"name": case, "title": title} for case, title in found]})
            return
        from detente.report.terminal import page_for

        page = page_for()
        page.table([("case", "left"), ("", "fold")], [list(one) for one in found], indent=0)
        page.line()
        page.line("Next: detente analyze korea", style="bold")
