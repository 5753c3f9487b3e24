"""Where a sentence may hold a proposal, a demand or an offer: cues and what they govern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.documents.clauses import Actors, clause_end, names_of
from detente.documents.flat import words_pattern
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence

_DETERMINED = re.compile(
    r"\b(?:(?:the|a|an|its|their|his|her|our|any|this|[A-Z][\w-]*'s?)\s+)(?:[\w'-]+\s+){0,5}$"
)
_BASE_FORMS = frozenset({"offer", "demand", "propose", "want", "seek", "request"})
_IMPERATIVE = re.compile(
    r"(?:Let(?!\s+(?:me|us be)\b)|Give(?!\s+me\b)|Open|Close|Stop|Lift|Release|Withdraw|Pay|End"
    r"|Send|Return|Put|Take|Bring|Reopen|Publish|Suspend|Free|Hand|Move|Sign)\s+(?:the|a|an|us"
    r"|them|him|her|it|your|their|its|his|all|both|every|back|\w+\s+\w+)\b"
)
_PASSIVE = re.compile(
    r"\b(?:The|the|All|all|Both|both|Every|every|Any|any|No|no)\s+[\w' -]{2,40}?\s(?:must|should"
    r"|shall)\s+be\s+\w+(?:ed|en|ut|ld|nt)\b"
)
_MODAL = re.compile(
    r"\s+(?:must|should|shall|has to|have to|ought to|needs to|need to)\s+(?:now\s+|also\s+"
    r"|first\s+|immediately\s+|at once\s+)?(?!not\b|be\b|have\b|never\b)(?=[a-z])"
)


class ProposalPatterns:
    def __init__(self, language: str) -> None:
        words = lexicon(language).words["proposals"]
        self.noun = re.compile(
            rf"\b(?P<noun>{words_pattern(words['nouns'])})\s+(?:(?:made|put forward|tabled"
            rf"|submitted)\s+\w+\s+\w+\s+)?(?P<link>for|to|that|of|calling\s+for|under\s+which"
            rf"|on)\s+",
            re.IGNORECASE,
        )
        self.verb_noun = re.compile(
            rf"\b(?P<verb>{words_pattern(words['verbs_noun'])})\s+(?P<that>that\s+)?", re.IGNORECASE
        )
        self.verb_to = re.compile(
            rf"\b(?P<verb>{words_pattern(words['verbs_to'])})\s+(?P<who>(?:(?!\bthat\b|\bif\b|\bhow\b|\bwhether\b)[^,.;:“”\"]){{2,80}}?)\s+[“‘\"']?(?P<to>not\s+to|to)\s+(?!(?:the|a|an|its|their|any|all|each|both|his|her|this|that)\b)(?=[a-z])",
            re.IGNORECASE,
        )
        self.verb_self = re.compile(
            rf"\b(?P<verb>{words_pattern(words['verbs_self'])})\s+(?=[a-z])", re.IGNORECASE
        )
        self.stop = re.compile(rf"\b{words_pattern(words['stops'])}\b", re.IGNORECASE)
        self.reciprocal = re.compile(rf"\b{words_pattern(words['reciprocal'])}\b", re.IGNORECASE)
        self.will = re.compile(rf"\b{words_pattern(words['will'])}\b", re.IGNORECASE)
        self.offer = re.compile(
            r"\bif\s+(?P<who>[^,.;]{2,90}?)\s+(?:want|wants|wish|wishes|would like|agree|agrees"
            r"|ask|asks|decide|decides|are willing|is willing)\s+(?:us\s+)?to\s+",
            re.IGNORECASE,
        )
        self.unless = re.compile(
            r"\b(?:unless|until)\s+(?P<who>[^,.;]{2,60}?)\s+(?:agrees|agree|agreed)\s+to\s+"
        )
        self.institution = re.compile(
            rf"(?<![\w-])(?P<who>[Tt]he\s+{words_pattern(words['institutions'])}){_MODAL.pattern}"
        )
        self.someone = (
            rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+{words_pattern(words['institutions'])}\b"
            r"(?=[^,;]{0,40}$)"
        )
        self.exchange = re.compile(
            r"\b(?:if|provided that|on condition that|in exchange for|in return for|as long as"
            r"|once)\s+",
            re.IGNORECASE,
        )


@cache
def proposal_patterns(language: str) -> ProposalPatterns:
    return ProposalPatterns(language)


@dataclass(slots=True)
class Draft:
    start: int
    end: int
    rule: str
    confidence: float
    kind: str
    by: tuple[str, ...]
    addressed: tuple[str, ...] = ()
    at: int = 0


def drafts(page: Page, actors: Actors, sentence: Sentence) -> Iterator[Draft]:
    """Everything in a sentence that may be a proposal, kind by kind; places may overlap."""
    patterns = proposal_patterns(page.words.language)
    for find in _FINDERS:
        yield from find(page, actors, patterns, sentence)


def _noun(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "A proposal to …", "its call for …": the whole noun phrase."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.noun.finditer(flat, begin, limit):
        lead = _DETERMINED.search(flat[max(begin, match.start() - 90) : match.start()])
        start = match.start() - (len(lead.group()) if lead else 0)
        named = actors.between(start, match.start())
        if match.group("link") in {"on", "of"} and not named:
            continue
        if lead is None and match.group("noun").lower() in {
            "plan",
            "call",
            "offer",
            "demand",
            "request",
            "draft",
            "bid",
            "appeal",
        }:
            continue
        yield Draft(
            start,
            clause_end(flat, match.end(), limit),
            "proposals.noun",
            0.8,
            "proposal",
            names_of(named),
            at=match.start(),
        )


def _urged(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Urged X to …": what X is to do."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.verb_to.finditer(flat, begin, limit):
        asked = actors.between(match.start("who"), match.end("who"))
        said = match.group("who")
        if _negated(flat, match.start()) or not (
            asked or re.match(r"(?:the|all|both|its|their|his|her|every)\s", said)
        ):
            continue
        start = match.start("to") if match.group("to").lower().startswith("not") else match.end()
        yield Draft(
            start,
            clause_end(flat, match.end(), limit),
            "proposals.urged",
            0.8,
            "demand",
            (),
            names_of(asked) or (said,),
            match.start(),
        )


def _also(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "… and (on) Y to …" after such an urging."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in re.compile(
        r"\band\s+(?:(?:up)?on\s+)?(?P<who>(?:the\s+)?[A-Z][^,.;:]{1,50}?)\s+to\s+(?=[a-z])"
    ).finditer(flat, begin, limit):
        if patterns.verb_to.search(flat, begin, match.start()):
            whom = names_of(actors.between(match.start("who") - 4, match.end("who"))) or (
                page.text[match.start("who") : match.end("who")],
            )
            yield Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.also",
                0.7,
                "demand",
                (),
                whom,
                match.start(),
            )


def _unless(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Unless X agrees to …": what X is to agree to."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.unless.finditer(flat, begin, limit):
        named = actors.between(match.start("who") - 4, match.end("who"))
        if named:
            yield Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.unless",
                0.65,
                "demand",
                (),
                names_of(named),
                match.start(),
            )


def _verb(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Calls for …", "demanded that …", "wants a …": the object."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.verb_noun.finditer(flat, begin, limit):
        before = re.search(r"([\w']+)\s+$", flat[max(begin, match.start() - 20) : match.start()])
        if match.group("verb").lower() in _BASE_FORMS and (
            before is None
            or not re.match(
                r"(?:we|they|i|you|to|will|would|also|and|now|still|\w+[a-rt-z]s)$",
                before.group(1),
                re.IGNORECASE,
            )
        ):
            continue
        if match.group("verb").lower() in {
            "wants",
            "want",
            "wanted",
            "seeks",
            "seek",
            "sought",
        } and not re.match(
            r"(?:the|a|an|its|their|all|no|more|new|fewer|less|an end)\s",
            flat[match.end() : match.end() + 7],
        ):
            continue
        if match.group("verb").lower() in {
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
        } and re.match(r"(?:to|on|that|[A-Z])\b", flat[match.end() : match.end() + 6]):
            continue
        if _negated(flat, match.start()) or (
            match.group("verb").lower() in {"suggested", "suggests", "suggesting"}
            and not match.group("that")
            and not re.match(r"(?:a|an|the)\s", flat[match.end() : match.end() + 5])
        ):
            continue
        if re.match(r"[“\"]", flat[match.end() : match.end() + 1]):
            continue
        yield Draft(
            match.end(),
            clause_end(flat, match.end(), limit),
            "proposals.verb",
            0.8,
            "demand" if "demand" in match.group("verb").lower() else "proposal",
            (),
            at=match.start(),
        )


def _offered(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "Offered to …", "is ready to …": what is offered."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.verb_self.finditer(flat, begin, limit):
        if not _negated(flat, match.start()):
            yield Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.offer",
                0.7,
                "offer",
                (),
                at=match.start(),
            )


def _conditional(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "If they want to …, we have no objection": what would be allowed."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.offer.finditer(flat, begin, limit):
        if patterns.will.search(flat, match.end(), limit):
            doers = actors.between(match.start("who"), match.end("who"))
            yield Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.conditional",
                0.75,
                "conditional_offer",
                (),
                names_of(doers),
                match.start(),
            )


def _order(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """A quote that begins with an order: "Open the road …"."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    quoted = actors.quote_at(begin) or actors.quote_at(limit - 2)
    if quoted:
        opened = max(begin, quoted.start)
        order = _IMPERATIVE.match(flat, opened, limit)
        if order:
            yield Draft(
                opened,
                clause_end(flat, order.end(), min(limit, quoted.end)),
                "proposals.must",
                0.6,
                "demand",
                (),
                at=opened,
            )


