"""Organisations that the gazetteer does not know: by a telling word, by their abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.label import Labelled, Vocabulary
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Token, adjacent
from detente.documents.values import Item, Mention

_ALONE = frozenset(["Parliament", "Congress", "Senate", "Cabinet", "Politburo", "Treasury"])
_GENERIC = frozenset(
    [
        "Council",
        "Commission",
        "Committee",
        "Union",
        "Front",
        "Party",
        "Movement",
        "Ministry",
        "Authority",
        "Agency",
        "Association",
        "Army",
        "Board",
        "Court",
        "Court",
        "Federation",
        "League",
        "Alliance",
        "Coalition",
        "Assembly",
        "Company",
        "Group",
        "Council",
        "Tribunal",
        "Mission",
        "Force",
        "Secretariat",
        "Bank",
        "Cooperative",
        "Chamber",
        "Institute",
    ]
)
_OF = frozenset(
    {"of", "for", "on", "against", "to", "de", "del", "da", "do", "des", "du", "la", "el"}
)
_FOREIGN_ARTICLES = frozenset({"El", "La", "Le", "Los", "Las", "Les", "Der", "Die", "Das", "Il"})
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,4}\d?(?:-[A-Z]{1,4})?|[A-Z](?:[a-z]?[A-Z]){2,5}")
_ROMAN = re.compile(r"[IVXLC]+")


@rule("organisations.telling-word", layer="actors", languages=("en",))
def telling_word(page: Page, found: Found) -> Iterator[Item]:
    """Capitalised words with one such as "Council", "Ministry of …" or "Front" among them."""
    words = found.survey.vocabulary
    names: dict[str, list[str]] = {}
    alone: list[tuple[int, int, str]] = []
    for labelled in found.survey.labels:
        if labelled.sentence.title_case:
            continue
        last = -1
        for index, token in enumerate(labelled.sentence.tokens):
            if (
                index < last
                or token.word not in words.organisation_words
                or index in labelled.hit_at
            ):
                continue
            first, stop = _reach(page, labelled, index, words)
            last = stop
            tokens = labelled.sentence.tokens
            start, end = tokens[first].start, tokens[stop - 1].end
            text = page.text[start:end]
            if stop - first > 1:
                if (
                    stop < len(tokens)
                    and stop in labelled.role_at
                    and labelled.role_at[stop].first <= first
                ):
                    pass
                names.setdefault(token.word, []).append(" ".join(text.split()))
                yield Mention(
                    start,
                    end,
                    text,
                    "organisations.telling-word",
                    0.85,
                    " ".join(text.split()),
                    "organisation",
                    "name",
                )
            elif index and (token.word in _ALONE or token.word in _GENERIC):
                before = (
                    tokens[index - 1].word.lower()
                    if adjacent(page.flat, tokens[index - 1], token)
                    else ""
                )
                if token.word in _ALONE or before == "the":
                    alone.append((start, end, token.word))
    for start, end, word in alone:
        known = sorted(set(names.get(word, [])))
        if word in _ALONE or known:
            name = known[0] if len(known) == 1 else page.text[start:end]
            yield Mention(
                start,
                end,
                page.text[start:end],
                "organisations.telling-word",
                0.7,
                name,
                "organisation",
                "name",
            )


def _reach(page: Page, labelled: Labelled, index: int, words: Vocabulary) -> tuple[int, int]:
    """The tokens of the name around the telling word at `index`."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while (
        first
        and _joined(flat, tokens[first - 1], tokens[first])
        and _belongs(tokens[first - 1], words)
    ):
        first -= 1
        hit = labelled.hit_at.get(first)
        if hit:
            first = hit.first
    if (
        first > 2
        and tokens[first - 1].word in {"and", "&"}
        and tokens[first - 2].capital
        and first - 2 not in labelled.hit_at
        and tokens[first - 3].word.lower() == "the"
        and adjacent(flat, tokens[first - 3], tokens[first - 2])
        and adjacent(flat, tokens[first - 1], tokens[first])
        and tokens[first].word.lower() not in words.function
    ):
        first -= 2
    # "of" inside a name to the left: "Movement of Northern Farmers Union" is too rare to look for.
    stop = index + 1
    while stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
        if tokens[stop].word in words.organisation_words or (
            tokens[stop].capital
            and _belongs(tokens[stop], words)
            and stop not in labelled.hit_at
            and stop not in labelled.role_at
        ):
            stop += 1
            continue
        reach = stop
        if tokens[reach].word in _OF:
            reach += 1
            if reach < len(tokens) and tokens[reach].word in {"the", "all"}:
                reach += 1
            end = _capitals(page, labelled, reach, words)
            if end > reach:
                stop = end
                continue
        break
    return first, stop


