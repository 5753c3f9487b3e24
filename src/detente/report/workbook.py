"""A table as a workbook for spreadsheets: what is text stays text, and headings are all different.

The first sheet holds the table under the columns' titles; the second says which column is which by
its id, and how the answer was made.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from detente.analysis.table import Cell, Column, Table, headings
from detente.limits import limit
from detente.problems import TooLarge
from detente.report.missing import missing_library
from detente.report.safe import safe

_LONGEST = 32_767  # letters that a cell of a spreadsheet holds, counted in UTF-16
_COLUMNS = 16_384
_EXACT = 1 << 53  # whole numbers beyond are no longer told apart


def require_workbook(shown: str) -> None:
    """ModelError where a workbook cannot be made for want of the library."""
    if importlib.util.find_spec("xlsxwriter") is None:
        raise missing_library(shown, "xlsxwriter", "a workbook", "use --csv, which needs none")


def workbook(table: Table, about: Mapping[str, str]) -> bytes:
    """The table as the content of an .xlsx file; TooLarge where no spreadsheet takes so much.

    about  what is said on the second sheet, by key.
    """
    require_workbook("workbook")
    if len(table.columns) > _COLUMNS:
        raise TooLarge(
            "a workbook",
            f"{len(table.columns):,} columns; a spreadsheet takes {_COLUMNS:,}",
            "use --csv",
        )
    made = importlib.import_module("xlsxwriter")
    target = io.BytesIO()
    # rows go to the disk as they come; nothing is taken for a formula, a link or a number
    book = made.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    try:
        _fill(book, table, about)
    finally:
        book.close()  # it has files of its own
    return target.getvalue()


def _fill(book: Any, table: Table, about: Mapping[str, str]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})  # edited by hand, it stays text
    names = distinct(table.columns)
    sheet = book.add_worksheet("table")
    for k, name in enumerate(names):
        sheet.set_column(k, k, min(40, max(8, len(name) * 0.7 + 3)))
    sheet.freeze_panes(1, 0)
    for k, name in enumerate(names):
        sheet.write_string(0, k, name, bold)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        if last > limit("table_rows") - 1:
            raise TooLarge(
                "a workbook",
                f"more than {limit('table_rows') - 1:,} rows",
                "use --csv, or narrow the question (--holding)",
            )
        for k, cell in enumerate(row):
            if type(cell) is str:  # nearly all of them: nothing else is asked first
                sheet.write_string(last, k, _told(cell), text)
            else:
                _write(sheet, last, k, cell, text)
    if names:
        sheet.autofilter(0, 0, last, len(names) - 1)
    notes = book.add_worksheet("about")
    notes.set_column(0, 1, 40)
    rows: list[tuple[str, str]] = [*about.items(), ("column", "id")]
    rows += [(name, str(one)) for name, one in zip(names, table.columns, strict=True)]
    for number, (key, value) in enumerate(rows):
        notes.write_string(number, 0, _told(key), bold if value == "id" else None)
        notes.write_string(number, 1, _told(value), text)


def distinct(columns: Sequence[str]) -> list[str]:
    """Headings that differ by more than case, and are not empty.

    A title that another column has too, but for case, has its id behind it; then a number.
    """
    told = [_told(one) or "column" for one in headings(columns, titles=True)]
    folded = [one.casefold() for one in told]
    taken: set[str] = set()
    found = []
    for name, one in zip(told, columns, strict=True):
        if folded.count(name.casefold()) > 1 and isinstance(one, Column) and one.label != str(one):
            name = f"{name} [{_told(str(one))}]"
        base, number = name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        found.append(name)
    return found


def _write(sheet: Any, row: int, column: int, cell: Cell, text: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and _shown_exactly(cell):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, _told(str(cell)), text)


def _shown_exactly(cell: int | float) -> bool:
    return math.isfinite(cell) and abs(cell) <= _EXACT


@lru_cache(maxsize=4096)  # most cells of a table say the same few things
def _told(text: str) -> str:
    """The text as a cell can hold it: no control characters, and not longer than a cell is."""
    shown = safe(text)
    if len(shown) * 2 <= _LONGEST:
        return shown
    raw = shown.encode("utf-16-le")[: 2 * (_LONGEST - 1)]
    return shown if len(raw) < 2 * (_LONGEST - 1) else raw.decode("utf-16-le", "ignore") + "…"


def about_lines(title: str, made: Mapping[str, object], asked: Iterable[str]) -> dict[str, str]:
    """What the second sheet says: the conflict, how the answer was made, what was asked."""
    lines = {"conflict": title} if title else {}
    lines |= {key: str(value) for key, value in made.items() if value is not None}
    return lines | {"asked": " ".join(asked)}
