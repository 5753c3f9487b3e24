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
        k for k, one in enumerate(table.columns) if one.split(" ")[0] in ("state", "title", "rank")
    ]
    under = {
        k: one.removeprefix("equilibrium ")
        for k, one in enumerate(table.columns)
        if one.startswith("equilibrium ")
    }
    names = (
        *(getattr(table.columns[k], "label", str(table.columns[k])) for k in keep),
        "equilibrium under",
    )
    rows = tuple(
        (
            *("" if row[k] is None else str(row[k]) for k in keep),
            _under([name for k, name in under.items() if row[k]], len(under)),
        )
        for row in table.rows
    )
    note = (
        f"All {analysis.size:,} states."
        if every
        else (
            f"{len(rows)} of {analysis.size:,} states: equilibria under some concept. "
            "A table for a spreadsheet has them all (detente analyze --states --xlsx)."
        )
    )
    right = tuple(one.startswith("rank ") for one in (*(table.columns[k] for k in keep), ""))
    return [Paragraph(note), Grid(names, rows, right)]


def _under(names: list[str], every: int) -> str:
    return "all" if len(names) == every > 1 else ", ".join(names)
