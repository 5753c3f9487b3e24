"""`detente explain`: why a state is or is not stable."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from detente.cli.answer import answering, print_json, print_table
from detente.cli.app import app
from detente.cli.options import (
    Csv,
    Engine,
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

_PATTERN = re.compile("-[YN-]*[YN][YN-]*")
_EPILOG = "Example: detente explain korea 'double freeze' --for USA --concept seq"


class _TakesPatterns(TyperCommand):
    """A command whose argument may be a pattern that begins with `-`, as `-YN`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put patterns behind `--`, where nothing is taken for an option."""
        patterns = [] if "--" in args else [one for one in args if _PATTERN.fullmatch(one)]
        if patterns:
            args = [*(one for one in args if one not in patterns), "--", *patterns]
        return super().parse_args(ctx, args)


@app.command(cls=_TakesPatterns, epilog=_EPILOG)
def explain(
    file: File,
    state: Annotated[
        str,
        typer.Argument(
            help="'today', a state as the model writes it, an outcome, a pattern or a condition.",
            metavar="STATE",
        ),
    ],
    party: Annotated[
        str | None, typer.Option("--for", help="One party; all if not given.", metavar="PARTY")
    ] = None,
    concept: Annotated[
        str | None, typer.Option("--concept", help="A concept's id (default: seq).", metavar="ID")
    ] = None,
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    long: Annotated[bool, typer.Option("--long", help="Tell every improvement.")] = False,
    engine: Engine = "auto",
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Why a state would hold or not: improvement, sanction, escape, in words and states."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        from detente.analysis import explain as find
        from detente.library import load

        answer = find(
            load(file),
            state,
            party,
            concept,
            sanction_moves=sanction_moves,
            sanction=sanction,
            reading=reading_of(reading),
            holding=holding or (),
            without=without or (),
            engine=engine,
            memory=memory,
        )
        if as_json:
            print_json(answer.to_dict())
            return
        if as_csv or place is not None:
            print_table(answer, answer.rows(), place)
            return
        from detente.report import page_for, show_explanation

        show_explanation(page_for(), answer, file, long)
