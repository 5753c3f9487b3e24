"""Events: named conferences and wars, what a noun names, and what a clause tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from detente.documents.clauses import Actors, names_of
from detente.documents.flat import words_pattern
from detente.documents.happenings import happenings
from detente.documents.lexicon import lexicon
from detente.documents.occasions import occasions
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.tokens import words_of_text
from detente.documents.values import Event

_LEADS = (
    "The ",
    "At ",
    "After ",
    "While ",
    "In ",
    "During ",
    "On ",
    "A ",
    "An ",
    "Since ",
    "Before ",
)
_MEETING = re.compile(
    r"\b(?:(?:private|direct|indirect|secret|bilateral|trilateral|peace|two-day|three-day|emergency"
    r"|informal|brief|last-minute)\s+)*(?:talks|negotiations|meeting|consultations|summit)\s+"
    r"(?:with|between)\s+"
)
_LOOKED_INTO = re.compile(
    r"\b(?:inquiry|enquiry|investigation|probe|inquest)\s+into\s+(?:the\s+)?$"
)
_NOT_AN_EVENT = re.compile(r"^(?:who|no new|any|no)\b(?!-)", re.IGNORECASE)


class _Patterns:
    def __init__(self, language: str) -> None:
        words = lexicon(language).words["events"]
        self.named = re.compile(
            rf"\b(?:[A-Z][\w'-]*\s+(?:of\s+|on\s+|for\s+)?){{1,5}}{words_pattern(words['named'])}\b"
            r"(?:\s+(?:on|for|of)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+(?:and\s+)?[A-Z][\w-]*)*)?"
            r"(?:\s+of\s+(?:19|20)\d\d)?"
        )
        self.heads = frozenset(words["named"])
        self.feasts = frozenset(lexicon(language).words["dates"]["feasts"])


@cache
def _patterns(language: str) -> _Patterns:
    return _Patterns(language)


@rule("events", layer="events", languages=("en",))
def events(page: Page, found: Found) -> Iterator[Event]:
    """Named events and later short forms of them, what a noun names, and what a clause tells."""
    actors = Actors(found)
    patterns = _patterns(page.words.language)
    dates = sorted((each.start, each.end) for each in found.dates)
    said = sorted((each.start, each.end) for each in (*found.proposals, *found.claims))
    starts = [start for start, _ in said]
    known: dict[str, str] = {}
    for sentence in page.sentences:
        kind = page.zones[sentence.zone].kind
        if kind == "heading":
            continue
        taken: list[tuple[int, int]] = []
        here = [
            *(_named(page, actors, patterns, known, sentence) if kind != "title" else ()),
            *_meetings(page, actors, sentence),
            *_by_noun(page, actors, sentence, dates),
            *_by_verb(page, actors, sentence, dates, kind == "title"),
        ]
        for event in sorted(here, key=lambda each: (-each.confidence, each.start)):
            if (
                _NOT_AN_EVENT.match(event.text)
                or any(event.start < b and a < event.end for a, b in taken)
                or (
                    event.confidence < 0.8
                    and _only_said(event, said, starts)
                    and not _LOOKED_INTO.search(page.flat, max(0, event.start - 40), event.start)
                )
                or _bare_act(event)
            ):
                continue
            taken.append((event.start, event.end))
            yield event


_ENOUGH = words_of_text("resigned surrendered mutinied rebelled rioted met")


def _bare_act(event: Event) -> bool:
    """Whether an act is told without what was done: "in 2019 they signed"."""
    told = event.rule in {"events.act", "events.told"}
    return told and len(event.text.split()) < 2 and event.text.lower() not in _ENOUGH


def _only_said(event: Event, said: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether most of an event lies in a proposal or claim: it is wished for, or spoken of."""
    at = bisect_right(starts, event.start)
    return any(
        2 * (min(event.end, b) - max(event.start, a)) > event.end - event.start
        for a, b in said[max(0, at - 3) : at + 1]
    )


def _named(
    page: Page, actors: Actors, patterns: _Patterns, known: dict[str, str], sentence: Sentence
) -> Iterator[Event]:
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.named.finditer(flat, begin, limit):
        start = match.start()
        for lead in _LEADS:
            if flat.startswith(lead, start):
                start += len(lead)
        text = flat[start : match.end()]
        if len(text.split()) < 2 or text in patterns.feasts:
            continue
        if any(
            each.kind == "organisation" and each.start <= start + 4 and match.end() <= each.end
            for each in actors.between(start - 4, start + 5)
        ):
            continue
        known[text.split()[-1]] = text
        yield _event(page, actors, start, match.end(), "events.named", 0.85, text, "named")
    for match in re.finditer(r"\b[Tt]he ([A-Z]\w+)\b", flat[begin:limit]):
        if match.group(1) in patterns.heads and match.group(1) in known:
            start, end = begin + match.start(), begin + match.end()
            name = known[match.group(1)]
            yield _event(page, actors, start, end, "events.short", 0.7, name, "named")


def _meetings(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Event]:
    """ "Direct talks between X and Y", to the last of them."""
    flat, limit = page.flat, sentence.end
    for match in _MEETING.finditer(flat, sentence.start, limit):
        who = actors.between(match.end() - 1, min(limit, match.end() + 40))
        if who and who[0].start - match.end() < 30:
            last = who[0]
            for other in who[1:]:
                if re.fullmatch(
                    r"(?:,|\s+and|,\s+and)\s+(?:the\s+)?", flat[last.end : other.start]
                ):
                    last = other
            text = flat[match.start() : last.end]
            yield _event(
                page, actors, match.start(), last.end, "events.talks", 0.75, text, "meeting"
            )


def _by_noun(
    page: Page, actors: Actors, sentence: Sentence, dates: list[tuple[int, int]]
) -> Iterator[Event]:
    for each in occasions(page, actors, sentence, dates):
        text = page.flat[each.start : each.end]
        yield _event(
            page, actors, each.start, each.end, "events.common", each.confidence, text, each.head
        )


def _by_verb(
    page: Page, actors: Actors, sentence: Sentence, dates: list[tuple[int, int]], title: bool
) -> Iterator[Event]:
    for each in happenings(page, actors, sentence, dates, title):
        text = page.flat[each.start : each.end]
        who = actors.subjects(page.flat, each.start, sentence.start) if each.acted else []
        by_rule = "events.act" if each.acted and who else "events.told"
        yield _event(
            page, actors, each.start, each.end, by_rule, each.confidence, text, "act", names_of(who)
        )


def _event(
    page: Page,
    actors: Actors,
    start: int,
    end: int,
    by_rule: str,
    sure: float,
    name: str,
    kind: str,
    who: tuple[str, ...] = (),
) -> Event:
    inside = names_of(actors.between(start, end))
    return Event(
        start,
        end,
        page.text[start:end],
        by_rule,
        sure,
        " ".join(name.split()),
        kind,
        tuple(dict.fromkeys([*who, *inside])),
    )
