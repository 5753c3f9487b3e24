"""Dates, with what fixes each: the words themselves, the report's own date, or nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from detente.documents.flat import words_pattern
from detente.documents.lexicon import Lexicon, lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.values import When

_AHEAD = re.compile(
    r"\b(?:will|would|due|scheduled|plans?|planned|expected|is to|are to|until|by)\b[^.]*$"
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


class _Patterns:
    """The patterns of a language's dates."""

    def __init__(self, words: Lexicon) -> None:
        dates = words.words["dates"]
        self.months = {each.lower(): number for number, each in enumerate(dates["months"], 1)}
        for each in dates["short_months"]:
            self.months.setdefault(
                each.lower(),
                self.months[next(m for m in self.months if m.startswith(each.lower()[:3]))],
            )
        self.weekdays = {each.lower(): number for number, each in enumerate(dates["weekdays"])}
        month = words_pattern([*dates["months"], *dates["short_months"]]) + r"\b(?:\.(?=\s+\d))?"
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        weekday = words_pattern(dates["weekdays"])
        unit = words_pattern(dates["units"])
        number = words_pattern(dates["number_words"])
        self.full = re.compile(
            rf"(?:\b{weekday},?\s+)?(?:(?P<d1>\b{day})(?:\s+of)?\s+(?P<m1>{month})(?:,?\s+(?P<y1>\d{{4}})\b)?"
            rf"|\b(?P<m2>{month})\s+(?P<d2>{day})\b(?!\s*(?:per|%|million|,\d{{3}}))(?:,?\s+(?P<y2>\d{{4}})\b)?"
            rf"|\bthe\s+(?P<d3>\d{{1,2}}(?:st|nd|rd|th))\s+of\s+(?P<m3>{month})(?:,?\s+(?P<y3>\d{{4}})\b)?)"
        )
        self.month = re.compile(
            rf"(?<![\w-])(?:(?:early|late|mid|mid-|in|last|next|this|since|by|until|of)\s+)?(?P<m>{words_pattern(dates['months'])})(?P<y>,?\s+\d{{4}})?(?![\w-])"
        )
        self.year = re.compile(
            r"(?:(?P<lead>\b(?:in|since|of|until|by|from|the|during|before|after|for|a|an|its|early|late|mid|and)[\s-]+)|(?<=\())"
            r"(?P<y>(?:1[6-9]|20)\d\d)\b(?!\s*(?:[%°]|[a-z]+s\b(?<!elections)(?<!talks)|men|women|people|km|metres|per\b))"
            r"|\bthe\s+(?P<decade>(?:1[89]|20)\d0s)\b"
            r"|(?<![\w.,$£€-])(?P<y2>(?:19|20)\d\d)(?=\s+(?:agreement|accord|treaty|contract|strike|war|election|elections|talks|deal|truce|ceasefire|peace|referendum|convention|law|constitution|summit|crisis|protests|coup|flood|drought|season|census|ruling))"
        )
        self.relative = re.compile(
            rf"\b(?:(?:on|last|next|this|early|late|by|until|since)\s+)?(?P<w>{weekday})(?:\s+(?:morning|evening|night|afternoon))?\b"
            rf"|\b(?:yesterday|today|tomorrow|tonight|last\s+night|overnight|the\s+weekend|this\s+(?:morning|afternoon|evening))\b"
            rf"|\b(?:early|late|later|earlier|mid)\s+(?:this|last|next)\s+{unit}\b|\b(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+(?:the|this|next|last)\s+{unit}\b"
            rf"|\b(?:last|next|this|the\s+past|the\s+last|the\s+coming|earlier\s+this|later\s+this|the\s+following|the\s+previous)\s+(?:{number}\s+)?{unit}s?\b"
            rf"|\b(?:{number}|\d+)\s+{unit}s?\s+(?:ago|earlier|later|before|from\s+now)\b"
            rf"|\bwithin\s+(?:{number}|\d+)\s+{unit}s?\b(?!\s+of)"
            rf"|\b(?:as\s+soon\s+as\s+possible|(?:soonest|earliest)\s+possible\s+(?:date|time|moment))\b",
            re.IGNORECASE,
        )


@cache
def _patterns(language: str) -> _Patterns:
    return _Patterns(lexicon(language))


@rule("dates", layer="dates", languages=("en",))
def dates(page: Page, found: Found) -> Iterator[When]:
    """Full and partial dates, weekdays and words such as "last week"; the report's own date
    first.
    """
    patterns = _patterns(page.words.language)
    found.as_of, found.as_of_basis = _own_date(page, patterns)
    base = datetime.date.fromisoformat(found.as_of) if found.as_of else None
    for zone in [
        *((part.start, part.end) for part in page.parts if part.kind == "dateline"),
        *((z.start, z.end) for z in page.zones),
    ]:
        taken: list[tuple[int, int]] = []
        for when in _in_zone(page, zone[0], zone[1], patterns, base, found.as_of_basis):
            if not any(when.start < end and start < when.end for start, end in taken):
                taken.append((when.start, when.end))
                yield when


