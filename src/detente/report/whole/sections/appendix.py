"""The appendix: the table of states, as far as a reader follows."""

from __future__ import annotations

from detente.report.whole.blocks import Block, Grid, Paragraph
from detente.report.whole.facts import Facts

_MOST = 200


def states(facts: Facts) -> list[Block]:
    """Every state with what each party thinks of it; beyond 200 states the equilibria."""
    analysis = facts.analysis
    every = analysis.size <= _MOST
    table = analysis.rows(only_equilibria=not every and bool(analysis.concepts), limit=_MOST)
    keep = [
        k
        for k, one in enumerate(table.columns)
        if one.split(" ")[0] in ("state", "title", "rank", "equilibrium")
    ]
    names = tuple(getattr(table.columns[k], "label", str(table.columns[k])) for k in keep)
    rows = tuple(tuple(_cell(row[k]) for k in keep) for row in table.rows)
    note = (
        f"All {analysis.size:,} states."
        if every
        else (
            f"{len(rows)} of {analysis.size:,} states: equilibria under some concept. "
            "`detente analyze FILE --xlsx X.xlsx` gives all."
        )
    )
    return [Paragraph(note), Grid(names, rows)]


def _cell(cell: object) -> str:
    return (
        {True: "yes", False: "", None: ""}.get(cell, str(cell))
        if cell is None or isinstance(cell, bool)
        else str(cell)
    )
