"""Statements: clauses in which somebody asks, offers, threatens, refuses, agrees, promises, acts.

Plain grammar only: a subject, active or passive, before a verb of the lists. What the grammar does
not show is left open: no subject is taken from behind a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.documents import Span, Token, words_of_text
from detente.late import late
from detente.reading.clauses import Actors, clause_end, names_of
from detente.reading.grammar import Verbs, verbs
from detente.reading.lexicon import lexicon
from detente.reading.page import Page, Sentence
from detente.reading.rules import Found
from detente.reading.values import Statement

_AUX = words_of_text("has have had is are was were be been being will would shall must should to")
_BEING = words_of_text("is are was were be been being")
_ARTICLES = words_of_text("the a an this these those its their his her our any no some")
_DENIED = words_of_text("not never cannot")
_WITH_FOR = words_of_text("call calls called press presses pressed push pushes pushed")
_BY = late(r"\s*(?:[\w' -]{0,40}?\s)?by\s+")
_JOINED = late(r"[^.;:]*?,?\s*(?:and|but|or)\s+(?:then\s+|also\s+|\w+ly\s+)?")
# "The company", "Workers at the mine": whom the text names by what they are.
_FOLK = late(
    r"(?P<who>(?:(?:The|An?|Some|Many|Most|the|its|their)\s+)?[A-Za-z][\w'-]*(?:\s+[a-z][\w'-]*){0,2}?)"
    r"(?:\s+(?:at|of|from|in)\s+[\w' -]{2,30}?)?(?:,\s+which\s[^,]{3,50},|,\s+[^,]{3,50},)?\s*$"
)
_NOBODY = late(
    r"(?:it|he|she|they|we|i|you|this|that|these|those|there|who|which|what|nothing|talks|and|but|to|as"
    r"|if|when|while|where|after|before|his|her|another|such|one)\b|(?:the|an?|some|many|most|its|their)$",
    re.IGNORECASE,
)
_IF = late(
    r"\b(?:if|unless|provided(?:\s+that)?|as\s+long\s+as|on\s+condition\s+that|until)\s+[^.;“”\"]+?"
    r"(?=,|[.;“”\"]|$)",
    re.IGNORECASE,
)
_OWN = late(
    r"\b(?:[Ww]e|I)\s+(?:will|shall|would|must|are\s+(?:ready|willing|prepared)\s+to|am\s+ready\s+to)\s+"
)


@cache
def _people(language: str) -> frozenset[str]:
    """The words that name people or bodies by what they are, one or many."""
    lists = ("people", "weak", "collectives", "one_side", "bodies")
    listed = (each for name in lists for each in lexicon(language).list("groups", name))
    return frozenset(each.split()[-1] for each in listed)


@cache
def _kinds(language: str) -> dict[str, str]:
    """The forms of the verbs of statements, each with the kind that it tells."""
    known: Verbs = verbs(language)
    of_base = {
        base: kind
        for kind, listed in lexicon(language).words["statements"].items()
        for base in listed
    }
    of_base = dict.fromkeys(known.happening, "act") | of_base
    forms = {form: of_base[base] for form, base in known.finite.items() if base in of_base}
    forms |= {form: of_base[base] for form, base in known.participles.items() if base in of_base}
    forms |= of_base
    return forms | {_gerund(base): kind for base, kind in of_base.items()}


def _gerund(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + (base[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", base) else "") + "ing"


def find_statements(page: Page, found: Found) -> tuple[Statement, ...]:
    """The statements of the mined text, in order of place, at most one of a kind at a place."""
    actors = Actors(found)
    kept: dict[tuple[int, str], Statement] = {}
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind in {"title", "heading"}:
            continue
        for each in (*_own(page, actors, sentence), *_said(page, actors, sentence)):
            kept.setdefault((each.start, each.kind), each)
    return tuple(kept[key] for key in sorted(kept))


def _own(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Statement]:
    """ "We will …", "if X stops, we will …" in somebody's words: what the speaker promises."""
    quote = actors.quote_at(sentence.start) or actors.quote_at(sentence.start + 1)
    if quote is None or not (quote.speaker or quote.said_by):
        return
    start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
    condition = _IF.search(page.flat, start, end)
    if own := _OWN.search(page.flat, start, end):
        kind = "offer" if condition else "promise"
        words = " ".join(condition.group().split()) if condition else None
        who = (quote.speaker or str(quote.said_by),)
        yield _made(page, start, end, kind, who, None, words, Span(*own.span()))


