"""Groups: people named by what they are, and several actors under one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from detente.documents.actors.label import Labelled
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Phrases, adjacent
from detente.documents.values import Item, Mention


class _Words:
    def __init__(self, language: str) -> None:
        groups = lexicon(language).words["groups"]
        self.people = frozenset(groups["people"])
        self.weak = frozenset(groups["weak"])
        self.collectives = Phrases(((each, each) for each in groups["collectives"]), cased=False)
        self.modifiers = Phrases(((each, each) for each in groups["modifiers"]), cased=False)
        self.sides = Phrases(((each, each) for each in groups["sides"]), cased=False)
        self.numbers = frozenset(groups["numbers"])
        self.side_modifiers = frozenset(groups["side_modifiers"])


@cache
def _words(language: str) -> _Words:
    return _Words(language)


@rule("groups.people", layer="actors", languages=("en",))
def people(page: Page, found: Found) -> Iterator[Item]:
    """Plurals such as "North Korean delegates", "striking dockers" or "parliamentarians"."""
    words = _words(page.words.language)
    adjectives = found.survey.people.adjectives
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for index, token in enumerate(tokens):
            small = token.word.lower()
            if small not in words.people or index in labelled.hit_at:
                continue
            if index in labelled.role_at and labelled.role_at[index].stop != index + 1:
                continue
            if token.capital and index and not labelled.sentence.title_case:
                led = tokens[index - 1].word.lower() == "the" and adjacent(
                    page.flat, tokens[index - 1], token
                )
                follows = tokens[index + 1] if index + 1 < len(tokens) else None
                if not led or (follows and follows.capital and adjacent(page.flat, token, follows)):
                    continue  # part of a name; "the Ministers" are no name
            first = _left(page, labelled, index, words, adjectives)
            if small in words.weak and first == index:
                continue
            start, end = tokens[first].start, token.end
            states = tuple(
                entry.name
                for at in range(first, index)
                if at in labelled.hit_at and labelled.hit_at[at].first == at
                for entry in labelled.hit_at[at].entries[:1]
            )
            text = page.text[start:end]
            readings = next(
                (
                    labelled.hit_at[at].readings
                    for at in range(first, index)
                    if at in labelled.hit_at
                ),
                (),
            )
            name = " ".join(text.split())
            if readings:
                name = name.replace(readings[1], readings[0])
            yield Mention(
                start,
                end,
                text,
                "groups.people",
                0.85 if first < index else 0.7,
                name,
                "group",
                "group",
                members=states,
                readings=(name, " ".join(text.split())) if readings else (),
            )


def _left(
    page: Page, labelled: Labelled, index: int, words: _Words, adjectives: dict[str, str]
) -> int:
    """The first token of the group's name: modifiers and the adjectives of states before its
    head.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while first and adjacent(flat, tokens[first - 1], tokens[first]):
        if tokens[first - 1].word in adjectives:
            first -= 1
            continue
        hit = labelled.hit_at.get(first - 1)
        if hit and any(
            entry.kind in {"state", "organisation"}
            and entry.form in {"adjective", "name", "acronym"}
            for entry in hit.entries
        ):
            first = hit.first
            continue
        if (
            first >= 2
            and (match := words.modifiers.match(flat, tokens, first - 2))
            and match[0] == 2
        ):
            first -= 2
            continue
        if words.modifiers.match(flat, tokens, first - 1):
            first -= 1
            continue
        break
    return first


@rule("groups.delegations", layer="actors", languages=("en",))
def delegations(page: Page, found: Found) -> Iterator[Item]:
    """Bodies of a state: "Russian delegation" (a group), "Russian foreign ministry" (an
    organisation).
    """
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for index in range(1, len(tokens)):
            if index in labelled.hit_at or not tokens[index].word[0].islower():
                continue
            match = words.collectives.match(flat, tokens, index)
            if not match or match[1] in {
                "government",
                "side",
                "public",
                "regime",
                "leadership",
                "administration",
                "opposition",
                "cabinet",
            }:
                continue
            hit = labelled.hit_at.get(index - 1)
            if not hit or not adjacent(flat, tokens[index - 1], tokens[index]):
                continue
            entry = next(
                (
                    e
                    for e in hit.entries
                    if e.kind in {"state", "organisation"}
                    and e.form in {"adjective", "name", "acronym"}
                ),
                None,
            )
            if entry is None or (
                index in labelled.role_at and labelled.role_at[index].stop > index + match[0]
            ):
                continue
            start, end = tokens[hit.first].start, tokens[index + match[0] - 1].end
            text = page.text[start:end]
            body = match[1] in {
                "delegation",
                "troops",
                "police",
                "authorities",
                "contingent",
                "negotiating team",
                "team",
                "mission",
                "garrison",
            }
            yield Mention(
                start,
                end,
                text,
                "groups.delegations",
                0.7,
                " ".join(text.split()),
                "group" if body else "organisation",
                "group" if body else "name",
                members=(entry.name,),
            )


_PARTIES = re.compile(r"\b[Tt]he parties\b(?!\s+of\b)|\b(?:all|warring) (?:parties|sides)\b")


@rule("groups.parties", layer="actors", languages=("en",))
def parties(page: Page, found: Found) -> Iterator[Item]:
    """ "The parties" to a conflict or an agreement."""
    for labelled in found.survey.labels:
        for match in _PARTIES.finditer(page.flat, labelled.sentence.start, labelled.sentence.end):
            yield Mention(
                match.start(),
                match.end(),
                page.text[match.start() : match.end()],
                "groups.parties",
                0.7,
                "the parties",
                "group",
                "group",
            )


@rule("groups.sides", layer="actors", languages=("en",))
def sides(page: Page, found: Found) -> Iterator[Item]:
    """ "Both sides", "the two neighbouring countries", "both sides of the 38th Parallel"."""
    words = _words(page.words.language)
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for index, token in enumerate(tokens):
            if token.word.lower() not in words.numbers or index in labelled.hit_at:
                continue
            at = index + 1
            while at < len(tokens) and (
                tokens[at].word.lower() in words.side_modifiers
                or tokens[at].word == "of"
                or (tokens[at].word == "the" and tokens[at - 1].word == "of")
                or (token.word.lower() == "both" and tokens[at].word == "the")
            ):
                at += 1
            if at >= len(tokens) or at in labelled.hit_at:
                continue
            match = words.sides.match(flat, tokens, at)
            if not match or not all(
                adjacent(flat, a, b)
                for a, b in zip(tokens[index:at], tokens[index + 1 : at + 1], strict=False)
            ):
                continue
            start, end = token.start, tokens[at + match[0] - 1].end
            members: tuple[str, ...] = ()
            line = _line_after(page, end)
            if line:
                end, members = line
            text = page.text[start:end]
            name = " and ".join(members) if members else " ".join(text.split())
            yield Mention(
                start, end, text, "groups.sides", 0.8, name, "group", "group", members=members
            )


def _line_after(page: Page, end: int) -> tuple[int, tuple[str, ...]] | None:
    """The end of an "of the 38th Parallel" that follows, with the sides that the line parts."""
    for line, parted in page.words.sides.items():
        for lead in (" of the ", " of "):
            if page.flat.startswith(lead + line, end):
                return end + len(lead + line), parted
    return None
