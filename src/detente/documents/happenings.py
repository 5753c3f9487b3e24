"""Events that a clause tells: "on Tuesday the army closed the pass", "envoys will meet in Oslo"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.documents.clauses import Actors, clause_end, governed
from detente.documents.flat import words_pattern
from detente.documents.grammar import Verbs, verbs
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence
from detente.documents.tokens import Token, words_of_text

_BE = words_of_text("is are was were be been being got gets")
_HAVE = words_of_text("has have had having 've 'd")
_WILL = words_of_text("will would 'll shall")
_DETERMINERS = words_of_text(
    """
    the a an this that these those its their his her our my your any no some each every of
    in on at by for with to from as and or
    """
)
_MEETS = words_of_text("meet gather vote convene resume reconvene begin start open return")
_BOUNDARY = re.compile(
    r",\s+(?=[a-z])|;\s|:\s|\s(?:and|but|that|when|while|after|before|as|because|if|who|which"
    r"|where|since|until|although|though)\s|\s[–—]\s"
    r"|\s(?:said|says|noted|announced|reported|confirmed)\s(?:that\s)?(?=[\w'])"
)
_END = re.compile(
    r",(?!\d{3}\b)|[\[\]]|;|:|\s[–—]\s|[“”\"]|\s(?:and\s+(?:(?:the\s+|its\s+|a\s+)?\w+\s+(?:\w+ed|was|were|has|had|will|said)|\w+ed|said|says|told|was|were|is|has|had|will|that"
    r"|he|she|they|it|urged|called|asked|warned)"
    r"|about|but|when|while|after|before|as|because|if|although|though|saying|leaving"
    r"|bringing|idling|killing|injuring|wounding"
    r"|since|until|despite|amid|following|during|hours|minutes|shortly|then|that|which|who"
    r"|where|for\s+the\s+first)\b"
)
_WHEN = re.compile(
    r"\b(?:at\s+\d{1,2}[.:]\d\d|within\s+(?:hours|minutes|days)|(?:hours|days|weeks"
    r"|minutes)\s+(?:before|after|later|earlier)"
    r"|(?:that|the\s+same|the\s+next)\s+(?:day|night|morning|evening|week)"
    r"|in\s+the\s+last\s+[\w-]+\s+(?:hours|days|weeks)|again"
    r"|(?:by|at|before)\s+(?:midnight|noon|dawn|dusk|nightfall|daybreak|sunrise|sunset|first\s+light)|(?:before|after)\s+the\s+(?:recess|election|vote|harvest|rains|holidays?|hearing))\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:at\s+\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?"
    r"|before\s+the\s+recess"
    r"|on|in|at|by|from|since|until|for|of|late|early|last|next|this|again|to|before"
    r"|after)?\s*$"
)
_REMEMBERS = re.compile(r"recalled\s+(?!(?:its|his|her|their)\b)|voted\s+no\b|fired\s+by\b")
_SOME_BODY = re.compile(r"\b[Tt]he\s+[a-z-]+\s+(?:\w+ly\s+|has\s+|have\s+|had\s+)*$")
_DENIED = re.compile(r"\b(?:not|never|n't|neither|nobody|no\s+\w+|nothing|hardly)\s[^,;]*$")
_NOBODY = re.compile(r"(?:no|nobody|neither|none)\b", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"\s+(?:(?:itself|himself|herself|themselves)\s+(?:in|an?|the|independent|bankrupt|on)\b"
    r"|(?:a|the|an)\s+(?:state\s+of|emergency|curfew|blockade|strike|truce|ceasefire)\b"
    r"|(?:war|independence|bankruptcy|force\s+majeure)\b)"
)
# A date that opens its sentence holds for all that the sentence tells.
_OPENING = 12
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Happening:
    """An event told by a verb: its place, the verb's base, and whether an actor is its subject."""

    start: int
    end: int
    verb: str
    acted: bool
    confidence: float


class _Words:
    def __init__(self, language: str) -> None:
        words = lexicon(language).words["events"]
        self.acts = re.compile(rf"(?:{words_pattern(words['acts'])})\b")
        self.light = frozenset(words["light"])
        self.light_dated = frozenset(words["light_dated"])


@cache
def _words(language: str) -> _Words:
    return _Words(language)


