"""The table of states: a row a state, with what is taken, its outcomes, and who would stay."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from detente.analysis import Analysis, Rows, StateRow, SymbolicAnalysis, SymbolicRows
from detente.report.numbers import count, number
from detente.report.wide_table import WideColumn, wide_lines

AnyAnalysis = Analysis | SymbolicAnalysis
AnyRows = Rows | SymbolicRows

TOLD_UNASKED = 16  # a conflict of up to so many states shows its table on every page
SCREEN = 50  # rows to a page in a terminal
TOGETHER = 5_000  # rows set with one heading elsewhere


def state_lines(
    analysis: AnyAnalysis, rows: AnyRows, width: int, each: int = TOGETHER
) -> Iterator[str]:
    """The table as lines, headings again after `each` rows; made as they are read."""
    columns = wide_columns(analysis)
    for begin in range(0, len(rows), each):
        if begin:
            yield ""
        part: Any = rows.part(begin, begin + each)  # of the kind that the analysis chose
        yield from wide_lines("state", columns, cells_of(analysis, analysis.rows_of(part)), width)


def page_of_states(analysis: AnyAnalysis, rows: AnyRows, width: int, each: int) -> Iterator[str]:
    """The table with what it is of, how to read it, and its lines."""
    yield f"{analysis.conflict.title}: {told_rows(rows, analysis)}"
    for line in legend(analysis):
        yield from textwrap.wrap(line, width)
    yield ""
    yield from state_lines(analysis, rows, width, each)


def told_rows(rows: AnyRows, analysis: AnyAnalysis) -> str:
    """How many states the table has, and which."""
    what = "equilibria" if rows.only_equilibria else "states"
    where = f" where {rows.where}" if rows.where else ""
    if rows.count == analysis.size:
        told = count(rows.count, "state")
        if rows.only_equilibria:
            told += ", all of them equilibria"
    else:
        told = f"{number(rows.count)} of {count(analysis.size, 'state')}"
        told += f": {what}{where}" if rows.only_equilibria else f":{where}"
    shown = len(rows)
    return told if shown == rows.count else f"{told}; the first {shown:,} shown"


def legend(analysis: AnyAnalysis) -> Iterator[str]:
    """How to read the table."""
    concepts = ", ".join(analysis.concepts)
    today = " today: where things stand." if analysis.status_quo else ""
    taken = "Y: taken, N: not. " if analysis.conflict.options else ""
    yield f"{taken}*: an equilibrium under one concept at least.{today}"
    yield f"Under 'holds', and under each party that would stay: by which of {concepts}."


def wide_columns(analysis: AnyAnalysis) -> list[WideColumn]:
    """The table's columns after the state's name."""
    conflict = analysis.conflict
    columns = [WideColumn("", close=True)]
    if conflict.form == "graph" and any(one.title for one in conflict.states):
        columns.append(WideColumn("title"))
    party = ""
    for option in conflict.options:
        label = option.short or option.name
        columns.append(WideColumn(label, option.party, close=option.party == party))
        party = option.party
    if conflict.outcomes:
        columns.append(WideColumn("outcomes"))
    columns.append(WideColumn("holds"))
    columns += [WideColumn(name, "would stay") for name in conflict.party_names]
    return columns


def cells_of(analysis: AnyAnalysis, rows: Iterable[StateRow]) -> list[list[str]]:
    """The cells of the states, each row with the state's name first."""
    conflict = analysis.conflict
    titles = {one.name: one.title for one in conflict.states}
    told_title = any(titles.values())
    return [
        [
            str.__str__(row),  # the name alone: formatted, it stays a row, which tells itself
            f"{'*' if row.equilibrium else ' '}{' today' if row.today else ''}".rstrip(),
            *([titles[f"{row:s}"]] if told_title else []),
            *(f"{row:s}" if conflict.options else ""),
            *([", ".join(row.outcomes)] if conflict.outcomes else []),
            _holds(row, analysis),
            *(_stays(row, party, analysis.concepts) for party in row.stable),
        ]
        for row in rows
    ]


def _holds(row: StateRow, analysis: AnyAnalysis) -> str:
    told = _concepts(row.equilibrium, analysis.concepts)
    stuck = row.equilibrium and len(row.cannot_leave) == len(row.stable)
    return f"{told}: nobody can move" if stuck else told


def _stays(row: StateRow, party: str, every: Sequence[str]) -> str:
    if party in row.cannot_leave:
        return "cannot leave"
    return _concepts(row.stable[party], every)


def _concepts(found: Sequence[str], every: Sequence[str]) -> str:
    """`all`, `-` for none, the concepts, or all but one."""
    if not found:
        return "-"
    missing = [one for one in every if one not in found]
    if not missing:
        return "all" if len(every) > 1 else "yes"
    if len(missing) == 1 and len(every) > 2:
        return f"all but {missing[0]}"
    return " ".join(found)
