"""`detente report`: what one hands over, on one page or whole; and a report put to the test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.answer import FAILED_EXPECTATION, answering, say
from detente.cli.app import app
from detente.cli.options import Force, Holding, Moves, Reading, Sanctions, Without, reading_of
from detente.problems import ModelError, Problem

_EPILOG = "Example: detente report korea --brief -o korea.html"


@app.command(epilog=_EPILOG)
def report(
    file: Annotated[
        str,
        typer.Argument(
            help="A model file or a bundled case; with --verify a report.", metavar="FILE|CASE"
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", help="The file: .html, .md, .docx, .pdf or .ipynb.", metavar="X.html"
        ),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="The short one.")] = False,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Run the model inside a report again, compare the verdicts."),
    ] = False,
    force: Force = False,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
) -> None:
    """Question, assumptions, verdicts, ways, claims and limits in one file; or --verify one."""
    with answering():
        from detente.cli.progress import progress
        from detente.library import load
        from detente.report import place_for_report, verify_report, whole_report

        if verify == (out is not None):
            what = "a report is either written or verified"
            mend = "write -o FILE to write one, or --verify to test one"
            raise ModelError((Problem("report", 0, 0, "E-VALUE", what, mend),))
        if out is None:
            with progress() as tell:
                found = verify_report(file, tell)
            if found.version != found.now:
                typer.echo(f"made by detente {found.version}; this is {found.now}")
            for name, was, now in found.differing:
                say(f"{name}: the report says {was}, a new run {now}")
            if found.differing:
                raise typer.Exit(FAILED_EXPECTATION)
            typer.echo(f"{file}: {found.verdicts} verdicts, all as the report says")
            return
        conflict = load(file)
        reads = [one for one in (file, conflict.file, conflict.evidence_file) if one]
        place = place_for_report(out, force, reads)
        with progress() as tell:
            made = whole_report(
                conflict,
                brief,
                sanction_moves,
                sanction,
                reading_of(reading),
                holding or (),
                without or (),
                tell,
            )
        place.write(made.content(Path(out).suffix.lower()))
        typer.echo(f"{out}: {made.title}")
