"""Where the words that somebody else gives stand in a text, and how surely.

Models give words well and places badly: so they are asked for words alone, and the place is found
here. Only marks, spaces, hyphens and case may differ; a near match is a pointer to look at and
never evidence, for it may have lost a negation.
"""

from __future__ import annotations

import re
import unicodedata

from detente.documents import Span
from detente.values import dataclass

_MARKS = {ord(each): "'" for each in "‘’‚‛‹›`´ʼ"}
_MARKS |= {ord(each): '"' for each in "“”„‟«»"}
_MARKS |= {ord(each): "-" for each in "‐‑‒–—−"}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BROKEN = re.compile(r"-[ \t]*\r?\n\s*(?=[^\W\d_A-Z])")
_NEAR = 75  # of 100, from which a match is worth a look
_SHORTEST = 2
_LONGEST_NEAR = 1_000  # letters: longer words are not searched for nearly


@dataclass(frozen=True, slots=True)
class Placed:
    """How words were found: "exact", "typographic", "near" or "none", and where, each place."""

    grade: str
    spans: tuple[Span, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the text has these words; a near match has others."""
        return self.grade in {"exact", "typographic"}


class Placing:
    """A text made ready for looking up words; linear in its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self.at = _fold(text)

    def place(self, words: str) -> Placed:
        """Every place at which `text` has `words`, the surest kind of match alone."""
        wanted = words.strip()
        if not wanted:
            return Placed("none")
        exact = [Span(match.start(), match.end()) for match in _whole(wanted).finditer(self.text)]
        if exact:
            return Placed("exact", tuple(exact))
        folded = _fold(wanted)[0].strip().strip("\"'").strip()
        if len(folded) < _SHORTEST:
            return Placed("none")
        alike = [self._span(*match.span()) for match in _whole(folded).finditer(self.folded)]
        if alike:
            return Placed("typographic", tuple(alike))
        return self._near(folded)

    def _near(self, folded: str) -> Placed:
        if len(folded) > _LONGEST_NEAR:
            return Placed("none")
        from rapidfuzz import fuzz  # late: only answers that the text does not have need it

        found = fuzz.partial_ratio_alignment(folded, self.folded, score_cutoff=_NEAR)
        if found is None or found.dest_end <= found.dest_start:
            return Placed("none")
        return Placed("near", (self._span(found.dest_start, found.dest_end),))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.at[start], self.at[end - 1] + 1)


def _whole(words: str) -> re.Pattern[str]:
    """`words` with no letter or number going on at either end."""
    before = r"(?<!\w)" if _is_spaced(words[0]) else ""
    after = r"(?!\w)" if _is_spaced(words[-1]) else ""
    return re.compile(before + re.escape(words) + after)


def _is_spaced(letter: str) -> bool:
    """Whether a letter is of a script that parts words by spaces."""
    return letter.isalnum() and unicodedata.east_asian_width(letter) not in {"W", "F"}


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` without what typography adds, and for each letter its place in `text`."""
    letters: list[str] = []
    at: list[int] = []
    index = 0
    while index < len(text):
        letter = text[index]
        if letter in _UNSEEN:
            index += 1
            continue
        broken = _BROKEN.match(text, index) if letter == "-" else None
        if broken:
            index = broken.end()
            continue
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                at.append(index)
            index += 1
            continue
        plain = unicodedata.normalize("NFKC", letter.translate(_MARKS)).casefold()
        for each in plain:
            letters.append(each)
            at.append(index)
        index += 1
    return "".join(letters), at
