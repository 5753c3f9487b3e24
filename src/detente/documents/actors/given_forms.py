"""Short names and by-names that the text itself gives: "… (Minem)", "Ann “Nan” Vale"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.documents.actors.vocabulary import Vocabulary
from detente.documents.page import Page

_SMALL = (
    r"(?:of|for|the|and|to|de|del|la|las|los|el|y|e|do|da|dos|das|des|du|et|les|le|der|für|und|sa|ng"
    r"|mga|dan|untuk|di|dei|della|van|het|wa|ya|na)"
)
_LONGEST = 14  # words of a long name
_SHORT = re.compile(r"\s\((?:the\s+)?(?P<short>[A-Z][a-z]\w{1,12})\)")
_BYNAME = re.compile(
    r"\b(?P<first>[A-Z]\w[\w'-]*(?:\s+[A-Z]\w[\w'-]*)?)"
    r"\s+(?P<open>[“\"‘'«])(?P<by>[A-Z]\w+(?:\s+[A-Z]\w+)?)[”\"’'»]\s+"
    r"(?P<last>[A-Z]\w[\w'-]*(?:\s+[A-Z]\w[\w'-]*)?)"
)


@dataclass(frozen=True, slots=True)
class Shortened:
    """A name at `[start, end)` and the short form that the text gives beside it in brackets."""

    start: int
    end: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class ByName:
    """A person's name at `[start, end)` with a by-name in marks: `name` without, `by` the other."""

    start: int
    end: int
    name: str
    by: str


def shortened(page: Page) -> list[Shortened]:
    """Names of bodies with a short form in small letters in brackets: "Ministry of … (Minem)"."""
    found = []
    for zone in page.zones:
        for match in _SHORT.finditer(page.flat, zone.start, zone.end):
            start = _long_name(page.flat, zone.start, match.start(), match.group("short"))
            if start is not None:
                name = " ".join(page.text[start : match.start()].split())
                found.append(Shortened(start, match.start(), name, match.group("short")))
    return found


def _long_name(flat: str, limit: int, end: int, short: str) -> int | None:
    """Where the capitalised words before `end` begin that have the letters of `short` in order."""
    start = end
    best = None
    for _ in range(_LONGEST):
        before = re.search(r"(\S+)\s*$", flat[max(limit, start - 40) : start])
        if not before:
            break
        word = before.group(1)
        small = re.fullmatch(_SMALL, word)
        if not (small or re.fullmatch(r"[A-Z][\w'-]*", word)):
            break
        start = max(limit, start - 40) + before.start()
        if not small and word[0] == short[0] and _in_order(short, flat[start:end]):
            best = start
    return best if best is not None and " " in flat[best:end] else None


def _in_order(short: str, words: str) -> bool:
    letters = iter(words.lower())
    return all(letter in letters for letter in short.lower())


def by_names(page: Page, words: Vocabulary) -> list[ByName]:
    """People whose name has another in marks in the middle: "Perla “Nanay” Cruz"."""
    found = []
    for zone in page.zones:
        for match in _BYNAME.finditer(page.flat, zone.start, zone.end):
            first = match.group("first").split()
            while first and (
                first[0].rstrip(".") in words.titles or first[0].lower() in words.heads_list
            ):
                del first[0]
            if not first or first[0] in words.never:
                continue
            start = match.end("first") - len(" ".join(first))
            name = " ".join([*first, *match.group("last").split()])
            found.append(ByName(start, match.end(), name, match.group("by")))
    return found
