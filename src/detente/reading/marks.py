"""Marks of quotation: which stretches of a text stand between them, over paragraphs too."""

from __future__ import annotations

import re

from detente.late import late
from detente.reading.page import Page, Zone
from detente.reading.part_patterns import PROSE
from detente.values import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "‹": "›", "”": "”"}
_DOUBLE = late(r"[“”„«»\"「」]|''|``")
_SINGLE = late(r"[‘’']")
_MAX_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """A quoted stretch: `start`, `end` without the marks, `open`, `close` with them.

    depth   0 for a quote, 1 for a quote inside one.
    closed  False where the closing mark is missing and the end is a guess.
    zones   indices of the zones that it runs through.
    """

    open: int
    start: int
    end: int
    close: int
    depth: int
    closed: bool
    zones: tuple[int, ...]


def marked(page: Page) -> list[Marked]:
    """All quoted stretches of the mined text in order of place; linear in its length.

    The outer marks are the double ones, except in a text that hardly uses them: there they are the
    single ones, as in British books. Apostrophes are told from marks by what stands beside them.
    """
    body = [index for index, zone in enumerate(page.zones) if zone.kind in {*PROSE, "standfirst"}]
    outer_double = _double_outside(page, body)
    found: list[Marked] = []
    skip: dict[int, int] = {}
    for position, index in enumerate(body):
        zone = page.zones[index]
        found += _outer(page, body, position, zone, skip, double=outer_double)
    inner: list[Marked] = []
    for quote in found:
        inner += _inner(page, quote, double=not outer_double)
    return sorted([*found, *inner], key=lambda each: (each.start, -each.end))


def _double_outside(page: Page, body: list[int]) -> bool:
    doubles = singles = 0
    for index in body:
        zone = page.zones[index]
        doubles += len(_DOUBLE.findall(page.text, zone.start, zone.end))
        singles += len(_single_opens(page.text, zone.start, zone.end))
    return doubles >= singles


def _single_opens(text: str, start: int, end: int) -> list[int]:
    return [
        match.start()
        for match in _SINGLE.finditer(text, start, end)
        if _opens_single(text, match.start(), start, end)
    ]


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in '([—–-“"'):
        return False
    if text[at] == "’":
        return False
    if not (after.isalnum() or after in '“"….['):
        return False
    return not re.match(
        r"'(?:\d0s|tis|twas|em|cause|til|n')\b", text[at : at + 7].replace("‘", "'"), re.IGNORECASE
    )


