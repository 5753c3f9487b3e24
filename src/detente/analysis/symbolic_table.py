"""The table of states of a symbolic analysis: the columns of the listed one, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.analysis.table import Cell, Column, Table

if TYPE_CHECKING:
    from detente.analysis.symbolic import SymbolicAnalysis, SymbolicRows


def symbolic_table(analysis: SymbolicAnalysis, rows: SymbolicRows) -> Table:
    """The rows chosen as a table; its columns are those of `state_rows.columns_of`."""
    conflict = analysis.conflict
    words = {name: conflict.party(name).words for name in conflict.party_names}
    columns = [Column("state", "State"), Column("today", "Today")]
    for option in conflict.options:
        title = f"{words[option.party]}: {option.title or option.name}"
        columns.append(Column(option.key, title))
    for name in conflict.outcome_names:
        columns.append(Column(f"outcome {name}", conflict.outcomes[name].title or name))
    for name in words:
        columns.append(Column(f"rank {name}", f"{words[name]}: rank (0 is worst)"))
    by_party = [one.id for one in analysis.verdicts.asked if one.id in analysis.concepts]
    for concept in by_party:
        for name in words:
            title = f"{words[name]}: stays under {concept}"
            columns.append(Column(f"stable {name} {concept}", title))
    for name in words:
        columns.append(Column(f"cannot leave {name}", f"{words[name]}: cannot leave"))
    for concept in analysis.concepts:
        columns.append(Column(f"equilibrium {concept}", f"Equilibrium under {concept}"))

    def cells() -> Iterator[tuple[Cell, ...]]:
        for row in analysis.rows_of(rows):
            yield (
                f"{row:s}",
                row.today,
                *(letter == "Y" for letter in f"{row:s}"),
                *(name in row.outcomes for name in conflict.outcome_names),
                *(row.ranks[name] for name in words),
                *(concept in row.stable[name] for concept in by_party for name in words),
                *(name in row.cannot_leave for name in words),
                *(concept in row.equilibrium for concept in analysis.concepts),
            )

    return Table(columns, cells())