def _in_zone(
    page: Page, start: int, end: int, patterns: _Patterns, base: datetime.date | None, basis: str
) -> Iterator[When]:
    for match in patterns.full.finditer(page.flat, start, end):
        yield _full(page, match, patterns, base, basis)
    for match in _ISO.finditer(page.flat, start, end):
        yield When(
            match.start(),
            match.end(),
            match.group(),
            "dates.iso",
            0.95,
            "date",
            _valid(*map(int, match.groups())),
            "the words themselves",
        )
    for match in patterns.month.finditer(page.flat, start, end):
        lead = match.group()[: match.start("m") - match.start()]
        year = match.group("y")
        if match.group("m") in {"May", "March", "August"} and not year and not lead.strip():
            continue
        month = patterns.months[match.group("m").lower()]
        at = (
            match.start("m")
            if lead.strip().lower() in {"in", "since", "by", "until", "of"}
            else match.start()
        )
        partial = f"{year.strip(' ,')}-{month:02d}" if year else f"--{month:02d}"
        yield When(
            at,
            match.end(),
            page.text[at : match.end()],
            "dates.month",
            0.8,
            "date",
            None,
            "the words name no day",
            partial,
        )
    for match in patterns.year.finditer(page.flat, start, end):
        group = next(name for name in ("y", "decade", "y2") if match.group(name))
        at = match.start(group)
        if match.group("lead") and match.group("lead").strip(" -") in {"early", "late", "mid"}:
            at = match.start("lead")
        yield When(
            at,
            match.end(group),
            page.text[at : match.end(group)],
            "dates.year",
            0.75,
            "date",
            None,
            "the words name no day",
            match.group(group),
        )
    for match in patterns.relative.finditer(page.flat, start, end):
        yield _relative(page, match, patterns, base, basis)


def _full(
    page: Page, match: re.Match[str], patterns: _Patterns, base: datetime.date | None, basis: str
) -> When:
    day = next(
        int(re.sub(r"\D", "", match.group(name)))
        for name in ("d1", "d2", "d3")
        if match.group(name)
    )
    month_word = next(match.group(name) for name in ("m1", "m2", "m3") if match.group(name))
    year = next((int(match.group(name)) for name in ("y1", "y2", "y3") if match.group(name)), None)
    month = patterns.months[month_word.rstrip(".").lower()]
    start = match.start()
    if page.flat[max(0, start - 4) : start] == "the " and match.group("d1"):
        start -= 4
    text = page.text[start : match.end()]
    if year:
        return When(
            start,
            match.end(),
            text,
            "dates.full",
            0.95,
            "date",
            _valid(year, month, day),
            "the words themselves",
            f"{year}-{month:02d}-{day:02d}",
        )
    partial = f"--{month:02d}-{day:02d}"
    if base is None:
        return When(
            start,
            match.end(),
            text,
            "dates.partial",
            0.9,
            "date",
            None,
            "the text gives no year",
            partial,
        )
    # The year that puts the date nearest to the report's own.
    near = min(
        (base.year - 1, base.year, base.year + 1),
        key=lambda y: (
            abs((_date(y, month, day) or base) - base)
            if _date(y, month, day)
            else datetime.timedelta.max
        ),
    )
    return When(
        start,
        match.end(),
        text,
        "dates.partial",
        0.85,
        "date",
        _valid(near, month, day),
        f"year from the report's date ({basis})",
        partial,
    )


def _relative(
    page: Page, match: re.Match[str], patterns: _Patterns, base: datetime.date | None, basis: str
) -> When:
    text = match.group()
    start = match.start()
    lead = re.match(r"(?:on|by|until|since|at)\s+", text, re.IGNORECASE)
    if lead:
        start += lead.end()
    small = text.lower()
    iso = None
    if base is not None:
        if match.group("w"):
            day = patterns.weekdays[match.group("w").lower()]
            if small.startswith("next"):
                iso = base + datetime.timedelta(days=(day - base.weekday() - 1) % 7 + 1)
            elif _AHEAD.search(page.flat[max(0, match.start() - 70) : match.start()]):
                iso = base + datetime.timedelta(days=(day - base.weekday()) % 7)
            elif "on " in small or small == match.group("w").lower() or small.startswith("last"):
                back = (base.weekday() - day) % 7
                iso = base - datetime.timedelta(days=back or (7 if small.startswith("last") else 0))
        elif small == "yesterday" or small == "last night":
            iso = base - datetime.timedelta(days=1)
        elif small in {"today", "tonight"}:
            iso = base
        elif small == "tomorrow":
            iso = base + datetime.timedelta(days=1)
    why = f"counted from the report's date ({basis})" if iso else "the words fix no day"
    return When(
        start,
        match.end(),
        page.text[start : match.end()],
        "dates.relative",
        0.75,
        "relative",
        iso.isoformat() if iso else None,
        why,
    )


def _own_date(page: Page, patterns: _Patterns) -> tuple[str | None, str]:
    """The date that the report gives itself: in its dateline, a field, a byline or a header
    line.
    """
    for kinds, basis in (
        (("dateline",), "its dateline"),
        (("field",), "a labelled field"),
        (("byline", "boilerplate", "copyright"), "a line beside the text"),
    ):
        for part in page.parts:
            if part.kind not in kinds or part.end - part.start > 400:
                continue
            match = next(
                (
                    m
                    for m in patterns.full.finditer(page.flat, part.start, part.end)
                    if any(m.group(y) for y in ("y1", "y2", "y3"))
                ),
                None,
            )
            if match:
                return _full(page, match, patterns, None, "").iso, basis
            iso = _ISO.search(page.flat, part.start, part.end)
            if iso:
                return _valid(*map(int, iso.groups())), basis
    return None, "the text gives no date of its own"


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _valid(year: int, month: int, day: int) -> str | None:
    found = _date(year, month, day)
    return found.isoformat() if found else None
