"""The same pages as HTML, for notebooks: self-contained, escaped, without scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.report.next_call import python_words
from detente.report.safe import safe
from detente.report.terminal import Column, Page
from detente.report.wide_table import WideColumn

if TYPE_CHECKING:
    from detente.report.pictures.drawing import Picture

_STYLE = "font-family:system-ui,sans-serif;line-height:1.4;max-width:60em"
_CELL = "text-align:{align};padding:0 .8em .1em 0;vertical-align:top;border:0"


class HtmlPage(Page):
    """A page whose headings, lines and tables become HTML."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    @property
    def width(self) -> int:
        """A browser scrolls: every table fits."""
        return sys.maxsize

    def heading(self, text: str, note: str = "") -> None:
        """A heading, with a note in a fainter hand."""
        told = (
            f" <small style='color:#666;font-weight:normal'>{_text(note)}</small>" if note else ""
        )
        self.parts.append(f"<p style='margin:.8em 0 .2em'><strong>{_text(text)}</strong>{told}</p>")

    def line(self, text: str = "", indent: int = 0, style: str = "") -> None:
        """A paragraph."""
        if not text:
            return
        text = python_words(text)
        looks = {"dim": "color:#666", "bold": "font-weight:bold"}.get(style, "")
        self.parts.append(f"<p style='margin:.1em 0 .1em {indent / 2}em;{looks}'>{_text(text)}</p>")

    def table(self, columns: list[Column], rows: list[list[str]], indent: int = 2) -> None:
        """A table."""
        aligns = ["right" if justify == "right" else "left" for _, justify in columns]
        head = ""
        if any(heading.strip() for heading, _ in columns):
            cells = "".join(
                f"<th style='{_CELL.format(align=align)};color:#666'>{_text(heading)}</th>"
                for (heading, _), align in zip(columns, aligns, strict=True)
            )
            head = f"<thead><tr>{cells}</tr></thead>"
        body = "".join(
            "<tr>"
            + "".join(
                f"<td style='{_CELL.format(align=align)}'>{_text(cell)}</td>"
                for cell, align in zip(row, aligns, strict=True)
            )
            + "</tr>"
            for row in rows
        )
        self.parts.append(
            f"<table style='margin-left:{indent / 2}em;border-collapse:collapse'>{head}"
            f"<tbody>{body}</tbody></table>"
        )

    def wide_table(
        self, name: str, columns: Sequence[WideColumn], rows: Sequence[Sequence[str]]
    ) -> None:
        """A table: a browser scrolls, so its columns stand beside each other."""
        headings: list[Column] = [(name, "left")]
        headings += [(f"{one.group} {one.heading}".strip(), "left") for one in columns]
        self.table(headings, [list(row) for row in rows])


def _text(text: str) -> str:
    from html import escape  # a table of all entities, which a terminal does not wait for

    return escape(safe(text))


def as_html(show: Callable[[Page], None], *pictures: Picture) -> str:
    """What `show` sets on a page, and the pictures below it, as one HTML element."""
    page = HtmlPage()
    show(page)
    drawn = "".join(f"<figure style='margin:1em 0'>{one.svg()}</figure>" for one in pictures)
    return f"<div style='{_STYLE}'>{''.join(page.parts)}{drawn}</div>"
