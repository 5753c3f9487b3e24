"""Proposals, demands and offers: who proposes that who does or stops what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.documents.clauses import Actors, clause_end, governed, names_of
from detente.documents.flat import words_pattern
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.speakers import Speakers
from detente.documents.values import Ask, Mention, Proposal

_DETERMINED = re.compile(
    r"\b(?:(?:the|a|an|its|their|his|her|our|any|this|[A-Z][\w-]*'s?)\s+)(?:[\w'-]+\s+){0,5}$"
)
_BASE_FORMS = frozenset({"offer", "demand", "propose", "want", "seek", "request"})
_IMPERATIVE = re.compile(
    r"(?:Let(?!\s+(?:me|us be)\b)|Give(?!\s+me\b)|Open|Close|Stop|Lift|Release|Withdraw|Pay|End|Send|Return|Put|Take|Bring|Reopen|Publish|Suspend|Free|Hand|Move|Sign)\s+(?:the|a|an|us|them|him|her|it|your|their|its|his|all|both|every|back|\w+\s+\w+)\b"
)
_PASSIVE = re.compile(
    r"\b(?:The|the|All|all|Both|both|Every|every|Any|any|No|no)\s+[\w' -]{2,40}?\s(?:must|should|shall)\s+be\s+\w+(?:ed|en|ut|ld|nt)\b"
)
_MODAL = re.compile(
    r"\s+(?:must|should|shall|has to|have to|ought to|needs to|need to)\s+(?:now\s+|also\s+|first\s+|immediately\s+|at once\s+)?(?!not\b|be\b|have\b|never\b)(?=[a-z])"
)


class _Patterns:
    def __init__(self, language: str) -> None:
        words = lexicon(language).words["proposals"]
        self.noun = re.compile(
            rf"\b(?P<noun>{words_pattern(words['nouns'])})\s+(?:(?:made|put forward|tabled|submitted)\s+\w+\s+\w+\s+)?(?P<link>for|to|that|of|calling\s+for|under\s+which|on)\s+",
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
            r"\bif\s+(?P<who>[^,.;]{2,90}?)\s+(?:want|wants|wish|wishes|would like|agree|agrees|ask|asks|decide|decides|are willing|is willing)\s+(?:us\s+)?to\s+",
            re.IGNORECASE,
        )
        self.unless = re.compile(
            r"\b(?:unless|until)\s+(?P<who>[^,.;]{2,60}?)\s+(?:agrees|agree|agreed)\s+to\s+"
        )
        self.institution = re.compile(
            rf"(?<![\w-])(?P<who>[Tt]he\s+{words_pattern(words['institutions'])}){_MODAL.pattern}"
        )
        self.someone = rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+{words_pattern(words['institutions'])}\b(?=[^,;]{{0,40}}$)"
        self.exchange = re.compile(
            r"\b(?:if|provided that|on condition that|in exchange for|in return for|as long as|once)\s+",
            re.IGNORECASE,
        )


@cache
def _patterns(language: str) -> _Patterns:
    return _Patterns(language)


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    rule: str
    confidence: float
    kind: str
    by: tuple[str, ...]
    addressed: tuple[str, ...] = ()
    at: int = 0


@rule("proposals.cues", layer="proposals", languages=("en",))
def cues(page: Page, found: Found) -> Iterator[Proposal]:
    """ "X calls for …", "a proposal to …", "urged X to …", "X must …", "offered to …", "if you want to …"."""
    actors = Actors(found)
    patterns = _patterns(page.words.language)
    speakers = Speakers(page, found)
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind == "title" or page.flat[sentence.end - 1] == "?":
            continue
        drafts: list[_Draft] = []
        for draft in sorted(
            _drafts(page, actors, patterns, sentence), key=lambda d: (d.start, -d.confidence)
        ):
            if (
                draft.end - draft.start < 8
                or _POINTING.match(page.flat, draft.start, draft.end)
                or any(draft.start < other.end and other.start < draft.end for other in drafts)
            ):
                continue
            drafts.append(draft)
        taken: list[tuple[int, int]] = []
        last: tuple[str, ...] = ()
        for draft in drafts:
            _past_colon(page.flat, draft, sentence.end)
            joined = taken and re.fullmatch(
                r",?\s*(?:as well as|and|along with|together with)\s*",
                page.flat[taken[-1][1] : draft.start],
            )
            by = (
                draft.by
                or (last if joined else ())
                or _proposer(page, actors, sentence, draft, taken, speakers)
                or last
            )
            last = by or last
            taken.append((draft.start, draft.end))
            agreed = " shall " in page.flat[draft.start : draft.end]
            if (
                by
                or agreed
                or draft.rule
                not in {
                    "proposals.must",
                    "proposals.offer",
                    "proposals.conditional",
                }
            ):
                yield _proposal(page, actors, patterns, draft, by)


def _drafts(
    page: Page, actors: Actors, patterns: _Patterns, sentence: Sentence
) -> Iterator[_Draft]:
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
        yield _Draft(
            start,
            clause_end(flat, match.end(), limit),
            "proposals.noun",
            0.8,
            "proposal",
            names_of(named),
            at=match.start(),
        )
    for match in patterns.verb_to.finditer(flat, begin, limit):
        asked = actors.between(match.start("who"), match.end("who"))
        said = match.group("who")
        if _negated(flat, match.start()) or not (
            asked or re.match(r"(?:the|all|both|its|their|his|her|every)\s", said)
        ):
            continue
        start = match.start("to") if match.group("to").lower().startswith("not") else match.end()
        yield _Draft(
            start,
            clause_end(flat, match.end(), limit),
            "proposals.urged",
            0.8,
            "demand",
            (),
            names_of(asked) or (said,),
            match.start(),
        )
    for match in re.compile(
        r"\band\s+(?:(?:up)?on\s+)?(?P<who>(?:the\s+)?[A-Z][^,.;:]{1,50}?)\s+to\s+(?=[a-z])"
    ).finditer(flat, begin, limit):
        if patterns.verb_to.search(flat, begin, match.start()):
            whom = names_of(actors.between(match.start("who") - 4, match.end("who"))) or (
                page.text[match.start("who") : match.end("who")],
            )
            yield _Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.also",
                0.7,
                "demand",
                (),
                whom,
                match.start(),
            )
    for match in patterns.unless.finditer(flat, begin, limit):
        named = actors.between(match.start("who") - 4, match.end("who"))
        if named:
            yield _Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.unless",
                0.65,
                "demand",
                (),
                names_of(named),
                match.start(),
            )
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
        yield _Draft(
            match.end(),
            clause_end(flat, match.end(), limit),
            "proposals.verb",
            0.8,
            "demand" if "demand" in match.group("verb").lower() else "proposal",
            (),
            at=match.start(),
        )
    for match in patterns.verb_self.finditer(flat, begin, limit):
        if not _negated(flat, match.start()):
            yield _Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.offer",
                0.7,
                "offer",
                (),
                at=match.start(),
            )
    for match in patterns.offer.finditer(flat, begin, limit):
        if patterns.will.search(flat, match.end(), limit):
            doers = actors.between(match.start("who"), match.end("who"))
            yield _Draft(
                match.end(),
                clause_end(flat, match.end(), limit),
                "proposals.conditional",
                0.75,
                "conditional_offer",
                (),
                names_of(doers),
                match.start(),
            )
    quoted = actors.quote_at(begin) or actors.quote_at(limit - 2)
    if quoted:
        opened = max(begin, quoted.start)
        order = _IMPERATIVE.match(flat, opened, limit)
        if order:
            yield _Draft(
                opened,
                clause_end(flat, order.end(), min(limit, quoted.end)),
                "proposals.must",
                0.6,
                "demand",
                (),
                at=opened,
            )
    for match in _PASSIVE.finditer(flat, begin, limit):
        if actors.quote_at(match.start()) or " shall " in match.group():
            yield _Draft(
                match.start(),
                clause_end(flat, match.end(), limit),
                "proposals.must",
                0.6,
                "demand",
                (),
                at=match.start(),
            )
    for match in patterns.institution.finditer(flat, begin, limit):
        if actors.quote_at(match.start()) or " shall " in match.group():
            yield _Draft(
                match.start(),
                clause_end(flat, match.end(), limit),
                "proposals.must",
                0.65,
                "demand",
                (),
                (match.group("who"),),
                match.start(),
            )
    for each in actors.between(begin, limit):
        modal = _MODAL.match(flat, each.end, limit)
        if (
            modal
            and each.form != "adjective"
            and not re.search(
                r"\bif\s+(?:the\s+)?$", flat[max(begin, each.start - 8) : each.start], re.IGNORECASE
            )
        ):
            yield _Draft(
                each.start,
                clause_end(flat, modal.end(), limit),
                "proposals.must",
                0.7,
                "demand",
                (),
                (each.name,),
                each.start,
            )


_POINTING = re.compile(
    r"(?:(?:\w+\s+)?(?:this|that|it|so|them|such)\b(?:\s+\w+)?|one thing|something|anything|the floor|calm)$"
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


def _past_colon(flat: str, draft: _Draft, limit: int) -> None:
    """ "A compromise: a freeze on duties": what is proposed stands after the colon."""
    if flat[draft.end : draft.end + 1] == ":" and len(flat[draft.start : draft.end].split()) <= 3:
        start = draft.end + 1
        while start < limit and flat[start].isspace():
            start += 1
        end = clause_end(flat, start, limit)
        if end - start > 8:
            draft.start, draft.end = start, end


def _proposer(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    draft: _Draft,
    taken: list[tuple[int, int]],
    speakers: Speakers,
) -> tuple[str, ...]:
    """Who proposes: the subject of the cue; in a quote whose subject is "we" or none, the speaker."""
    quote = actors.quote_at(draft.at)
    start = max(sentence.start, quote.start) if quote else sentence.start
    if draft.rule != "proposals.must":
        own_noun = re.match(
            r"(?:his|her|its|their)\s", page.flat[draft.start : draft.start + 7], re.I
        )
        first = [
            each
            for each in actors.between(start, draft.at)
            if each.form != "adjective" and not governed(page.flat, start, each.start)
        ]
        subjects = (
            first[:1] if own_noun and first else actors.subjects(page.flat, draft.at, start, taken)
        )
        own = re.search(r"\b(?:we|I|us|our|my)\b", page.flat[start : draft.at])
        if subjects and not (quote and own):
            return names_of(subjects)
        if subjects and quote is None:
            return names_of(subjects)
        pronoun = re.search(r"\b(he|she)\b[^,;]{0,25}$", page.flat[start : draft.at], re.IGNORECASE)
        if pronoun and quote is None:
            name = speakers.only_person(pronoun.group(1).lower(), sentence.start)
            return (name,) if name else ()
    if quote is None:
        quote = actors.cued_at(draft.at)
    if quote is None:
        named = re.search(patterns_of(page).someone, page.flat[start : draft.at])
        if named and draft.rule != "proposals.must":
            return (named.group(0),)
    if quote is None or quote.speaker is None:
        return (
            ()
            if draft.rule == "proposals.must" or quote
            else _reporter(page, actors, sentence, draft)
        )
    if draft.kind == "conditional_offer" and (state := _state_of(actors, page, quote.speaker)):
        return (state,)
    return (quote.speaker,)


def patterns_of(page: Page) -> _Patterns:
    """The patterns of the page's language."""
    return _patterns(page.words.language)


