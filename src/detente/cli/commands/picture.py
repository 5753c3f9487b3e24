"""`detente picture`: what a finding says, as a picture in a file."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from detente.cli.answer import answering
from detente.cli.app import app
from detente.cli.options import (
    File,
    Holding,
    Memory,
    Moves,
    Reading,
    Sanctions,
    Without,
    reading_of,
)

_EPILOG = "Example: detente picture graph korea -o korea.svg"
_ALL = "sanction_moves sanction reading holding without memory"
# What each question takes beyond what is left at its default; the rest is refused in words.
_TAKES = {
    "analyze": f"{_ALL} concepts",
    "evolve": f"{_ALL} to start by joint",
    "what_if": f"{_ALL} concepts edits rules across",
    "claims": "sanction_moves sanction",
    "track": "across",
}
_FLAGS = {"start": "--from", "edits": "--set", "rules": "--rule"}


@app.command(epilog=_EPILOG)
def picture(
    kind: Annotated[
        str,
        typer.Argument(
            help="What to draw.", metavar="table|graph|ladder|tree|matrix|claims|timeline"
        ),
    ],
    file: File,
    out: Annotated[
        str, typer.Option("--out", "-o", help="The file: .svg or .png.", metavar="X.svg|X.png")
    ],
    theme: Annotated[
        str,
        typer.Option(
            "--theme",
            help="auto (SVG: as the reader's screen; PNG: light), light, dark.",
            metavar="auto|light|dark",
        ),
    ] = "auto",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts", help="Ids such as nash,seq (default: the core).", metavar="ID,…"
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", help="tree: the ways that lead there.", metavar="OUTCOME|STATE|CONDITION"
        ),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="tree: where it begins.", metavar="STATE")
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", help="tree: the kind of steps.", metavar="improvements|moves|best|undeterred"
        ),
    ] = "improvements",
    joint: Annotated[
        bool, typer.Option("--joint", help="tree: coalitions may move together.")
    ] = False,
    edits: Annotated[
        list[str] | None,
        typer.Option("--set", help="matrix: a change, as `what-if` takes it.", metavar="CHANGE"),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rule", help="matrix: no state fulfils this.", metavar="CONDITION"),
    ] = None,
    across: Annotated[
        str | None,
        typer.Option("--across", help="matrix, timeline: the readings.", metavar="base|all"),
    ] = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    memory: Memory = None,
) -> None:
    """An option table, state graph, ladder, tree, matrix, claim grid or timeline, in a file."""
    with answering():
        from detente.cli.progress import progress
        from detente.library import load
        from detente.report import kind_of, place_for, safe, save_picture
        from detente.report import picture as draw

        asked: dict[str, Any] = {
            "concepts": None
            if concepts is None
            else [one for one in concepts.split(",") if one.strip()],
            "to": to,
            "start": start,
            "by": by if by != "improvements" else None,
            "joint": joint or None,
            "edits": edits,
            "rules": rules,
            "across": across,
            "sanction_moves": sanction_moves if sanction_moves != "legal" else None,
            "sanction": sanction if sanction != "weak" else None,
            "reading": reading_of(reading) or None,
            "holding": holding,
            "without": without,
            "memory": memory,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        _check(kind, kind_of(kind).question, given)
        conflict = load(file)
        reads = (
            [conflict.file, conflict.evidence_file] if conflict.evidence_file else [conflict.file]
        )
        place_for(out, theme, force, reads)
        with progress() as tell:
            drawn = draw(conflict, kind, progress=tell, **given)
        save_picture(drawn, out, theme, force, reads)
        typer.echo(f"{out}: {safe(drawn.title)}")


def _check(kind: str, question: str, given: dict[str, Any]) -> None:
    """ModelError for what the picture's question does not take."""
    from detente.analysis import bad

    for name in given:
        if name not in _TAKES[question].split():
            flag = _FLAGS.get(name, f"--{name.replace('_', '-')}")
            raise bad("picture", "E-VALUE", f"a {kind} takes no {flag}", f"leave out {flag}")
