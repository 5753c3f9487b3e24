"""`detente coalitions`: what parties could break together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.options import Engine, Limit
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.analysis import Coalitions, UnlistedCoalitions
    from detente.report import Page


@question("coalitions", "detente coalitions elmira-nine-states --concepts c-nash,c-seq")
def coalitions(
    asking: Asking,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of",
            help="Every state that this coalition would leave; may be given several times.",
            metavar="PARTY,PARTY,…",
        ),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help="Of c-nash, c-gmr, c-smr, c-seq, c-sseq; all if not given.",
            metavar="ID,ID,…",
        ),
    ] = None,
    answers: Annotated[
        str,
        typer.Option(
            "--coalition-answers",
            help="Those outside answer as coalitions, too (class), or each by itself (individual).",
            metavar="class|individual",
        ),
    ] = "class",
    improvements: Annotated[
        str,
        typer.Option(
            "--coalition-improvements",
            help="What all members gain by: the end (joint), or each step of its mover as well.",
            metavar="joint|stepwise",
        ),
    ] = "joint",
    engine: Engine = "auto",
    limit: Limit = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every state and way.")] = False,
) -> None:
    """Which states a coalition would break, together with whom, and why each member gains."""
    from detente.analysis import SYMBOLIC, UnlistedCoalitions, listed_or_not
    from detente.analysis import coalitions as find

    setting, conflict = replace(asking.setting, engine=engine), asking.conflict()
    with progress("coalitions") as tell:

        def ask(engine: str) -> Coalitions | UnlistedCoalitions:
            return find(
                conflict,
                of or None,
                None if concepts is None else [one for one in concepts.split(",") if one.strip()],
                answers,
                improvements,
                progress=tell,
                setting=replace(setting, engine=engine),
            )

        answer = listed_or_not(setting, lambda: ask(engine), lambda: ask(SYMBOLIC))

    def words(page: Page) -> None:
        from detente.report import show_coalitions, show_unlisted_coalitions

        if isinstance(answer, UnlistedCoalitions):
            show_unlisted_coalitions(page, answer, asking.file)
        else:
            show_coalitions(page, answer, asking.file, long)

    asking.show(answer, words, limit)
