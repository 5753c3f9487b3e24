"""Who is quoted with what words: between marks, and in the turns of a conversation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from detente.documents import Span
from detente.late import late, words_in
from detente.reading.cues import Cue
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon
from detente.reading.marks import Marked, marked
from detente.reading.page import Page
from detente.reading.part_patterns import PROSE
from detente.reading.rules import Found, rule
from detente.reading.speakers import Speakers
from detente.reading.values import Quote

_TITLE_LIKE = late(
    r"\b(?:so-called|titled|entitled|named|known as|dubbed|nicknamed|codenamed|code-named"
    r"|billed as|the book|the song|the film|the play|the article|headlined|author of|his book"
    r"|her book|their book|novel|memoir|documentary|film|song|album|banner reading|placards? "
    r"reading|sign reading|slogan)\s*(?:the\s*)?$",
    re.IGNORECASE,
)


_REACH = 160  # code points after a quote


@rule("quotes.marks", layer="quotes", languages=("any",))
def between_marks(page: Page, found: Found) -> Iterator[Quote]:
    """Words between marks of quotation, with the speaker that a cue before, after or around
    names.
    """
    speakers = Speakers(page, found)
    turns = {index: zone for index, zone in enumerate(page.zones) if zone.label is not None}
    previous: Quote | None = None
    everything = marked(page)
    for each in everything:
        if any(index in turns for index in each.zones[:1]) and each.depth == 0:
            nested = _nested(page, found, each, speakers)
            if nested:
                yield nested
            continue
        if each.depth:
            nested = _nested(page, found, each, speakers)
            if nested:
                yield nested
            continue
        quote = _quote(page, each, speakers, previous, everything)
        if quote is None:
            continue
        previous = quote
        yield quote


def _quote(
    page: Page, each: Marked, speakers: Speakers, previous: Quote | None, everything: list[Marked]
) -> Quote | None:
    words = page.text[each.start : each.end]
    if not words.strip():
        return None
    sentence = _is_sentence(page, each)
    titled = _TITLE_LIKE.search(page.flat[max(0, each.open - 30) : each.open])
    if titled and not sentence:
        return None
    cue = speakers.cue(each.open, each.close, each.zones, each.end)
    if cue is None:
        cue = _unknown(page, each)
    if cue is None and sentence:
        cue = speakers.carried(each.open, each.zones, previous)
    if cue is None and titled:
        return None
    if cue is None and not sentence:
        return None
    if (
        cue is not None
        and cue.rule == "quotes.pronoun"
        and previous is not None
        and (previous.speaker or "").startswith(f"{cue.speaker}’s ")
    ):  # "X's envoy said …", he said: the envoy goes on
        cue = replace(cue, speaker=previous.speaker)
    kind = "direct" if sentence else "partial"
    if cue is None:
        return _made(page, each, "unattributed", None)
    return _made(page, each, kind, cue)


@cache
def _unknown_after(language: str) -> re.Pattern[str]:
    """ "… spokesperson Victor Balta said", "said Victor Balta": a name that nothing else gives."""
    verb = words_pattern(lexicon(language).words["speech"]["verbs"])
    name = r"(?:[A-Z][\w'-]+\.?\s+){1,3}[A-Z][\w'-]+"
    return late(
        rf"\s*(?:(?P<verb>{verb})\s+(?:[\w-]+\s+){{0,5}}?(?P<who>{name})(?=[,.\s])"
        rf"|(?:[\w-]+\s+){{0,4}}?(?P<name>{name})(?:,\s[^,.;“”\"]{{2,60}},)?\s+(?:\w+ly\s+)?(?P<said>{verb})\b)"
    )


def _unknown(page: Page, each: Marked) -> Cue | None:
    """Who speaks, by the form of the words after the quote alone."""
    if page.flat[each.end - 1 : each.end] not in ",?!":
        return None
    found = _unknown_after("en").match(page.flat, each.close, each.close + _REACH)
    if found is None:
        return None
    group, said = ("who", "verb") if found.group("who") else ("name", "said")
    name = " ".join(found.group(group).split())
    place, verb = Span(*found.span(group)), Span(*found.span(said))
    return Cue(name, None, name, found.group(said), verb, place, "after", "quotes.capitals", 0.6)


def _is_sentence(page: Page, each: Marked) -> bool:
    words = page.flat[each.start : each.end].strip()
    if not words:
        return False
    first = words[:1]
    after = page.flat[each.close : each.close + 2]
    if len(words.split()) >= 4 and (
        words[-1] in ".,!?…" or after[:1] in ".,!?" or len(each.zones) > 1
    ):
        before = page.flat[max(0, each.open - 2) : each.open].strip()
        return (
            first.isupper()
            or before in {",", ":"}
            or words[-1] in ",?!"
            or not first.isalpha()
            or each.open == page.zones[each.zones[0]].start
        )
    return (first.isupper() and len(words.split()) >= 2 and words[-1] in ".,!?…") or (
        words[-1] in ",.?!" and first.isupper()
    )


def _made(page: Page, each: Marked, kind: str, cue: Cue | None) -> Quote:
    paragraphs = tuple(
        Span(max(page.zones[index].start, each.open), min(page.zones[index].end, each.close))
        for index in each.zones
    )
    return Quote(
        each.start,
        each.end,
        page.text[each.start : each.end],
        cue.rule if cue else "quotes.marks",
        round(min(cue.confidence if cue else 0.5, 1.0 if each.closed else 0.5), 2),
        kind,
        cue.speaker if cue else None,
        cue.role if cue else None,
        cue.said_by if cue else None,
        cue.verb if cue else None,
        cue.verb_place if cue else None,
        cue.place if cue else None,
        cue.position if cue else None,
        Span(each.open, each.close),
        paragraphs,
    )


@cache
def _saying(language: str) -> re.Pattern[str]:
    verbs = words_pattern(lexicon(language).list("speech", "verbs"))
    return late(rf"\b{verbs}\b", re.IGNORECASE)


def _nested(page: Page, found: Found, each: Marked, speakers: Speakers) -> Quote | None:
    """A quote inside a quote: somebody's words if something says so; else a word set apart."""
    cue = speakers.cue(each.open, each.close, each.zones, each.end, inside=True)
    if cue is None:
        words = page.flat[each.start : each.end].strip()
        before = re.split(r"[.?!]\s", page.flat[max(0, each.open - 28) : each.open])[-1]
        if not (_is_sentence(page, each) and len(words.split()) > 2) and not _saying(
            page.words.language
        ).search(before):
            return None
        if _TITLE_LIKE.search(before):
            return None
    return _made(page, each, "nested", cue)


