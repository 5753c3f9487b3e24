"""Reading tables of payoffs from `.csv` and `.xlsx` files: where their rows are."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

from detente.formats.game_file import game_text
from detente.formats.nfg_read import conflict_of
from detente.formats.payoff_table import Rows, game_of
from detente.limits import limit
from detente.model import Conflict
from detente.problems import ModelError, Problem
from detente.report import missing_library

_COLUMNS = 256  # of a table of payoffs
_CHUNK = 1 << 16


def read_csv(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict that a table of payoffs in a CSV file is; ModelError with row and column."""
    text = game_text(path, ".csv")
    return read_csv_text(text, str(path), path.stem)


def read_csv_text(
    text: str, file: str = "<text>", title: str = "A table of payoffs"
) -> tuple[Conflict, tuple[Problem, ...]]:
    """The same of a table's text: values apart by `,`, `;` or tabs, as the first line has them."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(("\t", ";", ","), key=first.count)
    found: list[tuple[int, list[str]]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True):
            found.append((len(found) + 1, row))
            _bounded(len(found), len(row), file)
    except csv.Error as error:
        what = f"the table cannot be read: {error}"
        mend = "save it as CSV anew"
        raise ModelError((Problem(file, len(found) + 1, 0, "E-TABLE", what, mend),)) from None
    return _conflict(found, file, title)


def read_xlsx(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict that the first sheet of a workbook says, where that is a table of payoffs."""
    if importlib.util.find_spec("openpyxl") is None:
        raise missing_library(str(path), "openpyxl", "reading a workbook", "save it as .csv")
    raw = _bytes(path)
    _weigh(raw, str(path))
    made = importlib.import_module("openpyxl")
    try:
        book = made.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        rows: list[tuple[int, list[str]]] = []
        for row in book.worksheets[0].iter_rows(values_only=True):
            cells = [_cell(value) for value in row]
            rows.append((len(rows) + 1, cells))
            _bounded(len(rows), len(cells), str(path))
    except ModelError:
        raise
    except Exception as error:  # whatever a damaged file makes of the library that reads it
        what = f"the workbook cannot be read ({type(error).__name__})"
        raise ModelError(
            (Problem(str(path), 0, 0, "E-TABLE", what, "save it anew, or as .csv"),)
        ) from None
    return _conflict(rows, str(path), path.stem)


def _conflict(rows: Rows, file: str, title: str) -> tuple[Conflict, tuple[Problem, ...]]:
    game, notes = game_of(rows, file)
    conflict, more = conflict_of(game, file, title or "A table of payoffs")
    return conflict, (*notes, *more)


def _bounded(rows: int, columns: int, file: str) -> None:
    if columns > _COLUMNS or rows > limit("game_payoffs"):
        what = f"a table of payoffs has no more than {_COLUMNS} columns"
        what = what if columns > _COLUMNS else f"more than {limit('game_payoffs'):,} rows"
        raise ModelError((Problem(file, rows, 0, "E-SIZE", what, "name a smaller table"),))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):  # whole numbers come as floats from some programs
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit("file_bytes") + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        raise ModelError(
            (Problem(str(path), 0, 0, "E-FILE", f"cannot be read ({reason})", "check the path"),)
        ) from None
    if len(raw) > limit("file_bytes"):
        what = f"the file is larger than {limit('file_bytes') >> 20} MB"
        raise ModelError((Problem(str(path), 0, 0, "E-SIZE", what, "name a smaller file"),))
    return raw


def _weigh(raw: bytes, file: str) -> None:
    """ModelError for what is no archive, or unpacks to more than any table needs."""
    most, total = limit("archive_bytes"), 0
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        if len(archive.infolist()) > limit("archive_entries"):
            total = most + 1
        for entry in archive.infolist():
            with archive.open(entry) as stream:
                while total <= most and (chunk := stream.read(_CHUNK)):
                    total += len(chunk)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError):
        what = "this is no workbook"
        raise ModelError(
            (Problem(file, 0, 0, "E-TABLE", what, "save it as .xlsx or .csv"),)
        ) from None
    if total > min(most, max(1 << 20, limit("archive_ratio") * len(raw))):
        what = "the workbook unpacks to more than a table of payoffs needs"
        raise ModelError((Problem(file, 0, 0, "E-SIZE", what, "save the table alone"),))
