"""Events: named conferences, crises and wars, and what the actors did to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.documents.clauses import Actors, clause_end, names_of
from detente.documents.flat import words_pattern
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.values import Event


class _Patterns:
    def __init__(self, language: str) -> None:
        words = lexicon(language).words["events"]
        self.named = re.compile(
            rf"\b(?:[A-Z][\w'-]*\s+(?:of\s+|on\s+|for\s+)?){{1,5}}{words_pattern(words['named'])}\b(?:\s+(?:on|for|of)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)?"
        )
        self.common = re.compile(
            rf"\b(?P<mod>(?:[A-Z][\w'-]*|[a-z]+-(?:day|week|month|year|hour)|border|trade|water|fishing|civil|hunger|military|naval|air|peace|dock|rail|general|tariff|nuclear|missile|mortar|drone|rocket|arson|bomb|suicide|court|budget|land|fisheries|cross-border|presidential|parliamentary|ministerial|bilateral|trilateral|emergency|direct|indirect|private|secret|first|second|third|latest|new)\s+)+(?P<head>{words_pattern(words['common'])})\b"
        )
        self.acts = re.compile(rf"\b{words_pattern(words['acts'])}\b")
        self.heads = frozenset(words["named"])
        self.meeting = re.compile(
            r"\b(?:(?:private|direct|indirect|secret|bilateral|trilateral|peace|two-day|three-day|emergency|informal|brief|last-minute)\s+)*(?:talks|negotiations|meeting|consultations|summit)\s+(?:with|between)\s+"
        )


@cache
def _patterns(language: str) -> _Patterns:
    return _Patterns(language)


@rule("events", layer="events", languages=("en",))
def events(page: Page, found: Found) -> Iterator[Event]:
    """Named events and later short forms of them, common nouns with their kind, talks, and acts."""
    actors = Actors(found)
    patterns = _patterns(page.words.language)
    known: dict[str, str] = {}
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind in {"title", "heading"}:
            continue
        begin, limit = sentence.start, sentence.end
        taken: list[tuple[int, int]] = []
        for event in _in_sentence(page, actors, patterns, known, begin, limit):
            if not any(event.start < b and a < event.end for a, b in taken):
                taken.append((event.start, event.end))
                yield event


def _in_sentence(
    page: Page, actors: Actors, patterns: _Patterns, known: dict[str, str], begin: int, limit: int
) -> Iterator[Event]:
    flat = page.flat
    for match in patterns.named.finditer(flat, begin, limit):
        start = match.start()
        text = match.group()
        for lead in ("The ", "At ", "After ", "While ", "In ", "During "):
            if text.startswith(lead):
                start += len(lead)
        text = flat[start : match.end()]
        if len(text.split()) < 2:
            continue
        known[text.split()[-1]] = text
        yield _event(page, actors, start, match.end(), "events.named", 0.85, text, "named")
    for match in re.finditer(r"\b[Tt]he ([A-Z]\w+)\b", flat[begin:limit]):
        if match.group(1) in patterns.heads and match.group(1) in known:
            yield _event(
                page,
                actors,
                begin + match.start(),
                begin + match.end(),
                "events.short",
                0.7,
                known[match.group(1)],
                "named",
            )
    for match in patterns.meeting.finditer(flat, begin, limit):
        who = actors.between(match.end() - 1, min(limit, match.end() + 40))
        if who and who[0].start - match.end() < 30:
            last = who[0]
            for other in who[1:]:
                if re.fullmatch(
                    r"(?:,|\s+and|,\s+and)\s+(?:the\s+)?", flat[last.end : other.start]
                ):
                    last = other
            yield _event(
                page,
                actors,
                match.start(),
                last.end,
                "events.talks",
                0.75,
                flat[match.start() : last.end],
                "meeting",
            )
    for match in patterns.common.finditer(flat, begin, limit):
        start = match.start()
        article = re.match(
            r"(?:The|A|An|At|In|After|During|This|Last|Since|Their|Its|His|Her|When|If|As)\s+",
            match.group(),
        )
        if article:
            start += article.end()
        if start < match.start("head"):
            yield _event(
                page,
                actors,
                start,
                match.end(),
                "events.common",
                0.65,
                flat[start : match.end()],
                match.group("head").lower(),
            )
    for match in patterns.acts.finditer(flat, begin, limit):
        who = actors.subjects(flat, match.start(), begin)
        if not who or match.start() - who[-1].end > 25 or actors.quote_at(match.start()):
            continue
        end = clause_end(flat, match.end(), limit)
        after = actors.between(match.end(), min(limit, match.end() + 60))
        if match.group().endswith("met"):
            people = [each for each in after if each.kind in {"person", "group"}]
            if not people:
                continue
            end = people[0].end
        end = min(end, match.end() + 70 + max(0, flat[match.end() + 70 : end].find(" ")))
        if end - match.end() >= 3:
            yield _event(
                page,
                actors,
                match.start(),
                end,
                "events.act",
                0.6,
                flat[match.start() : end],
                "act",
                names_of(who),
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
