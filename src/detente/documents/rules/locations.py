"""Places that the gazetteer does not know, and invented or small states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.evidence import words_of
from detente.documents.actors.labelled import Labelled, Run
from detente.documents.flat import words_pattern
from detente.documents.late import late
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import adjacent
from detente.documents.values import Item, Mention, Named

_MONTH = words_pattern(
    [
        *lexicon("en").list("dates", "months"),
        *lexicon("en").list("dates", "short_months"),
        *lexicon("en").list("dates", "weekdays"),
    ]
)


@rule("places.telling-word", layer="actors", languages=("en",))
def telling_word(page: Page, found: Found) -> Iterator[Item]:
    """Names with "River", "Strait of …", "Lake …", "… province" in them, and lines that part
    sides.
    """
    words = found.survey.vocabulary
    nouns = frozenset(page.words.list("places", "nouns"))
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        title_case = labelled.sentence.title_case
        done = -1
        for index, token in enumerate(tokens):
            if index < done or index in labelled.hit_at:
                continue
            named = token.word in words.place_words or (
                title_case and token.word.isupper() and token.word.title() in words.place_words
            )
            if named:
                first, stop = index, index + 1
                while (
                    first
                    and (not title_case or first == index)
                    and adjacent(flat, tokens[first - 1], tokens[first])
                    and (
                        (
                            tokens[first - 1].capital
                            and tokens[first - 1].word.lower() not in words.function
                        )
                        or tokens[first - 1].word[:-2].isdigit()
                    )
                ):
                    first -= 1
                if (
                    stop + 1 < len(tokens)
                    and tokens[stop].word == "of"
                    and tokens[stop + 1].capital
                ):
                    stop += 2
                elif (
                    first == index
                    and not title_case
                    and stop < len(tokens)
                    and tokens[stop].capital
                    and adjacent(flat, token, tokens[stop])
                    and tokens[stop].word not in words.never
                ):
                    stop += 1
                while (
                    stop < len(tokens)
                    and adjacent(flat, tokens[stop - 1], tokens[stop])
                    and tokens[stop].capital
                    and tokens[stop].word in words.place_words
                ):
                    stop += 1
            elif (
                token.word in nouns
                and index
                and tokens[index - 1].capital
                and adjacent(flat, tokens[index - 1], token)
            ):
                first, stop = index - 1, index + 1
                if token.word in page.words.list("places", "left_out"):
                    stop = index
                while (
                    first
                    and tokens[first - 1].capital
                    and adjacent(flat, tokens[first - 1], tokens[first])
                    and tokens[first - 1].word.lower() not in words.function
                ):
                    first -= 1
                if (
                    first in labelled.hit_at
                    and any(e.kind != "place" for e in labelled.hit_at[first].entries)
                ) or tokens[first].word in words.never:
                    continue
            else:
                continue
            if (stop - first < 2 and stop != index) or tokens[first].word in words.given:
                continue
            if _of_something_else(page, labelled, first, stop) or (
                title_case and first and tokens[first - 1].word.lower() not in words.function
            ):
                continue
            if any(
                tokens[at].word in words.organisation_words - words.place_words
                for at in range(first, stop)
            ):
                continue
            done = stop
            start, end = tokens[first].start, tokens[stop - 1].end
            text = page.text[start:end]
            yield Named(start, end, text, "places.telling-word", 0.8, " ".join(text.split()))


def _of_something_else(page: Page, labelled: Labelled, first: int, stop: int) -> bool:
    """Whether a name with a telling word only qualifies: "Copper Ridge pipeline", "District
    Judge".
    """
    tokens = labelled.sentence.tokens
    if stop >= len(tokens) or not adjacent(page.flat, tokens[stop - 1], tokens[stop]):
        return False
    following = tokens[stop].word
    if following in page.words.list("places", "undertakings"):
        return True
    return following[0].isupper() and not labelled.sentence.title_case and stop - 1 > first


_COMPASS = frozenset(
    [
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "Central",
        "Upper",
        "Lower",
    ]
)


@rule("places.dateline", layer="actors", languages=("any",))
def dateline(page: Page, found: Found) -> Iterator[Item]:
    """The place that a dateline opens with."""
    for part in page.parts:
        if part.kind != "dateline":
            continue
        match = _DATELINE_PLACE.match(page.flat, part.start, part.end)
        if match is None or re.match(rf"{_MONTH}\b|Update|Correction|Editor", match.group("place")):
            continue
        start, end = match.start("place"), match.end("place")
        yield Named(
            start,
            end,
            page.text[start:end],
            "places.dateline",
            0.85,
            page.text[start:end].title(),
        )
        state = _DATELINE_STATE.match(page.flat, end, part.end)
        region = _DATELINE_REGION.match(page.flat, end, part.end)
        if region and page.words.gazetteer.get(region.group("state")):
            known = page.words.gazetteer[region.group("state")]
            region = None if any(each.kind == "state" for each in known) else region
        if region or (state and "." in state.group() + page.flat[state.end() : state.end() + 1]):
            state = region or state
            assert state is not None
            start, end = state.start("state"), state.end("state")
            text = page.text[start:end]
            yield Named(start, end, text, "places.dateline", 0.8, text)


_DATELINE_PLACE = late(
    r"[*_]{0,3}[(\[]?(?:\d{1,2}\s\w+(?:\s\d{4})?,\s+)?"
    r"(?P<place>Washington, D\.?C\.?|WASHINGTON, D\.?C\.?"
    r"|[^\W\d_][^,(\n—–\d*:/\]]*?)"
    r"(?=\s*(?:,|\(|—|–|--|-\s|\d|\*|:|/|\]|\.\s+\d))"
)
_DATELINE_STATE = late(rf",\s+(?!{_MONTH}\b)(?P<state>[A-Z][\w]*(?:\.[A-Z])*)(?=\.?(?:\s|,|\*))")


_DATELINE_REGION = late(
    rf",\s+(?!{_MONTH}\b)(?P<state>[A-Z][a-z][\w'-]*(?:\s[A-Z][\w'-]*){{0,2}})(?=\s?(?:—|–|--))"
)


@rule("places.context", layer="actors", languages=("en",))
def context(page: Page, found: Found) -> Iterator[Item]:
    """Unknown names that stand where places stand ("in X", "the town of X"), or states ("X's
    army").
    """
    people = found.survey.people
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            name = words_of(labelled, run)
            if name in people.aliases:
                continue
            start, end = tokens[run.first].start, tokens[run.stop - 1].end
            text = page.text[start:end]
            if name in people.organisations:
                yield Mention(
                    start, end, text, "organisations.context", 0.65, name, "organisation", "name"
                )
            elif name in people.adjectives:
                yield Mention(
                    start,
                    end,
                    text,
                    "places.context",
                    0.65,
                    people.adjectives[name],
                    "state",
                    "adjective",
                )
            elif name in people.states:
                yield Mention(start, end, text, "places.context", 0.65, name, "state", "name")
            elif (name in people.places or _on_a_way(page, labelled, run)) and not _other(
                found, tokens, run.first, run.stop
            ):
                before = tokens[run.first - 1] if run.first else None
                if page.flat[start - 1 : start] in {"*", "_"}:
                    continue  # emphasised, as titles of works are
                if _of_something_else(page, labelled, run.first, run.stop) or re.match(
                    r"\s\d", page.flat[end : end + 2]
                ):
                    continue
                if (
                    before
                    and before.word in _COMPASS
                    and adjacent(page.flat, before, tokens[run.first])
                ):
                    start = before.start
                    text = page.text[start:end]
                yield Named(start, end, text, "places.context", 0.65, text)
            elif run.stop - run.first == 1 and (state := _adjective_of(name, people.states)):
                yield Mention(start, end, text, "places.context", 0.6, state, "state", "adjective")


def _on_a_way(page: Page, labelled: Labelled, run: Run) -> bool:
    """Whether a name stands in "from X to Y" or after "road to"."""
    tokens = labelled.sentence.tokens
    around = page.flat[max(0, tokens[run.first].start - 45) : tokens[run.stop - 1].end + 40]
    name = re.escape(words_of(labelled, run))
    return bool(
        re.search(
            rf"\b[Ff]rom\s+{name}\s+to\s+(?:the\s+)?[A-Z]|\b[Ff]rom\s+[A-Z][\w'-]+\s+to\s+{name}\b|\b(?:road|railway|highway|pipeline|flight|convoy|route)s?\s+(?:to|from|between)\s+(?:[A-Z][\w'-]+\s+and\s+)?{name}\b",
            around,
        )
    )


def _other(found: Found, tokens, first: int, stop: int) -> bool:  # type: ignore[no-untyped-def]
    words = found.survey.vocabulary
    return (
        any(
            token.word in words.organisation_words or token.word in words.event_words
            for token in tokens[first:stop]
        )
        or tokens[first].word.isupper()
    )


def _adjective_of(word: str, states: set[str]) -> str | None:
    if not word.endswith(("an", "ese", "ish", "i", "ic")):
        return None
    return next(
        (state for state in sorted(states) if len(state) > 3 and word[:4] == state[:4]), None
    )
