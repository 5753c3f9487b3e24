"""Claims: who asserts that what does, does not, or only with what leads to what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from detente.documents.clauses import Actors
from detente.documents.flat import words_pattern
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.values import Claim, Quote, Reported

_LEAD_IN = re.compile(
    r"(?:(?:but|and|so|yet|because|although|since|the point is|the truth is|of "
    r"course)(?=[,:\s])[,:]?\s*(?:that\s+)?"
    r"|(?:also|well|look|indeed|frankly|again|now|therefore|however|still|no|yes|in the end|at "
    r"the same time|to be honest|to be clear|let me be (?:very )?clear|make no mistake|for us"
    r"|for me|of course)[,:]\s*(?:that\s+)?"
    r"|(?:it is|it's)\s+(?:\w+ly\s+)?(?:clear|obvious|evident|true|plain|certain|well known|my "
    r"view|our view|a fact)\s+(?:to (?:me|us|everyone|all)\s+)?(?:that\s+)?"
    r"|(?:it seems|it appears)(?: to (?:me|us))?\s+(?:that\s+)?"
    r"|(?:i|we|my government|our position is|everyone|everybody|they all|all of "
    r"us)\s+(?:\w+ly\s+|do\s+|also\s+|still\s+)*(?:think|believe|am convinced|are convinced|know"
    r"|knows|say|said|feel|see|insist|fear|hope|am sure|are sure|understand|maintain|have said"
    r"|have always said)\s*(?:that\s+)?"
    r"|(?:our|my) (?:position|view|message|opinion|experience|belief|fear) (?:is"
    r"|remains)\s+(?:that\s+)?)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"(?:,\s+(?:although|but|and|because|while|so|yet|whereas|nor)\s+|;\s+|\s+but\s+|\s+although\s+|:\s+|\s[—–]\s)"
)
_FIRST = re.compile(r"\b(?:I|we)(?:'ll|'ve|'re|'m)?\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_THIRD = re.compile(r"\s*(?:he|she|they|it)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\s+(?:also\s+)?(?:be held|meet|visit|travel|resume|begin|start|continue|take place|have"
    r"|see|hear|come)\b"
)
_EFFECT = re.compile(
    r"\b(?:work|lead|solve|bring|help|end|change|make|produce|stop|create|justify|weaken|feed|hold|fix|resolve|settle|restore|guarantee|mean|protect|bring|serve|secure|grow|last|happen|deter|prevent|ease|win|benefit|survive)\w*\b",
    re.IGNORECASE,
)
_NEEDS_EFFECT = frozenset(
    {"does not", "doesn't", "do not", "don't", "did not", "is not", "are not", "is essential"}
)
_WEAK = frozenset(
    {
        "can",
        "could",
        "may",
        "might",
        "is not",
        "are not",
        "did not",
        "possible",
        "hard to",
        "will be",
        "would be",
        "caused",
        "led to",
        "can be",
        "could be",
        "has to",
        "have to",
        "need to",
        "drives",
        "creates",
    }
)
_FACTUAL_UNTIL = re.compile(
    r"\b(?:lasted|ran|continues|will continue|met|stayed|open|closed|postponed"
    r"|adjourned)\b[^.]*\buntil\b",
    re.IGNORECASE,
)


@cache
def _cues(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    cues = lexicon(language).claim_cues
    modality: dict[str, str] = {}
    for each, cue in cues:
        modality.setdefault(cue.lower(), each)
    return re.compile(rf"\b{words_pattern(list(modality))}(?!\w)", re.IGNORECASE), modality


@rule("claims.cues", layer="claims", languages=("en",))
def cues(page: Page, found: Found) -> Iterator[Claim]:
    """Clauses with a modal or causal cue, in a quote, in reported speech, or in the author's own
    voice.
    """
    actors = Actors(found)
    pattern, modality = _cues(page.words.language)
    taken = sorted((each.start, each.end) for each in found.proposals)
    reported = sorted(found.reported, key=lambda each: each.start)
    at = 0
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind in {"title", "heading"}:
            continue
        while at < len(reported) and reported[at].end <= sentence.start:
            at += 1
        here = [each for each in reported[at : at + 4] if each.start < sentence.end]
        near = taken[
            bisect_left(taken, (sentence.start, 0)) : bisect_left(taken, (sentence.end, 0))
        ]
        for start, end, by, voice, sure in _stretches(page, actors, sentence, here):
            for claim in _in_stretch(page, start, end, by, voice, sure, pattern, modality):
                if not any(
                    min(claim.end, b) - max(claim.start, a) > 0.5 * (claim.end - claim.start)
                    for a, b in near
                ):
                    yield claim


def _stretches(
    page: Page, actors: Actors, sentence: Sentence, reported: list[Reported]
) -> Iterator[tuple[int, int, str, str, float]]:
    """The parts of a sentence with one voice: place, who speaks, voice, confidence."""
    quotes = _quotes_in(actors, sentence)
    spoken = False
    for quote in quotes:
        start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
        if end - start > 15 and quote.speaker:
            spoken = True
            yield start, end, quote.speaker, "direct quote", 0.8
    if spoken:
        return
    for each in reported:
        spoken = True
        if each.speaker:
            yield each.start, min(each.end, sentence.end), each.speaker, "reported", 0.7
    if not spoken and not quotes:
        yield sentence.start, sentence.end, "author", "author", 0.5


def _quotes_in(actors: Actors, sentence: Sentence) -> list[Quote]:
    found = []
    first = actors.quote_at(sentence.start)
    if first:
        found.append(first)
    low = bisect_left(actors.quote_starts, sentence.start)
    high = bisect_left(actors.quote_starts, sentence.end)
    found.extend(each for each in actors.quotes[low:high] if each is not first)
    return found


def _in_stretch(
    page: Page,
    start: int,
    end: int,
    by: str,
    voice: str,
    sure: float,
    pattern: re.Pattern[str],
    modality: dict[str, str],
) -> Iterator[Claim]:
    flat = page.flat
    if flat[end - 1 : end] == "?" or flat[end : end + 1] == "?":
        return
    cuts = [start]
    for match in _SPLIT.finditer(flat, start, end):
        if (
            flat[start : match.start()]
            .lower()
            .lstrip()
            .startswith(("if ", "without ", "unless ", "until ", "as long "))
            and "," in match.group()
            and len(cuts) == 1
            and match.group().strip(", ") not in {"but"}
        ):
            continue
        cuts.append(match.end())
    cuts.append(end)
    for begin, stop in pairwise(cuts):
        closed = _SPLIT.search(flat, max(begin, stop - 14), stop)
        final = closed.start() if closed and closed.end() == stop else stop
        lead = _LEAD_IN.match(flat, begin, final)
        first = lead.end() if lead else begin
        while final > first and flat[final - 1] in " .,;:!\"'”’":
            final -= 1
        while first < final and flat[first] in " \"'“‘,":
            first += 1
        general = _general(flat, first, final, voice)
        cue = _best(flat, first, final, pattern, voice)
        if general and not cue and len(flat[first:final].split()) >= 5:
            yield Claim(
                first,
                final,
                page.text[first:final],
                "claims.general",
                0.6 * sure,
                by,
                voice,
                general,
            )
        elif cue and len(flat[first:final].split()) >= 4:
            yield Claim(
                first,
                final,
                page.text[first:final],
                "claims.cue",
                sure,
                by,
                voice,
                modality[" ".join(cue.lower().split())],
            )


_GENERAL = re.compile(
    r"(?:A|An|No|Every|Each|Nothing|Whoever|Only|(?:Nobody|No one|Anyone|Anybody)(?=\s+(?:can"
    r"|will|ever)\b))\s+(?!thing\b)[\w'-]+"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|will|can|costs?|kills?|ends?|means?|lasts?|\w{3,}s)\b")
_CONDITIONAL = re.compile(
    r"(?:If|When|As long as|So long as|Once|Where)\s[^,]{8,},\s(?!(?:we|I)\b)\w+", re.IGNORECASE
)


def _general(flat: str, first: int, final: int, voice: str) -> str:
    """The modality of a statement about any case: "a truce without a date is a surrender", "if …,
    …".
    """
    if voice == "author":
        return ""
    clause = flat[first:final]
    if re.search(r"[“‘\"]", clause):
        return ""
    if _CONDITIONAL.match(clause) and not re.match(r"if (?:we|i)\b", clause, re.IGNORECASE):
        return "if"
    if voice == "direct quote" and _GENERAL.match(clause) and _PRESENT.search(clause):
        return "always"
    return ""


def _best(flat: str, first: int, final: int, pattern: re.Pattern[str], voice: str) -> str | None:
    """The first cue in a clause that carries a claim; None where the clause only tells or
    promises.
    """
    clause = flat[first:final]
    if re.search(r"[“‘\"](?:[^”’\"]+\s){3}", clause):
        return None  # somebody else's words inside
    if _FACTUAL_UNTIL.search(clause):
        return None
    for match in pattern.finditer(flat, first, final):
        cue = " ".join(match.group().lower().split())
        if cue in _NEEDS_EFFECT and not _EFFECT.search(
            flat, match.end(), min(final, match.end() + 30)
        ):
            continue
        before = flat[first : match.start()]
        if cue in _PROMISES and _FIRST.search(before):
            continue
        if voice == "reported" and cue in _PROMISES and _THIRD.match(clause):
            continue
        if cue in {"will", "would"} and (
            voice != "direct quote"
            or len(before.split()) < 1
            or _PLANNED.match(flat, match.end(), final)
        ):
            continue
        if cue in _WEAK and (
            voice == "author"
            or (
                cue in {"can", "could", "may", "might", "possible", "can be", "could be"}
                and voice != "direct quote"
            )
        ):
            continue
        if voice == "author" and cue not in _STRONG_FOR_AUTHOR:
            continue
        if (
            cue == "without"
            and match.start() > first
            and not re.search(
                r"\b(?:no|not|never|cannot|can't|won't|difficult|impossible|nothing)\b",
                clause,
                re.IGNORECASE,
            )
        ):
            continue
        if cue in {"may", "might"} and match.group()[0].isupper():
            continue
        return match.group()
    return None


_PROMISES = frozenset({"can be", "could be"}) | frozenset(
    [
        "will",
        "would",
        "will not",
        "won't",
        "would not",
        "wouldn't",
        "can",
        "could",
        "may",
        "might",
        "will be",
        "would be",
        "do not",
        "don't",
        "did not",
        "should",
        "must",
        "have to",
        "need to",
        "cannot",
        "can't",
        "can not",
        "has to",
        "will never",
        "until",
        "unless",
        "as long as",
    ]
)
_STRONG_FOR_AUTHOR = frozenset(
    [
        "impossible",
        "cannot",
        "no alternative",
        "no military solution",
        "only way",
        "only path",
        "only solution",
        "no way",
        "will lead to",
        "would lead to",
        "can never",
        "only if",
        "depends on",
        "unlikely",
    ]
)
