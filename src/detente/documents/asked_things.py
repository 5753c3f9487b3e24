"""Things that are asked, proposed or offered: what follows "a plan for", "calls for", "wants"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.asked import DETERMINERS, kind_of, subject_and_act
from detente.documents.clauses import Actors, ask_end, governed, names_of
from detente.documents.drafts import Draft, ProposalPatterns, drafted, negated
from detente.documents.late import late
from detente.documents.page import Page, Sentence
from detente.documents.tokens import words_of_text

_DETERMINED = late(
    r"\b(?:(?:the|a|an|its|their|his|her|our|any|this|[A-Z][\w-]*'s?)\s+)"
    r"(?:(?!(?:the|a|an|its|their|his|her|our|any|this|to|and|for|that)\b)[\w'-]+\s+){0,5}$"
)
_BASE_FORMS = words_of_text("offer demand propose want seek request suggest recommend")
_NOUNS_TOO = words_of_text("demands demand requests request offers offer proposals calls")
_OWNER = late(
    r"(?:the|a|an|our|its|their|his|her|my|your|these|those|all|some|main|other|new|of|\w+'s|and)$",
    re.IGNORECASE,
)
_MAIN_VERB = late(
    r"(?<!that)(?<!which)(?<!who)\s(?:was|were|is|are|has\s+been|had\s+been|remains|failed|came)\s+(?:\w+ly\s+|not\s+)?"
    r"(?:\w+(?:ed|en|ad|ut|wn|de|nt|ld|ft)|on\s+the\s+table|dead|under)\b"
)
_FOR_WHOM = late(
    r"(?P<who>(?:(?!\bto\b)[^,.;:“”\"]){2,60}?)\s+(?P<to>to)\s+(?!(?:the|a|an|its|their|any|all|each|both)\b)(?=[a-z])"
)
_GIVEN = late(r"\s+(?=\w)(?!to\b|and\b)")
_ASKED_FOR = late(
    r"\b(?:asked|asks|ask|asking|petition(?:ed|ing)?|pressed|pressing)\s+(?P<who>[^,.;:“”\"]{2,60}?)\s+for\s+(?=(?:the|a|an|its|their|his|more|help|aid|protection|compensation|assistance|talks|guarantees|reparations|recognition|\d+|two|three|four|five|six|seven|ten|twelve)\s)"
)
ASKED_FOR = words_of_text("asked asks ask asking petition petitioned petitioning pressed pressing")
_WANTING = words_of_text("wants want wanted seeks seek sought")
_LOOSE = frozenset(
    [
        "sought",
        "offer",
        "seeks",
        "seeking",
        "offered",
        "offers",
        "offering",
        "demand",
        "urged",
        "urging",
        "urges",
        "suggested",
        "suggests",
        "insisted on",
        "insists on",
    ]
)
_NEEDS_AN_ARTICLE = words_of_text(
    "plan call offer demand request draft bid appeal calls demands offers pledge"
)
_SCHEMES = frozenset(["initiative", "plan", "formula", "roadmap", "draft", "proposal", "offer"])
_ASKERS = late(
    r"\b(?:we|they|he|she|i|who|it|which|both|union|council|ministry|party|parties|company|owners|workers|rebels"
    r"|villagers|residents|farmers|opposition|sides?|government|families|team|mediators?|envoys?|\w+ers|\w+ists)\b",
    re.IGNORECASE,
)


def noun(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "A proposal to …", "its call for …", "a plan by X to …"."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in page.matches(patterns.noun, patterns.noun_words, begin, limit):
        lead = _DETERMINED.search(flat[max(begin, match.start() - 90) : match.start()])
        start = match.start() - (len(lead.group()) if lead else 0)
        named = actors.between(start, match.start())
        link, word = " ".join(match.group("link").lower().split()), match.group("noun").lower()
        if link in {"on", "of"} and not (named and word in _SCHEMES):
            continue
        if lead is None and word in _NEEDS_AN_ARTICLE:
            continue
        by = names_of(named)
        inner = bool(re.search(r"\b(?:its|their|his|her)\s+$", flat[start : match.start()]))
        yield from _after_noun(page, actors, sentence, start, match, link, by, inner)
    for pattern in (patterns.noun_by, patterns.noun_by_that):
        for match in page.matches(pattern, patterns.noun_words, begin, limit):
            named = actors.between(match.start("by"), match.end("by"))[:1]
            by = names_of([each for each in named if each.form != "adjective"])
            yield from _after_noun(
                page, actors, sentence, match.start(), match, match.group("link").lower(), by, False
            )


def _after_noun(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    start: int,
    match: re.Match[str],
    link: str,
    by: tuple[str, ...],
    inner: bool,
) -> Iterator[Draft]:
    flat, limit = page.flat, sentence.end
    word = match.group("noun").lower()
    whom: tuple[str, ...] = ()
    act = 0
    if link == "that":
        found = subject_and_act(page, actors, sentence, match.end())
        if found is None:
            return
        act, whom = found
        begin = match.end()
    elif link == "to":
        if DETERMINERS.match(flat, match.end()) or flat[match.end() : match.end() + 1].isupper():
            return
        begin = match.end()
    elif link == "for":
        asked = _for_whom(flat, match.end(), limit)
        begin = match.end()
        if asked and (named := actors.between(begin, asked.start("to"))):
            begin, whom = (
                asked.end(),
                names_of([each for each in named if each.form != "adjective"]),
            )
    else:
        begin = start
    if word in _SCHEMES and link in {"for", "calling for", "under which", "of", "on"} and not whom:
        begin = start
    if re.match(r"the following\b", flat[begin : begin + 14]):
        return
    end = ask_end(flat, max(begin, match.end(), act), limit)
    main = _MAIN_VERB.search(flat, max(begin, match.end(), act), end)
    if main:
        end = main.start()
    yield Draft(begin, end, "proposals.noun", 0.8, "proposal", by, whom, match.start(), inner, act)


def _for_whom(flat: str, at: int, limit: int) -> re.Match[str] | None:
    """ "For both sides to hold back": the match ends where the act begins."""
    return _FOR_WHOM.match(flat, at, limit)


def governing(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Calls for …", "wants a …", "offered …": the object."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in page.matches(patterns.verb_noun, patterns.governing_words, begin, limit):
        verb = " ".join(match.group("verb").lower().split())
        if (
            negated(flat, match.start())
            or match.group("that")
            or re.match(r"that\b", flat[match.end() :][:5])
        ):
            continue
        before = re.search(r"([\w']+)\s+$", flat[max(begin, match.start() - 20) : match.start()])
        if verb in _NOUNS_TOO and (
            (before and _OWNER.match(before.group(1)))
            or re.match(
                r"(?:is|are|was|were|by|of|had|has|have|include)\b", flat[match.end() :][:8]
            )
        ):
            continue
        if verb in _BASE_FORMS and (
            before is None
            or not re.match(
                r"(?:we|they|i|you|it|he|she|who|to|will|would|also|and|now|still|\w+[a-rt-z]s)$",
                before.group(1),
                re.IGNORECASE,
            )
        ):
            continue
        follows = flat[match.end() : match.end() + 24]
        if verb in _WANTING and not re.match(
            r"(?:the|a|an|its|their|all|no|more|new|fewer|less|them|him|her|\d+|two|three|both)\s",
            follows,
        ):
            continue
        if verb in _LOOSE and re.match(r"(?:to|on|that)\b", follows):
            continue
        if verb in {"called for", "asked for"} and (
            _passive(flat, match.start()) or re.match(r"(?:[A-Z]\w+day|\d|[A-Z]\w+\s\d)", follows)
        ):
            continue
        if re.match(r"suggest", verb) and not re.match(r"(?:a|an|the|\w+ing)\s", follows):
            continue
        if re.match(r"[“\"]|(?:to|by|in|at|how|why|whether|what|the\s+following)\b", follows):
            continue
        if verb in _WANTING and re.match(r"the\s+[\w-]+[.,;]", flat[match.end() : limit]):
            continue
        if re.match(r"(?:ask|want|require|favou?r)", verb) and not _asker(
            page, actors, begin, match.start()
        ):
            continue
        start = match.end()
        whom: tuple[str, ...] = ()
        receiver = actors.between(start, start + 5)
        if verb.startswith("offer") or verb.endswith("offered"):
            if _passive(flat, match.start()):
                continue
            given = receiver and _GIVEN.match(flat, receiver[0].end)
            if receiver and given:
                start = given.end()
        asked = _for_whom(flat, start, limit) if verb.endswith(" for") else None
        if (asked and not _DETERMINED.search(flat[start : asked.start("to")] + " ")) or (
            asked and actors.between(start, asked.start("to"))
        ):
            assert asked is not None
            start = asked.end()
            whom = names_of(actors.between(match.end(), asked.start("to"))) or (asked.group("who"),)
        if verb in {"asked for", "asks for"} and re.match(
            r"(?:more|some)?\s*(?:comment|the floor|help|water)", follows
        ):
            continue
        yield from drafted(
            start, ask_end(flat, start, limit), "verb", 0.8, kind_of(verb), match.start(), whom
        )
    for match in page.matches(_ASKED_FOR, ASKED_FOR, begin, limit):
        named = actors.between(match.start("who"), match.end("who"))
        told = re.match(r"(?:the|them|him|her|both|all|its)\b", match.group("who"))
        if (named or told) and not negated(flat, match.start()):
            yield from drafted(
                match.end(),
                ask_end(flat, match.end(), limit),
                "asked-for",
                0.8,
                "demand",
                match.start(),
                names_of(named),
            )


def _passive(flat: str, at: int) -> bool:
    return bool(
        re.search(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+\s+)?$", flat[max(0, at - 25) : at])
    )


def _asker(page: Page, actors: Actors, begin: int, at: int) -> bool:
    """Whether somebody who can ask stands before a word of asking."""
    near = max(begin, at - 90)
    named = [each for each in actors.between(near, at) if not governed(page.flat, near, each.start)]
    return bool(named) or bool(_ASKERS.search(page.flat[max(begin, at - 40) : at]))
