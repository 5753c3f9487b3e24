"""Abbreviations in capitals, and the names that the text gives beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.evidence import COMPANY_FIRST
from detente.documents.actors.labelled import Labelled
from detente.documents.actors.vocabulary import Vocabulary
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import adjacent, words_of_text
from detente.documents.values import Item, Mention

_SMALL = words_of_text("of for on against to de del da do des du la el the and in")
_ACRONYM = late(r"[A-Z][A-Z&]{1,6}\d?(?:-[A-Z]{1,4})?|[A-Z](?:[a-z]?[A-Z]){2,5}")
_ROMAN = late(r"[IVXLC]+")
_DATELINE = late(r"(?<=[A-Z]{4}),\s+[A-Z\d]|(?<=[A-Z]{4}):\s|(?<=[A-Z]{4})\s\([A-Z][a-z]")
_SHOUTED = 4  # from so many letters a word in capitals may be a word and no abbreviation


@rule("organisations.acronym", layer="actors", languages=("en",))
def acronym(page: Page, found: Found) -> Iterator[Item]:
    """Abbreviations in capitals, with the name that the text gives beside one, in brackets."""
    words = found.survey.vocabulary
    defined: dict[str, str | None] = {}
    places: list[tuple[Labelled, int, str]] = []
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        if (
            labelled.sentence.title_case
            and page.flat[labelled.sentence.start : labelled.sentence.end].isupper()
        ):
            continue
        for index, token in enumerate(tokens):
            if (
                index in labelled.hit_at
                or index in labelled.role_at
                or not token.word[0].isupper()
                or token.word[1:].islower()
                or not _ACRONYM.fullmatch(token.word)
            ):
                continue
            if (
                token.word in words.acronyms
                or (_ROMAN.fullmatch(token.word) and f"({token.word})" not in page.flat)
                or token.word in words.titles
            ):
                continue
            if any(run.first == index and run.stop > index + 1 for run in labelled.runs) and (
                token.word in COMPANY_FIRST
            ):
                continue  # "PT Aneka …": how the whole name begins
            if token.start == page.zones[labelled.sentence.zone].start and _DATELINE.match(
                page.flat, token.end
            ):
                continue
            if _among_capitals(page, labelled, index) or _shouted(page, token.word, words):
                continue
            opened = page.flat[token.start - 1 : token.start] == "("
            if opened and index:
                long = _long_form(page, labelled, index, token.word, words)
                if long and _names_a_text(long[2], words):
                    long = None
                defined.setdefault(token.word, long[2] if long else None)
                if long:
                    yield Mention(
                        long[0],
                        long[1],
                        page.text[long[0] : long[1]],
                        "organisations.acronym",
                        0.85,
                        long[2],
                        "organisation",
                        "name",
                    )
            places.append((labelled, index, token.word))
    for labelled, index, word in places:
        if word in defined and defined[word] is None:
            continue  # it shortens words written small: not a name
        token = labelled.sentence.tokens[index]
        name = defined.get(word) or word
        yield Mention(
            token.start,
            token.end,
            page.text[token.start : token.end],
            "organisations.acronym",
            0.9 if word in defined else 0.6,
            name,
            "organisation",
            "acronym",
        )


def _shouted(page: Page, word: str, words: Vocabulary) -> bool:
    """Whether a word in capitals is only an ordinary word: "URGED"."""
    small = word.lower()
    return len(word) >= _SHOUTED and (
        small in page.lower_words or small in words.verbs or small.endswith(("ed", "ing"))
    )


def _names_a_text(name: str, words: Vocabulary) -> bool:
    """Whether a name that is abbreviated is that of an agreement: "Code of Conduct (COC)"."""
    parts = name.split()
    if any(part in words.organisation_words for part in parts):
        return False
    head = parts[parts.index("of") - 1] if "of" in parts[1:] else parts[-1]
    return head in words.documents


def _among_capitals(page: Page, labelled: Labelled, index: int) -> bool:
    """Whether the word beside is written in capitals too: then these are words, no
    abbreviations.
    """
    tokens = labelled.sentence.tokens
    return any(
        0 <= at < len(tokens)
        and len(tokens[at].word) > 1
        and tokens[at].word.isupper()
        and adjacent(page.flat, *sorted((tokens[at], tokens[index])))
        for at in (index - 1, index + 1)
    )


def _long_form(
    page: Page, labelled: Labelled, index: int, short: str, words: Vocabulary
) -> tuple[int, int, str] | None:
    """The capitalised words right before "(ABC" whose initials it is made of."""
    tokens = labelled.sentence.tokens
    first = index
    while first and index - first < 10:
        token = tokens[first - 1]
        gap = page.flat[token.end : tokens[first].start]
        if gap.replace("'s", "").strip(" ('") or not (token.capital or token.word in _SMALL):
            break
        first -= 1
    while first < index and (
        tokens[first].word in _SMALL or tokens[first].word.lower() in words.function
    ):
        first += 1
    for at in range(first + 1, index - 1):
        if tokens[at].word == "and" and tokens[at + 1].word == "the":
            first = at + 2  # "A and the B (C)": two names
    if any(token.word in words.organisation_words for token in tokens[first:index]):
        start, end = tokens[first].start, tokens[index - 1].end
        return start, end, " ".join(page.text[start:end].split())
    for begin in range(first, index):
        initials = "".join(token.word[0] for token in tokens[begin:index] if token.capital)
        if tokens[begin].capital and initials and _fits(initials, short):
            start, end = tokens[begin].start, tokens[index - 1].end
            return start, end, " ".join(page.text[start:end].split())
    # A translated name: "the Permanent Framework (CSP)" has other initials than its abbreviation.
    led = [at for at in range(max(0, first - 1), index) if tokens[at].word.lower() == "the"]
    begin = led[-1] + 1 if led else index
    capitals = sum(token.capital for token in tokens[begin:index])
    if capitals > 1 and tokens[begin].capital and page.flat.count(short) > 1:
        start, end = tokens[begin].start, tokens[index - 1].end
        return start, end, " ".join(page.text[start:end].split())
    return None


def _fits(initials: str, short: str) -> bool:
    letters = iter(re.sub(r"[^A-Z]", "", short))
    return (
        initials[0] == short[0] and all(each in letters for each in initials) and len(initials) >= 2
    )
