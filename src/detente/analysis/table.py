"""A finding as a table: columns that know their titles, and rows of plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from detente.problems import Problem

Cell = str | int | float | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute rather than show


class Column(str):
    """A column's id, which also knows its title (`label`). Equal to its id."""

    label: str
    __slots__ = ("label",)

    def __new__(cls, text: str, title: str = "") -> Column:
        """A column called `text`, with a title where that says more."""
        column = super().__new__(cls, text)
        column.label = title or text
        return column

    def __reduce__(self) -> tuple[type[Column], tuple[str, str]]:
        return Column, (str(self), self.label)


class Table(NamedTuple):
    """What `Finding.rows()` gives.

    columns  their ids, in order: a `Column` where there is a title, else a text.
    rows     one tuple a row, a value a column: text, number, True, False or None. An iterable that
             may be read once.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def headings(columns: Sequence[str], titles: bool) -> list[str]:
    """The columns' ids or titles; the id behind a title that stands for several columns."""
    if not titles:
        return [str(one) for one in columns]
    told = [one.label if isinstance(one, Column) else one for one in columns]
    return [
        name if told.count(name) == 1 else f"{name} ({one})"
        for name, one in zip(told, columns, strict=True)
    ]


def csv_lines(table: Table, titles: bool = False) -> Iterator[str]:
    """The table as comma-separated lines, each with its line break, the headings first.

    True and False are written `true` and `false`, None is empty. A text that a spreadsheet would
    take for a formula has an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_shown(one) for one in headings(table.columns, titles)])
    yield buffer.getvalue()
    for row in table.rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_shown(cell) for cell in row])
        yield buffer.getvalue()


def _shown(cell: Cell) -> Cell:
    if cell is True:
        return "true"
    if cell is False:
        return "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA) and cell != "-":
        return f"'{cell}"
    return cell


def problem_table(problems: Sequence[Problem]) -> Table:
    """Problems or warnings: where each stands, its code, what is wrong and what to write."""
    rows = [(one.file, one.line, one.column, one.code, one.what, one.mend) for one in problems]
    return Table(("file", "line", "column", "code", "what", "mend"), rows)
