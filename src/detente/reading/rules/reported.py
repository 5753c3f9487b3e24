"""Reported speech: what somebody is said to have said, in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.late import late, words_in
from detente.reading.clauses import Actors
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon
from detente.reading.page import Page, Sentence
from detente.reading.rules import Found, rule
from detente.reading.speakers import Speakers
from detente.reading.values import Reported

_ACCORDING = late(
    r"(?P<verb>[Aa]ccording\s+to|[Ii]n\s+the\s+(?:view|eyes|opinion|assessment|estimation"
    r"|judge?ment|words)\s+of)\s+(?P<who>[^,.;:“”\"]{2,80}(?:,\s+(?:the|a|an|who)\s[^,.;:“”\"]{2,60})?),\s+(?=[^\s“\"])"
)
_SOMEONE = late(
    r"\b(?P<who>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Ss]ome|[Mm]any|[Mm]ost)\s+(?:[\w'-]+\s+){0,4}?[\w'-]+|[Cc]ritics|[Oo]thers|[Oo]fficials|[Rr]esidents|[Aa]nalysts|[A-Z]?[a-z]{4,}(?:ts|rs|ns|ls|es))"
    r"\s+(?:also\s+|now\s+|has\s+|have\s+|later\s+|\w+ly\s+)*$"
)
# "The envoy urged calm and said that …": who opens the sentence says it.
_GOES_ON = late(
    r"(?P<who>(?:The|An?|His|Her|Its|Their)\s+[a-z][\w'-]+(?:\s+[a-z][\w'-]+)??)"
    r"\s+\w+(?:ed|s)\s[^,;:“”\"]{3,80}?\s+(?:and|but)\s+(?:also\s+|\w+ly\s+)?$"
)


_CAPITALISED = late(
    r"(?:[Tt]he\s+)?(?:[A-Z][\w'.&-]*\.?\s+(?:of\s+|for\s+|de\s+|van\s+)?){0,4}[A-Z][\w'&-]+"
)
_PERSON = late(r"(?:^|[\s,])((?:[A-Z][\w'-]+\.?\s+){1,3}[A-Z][\w'-]+)(?=,|$|\s+(?:who|in|of)\b)")
# "three people familiar with the talks", "these officials", "college officials"
_FOLK = late(
    r"(?:(?:the|a|an|these|those|some|many|several|most|other|both|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|dozens\s+of|his|her|its|their|two\s+of\s+the|some\s+of\s+the"
    r"|one\s+of\s+the|\w+)\s+)?(?:[\w'-]+\s+){0,3}?(?:\w{3,}s|people|police|\w+(?:man|woman|person)"
    r"|spokes\w+|official|company|agency|government|ministry|report|study|source|group|union|court|agenda)\b"
    r"|(?:a|an|one|another|his|her|its|their|the)\s+(?:\d+\s+)?[a-z][\w'-]+",
    re.IGNORECASE,
)
_ENDS = late(r"[“\"]|;\s|\s(?:but|while|although)\s")
_PASSIVE = late(r"\b(?:is|was|are|were|been|be)$")
_INDEFINITE = late(r"(?:[Aa]n?|[Oo]ne|[Aa]nother)\s")
_PRONOUN = late(r"(?:he|she|they|it)\b", re.IGNORECASE)


def _source(
    page: Page, actors: Actors, speakers: Speakers, start: int, end: int
) -> tuple[str | None, str] | None:
    """Who the phrase in `[start, end)` names as the source, and its words; None for no source.

    A person goes before the body that they speak for: "Harbour spokesman Jon Dahl".
    """
    words = " ".join(page.flat[start:end].strip(" ,.").split())
    if not words:
        return None
    if pronoun := _PRONOUN.fullmatch(words.split()[0]):
        return speakers.only_person(pronoun.group().lower(), start), pronoun.group()
    named = [each for each in actors.between(start, end) if each.form != "adjective"]
    people = [each for each in named if each.kind == "person" and each.form != "title"]
    if people:
        return people[0].name, people[0].text
    person = _PERSON.search(words)
    capital = _CAPITALISED.match(words)
    lead = capital is not None and words[capital.end() : capital.end() + 1] == ","
    if capital and lead and named and named[0].start - start > capital.end():
        return capital.group(), words  # "Gridwise, an app that helps drivers"
    if named and not (person and person.end() > named[0].end - start and "," in words):
        office = re.search(r"\b(?:spokes\w+|official|officer|envoy|adviser|aide)s?\b", words)
        if office and words.index(office.group()) > named[0].start - start:
            return words[: office.end()], words
        return named[0].name, named[0].text
    if person:
        return person.group(1), words
    if capital and (capital.end() == len(words) or lead):
        return capital.group(), words
    folk = _FOLK.match(words)
    return (words.split(",")[0], words) if folk else None


_SHORTEST = 20
_ADDRESSED = 5  # words: fewer after "told" are whom it was told


@cache
def _words(language: str) -> tuple[frozenset[str], ...]:
    """The words that the patterns "that", "bare" and "asked" begin with."""
    speech = lexicon(language).words["speech"]
    said = words_in(speech["that_verbs"])
    return said | words_in(speech["finds"]), said, words_in(speech["tells_to"])


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    speech = lexicon(language).words["speech"]
    verb = words_pattern(speech["that_verbs"])
    finds = words_pattern([*speech["that_verbs"], *speech["finds"]])
    # "advised passengers to leave", "asked officials how much …"
    asked = late(
        rf"\b(?P<verb>{words_pattern(speech['tells_to'])})\s+"
        r"(?=(?!to\s)[^.,;:“”\"]{2,60}\s(?:to|not\s+to)\s+[a-z]|[^.,;:“”\"]{0,50}?\b(?:how|whether|why)\s)"
    )
    that = late(
        rf"\b(?P<verb>{finds})\b(?:\s+(?:[A-Z]\w+|reporters|journalists|the\s+\w+|them|him|her|parliament)){{0,3}}?(?:\s+(?:on|in|at)\s+[A-Z]\w+)?(?:\s+[\w'-]+){{0,6}}?(?:,\s[^,;“”\"]{{2,50}},)?\s+that\s+",
        re.IGNORECASE,
    )
    bare = late(
        rf"\b(?P<verb>{verb})\s+(?:(?:on|in|at)\s+[A-Z]\w+\s+)?(?=(?:the|a|an|its|their|his|her|he|she|it|they|there|no|any|both|such|this|these|those|without|only|every|each|some|many|most|more|all|if|when|what|people|we|[A-Z][\w.]+(?:'s)?|\w+'(?:s|re|ve|d|ll)|\d[\d,.]*|\w+\s+(?:is|was|are|were|will|would|has|have|had|can|could))\s)"
    )
    after = late(
        rf",[\"”]?\s+(?:(?P<who>[^,.;“”\"]{{2,90}}?)\s+(?P<verb>{verb}|told|tells)(?:\s[^,;“”\"]{{0,90}})?"
        rf"|(?P<v2>{verb})\s+(?P<w2>[^;“”\"]{{2,160}})"
        r"|(?P<v3>according\s+to)\s+(?P<w3>[^;“”\"]{2,160}))[.!]?$"
    )
    # "In his state, Ann Roe said, the law is kept."
    aside = late(
        rf",\s+(?P<who>[^,.;:“”\"]{{2,60}}?)\s+(?P<verb>{verb})(?:\s+(?:on|in|at)\s+\w+)?,\s+(?=\w)"
    )
    return that, bare, asked, after, aside


@rule("reported.clauses", layer="reported", languages=("en",))
def clauses(page: Page, found: Found) -> Iterator[Reported]:
    """ "X said that …", "X said the …", "according to X, …" and "…, X said", outside of direct
    quotes.
    """
    actors = Actors(found)
    speakers = Speakers(page, found)
    that, bare, asked, after, aside = _patterns(page.words.language)
    told, said, asking = _words(page.words.language)
    kinds = ((that, told, 0.85), (bare, said, 0.65), (asked, asking, 0.6))
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind == "title":
            continue
        done = sentence.start
        opening = _ACCORDING.match(page.flat, sentence.start, sentence.end)
        if opening and not actors.quote_at(opening.end()):
            who = _source(page, actors, speakers, *opening.span("who"))
            end = sentence.end - (page.flat[sentence.end - 1] in ".!")
            done = sentence.end
            yield Reported(
                opening.end(),
                end,
                page.text[opening.end() : end],
                "reported.according",
                0.75,
                who[0] if who else None,
                " ".join(opening.group("who").split()),
                opening.group("verb"),
            )
        for pattern, words, sure in kinds:
            for match in page.matches(pattern, words, sentence.start, sentence.end):
                if (
                    match.start() < done
                    or actors.quote_at(match.start())
                    or actors.quote_at(match.end())
                ):
                    continue
                item = _item(page, actors, speakers, sentence, match, sure)
                if item:
                    done = item.end
                    yield item
        if done == sentence.start and not actors.quote_at(sentence.start):
            item = _closing(page, actors, speakers, sentence, after, aside)
            if item:
                yield item


def _closing(
    page: Page,
    actors: Actors,
    speakers: Speakers,
    sentence: Sentence,
    after: re.Pattern[str],
    aside: re.Pattern[str],
) -> Reported | None:
    """ "…, said X", "…, X said" and "…, according to X" at the end of a sentence, or within it."""
    flat, start = page.flat, sentence.start
    found = after.search(flat, start, sentence.end)
    within = None if found else aside.search(flat, start, sentence.end)
    found = found or within
    if found is None or actors.quote_at(found.start() - 1):
        return None
    end = found.start()
    if within and sentence.end - within.end() > end - start:  # the longer half is what is told
        start, end = within.end(), sentence.end - (flat[sentence.end - 1] in ".!")
    told = flat[start:end]
    if '"' in told or "”" in told or "“" in told or len(told) < _SHORTEST:
        return None
    groups = found.groupdict()
    group = next(name for name in ("who", "w2", "w3") if groups.get(name))
    source = _source(page, actors, speakers, *found.span(group))
    if source is None or _PASSIVE.search(flat, *found.span(group)):
        return None
    verb = groups["verb"] or groups.get("v2") or groups["v3"]
    return Reported(
        start,
        end,
        page.text[start:end],
        "reported.aside" if within else "reported.after",
        0.75,
        source[0],
        source[1],
        verb,
    )


def _item(
    page: Page,
    actors: Actors,
    speakers: Speakers,
    sentence: Sentence,
    match: re.Match[str],
    sure: float,
) -> Reported | None:
    who = actors.subjects(page.flat, match.start("verb"), sentence.start)
    start, end = match.end(), sentence.end
    mark = _ENDS.search(page.flat, start, end)
    if mark and mark.group() not in '“"':
        end = mark.start()
    while end > start and page.flat[end - 1] in ".,;!? ":
        end -= 1
    told = match.group("verb").lower() in {"told", "tells"}
    if end - start < 8 or (told and len(page.flat[start:end].split()) < _ADDRESSED):
        return None
    pronoun = re.search(
        r"\b(he|she|they|it)\s+(?:\w+ly\s+|also\s+|later\s+)?$",
        page.flat[sentence.start : match.start("verb")],
        re.IGNORECASE,
    )
    if pronoun:
        return Reported(
            start,
            end,
            page.text[start:end],
            "reported.pronoun",
            0.5,
            speakers.only_person(pronoun.group(1).lower(), sentence.start),
            pronoun.group(1),
            match.group("verb"),
        )
    # "A United Airlines spokesperson": nobody who was named before.
    new = bool(who) and who[0].form == "title" and _INDEFINITE.match(page.flat, who[0].start)
    if not who or new:
        someone = _SOMEONE.search(page.flat, sentence.start, match.start("verb"))
        if someone is None or someone.end() != match.start("verb"):
            someone = _GOES_ON.match(page.flat, sentence.start, match.start("verb"))
        if someone is None or someone.end() != match.start("verb"):
            return None
        said_by = " ".join(someone.group("who").split())
        return Reported(
            start,
            end,
            page.text[start:end],
            "reported.someone",
            0.5,
            None if _PRONOUN.match(said_by) else said_by,
            " ".join(someone.group("who").split()),
            match.group("verb"),
        )
    return Reported(
        start,
        end,
        page.text[start:end],
        "reported.that" if sure > 0.7 else "reported.bare",
        sure,
        who[0].name,
        who[0].text,
        match.group("verb"),
    )
