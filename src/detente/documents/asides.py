"""Speakers that no actor's name gives: kin of the author, a noun beside the verb, a headline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from detente.documents.cues import Cue
from detente.documents.marks import Marked
from detente.documents.nested import within
from detente.documents.page import Page
from detente.documents.speakers import Speakers
from detente.documents.values import Quote, Span

_JUDGED = re.compile(
    r"\bin\s+(?P<who>his|her)\s+(?:own\s+|considered\s+)?"
    r"(?:view|judge?ment|opinion|words|eyes|estimation|telling|account|reading|phrase),?\s*$"
)
_NOUN = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|but|when|as|that|while|where|until|then|so)\s+)"
    r"(?P<who>(?:the|an?|one|another|our|their|my|his|her)\s+(?:[a-z][\w-]+\s+)?(?P<noun>[a-z][\w-]+))"
    r"\s+(?P<verb>told|tells|asked|asks|answered|shouted|replied|said|says|warned)"
    r"(?:\s+(?:to\s+)?(?:them|us|me|him|her|you|[A-Z]\w+))?[,:]\s*$"
)
_NEAR = 30
_HEADLINE = re.compile(
    r"[‘“\"](?P<words>[A-Z][^‘“”\"\n]{5,90}?)(?P<close>[’”\"])(?=[:,;.]?(?:\s|$))"
)
_LEAST = 2  # words of a headline's quote that are looked for below


def author_of(page: Page) -> str | None:
    """Who wrote the page, where a byline says so."""
    return next((" ".join(part.text.split()) for part in page.parts if part.kind == "author"), None)


def aside(speakers: Speakers, opened: int) -> Cue | None:
    """The cue before a quote that is no actor's name: a noun of its own beside the verb."""
    flat = speakers.page.flat
    at = bisect_left(speakers.sentence_starts, opened + 1) - 1
    begin = max(speakers.sentence_starts[at] if at >= 0 else 0, opened - 160)
    noun = _NOUN.search(flat[begin:opened])
    if not noun:
        return None
    start, end = begin + noun.start("who"), begin + noun.end("who")
    if speakers.between(start, end):
        return None
    verb = Span(begin + noun.start("verb"), begin + noun.end("verb"))
    return Cue(
        noun.group("noun"),
        None,
        noun.group("who"),
        noun.group("verb"),
        verb,
        Span(start, opened),
        "before",
        "quotes.noun",
        0.55,
    )


def by_author(speakers: Speakers, opened: int) -> Cue | None:
    """Kin of the author ("my grandfather used to say"), or whose judgment it is."""
    flat = speakers.page.flat
    at = bisect_left(speakers.sentence_starts, opened + 1) - 1
    begin = max(speakers.sentence_starts[at] if at >= 0 else 0, opened - 160)
    judged = _JUDGED.search(flat[begin:opened])
    if judged:
        who = {"his": "he", "her": "she"}[judged.group("who")]
        at = begin + judged.start()
        first = next(iter(speakers.between(begin, at)), None)
        leads = first and first.kind == "person" and first.start - begin < _NEAR
        name = first.name if first and leads else speakers.only_person(who, at)
        if name:
            place = Span(begin + judged.start(), opened)
            said_by = judged.group("who")
            role = speakers.role_of(name)
            return Cue(name, role, said_by, None, None, place, "before", "quotes.pronoun", 0.6)
    author = author_of(speakers.page)
    return within(speakers, None, opened, author) if author else None


def headlined(
    page: Page, speakers: Speakers, quotes: Sequence[Quote]
) -> Iterator[tuple[Marked, Cue]]:
    """Quotes in a headline: of who says so below, else of the one person whom it names."""
    for index, zone in enumerate(page.zones):
        if zone.kind != "title":
            continue
        for match in _HEADLINE.finditer(page.text, zone.start, zone.end):
            words = _plain(match.group("words"))
            if len(words.split()) < _LEAST:
                continue
            start, end = match.span("words")
            place = Marked(match.start(), start, end, match.end(), 0, True, (index,))
            below = next((q for q in quotes if q.speaker and words in _plain(q.text)), None)
            if below:
                name, role = below.speaker, below.role
            else:
                beside = speakers.between(zone.start, zone.end)
                alone = len({each.name for each in beside}) == 1 and beside[0].kind == "person"
                edge = match.start() == zone.start or match.end() == zone.end
                if not (alone and edge):
                    continue
                name, role = beside[0].name, speakers.role_of(beside[0].name)
            yield place, Cue(name, role, "", None, None, None, "below", "quotes.headline", 0.6)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
