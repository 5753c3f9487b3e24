"""A report's text on its page: paragraphs, cut where a mark begins or ends, each with its place.

The places count in the text as it was read, so that words which are selected can be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from detente.reading import Reading
from detente.report import Mark, safe, stretches
from detente.values import dataclass

_GAP = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_HEADS = frozenset({"title", "heading"})
_SHOWN = ("quote", "proposal", "claim")  # what is told in the margin, too
WHO = frozenset({"person", "state", "organisation", "group"})


@dataclass(frozen=True)
class Cut:
    """Words under the same marks.

    at       the place of their first letter; kinds: what they are marked as, in words for a style.
    anchors  what begins here, by the names that links go to. told: what the marks say.
    numbers  of the candidates that begin here.
    """

    at: int
    text: str
    kinds: str
    anchors: tuple[str, ...]
    told: str
    numbers: str


@dataclass(frozen=True)
class Block:
    """A paragraph, or what stands in its place: `aside` is no part of the report itself."""

    head: bool
    aside: bool
    cuts: tuple[Cut, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Extra:
    """A place that is marked besides what was read: a candidate, an entry, what is picked."""

    start: int
    end: int
    kind: str
    anchor: str
    number: int = 0


def blocks(reading: Reading, marks: tuple[Mark, ...], extras: Sequence[Extra]) -> list[Block]:
    """The whole text, paragraph by paragraph."""
    text = reading.document.text
    gaps = [(one.start(), one.end()) for one in _GAP.finditer(text)]
    inside = {at for start, end in gaps for at in (start, end)}
    edges = {at for one in extras for at in (one.start, one.end)} | inside
    opening = _by_start(extras)
    found: list[Block] = []
    cuts: list[Cut] = []
    notes: list[str] = []
    seen: set[str] = set()
    kinds_here: set[tuple[bool, bool]] = set()
    at = 0
    live: list[Extra] = []
    in_gap = dict(gaps)
    skip = -1

    def close() -> None:
        if "".join(one.text for one in cuts).strip():
            head = any(each for each, _ in kinds_here)
            aside = all(each for _, each in kinds_here)
            found.append(Block(head, aside, tuple(cuts), tuple(dict.fromkeys(notes))))
        cuts.clear()
        notes.clear()
        kinds_here.clear()

    for stretch in stretches(reading, marks):
        start, at = at, at + len(stretch.text)
        places = sorted({start, at} | {one for one in edges if start < one < at})
        for low, high in pairwise(places):
            live = [one for one in live if one.end > low] + opening.get(low, [])
            if low in in_gap:
                close()
                skip = in_gap[low]
            if low < skip:
                continue
            new = [one for one in stretch.marks if one.anchor not in seen]
            seen.update(one.anchor for one in new)
            notes += [safe(one.told) for one in new if one.layer in _SHOWN]
            kinds = [one.layer for one in stretch.marks] + [one.kind for one in live]
            begun = [one for one in live if one.anchor and one.anchor not in seen]
            seen.update(one.anchor for one in begun)
            anchors = tuple(dict.fromkeys(one.anchor for one in begun))
            numbers = " ".join(str(one.number) for one in begun if one.number)
            told = safe("; ".join(one.told for one in stretch.marks))
            words = safe(text[low:high])
            part = stretch.part.kind if stretch.part else ""
            kinds_here.add((part in _HEADS, not stretch.read))
            cuts.append(Cut(low, words, " ".join(dict.fromkeys(kinds)), anchors, told, numbers))
    close()
    return found


def _by_start(extras: Sequence[Extra]) -> Mapping[int, list[Extra]]:
    found: dict[int, list[Extra]] = {}
    for one in extras:
        found.setdefault(one.start, []).append(one)
    return found


def listed(reading: Reading, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int, str, str]]:
    """Everything found: first and last place, its words, what it is."""
    for mark in marks:
        words = " ".join(mark.item.text.split())
        yield mark.item.start, mark.item.end, safe(words), safe(mark.told)