@rule("quotes.turns", layer="quotes", languages=("any",))
def turns(page: Page, found: Found) -> Iterator[Quote]:
    """What is said after the label of a turn, up to the next label."""
    speakers = Speakers(page, found)
    index = 0
    while index < len(page.zones):
        zone = page.zones[index]
        if zone.label is None or zone.label_place is None:
            index += 1
            continue
        stop = index + 1
        while (
            stop < len(page.zones)
            and page.zones[stop].label is None
            and page.zones[stop].kind in PROSE
        ):
            if _narrates(page, stop, speakers):
                break
            stop += 1
        last = page.zones[stop - 1]
        label = zone.label
        speaker = speakers.labels.of_zone(index)
        if zone.start < last.end:
            yield Quote(
                zone.start,
                last.end,
                page.text[zone.start : last.end],
                "quotes.turns",
                0.9,
                "turn",
                speaker,
                speakers.role_of(speaker),
                label,
                None,
                None,
                zone.label_place,
                "label",
                Span(zone.start, last.end),
                tuple(Span(each.start, each.end) for each in page.zones[index:stop]),
            )
        index = stop


_ASIDE = late(r"^[\[(][^\])]*[\])]$")


def _narrates(page: Page, index: int, speakers: Speakers) -> bool:
    """Whether a paragraph without label is the author's again: a note in brackets, or third
    person.
    """
    zone = page.zones[index]
    text = page.flat[zone.start : zone.end]
    if _ASIDE.match(text):
        return True
    first = any(
        re.search(rf"\b{word}\b", text)
        for word in ("I", "we", "We", "our", "Our", "my", "My", "you", "You", "us")
    )
    named = any(each.kind == "person" for each in speakers.between(zone.start, zone.start + 60))
    said = words_in(page.words.list("speech", "verbs"))
    saying = any(page.matches(_saying(page.words.language), said, zone.start, zone.end))
    return named and not first and saying