def _capitals(page: Page, labelled: Labelled, at: int, words: Vocabulary) -> int:
    """Where the capitalised words from token `at` end, "and" between two of them allowed."""
    tokens, flat = labelled.sentence.tokens, page.flat
    stop = at
    while stop < len(tokens) and (stop == at or adjacent(flat, tokens[stop - 1], tokens[stop])):
        if tokens[stop].capital and tokens[stop].word.lower() not in words.function:
            stop += 1
            continue
        if (
            stop > at
            and tokens[stop].word in {"and", "&"}
            and stop + 1 < len(tokens)
            and tokens[stop + 1].capital
            and stop + 1 not in labelled.hit_at
            and stop - 1 not in labelled.hit_at
            and adjacent(flat, tokens[stop], tokens[stop + 1])
        ):
            stop += 2
            continue
        break
    return stop


def _joined(flat: str, left: Token, right: Token) -> bool:
    """Adjacent, or with the apostrophe of a plural between: "Workers' Union"."""
    return adjacent(flat, left, right) or flat[left.end : right.start] == "' "


def _belongs(token: Token, words: Vocabulary) -> bool:
    if not token.capital:
        return False
    return token.word.lower() not in words.function and token.word.rstrip(".") not in words.titles


@rule("organisations.the-name", layer="actors", languages=("en",))
def the_name(page: Page, found: Found) -> Iterator[Item]:
    """Two or more unknown capitalised words after "the": "the Sindicato Portuario", also later
    without it.
    """
    words = found.survey.vocabulary
    names: set[str] = set()
    runs: list[tuple[str, int, int]] = []
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            inside = [token.word for token in tokens[run.first : run.stop]]
            if len(inside) < 2 or any(
                each in words.event_words
                or each in words.place_words
                or each in words.organisation_words
                for each in inside
            ):
                continue
            name = " ".join(inside)
            start, end = tokens[run.first].start, tokens[run.stop - 1].end
            if name in found.survey.people.aliases or name in found.survey.people.places:
                continue
            runs.append((name, start, end))
            if inside[0] in _FOREIGN_ARTICLES:
                names.add(name)
            if (
                run.first
                and tokens[run.first - 1].word.lower() == "the"
                and adjacent(page.flat, tokens[run.first - 1], tokens[run.first])
            ):
                follows = (
                    tokens[run.stop].word
                    if run.stop < len(tokens)
                    and adjacent(page.flat, tokens[run.stop - 1], tokens[run.stop])
                    else ""
                )
                if follows not in page.words.list(
                    "places", "nouns"
                ) and follows not in page.words.list("events", "common"):
                    names.add(name)
    for name, start, end in runs:
        if name in names:
            yield Mention(
                start,
                end,
                page.text[start:end],
                "organisations.the-name",
                0.55,
                name,
                "organisation",
                "name",
            )


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
                or not _ACRONYM.fullmatch(token.word)
            ):
                continue
            if (
                token.word in words.acronyms
                or _ROMAN.fullmatch(token.word)
                or token.word in words.titles
            ):
                continue
            if _among_capitals(page, labelled, index):
                continue
            opened = page.flat[token.start - 1 : token.start] == "("
            if opened and index:
                long = _long_form(page, labelled, index, token.word, words)
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
    small = _OF | {"the", "and", "de", "du", "da", "la", "in"}
    while first and index - first < 10:
        token = tokens[first - 1]
        gap = page.flat[token.end : tokens[first].start]
        if gap.strip(" (") or not (token.capital or token.word in small):
            break
        first -= 1
    while first < index and (
        tokens[first].word in small or tokens[first].word.lower() in words.function
    ):
        first += 1
    if any(token.word in words.organisation_words for token in tokens[first:index]):
        start, end = tokens[first].start, tokens[index - 1].end
        return start, end, " ".join(page.text[start:end].split())
    for begin in range(first, index):
        initials = "".join(token.word[0] for token in tokens[begin:index] if token.capital)
        if tokens[begin].capital and initials and _fits(initials, short):
            start, end = tokens[begin].start, tokens[index - 1].end
            return start, end, " ".join(page.text[start:end].split())
    return None


def _fits(initials: str, short: str) -> bool:
    letters = iter(re.sub(r"[^A-Z]", "", short))
    return (
        initials[0] == short[0] and all(each in letters for each in initials) and len(initials) >= 2
    )
