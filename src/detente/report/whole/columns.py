"""How wide the columns of a printed table are: no word runs into the next column."""

from __future__ import annotations

import re

from detente.report.whole.blocks import Grid

_ROOM = 480.0  # points between the margins of a page of A4
_BETWEEN = 8.0  # points that each column leaves free
_SIZE, _SMALLEST = 8.0, 5.0  # points, of letters
_LONGEST = 48  # letters of a word; a longer one is broken
_BREAK = "\u200b"  # a place at which a line may end
_NARROW = frozenset("iljtfr.,:;'|!()[] ")
_GAP = re.compile(r"\s+|(?<=-)(?=[^\W\d])")  # where a line may end: not within a date


def broken(text: str, longest: int = _LONGEST) -> str:
    """The text with places at which its words of over `longest` letters may be broken."""
    return re.sub(
        rf"\S{{{longest + 1},}}",
        lambda word: _BREAK.join(re.findall(rf".{{1,{longest}}}", word[0])),
        text,
    )


def laid_out(grid: Grid) -> tuple[list[float], float, int]:
    """Widths of the columns in points, the size of letters, and how long words may be.

    Each column has room for its longest word; what is left goes to those with most to say.
    """
    columns = [
        [(name, 1.15), *((row[k], 1.0) for row in grid.rows)]  # headings are bold
        for k, name in enumerate(grid.columns)
    ]
    needs = [
        max(_wide(word) * bold for text, bold in column for word in _words(text))
        for column in columns
    ]
    wishes = [
        max(need, *(_wide(text) * bold for text, bold in column))
        for need, column in zip(needs, columns, strict=True)
    ]
    room = _ROOM - _BETWEEN * len(columns)
    size = max(_SMALLEST, min(_SIZE, room / sum(needs)))
    longest = _LONGEST
    if size * sum(needs) > room:  # too many columns for any letters that one can read
        most = room / size / len(columns)
        longest = max(1, int((most - 0.3) / 0.92))
        needs = [most] * len(columns)
    left = max(0.0, room - size * sum(needs))
    more = [max(0.0, wish - need) ** 0.7 for need, wish in zip(needs, wishes, strict=True)]
    if sum(more) == 0 or size * sum(wishes) <= room:
        more = [float(wish) for wish in wishes]
    share = left / sum(more)
    widths = [size * need + share * one + _BETWEEN for need, one in zip(needs, more, strict=True)]
    return [round(one, 2) for one in widths], round(size, 2), longest


def _words(text: str) -> list[str]:
    return _GAP.split(broken(text).replace(_BREAK, " "))


def _wide(text: str) -> float:
    """About how wide the text is, in sizes of a letter: on the safe side for DejaVu Sans."""
    return 0.3 + sum(
        0.36 if one in _NARROW else 0.66 if one.islower() or one.isdigit() else 0.8 for one in text
    )
