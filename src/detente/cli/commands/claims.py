"""`detente claims`: every claim put to the test."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import interruption
from detente.cli.answer import (
    BAD_INPUT,
    FAILED_EXPECTATION,
    INTERRUPTED,
    answering,
    print_json,
    print_table,
    say,
)
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    Engine,
    File,
    Force,
    Json,
    Memory,
    Moves,
    Sanctions,
    Seed,
    Xlsx,
    one_form,
    seed_of,
)
from detente.cli.progress import progress
from detente.memory import limited

if TYPE_CHECKING:
    from detente.saving import Output

_EPILOG = "Example: detente claims korea --only c1 --long"


@app.command(epilog=_EPILOG)
def claims(
    file: File,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="One claim; may be given several times.", metavar="CLAIM"),
    ] = None,
    across: Annotated[
        str | None,
        typer.Option(
            "--across",
            help="The readings to look at in place of those the claims name.",
            metavar="base|all",
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", help="Look at so many readings, drawn.", metavar="N"),
    ] = None,
    seed: Seed = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    long: Annotated[
        bool, typer.Option("--long", help="Everything: all deciders, examples, evidence.")
    ] = False,
    back: Annotated[
        bool,
        typer.Option(
            "--trace", help="The way back: what a verdict hangs on, down to the documents."
        ),
    ] = False,
    weigh: Annotated[
        bool,
        typer.Option("--weigh", help="With --trace: also where working it out takes minutes."),
    ] = False,
    engine: Engine = "auto",
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Every claim: confirmed, refuted, depending (on what) or untestable (why).

    Leaves with 1 where a claim is refuted, with 2 where one is broken: it asks for what is not
    there. The others are answered.
    """
    if back:
        with answering(as_json):
            place = one_form(as_json, as_csv, xlsx, force, [file])
            asked = (file, only, sanction_moves, sanction, long, weigh or None, memory, as_json)
            _trace(*asked, as_csv or place is not None, place)
        return
    interrupted = False
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import Claims, Setting, each_claim, stamp
        from detente.library import load

        began, conflict = time.perf_counter(), load(file)
        setting = Setting(sanction_moves=sanction_moves, sanction=sanction, engine=engine)
        asked_for, done = len(only or conflict.claims), []
        try:
            with limited(memory), progress() as tell:
                for finding in each_claim(
                    conflict,
                    only or None,
                    across,
                    sample,
                    seed_of(seed, sample),
                    long or as_json,
                    replace(setting, progress=tell),
                ):
                    done.append(finding)
        except KeyboardInterrupt:
            interruption.noticed()
            interrupted = True
        answer = Claims(
            conflict,
            tuple(done),
            sample,
            seed_of(seed, sample),
            complete=not interrupted,
            setting=setting,
        )
        answer = stamp(answer, began)
        if as_json:
            print_json(answer.to_dict())
        elif as_csv or place is not None:
            print_table(answer, answer.rows(), place)
        else:
            from detente.report import page_for, show_claims

            show_claims(page_for(), answer, file, long)
    if interrupted:
        say(f"interrupted; the verdicts on {len(done)} of {asked_for} claims are kept")
        raise typer.Exit(INTERRUPTED)
    problems = dict.fromkeys(one for finding in answer.findings for one in finding.problems)
    for problem in problems:
        say(str(problem))
    if problems:
        raise typer.Exit(BAD_INPUT)
    if any(finding.verdict == "refuted" for finding in answer.findings):
        raise typer.Exit(FAILED_EXPECTATION)


def _trace(
    file: str,
    only: list[str] | None,
    sanction_moves: str,
    sanction: str,
    long: bool,
    weigh: bool | None,
    memory: str | None,
    as_json: bool,
    as_table: bool,
    place: Output | None,
) -> None:
    """The way back from the verdicts of some claims, all by default."""
    from detente.analysis import Setting, Table, trace
    from detente.library import load
    from detente.report import page_for, show_trace

    conflict = load(file)
    found = []
    setting = Setting(sanction_moves=sanction_moves, sanction=sanction, memory=memory)
    with progress() as tell:
        for claim in only or conflict.claims:
            found.append(trace(conflict, claim, weigh, setting, progress=tell))
    if as_json:
        print_json({"traces": {one.finding.claim.id: one.to_dict() for one in found}})
    elif as_table and found:
        tables = [(one.finding.claim.id, one.rows()) for one in found]
        rows = [(claim, *row) for claim, table in tables for row in table.rows]
        print_table(found[0], Table(("claim", *tables[0][1].columns), rows), place)
    else:
        page = page_for()
        for one in found:
            show_trace(page, one, file, long)
            page.line()
