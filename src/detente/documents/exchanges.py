"""Plans of two halves: "a double freeze: X stops …, and Y lifts …", "under which X would …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.documents.asked import OF_NOBODY
from detente.documents.clauses import Actors, ask_end, names_of
from detente.documents.drafts import Draft, ProposalPatterns, negated
from detente.documents.grammar import Verbs, verbs
from detente.documents.page import Page, Sentence
from detente.documents.values import Mention

_PLAN = (
    r"(?:plan|proposal|deal|bargain|compromise|formula|swap|trade-?off|trade|exchange|initiative|package|offer|scheme"
    r"|arrangement|agreement|accord|pact|truce|standstill|freeze|halt|moratorium|suspension|pause|roadmap"
    r"|blueprint|draft|memorandum|solution|settlement|text|paper|suspension-for-suspension|pull-?back|pull-?out"
    r"|withdrawal|compact|timetable|idea)"
)
# What opens a plan: a colon or dash after it, or a word that leads to what it holds.
_OPENED = re.compile(
    rf"\b{_PLAN}(?:\s+for\s+{_PLAN})?(?P<between>(?:,?\s[^.;:“”\"–—]{{2,60}}?)?)"
    r"(?P<opens>[”\"’',]{0,2}(?::\s+|\s[–—-]\s|,?\s+(?:(?:under|in|by)\s+which|whereby|that\s+would\s+see|which\s+would\s+see"
    r"|that\s+would\s+have|seeing)\s+))",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:propos|suggest|recommend|float|outlin|present|offer|tabl|urg|advocat|back|support|call|plan|put|want"
    r"|plead|pitch|draft|broker|set)\w*\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\b(?P<verb>propos(?:ed|es|ing)|suggest(?:ed|s|ing)|recommend(?:ed|s|ing))\s+(?:[\w-]+\s+){0,3}?that\s+"
)
_REFUSED = re.compile(
    r"\b(?:reject|dismiss|refus|turn(?:ed|s|ing)?\s+down|rul(?:ed|es|ing)\s+out|spurn|oppos|condemn|criticis|criticiz"
    r"|denounc|accus|walked\s+(?:away|out)|balk|doubt|discuss|consider|stud|reject|back|welcom|accept|support"
    r"|agree|approv|endors|receiv|vot)\w*\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(
    r"\b(?:reject|dismiss|turn(?:ed|s)\s+down|spurn|denounc|condemn|rul(?:ed|es)\s+out)\w*\s+"
    r"(?:an?|the|any|this|that)\s+(?:[\w-]+\s+){0,2}$"
)
_GROUP = (
    r"(?:[Tt]he\s+)?[Bb]oth(?:\s(?:sides|countries|states|armies|governments|parties|neighbours))?"
    r"|[Ee]ach\s(?:side|country|state|party|government)|[Nn]either\s(?:side|country|state|party)"
    r"|[Tt]he\s(?:two\s)?[a-z][\w-]+|it|they|he|she"
)
_SUBJECT = re.compile(rf"(?:{_GROUP})(?=\s)")
_SOFT = (
    r"(?:(?:also|then|first|now|both|each|in\s+return|in\s+turn|immediately|at\s+once|simultaneously"
    r"|for\s+its\s+part),?\s+)*"
)
_TO_DO = re.compile(
    rf",?\s+{_SOFT}(?P<modal>(?:would|will|should|must|shall|to|is\s+to|are\s+to|agrees?\s+to|undertakes?\s+to)\s+)?"
    rf"{_SOFT}(?P<not>not\s+)?{_SOFT}(?P<verb>[a-z]+)\b"
)
_TIE = re.compile(
    r"(?:[,;]?\s+(?:and|while|whereas|but|if|as)|[,;])\s+"
    r"(?:(?:that|in\s+(?:return|exchange|turn)|for\s+its\s+part|at\s+the\s+same\s+time|on\s+the\s+same\s+day),?\s+)?"
    r"|,?\s+in\s+(?:return|exchange)\s+(?:for\s+)?"
)
_AND = re.compile(r"(?:,|,?\s+and)\s+(?=\w)")
_MOST = 6  # halves of one plan
_LONGEST = 400  # code points


Between = Callable[[int, int], Sequence[Mention]]
"""The actors named from an offset on and before another."""


@dataclass(frozen=True, slots=True)
class Half:
    """One party's part in a plan: who `[start, act)`, and what it does `[act, end)`.

    verb    its verb in the base form, which stands at `[act, verb_end)` in whatever form.
    denied  the part is not to do it.
    """

    start: int
    who_end: int
    act: int
    verb_end: int
    end: int
    verb: str
    denied: bool

    def words(self, flat: str) -> str:
        """What is to be done, with the verb in its base form."""
        return self.verb + flat[self.verb_end : self.end]


def halves(
    flat: str, begin: int, limit: int, between: Between, language: str = "en"
) -> tuple[Half, ...]:
    """The parts of a plan told from `begin` on, in order; fewer than two where it is none.

    Each begins with somebody who acts, right before its verb.
    """
    limit = min(limit, begin + _LONGEST)
    found: list[Half] = []
    at: int | None = begin
    while at is not None and len(found) < _MOST:
        half = _half(flat, at, limit, between, language)
        if half is None:
            break
        following = None
        end = ask_end(flat, half.act, limit)
        for tie in _TIE.finditer(flat, half.act, limit):
            if tie.start() > end + 1 and flat[end : tie.start()].strip(" ,"):
                break
            if _half(flat, tie.end(), limit, between, language) is not None:
                following, end = tie.end(), min(end, tie.start())
                break
        found.append(replace(half, end=end))
        at = following
    return tuple(found)


def _half(flat: str, at: int, limit: int, between: Between, language: str) -> Half | None:
    """The part that begins right at `at`, up to its verb; None where none begins there."""
    known = verbs(language)
    named = next(
        (each for each in between(at, min(limit, at + 5)) if each.form != "adjective"), None
    )
    if named is not None and flat[at : named.start].strip().lower() not in {"", "the"}:
        named = None
    group = _SUBJECT.match(flat, at, limit)
    last = named.end if named else None
    while named is not None:
        also = _AND.match(flat, named.end, limit)
        near = between(also.end(), also.end() + 5) if also else ()
        named = next((each for each in near if each.form != "adjective"), None)
        if named is None or flat[also.end() if also else 0 : named.start].strip() not in {
            "",
            "the",
        }:
            break
        last = named.end
    ends = [each for each in (last, group and group.end()) if each]
    for who_end in sorted(ends, reverse=True):
        verb = _TO_DO.match(flat, who_end, limit)
        if verb is None:
            continue
        base = _base(verb["verb"], verb["modal"] is not None, known)
        if base is None:
            continue
        denied = verb["not"] is not None or flat[at : at + 7].lower() == "neither"
        return Half(at, who_end, verb.start("verb"), verb.end("verb"), limit, base, denied)
    return None


def _base(word: str, modal: bool, known: Verbs) -> str | None:
    """The base form of a verb in a plan: "lift", "lifts" or "lifting"; only "lift" after "to"."""
    if word in known.base:
        return word
    if modal:
        return None
    if word.endswith("s"):
        return known.finite.get(word)
    if word.endswith("ing"):
        forms = (word[:-3], word[:-3] + "e", word[:-4])
        return next((each for each in forms if each in known.base), None)
    return None


def exchanges(
    page: Page, actors: Actors, patterns: ProposalPatterns, sentence: Sentence
) -> Iterator[Draft]:
    """The plans of a sentence in which several parties each have a part of their own."""
    flat, begin, limit = page.flat, sentence.start, sentence.end
    for match in _OPENED.finditer(flat, begin, limit):
        dashed = not match["opens"].strip(" ,")[:1].isalpha()
        if dashed and not (_VERB.search(flat, begin, match.end()) or match["between"]):
            continue
        yield from _plan(page, actors, match.end(), match.start(), limit)
    for match in _THAT.finditer(flat, begin, limit):
        if not negated(flat, match.start()):
            yield from _plan(page, actors, match.end(), match.start(), limit)


def _plan(page: Page, actors: Actors, at: int, cue: int, limit: int) -> Iterator[Draft]:
    """The draft of the plan told from `at` on, if two parties or more have a part in it."""
    parts = halves(page.flat, at, limit, actors.between, page.words.language)
    who = {page.flat[each.start : each.who_end].lower() for each in parts}
    if len(parts) > 1 and len(who) > 1:
        yield Draft(at, parts[-1].end, "proposals.halves", 0.9, "proposal", (), (), cue)


def by_nobody(flat: str, begin: int, draft: Draft) -> bool:
    """Whether the sentence tells what somebody thinks of a plan, so that it is not its author."""
    if draft.rule == OF_NOBODY:
        return True
    if draft.rule == "proposals.noun" and not draft.by:
        return _TURNED_DOWN.search(flat, max(begin, draft.at - 60), draft.at) is not None
    return (
        draft.rule == "proposals.halves" and _REFUSED.search(flat, begin, draft.start) is not None
    )


def is_named_before(draft: Draft, kept: Sequence[Draft]) -> bool:
    """Whether a draft is only what a plan that follows is called: "a freeze for freeze: …"."""
    return draft.rule != "proposals.halves" and any(
        each.rule == "proposals.halves" and each.at - 30 <= draft.start < draft.end <= each.start
        for each in kept
    )


def who_does(half: Half, flat: str, actors: Actors) -> tuple[str, ...]:
    """Who has this part: the actors named, else the words for them."""
    named = [each for each in actors.between(half.start, half.who_end) if each.form != "adjective"]
    return names_of(named) or (flat[half.start : half.who_end],)
