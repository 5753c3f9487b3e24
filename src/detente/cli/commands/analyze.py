"""`detente analyze`: which states would hold, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.answer import answering, print_json, print_pages, print_table
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
from detente.problems import ModelError, Problem, TooLarge, TooManyStates

if TYPE_CHECKING:
    from detente.analysis import Analysis, SymbolicAnalysis

_EPILOG = "Example: detente analyze korea --concepts nash,seq --reading 'USA=freeze accepted'"


@app.command(epilog=_EPILOG)
def analyze(
    file: File,
    concepts: Annotated[
        str | None,
        typer.Option(
            "--concepts",
            help="Ids such as nash,seq,mr4,l2; the core if not given. `detente doctor` lists them.",
            metavar="ID,ID,…",
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
    sanction_moves: Moves = "legal",
    sanction: Sanctions = "weak",
    reading: Reading = None,
    holding: Holding = None,
    without: Without = None,
    states: Annotated[
        bool, typer.Option("--states", help="Print the table of states, a row a state.")
    ] = False,
    where: Annotated[
        str | None,
        typer.Option(
            "--where",
            help="Of the table, the states where this condition holds.",
            metavar="CONDITION",
        ),
    ] = None,
    only_equilibria: Annotated[
        bool,
        typer.Option(
            "--only-equilibria",
            help="Of the table, the states that are one under at least one concept.",
        ),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            help="Rows of the table; states a list in --json (default there 1,000).",
            min=0,
        ),
    ] = None,
    cite: Annotated[
        bool, typer.Option("--cite", help="Print the papers that the answer rests on instead.")
    ] = False,
    bibtex: Annotated[
        bool, typer.Option("--bibtex", help="Print these papers as BibTeX instead.")
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="auto, or one that `detente doctor` lists.")
    ] = "auto",
    memory: Memory = None,
    as_csv: Csv = False,
    xlsx: Xlsx = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Stability of every state for every party, and the equilibria by outcome."""
    with answering(as_json):
        place = one_form(as_json, as_csv, xlsx, force, [file])
        _check_cite(cite or bibtex, states or as_json or as_csv or place is not None)
        from detente.library import load
        from detente.report import page_for, page_of_states, show_analysis

        conflict = load(file)
        table = states or where is not None or only_equilibria or as_csv or place is not None
        asked = {
            "conflict": conflict,
            "concepts": None if concepts is None else [x for x in concepts.split(",") if x.strip()],
            "semantics": [x.strip() for x in (semantics or "").split(",") if x.strip()],
            "sanction_moves": sanction_moves,
            "sanction": sanction,
            "reading": reading_of(reading),
            "holding": holding or (),
            "without": without or (),
            "memory": memory,
        }
        answer: Any = _judged(asked, engine, (where, only_equilibria, limit) if table else None)
        rows = answer.chosen(where, only_equilibria, limit) if table else None
        if cite or bibtex:
            typer.echo(answer.cite("bibtex" if bibtex else "text"), nl=False)
        elif as_json:
            print_json(answer.to_dict(limit, rows))
        elif rows is None:
            show_analysis(page_for(), answer, file)
        elif as_csv or place is not None:
            print_table(answer, answer.table_of(rows), place)
        else:
            print_pages(lambda width, each: page_of_states(answer, rows, width, each), len(rows))


def _judged(
    asked: Mapping[str, Any],
    engine: str,
    table: tuple[str | None, bool, int | None] | None,
) -> Analysis | SymbolicAnalysis:
    """The answer by the engine asked for; by `auto` without a list where states are too many.

    table  which states the answer is to list: what can be said against them is said at once.
    """
    from detente.analysis import SYMBOLIC, check_rows
    from detente.analysis import analyze as find
    from detente.cli.progress import progress

    refusal: TooManyStates | None = None
    if engine != SYMBOLIC:
        try:
            if table is not None:
                where, only_equilibria, limit = table
                held, without = asked["holding"], asked["without"]
                check_rows(asked["conflict"], where, only_equilibria, held, without, limit)
            with progress("states") as tell:
                return find(**asked, engine=engine, progress=tell)
        except TooManyStates as error:
            if engine != "auto" or asked["semantics"]:
                raise
            refusal = error
    try:
        with progress("verdicts") as tell:
            return find(**asked, engine=SYMBOLIC, progress=tell)
    except TooLarge as error:
        if refusal is None:
            raise
        raise TooLarge(
            refusal.what,
            f"{refusal.estimate}; without a list: {error.estimate}",
            error.way_out,
        ) from None


def _check_cite(cite: bool, other: bool) -> None:
    """ModelError where papers are asked for together with another form of the answer."""
    if cite and other:
        what, mend = "papers are printed by themselves", "leave out the other forms of the answer"
        raise ModelError((Problem("--cite", 0, 0, "E-VALUE", what, mend),))
