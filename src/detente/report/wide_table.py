"""A table with many columns, set in blocks that fit the page; nothing in it is cut or turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from detente.report.safe import safe
from detente.values import dataclass

_GAP = 2  # spaces between columns; one between the options of a party


@dataclass(frozen=True, slots=True)
class WideColumn:
    """A column: its heading, and the heading that it shares with its neighbours.

    close  whether it stands close to the column before it.
    """

    heading: str
    group: str = ""
    close: bool = False


def wide_lines(
    name: str, columns: Sequence[WideColumn], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """The table as lines of at most `width`, where its cells allow that.

    rows  the row's name, then a cell a column. Columns that do not fit beside each other are set in
          blocks one below another, and each row begins with its name again.
    """
    cells = [[safe(cell) for cell in row] for row in rows]
    first = max([cell_len(name), *(cell_len(row[0]) for row in cells)])
    widths = [
        max([cell_len(safe(column.heading)), *(cell_len(row[k]) for row in cells)])
        for k, column in enumerate(columns, 1)
    ]
    for number, block in enumerate(_blocks(columns, widths, width - first)):
        if number:
            yield ""
        groups = _groups(columns, widths, block, first)
        if groups:
            yield groups
        headings = [safe(columns[k].heading) for k in block]
        yield _line(name, headings, columns, widths, block, first)
        for row in cells:
            yield _line(row[0], [row[k + 1] for k in block], columns, widths, block, first)


def _gap(column: WideColumn) -> int:
    return 1 if column.close else _GAP


def _blocks(columns: Sequence[WideColumn], widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """The columns that stand beside each other, in order; one at least."""
    block: list[int] = []
    used = 0
    for k, column in enumerate(columns):
        need = _gap(column) + widths[k]
        if not block or used + need <= room:
            block.append(k)
            used += need
        else:
            yield block
            block, used = [k], need
    if block:
        yield block


def _groups(
    columns: Sequence[WideColumn], widths: Sequence[int], block: Sequence[int], first: int
) -> str:
    """The line of shared headings, each over the first of its columns; empty without any."""
    line, place, before = "", first, ""
    for k in block:
        place += _gap(columns[k])
        group = safe(columns[k].group)
        if group and group != before:
            line = line.ljust(place) if cell_len(line) < place else f"{line} "
            line += group
        before = group
        place += widths[k]
    return line


def _line(
    name: str,
    cells: Sequence[str],
    columns: Sequence[WideColumn],
    widths: Sequence[int],
    block: Sequence[int],
    first: int,
) -> str:
    line = name + " " * (first - cell_len(name))
    for k, cell in zip(block, cells, strict=True):
        line += " " * _gap(columns[k]) + cell + " " * (widths[k] - cell_len(cell))
    return line.rstrip()
