"""Events: named conferences and wars, talks between parties, and what an actor is told to do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from detente.documents import words_of_text
from detente.late import late, words_in
from detente.reading.clauses import Actors, clause_end, names_of
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon
from detente.reading.page import Page, Sentence
from detente.reading.rules import Found, rule
from detente.reading.values import Event

_LEADS = late(r"(?:The|At|After|While|In|During|On|An?|Since|Before)\s+")
_MEETING = late(
    r"\b(?:[a-z]+(?:-[a-z]+)?\s+)?(?:talks|negotiations|meeting|consultations|summit)\s+"
    r"(?:with|between)\s+"
)
_MEETINGS = words_of_text("talks negotiations meeting consultations summit")
_AND = late(r"(?:,|\s+and|,\s+and)\s+(?:the\s+)?")
_NEAR = 30  # code points between "talks with" and who is met
_FAR = 40
# What is only wished for, denied or to come is no event.
_NOT_DONE = late(
    r"\b(?:to|not|never|no|nobody|will|would|could|may|might|must|should|shall|can|if|unless)\b"
    r"|n't\b"
)
_CLOSE = 25  # code points between who acts and the verb


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon(language).words["events"]
    named = late(
        rf"\b(?:[A-Z][\w'-]*\s+(?:of\s+|on\s+|for\s+)?){{1,5}}{words_pattern(words['named'])}\b"
        r"(?:\s+of\s+(?:19|20)\d\d)?"
    )
    return named, late(rf"(?<![\w-]){words_pattern(words['acts'])}(?=[\s.,;])")


@rule("events", layer="events", languages=("en",))
def events(page: Page, found: Found) -> Iterator[Event]:
    """Named events, talks between parties, and what an actor is told to have done."""
    actors = Actors(found)
    said = sorted((each.start, each.end) for each in found.proposals)
    words = page.words.words["events"]
    naming, acting = page.having(words_in(words["named"])), page.having(words_in(words["acts"]))
    meeting = page.having(_MEETINGS)
    for number, sentence in enumerate(page.sentences):
        kind = page.zones[sentence.zone].kind
        if kind == "heading":
            continue
        end = sentence.start
        here: list[Event] = []
        if number in meeting:
            here += _meetings(page, actors, sentence)
        if number in acting:
            here += _acts(page, actors, sentence)
        if kind != "title" and number in naming:
            here += _named(page, actors, sentence)
        for event in sorted(here, key=lambda each: (each.start, -each.end)):
            at = bisect_left(said, (event.end, 0))
            asked = any(a < event.end and event.start < b for a, b in said[max(0, at - 3) : at])
            if event.start >= end and not (asked and event.kind == "act"):
                end = event.end
                yield event


def _named(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Event]:
    named, _ = _patterns(page.words.language)
    for match in named.finditer(page.flat, sentence.start, sentence.end):
        lead = _LEADS.match(page.flat, match.start(), match.end())
        start = lead.end() if lead else match.start()
        text = page.flat[start : match.end()]
        body = any(
            each.kind == "organisation" and match.end() <= each.end
            for each in actors.between(start - 4, start + 5)
        )
        if len(text.split()) > 1 and not body:
            yield _event(page, actors, start, match.end(), "events.named", 0.85, "named")


def _meetings(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Event]:
    """ "Direct talks between X and Y", to the last of them."""
    flat, limit = page.flat, sentence.end
    for match in _MEETING.finditer(flat, sentence.start, limit):
        who = actors.between(match.end() - 1, min(limit, match.end() + _FAR))
        if who and who[0].start - match.end() < _NEAR:
            last = who[0]
            for other in who[1:]:
                if _AND.fullmatch(flat, last.end, other.start):
                    last = other
            yield _event(page, actors, match.start(), last.end, "events.talks", 0.75, "meeting")


def _acts(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Event]:
    """ "X has seized two boats": the verb and what follows it in its clause."""
    flat = page.flat
    _, acts = _patterns(page.words.language)
    for match in acts.finditer(flat, sentence.start, sentence.end):
        quote = actors.quote_at(match.start())
        who = actors.subjects(flat, match.start(), sentence.start)
        if not who or (quote is not None and quote.kind != "turn"):
            continue
        between = flat[who[-1].end : match.start()]
        if len(between) > _CLOSE or _NOT_DONE.search(between) or not match.group()[0].islower():
            continue
        end = clause_end(flat, match.end(), sentence.end)
        if end > match.end():
            who_by = names_of(who)
            yield _event(page, actors, match.start(), end, "events.act", 0.6, "act", who_by)


def _event(
    page: Page,
    actors: Actors,
    start: int,
    end: int,
    by_rule: str,
    sure: float,
    kind: str,
    who: tuple[str, ...] = (),
) -> Event:
    text = page.text[start:end]
    everybody = tuple(dict.fromkeys([*who, *names_of(actors.between(start, end))]))
    name = " ".join(text.split())
    return Event(start, end, text, by_rule, sure, name, kind, everybody)
