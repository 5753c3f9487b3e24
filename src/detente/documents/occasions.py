"""Events that a noun names: "the meeting of ministers in Oslo", "two earlier ceasefires"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.documents.clauses import Actors
from detente.documents.flat import words_pattern
from detente.documents.grammar import Verbs, verbs
from detente.documents.lexicon import lexicon
from detente.documents.page import Page, Sentence
from detente.documents.tokens import Token, adjacent, words_of_text

_STOPS = words_of_text(
    """
    the a an this that these those its their his her our my your of in on at by for with
    from into to over under
    about between among against than as and or but if when while after before since until
    during without within
    which who whom whose where is are was were be been has have had will would can could may
    might must should not
    no any it he she they we i you there so then also more most very said says did does do
    some each every
    both all through upon despite because
    """
)
_DENIED = re.compile(
    r"\b(?:any|no|without|without\s+(?:a|an)|never|neither|another|every|each|some|whether"
    r"|if|not\s+in\s+an?|(?:one|all)\s+of\s+\w+|(?:deserve|need|want|seek)s?\s+an?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"\s+(?:(?:carried\s+out|held|staged|planned|led|called|decreed|declared|imposed|convened"
    r"|mediated|chaired|organi[sz]ed)\s+)?"
    r"(?P<prep>in|at|near|of|between|with|against|on|from|to|by|off|over|outside|across|among)\s+"
    r"(?P<np>(?:(?:the|a|an|its|their|his|her|two|three|four|both|all|some|several)\s+)?"
    r"(?:[\w'’.-]+)(?:\s+(?!(?:in|at|near|of|between|with|against|on|from|to|by|off|over|that"
    r"|which|who|and|or|but|as|is|are|was|were|has|have|had|will|would|after|before|since"
    r"|during|while|when|because|for|until|said|says)\b)[\w'’.-]+){0,5})"
    r"(?P<more>(?:,\s(?=[A-Z])[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)?)*"
    r"\s+and\s+(?:the\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3})?"
)
_BETWEEN = re.compile(
    r"\s+between\s+(?:the\s+)?[a-z][\w'’-]+(?:\s[a-z][\w'’-]+)?\s+and\s+(?:the\s+)?[a-z][\w'’-]+"
)
_CALLED_UP = re.compile(r"(?:tele)?phone|conference|video", re.IGNORECASE)
_DEFINITE = re.compile(r"[Tt]he\s+$")
_SITTINGS = words_of_text("session sitting audience consultations")
_IN_WHICH = re.compile(r"\s+in\s+which\s+[^,.;]{5,70}")
_BROKE_OUT = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:broke\s+out|broken\s+out|erupted|collapsed?|expired"
    r"|flared(?:\s+up)?|fell\s+apart|broke\s+down)\b"
)
_BEGAN = re.compile(
    r"(?:,[^,.;]{3,60},)?\s+(?:began|broke|started|came|followed|erupted|lasted|left|killed"
    r"|followed)\b"
)
_OF_DATE = re.compile(r"\s+(?:of|since|(?:carried\s+out|held|launched|staged)\s+on)\s+")
_BETWEEN_SIDES = words_of_text("truce truces ceasefire ceasefires cease-fire armistice")
_AMOUNT = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|first|second|third|fourth|fifth|last|latest|next"
    r"|previous|earlier|recent|new|further)$",
    re.IGNORECASE,
)
_TEMPORAL = re.compile(
    r"(?:the\s+)?(?:end|start|beginning|week|month|year|day|morning|night|evening|time|future"
    r"|past|meantime|moment|weekend|fact"
    r"|particular|return|turn|order|addition|favour|doubt|question|place|force|effect|vain)\b"
    r"|\d{1,2}(?::|\.\d|\s)|\d{4}\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:early|late|mid)\b|last\b|next\b",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event that a noun names: its place, its head, and how sure its form makes it."""

    start: int
    end: int
    head: str
    confidence: float


