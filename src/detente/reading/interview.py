"""Who asks and who answers in an interview whose labels are only Q and A."""

from __future__ import annotations

import re

from detente.late import late
from detente.reading.page import Page
from detente.reading.values import Mention

_SPOKEN_TO = late(
    r"\b(?:interview(?:ed)? with|interviewed|spoke (?:to|with)|talked (?:to|with)|sat down with"
    r"|met|asked"
    r"|conversation with|questions (?:to|for))\s+(?:[\w'-]+\s+){0,5}$",
    re.IGNORECASE,
)
_SPEAKS = late(
    r"(?:\s*,[^.]{0,70},)?\s+(?:speaks|talks|explains|answers|answered|tells|told|says|spoke"
    r"|talked|on (?:why|how|the))\b"
)
_NAMED = r"[A-Z][\w'.-]+(?:\s+[A-Z][\w'.-]+){1,3}"
_INTERVIEW_BY = late(
    rf"(?:[-*_(•|>\s]*)(?:[Ii]nterview(?:er|ed)?(?:\s+(?:conducted\s+)?by)?\s*:?"
    rf"|[Qq]uestions(?:\s+by)?\s*:?)\s+(?P<who>{_NAMED})"
)


def interviewer(page: Page) -> str | None:
    """Who asks, where a labelled field or a byline says so."""
    first = next((zone.label_place.start for zone in page.zones if zone.label_place), None)
    for part in page.parts:
        named = _INTERVIEW_BY.match(page.flat, part.start, part.end)
        if not named or part.kind == "body":
            continue
        alone = named.end() == part.end and first is not None and part.end <= first
        if part.kind in {"field", "byline"} or alone:
            return named.group("who")
    return None


def interviewee(page: Page, mentions: list[Mention], asks: str | None) -> str | None:
    """The one person who can be meant by "A": named before the first turn, and not `asks`.

    Where several are, the one of whom the text says that they were spoken to, else the one whom
    title or standfirst names. None where that leaves more than one.
    """
    first = next((zone.label_place.start for zone in page.zones if zone.label_place), None)
    if first is None:
        return None
    before = [
        each
        for each in mentions
        if each.end <= first
        and each.kind == "person"
        and each.form != "title"
        and each.name != asks
    ]
    heads = [zone for zone in page.zones if zone.kind in {"title", "standfirst"}]
    for chosen in (
        before,
        [each for each in before if _spoken_to(page, each)],
        [each for each in before if any(zone.start <= each.start < zone.end for zone in heads)],
    ):
        names = {each.name for each in chosen}
        if len(names) == 1:
            return names.pop()
    return None


def _spoken_to(page: Page, each: Mention) -> bool:
    before = page.flat[max(0, each.start - 60) : each.start]
    after = page.flat[each.end : each.end + 90]
    return bool(_SPOKEN_TO.search(before) or _SPEAKS.match(after))
