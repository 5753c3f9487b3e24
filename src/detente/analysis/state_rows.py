"""The table of states: which states are asked for, and what stands in each column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.readings import bad, check_conditions
from detente.analysis.table import Cell, Column, Table
from detente.limits import limit as limit_of
from detente.model import Ranks
from detente.problems import NotDefined, TooLarge

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis

_PART = 1 << 12  # rows made in one go


def check_limit(limit: int | None) -> None:
    """ModelError where a limit is no number of states."""
    if limit is not None and limit < 0:
        raise bad("limit", "E-VALUE", f"{limit} is no number of states", "write 0 or more")


def too_many(rows: int) -> TooLarge:
    """The refusal of a table that nobody reads and no spreadsheet takes."""
    return TooLarge(
        "a table of states",
        f"{rows:,} rows; a spreadsheet takes {limit_of('table_rows'):,}",
        "narrow it (`--where CONDITION`, `--only-equilibria`, `--holding`), or ask for the first "
        "of them (`--limit`)",
    )


def chosen(
    analysis: Analysis, where: str | None, only_equilibria: bool, limit: int | None
) -> tuple[NDArray[np.int64], int]:
    """The indices of the states asked for, the first `limit` of them; and how many there are.

    ModelError for a condition that cannot be read or a limit below 0; NotDefined where equilibria
    are asked for and no concept has verdicts; TooLarge without a limit beyond `table_rows`.
    """
    check_limit(limit)
    keep: NDArray[np.bool_] | None = None
    if where is not None:
        (condition,) = check_conditions(analysis.conflict, [where], "where")
        keep = analysis.frame.where(condition)
    if only_equilibria:
        if not analysis.concepts:
            raise NotDefined(*next(iter(analysis.not_defined.items())))
        holding = np.zeros(len(analysis.verdicts.graph.codes), dtype=bool)
        for concept in analysis.concepts:
            holding |= analysis.verdicts.equilibria(concept)
        keep = holding if keep is None else keep & holding
    there = analysis.verdicts.graph.states if keep is None else int(np.count_nonzero(keep))
    if min(there, there if limit is None else limit) > limit_of("table_rows"):
        raise too_many(there)
    if keep is None:
        return np.arange(there if limit is None else min(limit, there), dtype=np.int64), there
    return np.flatnonzero(keep)[:limit], there


def columns_of(analysis: Analysis, index: NDArray[np.int64]) -> list[tuple[Column, list[Any]]]:
    """The table's columns with their values in the states of `index`."""
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    codes = graph.codes[index]
    columns: list[tuple[Column, list[Any]]] = [(Column("state", "State"), graph.state_texts(index))]
    if graph.form == "graph":
        named = [conflict.states[code] for code in codes.tolist()]
        columns.append((Column("title", "Title"), [one.title for one in named]))
    columns.append((Column("today", "Today"), (index == _today(analysis)).tolist()))
    for k, option in enumerate(conflict.options):
        title = f"{conflict.party(option.party).words}: {option.title or option.name}"
        columns.append((Column(option.key, title), (codes >> np.int64(k) & 1 == 1).tolist()))
    for name, plane in analysis.outcome_planes.items():
        title = conflict.outcomes[name].title or name
        columns.append((Column(f"outcome {name}", title), plane[index].tolist()))
    for name, order in zip(graph.names, graph.orders, strict=True):
        title = f"{conflict.party(name).words}: rank (0 is worst)"
        ranks = order.rank[index].tolist() if isinstance(order, Ranks) else [None] * len(index)
        columns.append((Column(f"rank {name}", title), ranks))
    for one in analysis.verdicts.asked:
        if one.id not in analysis.concepts or one.leader:
            continue
        for k, name in enumerate(graph.names):
            title = f"{conflict.party(name).words}: stays under {one.id}"
            plane = analysis.verdicts.stable(k, one.id)
            columns.append((Column(f"stable {name} {one.id}", title), plane[index].tolist()))
    for concept in analysis.concepts:
        plane = analysis.verdicts.equilibria(concept)
        title = f"Equilibrium under {concept}"
        columns.append((Column(f"equilibrium {concept}", title), plane[index].tolist()))
    return columns


def table_of(analysis: Analysis, index: NDArray[np.int64]) -> Table:
    """The table of the states of `index`, its rows made as they are read."""
    names = [column for column, _ in columns_of(analysis, index[:0])]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for begin in range(0, len(index), _PART):
            part = columns_of(analysis, index[begin : begin + _PART])
            yield from zip(*(values for _, values in part), strict=True)

    return Table(names, rows())


def _today(analysis: Analysis) -> int:
    here = analysis.verdicts.graph.status_quo
    return -1 if here is None else here