def _closes_single(text: str, at: int, end: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum() and text[at] != "‘"


def _outer(
    page: Page, body: list[int], position: int, zone: Zone, skip: dict[int, int], *, double: bool
) -> list[Marked]:
    text = page.text
    found: list[Marked] = []
    at = max(zone.start, skip.get(body[position], zone.start))
    while at < zone.end:
        opened = _next_open(text, at, zone.start, zone.end, double)
        if opened is None:
            break
        begin = opened + (2 if text[opened : opened + 2] in {"''", "``"} else 1)
        closed = _next_close(text, begin, zone.end, opened, double)
        if closed is not None:
            found.append(Marked(opened, begin, closed[0], closed[1], 0, True, (body[position],)))
            at = closed[1]
            continue
        over = _over_paragraphs(page, body, position, opened, double)
        if over:
            end, close, last = over
            zones = tuple(body[position : last + 1])
            found.append(Marked(opened, begin, end, close, 0, True, zones))
            for passed in range(position + 1, last):
                skip[body[passed]] = page.zones[body[passed]].end
            skip[body[last]] = close
            return found
        end = zone.end
        found.append(Marked(opened, begin, end, end, 0, False, (body[position],)))
        return found
    return found


def _next_open(text: str, at: int, start: int, end: int, double: bool) -> int | None:
    if not double:
        for match in _SINGLE.finditer(text, at, end):
            if _opens_single(text, match.start(), start, end):
                return match.start()
        return None
    for match in _DOUBLE.finditer(text, at, end):
        mark = match.group()
        if mark == "»" or mark == "」":
            continue
        if mark == "”":  # a closing mark used to open, as in Swedish or by mistake
            before = text[match.start() - 1] if match.start() > start else " "
            after = text[match.end()] if match.end() < end else " "
            if not (before.isspace() or before in "(") or after.isspace():
                continue
        elif mark == '"':
            after = text[match.end()] if match.end() < end else " "
            if after.isspace():
                continue
        return match.start()
    return None


def _next_close(text: str, at: int, end: int, opened: int, double: bool) -> tuple[int, int] | None:
    """Where the words end and where the closing mark ends, in the same paragraph."""
    if not double:
        return _close_single(text, at, end)
    mark = text[opened]
    wanted = _PAIRS.get(mark, mark)
    depth = 0
    for match in _DOUBLE.finditer(text, at, end):
        now = match.group()
        if mark in "\"'`":
            if now in {'"', "''", "”", "``"}:
                before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
                if now == '"' and before.isspace() and after.isalnum():
                    return None  # it opens again: the first was never closed here
                return match.start(), match.end()
            continue
        if now == mark and mark not in wanted:
            if mark == "“" and match.start() > at and not text[match.start() - 1].isspace():
                return match.start(), match.end()  # an opening mark used to close
            depth += 1
        elif now in wanted or (now == '"' and not text[match.start() - 1].isspace()):
            if depth:
                depth -= 1
                continue
            return match.start(), match.end()
    return None


def _close_single(text: str, at: int, end: int) -> tuple[int, int] | None:
    weak: int | None = None
    for match in _SINGLE.finditer(text, at, end):
        here = match.start()
        if _opens_single(text, here, at, end) and text[here] != "’":
            break
        if not _closes_single(text, here, end):
            continue
        before = text[here - 1]
        if before in '.,!?…;:)]—–"”' or before.isdigit():
            return here, here + 1
        after = text[here + 1 : here + 3]
        possessive = before in "sS" and len(after) == 2 and after[0] == " " and after[1].islower()
        if not possessive:
            return here, here + 1
        if weak is None:
            weak = here
    return None if weak is None else (weak, weak + 1)


def _over_paragraphs(
    page: Page, body: list[int], position: int, opened: int, double: bool
) -> tuple[int, int, int] | None:
    """A quote that its paragraph leaves open: end, place after the closing mark, last paragraph.

    Either each further paragraph opens with a mark, or none does and the next mark closes.
    """
    text = page.text
    mark = text[opened]
    turn = page.zones[body[position]].label
    for last in range(position + 1, min(position + _MAX_PARAGRAPHS, len(body))):
        zone = page.zones[body[last]]
        if zone.kind not in PROSE or (zone.label and zone.label != turn):
            return None
        first = zone.start
        begin = text[first : first + 1]  # a turn may be empty, at the end of the text too
        reopened = begin != "" and (
            begin == mark or (double and begin in '“"„«') or (not double and begin in "‘'")
        )
        closed = _next_close(text, first + (1 if reopened else 0), zone.end, opened, double)
        following_open = _next_open(
            text, first + (1 if reopened else 0), zone.start, zone.end, double
        )
        if closed and (following_open is None or following_open >= closed[0] or not double):
            return closed[0], closed[1], last
        if (
            closed is None
            and following_open is not None
            and following_open > first
            and double
            and mark != '"'
        ):
            return None
        if closed is None and not reopened and last - position > 4:
            return None
    return None


def _inner(page: Page, quote: Marked, *, double: bool) -> list[Marked]:
    found = []
    at = quote.start
    while at < quote.end:
        opened = _next_open(page.text, at, quote.start, quote.end, double)
        if opened is None:
            break
        begin = opened + 1
        closed = _next_close(page.text, begin, quote.end, opened, double)
        if closed is None:
            at = begin
            continue
        found.append(Marked(opened, begin, closed[0], closed[1], 1, True, quote.zones))
        at = closed[1]
    return found
