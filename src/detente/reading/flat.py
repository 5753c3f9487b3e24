"""A copy of a text that is easier to match on and has the same length, so that offsets hold for
both.
"""

from __future__ import annotations

import re
from functools import lru_cache

from detente.documents import words_of_text
from detente.late import late

# Spaces of all kinds become a space, apostrophes and hyphens their ASCII form. One code point for
# one.
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
    "\u205f\u3000\ufeff\t"
)
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\u00b4`"
_HYPHENS = "\u2010\u2011\u00ad"
_TABLE = str.maketrans(
    _SPACES + _APOSTROPHES + _HYPHENS,
    " " * len(_SPACES) + "'" * len(_APOSTROPHES) + "-" * len(_HYPHENS),
)
_BREAKS = str.maketrans("\n\r\x0b\x0c\x85\u2028\u2029", "       ")


@lru_cache(maxsize=2)
def flat_lines(text: str) -> str:
    """`text` with plain spaces, apostrophes and hyphens; line ends stay."""
    return text.translate(_TABLE)


@lru_cache(maxsize=2)
def flat(text: str) -> str:
    """`text` with plain spaces, apostrophes and hyphens, and line ends as spaces."""
    return flat_lines(text).translate(_BREAKS)


def words_pattern(words: tuple[str, ...] | list[str]) -> str:
    """An alternation of `words`, longest first; a space in a word matches any run of spaces."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


_ABBREVIATIONS = words_of_text(
    """
    mr mrs ms dr prof gen col lt maj capt sgt brig adm cmdr sen rep gov amb sec st no nos vs etc
    jan feb mar apr jun jul aug sep sept oct nov dec hon rev fr u.s u.k u.n e.u e.g i.e a.m p.m
    inc ltd co corp approx art h.e messrs mme mlle supt insp cpl cllr pres assn bros dept univ mt
    ft calif minn wis tex fla okla tenn conn colo ariz mich
    """
)
_END = late(r"[.!?…]+[\"'”’»)\]*_]*(?=\s+|$)|[。！？]")
_LONGEST = 1_000
_LAST_WORD = late(r"([A-Za-z][A-Za-z.]*)$")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the sentences in `text[start:end]`, white space trimmed; cost linear in its length.

    A full stop after an abbreviation, an initial, or before a lower-case word ends nothing. What
    runs on for `_LONGEST` code points without an end is cut between two words: no rule needs more,
    and what a rule does within a sentence may cost more than its length.
    """
    found: list[tuple[int, int]] = []
    begin = start
    for mark in _END.finditer(text, start, end):
        stop = mark.end()
        following = text[stop : stop + 12].lstrip()[:1]
        if mark.group().startswith(".") and mark.group(0) != "...":
            word = _LAST_WORD.search(text, max(begin, mark.start() - 12), mark.start())
            if word:
                letters = word.group(1)
                if letters.lower() in _ABBREVIATIONS and stop < end:
                    continue
                if len(letters) == 1 and letters.isupper() and letters != "I" and stop < end:
                    continue
        if following and following.islower():
            continue
        _add(found, text, begin, stop)
        begin = stop
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:
        space = text.rfind(" ", begin + 1, begin + _LONGEST)
        cut = begin + _LONGEST if space < 0 else space
        found.append((begin, cut))
        begin = cut + (space >= 0)
    if begin < end:
        found.append((begin, end))