def _said(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Statement]:
    flat, begin = page.flat, sentence.start
    kinds = _kinds(page.words.language)
    last: tuple[str, ...] = ()
    done = begin
    for index, token in enumerate(sentence.tokens):
        kind = kinds.get(token.word)
        if kind is None or token.start < done or not index:
            continue
        first, passive = _verb(sentence.tokens, index)
        if first is None or actors.quote_at(token.start):
            continue
        if token.word in _WITH_FOR and not re.match(
            r"\s(?:up)?(?:on|for)\b", flat[token.end :][:6]
        ):
            continue
        end = clause_end(flat, token.end, sentence.end)
        condition = _IF.search(flat, token.end, sentence.end)
        words = " ".join(condition.group().split()) if condition else None
        who = _who(page, actors, begin, first)
        if passive:
            by = _BY.match(flat, token.end, end)
            whom = who[0] if who and kind in {"ask", "threaten"} else None
            who = names_of(actors.between(by.end(), by.end() + 8)[:1]) if by else ()
            if not (who or whom):
                continue
        else:
            if not who and _JOINED.fullmatch(flat, begin, first):
                who = last
            if not who:
                continue
            last = who
            after = [each for each in actors.between(token.end, end) if each.form != "adjective"]
            whom = after[0].name if after and kind in {"ask", "threaten"} else None
        verb = None if passive else Span(token.start, token.end)
        yield _made(page, begin, end, kind, who, whom, words, verb)
        begin = done = end


def _verb(tokens: tuple[Token, ...], index: int) -> tuple[int | None, bool]:
    """Where the verb whose last word is at `index` begins, and whether it is passive.

    None where it is denied, or no finite verb.
    """
    word, at = tokens[index].word, index
    while at and (tokens[at - 1].word in _AUX or tokens[at - 1].word.endswith("ly")):
        at -= 1
    before = {each.word for each in tokens[at:index]}
    if (at and tokens[at - 1].word in _DENIED) or before & _DENIED:
        return None, False
    if word.endswith("ing") and not before & _BEING:
        return None, False
    if word[-1] not in "ds" and not before - {"to"}:
        plural = tokens[at - 1].word.endswith("s") and "to" not in before
        irregular = word in _IRREGULAR
        if not (plural or irregular):
            return None, False
    if before and before <= {"to"}:
        return None, False
    if not before and at and tokens[at - 1].word.lower() in _ARTICLES:
        return None, False  # "the freed prisoners"
    return tokens[at].start, bool(before & _BEING) and not word.endswith("ing")


_IRREGULAR = frozenset(
    form for form in verbs("en").finite if not form.endswith(("d", "s")) and len(form) > 2
)


def _who(page: Page, actors: Actors, begin: int, verb: int) -> tuple[str, ...]:
    named = actors.subjects(page.flat, verb, begin)
    if named:
        return names_of(named)
    folk = _FOLK.match(page.flat, begin, verb)
    if folk is None or _NOBODY.match(folk.group("who")):
        return ()
    words = folk.group("who").strip()
    if words.split()[-1].lower() not in _people(page.words.language):
        return ()
    return (words[0].upper() + words[1:],)


def _made(
    page: Page,
    start: int,
    end: int,
    kind: str,
    who: tuple[str, ...],
    whom: str | None,
    condition: str | None,
    verb: Span | None,
) -> Statement:
    rule, sure = f"statements.{kind}", 0.6
    return Statement(start, end, page.text[start:end], rule, sure, kind, who, whom, condition, verb)
