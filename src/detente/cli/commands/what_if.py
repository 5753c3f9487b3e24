"""`detente what-if`: the conflict with changes beside the one without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.options import Limit, Seed, seed_of
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.report import Page


@question("what-if", "detente what-if korea --set 'USA: move 3 to 1' --across ROK")
def what_if(
    asking: Asking,
    edits: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="PARTY=ALTERNATIVE, or an edit of its list: 'P: move 3 to 1', 'P: insert COND "
            "at 2', 'P: drop 4', 'P: replace 4 by COND'; may be given several times.",
            metavar="CHANGE",
        ),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            help="No state fulfils this condition; may be given several times.",
            metavar="CONDITION",
        ),
    ] = None,
    across: Annotated[
        str,
        typer.Option(
            "--across",
            help="A column for each reading: of all parties, or of those named.",
            metavar="base|all|PARTY,…",
        ),
    ] = "base",
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts", help="Ids such as nash,seq (default: the core).", metavar="ID,ID,…"
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", help="Look at so many readings, drawn.", metavar="N"),
    ] = None,
    seed: Seed = None,
    limit: Limit = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every verdict that turns.")] = False,
) -> None:
    """What would hold if something were otherwise, beside what holds as it is."""
    from detente.analysis import what_if as find

    most = 1_000 if limit is None else limit
    told = most if asking.as_json else None if long else 0 if asking.as_csv or asking.place else 40
    names = [one.strip() for one in across.split(",") if one.strip()]
    setting = asking.setting  # what is held here is what is asked to be otherwise
    with progress() as tell:
        answer = find(
            asking.conflict(),
            edits or (),
            setting.holding,
            setting.without,
            rules=rules or (),
            across=across if across in ("base", "all") else dict.fromkeys(names, "all"),
            concepts=None
            if concepts is None
            else [one for one in concepts.split(",") if one.strip()],
            sample=sample,
            seed=seed_of(seed, sample),
            progress=tell,
            told=told,
            setting=replace(setting, holding=(), without=()),
        )

    def words(page: Page) -> None:
        from detente.report import show_what_if

        show_what_if(page, answer, asking.file, long, concepts)

    asking.show(answer, words, limit)
