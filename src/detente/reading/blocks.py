"""A text cut into blocks: the stretches between which a reader sees a gap."""

from __future__ import annotations

import re
import sys

from detente.documents import Document
from detente.late import late
from detente.reading.flat import flat_lines
from detente.values import dataclass

_BLANK = late(r"\r?\n[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+|\r(?:[ \t]*\r)+|\x0c|\u2029")
_LINE_END = late(r"\r\n|\n|\r|\u2028|\x0b")
_LABEL = late(
    r"(?:>\s*)?(?P<label>[*_]{0,3}(?:[QA](?=\.\s)|(?:[A-Z][\w.'&/-]*)"
    r"(?:[ ,]+(?:[A-Za-z][\w.'&/-]*|\([^)\n]{1,40}\))){0,6}?(?: ?\([^)\n]{1,60}\))?))"
    r"(?::[*_]{0,3}|[*_]{1,3}:|\.(?<=\b[QA]\.))(?=\s|$)"
)
_ALONE = late(r"By\s+[A-Z]|(?:[A-Z][\w.' -]{1,40},\s*)?\d{1,2}\s+[A-Z]\w+\s+\d{4}$|[-*•]\s")
_WRAP_MIN = 58
_WRAP_MAX = 115
_FEW_LONG = 0.1  # share of lines: an address or a notice may stand unwrapped in a wrapped text
_FULL = 0.72  # share of the widest line from which a line counts as full, so that its end is a wrap


def label_at(flat: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The label that stands at `start`, such as "Q:" or "MS. ABE:"."""
    if all(flat.find(mark, start, end) < 0 for mark in (":", "Q.", "A.")):
        return None
    return _LABEL.match(flat, start, end)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between two gaps; `hint` is what the source says of its purpose."""

    start: int
    end: int
    hint: str = ""


def blocks(document: Document) -> list[Block]:
    """The blocks of `document` in order, white space trimmed; linear in its length."""
    text = document.text
    if document.kind in {"html", "docx"}:
        return [Block(each.start, each.end, each.kind) for each in document.origins]
    flat = flat_lines(text)
    found: list[Block] = []
    at = 0
    # Many lines that no wrapping would have left so long: line ends are meant everywhere.
    sizes = [len(line) for line in _LINE_END.split(flat) if line.strip()]
    long = sum(size > _WRAP_MAX for size in sizes)
    wrapped = long <= max(len(sizes) > 5, _FEW_LONG * len(sizes))
    if document.origins and document.origins[0].where == "front matter":
        front, *titles = document.origins
        found = [Block(front.start, front.end, "boilerplate")]
        found += [Block(each.start, each.end, each.kind) for each in titles[:1]]
        at = front.end
    for gap in [*_BLANK.finditer(text, at), None]:
        end = gap.start() if gap else len(text)
        found.extend(_split(flat, at, end, wrapped=wrapped))
        at = gap.end() if gap else end
    return found


def _split(flat: str, start: int, end: int, *, wrapped: bool) -> list[Block]:
    """Cut a stretch without blank lines where a line end is more than a wrap."""
    lines: list[tuple[int, int]] = []
    at = start
    for mark in [*_LINE_END.finditer(flat, start, end), None]:
        stop = mark.start() if mark else end
        lines.append((at, stop))
        at = mark.end() if mark else end
    lines = [each for each in (_trimmed(flat, *line) for line in lines) if each[0] < each[1]]
    if not lines:
        return []
    widest = max(stop - begin for begin, stop in lines)
    found: list[list[int]] = []
    for index, (begin, stop) in enumerate(lines):
        goes_on = index and (
            _heading_goes_on(flat, lines[index - 1], (begin, stop))
            or (wrapped and _is_wrap(flat, lines[index - 1], (begin, stop), widest))
        )
        if goes_on:
            found[-1][1] = stop
        else:
            found.append([begin, stop])
    return [Block(begin, stop) for begin, stop in found]


def _heading_goes_on(flat: str, above: tuple[int, int], line: tuple[int, int]) -> bool:
    """ "STATEMENT / of the Ministry …": one word in capitals, and the rest of it below."""
    words = flat[above[0] : above[1]]
    return words.isupper() and words.isalpha() and flat[line[0]].islower()


def _is_wrap(flat: str, above: tuple[int, int], line: tuple[int, int], widest: int) -> bool:
    if not _WRAP_MIN <= widest <= _WRAP_MAX:
        return False
    if (
        _ALONE.match(flat, *line)
        or label_at(flat, *line)
        or flat[line[0]] in "#>*|"
        or flat[above[0]] in "#|"
    ):
        return False
    first = re.match(r"\S+", flat[line[0] : line[1]])
    room = widest - (above[1] - above[0])
    # The next word would have fitted: the line was ended on purpose.
    if first and room > len(first.group()) + 1 and above[1] - above[0] < _FULL * widest:
        return False
    return not (flat[above[1] - 1] in '.!?”"' and above[1] - above[0] < _FULL * widest)


def _trimmed(flat: str, begin: int, stop: int) -> tuple[int, int]:
    while begin < stop and flat[begin].isspace():
        begin += 1
    while stop > begin and flat[stop - 1].isspace():
        stop -= 1
    return begin, stop