def _reporter(page: Page, actors: Actors, sentence: Sentence, draft: _Draft) -> tuple[str, ...]:
    first = [each for each in actors.between(sentence.start, draft.at) if each.form != "adjective"]
    return names_of(first[:1])


def _state_of(actors: Actors, page: Page, speaker: str) -> str | None:
    """The state for which an official speaks with "we"."""
    return actors.states.get(speaker)


def _proposal(
    page: Page, actors: Actors, patterns: _Patterns, draft: _Draft, by: tuple[str, ...]
) -> Proposal:
    text = page.text[draft.start : draft.end]
    flat = page.flat[draft.start : draft.end]
    reciprocal = bool(patterns.reciprocal.search(flat))
    condition = patterns.exchange.search(flat)
    return Proposal(
        draft.start,
        draft.end,
        text,
        draft.rule,
        draft.confidence,
        _name(flat),
        draft.kind,
        by,
        _asks(actors, patterns, draft, flat, by),
        reciprocal,
        " ".join(flat[condition.start() :].split())
        if condition
        else ("the addressee asks for it" if draft.kind == "conditional_offer" else None),
    )


def _name(flat: str) -> str:
    """A short name: what stands capitalised before "initiative" or "plan", else the words themselves."""
    named = re.search(r"((?:[A-Z][\w-]*\s+)+)(?:initiative|plan|proposal|formula|roadmap)\b", flat)
    if named:
        words = [
            word
            for word in named.group(1).split()
            if "-" not in word or word.lower() == "double-freeze"
        ]
        if words:
            return " ".join(words).lower()
    return " ".join(re.sub(r"^(?:the|a|an)\s+", "", flat, flags=re.IGNORECASE).split())[:80]


