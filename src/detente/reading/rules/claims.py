"""Claims: who asserts that what does, does not, or only with what leads to what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from detente.documents import words_of_text
from detente.late import late
from detente.reading.clauses import Actors
from detente.reading.opinion import is_opinion
from detente.reading.page import Page, Sentence
from detente.reading.rules import Found, rule
from detente.reading.values import Claim, Quote, Reported

_CAN = r"(?:can|could|may|might|cannot|can't)"
_NOT = r"(?:not|never|no|cannot|nobody|nothing|none|neither|\w+n't)"
_WILL = r"(?:will|would|won't)"
_HARD = r"(?:impossible|difficult|hard|harder|pointless|useless|futile|dangerous|unrealistic)"
_SELF = r"(?!(?:i|we|he|she|they|our|you)\b)"
# Forms of claim; the first that fits a clause counts. The second member: also in the author's words.
_FORMS = [
    (name, late(pattern, re.IGNORECASE), plain)
    for name, plain, pattern in (
        ("not without", True, rf"^without\b.{{6,}}?(?:,|\b(?:is|are|{_WILL}|{_CAN}|has|have)\b)"),
        ("not without", True, r"^(?:only\s+(?:with|if|when|by|through|after|once)|not\s+until)\b"),
        ("not without", False, rf"\b{_NOT}\b.{{4,80}}\b(?:without|until|unless)\s+\w"),
        ("will not", True, rf"\balone\b.{{0,60}}\b{_NOT}\b|\b{_NOT}\b.{{3,60}}\balone\b"),
        ("impossible", True, rf"^it(?:'s|\s+(?:is|was|{_WILL}\s+be))(?:\s+\w+)?\s+{_HARD}\s+(?:to|for)\b"),
        ("impossible", True, rf"\bmakes?\s+it\s+{_HARD}\b|\bimpossible\s+(?:to|for)\b"),
        ("will not", False, r"^there(?:'s|\s+(?:is|are|will\s+be|can\s+be))\s+no\b.{4,}"),
        ("will not", True, rf"^(?:no|nobody|nothing|neither)\b(?:\s+\w+){{0,12}}?\s+(?:{_CAN}|{_WILL})\b"),
        ("if", False, r"^(?:if|as\s+long\s+as|unless|until|once|when(?:ever)?)\s+(?!i\b)[^,]{5,},\s+(?!i\b)"),
        ("if", False, rf"^{_SELF}.{{3,60}}?\b(?:{_CAN}|{_WILL})\b.{{3,80}}\b(?:if|unless|as\s+long\s+as)\s"),
        ("should not", False, r"^(?:one|you|nobody)\s+(?:should|must|ought)(?:n't|\s+not|\s+never)?\b"),
        ("impossible", False, r"^(?!(?:i|he|she)\b).{2,90}?\b(?:cannot|can't|can\s+never|could\s+(?:never|not))\b"),
        ("will not", False, rf"^{_SELF}.{{2,90}}?\b(?:{_WILL}\s+(?:never|not)|won't)\b"),
        ("possible", False, rf"^{_SELF}.{{2,60}}?\bcan\s+(?:also\s+|still\s+)?(?:happen|work|hold|last|succeed)\b"),
        ("will", False, r"\bmakes?\s+.{2,50}?\b(?:harder|worse|impossible)\b|\b(?:un)?likely\s+to\b"),
        ("will", False, rf"^{_SELF}(?!(?:who|it|this|that)\b).{{2,70}}?\b(?:leads?\s+to|provokes?|fuels?)\s"),
        ("will", False, rf"^{_SELF}.{{2,90}}?\b(?:{_WILL}|{_CAN}|must|should|need)\b"),
    )
]  # fmt: skip
# A sentence without any of these words has no such form; the first list, for the author's own.
_PLAIN_WORDS = words_of_text(
    "without only until alone impossible difficult hard harder pointless useless futile dangerous "
    "unrealistic no nobody nothing neither"
)
_WORDS = _PLAIN_WORDS | words_of_text(
    "unless if long once when whenever can could may might cannot will would won must should need "
    "ought likely unlikely make makes lead leads provoke provokes fuel fuels never t"  # "shouldn't"
)
_DENIED = late(
    r"^(?:will|would|is|are|can|could|did|does)\s|^if\s+(?:i|we)\b|\bif\s+(?:i|we|you)\s+(?:may|like)\b"
    r"|^if\s[^,;]{3,80},\s+(?:then\s+)?we\s+(?:will|would)\s+(?!be\b|have\b|never\b|not\b)\w+"
    r"|^\S+\s+(?:\w+\s)?(?:will|would)\s+(?:meet|visit|gather|travel|be\s+(?:held|sent))\b",
    re.IGNORECASE,
)
_SPLIT = late(r",\s+(?:and|but|although|because|while|so|yet|which|who)\s+|;\s+|:\s+|\s[—–]\s")
_LEAD = late(
    r"(?:(?:but|and|so|yet|because|although|well|however|of\s+course)\b[,:]?\s+|(?:i|we)\s+(?:\w+ly\s+)?"
    r"(?:think|believe|know|say|insist|fear)\s+(?:that\s+)?|it\s+is\s+(?:clear|true|obvious)\s+that\s+)+",
    re.IGNORECASE,
)
_TOLD = late(
    r".{0,140}?\b(?:said|says|told|warned|argued|added|insisted|stressed)\b[^.;]{0,70}?\sthat\s+"
)
_MARKS = late(r"[“”\"«»]")
_FIRST_PERSON = late(r"\bI(?:'\w+|\s+(?:would|will|have|am|was|had|did))\b")
_CONDITION = ("if ", "without ", "unless ", "until ", "as long ", "when ", "once ", "only ")
_SHORTEST = 4  # words
_NEAR = 4  # proposals that may begin before a clause and lie in it

_Voice = tuple[int, int, str, str, float]
"""Words with one voice: their place, who speaks, in whose words ("author" …), how sure."""


@rule("claims.forms", layer="claims", languages=("en",))
def forms(page: Page, found: Found) -> Iterator[Claim]:
    """Clauses with a form of claim: in a quote, in reported speech, in the author's own voice."""
    actors = Actors(found)
    asked = sorted((each.start, each.end) for each in found.proposals)
    opinion = is_opinion(page, actors)
    parted = sorted(
        (each for each in found.quotes if each.kind in {"partial", "unattributed"}),
        key=lambda each: each.start,
    )
    starts = [each.start for each in parted]
    reported = sorted(found.reported, key=lambda each: each.start)
    at = 0
    some, few = page.having(_WORDS), page.having(_PLAIN_WORDS)
    for number, sentence in enumerate(page.sentences):
        if number not in some:
            continue
        if page.zones[sentence.zone].kind in {"title", "heading"}:
            continue
        while at < len(reported) and reported[at].end <= sentence.start:
            at += 1
        here = [each for each in reported[at : at + 4] if each.start < sentence.end]
        partial = parted[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for start, end, by, voice, sure in _voices(page, actors, sentence, here, partial):
            plain = voice == "author" and not opinion
            if plain and number not in few:
                continue
            for first, final in _clauses(page.flat, start, end):
                modality = _modality(_MARKS.sub("", page.flat[first:final]), plain)
                low = max(0, bisect_left(asked, (first, 0)) - _NEAR)
                close = asked[low : bisect_left(asked, (final, 0))]
                half = (final - first) * 0.4
                near = any(min(final, b) - max(first, a) > half for a, b in close)
                if modality and not near:
                    words = page.text[first:final]
                    yield Claim(first, final, words, "claims.form", sure, by, voice, modality)


def _voices(
    page: Page, actors: Actors, sentence: Sentence, reported: list[Reported], partial: list[Quote]
) -> Iterator[_Voice]:
    """The stretches of a sentence with one voice each."""
    first = actors.quote_at(sentence.start)
    quotes = [first] if first else []
    quotes += [
        each for each in actors.quotes_from(sentence.start, sentence.end) if each is not first
    ]
    spoken = False
    for quote in quotes:
        start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
        if end - start > 15:
            spoken = True
            yield start, end, quote.speaker or quote.said_by or "somebody", "direct quote", 0.8
    if spoken:
        return
    for item in reported:
        if item.rule == "reported.aside":  # a claim goes on behind "she said"
            yield sentence.start, sentence.end, item.speaker or item.said_by, "reported", 0.7
            continue
        end = min(
            max([item.end, *(q.end for q in partial if item.start <= q.start <= item.end + 3)]),
            sentence.end,
        )
        yield max(item.start, sentence.start), end, item.speaker or item.said_by, "reported", 0.7
    if not reported and not quotes:
        yield sentence.start, sentence.end, "author", "author", 0.5


def _clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch, without what leads into them."""
    if flat[end - 1 : end + 1].strip().endswith("?"):
        return
    begin = start
    cuts: list[tuple[int, int]] = []
    for match in _SPLIT.finditer(flat, start, end):
        if not flat[begin : match.start()].lower().lstrip(" '“\"").startswith(_CONDITION):
            cuts.append((begin, match.start()))
            begin = match.end()
    for first, final in [*cuts, (begin, end)]:
        for lead in (_TOLD, _LEAD):
            told = lead.match(flat, first, final)
            if told:
                first = told.end()
        while final > first and flat[final - 1] in " .,;:!'”\"":
            final -= 1
        while first < final and flat[first] in " ',“\"":
            first += 1
        if len(flat[first:final].split()) >= _SHORTEST:
            yield first, final


def _modality(clause: str, plain: bool) -> str:
    """The modality of a clause that has a form of claim; "" for no claim.

    plain  it is the author's own word, of which only the plainest forms are claims.
    """
    if _FIRST_PERSON.search(clause) and not clause.lower().startswith(_CONDITION):
        return ""
    for modality, pattern, anywhere in _FORMS:
        if (anywhere or not plain) and pattern.search(clause):
            return "" if _DENIED.search(clause) else modality
    return ""
