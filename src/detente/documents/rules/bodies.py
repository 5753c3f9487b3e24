"""Bodies by less than their full name: meetings that decide, branches by number, first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Phrases, adjacent, words_of_text
from detente.documents.values import Item, Mention

_MEETINGS = words_of_text("Summit Conference Assembly Meeting Synod Congress Forum Plenary Quorum")
_DECIDES = words_of_text(
    """
    noted called calls urged urges decided decides requested requests welcomed welcomes condemned
    condemns received thanked thanks expressed expresses reaffirmed reaffirms recalled adopted
    adopts approved elected proposed commended directed directs instructed endorsed agreed resolved
    considered took takes mandated appealed reiterated stressed said
    """
)


@rule("organisations.meeting", layer="actors", languages=("en",))
def meeting(page: Page, found: Found) -> Iterator[Item]:
    """A meeting that decides and asks like a body: "The Summit called on …"."""
    places: list[tuple[int, int, str]] = []
    acting: set[str] = set()
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        if labelled.sentence.title_case:
            continue
        for index, token in enumerate(tokens):
            if (
                token.word not in _MEETINGS
                or not index
                or tokens[index - 1].word.lower() != "the"
                or not adjacent(flat, tokens[index - 1], token)
            ):
                continue
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if after and adjacent(flat, token, after) and (after.capital or after.word == "of"):
                continue
            places.append((token.start, token.end, token.word))
            if after and after.word in _DECIDES and adjacent(flat, token, after):
                acting.add(token.word)
    for start, end, word in places:
        if word in acting:
            text = page.text[start:end]
            yield Mention(
                start, end, text, "organisations.meeting", 0.65, text, "organisation", "name"
            )


_LOCAL = re.compile(r"\b(?:Local|Lodge|Branch|Chapter)\s+\d{1,4}\b")


@rule("organisations.local", layer="actors", languages=("en",))
def local(page: Page, found: Found) -> Iterator[Item]:
    """Branches of a union by their number: "Local 12"."""
    for labelled in found.survey.labels:
        for match in _LOCAL.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            text = page.text[match.start() : match.end()]
            yield Mention(
                match.start(),
                match.end(),
                text,
                "organisations.local",
                0.7,
                text,
                "organisation",
                "name",
            )


_CALLED = re.compile(
    r"\b(?:group|company|charity|party|union|movement|organi[sz]ation|NGO|collective|network|campaign"
    r"|association|firm|newspaper|militia|website|alliance|coalition|outfit|start-up|club|body|fund"
    r"|initiative|committee|cooperative|co-operative|think-tank|magazine)\s+"
    r"(?:called|named|known as|calling itself|that calls itself|which calls itself)\s+(?:the\s+)?"
    r"(?P<who>[A-Z][\w'-]*(?:\s+(?:(?:for|of|and|the|against|without|in|to|on|with)\s+)*[A-Z][\w'-]*)*)"
)


_QUOTED = re.compile(
    r"\b(?:[Gg]roup|[Cc]ompany|[Cc]harity|[Pp]arty|[Uu]nion|[Mm]ovement|[Oo]rgani[sz]ation|NGO|[Ff]irm"
    r"|[Cc]ollective|[Nn]etwork|[Cc]ampaign|[Aa]ssociation|[Nn]ewspaper|[Mm]ilitia|[Cc]oalition)\s+"
    r"(?P<open>[“\"'‘«])(?P<who>[A-Z][\w'-]*(?:\s+[\w'-]+){0,4})(?=[”\"'’»])"
)


@rule("organisations.called", layer="actors", languages=("en",))
def called(page: Page, found: Found) -> Iterator[Item]:
    """What the text says is called so: "a group called Drops for Peace", there and later."""
    names: set[str] = set()
    for labelled in found.survey.labels:
        for match in _CALLED.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            names.add(match.group("who").removesuffix("'s"))
        for match in _QUOTED.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            names.add(match.group("who"))
    if not names:
        return
    matcher = Phrases((name, name) for name in names)
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for index in range(len(tokens)):
            here = matcher.match(page.flat, tokens, index)
            if here:
                start, end = tokens[index].start, tokens[index + here[0] - 1].end
                yield Mention(
                    start,
                    end,
                    page.text[start:end],
                    "organisations.called",
                    0.8,
                    here[1],
                    "organisation",
                    "name",
                )


@rule("organisations.short", layer="actors", languages=("en",))
def short(page: Page, found: Found) -> Iterator[Item]:
    """The first word of an organisation's name for the whole: "Acme" after "Acme Resources"."""
    people = found.survey.people
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            word = " ".join(token.word for token in tokens[run.first : run.stop])
            full = people.shorts.get(word)
            if full is None or word in people.aliases:
                continue
            start, end = tokens[run.first].start, tokens[run.stop - 1].end
            yield Mention(
                start,
                end,
                page.text[start:end],
                "organisations.short",
                0.7,
                full,
                "organisation",
                "name",
            )


_TOLD = words_of_text("told")


@rule("organisations.word", layer="actors", languages=("en",))
def word(page: Page, found: Found) -> Iterator[Item]:
    """The last word of a body's name after "the" ("the Ledger"), and papers that are told."""
    last: dict[str, set[str]] = {}
    for each in found.mentions:
        parts = each.name.split()
        if each.kind == "organisation" and each.form == "name" and len(parts) > 1:
            last.setdefault(parts[-1], set()).add(each.name)
    ends = {each.end for each in found.mentions if each.kind == "organisation"}
    words = found.survey.vocabulary
    other = words.given | words.place_words | words.event_words | words.never
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            led = run.first and tokens[run.first - 1].word.lower() == "the"
            if (
                not led
                or run.stop - run.first > 1
                or not adjacent(page.flat, tokens[run.first - 1], tokens[run.first])
            ):
                continue
            name = tokens[run.first].word
            full = last.get(name, set())
            told = run.first > 1 and tokens[run.first - 2].word in _TOLD
            if name in other or not (len(full) == 1 or told) or name in words.heads_list:
                continue
            start, end = tokens[run.first].start, tokens[run.first].end
            if end in ends:
                continue  # the whole name stands here
            yield Mention(
                start,
                end,
                page.text[start:end],
                "organisations.word",
                0.65,
                next(iter(full)) if len(full) == 1 else name,
                "organisation",
                "name",
            )
