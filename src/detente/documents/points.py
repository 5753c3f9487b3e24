"""What is asked point by point, in a form of its own: "First, replace …", "Our proposal is …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.asked import subject_and_act
from detente.documents.clauses import Actors, ask_end, names_of
from detente.documents.drafts import Draft, ProposalPatterns, drafted
from detente.documents.grammar import verbs
from detente.documents.page import Page, Sentence

_NTH = re.compile(
    r"(?:First|Firstly|Second|Secondly|Third|Thirdly|Fourth|Fifth|Finally|Lastly|One|Two|Three)"
    r"(?:,|:)\s+(?P<verb>[a-z]+)\s+\w+\s+\w"
)
_AND_VERB = re.compile(r",\s+and\s+(?P<verb>[a-z]+)\s+(?:the|a|an|all|its|their)\s")
_IS = re.compile(
    r"\b(?:[Oo]ur|[Mm]y|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[A-Z][\w-]{2,30}['’]s?"
    r"|[Tt]he\s+(?:first|second|third|main|only))\s+(?:(?:first|second|third|only|main|new|own|counter-?)\s+)?"
    r"(?:proposal|demand|offer|condition|request|suggestion|recommendation|counter-?proposal)\s+"
    r"(?:is|was|remains)\s+(?:that\s+|for\s+|still\s+|to\s+)?(?=[a-z]+\s+\w)"
)
_STANCE = re.compile(
    r"\b(?:position|stance|line|view|demand|condition)\s+(?:is|was|remains)\s+that\s+"
    r"(?=[^,.;?]{3,60}\sbe\s+\w+)"
)
_IN_EXCHANGE = re.compile(
    r"\b(?:would|will)\s+(?:also\s+|then\s+)?(?P<verb>[a-z]+)\s[^,.;:“”\"]{3,70}?"
    r"(?P<for>,?\s+in\s+(?:exchange|return)\s+for\s+)(?=\w)"
)
_URGED = re.compile(
    r"\b(?:urg(?:e[ds]?|ing)|counsel(?:led|s)|preach(?:ed|es))\s+"
    r"(?=(?:restraint|calm|patience|caution|dialogue|unity|compromise|moderation|an?)\s)"
    r"|\b(?:stress|emphasi[sz]|underlin|underscor|reiterat)(?:e[ds]?|es|ing)\s+the\s+(?:\w+\s+)?"
    r"(?:need|importance|necessity)\s+(?:for|of)\s+(?!the\s+(?:issue|matter|talks))"
    r"|\b(?:petition(?:ed|ing|s)?|clamour(?:ed|ing|s)?|rall(?:ied|ying))\s+for\s+"
    r"|\b(?:could|can|would|might)\s+(?:agree\s+to|accept|live\s+with|settle\s+for|tolerate)\s+"
    r"(?=an?\s)"
    r"|\b[Ww]hat\s+(?:the\s+[\w-]+|they|he|she)\s+(?:want|demand|seek|ask\s+for|propose)s?\s+"
    r"(?:is|are)\s+(?=(?:an?|the|for|to)\s)"
)
_WOULD_GIVE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:compromise|plan|proposal|draft|deal|formula|blueprint|roadmap|scheme)"
    r"(?:\s(?:put\s+forward|tabled|drafted|backed|floated|made)\s+by\s+[^.;,]{2,50}?)?"
    r"\s+would\s+(?P<verb>(?!be\b|have\b|not\b|mean\b|cost\b|fail\b|lead\b)[a-z]+)\s"
)
_NOT_A_THING = re.compile(
    r"(?:not|very|too|so|on|in|under|still|clear|simple|that|this|it|no|dead|\w+(?:ed|en|ing))\b"
)
_WOULD_YOU = re.compile(
    r"\b(?:[Ww]ould|[Cc]ould|[Ww]ill|[Cc]an)\s+(?:you|they|he|she|it|your\s+\w+|the\s+\w+)\s+"
    r"(?:object\s+to|accept|agree\s+to|consider|support|settle\s+for|live\s+with|back)\s+"
    r"(?=(?:a|an)\s)"
)
_THAT = re.compile(r"(?:That|that)\s+(?=[^,.;?]{3,60}\s(?:be|not\s+be)\s+\w+)")
_AND_THAT = re.compile(r",?\s+and\s+that\s+")
_PUT_TO = re.compile(
    r"\b(?:recommend|propos|suggest|offer|submitt|present|put)(?:ed|s|ing)?\s+to\s+"
    r"(?P<who>[^,.;:“”\"]{2,60}?)\s+(?=(?:a|an)\s)"
)


def points(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """The points of a list told in sentences, and what a proposal is said to be."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    known = verbs(page.words.language)
    nth = _NTH.match(flat, begin, limit)
    if nth and nth.group("verb") in known.base:
        start = nth.start("verb")
        end = ask_end(flat, start, limit)
        also = _AND_VERB.search(flat, start, end)
        if also and also.group("verb") in known.base:
            end = also.start()
        yield from drafted(start, end, "point", 0.7, "proposal", begin)
    for match in _IS.finditer(flat, begin, limit):
        if not _NOT_A_THING.match(flat, match.end()):
            end = ask_end(flat, match.end(), limit)
            yield from drafted(match.end(), end, "is", 0.75, "proposal", match.start())
    for match in _URGED.finditer(flat, begin, limit):
        end = ask_end(flat, match.end(), limit)
        yield from drafted(match.end(), end, "verb", 0.7, "demand", match.start())
    for match in _WOULD_GIVE.finditer(flat, begin, limit):
        if match.group("verb") in known.base:
            start = match.start("verb")
            end = ask_end(flat, start, limit)
            yield from drafted(start, end, "would-give", 0.6, "proposal", match.start())
    for match in _PUT_TO.finditer(flat, begin, limit):
        asked = actors.between(match.start("who") - 4, match.end("who"))
        if asked:
            end = flat.rfind(".", match.end(), limit)
            stop = _RELATIVE.search(flat, match.end(), limit)
            end = stop.start() if stop else end if end > 0 else limit
            yield from drafted(
                match.end(), end, "put-to", 0.8, "proposal", match.start(), names_of(asked)
            )
    for match in _IN_EXCHANGE.finditer(flat, begin, limit):
        if match.group("verb") in known.base:
            start, end = match.start("verb"), match.start("for")
            yield from drafted(start, end, "exchange", 0.72, "offer", match.start())
            start = match.end("for")
            end = ask_end(flat, start, limit)
            yield from drafted(start, end, "exchange", 0.72, "demand", match.start())
    opened = _THAT.match(flat, begin, limit) if actors.quote_at(begin) else None
    opened = opened or _STANCE.search(flat, begin, limit)
    if opened:
        at = opened.end()
        for _ in range(4):
            found = subject_and_act(page, actors, sentence, at)
            if found is None:
                break
            end = ask_end(flat, found[0], limit)
            yield Draft(
                at, end, "proposals.point", 0.7, "demand", (), found[1], begin, act=found[0]
            )
            further = _AND_THAT.match(flat, end, limit)
            if further is None:
                break
            at = further.end()


