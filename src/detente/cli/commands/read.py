"""`detente read`: what a report says, with a place for everything."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_json
from detente.cli.app import app
from detente.cli.options import Json

Fetch = Annotated[
    bool, typer.Option("--fetch", help="Fetch a document that is given by its address.")
]


@app.command(epilog="Example: detente read report.html --json")
def read(
    document: Annotated[
        str, typer.Argument(help="A report: text, Markdown, HTML, PDF or DOCX.", metavar="DOC")
    ],
    fetch: Fetch = False,
    as_json: Json = False,
) -> None:
    """What a report says: parts, quotes, actors, dates, proposals, claims, terms of use."""
    with answering(as_json):
        from detente.documents import load_document
        from detente.documents import read as take_apart

        reading = take_apart(load_document(document, fetch=fetch))
        if as_json:
            print_json(reading.to_dict())
            return
        from detente.report.reading import show_reading
        from detente.report.terminal import page_for

        show_reading(page_for(), reading)
