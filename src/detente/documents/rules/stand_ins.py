"""Words with a capital that stand for somebody named before: "the Kingdom", "His Excellency"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.rules.people import people_named
from detente.documents.values import Item, Mention, Role

_FORM = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Tt]his)\s+(?P<form>Kingdom|Sultanate|Emirate|Islamic Republic|Republic"
    r"|State)\b(?!\s+(?:of\b|[A-Z(]))(?!'s?\s+[A-Z])(?!-)"
)
_STYLE = re.compile(
    r"\b(?:His|Her|Their)\s+(?:Royal\s+|Imperial\s+|Serene\s+)?"
    r"(?:Excellency|Highness|Majesty|Eminence|Holiness|Grace|Lordship)\b(?!\s+(?:the\b|[A-Z]))"
)
_ADDRESS = re.compile(
    r"\b(?:Mr|Madam|Madame|Mrs)\.?\s+(?P<office>Chair|Chairman|Chairwoman|Chairperson|President"
    r"|Speaker|Minister|Secretary|Ambassador|Mayor|Governor|Commissioner|Prime Minister)\b"
    r"(?!\s+[A-Z])(?!\s+of\b)"
)
_MEMBER = re.compile(
    r"\b(?:[Tt]he\s+)(?:[Rr]ight\s+)?Hono(?:u)?rable\s+"
    r"(?P<office>Member|Gentleman|Lady|Minister|Senator)\b(?!\s+[A-Z])"
)
_MEMBERS = re.compile(
    r"(?<=[a-z,] )Members\b(?!\s+(?:of|States|Only|[A-Z]))|\bMember States\b|\bStates [Pp]arties\b"
)


@rule("states.stand-in", layer="actors", languages=("en",))
def state(page: Page, found: Found) -> Iterator[Item]:
    """ "The Kingdom", "the Islamic Republic", "the State" for the state that the text names so."""
    seen: Counter[str] = Counter()
    for labelled in found.survey.labels:
        for hit in labelled.hits:
            if hit.entries[0].kind == "state":
                seen[hit.entries[0].name] += 1
    meant: dict[str, str | None] = {}
    for labelled in found.survey.labels:
        if labelled.sentence.title_case:
            continue
        for match in _FORM.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            form = match.group("form")
            if form not in meant:
                meant[form] = _meant(page, form, seen)
            name = meant[form]
            if name is None:
                continue
            start, end = match.span("form")
            yield Mention(
                start, end, page.text[start:end], "states.stand-in", 0.7, name, "state", "name"
            )


def _meant(page: Page, form: str, seen: Counter[str]) -> str | None:
    """The state that a word such as "Kingdom" means; None where that is not one."""
    named = [name for name in seen if f"{form} of {name}" in page.flat]
    if form == "State" and not named:
        return seen.most_common(1)[0][0] if seen else "the State"
    fitting = named or [name for name in seen if name in _OFFICIAL.get(form, frozenset())]
    return fitting[0] if len(fitting) == 1 else None


# States whose own full name begins so and that are called by it for short.
_OFFICIAL = {
    "Kingdom": frozenset(
        {"Saudi Arabia", "Bahrain", "Jordan", "Morocco", "Bhutan", "Cambodia", "Tonga", "Lesotho"}
    ),
    "Sultanate": frozenset({"Oman", "Brunei"}),
    "Islamic Republic": frozenset({"Iran", "Pakistan", "Mauritania", "Afghanistan"}),
}


@rule("people.styled", layer="actors", languages=("en",))
def styled(page: Page, found: Found) -> Iterator[Item]:
    """ "His Excellency" alone: the person named last before it."""
    named = people_named(page, found)
    starts = [start for start, _ in named]
    for labelled in found.survey.labels:
        for match in _STYLE.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            before = bisect_left(starts, match.start()) - 1
            text = page.text[match.start() : match.end()]
            name = named[before][1] if before >= 0 else text
            yield Mention(
                match.start(), match.end(), text, "people.styled", 0.7, name, "person", "title"
            )


@rule("people.addressed", layer="actors", languages=("en",))
def addressed(page: Page, found: Found) -> Iterator[Item]:
    """ "Madam Chair", "the Honourable Member": an office by which somebody is spoken to."""
    people = found.survey.people
    for labelled in found.survey.labels:
        for pattern in (_ADDRESS, _MEMBER):
            for match in pattern.finditer(
                page.flat, labelled.sentence.start, labelled.sentence.end
            ):
                start, end = match.span("office")
                begin = match.start() if pattern is _MEMBER else start
                text = page.text[start:end]
                holder = people.holder(text.lower(), ())
                yield Mention(
                    begin,
                    end,
                    page.text[begin:end],
                    "people.addressed",
                    0.75,
                    holder or text,
                    "person",
                    "title",
                )
                yield Role(start, end, text, "people.addressed", 0.75, text, holder, None)


@rule("groups.members", layer="actors", languages=("en",))
def members(page: Page, found: Found) -> Iterator[Item]:
    """ "Members" with a capital: those of the body that sits."""
    for labelled in found.survey.labels:
        if labelled.sentence.title_case:
            continue
        for match in _MEMBERS.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            text = match.group()
            yield Mention(
                match.start(), match.end(), text, "groups.members", 0.7, text, "group", "group"
            )


_FAMILY = re.compile(
    r"\b(?P<name>[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?)\s+(?:family|clan|dynasty|brothers|heirs)\b"
)


@rule("groups.families", layer="actors", languages=("en",))
def families(page: Page, found: Found) -> Iterator[Item]:
    """ "The Okoye family": a group by the name that they share."""
    never = found.survey.vocabulary.never
    for labelled in found.survey.labels:
        if labelled.sentence.title_case:
            continue
        first = labelled.sentence.tokens[0].start if labelled.sentence.tokens else 0
        for match in _FAMILY.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            if match.start() == first or match.group("name").split()[0] in never:
                continue
            if any(part in page.words.gazetteer for part in match.group("name").split()):
                continue
            text = page.text[match.start() : match.end()]
            yield Mention(
                match.start(),
                match.end(),
                text,
                "groups.families",
                0.8,
                " ".join(text.split()),
                "group",
                "group",
            )
