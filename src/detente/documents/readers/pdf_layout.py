"""The lines of a PDF page in the order of reading, where the page says where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from detente.late import late
from detente.values import dataclass

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# A raised footnote mark comes as a line of its own: "the patrols" / "3" / "in the strait".
_RAISED = late(r"(?<=[\w,;:”’)])[ ]*\n[ ]*\d{1,2}[ ]*\n(?=[ ]*[a-z(“,;.])")
_NUMBER = late(r"\d+")
_APART = 120.0  # points between the beginnings of two columns
_SAME_LINE = 2.5  # points
_ROWS = 4
_FEWEST = 12
_HEADS = 2  # lines at the top and bottom of a page that may be a running head


@dataclass(frozen=True, slots=True)
class Piece:
    """Words set at one place of a page, in points from its lower left corner."""

    text: str
    x: float
    y: float


def page_text(text: str, pieces: Sequence[Piece]) -> tuple[str, str]:
    """The text of a page, and what was mended of its order: "", "columns" or "words"."""
    mended = ""
    if _one_word_a_line(text):
        text, mended = _by_line(pieces), "words"
    elif _interleaved(pieces):
        text, mended = _by_column(pieces), "columns"
    return _RAISED.sub(" ", text.translate(_LIGATURES)), mended


def _one_word_a_line(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _FEWEST and sum(len(line.split()) == 1 for line in lines) > 0.6 * len(
        lines
    )


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces line by line from the top, each line from the left."""
    lines: list[list[Piece]] = []
    for each in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if lines and abs(lines[-1][0].y - each.y) <= _SAME_LINE:
            lines[-1].append(each)
        else:
            lines.append([each])
    return [sorted(line, key=lambda piece: piece.x) for line in lines]


def _joined(lines: Sequence[Sequence[Piece]], end: str = "\n") -> str:
    """Lines as text, `end` between two; a wider gap than is common on the page is a blank line."""
    gaps = Counter(round(above[0].y - below[0].y) for above, below in pairwise(lines))
    common = gaps.most_common(1)[0][0] if gaps else 0
    text = ""
    last: float | None = None
    for line in lines:
        if last is not None:
            text += "\n\n" if last - line[0].y > 1.4 * common else end
        text += " ".join(each.text.strip() for each in line)
        last = line[0].y
    return text


def _by_line(pieces: Sequence[Piece]) -> str:
    return _joined(_lines(pieces))


def _split(pieces: Sequence[Piece]) -> float | None:
    """Where a second column begins: a place at which several lines set words far to the right."""
    starts = Counter(
        round(right.x)
        for line in _lines(pieces)
        for left, right in pairwise(line)
        if right.x - left.x > _APART
    )
    found = starts.most_common(1)
    return found[0][0] - 1.0 if found and found[0][1] >= _ROWS else None


def _interleaved(pieces: Sequence[Piece]) -> bool:
    """Whether the page sets its columns line by line, so that its text mixes them."""
    split = _split(pieces)
    if split is None:
        return False
    sides = [each.x >= split for each in pieces]
    return sum(a != b for a, b in pairwise(sides)) >= 2 * _ROWS - 1


def _by_column(pieces: Sequence[Piece]) -> str:
    split = _split(pieces) or 0.0
    lines = _lines(pieces)
    two = [i for i, line in enumerate(lines) if line[-1].x >= split > line[0].x]
    above, below = lines[: two[0]], lines[two[-1] + 1 :]
    middle = lines[two[0] : two[-1] + 1]
    left = [side for line in middle if (side := [each for each in line if each.x < split])]
    right = [side for line in middle if (side := [each for each in line if each.x >= split])]
    columns = [_joined(each, " ") for each in (left, right) if each]
    ends = [_joined(each) if each else "" for each in (above, below)]
    return "\n\n".join(each for each in (ends[0], *columns, ends[1]) if each)


def without_heads(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that most of them repeat at top or bottom, numbers apart."""
    if len(pages) < 3:
        return list(pages)
    seen: Counter[str] = Counter()
    for page in pages:
        lines = page.strip().splitlines()
        seen.update({_head(line) for line in (*lines[:_HEADS], *lines[-_HEADS:])})
    repeated = {line for line, count in seen.items() if count >= max(3, 0.6 * len(pages))}
    return [_cut(page, repeated) for page in pages]


def _head(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()))


def _cut(page: str, repeated: set[str]) -> str:
    lines = page.strip().splitlines()
    for _ in range(_HEADS):
        if lines and _head(lines[0]) in repeated:
            lines = lines[1:]
        if lines and _head(lines[-1]) in repeated:
            lines = lines[:-1]
    return "\n".join(lines)
