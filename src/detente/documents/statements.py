"""Statements: clauses in which somebody asks, offers, threatens, refuses, agrees, promises, acts.

Plain grammar only: a subject, active or passive, before one of the verbs below. What the grammar
does not show is left open: no subject is taken from behind a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.clauses import Actors, clause_end, names_of
from detente.documents.late import late
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found
from detente.documents.values import Statement

_VERBS = {
    "ask": (
        "call(?:s|ed)? (?:up)?on|calls? for|called for|urge[sd]?|ask(?:s|ed)?|demand(?:s|ed)?"
        "|request(?:s|ed)?|press(?:es|ed)?(?! on)|insist(?:s|ed)?|appeal(?:s|ed)?"
    ),
    "offer": (
        "offer(?:s|ed)?|propose[sd]?|suggest(?:s|ed)?|(?:is|are|was|were) (?:ready|willing) to"
    ),
    "threaten": "threaten(?:s|ed)?|warn(?:s|ed)?",
    "promise": "promise[sd]?|pledge[sd]?|vow(?:s|ed)?",
    "refuse": (
        "refuse[sd]?|reject(?:s|ed)?|decline[sd]?|oppose[sd]?|den(?:ies|ied)|rule[sd]? out"
        "|boycott(?:s|ed)?|broke off|breaks? off"
    ),
    "agree": "agree[sd]?|accept(?:s|ed)?|sign(?:s|ed)?|approve[sd]?|welcome[sd]?",
    "act": (
        "impose[sd]?|seize[sd]?|launch(?:es|ed)?|fire[sd]?|block(?:s|ed)?|close[sd]?|deploy(?:s|ed)?"
        "|arrest(?:s|ed)?|attack(?:s|ed)?|buil(?:ds?|t)|is building|are building|suspend(?:s|ed)?"
        "|lift(?:s|ed)?|with(?:draws?|drew)|declare[sd]?|ban(?:s|ned)?|expel(?:s|led)?|halt(?:s|ed)?"
        "|stop(?:s|ped)?|resume[sd]?|occup(?:ies|ied)|invade[sd]?|shell(?:s|ed)?|bomb(?:s|ed)?"
        "|went on strike|(?:has|have) been on strike|goes? on strike|detain(?:s|ed)?|kill(?:s|ed)?"
    ),
}
_AUX = r"(?:(?:has|have|had|will|would|now|also|again|later|then|\w+ly)\s+){0,3}"
_FORMS = "|".join(
    f"(?P<{kind}>{forms.replace(' ', chr(92) + 's+')})" for kind, forms in _VERBS.items()
)
_VERB = late(rf"(?<![\w-]){_AUX}(?P<verb>{_FORMS})(?![\w-])")
_PASSIVE = late(r"\b(?:is|was|are|were|been|being)\s+(?:\w+ly\s+)?$")
_BY = late(r"\s*(?:[\w' -]{0,40}?\s)?by\s+")
_JOINED = late(r"[^.;:]*?,?\s*(?:and|but|or)\s+(?:then\s+|also\s+)?")
_DENIED = late(r"\b(?:not|never|no longer)\s+$|n't\s+$")
# "The company", "Workers at the mine": whom the text names by what they are.
_FOLK = late(
    r"(?P<who>(?:(?:The|An?|Some|Many|Most|the|its|their)\s+)?[A-Za-z][\w'-]*(?:\s+[a-z][\w'-]*){0,2}?)"
    r"(?:\s+(?:at|of|from|in)\s+[\w' -]{2,30}?)?(?:,\s+which\s[^,]{3,50},|,\s+[^,]{3,50},)?\s*$"
)
_NOBODY = late(
    r"(?:it|he|she|they|we|i|you|this|that|there|who|which|nothing|talks|and|but|to|as)\b",
    re.IGNORECASE,
)
_IF = late(
    r"\b(?:if|unless|provided(?:\s+that)?|as\s+long\s+as|on\s+condition\s+that|until)\s+[^.;“”\"]+?"
    r"(?=,|[.;“”\"]|$)",
    re.IGNORECASE,
)
_OWN_OFFER = late(
    r"\b(?:[Ww]e|I)\s+(?:will|shall|would|are\s+(?:ready|willing|prepared)\s+to|am\s+ready\s+to)\s+(?!not\b)"
)


def find_statements(page: Page, found: Found) -> tuple[Statement, ...]:
    """The statements of the mined text, in order of place, at most one of a kind at a place."""
    actors = Actors(found)
    kept: dict[tuple[int, str], Statement] = {}
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind in {"title", "heading"}:
            continue
        for each in (*_offered(page, actors, sentence), *_said(page, actors, sentence)):
            kept.setdefault((each.start, each.kind), each)
    return tuple(kept[key] for key in sorted(kept))


def _offered(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Statement]:
    """ "If X stops, we will …" in somebody's words: the speaker's conditional offer."""
    quote = actors.quote_at(sentence.start) or actors.quote_at(sentence.start + 1)
    if quote is None or not (quote.speaker or quote.said_by):
        return
    start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
    condition = _IF.search(page.flat, start, end)
    own = _OWN_OFFER.search(page.flat, start, end)
    if condition and own:
        who = quote.speaker or str(quote.said_by)
        words = " ".join(condition.group().split())
        yield _made(page, start, end, "offer", (who,), None, words)


def _said(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Statement]:
    flat = page.flat
    begin = sentence.start
    last: tuple[str, ...] = ()
    for match in _VERB.finditer(flat, sentence.start, sentence.end):
        if actors.quote_at(match.start()) is not None or _DENIED.search(flat, begin, match.start()):
            continue
        kind = next(name for name in _VERBS if match.group(name))
        end = clause_end(flat, match.end(), sentence.end)
        if _PASSIVE.search(flat, begin, match.start("verb")):
            yield from _passive(page, actors, begin, match, kind, end)
            continue
        who = _who(page, actors, begin, match.start())
        if not who and _JOINED.fullmatch(flat, begin, match.start()):
            who = last
        if not who:
            continue
        last = who
        after = [each for each in actors.between(match.end(), end) if each.form != "adjective"]
        whom = after[0].name if after and kind in {"ask", "threaten"} else None
        condition = _IF.search(flat, match.end(), sentence.end)
        words = " ".join(condition.group().split()) if condition else None
        yield _made(page, begin, end, kind, who, whom, words)
        begin = end


def _passive(
    page: Page, actors: Actors, begin: int, match: re.Match[str], kind: str, end: int
) -> Iterator[Statement]:
    """ "Boats were seized by X": X acts; without "by" it is open who does."""
    by = _BY.match(page.flat, match.end(), end)
    doers = list(actors.between(by.end(), by.end() + 8)) if by else []
    subject = _who(page, actors, begin, match.start())
    whom = subject[0] if subject and kind in {"ask", "threaten"} else None
    if doers or whom:
        yield _made(page, begin, end, kind, names_of(doers[:1]), whom, None)


def _who(page: Page, actors: Actors, begin: int, verb: int) -> tuple[str, ...]:
    named = actors.subjects(page.flat, verb, begin)
    if named:
        return names_of(named)
    folk = _FOLK.match(page.flat, begin, verb)
    if folk is None or _NOBODY.match(folk.group("who")):
        return ()
    words = folk.group("who").strip()
    return (words[0].upper() + words[1:],)


def _made(
    page: Page,
    start: int,
    end: int,
    kind: str,
    who: tuple[str, ...],
    whom: str | None,
    condition: str | None,
) -> Statement:
    rule, sure = f"statements.{kind}", 0.6
    return Statement(start, end, page.text[start:end], rule, sure, kind, who, whom, condition)
