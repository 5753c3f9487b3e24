"""`detente design`: the least change that would make it hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.options import Limit
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.report import Page


@question("design", "detente design korea --make 'double freeze' --concept nash")
def design(
    asking: Asking,
    make: Annotated[
        str,
        typer.Option("--make", help="An outcome, a state or a condition.", metavar="OUTCOME|STATE"),
    ],
    concept: Annotated[
        str, typer.Option("--concept", help="A concept's id.", metavar="ID")
    ] = "seq",
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", help="Whose lists may change (default: all).", metavar="PARTY,PARTY,…"
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            help="A statement that stays, by place or text; may be given several times.",
            metavar="'PARTY: 3'",
        ),
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            help="Edits allowed (default: move,drop,insert,replace).",
            metavar="KIND,KIND,…",
        ),
    ] = None,
    vocabulary: Annotated[
        list[str] | None,
        typer.Option(
            "--vocabulary",
            help="What may be inserted besides; may be given several times.",
            metavar="CONDITION",
        ),
    ] = None,
    at_most: Annotated[
        int, typer.Option("--at-most", help="The largest cost that is tried.", min=0)
    ] = 2,
    long: Annotated[bool, typer.Option("--long", help="Tell every change.")] = False,
    limit: Limit = None,
) -> None:
    """The least change of wishes that would make an outcome or a state hold; what else would."""
    from detente.analysis import design as find

    with progress("orders") as tell:
        answer = find(
            asking.conflict(),
            make,
            concept,
            of or (),
            keep or (),
            kinds or (),
            vocabulary or (),
            at_most,
            progress=tell,
            setting=asking.setting,
        )

    def words(page: Page) -> None:
        from detente.report import show_design

        show_design(page, answer, asking.file, long)

    asking.show(answer, words, limit)