_RELATIVE = re.compile(r",\s(?:which|who|but|while|saying|adding)\s|;|\s[–—]\s")


def questions(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Would you accept a …?": what a question proposes."""
    for match in _WOULD_YOU.finditer(page.flat, sentence.start, sentence.end):
        yield from drafted(
            match.end(), sentence.end - 1, "question", 0.6, "proposal", match.start()
        )


_AS_WELL = re.compile(
    r",?\s+(?:as\s+well\s+as|along\s+with|together\s+with)\s+(?=(?:a|an|the)\s)"
    r"|,?\s+and\s+(?=an?\s)|,?\s+and\s+(?:on|for)\s+(?=(?:the|an?|its|their)\s)"
    r"|\s+and\s+(?=the\s+(?:[\w-]+\s+)?[a-z]+(?:ing|tion|sion|ment|al|ure)\s+of\s)"
    r"|,\s+and\s+(?:for\s+)?(?=[a-z]+s\s+(?:in|at|for|of|to|on)\s)"
)
_DURING = re.compile(r",?\s+during\s+which\s+(?=[^,.;]{3,60}\swould\s)")
AND_WOULD = re.compile(r",?\s+and\s+(?=(?:the\s+|all\s+)?[\w'-]+(?:\s+[\w'-]+){0,4}?\s+would\s)")
_THINGS = frozenset({"proposals.verb", "proposals.noun", "proposals.asked-for", "proposals.is"})


def parted(flat: str, draft: Draft, limit: int) -> list[Draft]:
    """A draft of several things as one draft each: "a truce, as well as a …"."""
    if draft.rule not in _THINGS or draft.act:
        return [draft]
    during = _DURING.search(flat, draft.start, limit)
    pieces: list[tuple[int, int]] = []
    if during and draft.start < during.start() <= draft.end + 1:
        at, stop = during.end(), max(draft.end, ask_end(flat, during.end(), limit))
        pieces.append((draft.start, during.start()))
        joints = [
            m for m in AND_WOULD.finditer(flat, at, stop) if " would " in flat[at : m.start()]
        ]
        for cut in [*joints, None]:
            pieces.append((at, cut.start() if cut else stop))
            at = cut.end() if cut else stop
    else:
        cut = _AS_WELL.search(flat, draft.start + 6, limit)
        if cut is None or cut.start() > draft.end + 1:
            return [draft]
        stop = draft.end if cut.end() < draft.end else ask_end(flat, cut.end(), limit)
        pieces = [(draft.start, cut.start()), (cut.end(), stop)]
    return [
        Draft(
            start,
            end,
            draft.rule,
            draft.confidence,
            draft.kind,
            draft.by,
            draft.addressed,
            draft.at,
            draft.inner,
        )
        for start, end in pieces
        if end - start > 5
    ]
