"""A report as Markdown: plain text that any editor shows; pictures as the words that say them."""

from __future__ import annotations

import re
from typing import Any

from detente.report.safe import safe
from detente.report.whole.blocks import Block, Drawn, Grid, Heading
from detente.report.whole.carried import in_markdown

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def as_markdown(title: str, blocks: list[Block], data: dict[str, Any], note: str) -> str:
    """The text, with what it carries in a comment at the end."""
    parts = [f"# {_t(title)}", _t(note), *map(_block, blocks), in_markdown(data)]
    return "\n\n".join(parts)


def _block(one: Block) -> str:
    if isinstance(one, Heading):
        note = f" ({_t(one.note)})" if one.note else ""
        return f"{'#' * (one.level + 1)} {_t(one.text)}{note}"
    if isinstance(one, Drawn):
        return f"Picture: {_t(one.picture.title)}. {_t(one.picture.alt)}"
    if isinstance(one, Grid):
        names = one.columns
        rule = [("--:" if right else "---") for right in one.right] or ["---"] * len(names)
        rows = [names, rule, *one.rows]
        cells = [[c if row is rule else _t(c) for c in row] for row in rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in cells)
    return f"**{_t(one.text)}**" if one.style == "bold" else _t(one.text)


def _t(text: str) -> str:
    """The text with nothing in it that Markdown takes for a mark."""
    shown = _MARKS.sub(r"\\\1", safe(text).replace("\n", " ").replace("\t", " "))
    return re.sub(r"^(\s*)([-+]|\d+[.)])(\s)", r"\1\\\2\3", shown)
