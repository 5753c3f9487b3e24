"""`detente evolve`: what can come of today, which ways lead to a target, and who blocks them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asking, question
from detente.cli.options import Engine
from detente.cli.progress import progress

if TYPE_CHECKING:
    from detente.analysis import Course, Evolution
    from detente.report import Page


@question("evolve", 'detente evolve korea --to "double freeze"')
def evolve(
    asking: Asking,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="Where to: an outcome, a state, a pattern or a condition.",
            metavar="OUTCOME|STATE|CONDITION",
        ),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Where from (default: today).", metavar="STATE")
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help="The steps asked for: undeterred are improvements that nobody answers.",
            metavar="improvements|moves|best|undeterred",
        ),
    ] = "improvements",
    of: Annotated[
        list[str] | None,
        typer.Option("--of", help="Only these parties move.", metavar="PARTY,…"),
    ] = None,
    within: Annotated[
        int | None, typer.Option("--within", help="At most so many steps.", metavar="N")
    ] = None,
    avoid: Annotated[
        str | None,
        typer.Option("--avoid", help="No step ends where this holds.", metavar="CONDITION"),
    ] = None,
    joint: Annotated[
        bool,
        typer.Option(
            "--joint",
            help="Coalitions may move together where all members gain; `--joint simultaneous`: at "
            "the same time too.",
        ),
    ] = False,
    at_once: Annotated[str | None, typer.Argument(hidden=True)] = None,
    as_package: Annotated[
        bool,
        typer.Option(
            "--package",
            help="Stages in which all change together, each ending in an equilibrium.",
        ),
    ] = False,
    stage_size: Annotated[
        int | None,
        typer.Option(
            "--stage-size", help="Options a party changes in one stage (default: 1).", metavar="K"
        ),
    ] = None,
    concept: Annotated[
        str,
        typer.Option(
            "--concept", help="What answers undeterred moves, and holds packages.", metavar="ID"
        ),
    ] = "seq",
    engine: Engine = "auto",
    long: Annotated[bool, typer.Option("--long", help="With --package: tell every one.")] = False,
) -> None:
    """What can come of today; with --to, the ways that lead there, and who blocks them."""
    from detente.analysis import bad

    if as_package:
        given = {
            "--by": by != "improvements",
            "--of": of,
            "--within": within is not None,
            "--avoid": avoid,
            "--joint": joint,
        }
        for name in (one for one, value in given.items() if value):
            what = f"{name} says nothing of packages"
            raise bad("evolve", "E-VALUE", what, "leave it out, or leave --package out")
        if to is None:
            what = "a package leads somewhere, and nothing is named"
            raise bad("evolve", "E-VALUE", what, "write --to OUTCOME")
        _package(asking, to, start, concept, 1 if stage_size is None else stage_size, long)
        return
    if stage_size is not None:
        raise bad("evolve", "E-VALUE", "--stage-size is of packages", "write --package too")
    if at_once is not None and not joint:
        what = f"'{at_once}' stands alone"
        raise bad("evolve", "E-VALUE", what, "write --to, --from or --joint before it")
    from detente.analysis import SYMBOLIC, Course, listed_or_not
    from detente.analysis import evolve as find

    setting, conflict = replace(asking.setting, engine=engine), asking.conflict()
    with progress() as tell:

        def ask(engine: str) -> Evolution | Course:
            return find(
                conflict,
                to,
                start,
                by,
                of,
                within,
                avoid,
                joint if at_once is None else at_once,
                concept,
                progress=tell,
                setting=replace(setting, engine=engine),
            )

        answer = listed_or_not(setting, lambda: ask(engine), lambda: ask(SYMBOLIC))

    def words(page: Page) -> None:
        from detente.report import show_evolution, show_unlisted

        if isinstance(answer, Course):
            show_unlisted(page, answer, asking.file)
        else:
            show_evolution(page, answer, asking.file)

    asking.show(answer, words)


def _package(
    asking: Asking, to: str, start: str | None, concept: str, stage_size: int, long: bool
) -> None:
    """The same as a package of stages."""
    from detente.analysis import package

    with progress() as tell:
        answer = package(
            asking.conflict(), to, start, concept, stage_size, progress=tell, setting=asking.setting
        )

    def words(page: Page) -> None:
        from detente.report import show_package

        show_package(page, answer, asking.file, long)

    asking.show(answer, words)
