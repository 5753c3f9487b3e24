"""`detente read`: what a report says, with a place for everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import Csv, Json, Xlsx, one_form

if TYPE_CHECKING:
    from detente.reading import Reading

Fetch = Annotated[
    bool, typer.Option("--fetch", help="Fetch a document that is given by its address.")
]

Llm = Annotated[
    str | None,
    typer.Option(
        "--llm",
        help="Ask the language model at this OpenAI-compatible address too; what leaves the "
        "machine is said first. The key is taken from DETENTE_LLM_KEY.",
        metavar="URL",
    ),
]
LlmModel = Annotated[
    str, typer.Option("--llm-model", help="The model to name there.", metavar="NAME")
]


def with_suggestions(reading: Reading, url: str, model: str) -> Reading:
    """The reading with what the model suggests and the text supports; both are said."""
    from detente.reading import ask_endpoint, leaving, with_items
    from detente.report import safe

    typer.echo(safe(leaving(reading, url)), err=True)
    answer = ask_endpoint(reading, url, model)
    typer.echo(safe(answer.words()), err=True)
    return with_items(reading, answer.items)


@app.command(epilog="Example: detente read report.html --json")
def read(
    document: Annotated[
        str, typer.Argument(help="A report: text, Markdown, HTML, PDF or DOCX.", metavar="DOC")
    ],
    fetch: Fetch = False,
    llm: Llm = None,
    llm_model: LlmModel = "default",
    html: Annotated[
        str | None,
        typer.Option(
            "--html",
            help="Write a web page of the text with everything found marked in it.",
            metavar="OUT",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    as_json: Json = False,
) -> None:
    """What a report says: parts, quotes, actors, dates, proposals, claims, terms of use."""
    with answering(as_json):
        from detente.documents import load_document
        from detente.reading import read as take_apart
        from detente.saving import output

        place = one_form(as_json, as_csv, xlsx, force, [document])
        page = None if html is None else output(html, force=force, reads=[document])
        loaded = load_document(document, fetch=fetch)
        reading = take_apart(loaded)
        if llm is not None:
            reading = with_suggestions(reading, llm, llm_model)
        if page is not None:
            from detente.report import reading_html

            page.write(reading_html(reading))
        if as_json:
            print_json(reading.to_dict())
            return
        if as_csv or place is not None:
            from detente.report import reading_table

            print_table(None, reading_table(reading), place, [document])
            return
        if html is not None:
            typer.echo(f"{html} written")
            return
        from detente.report import page_for, show_reading

        show_reading(page_for(), reading)