def happenings(
    page: Page, actors: Actors, sentence: Sentence, dates: list[tuple[int, int]], title: bool
) -> Iterator[Happening]:
    """The events that the verbs of a sentence tell; `dates` are the places of the page's dates."""
    known, words = verbs(page.words.language), _words(page.words.language)
    tokens = sentence.tokens
    done = sentence.start
    for at, token in enumerate(tokens):
        if token.start < done:
            continue
        base, form = _verb(tokens, at, known, title)
        if not base:
            continue
        quote = actors.quote_at(token.start)
        quoted = quote is not None and quote.kind != "turn"
        found = _told(page, actors, sentence, at, base, form, dates, words, title, quoted)
        if found:
            done = found.end
            yield found


def _verb(tokens: tuple[Token, ...], at: int, known: Verbs, title: bool) -> tuple[str, str]:
    """The base of the verb at `at` and its form ("past", "passive", "perfect", "plan"), or ""."""
    word = tokens[at].word
    if not word[0].islower() and not (title and at):
        return "", ""
    small = word.lower()
    before = [tokens[at - back].word.lower() for back in (1, 2, 3) if at - back >= 0]
    near = [
        each
        for each in before
        if not each.endswith("ly")
        and each
        not in {"also", "last", "already", "since", "not", "now", "then", "again", "first", "later"}
    ]
    lead = near[0] if near else ""
    if small in known.participles or small in known.finite:
        base = known.participles.get(small) or known.finite[small]
        if lead in _BE and small in known.participles:
            wished = lead == "be" and not (len(near) > 1 and near[1] in _WILL | {"to"})
            return ("", "") if wished else (base, "passive")
        if lead in _HAVE and small in known.participles:
            return base, "perfect"
        if lead in _DETERMINERS:
            return "", ""
        if (
            small.endswith("s")
            and known.finite.get(small) == base
            and small not in known.participles
        ):
            return (base, "present") if title else ("", "")
        after = tokens[at + 1].word.lower() if at + 1 < len(tokens) else ""
        if after == "by" and small.endswith("ed"):
            return "", ""
        return base, "past"
    if small in known.base:
        if lead in _WILL or (
            lead == "to"
            and len(near) > 1
            and near[1] in {"is", "are", "was", "due", "scheduled", "expected", "set", "planned"}
        ):
            return small, "plan"
        if title and lead not in _DETERMINERS and at:
            return small, "present"
        if small in _MEETS and lead.endswith("s") and lead not in _DETERMINERS:
            return small, "plan"
    if small.endswith("ing") and lead in {"is", "are", "was", "were"}:
        stem = next(
            (each for each in (small[:-3], small[:-3] + "e", small[:-4]) if each in known.base), ""
        )
        return stem, "going"
    return "", ""


