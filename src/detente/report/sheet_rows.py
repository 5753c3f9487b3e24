"""The rows of a worksheet, written as they come; a library makes the workbook around them.

XlsxWriter takes some ten microseconds a cell: minutes for a table of 100,000 states. So it makes
the workbook with its headings and an empty last row, and the rows between are written here, in the
three forms that their cells have (ECMA-376, part 1, sections 18.3.1.4 and 18.18.11).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from detente.analysis import Cell
from detente.report.safe import safe

_LONGEST = 32_767  # letters that a cell of a spreadsheet holds, counted in UTF-16
_EXACT = 1 << 53  # whole numbers beyond are no longer told apart
_READ_AS_LETTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # readers take such a text for one letter
_TOGETHER = 1_000  # rows packed in one go
_QUICK = 1  # packed but lightly while they wait: they are packed again with their workbook
_FIRST = 2  # the row below the headings


class PackedRows:
    """The rows of a sheet below its headings, as its text, packed until the workbook is made.

    count  how many there are.
    """

    def __init__(
        self, rows: Iterable[Sequence[Cell]], style: int, check: Callable[[int], None]
    ) -> None:
        """Take in all rows.

        style  the number of the format that keeps text a text.
        check  told the number of rows before each is taken in; what it raises ends it.
        """
        self.count = 0
        self._parts: list[bytes] = []
        packer = zlib.compressobj(_QUICK)
        waiting: list[str] = []
        for row in rows:
            self.count += 1
            check(self.count)
            waiting.append(_row(self.count + _FIRST - 1, row, style))
            if len(waiting) == _TOGETHER:
                self._parts.append(packer.compress("".join(waiting).encode()))
                waiting.clear()
        self._parts.append(packer.compress("".join(waiting).encode()))
        self._parts.append(packer.flush())

    def text(self) -> Iterator[bytes]:
        """The rows' text, a piece at a time."""
        unpacker = zlib.decompressobj()
        yield from (unpacker.decompress(part) for part in self._parts)
        yield unpacker.flush()


def fill(book: bytes, sheet: str, rows: PackedRows) -> bytes:
    """The workbook with `rows` in the place of the last row of its sheet, which is empty.

    sheet  the name of the sheet's part.
    """
    if not rows.count:
        return book
    last = rows.count + _FIRST - 1
    place = re.compile(rb'<row r="%d"[^>]*>.*?</row>' % last)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename != sheet:
                new.writestr(part, content)
                continue
            before, after = place.split(content)
            with new.open(part, "w", force_zip64=True) as stream:
                stream.write(before)
                for piece in rows.text():
                    stream.write(piece)
                stream.write(after)
    return target.getvalue()


def told(text: str) -> str:
    """The text as a cell can hold it: no control characters, and not longer than a cell is."""
    shown = safe(text)
    if len(shown) * 2 <= _LONGEST:
        return shown
    raw = shown.encode("utf-16-le")
    if len(raw) <= 2 * _LONGEST:
        return shown
    return raw[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _row(number: int, row: Sequence[Cell], style: int) -> str:
    cells = "".join(
        f'<c r="{letters}{number}"{_content(cell, style)}'
        for letters, cell in zip(_letters(len(row)), row, strict=True)
        if cell is not None
    )
    return f'<row r="{number}">{cells}</row>'


def _content(cell: Cell, style: int) -> str:
    if type(cell) is str:  # nearly all of them: nothing else is asked first
        return _text(cell, style)
    if cell is True:
        return ' t="b"><v>1</v></c>'
    if cell is False:
        return ' t="b"><v>0</v></c>'
    if isinstance(cell, int | float) and abs(cell) <= _EXACT:  # no infinite one, nor nan
        value = int(cell) if isinstance(cell, int) else float(cell)
        return f"><v>{value!r}</v></c>"
    return _text(str(cell), style)


@lru_cache(maxsize=1 << 12)  # most cells of a table say the same few things
def _text(text: str, style: int) -> str:
    shown = _READ_AS_LETTER.sub("_x005F_", told(text))
    kept = ' xml:space="preserve"' if shown != shown.strip() else ""
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' s="{style}" t="inlineStr"><is><t{kept}>{shown}</t></is></c>'


@lru_cache(maxsize=16)
def _letters(columns: int) -> tuple[str, ...]:
    """What the columns of a sheet are called: A, B, ..., Z, AA, AB, ..."""
    names = []
    for number in range(1, columns + 1):
        name = ""
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(ord("A") + rest) + name
        names.append(name)
    return tuple(names)
