"""Organisations that the gazetteer does not know: by a telling word, by their abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents import adjacent, words_of_text
from detente.late import late
from detente.reading.actors.apposition import words_of
from detente.reading.actors.labelled import Labelled
from detente.reading.actors.vocabulary import Vocabulary
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.values import Item, Mention

_ALONE = words_of_text(
    "House Parliament Congress Senate Cabinet Politburo Treasury Bundestag Knesset Duma Majlis"
)
_GENERIC = words_of_text(
    """
    Council Commission Committee Union Front Party Movement Ministry Authority Agency Association
    Army Board Court Federation League Alliance Coalition Assembly Company Group Tribunal Mission
    Government Bank Institute Department Office Foundation Fund Corporation Organization
    """
)
_PAPERS = words_of_text(
    "Room Hall Building Headquarters Release Conference Briefing Statement Report Bill Tax"
)
_OF = frozenset(["of", "for", "on", "against", "de", "del", "da", "do", "des", "du"])
_AFTER_OF = frozenset(["the", "all", "a", "la", "las", "los", "el", "le", "les", "os", "as"])
_SMALL = _OF | frozenset(["to", "la", "el", "the", "and", "in"])
_ACRONYM = late(r"[A-Z][A-Z&]{1,6}\d?(?:-[A-Z]{1,4})?|[A-Z](?:[a-z]?[A-Z]){2,5}")
_ROMAN = late(r"[IVXLC]+")
_LISTED = late(r"(?:, [A-Z][\w-]+(?: [A-Z][\w-]+)?){1,3},? (?:and|&) [A-Z][\w-]+(?: [A-Z][\w-]+)?")
_SHOUTED = 4  # from so many letters a word in capitals may be a word and no abbreviation


def _body(page: Page, start: int, end: int, sure: float, name: str, rule_id: str) -> Mention:
    text = page.text[start:end]
    form = "acronym" if text.isupper() and " " not in text else "name"
    return Mention(start, end, text, f"organisations.{rule_id}", sure, name, "organisation", form)


@rule("organisations.telling-word", layer="actors", languages=("en",))
def telling_word(page: Page, found: Found) -> Iterator[Item]:
    """Capitalised words with one such as "Council", "Ministry of …" or "Front" among them."""
    words = found.survey.vocabulary
    names: dict[str, set[str]] = {}
    alone: list[tuple[int, int, str]] = []
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for hit in labelled.hits:  # "the Council" may be one of the gazetteer
            if hit.entries[0].kind == "organisation":
                names.setdefault(tokens[hit.stop - 1].word, set()).add(hit.entries[0].name)
        if labelled.sentence.title_case:
            continue
        last = -1
        for index, token in enumerate(tokens):
            if (
                index < last
                or token.word not in words.organisation_words
                or not token.capital
                or index in labelled.hit_at
                or index in labelled.role_at
            ):
                continue
            first, last = _reach(page, labelled, index, words)
            start, end = tokens[first].start, tokens[last - 1].end
            if last - first > 1:
                ends = {each.word for each in tokens[last - 1 : last + 1]}
                if not ends & (words.documents | _PAPERS):
                    name = " ".join(page.text[start:end].split())
                    names.setdefault(token.word, set()).add(name)
                    yield _body(page, start, end, 0.85, name, "telling-word")
            elif index and (token.word in _ALONE or tokens[index - 1].word in {"the", "this"}):
                alone.append((start, end, token.word))
    for start, end, head in alone:
        known = names.get(head, set())
        if known or head in _ALONE | _GENERIC:
            name = next(iter(known)) if len(known) == 1 else page.text[start:end]
            yield _body(page, start, end, 0.7 if known else 0.6, name, "telling-word")


def _reach(page: Page, labelled: Labelled, index: int, words: Vocabulary) -> tuple[int, int]:
    """The tokens of the name around the telling word at `index`."""
    tokens, flat = labelled.sentence.tokens, page.flat

    def belongs(at: int) -> bool:
        word = tokens[at].word
        plain = word.lower() not in words.function and word.rstrip(".") not in words.titles
        return tokens[at].capital and plain

    first = index
    while first and belongs(first - 1):
        gap = flat[tokens[first - 1].end : tokens[first].start]
        if gap not in {" ", "' ", " & "} and not (gap == "'s " and tokens[first].word in _GENERIC):
            break
        hit = labelled.hit_at.get(first - 1)
        first = hit.first if hit else first - 1
    stop = index + 1
    while stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
        free = stop not in labelled.hit_at and stop not in labelled.role_at
        if tokens[stop].word in words.organisation_words or (
            belongs(stop) and free and tokens[stop].word not in words.given
        ):
            stop += 1
            continue
        at = stop + 1 if tokens[stop].word in _OF else stop
        if at > stop and at < len(tokens) and tokens[at].word in _AFTER_OF:
            at += 1
        end = _capitals(page, labelled, at, words) if at > stop else at
        if end == at:
            break
        stop = end
        listed = _LISTED.match(flat, tokens[stop - 1].end, labelled.sentence.end)
        if listed and tokens[index].word in {"Ministry", "Department"}:
            while stop < len(tokens) and tokens[stop].end <= listed.end():
                stop += 1
    return first, stop


def _capitals(page: Page, labelled: Labelled, at: int, words: Vocabulary) -> int:
    """Where the capitalised words from token `at` end, "and" between two of them allowed."""
    tokens, flat = labelled.sentence.tokens, page.flat
    stop = at
    while stop < len(tokens) and (stop == at or adjacent(flat, tokens[stop - 1], tokens[stop])):
        word = tokens[stop].word
        if tokens[stop].capital and word.lower() not in words.function and word not in words.days:
            stop += 1
        elif (
            stop > at
            and word in {"and", "&"}
            and stop + 1 < len(tokens)
            and tokens[stop + 1].capital
            and not {stop - 1, stop + 1} & labelled.hit_at.keys()
        ):
            stop += 2
        else:
            break
    return stop


@rule("organisations.acronym", layer="actors", languages=("en",))
def acronym(page: Page, found: Found) -> Iterator[Item]:
    """Abbreviations in capitals, with the name that the text gives beside one, in brackets."""
    words = found.survey.vocabulary
    defined: dict[str, str] = {}
    places: list[tuple[int, int, str]] = []
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        if page.flat[labelled.sentence.start : labelled.sentence.end].isupper():
            continue
        for index, token in enumerate(tokens):
            word = token.word
            if (
                not word[0].isupper()
                or word[1:].islower()
                or not _ACRONYM.fullmatch(word)
                or index in labelled.hit_at
                or index in labelled.role_at
                or word in words.acronyms
                or word in words.titles
                or _ROMAN.fullmatch(word)
                or _shouted(page, labelled, index, words)
            ):
                continue
            if index and page.flat[token.start - 1] == "(":
                first = _long_form(page, labelled, index, word, words)
                if first is not None:
                    start, end = tokens[first].start, tokens[index - 1].end
                    name = " ".join(page.text[start:end].split())
                    defined.setdefault(word, name)
                    yield _body(page, start, end, 0.85, name, "acronym")
            places.append((token.start, token.end, word))
    for start, end, word in places:
        sure = 0.9 if word in defined else 0.6
        yield _body(page, start, end, sure, defined.get(word, word), "acronym")


def _shouted(page: Page, labelled: Labelled, index: int, words: Vocabulary) -> bool:
    """Whether a word in capitals is only an ordinary word, or stands among words in capitals."""
    tokens = labelled.sentence.tokens
    small = tokens[index].word.lower()
    beside = [tokens[at].word for at in (index - 1, index + 1) if 0 <= at < len(tokens)]
    return any(len(each) > 1 and each.isupper() for each in beside) or (
        len(small) >= _SHOUTED
        and (small in page.lower_words or small in words.verbs or small.endswith(("ed", "ing")))
    )


def _long_form(
    page: Page, labelled: Labelled, index: int, short: str, words: Vocabulary
) -> int | None:
    """The first of the capitalised words right before "(ABC" whose initials it is made of."""
    tokens = labelled.sentence.tokens
    first = index
    while first and index - first < 10:
        token = tokens[first - 1]
        gap = page.flat[token.end : tokens[first].start]
        if gap.replace("'s", "").strip(" ('") or not (token.capital or token.word in _SMALL):
            break
        first -= 1
    letters = re.sub(r"[^A-Z]", "", short)
    for begin in range(first, index):
        initials = [token.word[0] for token in tokens[begin:index] if token.capital]
        rest = iter(letters)
        fits = len(initials) > 1 and all(each in rest for each in initials)
        if tokens[begin].capital and fits and initials[0] == letters[0]:
            return None if tokens[index - 1].word in words.documents else begin
    return None


@rule("organisations.context", layer="actors", languages=("en",))
def context(page: Page, found: Found) -> Iterator[Item]:
    """Unknown names that the words around them make bodies ("the insurer X") or states."""
    people = found.survey.people
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            name = words_of(labelled, run)
            kind = "organisation" if name in people.organisations else "state"
            if name not in people.aliases and name in people.organisations | people.states:
                start, end = tokens[run.first].start, tokens[run.stop - 1].end
                text = page.text[start:end]
                yield Mention(start, end, text, "organisations.context", 0.65, name, kind, "name")
