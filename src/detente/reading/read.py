"""From a document to a reading: every rule of its language, layer by layer."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from detente.documents import Document, Warned
from detente.reading.actors import survey
from detente.reading.lexicon import languages
from detente.reading.page import NAMES, Page, guess_language
from detente.reading.rules import LAYERS, Found, rules_for
from detente.reading.statements import find_statements
from detente.reading.terms import find_terms
from detente.reading.values import Event, Item, Mention, Named, Reading

ItemType = TypeVar("ItemType", bound=Item)


@contextmanager
def _kept() -> Iterator[None]:
    """Leave values alone while they are made: the search for cycles among them, of which there are
    none, took a fifth of the time.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@_kept()
def read(document: Document) -> Reading:
    """What `document` says, each item with its place, its rule and a confidence.

    Only title, standfirst, headings and body are read. In a language without rules of its own, what
    holds for all languages is found: parts, marks of quotation, labels of turns.
    Cost: linear in the length of the text.
    """
    language = guess_language(document.text)
    warned = document.warned
    if language not in {"en", "und"}:
        told = f"only English is read: this looks like {NAMES[language]}, so little was found"
        warned = (*warned, Warned("W-LANGUAGE", told))
    known = language if language in languages() else "en"
    page = Page(document, known)
    found = Found(survey(page))
    for layer in LAYERS:
        for each in rules_for(language if language != "und" else known):
            if each.layer == layer:
                for item in each.find(page, found):
                    found.add(item)
        if layer == "actors":
            found.mentions = _settle(found.mentions)
            found.places = _settle_places(found.places, found.mentions)
            found.roles = _unique(found.roles)
        if layer == "dates":
            found.dates = _unique(found.dates)
    statements = find_statements(page, found) if known == "en" else ()
    return Reading(
        document=document,
        language=language,
        as_of=found.as_of,
        as_of_basis=found.as_of_basis,
        parts=page.parts,
        terms=find_terms(page),
        mentions=tuple(found.mentions),
        roles=tuple(found.roles),
        places=tuple(found.places),
        quotes=tuple(_sorted(found.quotes)),
        reported=tuple(_sorted(found.reported)),
        dates=tuple(found.dates),
        events=tuple(
            Event(each.start, each.end, each.text, each.rule, each.confidence, each.who)
            for each in statements
            if each.kind == "act"
        ),
        proposals=tuple(_unique(found.proposals)),
        claims=tuple(_unique(found.claims)),
        warned=warned,
        statements=statements,
    )


def _sorted(items: Sequence[ItemType]) -> list[ItemType]:
    return sorted(items, key=lambda each: (each.start, -each.end))


_INNER = {"state", "organisation", "person"}


def _settle(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap, keep the surer and longer; keep what properly lies inside
    another.
    """
    kept: list[Mention] = []
    ends: list[Mention] = []
    for each in sorted(mentions, key=lambda m: (m.start, -m.end, -m.confidence)):
        ends = [other for other in ends if other.end > each.start]
        if any(other.start == each.start and other.end == each.end for other in ends):
            continue
        crossing = [other for other in ends if other.end < each.end]
        if crossing:
            continue
        outer = ends[-1] if ends else None
        if outer is not None:
            if each.form == "capital" and outer.kind in {"organisation", "person"}:
                continue
            if (
                each.kind not in _INNER
                or (each.kind == outer.kind != "group")
                or (each.kind == "person" and outer.kind != "group")
            ):
                continue
            each = replace(each, nested=True)
        kept.append(each)
        ends.append(each)
    return kept


def _settle_places(places: list[Named], mentions: list[Mention]) -> list[Named]:
    spans = [
        each
        for each in mentions
        if each.kind in {"person", "organisation"} and each.form not in {"title", "capital"}
    ]
    inside = _covered(places, spans)
    kept: list[Named] = []
    for each in sorted(places, key=lambda m: (m.start, -m.end, -m.confidence)):
        if (each.start, each.end) in inside:
            continue
        if kept and kept[-1].end > each.start:
            continue
        kept.append(each)
    return kept


def _covered(places: list[Named], spans: list[Mention]) -> set[tuple[int, int]]:
    """The places that lie inside a person's or organisation's name."""
    found: set[tuple[int, int]] = set()
    ordered = sorted(spans, key=lambda each: each.start)
    at = 0
    for place in sorted(places, key=lambda each: each.start):
        while at < len(ordered) and ordered[at].end <= place.start:
            at += 1
        for span in ordered[at : at + 3]:
            if span.start <= place.start and place.end <= span.end:
                found.add((place.start, place.end))
    return found


def _unique(items: Sequence[ItemType]) -> list[ItemType]:
    kept: list[ItemType] = []
    for each in sorted(items, key=lambda m: (m.start, -m.end, -m.confidence)):
        if not kept or (kept[-1].start, kept[-1].end) != (each.start, each.end):
            kept.append(each)
    return kept
