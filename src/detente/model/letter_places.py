"""Where a letter of a value stands in the file: line and column, despite quotes and folds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Place = tuple[int, int]
Path_ = tuple[str | int, ...]

_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTES = ("'", '"')
_ESCAPES = {"x": 2, "u": 4, "U": 8}
_BLANK_ESCAPES = frozenset("tnvfr \tNLP_\n\r")


@dataclass(frozen=True, slots=True)
class Span:
    """A value that is not written as it reads: quoted, or over several lines.

    begin  index of its first letter in the file's text, quote or block mark included.
    style  `'`, `"`, `|`, `>`, or empty for plain text over several lines.
    value  what it reads.
    """

    begin: int
    style: str
    value: str


@dataclass(frozen=True)
class Lines:
    """A text and where its lines begin; a line ends with LF, CR or both, as editors count."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """Index of the first letter of each line."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def place(self, index: int) -> Place:
        """Line and column, both from 1, of the letter at `index`."""
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def letter(self, span: Span, offset: int) -> Place:
        """Where letter `offset` (from 0) of the span's value stands in the file.

        Letters are counted without blanks, since folding changes nothing else. A blank, or the
        end of the value, stands just behind the letter before it.
        """
        before = sum(not letter.isspace() for letter in span.value[:offset])
        wanted = offset < len(span.value) and not span.value[offset].isspace()
        after = span.begin + (span.style in _QUOTES)
        for k, (begin, end) in enumerate(letters(self.text, span)):
            if k == before and wanted:
                return self.place(begin)
            if k == before:
                break
            after = end
        return self.place(after)


def letters(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Begin and end, in the file's text, of each letter of the value that is no blank."""
    at = span.begin
    if span.style in _QUOTES:
        at += 1
    elif span.style:
        at = text.find("\n", at) + 1 or len(text)
    while at < len(text):
        letter, end = text[at], at + 1
        blank = letter.isspace()
        if letter == span.style == "'":
            if not text.startswith("''", at):
                return
            end = at + 2
        elif letter == span.style == '"':
            return
        elif letter == "\\" and span.style == '"':
            mark = text[at + 1 : at + 2]
            end = at + 2 + _ESCAPES.get(mark, 0)
            if mark in _ESCAPES:
                blank = chr(int(text[at + 2 : end], 16)).isspace()
            else:
                blank = mark in _BLANK_ESCAPES
        if not blank:
            yield at, end
        at = end
