"""Proposals, demands and offers: who proposes that who does or stops what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from detente.documents import asked, asked_things, obliged
from detente.documents.clauses import Actors, clause_end, governed, names_of
from detente.documents.drafts import POINTING, Draft, ProposalPatterns, proposal_patterns
from detente.documents.late import late
from detente.documents.page import Page, Sentence
from detente.documents.rules import Found, rule
from detente.documents.speakers import Speakers
from detente.documents.values import Ask, Mention, Proposal

Finder = Callable[[Page, Actors, ProposalPatterns, Sentence], Iterator[Draft]]
_LISTS: Finder = obliged.items
_FINDERS: tuple[Finder, ...] = (
    asked_things.noun,
    asked.urged,
    asked.of_nobody,
    asked.that,
    asked_things.governing,
    asked.offered,
    asked.conditional,
    obliged.items,
    obliged.must,
)
_WHEN_ASKED = late(r",?\s(?:last\s\w+|yesterday|\w+\s\w+\sago|on\s[A-Z]\w+day)$")
_CAPITALISED = late(
    r"(?<![\w-])(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)\s+(?:\w+ly\s+|also\s+|has\s+|have\s+|had\s+)*$"
)
# "Sanctions must end": a thing stops, and who holds it is open.
_THING_ENDS = late(
    r"(?:the\s+|these\s+|all\s+)?(?P<thing>[\w' -]{3,40}?)"
    r"\s+(?:must|ha(?:ve|s)\s+to|should|needs?\s+to)\s+"
    r"(?:now\s+)?(?:end|stop|cease|go|be\s+(?:lifted|ended|stopped|dropped))\b",
    re.IGNORECASE,
)
# "His members would …": he speaks for them.
_OWN_FOLK = late(
    r"\b(?P<whose>[Hh]is|[Hh]er)\s+(?:members|people|men|side|party|union|supporters|crews)\s+(?:\w+\s)?$"
)
_MUST = frozenset(
    ["proposals.must", "proposals.order", "proposals.let", "proposals.item", "proposals.could"]
)


def _drafts(
    page: Page, actors: Actors, sentence: Sentence, finders: Sequence[Finder]
) -> list[Draft]:
    """What a sentence may propose: of drafts that overlap the surer; one may lie inside another
    where its noun has an owner of its own: "drop its demand for …".
    """
    patterns = proposal_patterns(page.words.language)
    if page.flat[sentence.end - 1] == "?":
        return []
    found = [each for find in finders for each in find(page, actors, patterns, sentence)]
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda each: (-each.confidence, each.start, -each.end)):
        if draft.end - draft.start < 5 or POINTING.match(page.flat, draft.start, draft.end):
            continue
        over = [each for each in kept if draft.start < each.end and each.start < draft.end]
        if over and not (
            draft.inner
            and all(each.start + 5 < draft.start and draft.end <= each.end for each in over)
        ):
            continue
        kept.append(draft)
    for draft in kept:
        # When it was proposed is no part of what was.
        past = _WHEN_ASKED.search(page.flat, draft.start, draft.end)
        if past and past.end() == draft.end:
            draft.end = past.start()
    return sorted(kept, key=lambda each: (each.start, -each.end))


@rule("proposals.cues", layer="proposals", languages=("en",))
def cues(page: Page, found: Found) -> Iterator[Proposal]:
    """ "X calls for …", "a proposal to …", "urged X to …", "X must …", "offered to …", "if you
    want to …".
    """
    actors = Actors(found)
    patterns = proposal_patterns(page.words.language)
    speakers = Speakers(page, found)
    where = {
        each: page.having(patterns.needs[each.__name__]) for each in _FINDERS if each is not _LISTS
    }
    for number, sentence in enumerate(page.sentences):
        if page.zones[sentence.zone].kind == "title":
            continue
        heading = page.zones[sentence.zone].kind == "heading"
        finders = [each for each in _FINDERS if each is _LISTS or number in where[each]]
        kept = _drafts(page, actors, sentence, finders)
        taken: list[tuple[int, int]] = []
        last: tuple[str, ...] = ()
        for draft in kept:
            if heading and len(page.flat[draft.start : draft.end].split()) < 3:
                continue  # "Call for dialogue" names what follows
            if _told(page.flat, sentence.start, draft):
                continue
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
            by = () if draft.rule == asked.OF_NOBODY else by
            taken.append((draft.start, draft.end))
            agreed = " shall " in page.flat[draft.start : draft.end]
            listed = draft.rule == "proposals.item"
            if draft.rule == "proposals.offer" and not by:
                unknown = _CAPITALISED.search(page.flat, sentence.start, draft.at)
                by = (unknown.group("name"),) if unknown else ()
            if draft.rule in _MUST and not by:
                by = _reported_by(found, draft)
            if (
                by
                or agreed
                or listed
                or draft.rule not in _MUST | {"proposals.offer", "proposals.conditional"}
            ):
                yield _proposal(page, actors, patterns, draft, by)


# An order inside one party, which it does not ask of itself.
_TOLD = late(r"\b(?:been|was|were|is|are)\s+(?:\w+ly\s+)?told\s+to\s+$")


def _told(flat: str, begin: int, draft: Draft) -> bool:
    return _TOLD.search(flat, begin, draft.start) is not None


def _reported_by(found: Found, draft: Draft) -> tuple[str, ...]:
    """Who is reported to have said what `draft` lies in."""
    return next(
        (
            (each.speaker or each.said_by,)
            for each in found.reported
            if each.start - 12 <= draft.start < each.end
        ),
        (),
    )


def _past_colon(flat: str, draft: Draft, limit: int) -> None:
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
    draft: Draft,
    taken: list[tuple[int, int]],
    speakers: Speakers,
) -> tuple[str, ...]:
    """Who proposes: the subject of the cue; in a quote whose subject is "we" or none, the
    speaker.
    """
    quote = actors.quote_at(draft.at)
    start = max(sentence.start, quote.start) if quote else sentence.start
    folk = _OWN_FOLK.search(page.flat, start, draft.at)
    if folk and quote is None:
        he_or_she = "he" if folk.group("whose").lower() == "his" else "she"
        name = speakers.only_person(he_or_she, sentence.start)
        if name:
            return (name,)
    if draft.rule not in _MUST:
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
        named = re.search(
            proposal_patterns(page.words.language).someone, page.flat[start : draft.at]
        )
        if named and draft.rule not in _MUST:
            return (named.group(0),)
    if quote is None or quote.speaker is None:
        return () if draft.rule in _MUST or quote else _reporter(page, actors, sentence, draft)
    if draft.kind == "conditional_offer" and (state := _state_of(actors, page, quote.speaker)):
        return (state,)
    return (quote.speaker,)


def _reporter(page: Page, actors: Actors, sentence: Sentence, draft: Draft) -> tuple[str, ...]:
    first = [each for each in actors.between(sentence.start, draft.at) if each.form != "adjective"]
    return names_of(first[:1])


def _state_of(actors: Actors, page: Page, speaker: str) -> str | None:
    """The state for which an official speaks with "we"."""
    return actors.states.get(speaker)


def _proposal(
    page: Page, actors: Actors, patterns: ProposalPatterns, draft: Draft, by: tuple[str, ...]
) -> Proposal:
    text = page.text[draft.start : draft.end]
    flat = page.flat[draft.start : draft.end]
    reciprocal = bool(patterns.reciprocal.search(flat))
    condition = patterns.exchange.search(flat)
    after = page.flat[draft.end : draft.end + 120].lstrip(" ,")
    after = re.split(r"[.!?]\s", after, maxsplit=1)[0]
    further = patterns.exchange.match(after)
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
        else clause_text(after)
        if further
        else ("the addressee asks for it" if draft.kind == "conditional_offer" else None),
    )


def clause_text(words: str) -> str:
    """The clause that `words` begin with, on one line."""
    return " ".join(words[: clause_end(words, 0, len(words))].split())


def _name(flat: str) -> str:
    """A short name: what stands capitalised before "initiative" or "plan", else the words
    themselves.
    """
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
    actors: Actors, patterns: ProposalPatterns, draft: Draft, flat: str, by: tuple[str, ...]
) -> tuple[Ask, ...]:
    """Who is asked to do or to stop what; one ask for each of several who are asked the same."""
    page_words = flat
    if draft.act > draft.start and draft.addressed:
        flat = flat[draft.act - draft.start :]
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
    thing = _THING_ENDS.match(page_words) if draft.rule == "proposals.must" else None
    if thing and not any(
        each.form != "adjective" for each in inside if each.start < draft.start + thing.end("thing")
    ):
        return (Ask(None, "stop", thing.group("thing").lower()),)
    if not who:
        return (Ask(None, act, what),)
    return tuple(Ask(each, act, what) for each in who)
