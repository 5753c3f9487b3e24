"""Dates, with what fixes each: the words themselves, the report's own date, or nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from detente.documents.date_patterns import (
    AHEAD,
    ANY_YEAR,
    COUNTED,
    ISO,
    OTHER_CALENDAR,
    DatePatterns,
    date_patterns,
)
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import words_of_text
from detente.documents.values import When

_DIGIT = late(r"\d")
_ALSO_WORDS = frozenset({"May", "March", "August"})
_DATING = words_of_text(
    """
    early late mid mid- last next this in since by until till of before after during
    throughout
    """
)
_OF_THE_SPAN = frozenset({"early", "late", "mid", "mid-", "last", "next", "this"})


@rule("dates", layer="dates", languages=("en",))
def dates(page: Page, found: Found) -> Iterator[When]:
    """Full and partial dates, weekdays and words such as "last week"; the report's own date
    first.
    """
    patterns = date_patterns(page.words.language)
    found.as_of, found.as_of_basis = _own_date(page, patterns)
    base = datetime.date.fromisoformat(found.as_of) if found.as_of else None
    having = {name: page.zones_having(words) for name, words in patterns.needs.items()}
    zones = [(z.start, z.end, n) for n, z in enumerate(page.zones)]
    lines = [(part.start, part.end, -1) for part in page.parts if part.kind == "dateline"]
    for start, end, number in [*lines, *zones]:
        taken: list[tuple[int, int]] = []
        kinds = {name for name, where in having.items() if number < 0 or number in where}
        if number < 0 or _DIGIT.search(page.flat, start, end):
            kinds.add("digit")
        for when in _in_zone(page, start, end, patterns, base, found.as_of_basis, kinds):
            if not any(when.start < end and start < when.end for start, end in taken):
                taken.append((when.start, when.end))
                yield when


def _in_zone(
    page: Page,
    start: int,
    end: int,
    patterns: DatePatterns,
    base: datetime.date | None,
    basis: str,
    kinds: set[str],
) -> Iterator[When]:
    """The dates of the kinds whose words or digits stand in the zone."""
    if "digit" in kinds:
        yield from _numbered(page, start, end, patterns, base, basis, kinds)
    if "season" in kinds:
        yield from _seasons(page, start, end, patterns)
    if "month" in kinds:
        yield from _months(page, start, end, patterns)
    if "digit" in kinds:
        yield from _years(page, start, end, patterns)
    if "relative" in kinds:
        for match in patterns.relative.finditer(page.flat, start, end):
            yield _relative(page, match, patterns, base, basis)
    if "digit" in kinds:
        for match in patterns.day.finditer(page.flat, start, end):
            yield When(
                match.start("d"),
                match.end("d"),
                page.text[match.start("d") : match.end("d")],
                "dates.day",
                0.6,
                "relative",
                None,
                "the words name no month",
            )


def _numbered(
    page: Page,
    start: int,
    end: int,
    patterns: DatePatterns,
    base: datetime.date | None,
    basis: str,
    kinds: set[str],
) -> Iterator[When]:
    """Days with a month and dates in figures."""
    flat = page.flat
    if "month" in kinds:
        for match in patterns.full.finditer(flat, start, end):
            yield _full(page, match, patterns, base, basis)
    for match in ISO.finditer(flat, start, end):
        iso = _valid(*map(int, match.groups()))
        yield _plain(page, match.start(), match.end(), "dates.iso", 0.95, iso, None)
    for match in OTHER_CALENDAR.finditer(flat, start, end):
        yield _plain(page, match.start(), match.end(), "dates.calendar", 0.85, None, None)
    for match in patterns.numeric.finditer(flat, start, end):
        iso = _valid(*(int(match.group(name)) for name in ("y", "m", "d")))
        if iso:
            yield _plain(page, match.start(), match.end(), "dates.numeric", 0.85, iso, None)


def _plain(
    page: Page, start: int, end: int, by: str, sure: float, iso: str | None, partial: str | None
) -> When:
    """A date that the words fix by themselves, or that names no day."""
    basis = "the words themselves" if iso else "the words name no day"
    return When(start, end, page.text[start:end], by, sure, "date", iso, basis, partial)


def _seasons(page: Page, start: int, end: int, patterns: DatePatterns) -> Iterator[When]:
    """ "Spring 2019", "last summer", "before Christmas"."""
    for match in patterns.season.finditer(page.flat, start, end):
        group = next(name for name in ("s", "t", "f", "u", "v") if match.group(name))
        at = match.start(group)
        if group == "f" and re.match(r"(?:last|next|this)\b", match.group(), re.IGNORECASE):
            at = match.start()
        yield When(
            at,
            match.end(),
            page.text[at : match.end()],
            "dates.season",
            0.75,
            "date" if group == "s" else "relative",
            None,
            "the words name no day",
            match.group(group)[-4:] if group == "s" else None,
        )


def _months(page: Page, start: int, end: int, patterns: DatePatterns) -> Iterator[When]:
    for match in patterns.month.finditer(page.flat, start, end):
        lead = (match.group("lead") or "").lower()
        year = match.group("y")
        begun = re.match(r"(?:early|late|mid)\b", match.group("from"))
        if not year and match.group("m") in _ALSO_WORDS and lead not in _DATING and not begun:
            continue
        if not year and ANY_YEAR.search(page.flat[max(0, match.start() - 25) : match.start()]):
            continue
        month = patterns.months[match.group("m").lower()]
        at = match.start() if lead in _OF_THE_SPAN else match.start("from")
        number = re.sub(r"\D", "", year) if year else ""
        partial = f"{number}-{month:02d}" if year else f"--{month:02d}"
        yield _plain(page, at, match.end(), "dates.month", 0.8, None, partial)


def _years(page: Page, start: int, end: int, patterns: DatePatterns) -> Iterator[When]:
    for match in patterns.year.finditer(page.flat, start, end):
        group = next(name for name in ("y", "decade", "y2") if match.group(name))
        at = match.start(group)
        words = match.group(group)
        # A round number before a plural may count something: "of 2000 troops".
        if group == "y" and words.endswith("00") and COUNTED.match(page.flat, match.end(), end):
            continue
        if (match.group("lead") or "").strip(" -").lower() in {"early", "late", "mid"}:
            at = match.start("lead")
        yield _plain(page, at, match.end(group), "dates.year", 0.75, None, words)


def _full(
    page: Page, match: re.Match[str], patterns: DatePatterns, base: datetime.date | None, basis: str
) -> When:
    day = next(
        int(re.sub(r"\D", "", match.group(name)))
        for name in ("d1", "d2")
        if match.groupdict().get(name)
    )
    month_word = next(match.group(name) for name in ("m1", "m2") if match.groupdict().get(name))
    years = [match.groupdict().get(name) for name in ("y1", "y2")]
    year = next((int(each) for each in years if each), None)
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
    page: Page, match: re.Match[str], patterns: DatePatterns, base: datetime.date | None, basis: str
) -> When:
    group = "w" if match.group("w") else 0
    start, stop = match.start(group), match.end(group)
    text = match.group(group)
    small = text.lower()
    iso = None
    if base is not None:
        if match.group("w"):
            day = patterns.weekdays[match.group("wd").lower()]
            if small.startswith("next"):
                iso = base + datetime.timedelta(days=(day - base.weekday() - 1) % 7 + 1)
            elif AHEAD.search(page.flat[max(0, match.start() - 70) : match.start()]):
                iso = base + datetime.timedelta(days=(day - base.weekday()) % 7)
            elif small == match.group("wd").lower() or small.startswith("last"):
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
        stop,
        page.text[start:stop],
        "dates.relative",
        0.75,
        "relative",
        iso.isoformat() if iso else None,
        why,
    )


def _own_date(page: Page, patterns: DatePatterns) -> tuple[str | None, str]:
    """The date that the report gives itself: in its dateline, a field, its source's metadata, a
    byline or a header line.
    """
    source = page.document
    for kinds, basis in (
        (("dateline",), "its dateline"),
        (("field",), "a labelled field"),
        ((), source.date_basis),
        (("byline", "boilerplate", "copyright"), "a line beside the text"),
    ):
        if not kinds and source.date:
            return source.date, source.date_basis
        for part in page.parts:
            if part.kind not in kinds or part.end - part.start > 400:
                continue
            match = next(
                (
                    m
                    for m in patterns.full.finditer(page.flat, part.start, part.end)
                    if any(m.group(y) for y in ("y1", "y2"))
                ),
                None,
            )
            if match:
                return _full(page, match, patterns, None, "").iso, basis
            iso = ISO.search(page.flat, part.start, part.end)
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
