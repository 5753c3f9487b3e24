"""Suggestions held against the text: words found, speaker named, nothing reversed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from detente.documents import Span
from detente.late import late
from detente.reading.flat import flat, sentences
from detente.reading.part_patterns import MINABLE
from detente.reading.suggestions.placing import Placed, Placing
from detente.reading.values import Ask, Claim, Item, Mention, Named, Part, Proposal, Quote, Reading
from detente.values import dataclass

KINDS = frozenset({"mention", "place", "quote", "claim", "proposal", "demand", "offer"})
_SORTS = frozenset({"person", "state", "organisation", "group"})
_SURE = 0.5
# A text that begins right after a negation says the contrary of what it seems to.
_DENIED = late(
    r"(?:\b(?:not|never|no|nor|neither|without|hardly|refus\w+\s+to|fail\w*\s+to|denie[sd]|deny)"
    r"|n't)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_MARK = late(r"[“”„«»\"‘’']")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model thinks it found.

    words      the words of the text that it rests on; `paragraph` is the number of theirs.
    name       of a mention or place: its full name; else who says, claims or proposes it.
    sort       of a mention: "person", "state", "organisation" or "group".
    asks       of a proposal: who is to do or to stop what; `condition` is on what condition.
    """

    kind: str
    words: str
    paragraph: int | None = None
    name: str | None = None
    sort: str | None = None
    asks: tuple[Ask, ...] = ()
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A suggestion that is not taken.

    grade  "near" (look at `place`), "absent" (the text has no such words) or "not checkable".
    """

    suggestion: Suggestion
    grade: str
    why: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Items that the text supports, suggestions that it does not, and notes about the answer."""

    items: tuple[Item, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()

    def words(self) -> str:
        """One line: how many were found, nearly found, absent, not checkable."""
        seen = Counter(each.grade for each in self.rejected)
        counts = (
            f"{len(self.items)} suggestions found in the text, {seen['near']} nearly, "
            f"{seen['absent']} absent, {seen['not checkable']} not checkable; only those found are "
            "kept"
        )
        return "; ".join((counts, *self.notes))


def paragraphs(reading: Reading) -> tuple[Part, ...]:
    """What of a report is shown to a model, in order; a suggestion names one by its number."""
    return tuple(each for each in reading.parts if each.kind in MINABLE)


def check(
    reading: Reading, suggestions: Iterable[Suggestion], by: str, notes: tuple[str, ...] = ()
) -> Checked:
    """Sort suggestions into those that the text supports, as items with rule `by`, and others."""
    checker = _Checker(reading)
    items: list[Item] = []
    rejected: list[Rejected] = []
    for each in suggestions:
        outcome = checker.fault(each)
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            items.append(_item(reading.document.text, each, outcome, by))
    return Checked(tuple(items), tuple(rejected), notes)


class _Checker:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.flat = flat(self.text)
        self.placing = Placing(self.text)
        self.parts = paragraphs(reading)
        self.starts = [each.start for each in self.parts]

    def fault(self, each: Suggestion) -> Span | Rejected:
        """The place of a suggestion, or why it is not taken."""

        def unfit(why: str) -> Rejected:
            return Rejected(each, "not checkable", why)

        if each.kind not in KINDS:
            return unfit("its kind is unknown")
        if each.kind == "mention" and each.sort not in _SORTS:
            return unfit("it does not say what kind of actor this is")
        placed = self.placing.place(each.words)
        if placed.grade == "none":
            return Rejected(each, "absent", "the text has no such words")
        if placed.grade == "near":
            return Rejected(each, "near", "the text has other words there", placed.spans[0])
        span = self._one(placed, each.paragraph)
        if span is None:
            return unfit("the words stand at several places, or outside of the report's body")
        why = self._said(each, span)
        return unfit(why) if why else span

    def _one(self, placed: Placed, number: int | None) -> Span | None:
        """The place meant: the one in the paragraph named, else the only one in the body."""
        inside = [each for each in placed.spans if self._part(each) is not None]
        if number is not None and 1 <= number <= len(self.parts):
            part = self.parts[number - 1]
            there = [each for each in inside if part.start <= each.start < part.end]
            if there:
                return there[0]
        return inside[0] if len(inside) == 1 else None

    def _part(self, span: Span) -> Part | None:
        index = bisect_right(self.starts, span.start) - 1
        if index < 0 or span.start >= self.parts[index].end:
            return None
        return self.parts[index]

    def _said(self, each: Suggestion, span: Span) -> str:
        """Why who is said to say it, or what it is said to say, does not stand in the text."""
        part = self._part(span)
        assert part is not None
        begin, end = self._sentence(part, span)
        if each.kind in {"mention", "place"}:
            return "" if self._is_name(each, span) else f"the text does not name {each.name!r}"
        if each.kind != "quote" and _DENIED.search(self.flat, begin, span.start):
            return "a negation stands right before these words"
        if each.kind == "quote":
            around = self.text[max(0, span.start - 1) : span.start + 1]
            around += self.text[span.end - 1 : span.end + 1]
            if not _MARK.search(around):
                return "no marks of quotation stand around it"
        if each.name is None:
            return "" if each.kind == "quote" else "it does not say by whom"
        if each.name == "author" and each.kind == "claim":
            return ""
        if self._named(each.name, begin, end) or self._open_speaker(each.name, part):
            return ""
        return f"{each.name[:60]!r} is not named in its sentence and does not speak there"

    def _sentence(self, part: Part, span: Span) -> tuple[int, int]:
        """The sentences that `span` touches."""
        touched = [
            (begin, stop)
            for begin, stop in sentences(self.flat, part.start, part.end)
            if begin < span.end and span.start < stop
        ]
        return (touched[0][0], touched[-1][1]) if touched else (span.start, span.end)

    def _named(self, name: str, begin: int, end: int) -> bool:
        if any(m.name == name and begin <= m.start < end for m in self.reading.mentions):
            return True
        last = flat(name).split()[-1]
        return bool(re.search(rf"\b{re.escape(last)}\b", self.flat[begin:end]))

    def _open_speaker(self, name: str, part: Part) -> bool:
        """Whether the rules too have `name` speak in the paragraph."""
        return any(
            each.speaker == name and part.start <= each.start < part.end
            for each in self.reading.quotes
        )

    def _is_name(self, each: Suggestion, span: Span) -> bool:
        """Whether a name is the text's for these words, or one that the rules know for them."""
        if each.name is None:
            return True
        words = {word.lower() for word in flat(self.text[span.start : span.end]).split()}
        own = flat(each.name)
        if own in self.flat and words & {word.lower() for word in own.split()}:
            return True
        return any(
            m.name == each.name and m.start < span.end and span.start < m.end
            for m in self.reading.mentions
        )


def _item(text: str, each: Suggestion, span: Span, by: str) -> Item:
    words = text[span.start : span.end]
    place = (span.start, span.end, words, by, _SURE)
    name = each.name or words
    if each.kind == "mention":
        return Mention(*place, name, str(each.sort), "name")
    if each.kind == "place":
        return Named(*place, name)
    if each.kind == "quote":
        return Quote(*place, "direct", each.name, marks=span)
    if each.kind == "claim":
        return Claim(*place, name, "reported", "stated")
    return Proposal(
        *place, " ".join(words.split())[:80], each.kind, (name,), each.asks, False, each.condition
    )
