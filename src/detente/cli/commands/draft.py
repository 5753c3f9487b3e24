"""`detente draft`: from reports to a first model, every guess marked."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from detente.cli.answer import answering, print_json
from detente.cli.app import app
from detente.cli.commands.read import Fetch, Llm, LlmModel, with_suggestions
from detente.cli.options import Json


@app.command(epilog="Example: detente draft report.txt another.html -o conflict.yaml")
def draft(
    documents: Annotated[
        list[str],
        typer.Argument(help="Reports: text, Markdown, HTML, PDF or DOCX.", metavar="DOC…"),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="The model file to write.", metavar="FILE"),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            help="Add what a model lacks to it, in place; nothing in it is changed.",
            metavar="FILE",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE.")] = False,
    fetch: Fetch = False,
    llm: Llm = None,
    llm_model: LlmModel = "default",
    as_json: Json = False,
) -> None:
    """A first model of what reports say, every guess marked for review.

    With neither -o nor --into the model is printed.
    """
    with answering(as_json):
        from detente.drafting import draft_from, draft_into
        from detente.report import page_for, show_draft

        suggest = partial(with_suggestions, url=llm, model=llm_model) if llm else None
        if into is not None:
            answer = draft_into(documents, into, output, force=force, fetch=fetch, suggest=suggest)
        else:
            answer = draft_from(documents, output, force=force, fetch=fetch, suggest=suggest)
        if as_json:
            print_json(answer.to_dict())
        elif answer.written is None:
            sys.stdout.write(answer.text)
        else:
            show_draft(page_for(), answer)
