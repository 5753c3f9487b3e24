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
    llm: Annotated[
        str | None,
        typer.Option(
            "--llm",
            help="Ask the language model at this OpenAI-compatible address too; what leaves the "
            "machine is said first. The key is taken from DETENTE_LLM_KEY.",
            metavar="URL",
        ),
    ] = None,
    llm_model: Annotated[
        str, typer.Option("--llm-model", help="The model to name there.", metavar="NAME")
    ] = "default",
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            help="Write a web page of the text with everything found marked in it.",
            metavar="OUT",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite OUT.")] = False,
    as_json: Json = False,
) -> None:
    """What a report says: parts, quotes, actors, dates, proposals, claims, terms of use."""
    with answering(as_json):
        from detente.documents import load_document
        from detente.documents import read as take_apart
        from detente.report.safe import safe
        from detente.saving import output

        page = None if html is None else output(html, force=force, reads=[document])
        loaded = load_document(document, fetch=fetch)
        reading = take_apart(loaded)
        if llm is not None:
            from detente.documents.drafters import with_items
            from detente.documents.drafters.llm import ask, leaving

            typer.echo(safe(leaving(loaded, llm)), err=True)
            answer = ask(loaded, llm, llm_model)
            reading = with_items(reading, answer.items)
            told = f"{len(answer.items)} items supported by the text, {len(answer.rejected)} not"
            typer.echo(f"{told}, which are left out", err=True)
        if page is not None:
            from detente.report.reading_html import reading_html

            page.write(reading_html(reading))
        if as_json:
            print_json(reading.to_dict())
            return
        if html is not None:
            typer.echo(f"{html} written")
            return
        from detente.report.reading import show_reading
        from detente.report.terminal import page_for

        show_reading(page_for(), reading)
