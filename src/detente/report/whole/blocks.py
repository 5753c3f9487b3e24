"""A report as a list of blocks, before it has any form: headings, paragraphs, tables, pictures."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from detente.report.pictures.drawing import Picture
from detente.report.safe import safe
from detente.report.terminal import Column, Page
from detente.report.wide_table import WideColumn


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section's."""

    level: int
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `indent` in steps, `style` is plain, dim or bold."""

    text: str
    indent: int = 0
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings (all empty for none) and rows of texts; `right`: columns of numbers.

    notes  what somebody should look at again, each with the row that it speaks of.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()

    def filled(self) -> Grid:
        """The table without the columns in which no row says anything."""
        keep = [k for k in range(len(self.columns)) if any(row[k] for row in self.rows)]
        return replace(
            self,
            columns=tuple(self.columns[k] for k in keep),
            rows=tuple(tuple(row[k] for k in keep) for row in self.rows),
            right=tuple(self.right[k] for k in keep) if self.right else (),
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture."""

    picture: Picture


_COMMAND = re.compile(r"Next: |detente [a-z]|each of them: the same command with ")
_FLAG = re.compile(r" \(--[a-z][^()]*\)")  # what the command line says where it tells a part

Block = Heading | Paragraph | Grid | Drawn


def safely(one: Block) -> Block:
    """The block with nothing in its texts that could steer what shows them."""
    if isinstance(one, Heading):
        return replace(one, text=safe(one.text), note=safe(one.note))
    if isinstance(one, Paragraph):
        return replace(one, text=safe(one.text))
    if isinstance(one, Grid):
        return replace(
            one,
            columns=tuple(map(safe, one.columns)),
            rows=tuple(tuple(map(safe, row)) for row in one.rows),
            notes=tuple((place, safe(note)) for place, note in one.notes),
        )
    return one  # a picture sees to it itself


class BlockPage(Page):
    """A page that keeps what is set on it as blocks, so that findings look the same everywhere."""

    def __init__(self, level: int = 2) -> None:
        self.level = level
        self.blocks: list[Block] = []

    @property
    def width(self) -> int:
        """A report's tables always fit."""
        return sys.maxsize

    def heading(self, text: str, note: str = "") -> None:
        """A heading below the section's own."""
        self.blocks.append(Heading(self.level, text, note))

    def line(self, text: str = "", indent: int = 0, style: str = "") -> None:
        """A paragraph; which command to run, and with what, is no matter of a report."""
        told = _FLAG.sub("", text)
        if told and not _COMMAND.match(told):
            self.blocks.append(Paragraph(told, indent // 2, style or "plain"))

    def table(self, columns: list[Column], rows: list[list[str]], indent: int = 2) -> None:
        """A table."""
        names = tuple(name.strip() for name, _ in columns)
        told = tuple(map(tuple, rows))
        self.blocks.append(Grid(names, told, tuple(how == "right" for _, how in columns)))

    def wide_table(
        self, name: str, columns: Sequence[WideColumn], rows: Sequence[Sequence[str]]
    ) -> None:
        """A table of many columns, side by side; those with nothing in them are left out."""
        shown = [k for k, one in enumerate(columns) if any(row[k + 1] for row in rows)]
        heads: list[Column] = [(name, "left")]
        heads += [(f"{columns[k].group} {columns[k].heading}".strip(), "left") for k in shown]
        self.table(heads, [[row[0], *(row[k + 1] for k in shown)] for row in rows])


def shown(show: Callable[[Page], None]) -> list[Block]:
    """What `show` sets on a page, as blocks."""
    page = BlockPage()
    show(page)
    return page.blocks
