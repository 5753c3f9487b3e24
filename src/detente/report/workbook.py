"""A table as a workbook for spreadsheets: what is text stays text, and headings are all different.

The first sheet holds the table under the columns' titles; the second says which column is which by
its id, and how the answer was made.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.analysis import Column, Table, headings
from detente.limits import limit
from detente.problems import TooLarge
from detente.report.missing import missing_library
from detente.report.sheet_rows import PackedRows, fill, told

_COLUMNS = 16_384
_SHEET = "xl/worksheets/sheet1.xml"
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"/>')


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
    rows = PackedRows(table.rows, _text_format(), _check_rows)
    return fill(_shell(table.columns, about, rows.count), _SHEET, rows)


def _check_rows(count: int) -> None:
    if count > limit("table_rows") - 1:
        raise TooLarge(
            "a workbook",
            f"more than {limit('table_rows') - 1:,} rows",
            "use --csv, or narrow the question (--holding)",
        )


def _text_format() -> int:
    """The number by which cells name the format of texts: it is the library's to give."""
    with zipfile.ZipFile(io.BytesIO(_shell(["x"], {}, 1))) as book:
        (found,) = _EMPTY_CELL.findall(book.read(_SHEET))
    return int(found)


def _shell(columns: Sequence[str], about: Mapping[str, str], last: int) -> bytes:
    """The workbook without its rows; the last of them stands there, empty."""
    target = io.BytesIO()
    # nothing is taken for a formula, a link or a number; and no file is made on the way
    told_as_text = {f"strings_to_{one}": False for one in ("formulas", "urls", "numbers")}
    made = importlib.import_module("xlsxwriter")
    with made.Workbook(target, {"in_memory": True, **told_as_text}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})  # edited by hand, it stays text
        names = distinct(columns)
        _table_sheet(book.add_worksheet("table"), names, last, bold, text)
        notes = book.add_worksheet("about")
        notes.set_column(0, 1, 40)
        rows: list[tuple[str, str]] = [*about.items(), ("column", "id")]
        rows += [(name, str(one)) for name, one in zip(names, columns, strict=True)]
        for number, (key, value) in enumerate(rows):
            notes.write_string(number, 0, told(key), bold if value == "id" else None)
            notes.write_string(number, 1, told(value), text)
    return target.getvalue()


def _table_sheet(sheet: Any, names: Sequence[str], last: int, bold: Any, text: Any) -> None:
    sheet.freeze_panes(1, 0)
    for k, name in enumerate(names):
        sheet.set_column(k, k, min(40, max(8, len(name) * 0.7 + 3)))
        sheet.write_string(0, k, name, bold)
    if names:
        sheet.autofilter(0, 0, last, len(names) - 1)
    if last:
        sheet.write_blank(last, max(0, len(names) - 1), None, text)


def distinct(columns: Sequence[str]) -> list[str]:
    """Headings that differ by more than case, and are not empty.

    A title that another column has too, but for case, has its id behind it; then a number.
    """
    shown = [told(one) or "column" for one in headings(columns, titles=True)]
    folded = [one.casefold() for one in shown]
    taken: set[str] = set()
    found = []
    for name, one in zip(shown, columns, strict=True):
        if folded.count(name.casefold()) > 1 and isinstance(one, Column) and one.label != str(one):
            name = f"{name} [{told(str(one))}]"
        base, number = name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        found.append(name)
    return found


def about_lines(title: str, made: Mapping[str, object], asked: Iterable[str]) -> dict[str, str]:
    """What the second sheet says: the conflict, how the answer was made, what was asked."""
    lines = {"conflict": title} if title else {}
    lines |= {key: str(value) for key, value in made.items() if value is not None}
    return lines | {"asked": " ".join(asked)}
