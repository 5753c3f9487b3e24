"""Proposals, demands and offers: who proposes that who does or stops what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from detente.documents import words_of_text
from detente.late import late, words_in
from detente.reading.clauses import Actors, ask_end, clause_end, governed, names_of
from detente.reading.flat import words_pattern
from detente.reading.grammar import predicate, verbs
from detente.reading.lexicon import lexicon
from detente.reading.page import Page, Sentence
from detente.reading.rules import Found, rule
from detente.reading.speakers import Speakers
from detente.reading.values import Ask, Mention, Proposal
from detente.values import dataclass

_MODAL = (
    r"\s+(?:must|should|shall|has\s+to|have\s+to|ought\s+to|needs?\s+to)\s+"
    r"(?:now\s+|also\s+|first\s+)?(?!not\b|have\b|never\b)(?=[a-z])"
)
_NO_VERB = r"(?!(?:the|a|an|its|their|any|all|each|both|his|her|this|that)\b)(?=[a-z])"


class Cues:
    """The words of a language that ask, and the words one of which each pattern begins with."""

    def __init__(self, language: str) -> None:
        words = lexicon(language).words["proposals"]
        begins = {name: words_in(listed) for name, listed in words.items()}
        self.to = (
            late(
                rf"\b{words_pattern(words['verbs_to'])}\s+"
                r"(?P<who>(?:(?!\b(?:that|if|how|whether)\b)(?:[^.;:“”\"]|(?<=\b[A-Z])\.)){2,90}?)"
                rf",?\s+(?:not\s+)?to\s+{_NO_VERB}",
                re.IGNORECASE,
            ),
            begins["verbs_to"],
        )
        self.object = (
            late(rf"\b(?P<verb>{words_pattern(words['verbs_noun'])})\s+", re.IGNORECASE),
            begins["verbs_noun"],
        )
        self.that = (
            late(
                rf"\b(?P<verb>{words_pattern(words['verbs_that'])})(?:\s+\w+){{0,3}}?\s+that\s+",
                re.IGNORECASE,
            ),
            begins["verbs_that"],
        )
        self.own = (
            late(
                rf"\b(?:{words_pattern(words['verbs_self'])}|(?:is|are|was|were|am)\s+(?:\w+ly\s+)?"
                rf"(?:ready|prepared|willing|happy)\s+to)\s+{_NO_VERB}",
                re.IGNORECASE,
            ),
            begins["verbs_self"] | _BE,
        )
        self.noun = (
            late(
                rf"\b{words_pattern(words['nouns'])}\s+(?P<link>(?:calling\s+)?for|to)\s+",
                re.IGNORECASE,
            ),
            begins["nouns"],
        )
        self.stop = late(rf"\b{words_pattern(words['stops'])}(?![\w-])", re.IGNORECASE)
        self.reciprocal = late(rf"\b{words_pattern(words['reciprocal'])}\b", re.IGNORECASE)
        self.will = late(rf"\b{words_pattern(words['will'])}\b", re.IGNORECASE)


_BE = words_of_text("is are was were am")
_ASKED = (
    late(
        r"\b(?:is|was|are|were|been)\s+(?:\w+ly\s+|also\s+)?"
        r"(?:called\s+(?:up)?on|asked|urged|ordered|requested|required)\s+to\s+(?=[a-z])"
    ),
    _BE | {"been"},
)
_WANTED = (
    late(
        r"\bif\s+(?P<who>[^,.;]{2,90}?)\s+(?:wants?|wish(?:es)?|would\s+like|agrees?|decides?)\s+to\s+",
        re.IGNORECASE,
    ),
    frozenset({"if"}),
)
_MUST = late(_MODAL)
_PASSIVE = late(r"\b(?:is|was|are|were|been|being)\s+(?:\w+ly\s+|also\s+)?$")
_DENIED = late(
    r"\b(?:not|never|no longer|n't|refused to|declined to)\s+$|\b(?:[Nn]obody|[Nn]o one)\b[^.;,]*$"
)
_DETERMINER = late(
    r"(?:the|all|both|its|their|his|her|every|each|any|them|him|us|me|[A-Z][\w-]+|\w+s)\b"
)
_THING = late(
    r"(?:an?|the|its|their|all|more|no|new|direct|immediate|\w+ing|\w+s)\s", re.IGNORECASE
)
_LEAD = late(r"(?:(?:of|in|to|on|the|its|their|all|a|an|for|any)\s+)+", re.IGNORECASE)
_IF = late(
    r"\b(?:if|provided\s+that|on\s+condition\s+that|in\s+(?:exchange|return)\s+for|as\s+long\s+as"
    r"|once|unless)\s+",
    re.IGNORECASE,
)
_ENDS = late(
    r"(?:must|ha(?:ve|s)\s+to|should|needs?\s+to)\s+(?:now\s+)?(?:end|stop|cease|be\s+lifted)\b"
)
_PLAN = late(r"((?:[A-Z][\w-]*\s+)+)(?:initiative|plan|proposal|formula|roadmap)\b")
_FOR_WHOM = late(r"(?P<who>(?:(?!\bto\b)[^,.;:“”\"]){2,60}?)\s+to\s+" + _NO_VERB)
_ADDRESSED = late(r"\b(?:between|by|on|and|,|for|both)\s+(?:the\s+)?$")
_OWN = late(r"\b(?:we|I|us|our|my)\b")
_PRONOUN = late(r"\b(he|she)\b[^,;]{0,25}$", re.IGNORECASE)
_SHORTEST = 5
_LEAD_IN = 12  # letters between where a demand begins and what is reported
_POINTING = late(
    r"(?:\w+\s+){0,2}?(?:this|that|it|so|them|something|one\s+thing|the\s+following)\b",
    re.IGNORECASE,
)


@cache
def cues_of(language: str) -> Cues:
    """The cues of `language`."""
    return Cues(language)


@dataclass(slots=True)
class Draft:
    """What may be a proposal: its place, where its cue stands, who is asked, where the act begins.

    by  who asks, where the cue itself says so; None where it is to be looked up.
    """

    start: int
    end: int
    rule: str
    kind: str
    at: int
    whom: tuple[str, ...] = ()
    by: tuple[str, ...] | None = None
    act: int = 0


Finder = Callable[[Page, Actors, Cues, Sentence], Iterator[Draft]]


def _urged(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "Urged X to …", "X was urged (by Y) to …"."""
    flat, limit = page.flat, sentence.end
    for match in page.matches(*known.to, sentence.start, limit):
        asked = _acting(actors, match.start("who"), match.end("who"))
        words = match.group("who")
        end = ask_end(flat, match.end(), limit)
        passive = _PASSIVE.search(flat, sentence.start, match.start())
        if passive and words.lower().startswith("by "):
            whom = names_of(actors.subjects(flat, match.start(), sentence.start))
            by = names_of(asked) or (words[3:],)
            yield Draft(match.end(), end, "urged", "demand", match.start(), whom, by)
        elif asked or (_DETERMINER.match(words) and "," not in words):
            whom = names_of(asked) or (words,)
            yield Draft(match.end(), end, "urged", "demand", match.start(), whom)
    for match in page.matches(*_ASKED, sentence.start, limit):
        whom = names_of(actors.subjects(flat, match.start(), sentence.start))
        if whom:
            end = ask_end(flat, match.end(), limit)
            yield Draft(match.end(), end, "passive", "demand", match.start(), whom, ())


