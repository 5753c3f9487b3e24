"""Organisations that the gazetteer does not know: by a telling word, by their abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.label import Labelled, Vocabulary
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Token, adjacent, words_of_text
from detente.documents.values import Item, Mention

_ALONE = words_of_text(
    "Parliament Congress Senate Cabinet Politburo Treasury Government Bundesrat Presidency"
)
_GENERIC = words_of_text(
    """
    Council Commission Committee Union Front Party Movement Ministry Authority Agency Association
    Army Board Court Federation League Alliance Coalition Assembly Company Group Tribunal Mission
    Force Secretariat Bank Cooperative Co-operative Chamber Institute Office Department Bureau
    Foundation Trust Fund Guild Society Directorate Presidium Inspectorate Panel Band Tribe Nation
    Corporation Consortium Network Command Confederation Administration Organisation Organization
    """
)
_MEETINGS = words_of_text("Summit Conference Assembly Meeting Synod Congress Forum Plenary Quorum")
_DECIDES = words_of_text(
    """
    noted called calls urged urges decided decides requested requests welcomed welcomes condemned
    condemns received thanked thanks expressed expresses reaffirmed reaffirms recalled adopted
    adopts approved elected proposed commended directed directs instructed endorsed agreed resolved
    considered took takes mandated appealed reiterated stressed said
    """
)
_VESSELS = re.compile(
    r"\b(?:ships?|vessels?|freighters?|trawlers?|tankers?|ferry|ferries|boats?|cutters?|frigates?"
    r"|destroyers?|submarines?|carriers?|barges?|tugs?|yachts?|dhows?|bulkers?|liners?|icebreakers?"
    r"|corvettes?|ships? loaded|drillships?|seiners?|longliners?|novel|book|film|song|album|memoir"
    r"|play|magazine piece|painting|exercise|operation|codenamed|horse|dog|pub|inn|hotel|cafe|café"
    r"|restaurant|bar|cinema|theatre|theater|school|mine|field|reservoir|dam|pipeline|plant"
    r"|satellite|missile|rocket|reactor)\b[^.;:]{0,60}?,?\s+(?:the\s+|called\s+|named\s+)?$",
    re.IGNORECASE,
)
_OF = frozenset(
    {"of", "for", "on", "against", "to", "de", "del", "da", "do", "des", "du", "la", "el"}
)
_FOREIGN_ARTICLES = frozenset({"El", "La", "Le", "Los", "Las", "Les", "Der", "Die", "Das", "Il"})


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
