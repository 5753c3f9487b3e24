"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.problems import ModelError, Problem

if TYPE_CHECKING:
    from detente.saving import Output

File = Annotated[
    str, typer.Argument(help="A model file, or a bundled case by name.", metavar="FILE|CASE")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
Csv = Annotated[
    bool, typer.Option("--csv", help="Print a table of comma-separated values instead of words.")
]
Xlsx = Annotated[
    str | None,
    typer.Option("--xlsx", help="Write the table to a workbook.", metavar="X.xlsx"),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
Moves = Annotated[
    str,
    typer.Option(
        "--sanction-moves",
        help="How others answer: legal (nobody twice in a row), once (each at most once), single.",
        metavar="legal|once|single",
    ),
]
Sanctions = Annotated[
    str,
    typer.Option(
        "--sanction",
        help="What deters: weak (a result that is no better), strict (only a worse one).",
        metavar="weak|strict",
    ),
]
Reading = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        help="Read a party under one of its alternatives; may be given several times.",
        metavar="PARTY=ALTERNATIVE",
    ),
]
Holding = Annotated[
    list[str] | None,
    typer.Option(
        "--holding",
        help="Look only at states where this condition holds; may be given several times.",
        metavar="CONDITION",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        help="Hold an option at 'not taken', today too; may be given several times.",
        metavar="OPTION",
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", help="Entries a list in --json (default 1,000).", min=0)
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", help="The seed of the draw (default 0).", metavar="N"),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", help="auto, or one that `detente doctor` lists; symbolic lists no state."
    ),
]

Memory = Annotated[
    str | None,
    typer.Option(
        "--memory",
        help="What may be taken, as in 2GB; more is refused (default: what the machine has).",
        metavar="AMOUNT",
    ),
]


def reading_of(pairs: Sequence[str] | None) -> dict[str, str]:
    """`PARTY=ALTERNATIVE` pairs as a mapping; ModelError for anything else."""
    reading = {}
    for pair in pairs or ():
        party, equals, name = pair.partition("=")
        if not equals:
            raise ModelError(
                (
                    Problem(
                        "--reading",
                        0,
                        0,
                        "E-VALUE",
                        f"'{pair}' has no '='",
                        "write PARTY=ALTERNATIVE",
                    ),
                )
            )
        if party.strip() in reading:
            what = f"{party.strip()} is given two readings"
            raise ModelError((Problem("--reading", 0, 0, "E-DUPLICATE", what, "leave one out"),))
        reading[party.strip()] = name.strip()
    return reading


def seed_of(seed: int | None, sample: int | None) -> int:
    """The seed of a draw; ModelError where one is given and nothing is drawn."""
    if seed is not None and sample is None:
        what, mend = "nothing is drawn without a sample", "add --sample N, or leave --seed out"
        raise ModelError((Problem("--seed", 0, 0, "E-VALUE", what, mend),))
    return seed or 0


def one_form(
    as_json: bool, as_csv: bool, xlsx: str | None, force: bool, reads: Sequence[str]
) -> Output | None:
    """Where a workbook is to be written; None where none is asked for.

    ModelError where two forms of one answer are asked for, or the place cannot be written.
    """
    if as_json + as_csv + (xlsx is not None) > 1:
        what, mend = "an answer has one form", "write one of --json, --csv and --xlsx"
        raise ModelError((Problem("--csv", 0, 0, "E-VALUE", what, mend),))
    if xlsx is None:
        return None
    from detente.report import require_workbook
    from detente.saving import output

    if not xlsx.lower().endswith(".xlsx"):
        # What stands there already, a model or a device, is not what a workbook goes beside.
        free = not os.path.lexists(xlsx)
        named = f"{xlsx}.xlsx" if free else f"{Path(xlsx).stem or 'answer'}.xlsx"
        what = "a workbook's name ends in .xlsx"
        mend = f"write {named}" if free else f"name a file of its own, such as {named}"
        raise ModelError((Problem(xlsx, 0, 0, "E-VALUE", what, mend),))
    place = output(xlsx, force=force, reads=reads)
    require_workbook(xlsx)
    return place
