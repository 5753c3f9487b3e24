"""`detente what-if`: the conflict with changes beside the one without."""

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

_EPILOG = "Example: detente what-if korea --set 'USA: move 3 to 1' --across ROK"


@app.command("what-if", epilog=_EPILOG)
def what_if(
    file: File,
    edits: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="PARTY=ALTERNATIVE, or an edit of its list: 'P: move 3 to 1', 'P: insert COND "
            "at 2', 'P: drop 4', 'P: replace 4 by COND'; may be given several times.",
            metavar="CHANGE",
        ),
    ] = None,
    holding: Holding = None,
    without: Without = None,
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
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", help="Look at so many readings, drawn.", metavar="N"),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draw.", metavar="N")] = 0,
    limit: Annotated[
        int | None, typer.Option("--limit", help="Entries a list in --json (default 1,000).", min=0)
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every verdict that turns.")] = False,
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What would hold if something were otherwise, beside what holds as it is."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis.what_if import what_if as find
        from detente.cli.progress import progress
        from detente.library import load

        conflict = load(file)
        names = [one.strip() for one in across.split(",") if one.strip()]
        with progress() as tell:
            answer = find(
                conflict,
                edits or (),
                holding or (),
                without or (),
                rules or (),
                across if across in ("base", "all") else dict.fromkeys(names, "all"),
                None if concepts is None else [one for one in concepts.split(",") if one.strip()],
                sanction_moves,
                sanction,
                reading_of(reading),
                sample,
                seed,
                tell,
                memory,
            )
        if as_json:
            print_json(answer.to_dict(limit))
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report.terminal import page_for
        from detente.report.what_if_page import show_what_if

        show_what_if(page_for(), answer, file, long)