def _asks(
    actors: Actors, patterns: _Patterns, draft: _Draft, flat: str, by: tuple[str, ...]
) -> tuple[Ask, ...]:
    """Who is asked to do or to stop what; one ask for each of several who are asked the same."""
    inside: list[Mention] = actors.between(draft.start, draft.end)
    # The name of a plan ("double freeze") may hold such a word too: what it calls for comes after.
    stop = patterns.stop.search(flat, max(0, draft.at - draft.start))
    act = "stop" if stop else "do"
    what = " ".join(flat[stop.end() :].split()) if stop else " ".join(flat.split())
    what = re.sub(r"^(?:of|in|to|on|the|its|their|all|a|an)\s+", "", what)
    who = draft.addressed
    if not who:
        asked = re.search(r"\bfor\s+(?:the\s+)?", flat)
        doers = [
            each
            for each in inside
            if re.search(
                r"\b(?:between|by|on|and|,|for|that|both)\s*(?:the\s+)?$",
                flat[: each.start - draft.start].rstrip() + " ",
            )
            or each.start == draft.start
        ]
        if asked and re.search(r"\bto\s+[a-z]", flat):
            doers = [
                each for each in inside if abs(each.start - draft.start - asked.end()) <= 5
            ] or doers
        who = names_of([each for each in doers if each.form != "adjective"])
    what = re.split(r"\s+(?:on both sides|by both sides|between|by)\b", what)[0] or what
    if not who:
        return (Ask(None, act, what),)
    return tuple(Ask(each, act, what) for each in who)
