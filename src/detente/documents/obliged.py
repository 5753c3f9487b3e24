"""What somebody is to do without a word of asking: orders, "must", "shall", lists of demands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.clauses import Actors, ask_end, clause_end, names_of
from detente.documents.drafts import Draft, ProposalPatterns, drafted
from detente.documents.grammar import verbs
from detente.documents.late import late
from detente.documents.page import Page, Sentence

_PASSIVE = late(
    r"\b(?:[Tt]he|[Aa]ll|[Bb]oth|[Ee]very|[Aa]ny|[Nn]o|[Tt]hose|[Ii]ts|[Tt]heir)\s+"
    r"(?:(?!(?:that|and|but|the|its)\b)[\w'-]{1,30}\s+){1,6}?"
    r"(?:must|should|shall|ought\s+to|has\s+to|have\s+to|needs?\s+to)\s+be\s+\w+(?:ed|en|ut|ld|nt|id|de|wn|ne|ht|pt|ft|rn)\b"
)
_DEFINITE = late(
    r"\b(?P<who>(?:[Tt]he|[Tt]hose|[Tt]hese|[Tt]heir|[Ii]ts|[Yy]our|[Aa]ll|[Bb]oth)\s+[\w'-]+(?:\s+(?:of\s+)?[\w'-]+){0,3}?)"
    r"\s+(?:has\s+to|have\s+to|must|should|ought\s+to)\s+(?:now\s+|also\s+|first\s+)?"
    r"(?P<verb>(?!be\b|have\b|not\b|never\b|do\b|know\b|understand\b|remember\b)[a-z]+)"
)
_PRONOUN_MUST = late(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:should|must|has\s+to|have\s+to|ought\s+to)\s+(?P<verb>[a-z]+)\b"
    r"|\b(?:do|does)\s+is\s+(?:to\s+)?(?P<act>[a-z]+)\b"
)
_UNKNOWN_MUST = late(
    r"(?<![\w-])(?!(?:Nobody|No|None|Neither|Everyone|Everybody|Anyone|One|We|You|He|She|They|It|There|This|That|These"
    r"|Those|What|Who|Which|Each|Every|Both|All|Any|Why|How|Where|When|If|I|Somebody|Someone)\b)"
    r"(?P<who>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})\s+(?:should|must|has\s+to|ought\s+to|needs\s+to)\s+"
    r"(?:now\s+|also\s+|first\s+)?(?P<verb>(?!be\b|have\b|not\b|never\b)[a-z]+)\b"
)
_WORD = late(r"[A-Za-z]+")
_LISTED = late(r"[,;]\s+(?:and\s+)?|\s+and\s+")
_ITEM = late(r"(?:[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|[-–—•*·])\s+")


def items(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """The items of a list of demands: numbered paragraphs, or what follows "three points:"."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    known = verbs(page.words.language)
    zone = page.zones[sentence.zone]
    item = _ITEM.match(flat, zone.start, zone.end)
    # The full stop of "1." may have ended a sentence.
    if item and begin <= item.end() <= max(limit, begin) and (begin in {zone.start, item.end()}):
        word = _WORD.match(flat, item.end(), limit)
        told = word and word.group().lower() in known.base
        opener = _opener(page, patterns, sentence.zone)
        if (
            word
            and (told or opener)
            and (word.group().istitle() or word.group().islower())
            and re.match(r"\s+\S+\s+\S+", flat[word.end() : limit])
        ):
            start = item.end()
            named = actors.between(*opener)[:1] if opener else []
            yield Draft(
                start,
                ask_end(flat, start, limit),
                "proposals.item",
                0.65,
                "demand",
                names_of([each for each in named if each.form != "adjective"]),
                at=start,
            )
    colon = flat.find(":", begin, limit) >= 0
    listed = patterns.listed.search(flat, begin, limit) if colon else None
    if listed and re.search(r"[,;]|\band\b", flat[listed.end() : limit]):
        at = listed.end()
        for cut in [*_LISTED.finditer(flat, at, limit), None]:
            stop = cut.start() if cut else limit
            end = clause_end(flat, at, stop)
            if end - at > 8 and len(flat[at:end].split()) < 14:
                yield from drafted(at, end, "listed", 0.55, "proposal", listed.start())
            at = cut.end() if cut else limit


def _opener(page: Page, patterns: ProposalPatterns, zone: int) -> tuple[int, int] | None:
    """The paragraph that opens a list with words of asking and a colon, where `zone` is in one."""
    for at in range(zone - 1, max(-1, zone - 25), -1):
        start, end = page.zones[at].start, page.zones[at].end
        if _ITEM.match(page.flat, start, end):
            continue
        words = page.flat[start:end].rstrip()
        asks = words.endswith(":") and bool(patterns.opens_list.search(words[-240:]))
        return (start, end) if asks else None
    return None


def must(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "X must …": said by somebody; "shall" anywhere."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    known = verbs(page.words.language)
    for match in _PASSIVE.finditer(flat, begin, limit):
        if _spoken(actors, match.start(), begin, flat) or " shall " in match.group():
            yield from drafted(
                match.start(),
                ask_end(flat, match.end(), limit),
                "must",
                0.6,
                "demand",
                match.start(),
            )
    for match in patterns.institution.finditer(flat, begin, limit):
        if _spoken(actors, match.start(), begin, flat) or " shall " in match.group():
            yield from drafted(
                match.start(),
                ask_end(flat, match.end(), limit),
                "must",
                0.65,
                "demand",
                match.start(),
                (match.group("who"),),
            )
    for each in actors.between(begin, limit):
        modal = patterns.modal.match(flat, each.end, limit)
        if (
            modal
            and each.form != "adjective"
            and not re.search(
                r"\bif\s+(?:the\s+)?$", flat[max(begin, each.start - 8) : each.start], re.IGNORECASE
            )
        ):
            yield from drafted(
                each.start,
                ask_end(flat, modal.end(), limit),
                "must",
                0.7,
                "demand",
                each.start,
                (each.name,),
            )
    for match in _UNKNOWN_MUST.finditer(flat, begin, limit):
        if match.group("verb") in known.base and _spoken(actors, match.start(), begin, flat):
            end = ask_end(flat, match.end(), limit)
            who = (match.group("who"),)
            yield from drafted(match.start(), end, "must", 0.55, "demand", match.start(), who)
    quoted = actors.quote_at(begin)
    if quoted is not None:
        for match in _PRONOUN_MUST.finditer(flat, begin, limit):
            verb = match.group("verb") or match.group("act")
            if verb in known.base and verb in known.happening:
                start = match.start("verb") if match.group("verb") else match.start("act")
                yield from drafted(
                    start, ask_end(flat, start, limit), "must", 0.5, "demand", match.start()
                )
    for match in _DEFINITE.finditer(flat, begin, limit):
        if match.group("verb") in known.base and _spoken(actors, match.start(), begin, flat):
            yield from drafted(
                match.start(),
                ask_end(flat, match.end(), limit),
                "must",
                0.55,
                "demand",
                match.start(),
                (match.group("who"),),
            )


def _spoken(actors: Actors, at: int, begin: int, flat: str) -> bool:
    """Whether the words at `at` are somebody's: in a quote, or after "says"."""
    return bool(actors.quote_at(at)) or bool(
        re.search(
            r"\b(?:says?|said|insist(?:s|ed)?|argue[sd]?|repeated|stressed|demand(?:s|ed)?)\b[^;“”\"]{0,60}$",
            flat[begin:at],
        )
        or re.match(r"[^;“”\"]{0,90}?,\s(?:he|she|they)\s+(?:says?|said),", flat[at : at + 110])
    )
