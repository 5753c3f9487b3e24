"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from detente.problems import ModelError, Problem

File = Annotated[
    str, typer.Argument(help="A model file, or a bundled case by name.", metavar="FILE|CASE")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
Csv = Annotated[
    bool, typer.Option("--csv", help="Print a table of comma-separated values instead of words.")
]
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


def one_form(as_json: bool, as_csv: bool) -> None:
    """ModelError where two forms of one answer are asked for."""
    if as_json and as_csv:
        what = "an answer has one form"
        problem = Problem("--csv", 0, 0, "E-VALUE", what, "write --json or --csv, not both")
        raise ModelError((problem,))