def _that(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "Demanded that X (should) do …"."""
    tokens, table = sentence.tokens, verbs(page.words.language)
    for match in page.matches(*known.that, sentence.start, sentence.end):
        first = next((k for k, each in enumerate(tokens) if each.start >= match.end()), None)
        found = first is not None and predicate(tokens, first, min(len(tokens), first + 22), table)
        if not found:
            continue
        modal, verb = found
        act = tokens[verb].start
        said = match.group("verb").lower()
        word = tokens[modal].word.lower()
        bare = word in table.base and modal == verb
        if not (word in _MUSTS or (bare and _ASKS.match(said))):
            continue
        who = _acting(actors, match.end(), act)
        free = [each for each in who if not governed(page.flat, match.end(), each.start)]
        subject = " ".join(page.flat[match.end() : tokens[modal].start].split())
        end = ask_end(page.flat, act, sentence.end)
        kind = "demand" if re.match("demand|insist|order|requir", said) else "proposal"
        whom = names_of(free) or (subject,)
        yield Draft(match.end(), end, "that", kind, match.start(), whom, act=act)


_MUSTS = words_of_text("must should shall ought has have need needs")
_ASKS = late(
    r"(?:has\s|have\s)?(?:propos|demand|suggest|insist|recommend|request|ask|urg|requir|order)"
)


def _things(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "Calls for a …", "wants the …", "for X to …"."""
    flat, limit = page.flat, sentence.end
    for match in page.matches(*known.object, sentence.start, limit):
        verb, start = match.group("verb").lower(), match.end()
        if not verb.endswith("for") and not _THING.match(flat, start):
            continue
        if _PASSIVE.search(flat, sentence.start, match.start()):
            continue
        start, whom = _for_whom(flat, actors, start, limit) if verb.endswith("for") else (start, ())
        kind = "demand" if re.match("demand|insist", verb) else "proposal"
        yield Draft(start, ask_end(flat, start, limit), "verb", kind, match.start(), whom)


def _for_whom(flat: str, actors: Actors, start: int, limit: int) -> tuple[int, tuple[str, ...]]:
    """In "for X to do …": where "do" stands, and who X is; else nobody."""
    asked = _FOR_WHOM.match(flat, start, limit)
    if asked:
        named = _acting(actors, start, asked.end("who"))
        if named or _DETERMINER.match(flat, start):
            return asked.end(), names_of(named) or (asked.group("who"),)
    return start, ()


def _nouns(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "A call for …", "its proposal to …"; a plan that calls for something goes by its name."""
    flat, limit = page.flat, sentence.end
    for match in page.matches(*known.noun, sentence.start, limit):
        determined = _DETERMINED.search(
            flat, max(sentence.start, match.start() - 60), match.start()
        )
        if determined is None:
            continue
        start = match.end()
        if match.group("link") == "to" and not re.match(_NO_VERB, flat[start : start + 9]):
            continue
        if "calling" in match.group("link"):
            start = determined.start("own")
        whom: tuple[str, ...] = ()
        if match.group("link") == "for":
            start, whom = _for_whom(flat, actors, start, limit)
        end = ask_end(flat, max(start, match.end()), limit)
        named = _acting(actors, determined.start(), match.start(), adjectives=True)
        yield Draft(start, end, "noun", "proposal", match.start(), whom, names_of(named) or None)


_DETERMINED = late(
    r"\b(?:the|an?|its|their|his|her|our|[A-Z][\w-]*'s?)\s+(?P<own>(?:[\w'-]+\s+){0,4})$", re.I
)


def _offers(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "Offered to …", "is ready to …"; "if they want to …, we have no objection"."""
    flat, limit = page.flat, sentence.end
    for match in page.matches(*known.own, sentence.start, limit):
        end = ask_end(flat, match.end(), limit)
        yield Draft(match.end(), end, "offer", "offer", match.start())
    for match in page.matches(*_WANTED, sentence.start, limit):
        if known.will.search(flat, match.end(), limit):
            end = clause_end(flat, match.end(), limit)
            whom = names_of(_acting(actors, match.start("who"), match.end("who")))
            yield Draft(match.end(), end, "conditional", "conditional_offer", match.start(), whom)


def _must(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """ "X must …" and "sanctions must end" in somebody's words."""
    flat = page.flat
    for each in _acting(actors, sentence.start, sentence.end):
        modal = _MUST.match(flat, each.end, sentence.end)
        if modal:
            end = ask_end(flat, modal.end(), sentence.end)
            yield Draft(
                each.start, end, "must", "demand", each.start, (each.name,), act=modal.end()
            )
    spoken = actors.quote_at(sentence.start) or actors.quote_at(sentence.start + 1)
    ends = _ENDS.search(flat, sentence.start, sentence.end) if spoken else None
    if ends and spoken:
        begin = max(sentence.start, spoken.start)
        yield Draft(begin, ends.end(), "must", "demand", begin)


_ITEM = late(r"(?:[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]]|[-–—•*·])\s+")
_OPENS = late(
    r"\b(?:demand|insist|call|urge|propos|ask|request|must|want|condition|appeal|recommend|offer)\w*"
    r"[^.]*:\s*$",
    re.IGNORECASE,
)
_LONGEST_LIST = 25  # paragraphs


def _items(page: Page, actors: Actors, known: Cues, sentence: Sentence) -> Iterator[Draft]:
    """The items of a list of demands, below "insists on the following:"."""
    flat, zone = page.flat, page.zones[sentence.zone]
    item = _ITEM.match(flat, zone.start, zone.end)
    if item is None or not sentence.start <= item.end() < sentence.end:
        return
    for above in page.zones[max(0, sentence.zone - _LONGEST_LIST) : sentence.zone][::-1]:
        if not _ITEM.match(flat, above.start, above.end):
            if _OPENS.search(flat, max(above.start, above.end - 240), above.end):
                by = names_of(_acting(actors, above.start, above.end)[:1])
                end = ask_end(flat, item.end(), sentence.end)
                yield Draft(item.end(), end, "item", "demand", item.end(), (), by)
            return


_FINDERS: tuple[Finder, ...] = (_items, _nouns, _urged, _that, _things, _offers, _must)


def _acting(actors: Actors, start: int, end: int, *, adjectives: bool = False) -> list[Mention]:
    return [
        each
        for each in actors.between(start, end)
        if (adjectives or each.form != "adjective") and each.end <= end
    ]


@rule("proposals.cues", layer="proposals", languages=("en",))
def cues(page: Page, found: Found) -> Iterator[Proposal]:
    """ "Urged X to …", "calls for …", "a plan to …", "X must …", "offered to …"."""
    known = cues_of(page.words.language)
    actors, speakers = Actors(found), Speakers(page, found)
    for sentence in page.sentences:
        if page.zones[sentence.zone].kind == "title" or page.flat[sentence.end - 1] == "?":
            continue
        kept: list[Draft] = []
        for draft in (each for find in _FINDERS for each in find(page, actors, known, sentence)):
            if draft.end - draft.start < _SHORTEST or _POINTING.match(
                page.flat, draft.start, draft.end
            ):
                continue
            if any(draft.start < each.end and each.start < draft.end for each in kept):
                continue
            if not _DENIED.search(page.flat, sentence.start, draft.at):
                kept.append(draft)
        last: tuple[str, ...] = ()
        for draft in sorted(kept, key=lambda each: each.start):
            by = (
                draft.by
                if draft.by is not None
                else _proposer(page, actors, speakers, sentence, draft)
            )
            last = by = by or (last if draft.by is None else ())
            if by or draft.rule not in {"must", "offer", "conditional"}:
                for part in _parts(page, draft):
                    yield _proposal(page, actors, known, part, by)


_NEXT = late(r",\s+(?:and\s+|or\s+)?(?:to\s+)?|\s+(?:and|or)\s+(?:to\s+)?")
_A_THING = late(r"(?:an?|the|no|its|their)\s", re.IGNORECASE)


def _parts(page: Page, draft: Draft) -> Iterator[Draft]:
    """The parts of a list of what is asked: "an end to the patrols, and free passage"."""
    flat, base = page.flat, verbs(page.words.language).base
    begin = draft.act or draft.start
    cuts = list(_NEXT.finditer(flat, begin, draft.end))
    doing = flat[begin : draft.end].split(" ")[0] in base
    listed = any(cut.group().startswith(",") for cut in cuts)
    start, act = draft.start, draft.act
    for cut in cuts:
        word = flat[cut.end() : draft.end].split(" ")[0]
        thing = _A_THING.match(flat, cut.end()) or (listed and word.islower())
        goes_on = word in base if doing else thing
        if goes_on and cut.start() - start > _SHORTEST and draft.end - cut.end() > _SHORTEST:
            yield replace(draft, start=start, end=cut.start(), act=act)
            start, act = cut.end(), 0
    yield replace(draft, start=start, act=act)


def _proposer(
    page: Page, actors: Actors, speakers: Speakers, sentence: Sentence, draft: Draft
) -> tuple[str, ...]:
    """Who proposes: the subject of the cue; in a quote of "we" or of nobody, who speaks."""
    flat = page.flat
    quote = actors.quote_at(draft.at)
    start = max(sentence.start, quote.start) if quote else sentence.start
    if draft.rule not in {"must", "conditional"}:
        subjects = actors.subjects(flat, draft.at, start)
        if subjects and not (quote and _OWN.search(flat, start, draft.at)):
            return names_of(subjects)
        pronoun = _PRONOUN.search(flat, start, draft.at)
        if pronoun and quote is None:
            name = speakers.only_person(pronoun.group(1).lower(), sentence.start)
            return (name,) if name else ()
    quote = quote or actors.cued_at(draft.at)
    if quote and quote.speaker:
        state = actors.states.get(quote.speaker) if draft.rule == "conditional" else None
        return (state or quote.speaker,)
    reported = speakers.found.reported  # in order of place
    at = bisect_right(reported, draft.start + _LEAD_IN, key=lambda each: each.start)
    near = reported[max(0, at - 2) : at]
    told = next((each for each in near if draft.start < each.end), None)
    return ((told.speaker or told.said_by),) if told else ()


def _proposal(
    page: Page, actors: Actors, known: Cues, draft: Draft, by: tuple[str, ...]
) -> Proposal:
    flat = page.flat[draft.start : draft.end]
    condition = _IF.search(flat)
    after = page.flat[draft.end : draft.end + 120].lstrip(" ,")
    told: str | None = None
    if condition:
        told = " ".join(flat[condition.start() :].split())
    elif _IF.match(after):
        told = " ".join(after[: clause_end(after, 0, len(after))].split())
    elif draft.kind == "conditional_offer":
        told = "the addressee asks for it"
    return Proposal(
        draft.start,
        draft.end,
        page.text[draft.start : draft.end],
        f"proposals.{draft.rule}",
        0.7,
        _name(flat),
        draft.kind,
        by,
        _asks(page, actors, known, draft),
        bool(known.reciprocal.search(flat)),
        told,
    )


def _name(flat: str) -> str:
    """What stands in capitals before "initiative" or "plan", else the words themselves."""
    named = _PLAN.search(flat)
    words = named.group(1).split() if named else []
    plain = [each for each in words if "-" not in each or each.lower() == "double-freeze"]
    if plain:
        return " ".join(plain).lower()
    return " ".join(re.sub(r"^(?:the|a|an)\s+", "", flat, flags=re.IGNORECASE).split())[:80]


def _asks(page: Page, actors: Actors, known: Cues, draft: Draft) -> tuple[Ask, ...]:
    """Who is asked to do or to stop what; one ask for each of several who are asked the same."""
    begin = draft.act or draft.start
    flat = page.flat[begin : draft.end]
    if draft.rule == "must" and not draft.whom:
        thing = re.split(r"\s+(?:must|ha(?:ve|s)\s+to|should|needs?\s+to)\b", flat)[0]
        return (Ask(None, "stop", _LEAD.sub("", thing, count=1).lower()),)
    # The name of a plan ("double freeze") may hold such a word: what it calls for comes after.
    stop = known.stop.search(flat, max(0, draft.at - begin))
    what = " ".join(flat[stop.end() if stop else 0 :].split())
    lead = _LEAD.match(what)
    if stop and lead:
        what = what[lead.end() :]
    what = re.split(r"\s+(?:on both sides|by both sides|between|by)\b", what)[0] or what
    whom = draft.whom or names_of(
        [
            each
            for each in _acting(actors, begin, draft.end)
            if each.start == begin or _ADDRESSED.search(flat, 0, each.start - begin)
        ]
    )
    return tuple(Ask(each, "stop" if stop else "do", what) for each in whom or (None,))
