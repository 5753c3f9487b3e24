"""Claims: who asserts that what does, does not, or only with what leads to what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from detente.documents.claim_forms import causes, modality_of, subject_of
from detente.documents.clauses import Actors
from detente.documents.flat import words_pattern
from detente.documents.grammar import verbs
from detente.documents.late import late
from detente.documents.lexicon import lexicon
from detente.documents.opinion import is_opinion
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.values import Claim, Quote, Reported
from detente.values import dataclass

_LEAD_IN = late(
    r"(?:(?:but|and|so|yet|because|although|since|the point is|the truth is|of "
    r"course)(?=[,:\s])[,:]?\s*(?:that\s+)?"
    r"|(?:also|well|look|indeed|frankly|again|now|therefore|however|still|no|yes|in the end|at "
    r"the same time|to be honest|to be clear|let me be (?:very )?clear|make no mistake|for us"
    r"|for me|of course|equally|moreover|besides|after all|in short)[,:]\s*(?:that\s+)?"
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
_SPLIT = late(
    r"(?:,(?:\s+and\s+that\s+|\s+(?:although|but|and|because|while|so|yet|whereas|nor|which|who)\s+)"
    r"|;\s+(?:and\s+)?|:\s+"
    r"|\s(?:\s*and\s+that\s+|\s*but\s+|\s*although\s+|\s*because\s+|[—–]\s))"
)
_OPENS_A_CONDITION = (
    "if ",
    "without ",
    "unless ",
    "until ",
    "as long ",
    "so long ",
    "when ",
    "while ",
    "once ",
)
_MAIN_VERB = late(r"\b(?:there\s+(?:is|will|can)|will|cannot|can|is\s+no|has\s+no|nobody|won't)\b")
_TOLD_THAT = late(
    r".{0,140}?\b(?:said|says|say|told|wrote|writes|knows?|warned|warns|argues|argued|insists|insisted|replied|added"
    r"|answered|believes?|thinks?|noted|stressed|explained|claims?|claimed|recalled|admits|admitted|decided?)\b[^.;]{0,70}?\sthat,?\s+",
    re.IGNORECASE,
)
_OWN_FORM = late(
    r"(?:without|only|it|no|nobody|nothing|neither|if|a|an|each|every|as|whoever|you|those)\b",
    re.IGNORECASE,
)
_GOES_ON = late(r"(?:and\s+)?(?:they|every|each|while)\b", re.IGNORECASE)
_MARKS = '“”"«»„'
_INNER_MARK = late(r"[,:]\s+[“\"'](?=[A-Z])")
_ASIDE = late(
    r",\s(?:however|therefore|of\s+course|in\s+fact|after\s+all|too|meanwhile|on\s+the\s+other\s+hand"
    r"|moreover|for\s+its\s+part|for\s+their\s+part),(?=\s)"
)
_CONTRAST = late(r"(?:it\s+is|it's|that\s+is)\s+not\s", re.IGNORECASE)
_IF_AGAIN = late(r"(?:and\s+)?if\b", re.IGNORECASE)
_BLOT = late(r"\s{9,}(?=(?:without|only|no|nobody|nothing|it\s+is|every|each)\b)", re.IGNORECASE)
_FIRST_PERSON = late(r"\bI(?:'d|'ll|'m|'ve|\s+(?:would|will|have|am|was|had|did))\b")
_OWN_SIDE = late(
    r"(?:her|his|its|their|our|the)\s+(?:country|government|army|side|party|forces|union|company"
    r"|ministry|movement|city|council|nation|people)\s+(?:will|would)\b",
    re.IGNORECASE,
)
_SECOND_VERB = late(r"(?:only\s+|also\s+)?([a-z]+s)\s")
_MORE = late(r"\s(?:once|if|when|unless|until|as\s+long\s+as|without|by|to)\s[^,;.]+")
_SHORTEST = 4  # words


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words with one voice: their place, who speaks, and what is blotted out inside them.

    opinion  the author argues, so that the author's words count as somebody's.
    """

    start: int
    end: int
    by: str
    voice: str
    confidence: float
    blots: tuple[tuple[int, int], ...] = ()
    opinion: bool = False


_LETTER = {"direct quote": "q", "reported": "r", "author": "a"}


