"""`detente evolve`: what can come of today, which ways lead to a target, and who blocks them."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    File,
    Force,
    Holding,
    Json,
    Memory,
    Moves,
    Reading,
    Sanctions,
    Without,
    Xlsx,
    one_form,
    reading_of,
)
from detente.cli.progress import progress

_EPILOG = 'Example: detente evolve korea --to "double freeze"'


@app.command(epilog=_EPILOG)
def evolve(
    file: File,
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
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    memory: Memory = None,
    long: Annotated[bool, typer.Option("--long", help="With --package: tell every one.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
) -> None:
    """What can come of today; with --to, the ways that lead there, and who blocks them."""
    with answering(as_json):
        from detente.analysis.readings import bad
        from detente.analysis.ways import evolve as find
        from detente.library import load

        place = one_form(as_json, as_csv, xlsx, force, [file])
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
            from detente.analysis.package import package
            from detente.report.package_page import show_package
            from detente.report.terminal import page_for

            with progress() as tell:
                found = package(
                    load(file),
                    to,
                    start,
                    concept,
                    1 if stage_size is None else stage_size,
                    sanction_moves,
                    sanction,
                    reading_of(reading),
                    holding or (),
                    without or (),
                    memory,
                    tell,
                )
            if as_json:
                print_json(found.to_dict())
            elif as_csv or place is not None:
                print_table(found, found.rows(), place)
            else:
                show_package(page_for(), found, file, long)
            return
        if stage_size is not None:
            raise bad("evolve", "E-VALUE", "--stage-size is of packages", "write --package too")
        if at_once is not None and not joint:
            what = f"'{at_once}' stands alone"
            raise bad("evolve", "E-VALUE", what, "write --to, --from or --joint before it")
        with progress() as tell:
            answer = find(
                load(file),
                to,
                start,
                by,
                of,
                within,
                avoid,
                joint if at_once is None else at_once,
                concept,
                sanction_moves,
                sanction,
                reading_of(reading),
                holding or (),
                without or (),
                memory,
                tell,
            )
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report.terminal import page_for
        from detente.report.ways_page import show_evolution

        show_evolution(page_for(), answer, file)