class OccasionWords:
    """The nouns of events of a language."""

    def __init__(self, language: str) -> None:
        words = lexicon(language).words["events"]
        self.heads = re.compile(
            rf"(?<![\w-]){words_pattern(words['common'])}(?![\w-])", re.IGNORECASE
        )
        self.faint = frozenset(words["faint"])


@cache
def occasion_words(language: str) -> OccasionWords:
    """The event nouns of `language`."""
    return OccasionWords(language)


def occasions(
    page: Page, actors: Actors, sentence: Sentence, dates: list[tuple[int, int]]
) -> Iterator[Occasion]:
    """The events that nouns of a sentence name; `dates` are where the dates of the page begin."""
    words, known = occasion_words(page.words.language), verbs(page.words.language)
    flat, tokens = page.flat, sentence.tokens
    capitals_mean_nothing = page.zones[sentence.zone].kind == "title"
    starts = [each.start for each in tokens]
    for match in words.heads.finditer(flat, sentence.start, sentence.end):
        if match.group() in {"March", "May"} or (
            capitals_mean_nothing and not match.group().isupper() and match.group()[0].isupper()
        ):
            continue
        at = bisect_left(starts, match.start())
        if at >= len(tokens) or tokens[at].start != match.start():
            continue
        found = _phrase(page, actors, sentence, tokens, at, match, known, words, dates)
        if found:
            yield found


def _phrase(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    tokens: tuple[Token, ...],
    at: int,
    match: re.Match[str],
    known: Verbs,
    words: OccasionWords,
    dates: list[tuple[int, int]],
) -> Occasion | None:
    flat = page.flat
    head = match.group().lower()
    first = _first_modifier(flat, tokens, at, known)
    start = tokens[first].start
    if _DENIED.search(flat[max(sentence.start, start - 25) : start]):
        return None
    before = tokens[at - 1].word if at else ""
    if head in known.base | set(known.finite) and at == first and _is_verb(flat, tokens, at, known):
        return None
    if head == "call" and not (
        _CALLED_UP.match(before) or re.match(r"\s(?:with|between)\b", flat[match.end() :][:9])
    ):
        return None  # a call for something, or of somebody for it, is asked
    following = flat[match.end() : match.end() + 2]
    after = re.compile(r"\s+([\w'-]+)").match(flat, match.end(), sentence.end)
    if after and following[:1] == " " and _compounds(after.group(1), known):
        return None
    if any(
        each.kind in {"organisation", "person"} and each.end >= match.end()
        for each in actors.between(max(sentence.start, match.start() - 60), match.end())
    ):
        return None
    end, specific = _complements(page, actors, sentence, match.end(), head, dates)
    broke = _BROKE_OUT.match(flat, end, sentence.end)
    if broke:
        end = broke.end()
    named = any(each.capital for each in tokens[max(first, 1) : at] if each.start > sentence.start)
    numbered = first < at and bool(_AMOUNT.match(tokens[first].word))
    modified = first < at
    near = bisect_left(dates, (end - 3, 0))
    dated = near < len(dates) and dates[near][0] - end < 24 and dates[near][0] < sentence.end
    dated |= bool(near) and dates[near - 1][1] > end - 3
    year = first < at and bool(re.fullmatch(r"(?:19|20)\d\d", tokens[first].word))
    article = re.search(
        r"\b(?:an?|its|their|his|her)\s+$", flat[max(sentence.start, start - 7) : start]
    )
    if broke or year or (dated and (modified or specific)):
        sure = 0.8
    elif specific and (modified or head not in words.faint):
        sure = 0.75
    elif dated or specific or named:
        sure = 0.65
    elif head not in words.faint and (modified or article):
        sure = 0.55
    elif numbered or (head not in words.faint and _BEGAN.match(flat, end, sentence.end)):
        sure = 0.5
    elif head not in words.faint and re.match(r"\s+of\s+the\s", flat[match.end() :][:9]):
        sure = 0.6
    elif head in _SITTINGS and first == at and _DEFINITE.search(flat, max(0, start - 4), start):
        start, sure = start - 4, 0.5
    else:
        return None
    if before.lower() in {"prevent", "avoid", "stop", "consider", "discuss"}:
        return None
    return Occasion(start, end, head, sure)


