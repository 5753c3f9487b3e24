"""The words of a finding as they stand on a page: the same as the terminal's, as HTML.

The next steps that an answer names are commands there; here they are links to the question's page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from detente.report import Page, safe

Link = Callable[[str], Markup | None]
_COMMAND = re.compile(r"(?:^|(?<=: )|(?<= · ))detente [a-z].*?(?= · detente |$)")
_MOST = 400  # rows of one table; the table as a file has all


class Told(Page):
    """A page whose headings, lines and tables become HTML in the workbench's own looks.

    link  what to show for a command that a line names; None where it is no question's.
    """

    def __init__(self, link: Link) -> None:
        self.parts: list[Markup] = []
        self._link, self._tables = link, 0

    @property
    def width(self) -> int:
        """A browser wraps and scrolls: every line and table fits."""
        return sys.maxsize

    def heading(self, text: str, note: str = "") -> None:
        """A heading, with a note in a fainter hand."""
        told = Markup(' <span class="dim">{}</span>').format(safe(note)) if note else ""
        self.parts.append(Markup("<h3>{}{}</h3>").format(safe(text), told))

    def line(self, text: str = "", indent: int = 0, style: str = "") -> None:
        """A paragraph."""
        if text:
            looks = f"in{min(indent, 8)}" + (f" {style}" if style in ("dim", "bold") else "")
            self.parts.append(Markup('<p class="{}">{}</p>').format(looks, self._linked(text)))

    def _linked(self, text: str) -> Markup:
        parts, at = [], 0
        for found in _COMMAND.finditer(text):
            parts.append(Markup("{}").format(safe(text[at : found.start()])))
            shown = self._link(found[0])
            parts.append(shown or Markup("<code>{}</code>").format(safe(found[0])))
            at = found.end()
        return Markup("").join([*parts, Markup("{}").format(safe(text[at:]))])

    def table(self, columns: list[tuple[str, str]], rows: list[list[str]], indent: int = 2) -> None:
        """A table; of a very long one its beginning, and how many rows there are."""
        self._tables += 1
        aligns = ["num" if justify == "right" else "" for _, justify in columns]
        head = Markup("")
        if any(heading.strip() for heading, _ in columns):
            cells = Markup("").join(
                Markup('<th scope="col" class="{}">{}</th>').format(align, safe(heading))
                if heading.strip()
                else Markup("<td></td>")
                for (heading, _), align in zip(columns, aligns, strict=True)
            )
            head = Markup("<thead><tr>{}</tr></thead>").format(cells)
        body = Markup("").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(
                    Markup('<td class="{}">{}</td>').format(align, self._linked(cell))
                    for cell, align in zip(row, aligns, strict=True)
                )
            )
            for row in rows[:_MOST]
        )
        self.parts.append(
            Markup(
                '<div class="tw in{}" tabindex="0" role="region" aria-label="Table {}">'
                '<table class="told">{}<tbody>{}</tbody></table></div>'
            ).format(min(indent, 8), self._tables, head, body)
        )
        if len(rows) > _MOST:
            self.line(f"… {len(rows):,} rows; the table as a file has all", indent, "dim")

    def wide_table(self, name: str, columns: Sequence[Any], rows: Sequence[Sequence[str]]) -> None:
        """A table of as many columns as there are."""
        headings = [(name, "left")]
        headings += [(f"{one.group} {one.heading}".strip(), "left") for one in columns]
        self.table(headings, [list(row) for row in rows])


def words_of(show: Callable[[Page], object], link: Link) -> Markup:
    """What `show` sets on a page, as HTML."""
    page = Told(link)
    show(page)
    return Markup("\n").join(page.parts)
