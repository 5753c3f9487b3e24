"""The page on which findings are set for a terminal: width, colour and plain text."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import IO, TextIO, cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.report.next_call import python_words
from detente.report.safe import safe
from detente.report.wide_table import WideColumn, wide_lines

WIDTH = 80
_NARROWEST, _WIDEST = 40, 110


Column = tuple[str, str]  # heading, and left, right or fold


class _Console(Console):
    """A console that leaves it to the command what becomes of it when its reader has gone."""

    def on_broken_pipe(self) -> None:
        raise  # rich calls this while it handles the BrokenPipeError


class Page:
    """Headings, lines and tables, one after another. A thin layer over rich.

    told  makes of a text what stands on the page, without anything that could steer a terminal.
    """

    def __init__(self, console: Console, told: Callable[[str], str] = safe) -> None:
        self.console, self.told = console, told

    @property
    def width(self) -> int:
        """How many letters fit into a line."""
        return self.console.width

    def heading(self, text: str, note: str = "") -> None:
        """A heading, with a note in a fainter hand."""
        line = Text(safe(text), style="bold")
        if note:
            line.append(f"  {safe(note)}", style="dim")
        self.console.print(line)

    def line(self, text: str = "", indent: int = 0, style: str = "") -> None:
        """A paragraph, wrapped."""
        self.console.print(Padding(Text(self.told(text), style=style), (0, 0, 0, indent)))

    def table(self, columns: list[Column], rows: list[list[str]], indent: int = 2) -> None:
        """A table: columns are (heading, justify); a heading of spaces is not shown.

        Justify is `left`, `right` or `fold` (left, and takes the room that is left).
        """
        shown = any(heading.strip() for heading, _ in columns)
        table = Table(
            box=None, show_header=shown, header_style="dim", pad_edge=False, padding=(0, 1)
        )
        for heading, justify in columns:
            if justify == "fold":
                table.add_column(safe(heading), justify="left", overflow="fold", ratio=1)
            elif justify == "right":
                table.add_column(safe(heading), justify="right", no_wrap=True)
            else:
                table.add_column(safe(heading), justify="left", overflow="fold")
        for row in rows:
            table.add_row(*[Text(self.told(cell)) for cell in row])
        self.console.print(Padding(table, (0, 0, 0, indent)))

    def wide_table(
        self, name: str, columns: Sequence[WideColumn], rows: Sequence[Sequence[str]]
    ) -> None:
        """A table of as many columns as there are, in blocks that fit; see wide_table.py."""
        for line in wide_lines(name, columns, rows, self.width):
            self.console.print(Text(line), soft_wrap=True)


class _Trimmed:
    """A stream that leaves out the spaces with which tables fill their lines."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        self.stream.write(re.sub(r"[ ]+(?=\n)", "", text))
        return len(text)

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return False


def page_for(stream: TextIO | None = None) -> Page:
    """A page on standard output: as wide as the terminal within bounds, 80 in a pipe.

    Colour only in a terminal and only where NO_COLOR is not set.
    """
    target = stream or sys.stdout
    trimmed = cast(IO[str], target if target.isatty() else _Trimmed(target))
    console = _Console(highlight=False, emoji=False, markup=False, file=trimmed)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH
    console.width = max(_NARROWEST, min(console.width, _WIDEST))
    return Page(console)


def as_text(show: Callable[[Page], None], width: int = WIDTH) -> str:
    """What `show` sets on a page, as plain text: what Python prints of a finding."""
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, highlight=False, emoji=False, markup=False, color_system=None
    )
    show(Page(console, lambda text: safe(python_words(text))))
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip().split("\n"))
