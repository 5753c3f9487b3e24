"""`detente robust`: how sure answers are over many readings of what the parties want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.options import Seed, seed_of
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.report import Page


@question("robust", "detente robust korea --of 'double freeze' --concepts nash,seq")
def robust(
    asking: Asking,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of",
            help="What margins and evidence are worked out for (default: the focus); repeatable.",
            metavar="OUTCOME|STATE|CONDITION",
        ),
    ] = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts", help="Ids such as nash,seq (default: the core).", metavar="ID,ID,…"
        ),
    ] = None,
    semantics: Annotated[
        str | None,
        typer.Option(
            "--semantics",
            help="Beside the plain concepts, those for graded and uncertain preferences: strong, "
            "unknown-a to unknown-d, fuzzy, prob.",
            metavar="ID,ID,…",
        ),
    ] = None,
    across: Annotated[
        str,
        typer.Option(
            "--across",
            help="Whose alternatives vary: of all parties, or of those named.",
            metavar="base|all|PARTY,…",
        ),
    ] = "all",
    uncertain: Annotated[
        bool,
        typer.Option(
            "--uncertain/--no-uncertain",
            help="Whether what the file says is `uncertain:` is in any order.",
        ),
    ] = True,
    edits: Annotated[
        int, typer.Option("--edits", help="Lists are edited too, up to this cost: 0, 1 or 2.")
    ] = 0,
    kinds: Annotated[
        str, typer.Option("--kinds", help="Edits that are made.", metavar="KIND,KIND,…")
    ] = "move,drop",
    perturb: Annotated[
        str | None,
        typer.Option(
            "--perturb",
            help="Weights and payoffs are off by up to this share, as in 10%.",
            metavar="SHARE",
        ),
    ] = None,
    vary: Annotated[
        str | None,
        typer.Option(
            "--vary",
            help="Settings that take each of their values.",
            metavar="sanction-moves,sanction",
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", help="Look at so many readings, drawn.", metavar="N")
    ] = None,
    seed: Seed = None,
    workers: Annotated[
        int, typer.Option("--workers", help="Processes that share the readings.", min=1)
    ] = 1,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            help="A Dask scheduler whose workers share the readings, as tcp://127.0.0.1:8786.",
            metavar="ADDRESS",
        ),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(
            "--parts",
            help="Keep what is judged in this folder as it comes (--resume alone: in the cache).",
            metavar="FOLDER",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on from what is kept of the same question, and keep what comes."
        ),
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Shares and drivers alone: no margins, no evidence.")
    ] = False,
    long: Annotated[bool, typer.Option("--long", help="Tell every outcome in full.")] = False,
) -> None:
    """How often each outcome holds over many readings, what drives it, what would turn it."""
    from detente.analysis import robust as find

    names = [one.strip() for one in across.split(",") if one.strip()]
    with progress() as tell:
        answer = find(
            asking.conflict(),
            of or (),
            concepts=None
            if concepts is None
            else [one for one in concepts.split(",") if one.strip()],
            across=across if across in ("base", "all") else dict.fromkeys(names, "all"),
            uncertain=uncertain,
            edits=edits,
            kinds=kinds,
            perturb=perturb,
            vary=vary or (),
            semantics=[one for one in (semantics or "").split(",") if one.strip()],
            sample=sample,
            seed=seed_of(seed, sample),
            quick=quick,
            workers=workers,
            cluster=cluster,
            parts=parts,
            resume=resume,
            progress=tell,
            setting=asking.setting,
        )

    def words(page: Page) -> None:
        from detente.report import show_robust

        show_robust(page, answer, asking.file, long)

    asking.show(answer, words)