def _passive(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "The road must be reopened", in a quote, or "shall be" anywhere."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in _PASSIVE.finditer(flat, begin, limit):
        if actors.quote_at(match.start()) or " shall " in match.group():
            yield Draft(
                match.start(),
                clause_end(flat, match.end(), limit),
                "proposals.must",
                0.6,
                "demand",
                (),
                at=match.start(),
            )


def _institution(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "The company must …", in a quote, or "shall" anywhere."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in patterns.institution.finditer(flat, begin, limit):
        if actors.quote_at(match.start()) or " shall " in match.group():
            yield Draft(
                match.start(),
                clause_end(flat, match.end(), limit),
                "proposals.must",
                0.65,
                "demand",
                (),
                (match.group("who"),),
                match.start(),
            )


def _actor(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """ "X must …", where X is a named actor."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for each in actors.between(begin, limit):
        modal = _MODAL.match(flat, each.end, limit)
        if (
            modal
            and each.form != "adjective"
            and not re.search(
                r"\bif\s+(?:the\s+)?$", flat[max(begin, each.start - 8) : each.start], re.IGNORECASE
            )
        ):
            yield Draft(
                each.start,
                clause_end(flat, modal.end(), limit),
                "proposals.must",
                0.7,
                "demand",
                (),
                (each.name,),
                each.start,
            )


_FINDERS = (
    _noun,
    _urged,
    _also,
    _unless,
    _verb,
    _offered,
    _conditional,
    _order,
    _passive,
    _institution,
    _actor,
)


POINTING = re.compile(
    r"(?:(?:\w+\s+)?(?:this|that|it|so|them|such)\b(?:\s+\w+)?|one thing|something|anything|the "
    r"floor|calm)$"
)


def _negated(flat: str, at: int) -> bool:
    if re.search(
        r"\b(?:[Nn]obody|[Nn]o one|[Nn]either|[Nn]one)\b[^.;,]{0,40}$", flat[max(0, at - 60) : at]
    ):
        return True
    return bool(
        re.search(
            r"\b(?:not|never|no longer|n't|refused to|declined to)\s+$", flat[max(0, at - 14) : at]
        )
    )
