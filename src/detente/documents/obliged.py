"""What somebody is to do without a word of asking: orders, "must", "shall", lists of demands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.clauses import Actors, ask_end, clause_end, names_of
from detente.documents.drafts import Draft, ProposalPatterns, drafted
from detente.documents.grammar import verbs
from detente.documents.page import Page, Sentence
from detente.documents.tokens import words_of_text

_ORDERED = re.compile(
    r"(?P<verb>[A-Z][a-z]+)\s+(?:the|a|an|us|them|him|it|your|their|its|his|all|both|every|back|out|no|those|these|our"
    r"|\d+|[A-Z][\w-]+|\w+\s+(?:in|on|at|from|to|for|by|of|before|and))\b"
)
_NO_ORDER = words_of_text(
    """
    look see take give make show tell remember think ask read call thank believe note let
    mark imagine consider write hear face state name number press force school stage man
    trade report order last form set place process test work act fear help fish water land
    field house post back air plant change judge
    """
)
_INNER = re.compile(r"[:,]\s+[“\"'](?=[A-Z])")
_LET = re.compile(
    r"(?:\b[Ll]et\s+)(?!(?:me|us\s+be|alone|it\s+be|there)\b)(?P<who>(?:the|both|all|them|him|her|us|our|[A-Z][\w-]*)\b)"
)
_PASSIVE = re.compile(
    r"\b(?:[Tt]he|[Aa]ll|[Bb]oth|[Ee]very|[Aa]ny|[Nn]o|[Tt]hose|[Ii]ts|[Tt]heir)\s+"
    r"(?:(?!(?:that|and|but|the|its)\b)[\w'-]{1,30}\s+){1,6}?"
    r"(?:must|should|shall|ought\s+to|has\s+to|have\s+to|needs?\s+to)\s+be\s+\w+(?:ed|en|ut|ld|nt|id|de|wn|ne|ht|pt|ft|rn)\b"
)
_DEFINITE = re.compile(
    r"\b(?P<who>(?:[Tt]he|[Tt]hose|[Tt]hese|[Tt]heir|[Ii]ts|[Yy]our|[Aa]ll|[Bb]oth)\s+[\w'-]+(?:\s+(?:of\s+)?[\w'-]+){0,3}?)"
    r"\s+(?:has\s+to|have\s+to|must|should|ought\s+to)\s+(?:now\s+|also\s+|first\s+)?"
    r"(?P<verb>(?!be\b|have\b|not\b|never\b|do\b|know\b|understand\b|remember\b)[a-z]+)"
)
_PRONOUN_MUST = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:should|must|has\s+to|have\s+to|ought\s+to)\s+(?P<verb>[a-z]+)\b"
    r"|\b(?:do|does)\s+is\s+(?:to\s+)?(?P<act>[a-z]+)\b"
)
_UNKNOWN_MUST = re.compile(
    r"(?<![\w-])(?!(?:Nobody|No|None|Neither|Everyone|Everybody|Anyone|One|We|You|He|She|They|It|There|This|That|These"
    r"|Those|What|Who|Which|Each|Every|Both|All|Any|Why|How|Where|When|If|I|Somebody|Someone)\b)"
    r"(?P<who>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})\s+(?:should|must|has\s+to|ought\s+to|needs\s+to)\s+"
    r"(?:now\s+|also\s+|first\s+)?(?P<verb>(?!be\b|have\b|not\b|never\b)[a-z]+)\b"
)
_RETURN = re.compile(
    r"(?:In\s+(?:return|exchange)|In\s+turn|For\s+(?:its|their|his|her)\s+part)\s?,\s+(?:according\s+to\s+[^,.;]{2,60},\s+|[^,.;]{2,30}\s+sa(?:id|ys),\s+)?(?P<who>[^,.;]{2,60}?)\s+"
    r"(?:would|will|is\s+to|are\s+to|should|must)\s+(?:also\s+|then\s+)?(?P<verb>(?!have\b|not\b)[a-z]+)"
)
_CONDITIONAL = re.compile(
    r"\b(?:[Ww]e|I)(?:'ll|'d|\s+will|\s+would|\s+can|\s+could)\s+(?P<verb>[a-z]+)\s[^.;]{3,90}?\b(?:if|once|as\s+soon\s+as|when)\s"
)
_WOULD_IF = re.compile(
    r"(?P<would>would|will)\s+(?P<verb>(?!be\b|have\b|not\b|like\b|cost\b|mean\b|lead\b|make\b|wipe\b)[a-z]+)\s[^;:“”\"]{3,70}?"
    r"(?<!only)\s+(?:if|once|as\s+soon\s+as|provided(?:\s+that)?)\s+"
)
_WOULD = re.compile(
    r"(?:^|,\s+(?:while\s+|and\s+|whereas\s+)?|\s(?:while|and|whereas)\s+|(?<=\s))"
    r"(?P<who>(?:the\s+|both\s+)?(?:[\w'’-]+\s+){1,4}?)(?:would|will|must|should|is\s+to|are\s+to|shall)\s+"
    r"(?:also\s+|then\s+|first\s+)?(?P<verb>(?!be\s+(?:a|the)\b|have\b|not\b)[a-z]+)"
)
_AND_WOULD = re.compile(r",?\s+and\s+(?=(?:the\s+|all\s+)?[\w'-]+(?:\s+[\w'-]+){0,4}?\s+would\s)")
_ITEM = re.compile(r"(?:[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|[-–—•*·])\s+")
_COULD = re.compile(r"\s+(?:could|might)\s+(?P<verb>[a-z]+)\b")


def orders(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """A quote that begins with an order: "Open the road …", "Let the guns be counted"."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    known = verbs(page.words.language)
    quoted = actors.quote_at(begin) or actors.quote_at(limit - 2)
    if quoted:
        opened = max(begin, quoted.start)
        stop = min(limit, quoted.end)
        inner = [match.end() for match in _INNER.finditer(flat, opened, stop)]
        for at in (opened, *inner):
            order = _ORDERED.match(flat, at, stop)
            verb = order.group("verb").lower() if order else ""
            if verb in known.base and verb not in _NO_ORDER:
                yield from drafted(at, ask_end(flat, at, stop), "order", 0.6, "demand", at)
        for match in _LET.finditer(flat, opened, stop):
            start = match.start("who")
            yield from drafted(
                start, ask_end(flat, start, stop), "let", 0.6, "demand", match.start()
            )


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
        word = re.compile(r"[A-Za-z]+").match(flat, item.end(), limit)
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
    listed = patterns.listed.search(flat, begin, limit)
    if listed and re.search(r"[,;]|\band\b", flat[listed.end() : limit]):
        at = listed.end()
        for cut in [*re.compile(r"[,;]\s+(?:and\s+)?|\s+and\s+").finditer(flat, at, limit), None]:
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


