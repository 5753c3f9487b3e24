"""People by name, and people by an office that stands for the name; the roles they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.evidence import (
    role_after,
    role_before,
    role_comma_before,
    states_after,
)
from detente.documents.actors.label import Labelled, RoleHit
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import adjacent
from detente.documents.values import Item, Mention, Role

_LABEL_TITLE = re.compile(r"(?:(?:MR|MRS|MS|DR|Mr|Mrs|Ms|Dr|SIR|H\.?E|HE)\.?\s+)+")
_COMPLEMENT_END = re.compile(
    r"[,.;:()\"“”?!–—]|\s(?:who|which|that|said|says|told|has|have|is|was|were|had|will|would|and\s+(?:the|a|his|her|[a-z]+ed)|at|in|on|as|after|before|when|with)\b"
)


_APPOSED = re.compile(
    r",\s+(?:\d{2},\s+)?(?:a|an|the)\s+([a-z][\w'-]*(?:\s+[a-z][\w'-]*){0,3}?)(?=[,.;]|\s+(?:who|from|in|at|with|whose|and)\b)"
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
            if not match or _is_other(page, labelled, index, index + match[0], match[1], found):
                index += 1
                continue
            stop = index + match[0]
            name = people.resolve(match[1])
            start, end = tokens[index].start, tokens[stop - 1].end
            text = page.text[start:end]
            form = "name" if name == match[1] and " " in match[1] else "surname"
            confidence = people.confidence.get(name or "", 0.7)
            yield Mention(
                start, end, text, "people.named", confidence, name or text, "person", form
            )
            yield from _roles(page, labelled, index, stop, name or text, found)
            index = stop


def _is_other(
    page: Page, labelled: Labelled, first: int, stop: int, alias: str, found: Found
) -> bool:
    """Whether the words are part of something else: an organisation, a longer unknown name, a
    place.
    """
    tokens = labelled.sentence.tokens
    if any(at in labelled.hit_at for at in range(first, stop)):
        return not any(run.first <= first < run.stop for run in labelled.runs)
    if first in labelled.role_at and " " not in alias:
        return True
    words = found.survey.vocabulary
    if labelled.sentence.title_case:
        return False
    run = next((each for each in labelled.runs if each.first <= first < each.stop), None)
    if run is None:
        return not (first == 0 and tokens[0].word == alias)
    inside = [token.word for token in tokens[run.first : run.stop]]
    if inside[-1] in words.event_words or any(
        each in words.organisation_words or (each in words.place_words and alias not in words.given)
        for each in inside
        if inside[0] not in words.given
    ):
        return True
    return (
        run.stop - run.first > stop - first
        and " " not in alias
        and run.first != first
        and not run.title
        and (tokens[run.first].word not in words.never)
        and " ".join(inside) not in found.survey.people.aliases
    )


def _roles(
    page: Page, labelled: Labelled, first: int, stop: int, name: str, found: Found
) -> Iterator[Item]:
    before = role_before(labelled, first, page.flat) or role_comma_before(
        labelled, first, page.flat
    )
    if before:
        yield _role(page, labelled, before, name, found, complement=False)
    after = role_after(labelled, stop, page.flat)
    if after:
        yield _role(page, labelled, after, name, found, complement=True)
    else:
        tokens = labelled.sentence.tokens
        other = _APPOSED.match(page.flat, tokens[stop - 1].end, labelled.sentence.end)
        if other:
            start, end = other.span(1)
            yield Role(
                start, end, page.text[start:end], "people.apposed", 0.6, other.group(1), name
            )


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
    start, end = tokens[role.first].start, tokens[role.stop - 1].end
    states = role.states
    if complement:
        end = _complement(page, labelled, role)
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


def _complement(page: Page, labelled: Labelled, role: RoleHit) -> int:
    """Where the "of …" or "for …" after a role ends, or the end of the role where there is none."""
    tokens, flat = labelled.sentence.tokens, page.flat
    end = tokens[role.stop - 1].end
    opened = re.compile(r"\s+(?:of|for|to|on|in charge of)\s+").match(
        flat, end, min(end + 20, labelled.sentence.end)
    )
    if not opened:
        return end
    limit = min(opened.end() + 70, labelled.sentence.end)
    closed = _COMPLEMENT_END.search(flat, opened.end(), limit)
    return closed.start() if closed else (limit if limit == labelled.sentence.end else end)


def _capital_complement(page: Page, labelled: Labelled, role: RoleHit) -> int:
    """The end of a role with an "of Interior" or "of Russia" after it, capitals only."""
    tokens, flat = labelled.sentence.tokens, page.flat
    more = re.compile(
        r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'-]*(?:\s+(?:and\s+)?[A-Z][\w'-]*)*)+"
    ).match(flat, tokens[role.stop - 1].end, labelled.sentence.end)
    return more.end() if more else tokens[role.stop - 1].end


@rule("people.office", layer="actors", languages=("en",))
def office(page: Page, found: Found) -> Iterator[Item]:
    """ "The Russian President": an office that stands alone for the person who holds it."""
    for labelled in found.survey.labels:
        for role in labelled.roles:
            yield from _alone(page, labelled, role, found)


def _alone(page: Page, labelled: Labelled, role: RoleHit, found: Found) -> Iterator[Item]:
    tokens, flat = labelled.sentence.tokens, page.flat
    people = found.survey.people
    if not role.office or role.head in page.words.list("roles", "counterparts"):
        return
    if role.head in page.words.list("roles", "ranks") or (
        role.words.isupper() and len(role.words) < 3
    ):
        return
    follows = role.stop < len(tokens) and adjacent(flat, tokens[role.stop - 1], tokens[role.stop])
    if follows and (
        people.matcher.match(flat, tokens, role.stop)
        or any(run.first == role.stop for run in labelled.runs)
        or tokens[role.stop].word.rstrip(".") in found.survey.vocabulary.titles
    ):
        return
    if (
        follows
        and tokens[role.stop].word.lower()
        in {"general", "house", "office", "party", "council", "said"}
        and tokens[role.stop].word != "said"
    ):
        return
    start = tokens[role.first].start
    article = (
        role.first
        and adjacent(flat, tokens[role.first - 1], tokens[role.first])
        and tokens[role.first - 1].word.lower()
    )
    owner = (
        role.first
        and flat[tokens[role.first - 1].end : start].startswith("'s ")
        and labelled.hit_at.get(role.first - 1)
    )
    states = role.states
    confidence = 0.75
    if (
        role.stop < len(tokens)
        and flat[tokens[role.stop - 1].end : tokens[role.stop].start].strip() == ","
        and (
            people.matcher.match(flat, tokens, role.stop)
            or tokens[role.stop].word.rstrip(".") in found.survey.vocabulary.titles
        )
    ):
        return
    if _in_apposition(
        flat,
        tokens[role.first - 1].end if role.first else start,
        start,
        article,
        labelled,
        role,
        people,
        tokens,
    ):
        return
    if article == "the":
        start = tokens[role.first - 1].start
    elif owner:
        states = (owner.entries[0].name,)
        start = tokens[owner.first].start
        confidence = 0.6
    elif labelled.sentence.title_case and (states or people.holder(role.head, ())):
        pass
    elif article in {"a", "an"} and _speaks(page, labelled, role):
        start, confidence = tokens[role.first - 1].start, 0.6
    else:
        return
    end = _capital_complement(page, labelled, role)
    states = states or states_after(labelled, role.stop, flat)
    holder = people.holder(role.head, states)
    if not states and end > tokens[role.stop - 1].end:
        holder = None  # an office of something that the text names and nobody is said to hold
    text = page.text[start:end]
    yield Mention(start, end, text, "people.office", confidence, holder or text, "person", "title")
    begin = tokens[role.first].start
    canonical = " ".join(each[:1].upper() + each[1:] for each in role.head.split())
    if states:
        canonical = f"{canonical} of {states[0]}"
    yield Role(
        begin,
        end,
        page.text[begin:end],
        "people.office",
        confidence,
        canonical,
        holder,
        states[0] if states else None,
    )


def _in_apposition(flat, gap_from, start, article, labelled, role, people, tokens) -> bool:  # type: ignore[no-untyped-def]
    """Whether the role only says more of a name right before it: "Morgulov, the deputy
    minister".
    """
    at = role.first - (1 if article in {"the", "a", "an"} else 0)
    if at < 1:
        return False
    gap = flat[tokens[at - 1].end : tokens[at].start]
    return "," in gap and any(
        (match := people.matcher.match(flat, tokens, back)) is not None and back + match[0] == at
        for back in range(max(0, at - 4), at)
    )


def _speaks(page: Page, labelled: Labelled, role: RoleHit) -> bool:
    tokens = labelled.sentence.tokens
    verbs = page.words.list("speech", "that_verbs")
    after = [token.word for token in tokens[role.stop : role.stop + 20]]
    before = tokens[role.first - 2].word if role.first > 1 else ""
    return bool(set(after) & set(verbs)) or before in verbs


@rule("people.labels", layer="actors")
def labels(page: Page, found: Found) -> Iterator[Item]:
    """People named by the label of their turn in a conversation."""
    people = found.survey.people
    upper = {alias.upper(): alias for alias in people.aliases}
    for zone in page.zones:
        if zone.label is None or zone.label_place is None:
            continue
        title = _LABEL_TITLE.match(zone.label)
        name = zone.label[title.end() :] if title else zone.label
        name = re.sub(r"\s*\(.*", "", name)
        alias = name if name in people.aliases else upper.get(name.upper())
        start = zone.label_place.start + (title.end() if title else 0)
        if alias or title:
            full = people.resolve(alias or "") or name
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
