"""People by name, and people by an office that stands for the name; the roles they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.apposition import (
    role_after,
    roles_beside,
    states_after,
    whose_office,
)
from detente.documents.actors.complement import complement_beside
from detente.documents.actors.labelled import Labelled, RoleHit
from detente.documents.actors.people import is_a_body
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.turns import LABEL_TITLES
from detente.documents.values import Item, Mention, Role, Span

_APPOSED = late(
    r",\s+(?:\d{2},\s+)?(?:a|an|the)\s+([a-z][\w'-]*(?:\s+[a-z][\w'-]*){0,3}?)"
    r"(?=[,.;]|\s+(?:who|from|in|at|with|whose|and)\b)"
)
_OF_A_FAMILY = late(r"\s+(?:family|clan|dynasty|heirs)\b")
_TRADE = late(
    r".*(?:[eo]r|ist|ian|[a-z]{2}man|[a-z]{2}woman|ant|eer|smith|hand|wright|herd|chief|head)"
)
_NO_TRADE = late(
    r"(?:.*\s)?(?:man|woman|mother|father|brother|sister|daughter|member|other|number|matter|order"
    r"|letter|river|water|winter|summer|border|power|paper|former|latter|year-old|survivor|winner"
    r"|supporter|giant|restaurant|plant|newcomer|neighbou?r|stranger)"
)


@rule("people.named", layer="actors", languages=("en",))
def named(page: Page, found: Found) -> Iterator[Item]:
    """People by their full name or the part of it that stands for them; the roles beside the
    name.
    """
    people = found.survey.people
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        index = 0
        while index < len(tokens):
            match = people.matcher.match(page.flat, tokens, index)
            if not match:
                index += 1
                continue
            stop = index + match[0]
            name = people.resolve(match[1])
            start, end = tokens[index].start, tokens[stop - 1].end
            if _OF_A_FAMILY.match(page.flat, end):
                index = stop
                continue
            text = page.text[start:end]
            form = "name" if name == match[1] and " " in match[1] else "surname"
            confidence = people.confidence.get(name or "", 0.7)
            yield Mention(
                start, end, text, "people.named", confidence, name or text, "person", form
            )
            yield from roles_of_name(page, labelled, index, stop, name or text, found)
            index = stop


def roles_of_name(
    page: Page, labelled: Labelled, first: int, stop: int, name: str, found: Found
) -> Iterator[Item]:
    """The roles that the words beside the name `[first, stop)` give it."""
    for before in roles_beside(labelled, first, stop, page.flat):
        if _is_style(page, labelled, before, found):
            continue
        yield _role(page, labelled, before, name, found, complement=True)
    after = role_after(labelled, stop, page.flat)
    if after:
        yield _role(page, labelled, after, name, found, complement=True)
    else:
        tokens = labelled.sentence.tokens
        other = _APPOSED.match(page.flat, tokens[stop - 1].end, labelled.sentence.end)
        if other and _TRADE.fullmatch(other.group(1)) and not _NO_TRADE.fullmatch(other.group(1)):
            start, end = other.span(1)
            yield Role(
                start, end, page.text[start:end], "people.apposed", 0.6, other.group(1), name
            )


def _is_style(page: Page, labelled: Labelled, role: RoleHit, found: Found) -> bool:
    """Whether a word is how somebody is addressed and no office: "Sheikh Salem", "Prince Ali"."""
    tokens = labelled.sentence.tokens
    if role.stop - role.first > 1:
        return False
    word = tokens[role.first].word
    styled = role.first and tokens[role.first - 1].word in {"Highness", "Majesty", "Excellency"}
    return (word in found.survey.vocabulary.titles and word in _STYLES) or bool(
        styled and word in {"Prince", "Princess"}
    )


_STYLES = frozenset({"Sheikh", "Shaikh", "Sheikha"})


def _role(
    page: Page,
    labelled: Labelled,
    role: RoleHit,
    name: str | None,
    found: Found,
    *,
    complement: bool,
) -> Role:
    tokens = labelled.sentence.tokens
    first, owner = whose_office(labelled, role.first, page.flat, found.survey.people)
    start, end = tokens[first].start, tokens[role.stop - 1].end
    states = role.states or owner
    if complement:
        end = complement_beside(page, labelled, role)
        states = states or states_after(labelled, role.stop, page.flat)
    head = role.head
    person = found.survey.people.by_name.get(name or "")
    if person and head in page.words.list("roles", "counterparts"):
        head = next(
            (
                office
                for office, _ in person.offices
                if office not in page.words.list("roles", "counterparts")
            ),
            head,
        )
        canonical = head
    else:
        small = role.words
        for token_at in range(role.first, role.stop):
            if token_at in labelled.hit_at:
                small = " ".join(
                    token.word for token in tokens[labelled.hit_at[token_at].stop : role.stop]
                )
        canonical = small
    canonical = " ".join(
        each if each.isupper() else each[:1].upper() + each[1:] for each in canonical.split()
    )
    if states:
        canonical = f"{canonical} of {' and '.join(states)}"
    return Role(
        start,
        end,
        page.text[start:end],
        "people.role",
        0.85,
        canonical,
        name,
        states[0] if states else None,
    )


@rule("people.labels", layer="actors")
def labels(page: Page, found: Found) -> Iterator[Item]:
    """People named by the label of their turn in a conversation."""
    people = found.survey.people
    upper = {alias.upper(): alias for alias in people.aliases}
    for zone in page.zones:
        if zone.label is None or zone.label_place is None:
            continue
        title = LABEL_TITLES.match(zone.label)
        name = zone.label[title.end() :] if title else zone.label
        name = re.sub(r"\s*\(.*", "", name)
        alias = name if name in people.aliases else upper.get(name.upper())
        start = zone.label_place.start + (title.end() if title else 0)
        office = re.sub(r"^(?:The|THE|the)\s+", "", zone.label)
        heads = found.survey.vocabulary.heads_list
        led = office != zone.label and office.split()[-1].lower() in heads
        if not alias and (led or office.lower() in heads):
            yield from _office_label(page, zone.label_place, office, found)
        elif not alias and is_a_body(page, zone.label, found.survey.vocabulary):
            yield Mention(
                zone.label_place.start,
                zone.label_place.end,
                page.text[zone.label_place.start : zone.label_place.end],
                "people.labels",
                0.7,
                zone.label,
                "organisation",
                "name",
            )
        elif alias or title:
            full = people.resolve(alias or "") or (name.title() if name.isupper() else name)
            yield Mention(
                start,
                start + len(name),
                page.text[start : start + len(name)],
                "people.labels",
                0.9 if alias else 0.8,
                full,
                "person",
                "surname",
            )


def _office_label(page: Page, place: Span, office: str, found: Found) -> Iterator[Item]:
    """The label of a turn that is an office: "The Chairperson:"."""
    holder = found.survey.people.holder(office.lower(), ())
    yield Mention(
        place.start,
        place.end,
        page.text[place.start : place.end],
        "people.labels",
        0.8,
        holder or office.title(),
        "person",
        "title",
    )
    start = place.end - len(office)
    text = page.text[start : place.end]
    yield Role(start, place.end, text, "people.labels", 0.8, office.title(), holder, None)