def planned(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Under the plan, X would …, while Y would …": what each would do."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    opened = patterns.under_plan.match(flat, begin, limit)
    if opened is None:
        return
    for match in _WOULD.finditer(flat, opened.end(), limit):
        who = match.group("who").strip()
        named = actors.between(match.start("who"), match.end("who"))
        names = names_of([each for each in named if each.form != "adjective"]) or (who,)
        start = match.start("verb")
        end = ask_end(flat, start, limit)
        also = _AND_WOULD.search(flat, start, min(limit, end + 40))
        end = also.start() if also and also.start() < end else end
        yield from drafted(start, end, "planned", 0.75, "proposal", opened.start(), names)


def bargains(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "In return, X would …", "we would … if …": the other half of a bargain."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    known = verbs(page.words.language)
    for match in _RETURN.finditer(flat, begin, limit):
        named = actors.between(match.start("who"), match.end("who"))
        start = match.start("verb")
        yield from drafted(
            start,
            ask_end(flat, start, limit),
            "return",
            0.7,
            "offer",
            match.start("who"),
            tuple(each.name for each in named if each.form != "adjective"),
        )
    for match in patterns.under_which.finditer(flat, begin, limit):
        start = match.start("what")
        end = ask_end(flat, match.end(), limit)
        yield from drafted(start, end, "under-which", 0.6, "proposal", match.start())
        also = re.compile(
            r";\s+(?:and\s+)?(?=(?:the\s+)?[\w'-]+(?:\s+[\w'-]+){0,3}\s+would\s+[a-z])"
        ).match(flat, end, limit)
        if also:
            further = ask_end(flat, also.end(), limit)
            yield from drafted(also.end(), further, "under-which", 0.55, "proposal", match.start())
    for match in _WOULD_IF.finditer(flat, begin, limit):
        if " only " in match.group():
            continue  # what comes after "only" is the condition, and nothing is offered
        who = actors.subjects(flat, match.start("would"), begin)
        at = match.start("would")
        near = who and at - who[-1].end < 3
        other = re.search(
            r"\b(?:they|we|it|he|she|\w{3,}s|(?:her|his|its|their|our|the)\s+"
            r"(?:country|government|army|side|party|union|company|council))\s$",
            flat[begin:at],
        )
        if match.group("verb") not in known.base or not (near or other):
            continue
        if not _spoken(actors, at, begin, flat):
            continue
        start = match.start("verb")
        yield from drafted(start, ask_end(flat, start, limit), "bargain", 0.5, "offer", at)
        asked = re.compile(r"(?P<who>[^,.;]{2,40}?)\s+(?P<verb>[a-z]+)\s").match(flat, match.end())
        named = actors.between(match.end(), match.end() + 6)
        if asked and named and asked.group("verb") in known.finite:
            at = asked.start("verb")
            yield from drafted(at, ask_end(flat, at, limit), "in-return", 0.5, "demand", at)
    for match in _CONDITIONAL.finditer(flat, begin, limit):
        verb = match.group("verb")
        if verb in known.base and verb in known.happening:
            start = match.start("verb")
            yield from drafted(
                start, ask_end(flat, start, limit), "bargain", 0.55, "offer", match.start()
            )
    quote = actors.quote_at(begin)
    if quote is not None and quote.kind == "turn":
        for each in actors.between(begin, limit):
            modal = _COULD.match(flat, each.end, limit)
            if modal and each.form != "adjective" and modal.group("verb") in known.base:
                start = modal.start("verb")
                yield from drafted(
                    start,
                    ask_end(flat, start, limit),
                    "could",
                    0.5,
                    "proposal",
                    each.start,
                    (each.name,),
                )
