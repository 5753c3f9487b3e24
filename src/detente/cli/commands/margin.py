"""`detente margin`: how far an answer is from being otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.report import Page


@question("margin", "detente margin korea --of 'double freeze'")
def margin(
    asking: Asking,
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="An outcome, a state or a condition; or claim:ID.",
            metavar="OUTCOME|STATE|claim:ID",
        ),
    ],
    concept: Annotated[
        str, typer.Option("--concept", help="nash, gmr, smr, seq or sseq.", metavar="ID")
    ] = "seq",
    parties: Annotated[
        list[str] | None,
        typer.Option("--parties", help="Whose lists may change (default: all).", metavar="PARTY,…"),
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            help="Edits allowed (default: all; of neighbours and claims move,drop).",
            metavar="KIND,KIND,…",
        ),
    ] = None,
    at_most: Annotated[
        int, typer.Option("--at-most", help="The largest cost that is tried: 1 or 2.")
    ] = 1,
    long: Annotated[bool, typer.Option("--long", help="Tell every change.")] = False,
) -> None:
    """How few edits of wishes make an answer otherwise, and how many of its neighbours are."""
    from detente.analysis import margin as find

    with progress() as tell:
        answer = find(
            asking.conflict(),
            of,
            concept,
            parties or (),
            [one.strip() for one in kinds.split(",")] if kinds else (),
            at_most,
            progress=tell,
            setting=asking.setting,
        )

    def words(page: Page) -> None:
        from detente.report import show_margin

        show_margin(page, answer, asking.file, long)

    asking.show(answer, words)