@rule("claims.forms", layer="claims", languages=("en",))
def forms(page: Page, found: Found) -> Iterator[Claim]:
    """Clauses with a form of claim: in a quote, in reported speech, in the author's own voice."""
    actors = Actors(found)
    # An offer with its condition ("is ready to … if …") says what its author does: no claim.
    taken = sorted(
        (
            each.start,
            each.end + (len(each.condition) if each.condition and each.kind == "offer" else 0),
        )
        for each in found.proposals
    )
    reported = sorted(found.reported, key=lambda each: each.start)
    partial = sorted(
        (each for each in found.quotes if each.kind in {"partial", "unattributed"}),
        key=lambda each: each.start,
    )
    starts = [each.start for each in partial]
    at = 0
    opinion = is_opinion(page, actors)
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind in ({"heading"} if opinion else {"title", "heading"}):
            continue
        while at < len(reported) and reported[at].end <= sentence.start:
            at += 1
        here = [each for each in reported[at : at + 4] if each.start < sentence.end]
        near = taken[
            max(0, bisect_left(taken, (sentence.start, 0)) - 1) : bisect_left(
                taken, (sentence.end, 0)
            )
        ]
        inside = partial[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        told: list[Claim] = []
        for stretch in _stretches(page, actors, sentence, here, inside):
            if opinion and stretch.voice == "author":
                stretch = replace(stretch, opinion=True)
            for claim in _in_stretch(page, actors, stretch):
                if any(claim.start < each.end and each.start < claim.end for each in told):
                    continue
                if not any(
                    min(claim.end, b) - max(claim.start, a) > 0.4 * (claim.end - claim.start)
                    for a, b in near
                ):
                    told.append(claim)
                    yield claim


def _stretches(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    reported: list[Reported],
    partial: list[Quote],
) -> Iterator[_Stretch]:
    """The parts of a sentence with one voice."""
    quotes = _quotes_in(actors, sentence)
    inner = [
        each
        for index, each in enumerate(quotes)
        if each.start > sentence.start + 1
        and page.flat[each.start].islower()
        and each.end <= sentence.end
        and not (index and _interrupted(page, quotes[index - 1], each))
    ]
    quotes = [each for each in quotes if each not in inner]
    partial = sorted([*partial, *inner], key=lambda each: each.start)
    done: list[tuple[int, int]] = []
    index = 0
    while index < len(quotes):
        quote = quotes[index]
        start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
        blots: list[tuple[int, int]] = []
        while index + 1 < len(quotes) and _interrupted(page, quotes[index], quotes[index + 1]):
            index += 1
            blots.append((end, quotes[index].start))
            end = min(sentence.end, quotes[index].end)
        index += 1
        if end - start > 15:
            done.append((start, end))
            by = quote.speaker or quote.said_by or "somebody"
            yield _Stretch(start, end, by, "direct quote", 0.8, tuple(blots))
    if done:
        return
    spoken = False
    for item in reported:
        end = item.end
        for quote in partial:
            if item.start <= quote.start <= end + 3:
                end = _clause_after(page.flat, quote, sentence.end)
        spoken = True
        yield _Stretch(
            item.start, min(end, sentence.end), item.speaker or item.said_by, "reported", 0.7
        )
    cue = _INTERPOSED.search(page.flat, sentence.start, sentence.end)
    if cue and not spoken:
        blots = [(cue.start(), cue.end())]
        end = sentence.end
        if partial and partial[-1].start >= cue.end() - 2:
            end = _clause_after(page.flat, partial[-1], sentence.end)
        who = next((q.speaker or q.said_by for q in partial if q.speaker or q.said_by), None)
        by = who or _name_in(actors, cue) or "somebody"
        voice = "direct quote" if partial else "reported"
        yield _Stretch(sentence.start, end, by, voice, 0.65, tuple(blots))
        return
    for quote in partial:
        if spoken or quote.end - quote.start < 20:
            continue
        spoken = True
        before = page.flat[sentence.start : quote.start]
        whole = len(before.split()) < 6 and not _ANY_CUE.search(before)
        start = sentence.start if whole else quote.start
        by = quote.speaker or quote.said_by or "somebody"
        yield _Stretch(start, quote.end, by, "direct quote", 0.6)
    if not spoken and not quotes:
        yield _Stretch(sentence.start, sentence.end, "author", "author", 0.5)


_VERB = words_pattern(lexicon("en").words["speech"]["verbs"])
_INTERPOSED = late(
    r",[\"”'’]?\s+(?:(?:he|she|they|it)\s+|(?:[A-Z][\w.'-]*\s+){1,4}|the\s+\w+\s+(?:\w+\s+)?)"
    rf"(?:later\s+|also\s+|then\s+)?{_VERB}(?:\s+[^,;“\"‘]{{1,60}})?,\s+"
    rf"|,[\"”'’]?\s+{_VERB}\s+[^,;“\"‘]{{2,60}},\s+"
    r"|,\s+(?:they|critics|analysts|officials|diplomats|experts|we|many|some|it)\s+"
    r"(?:argue|say|believe|think|fear|warn|insist|add|note|hope|is\s+said),\s+"
)
_ANY_CUE = late(rf"\b{_VERB}\b")


def _name_in(actors: Actors, cue: re.Match[str]) -> str | None:
    named = actors.between(cue.start(), cue.end())
    return named[0].name if named else None


def _clause_after(flat: str, quote: Quote, limit: int) -> int:
    """The end of the clause that goes on after a quote of some words: "“in a day” once …"."""
    end = quote.marks.end if quote.marks else quote.end + 1
    more = _MORE.match(flat, end, limit)
    return more.end() if more else min(end, limit)


def _interrupted(page: Page, first: Quote, second: Quote) -> bool:
    """Whether a cue parts one sentence of a speaker in two: “One,” she said, “and two.”"""
    return (
        second.start - first.end < 90
        and page.flat[first.end - 1 : first.end] == ","
        and page.flat[second.start : second.start + 1].islower()
    )


def _quotes_in(actors: Actors, sentence: Sentence) -> list[Quote]:
    found = []
    first = actors.quote_at(sentence.start)
    if first:
        found.append(first)
    low = bisect_left(actors.quote_starts, sentence.start)
    high = bisect_left(actors.quote_starts, sentence.end)
    found.extend(each for each in actors.quotes[low:high] if each is not first)
    return found


def _in_stretch(page: Page, actors: Actors, stretch: _Stretch) -> Iterator[Claim]:
    """The clauses of a stretch that have a form of claim."""
    flat, start, end = page.flat, stretch.start, stretch.end
    if flat[end - 1 : end] == "?" or flat[end : end + 1] == "?":
        return
    words = flat[start:end]
    for a, b in stretch.blots:
        words = words[: a - start] + " " * (b - a) + words[b - start :]
    words = _INNER_MARK.sub(lambda m: ";" + " " * (len(m.group()) - 1), words)
    words = _ASIDE.sub(lambda m: " " * len(m.group()), words)
    words = "".join(" " if each in _MARKS else each for each in words)
    last: Claim | None = None
    for first, final in _clauses(words):
        claim = _claim(page, actors, stretch, words, first, final)
        if last is not None and last.modality == "if" and _IF_AGAIN.match(words, first):
            end = stretch.start + final
            last = replace(last, end=end, text=page.text[last.start : end])
            continue
        if claim is None:
            if last is not None:
                yield last
            last = None
            continue
        joint = words[last.end - start : first] if last is not None else ""
        apart = last is not None and last.text.lower().startswith(("when", "if "))
        if last is not None and not apart and ";" not in joint and _GOES_ON.match(words, first):
            whole = page.text[last.start : claim.end]
            last = replace(last, end=claim.end, text=whole)
            continue
        if last is not None:
            yield last
        last = claim
    if last is not None:
        yield last


def _clauses(words: str) -> Iterator[tuple[int, int]]:
    """The clauses of a stretch, without what leads into them."""
    cuts: list[tuple[int, int]] = []
    begin = 0
    for match in _SPLIT.finditer(words):
        opened = words[begin : match.start()].lower().lstrip(" '‘")
        word = match.group().strip(" ,;:—–")
        if (
            opened.startswith(_OPENS_A_CONDITION)
            and "," not in opened
            and match.group().startswith(",")
            and word != "but"
            and not _MAIN_VERB.search(opened)
        ):
            continue
        if match.group() == " but " and (
            _CONTRAST.match(words, begin) or _shares_subject(words, match.end())
        ):
            continue
        if word == "because" and not _OWN_FORM.match(words, match.end()):
            continue
        cuts.append((begin, match.start()))
        begin = match.end()
    cuts.append((begin, len(words)))
    for first, final in [piece for cut in cuts for piece in _unblotted(words, *cut)]:
        told = words.find("that", first, final) >= 0 and _TOLD_THAT.match(words, first, final)
        if told and final - told.end() > 20:
            first = told.end()
        lead = _LEAD_IN.match(words, first, final)
        if lead:
            first = lead.end()
        while final > first and words[final - 1] in " .,;:!'":
            final -= 1
        while first < final and words[first] in " ',":
            first += 1
        if final > first:
            yield first, final


def _shares_subject(words: str, at: int) -> bool:
    """Whether a second verb of the same subject stands at `at`: "protects X but drives Y"."""
    follows = _SECOND_VERB.match(words, at)
    return follows is not None and follows.group(1) in verbs("en").finite


def _unblotted(words: str, first: int, final: int) -> Iterator[tuple[int, int]]:
    """Two clauses where a cue stood between them: “It is …,” she said, “only …”."""
    for gap in _BLOT.finditer(words, first + 1, final):
        yield first, gap.start()
        first = gap.end()
    yield first, final


def _claim(
    page: Page, actors: Actors, stretch: _Stretch, words: str, first: int, final: int
) -> Claim | None:
    clause = words[first:final]
    if len(clause.split()) < _SHORTEST or clause.endswith("?"):
        return None
    if (
        "I" in clause
        and _FIRST_PERSON.search(clause)
        and not clause.lower().startswith(_OPENS_A_CONDITION)
    ):
        return None
    letter = "r" if stretch.opinion else _LETTER[stretch.voice]
    begin = stretch.start + first
    named = [each for each in actors.between(begin, begin + 6) if each.form != "adjective"]
    name = bool(named) and named[0].kind != "group" and named[0].start <= begin + 4
    modality = modality_of(
        clause, letter, page.words.language, named=name, capital=page.flat[begin].isupper()
    )
    rule_id, sure = "claims.form", stretch.confidence
    if not modality and letter in "qr" and (effect := causes(clause, page.words.language)):
        doer = bool(_OWN_SIDE.match(clause)) or (
            bool(named) and named[0].end >= begin + len(subject_of(clause)) - 2
        )
        if not doer:
            modality, rule_id, sure = effect, "claims.effect", 0.7 * sure
    if not modality:
        return None
    start, end = stretch.start + first, stretch.start + final
    return Claim(
        start, end, page.text[start:end], rule_id, sure, stretch.by, stretch.voice, modality
    )
