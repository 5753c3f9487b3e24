"""The table of states: which states are asked for, and what stands in each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.question_checks import bad, check_conditions, check_options
from detente.analysis.table import Cell, Column, Table
from detente.limits import limit as limit_of
from detente.model import Conflict, Ranks, State, compile_arena, told
from detente.problems import NotDefined, TooLarge

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis

_PART = 1 << 12  # rows made in one go


@dataclass(frozen=True, eq=False)
class Rows:
    """Which states are asked for.

    index  int64, the first of them, in state order; count: how many there are.
    where, only_equilibria  as asked.
    """

    index: NDArray[np.int64]
    count: int
    where: str | None = None
    only_equilibria: bool = False

    def __len__(self) -> int:
        return len(self.index)

    def part(self, begin: int, end: int) -> Rows:
        """The rows from one place to another."""
        return replace(self, index=self.index[begin:end])

    def first(self, most: int) -> Rows:
        """The same with at most so many rows."""
        return replace(self, index=self.index[:most])


class StateRow(State):
    """A state with what is true of it; equal to its text, and printed as what each party does.

    taken        the options that are taken, by key. today: whether it is today's state.
    outcomes     those in which it lies; equilibrium: the concepts under which it is one.
    stable       by party: the concepts under which it stays. ranks: by party, 0 the worst; None
                 where the party does not rank all states.
    cannot_leave the parties that have no move from it.
    """

    taken: tuple[str, ...]
    today: bool
    outcomes: tuple[str, ...]
    stable: Mapping[str, tuple[str, ...]]
    equilibrium: tuple[str, ...]
    ranks: Mapping[str, int | None]
    cannot_leave: tuple[str, ...]
    __slots__ = (
        "cannot_leave",
        "equilibrium",
        "outcomes",
        "ranks",
        "stable",
        "taken",
        "today",
    )

    def __str__(self) -> str:
        return repr(self)

    def to_dict(self) -> dict[str, Any]:
        """The row as `--json` prints it."""
        return {
            "state": str.__str__(self),
            "options": list(self.taken),
            "today": self.today,
            "outcomes": list(self.outcomes),
            "stable": {party: list(concepts) for party, concepts in self.stable.items()},
            "equilibrium": list(self.equilibrium),
            "ranks": dict(self.ranks),
            "cannot_leave": list(self.cannot_leave),
        }


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


def check_rows(
    conflict: Conflict,
    where: str | None,
    only_equilibria: bool,
    holding: Sequence[str],
    without: Sequence[str],
    limit: int | None,
) -> None:
    """What can be said against a table before anything is judged; see chosen."""
    check_limit(limit)
    conditions = check_conditions(conflict, [] if where is None else [where], "where")
    most = limit_of("table_rows")
    few = conflict.form == "graph" or 1 << len(conflict.options) <= most
    if few or only_equilibria or (limit is not None and limit <= most):
        return
    held = check_conditions(conflict, holding)
    arena = compile_arena(conflict, held, check_options(conflict, without))
    rows = arena.graph.states
    for condition in conditions:
        rows = int(np.count_nonzero(arena.where(condition)))
    if rows > most:
        raise too_many(rows)


def chosen(
    analysis: Analysis,
    where: str | None = None,
    only_equilibria: bool = False,
    limit: int | None = None,
) -> Rows:
    """The states asked for, the first `limit` of them.

    ModelError for a condition that cannot be read or a limit below 0; NotDefined where equilibria
    are asked for and no concept has verdicts; TooLarge without a limit beyond `table_rows`.
    """
    check_limit(limit)
    keep: NDArray[np.bool_] | None = None
    if where is not None:
        (condition,) = check_conditions(analysis.conflict, [where], "where")
        keep = analysis.arena.where(condition)
    if only_equilibria:
        if not analysis.concepts:
            raise NotDefined(*next(iter(analysis.not_defined.items())))
        holding = np.zeros(analysis.size, dtype=bool)
        for concept in analysis.concepts:
            holding |= analysis.verdicts.equilibria(concept)
        keep = holding if keep is None else keep & holding
    there = analysis.size if keep is None else int(np.count_nonzero(keep))
    most = there if limit is None else min(limit, there)
    if most > limit_of("table_rows"):
        raise too_many(there)
    index = np.arange(most, dtype=np.int64) if keep is None else np.flatnonzero(keep)[:most]
    return Rows(index, there, where, only_equilibria)


def state_rows(analysis: Analysis, index: NDArray[np.int64]) -> Iterator[StateRow]:
    """The states of `index`, each with what is true of it."""
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    keys = [option.key for option in conflict.options]
    for begin in range(0, len(index), _PART):
        part = index[begin : begin + _PART]
        outcomes = _names_where({k: v[part] for k, v in analysis.outcome_planes.items()}, len(part))
        equilibrium = _names_where(
            {one: analysis.verdicts.equilibria(one)[part] for one in analysis.concepts}, len(part)
        )
        stable = {
            name: _names_where(
                {one: analysis.verdicts.stable(k, one)[part] for one in _by_party(analysis)},
                len(part),
            )
            for k, name in enumerate(graph.names)
        }
        stuck = _names_where(
            {name: plane[part] for name, plane in analysis.cannot_leave.items()}, len(part)
        )
        ranks = {
            name: order.rank[part].tolist() if isinstance(order, Ranks) else [None] * len(part)
            for name, order in zip(graph.names, graph.orders, strict=True)
        }
        for place, text in enumerate(graph.state_texts(part)):
            row = StateRow(text, told(conflict, text))
            row.taken = tuple(key for k, key in enumerate(keys) if text[k] == "Y")
            row.today = int(part[place]) == graph.status_quo
            row.outcomes, row.equilibrium = outcomes[place], equilibrium[place]
            row.stable = {name: of[place] for name, of in stable.items()}
            row.ranks = {name: of[place] for name, of in ranks.items()}
            row.cannot_leave = stuck[place]
            yield row


def _names_where(planes: Mapping[str, NDArray[np.bool_]], states: int) -> list[tuple[str, ...]]:
    """By state: the names whose planes hold there."""
    if not planes:
        return [()] * states
    columns = [plane.tolist() for plane in planes.values()]
    seen: dict[tuple[bool, ...], tuple[str, ...]] = {}
    found = []
    for row in zip(*columns, strict=True):
        if row not in seen:
            seen[row] = tuple(name for name, so in zip(planes, row, strict=True) if so)
        found.append(seen[row])
    return found


def _by_party(analysis: Analysis) -> list[str]:
    """The concepts of which each party has a verdict of its own."""
    asked = analysis.verdicts.asked
    return [one.id for one in asked if one.id in analysis.concepts and not one.leader]


def columns_of(analysis: Analysis, index: NDArray[np.int64]) -> list[tuple[Column, list[Any]]]:
    """The table's columns with their values in the states of `index`."""
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    codes = graph.codes[index]
    columns: list[tuple[Column, list[Any]]] = [(Column("state", "State"), graph.state_texts(index))]
    if graph.form == "graph":
        named = [conflict.states[code] for code in codes.tolist()]
        columns.append((Column("title", "Title"), [one.title for one in named]))
    today = -1 if graph.status_quo is None else graph.status_quo
    columns.append((Column("today", "Today"), (index == today).tolist()))
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
    for concept in _by_party(analysis):
        for k, name in enumerate(graph.names):
            title = f"{conflict.party(name).words}: stays under {concept}"
            plane = analysis.verdicts.stable(k, concept)
            columns.append((Column(f"stable {name} {concept}", title), plane[index].tolist()))
    for name, plane in analysis.cannot_leave.items():
        title = f"{conflict.party(name).words}: cannot leave"
        columns.append((Column(f"cannot leave {name}", title), plane[index].tolist()))
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