def _told(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    at: int,
    base: str,
    form: str,
    dates: list[tuple[int, int]],
    words: _Words,
    title: bool,
    quoted: bool,
) -> Happening | None:
    flat, tokens = page.flat, sentence.tokens
    verb = tokens[at].start
    begin = sentence.start
    for cut in _BOUNDARY.finditer(flat, sentence.start, verb):
        begin = cut.end()
    end = _end(flat, tokens[at].end, sentence.end)
    if title:
        over = re.compile(r"\s(?:over|as|after|amid|in|on|with)\s").search(
            flat, tokens[at].end, end
        )
        end = over.start() if over and over.start() - verb > 3 else end
    far = clause_end(flat, tokens[at].end, sentence.end)
    low = bisect_left(dates, (begin - 30, 0))
    near = [
        each
        for each in dates[low : low + 6]
        if each[0] < max(far, end) + 4 and each[1] > begin - 30 and each[0] >= sentence.start
    ]
    first = bisect_left(dates, (sentence.start, 0))
    if not near and first < len(dates) and dates[first][0] - sentence.start <= _OPENING:
        near = [dates[first]] if form in {"past", "passive"} else []
    timed = bool(near) or bool(
        _WHEN.search(flat, max(sentence.start, begin - 40), min(sentence.end, far + 25))
    )
    happening = base in verbs(page.words.language).happening
    if (
        base in words.light
        and not _OF_ITSELF.match(flat, tokens[at].end)
        and not (timed and near and base in words.light_dated)
    ):
        return None
    strong = bool(words.acts.match(flat, verb)) and not _REMEMBERS.match(flat, verb)
    if not strong and _REMEMBERS.match(flat, verb):
        return None
    subjects = actors.subjects(flat, verb, sentence.start)
    close = bool(subjects) and verb - subjects[-1].end < 30
    close |= bool(_SOME_BODY.search(flat, begin, verb))
    if _DENIED.search(flat, max(begin, verb - 45), verb) or _NOBODY.match(flat, begin):
        return None
    opened = flat[max(sentence.start, begin - 8) : begin]
    under = bool(re.search(r"\b(?:after|when|before|as)\s$", opened))
    dated = bool(near) and happening
    if title:
        told = (happening or strong) and base != "become"
    elif quoted:
        told = dated and form in {"past", "perfect", "passive"}
    else:
        told = (
            dated
            or (timed and happening and form in {"past", "perfect", "passive"})
            or (strong and close and form != "plan")
            or (happening and under and form in {"past", "passive"})
        )
    if not told:
        return None
    if form == "going" and not (happening and timed):
        return None
    if base in {
        "be",
        "have",
        "do",
        "use",
        "know",
        "think",
        "want",
        "see",
        "work",
        "live",
        "like",
        "hope",
        "try",
        "need",
        "own",
        "mean",
        "lead",
    }:
        return None
    near_names = [each for each in near if each[0] > verb]
    for start, last in near_names:
        before = re.search(r"(\w+)\s+$", flat[tokens[at].end : start])
        qualifies = before and before.group(1) in {"the", "a", "an", "its", "their", "his", "her"}
        if start < end + 3 and not qualifies and (start - tokens[at].end > 5 or end < last + 4):
            end = min(end, start)
    end = _trimmed(flat, tokens[at].end, end)
    named = _named_subject(actors, flat, begin, verb)
    start = verb if named else _subject_start(page, actors, sentence, begin, at, dates)
    if end - start > _LONGEST + (0 if named else 40):
        space = flat.rfind(" ", start, start + _LONGEST)
        end = max(tokens[at].end, space)
    if end - start < 6:
        return None
    sure = 0.65 if near and happening else 0.6 if strong else 0.5
    return Happening(start, end, base, bool(named), sure)


def _end(flat: str, at: int, limit: int) -> int:
    found = _END.search(flat, at, limit)
    end = found.start() if found else limit
    while end > at and flat[end - 1] in " .,;:!?":
        end -= 1
    return end


def _trimmed(flat: str, floor: int, end: int) -> int:
    """Without the preposition that led to a date."""
    while True:
        tail = _TAIL.search(flat, floor, end)
        if tail is None or tail.start() >= end or tail.start() < floor:
            break
        end = tail.start()
    while end > floor and flat[end - 1] in " .,;:–—-":
        end -= 1
    return end


def _named_subject(actors: Actors, flat: str, begin: int, verb: int) -> bool:
    """Whether a named actor or a pronoun does what stands at `verb`."""
    near = [each for each in actors.between(begin, verb) if each.form != "adjective"]
    if near and near[-1].kind != "group" and not governed(flat, begin, near[-1].start):
        between = flat[near[-1].end : verb]
        return len(between.split()) <= 4 or between.strip().startswith((",", "("))
    return bool(
        re.search(
            r"\b(?:he|she|they|it|we|I|who|which|they've|we've|he'll)(?:'\w+)?\s+(?:\w+\s+){0,3}$",
            flat[begin:verb],
            re.IGNORECASE,
        )
    )


def _subject_start(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    begin: int,
    at: int,
    dates: list[tuple[int, int]],
) -> int:
    """Where the noun phrase before the verb begins, after a date that opens the clause."""
    flat = page.flat
    start = begin
    for first, last in dates[bisect_left(dates, (begin - 40, 0)) :]:
        if first > sentence.tokens[at].start:
            break
        if last > start and first < sentence.tokens[at].start and last < sentence.tokens[at].start:
            start = last
    while start < sentence.tokens[at].start and flat[start] in " ,":
        start += 1
    lead = re.compile(
        r"(?:[•·*–-]\s+)?(?:[Bb]y\s+(?:midnight|noon|dawn|nightfall|daybreak)"
        r"|[Oo]n|[Ii]n|[Aa]t(?!\s(?:least|most)\b)|[Bb]y|[Ss]ince|[Aa]fter|[Tt]hen|[Mm]eanwhile|[Bb]ut|[Aa]nd|[•·])\s+"
    ).match(flat, start)
    if lead and lead.end() < sentence.tokens[at].start:
        start = lead.end()
    return start
