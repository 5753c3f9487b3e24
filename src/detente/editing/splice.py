"""Pieces of a text put in the place of others."""

from __future__ import annotations

from collections.abc import Iterable

from detente.editing.spans import Page
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """`text` in the place of what stands from `start` to `end`.

    rank      of several at one place those with a higher rank come first.
    verbatim  whether its line breaks are those of the file already.
    """

    start: int
    end: int
    text: str
    rank: int = 0
    verbatim: bool = False


def spliced(page: Page, splices: Iterable[Splice]) -> str:
    """The page's text with the splices in it. What is written of whole lines begins on its own."""
    text = page.text
    for one in sorted(splices, key=lambda each: (-each.start, each.rank)):
        before, after = text[: one.start], text[one.end :]
        lines = one.text if one.verbatim else one.text.replace("\n", page.line_break)
        new_lines = one.start == one.end and lines.endswith(("\n", "\r"))
        if new_lines and before and before[-1] not in "\r\n":
            before += page.line_break  # the last line of the file was not ended
        text = before + lines + after
    return text