def _near(dates: list[tuple[int, int]], sentence: Sentence, at: int) -> bool:
    """Whether the sentence gives a date before the place `at`."""
    index = bisect_left(dates, (at, 0))
    return index > 0 and dates[index - 1][0] >= sentence.start


def _compounds(word: str, known: Verbs) -> bool:
    """Whether the head only qualifies what follows: "strike committee", "talks process"."""
    return (
        word[0].islower()
        and word not in _STOPS
        and (
            word not in known.finite
            and word not in known.participles
            and word not in known.base
            and not word.endswith("ly")
            and not word.endswith("ing")
            and word
            not in {
                "last",
                "next",
                "late",
                "early",
                "here",
                "again",
                "yesterday",
                "today",
                "out",
                "up",
                "down",
                "off",
                "back",
                "later",
                "ago",
                "under",
                "near",
                "outside",
                "inside",
                "over",
            }
        )
    )


def _is_verb(flat: str, tokens: tuple[Token, ...], at: int, known: Verbs) -> bool:
    """Whether a word that is noun and verb is a verb here: after a subject or "to"."""
    if not at:
        return False
    before = tokens[at - 1].word.lower()
    return before in {
        "to",
        "will",
        "would",
        "can",
        "could",
        "not",
        "who",
        "we",
        "they",
        "must",
        "should",
        "may",
    } or (tokens[at - 1].word[0].isupper() or (before.endswith("s") and before not in known.finite))


def _first_modifier(flat: str, tokens: tuple[Token, ...], at: int, known: Verbs) -> int:
    """The first of the words that qualify the head at `at`; verbs and small words end them."""
    first = at
    while first and at - first < 5:
        word = tokens[first - 1].word
        small = word.lower()
        if small in _STOPS or not adjacent(flat, tokens[first - 1], tokens[first]):
            break
        if "'s" in flat[tokens[first - 1].end : tokens[first].start]:
            break
        verb = small in known.finite or (
            small in known.base and small not in {"border", "water", "trade", "peace"}
        )
        if verb and word.isupper():
            break
        if verb and not word[0].isupper():
            led = first - 2 >= 0 and tokens[first - 2].word.lower() in {
                "the",
                "a",
                "an",
                "its",
                "their",
                "his",
                "her",
                "this",
                "that",
            }
            if not led:
                break
        if small.endswith("ly"):
            break
        first -= 1
    return first


def _complements(
    page: Page,
    actors: Actors,
    sentence: Sentence,
    end: int,
    head: str,
    dates: list[tuple[int, int]],
) -> tuple[int, bool]:
    """Where "… of X in Y" ends, and whether it names a place, an actor or a capitalised thing."""
    flat = page.flat
    specific = False
    which = _IN_WHICH.match(flat, end, sentence.end)
    if which:
        return which.end(), True
    both = _BETWEEN.match(flat, end, sentence.end)
    if both and head not in _BETWEEN_SIDES:
        end = both.end()
    for _ in range(3):
        on = _OF_DATE.match(flat, end, sentence.end)
        day = bisect_left(dates, (on.end() - 1, 0)) if on else len(dates)
        if on and day < len(dates) and dates[day][0] <= on.end() + 4:
            end, specific = dates[day][1], True
            continue
        more = _COMPLEMENT.match(flat, end, sentence.end)
        if more is None or _TEMPORAL.match(more.group("np")):
            break
        if more.group("prep") == "between" and head in _BETWEEN_SIDES:
            break
        named = bool(actors.between(more.start("np"), more.end())) or bool(
            re.search(r"\b[A-Z]", more.group("np"))
        )
        if more.group("prep") in {"on", "to", "over", "by", "with"} and not named:
            break
        specific |= named
        end = more.end()
    while flat[end - 1] in ".,;'’ ":
        end -= 1
    return end, specific
