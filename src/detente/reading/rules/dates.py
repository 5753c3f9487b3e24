"""Dates, with what fixes each: the words themselves, the report's own date, or nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from detente.documents import words_of_text
from detente.late import late, words_in
from detente.reading.flat import words_pattern
from detente.reading.lexicon import Lexicon, lexicon
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.values import When

_DIGIT = late(r"\d")
_ISO = late(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_AHEAD = late(
    r"\b(?:will|would|due|scheduled|plans?|planned|expected|is to|are to|until|by)\b[^.]*$"
)
_ANY_YEAR = late(r"\b(?:a|an|every|each|any|typical|normal)\s+(?:\w+\s+)?$", re.IGNORECASE)
_COUNTED = late(r"\s+(?:[a-z-]+\s+)?[a-z]+s\b")
_ALSO_WORDS = frozenset({"May", "March", "August"})
_DATING = words_of_text(
    "early late mid last next this in since by until till of before after during"
)
_RELATIVE = words_of_text(
    "yesterday tomorrow today tonight night overnight weekend morning afternoon evening possible"
)
_OF_THE_SPAN = words_of_text("early late mid last next this")


class _Patterns:
    """The forms of a language's dates."""

    def __init__(self, words: Lexicon) -> None:
        dates = words.words["dates"]
        self.months = {each.lower(): number for number, each in enumerate(dates["months"], 1)}
        for each in dates["short_months"]:
            full = next(name for name in self.months if name.startswith(each.lower()[:3]))
            self.months.setdefault(each.lower(), self.months[full])
        self.weekdays = {each.lower(): number for number, each in enumerate(dates["weekdays"])}
        long, short = words_pattern(dates["months"]), words_pattern(dates["short_months"])
        month = words_pattern([*dates["months"], *dates["short_months"]]) + r"\b(?:\.(?=\s+\d))?"
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        # "3 to 11 April", "April 3-5": the last day is the one that is read.
        span = rf"(?:{day}\s*(?:-|–|to|and|or|/)\s*(?:the\s+)?)?"
        weekday = words_pattern(dates["weekdays"])
        in_short = words_pattern(dates["short_weekdays"]) + r"\.?"
        self.of_month = words_in([*dates["months"], *dates["short_months"]])
        self.of_relative = _RELATIVE | words_in(
            [*dates["weekdays"], *dates["units"], *dates["seasons"], *dates["feasts"]]
        )
        self.of_relative |= {f"{each}s" for each in words_in(dates["units"])}
        unit, number = words_pattern(dates["units"]), words_pattern(dates["number_words"])
        season, feast = words_pattern(dates["seasons"]), words_pattern(dates["feasts"])
        self.full = late(
            rf"(?:\b(?:{weekday}|{in_short}(?=\s*,?\s*{day})),?\s+(?:the\s+)?)?"
            rf"(?:\b{span}(?P<d1>\b{day})(?:\s+day)?(?:\s+of)?\s+(?P<m1>{month})(?:,?\s+(?P<y1>\d{{4}})\b)?"
            rf"|\b(?P<m2>{month})\s+(?:{day}\s*(?:-|–|to|and)\s*)?(?P<d2>{day})\b(?!\s*(?:per|%"
            rf"|million|,\d{{3}}))(?:,?\s+(?P<y2>\d{{4}})\b)?)"
        )
        self.numeric = late(
            r"(?<![\w./-])(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[./])(?P<m>0?[1-9]|1[0-2])(?P=sep)"
            r"(?P<y>(?:19|20)\d\d)(?![\w/])"
        )
        self.month = late(
            r"(?<![\w-])(?:(?i:(?P<lead>early|late|mid|last|next|this|in|since|by|until|till|of|before"
            r"|after|during|from|to|through|for|between|around|and))[\s-]+)?"
            rf"(?P<from>(?:(?:early|late|mid)[\s-]+)?(?P<m>{long}|{short}(?=\.?\s+(?:19|20)\d\d)))"
            r"(?P<y>\.?,?\s+(?:of\s+)?(?:19|20)\d{2})?(?![\w-])"
        )
        self.year = late(
            r"(?:(?P<lead>\b(?:in|since|of|until|till|by|from|the|during|before|after|for|a|an|its|early"
            r"|late|mid|and|to|year|between|around|through|or)[\s-]+)|(?<=\())"
            r"(?P<y>(?:1[6-9]|20)\d\d(?:[-–/]\d\d(?!\d))?)\b(?!\s*(?:[%°]|men|women|people|km|metres"
            r"|tonnes|tons|dollars|euros|per\b)|,\d{3}|\.\d|:\d)"
            r"|\b(?P<decade>(?:(?:early|late|mid)[\s-]+)?(?:1[89]|20)\d0s)\b"
            rf"|(?<![\w.,$£€-])(?P<y2>(?:19|20)\d\d)(?=\s+(?:{words_pattern(dates['dated'])})\b)",
            re.IGNORECASE,
        )
        counted = rf"(?:{number}|\d+)(?:\s+and\s+a\s+half)?"
        self.relative = late(
            r"\b(?:(?:on|by|until|till|since|late|early|from|before|after|for)\s+)?"
            r"(?P<w>(?:(?:last|next|this|this\s+coming|the\s+following|the\s+previous)\s+)?"
            rf"(?P<wd>{weekday})(?:\s+(?:last|next|week)\b)?)"
            r"|\b(?:(?:the\s+day\s+(?:before|after)\s+)?(?:yesterday|tomorrow)|today|tonight|last\s+night"
            r"|overnight|(?:last|next|this|the)\s+weekend|this\s+(?:morning|afternoon|evening))\b"
            rf"|\b(?:early|late|later|earlier|mid)\s+(?:this|last|next)\s+{unit}\b"
            rf"|\bthe\s+(?:end|beginning|start|middle)\s+of\s+(?:the|this|next|last)\s+{unit}\b"
            rf"|\b(?:last|next|this|the\s+coming|earlier\s+this|later\s+this|the\s+following"
            rf"|the\s+previous|the\s+next)\s+(?:{unit}|{season})\b"
            rf"|\b(?:(?:last|next|this)\s+)?{feast}\b|\b(?:the\s+)?{season}\s+(?:of\s+)?(?:19|20)\d\d\b"
            rf"|\b(?:the\s+(?:past|last|next|coming)|last|next)\s+{counted}\s+{unit}s\b"
            rf"|\b{counted}\s+{unit}s?\s+(?:ago|earlier|later|before(?=[.,;])|from\s+now)\b"
            rf"|\b(?:as\s+soon\s+as\s+possible|(?:soonest|earliest)\s+possible\s+(?:date|time))\b",
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
    basis = found.as_of_basis
    either = (True, True)
    lines = [(part.start, part.end, *either) for part in page.parts if part.kind == "dateline"]
    named, told = map(page.zones_having, (patterns.of_month, patterns.of_relative))
    zones = ((z.start, z.end, at in named, at in told) for at, z in enumerate(page.zones))
    for start, end, month, relative in [*lines, *zones]:
        taken: list[When] = []
        for when in _in_zone(page, (start, end), (month, relative), patterns, base, basis):
            if not any(when.start < each.end and each.start < when.end for each in taken):
                taken.append(when)
                yield when


def _in_zone(
    page: Page,
    place: tuple[int, int],
    having: tuple[bool, bool],
    patterns: _Patterns,
    base: datetime.date | None,
    basis: str,
) -> Iterator[When]:
    """The dates of one stretch; `having` says whether a month stands in it, and whether a word
    that dates such as "last week" need.
    """
    flat, (start, end), (month, relative) = page.flat, place, having
    numbers = _DIGIT.search(flat, start, end)
    if numbers:
        for match in patterns.full.finditer(flat, start, end):
            yield _full(page, match, patterns, base, basis)
        for match in _ISO.finditer(flat, start, end):
            iso = _valid(*map(int, match.groups()))
            yield _plain(page, match.start(), match.end(), "iso", 0.95, iso, None)
        for match in patterns.numeric.finditer(flat, start, end):
            iso = _valid(*(int(match[name]) for name in ("y", "m", "d")))
            if iso:
                yield _plain(page, match.start(), match.end(), "numeric", 0.85, iso, None)
    for match in patterns.month.finditer(flat, start, end) if month else ():
        if when := _month(page, match, patterns):
            yield when
    for match in patterns.year.finditer(flat, start, end) if numbers else ():
        group = next(name for name in ("y", "decade", "y2") if match[name])
        # A round number before a plural may count something: "of 2000 troops".
        round_one = group == "y" and match[group].endswith("00")
        if not (round_one and _COUNTED.match(flat, match.end(), end)):
            about = (match["lead"] or "").strip(" -").lower() in {"early", "late", "mid"}
            at = match.start("lead" if about else group)
            yield _plain(page, at, match.end(group), "year", 0.75, None, match[group])
    for match in patterns.relative.finditer(flat, start, end) if relative else ():
        yield _relative(page, match, patterns, base, basis)


def _plain(
    page: Page, start: int, end: int, by: str, sure: float, iso: str | None, partial: str | None
) -> When:
    """A date that the words fix by themselves, or that names no day."""
    basis = "the words themselves" if iso else "the words name no day"
    return When(start, end, page.text[start:end], f"dates.{by}", sure, "date", iso, basis, partial)


def _month(page: Page, match: re.Match[str], patterns: _Patterns) -> When | None:
    lead, year = (match["lead"] or "").lower(), match["y"]
    begun = match["from"].lower().startswith(("early", "late", "mid"))
    if not year and (
        (match["m"] in _ALSO_WORDS and lead not in _DATING and not begun)
        or _ANY_YEAR.search(page.flat, max(0, match.start() - 25), match.start())
    ):
        return None
    at = match.start() if lead in _OF_THE_SPAN else match.start("from")
    number = re.sub(r"\D", "", year) if year else "-"
    partial = f"{number}-{patterns.months[match['m'].lower()]:02d}"
    return _plain(page, at, match.end(), "month", 0.8, None, partial)


def _full(
    page: Page, match: re.Match[str], patterns: _Patterns, base: datetime.date | None, basis: str
) -> When:
    day = int(re.sub(r"\D", "", match["d1"] or match["d2"]))
    month = patterns.months[(match["m1"] or match["m2"]).rstrip(".").lower()]
    year = int(match["y1"] or match["y2"] or 0)
    start, end = match.span()
    if page.flat[max(0, start - 4) : start] == "the " and match["d1"]:
        start -= 4
    text = page.text[start:end]
    if year:
        iso, partial = _valid(year, month, day), f"{year}-{month:02d}-{day:02d}"
        why = "the words themselves"
        return When(start, end, text, "dates.full", 0.95, "date", iso, why, partial)
    partial, why, iso = f"--{month:02d}-{day:02d}", "the text gives no year", None
    if base is not None:
        # The year that puts the date nearest to the report's own.
        known = [_date(base.year + more, month, day) for more in (-1, 0, 1)]
        near = min(
            (each for each in known if each), key=lambda each: abs(each - base), default=None
        )
        iso = near.isoformat() if near else None
        why = f"year from the report's date ({basis})"
    return When(start, end, text, "dates.partial", 0.85, "date", iso, why, partial)


def _relative(
    page: Page, match: re.Match[str], patterns: _Patterns, base: datetime.date | None, basis: str
) -> When:
    start, stop = match.span("w" if match["w"] else 0)
    text = page.text[start:stop]
    small = page.flat[start:stop].lower()
    iso = None
    if base is not None and match["w"]:
        day = patterns.weekdays[match["wd"].lower()]
        back = (base.weekday() - day) % 7
        if small.startswith("next"):
            iso = base + datetime.timedelta(days=(-back - 1) % 7 + 1)
        elif _AHEAD.search(page.flat, max(0, match.start() - 70), match.start()):
            iso = base + datetime.timedelta(days=-back % 7)
        elif small == match["wd"].lower() or small.startswith("last"):
            iso = base - datetime.timedelta(days=back or (7 if small.startswith("last") else 0))
    elif base is not None and small in _DAYS:
        iso = base + datetime.timedelta(days=_DAYS[small])
    why = f"counted from the report's date ({basis})" if iso else "the words fix no day"
    day_of = iso.isoformat() if iso else None
    return When(start, stop, text, "dates.relative", 0.75, "relative", day_of, why)


_DAYS = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _own_date(page: Page, patterns: _Patterns) -> tuple[str | None, str]:
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
            for match in patterns.full.finditer(page.flat, part.start, part.end):
                if match["y1"] or match["y2"]:
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
