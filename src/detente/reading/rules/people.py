"""People by name, by the label of a turn, and by an office that stands for them; their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents import adjacent, words_of_text
from detente.late import late
from detente.reading.actors.apposition import (
    complement_alone,
    complement_beside,
    role_after,
    roles_beside,
    spoken_for,
    states_after,
)
from detente.reading.actors.labelled import Labelled, RoleHit
from detente.reading.actors.people import is_a_body
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.turns import LABEL_TITLES
from detente.reading.values import Item, Mention, Role

_OF_A_FAMILY = late(r"\s+(?:family|clan|dynasty|heirs)\b")
_FOLLOWS_AS_A_NOUN = frozenset({"general", "house", "office", "party", "council", "team", "job"})
_NO_HEADLINE = words_of_text("a an of as for by with this that no any every each other another")
_OWNERS = words_of_text("our their its his her a an")
_SPOKEN_FOR = late(
    r"\s+(?:for|of)\s+(?:the\s+)?(?:[A-Z][\w'-]*(?:\s+(?:of\s+)?)?|[a-z]+\s?){1,4}?(?=[,.;:]|\s*(?:said|says|told|who|confirmed|declined|denied|added|in|on|at)\b|$)"
)
_ARTICLE = late(r"^(?:[Aa]n?|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er)\s+")
_STYLES = frozenset({"Sheikh", "Shaikh", "Sheikha"})


@rule("people.named", layer="actors", languages=("en",))
def named(page: Page, found: Found) -> Iterator[Item]:
    """People by their full name or the part of it that stands for them; the roles beside it."""
    people = found.survey.people
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        index = 0
        while index < len(tokens):
            match = people.matcher.match(page.flat, tokens, index)
            if not match:
                index += 1
                continue
            first, index = index, index + match[0]
            name = people.resolve(match[1])
            start, end = tokens[first].start, tokens[index - 1].end
            if _OF_A_FAMILY.match(page.flat, end):
                continue
            text = page.text[start:end]
            form = "name" if name == match[1] and " " in match[1] else "surname"
            sure = people.confidence.get(name or "", 0.7)
            yield Mention(start, end, text, "people.named", sure, name or text, "person", form)
            beside = roles_beside(labelled, first, index, page.flat)
            after = role_after(labelled, index, page.flat)
            for role in (*beside, *([after] if after else ())):
                if role.words not in _STYLES:
                    yield _role(page, labelled, role, name or text, found)


def _role(page: Page, labelled: Labelled, role: RoleHit, name: str, found: Found) -> Role:
    start = labelled.sentence.tokens[role.first].start
    end = complement_beside(page, labelled, role)
    states = role.states or states_after(labelled, role.stop, page.flat)
    words = role.words
    counterparts = page.words.list("roles", "counterparts")
    person = found.survey.people.by_name.get(name)
    if person and role.head in counterparts:
        words = next((head for head, _ in person.offices if head not in counterparts), role.head)
    for at in range(role.first, role.stop):
        if at in labelled.hit_at:
            tokens = labelled.sentence.tokens[labelled.hit_at[at].stop : role.stop]
            words = " ".join(token.word for token in tokens)
    return Role(
        start,
        end,
        page.text[start:end],
        "people.role",
        0.85,
        _canonical(words, states),
        name,
        states[0] if states else None,
    )


def _canonical(words: str, states: tuple[str, ...]) -> str:
    plain = " ".join(each[:1].upper() + each[1:] for each in words.split())
    return f"{plain} of {' and '.join(states)}" if states else plain


@rule("people.labels", layer="actors")
def labels(page: Page, found: Found) -> Iterator[Item]:
    """People, bodies and offices named by the label of their turn in a conversation."""
    people, words = found.survey.people, found.survey.vocabulary
    upper = {alias.upper(): alias for alias in people.aliases}
    for zone in page.zones:
        if zone.label is None or zone.label_place is None:
            continue
        title = LABEL_TITLES.match(zone.label)
        name = re.sub(r"\s*\(.*", "", zone.label[title.end() :] if title else zone.label)
        alias = name if name in people.aliases else upper.get(name.upper())
        office = re.sub(r"^[Tt]he\s+", "", zone.label).lower()
        start, end = zone.label_place.start, zone.label_place.end
        full, kind, form = "", "person", "surname"
        if not alias and (office in words.heads_list or office.split()[-1] in words.heads_list):
            full, form = people.holder(office, ()) or office.title(), "title"
            at = end - len(office)
            yield Role(at, end, page.text[at:end], "people.labels", 0.8, office.title(), None, None)
        elif not alias and is_a_body(page, zone.label, words):
            full, kind, form = zone.label, "organisation", "name"
        elif alias or title:
            start += title.end() if title else 0
            end = start + len(name)
            full = people.resolve(alias or "") or (name.title() if name.isupper() else name)
        if full:
            text = page.text[start:end]
            yield Mention(start, end, text, "people.labels", 0.8, full, kind, form)


@rule("people.office", layer="actors", languages=("en",))
def office(page: Page, found: Found) -> Iterator[Item]:
    """ "The Russian President": an office that stands alone for the person who holds it."""
    people = found.survey.people
    offices = page.words.list("roles", "counterparts") + page.words.list("roles", "ranks")
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for role in labelled.roles:
            if role.head in offices or not (role.office or role.states):
                continue
            end = complement_alone(page, labelled, role)
            first = _opening(page, labelled, role, found)
            if first is None or _introduces(page, labelled, role, end, found):
                continue
            states = role.states or states_after(labelled, role.stop, page.flat)
            holder = people.holder(role.head, states)
            if not states and end > tokens[role.stop - 1].end:
                holder = None  # of something that the text names and nobody is said to hold
            start = tokens[first].start
            text = page.text[start:end]
            name = holder or _plain_name(page, labelled, role, text)
            sure = 0.75 if tokens[first].word.lower() == "the" else 0.6
            yield Mention(start, end, text, "people.office", sure, name, "person", "title")
            at = tokens[role.first].start
            of = states[0] if states else None
            canonical = _canonical(role.head, states[:1])
            yield Role(at, end, page.text[at:end], "people.office", sure, canonical, holder, of)


def _plain_name(page: Page, labelled: Labelled, role: RoleHit, text: str) -> str:
    """What a holder without a name is called: the words without "a", with whom they speak for."""
    name = _ARTICLE.sub("", " ".join(text.split()))
    if spoken_for(role):
        end = labelled.sentence.tokens[role.stop - 1].end
        more = _SPOKEN_FOR.match(page.flat, end, min(end + 90, labelled.sentence.end))
        if more:
            return f"{name} {' '.join(more.group().split())}"
    return name


def _opening(page: Page, labelled: Labelled, role: RoleHit, found: Found) -> int | None:
    """The first token of an office that stands for its holder; None where it does not."""
    tokens, flat = labelled.sentence.tokens, page.flat
    before = tokens[role.first - 1] if role.first else None
    beside = before is not None and adjacent(flat, before, tokens[role.first])
    article = before.word.lower() if before and beside else ""
    first = role.first - 1 if article in {"the", *_OWNERS} else role.first
    people = found.survey.people
    opened = first and "," in flat[tokens[first - 1].end : tokens[first].start]
    for back in range(max(0, first - 4), first) if opened else ():
        match = people.matcher.match(flat, tokens, back)
        if match and back + match[0] == first:
            return None  # it only says more of a name: "Morgulov, the deputy minister"
    if article == "the":
        return first
    owner = labelled.hit_at.get(role.first - 1)
    if owner and before and flat[before.end : tokens[role.first].start].startswith("'s "):
        return owner.first
    verbs = page.words.list("speech", "verbs")
    near = [each.word for each in tokens[max(0, role.first - 2) : role.stop + 12]]
    if article in _OWNERS and (role.states or role.office) and any(each in verbs for each in near):
        return first
    if labelled.sentence.title_case and (role.states or people.holder(role.head, ())):
        return role.first
    title = page.zones[labelled.sentence.zone].kind == "title"
    return role.first if title and article not in _NO_HEADLINE else None


def _introduces(page: Page, labelled: Labelled, role: RoleHit, end: int, found: Found) -> bool:
    """Whether the office only introduces a name: right after it, or after "of …" and a comma."""
    tokens, flat = labelled.sentence.tokens, page.flat
    people, titles = found.survey.people, found.survey.vocabulary.titles

    def named(at: int) -> bool:
        while at < len(tokens) and (
            tokens[at].word.rstrip(".") in titles or at in labelled.role_at
        ):
            at = labelled.role_at[at].stop if at in labelled.role_at else at + 1
        known = at < len(tokens) and people.matcher.match(flat, tokens, at) is not None
        return known or any(run.first == at == role.stop for run in labelled.runs)

    beside = role.stop < len(tokens) and adjacent(flat, tokens[role.stop - 1], tokens[role.stop])
    if beside and (named(role.stop) or tokens[role.stop].word.lower() in _FOLLOWS_AS_A_NOUN):
        return True
    if flat.startswith(("'s Office", "'s Department", "'s Bureau"), end):
        return True
    for close in {end, complement_beside(page, labelled, role)}:
        after = next(
            (at for at in range(role.stop, len(tokens)) if tokens[at].start >= close), None
        )
        if after is not None and flat[close : tokens[after].start].strip() in {"", ","}:
            if tokens[after].word.lower() in {"the", "a", "an"}:
                after += 1
            if named(after):
                return True
    return False
