"""States, organisations, groups and places that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.actors.labelled import Hit, Labelled
from detente.documents.late import late
from detente.documents.lexicon import Entry
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Token, adjacent
from detente.documents.values import Item, Mention, Named

_JOIN = late(r"[-–/]")
_EVENT_AFTER = frozenset(
    [
        "talks",
        "accords",
        "accord",
        "agreement",
        "agreements",
        "process",
        "summit",
        "conference",
        "meeting",
        "round",
        "protocol",
        "consultations",
        "dialogue",
        "declaration",
        "treaty",
        "forum",
        "mandate",
        "statement",
        "communiqué",
        "pact",
        "deal",
        "plan",
        "document",
        "framework",
    ]
)
_LANGUAGE = late(r"\b(?:in|into|from|speak|speaks|spoke|speaking|fluent)\s+$")
_WATERS = late(r"\b(?:Gulf|Sea|Strait|Straits|Bay|Cape|Horn|Bight|Isle)\s+of\s+$")
_AMERICAS = frozenset({"North", "South", "Latin", "Central", "Inter", "Pan"})
_AMBIGUOUS = frozenset({"IS", "WHO", "PA", "AP", "CAR", "US", "AU", "IT"})


@rule("actors.gazetteer", layer="actors", languages=("en",))
def gazetteer(page: Page, found: Found) -> Iterator[Item]:
    """Names, adjectives and seats that the gazetteer knows, misspellings by one letter mended."""
    for labelled in found.survey.labels:
        located: set[int] = set()
        for hit in labelled.hits:
            yield from _hit(page, labelled, hit, located)


def _hit(page: Page, labelled: Labelled, hit: Hit, located: set[int]) -> Iterator[Item]:
    tokens = labelled.sentence.tokens
    start, end = tokens[hit.first].start, tokens[hit.stop - 1].end
    text = page.text[start:end]
    if (
        text in _AMBIGUOUS
        and labelled.sentence.title_case
        and page.flat[start - 6 : end + 6].isupper()
    ):
        return
    entries = {entry.kind: entry for entry in reversed(hit.entries)}
    confidence = 0.85 if hit.readings else 0.95
    if "place" in entries:
        yield Named(
            start,
            end,
            text,
            "actors.gazetteer",
            confidence,
            entries["place"].name,
            (entries["place"].members or (None,))[0],
        )
        metonym = "state" in entries and entries["state"].form == "capital"
        if "organisation" not in entries and not metonym:
            return
    if text == "American" and hit.first and tokens[hit.first - 1].word in _AMERICAS:
        return  # "the North American Development Bank"
    for kind in ("group", "state", "organisation"):
        entry = entries.get(kind)
        if entry is None:
            continue
        if entry.form in {"capital", "seat"} or (
            entry.name == "European Union" and text == "Brussels"
        ):
            yield from _capital(page, labelled, hit, entry, located)
        elif kind == "state" and _WATERS.search(page.flat[max(0, start - 24) : start]):
            continue  # "the Gulf of Oman"
        elif (
            entry.form == "adjective"
            and _LANGUAGE.search(page.flat[max(0, start - 10) : start])
            and not _noun_after(page, labelled, hit)
        ):
            continue
        else:
            begin = start
            if entry.form == "people":
                begin = _state_before(page, labelled, hit, start)
            if (
                kind == "group"
                and entry.name.startswith("the ")
                and page.flat[start - 4 : start].lower() == "the "
            ):
                begin = start - 4
            yield Mention(
                begin,
                end,
                page.text[begin:end],
                "actors.gazetteer",
                confidence,
                entry.name,
                kind,
                entry.form,
                members=entry.members if kind == "group" else (),
                readings=hit.readings,
            )
        return


def _state_before(page: Page, labelled: Labelled, hit: Hit, start: int) -> int:
    """Where a people's name begins with the state that they live in: "Cyprus Turks"."""
    before = labelled.hit_at.get(hit.first - 1)
    tokens = labelled.sentence.tokens
    if (
        before
        and adjacent(page.flat, tokens[hit.first - 1], tokens[hit.first])
        and any(entry.kind == "state" and entry.form != "people" for entry in before.entries)
    ):
        return tokens[before.first].start
    return start


def _noun_after(page: Page, labelled: Labelled, hit: Hit) -> bool:
    tokens = labelled.sentence.tokens
    if hit.stop >= len(tokens) or not adjacent(page.flat, tokens[hit.stop - 1], tokens[hit.stop]):
        return False
    return tokens[hit.stop].word.lower() not in page.words.list("capitals", "function")


def _capital(
    page: Page, labelled: Labelled, hit: Hit, entry: Entry, located: set[int]
) -> Iterator[Item]:
    """A capital is a place; it also stands for its government unless it is where something is."""
    tokens = labelled.sentence.tokens
    start, end = tokens[hit.first].start, tokens[hit.stop - 1].end
    text = page.text[start:end]
    if entry.form == "capital" or text == "Brussels":
        yield Named(
            start,
            end,
            text,
            "actors.gazetteer",
            0.9,
            text,
            entry.name if entry.kind == "state" else "Belgium",
        )
    if (entry.form == "capital" or text == "Brussels") and _is_location(
        page, labelled, hit, located
    ):
        located.add(hit.stop)
        return
    form = "capital" if entry.form == "name" else entry.form
    yield Mention(start, end, text, "actors.seat", 0.85, entry.name, entry.kind, form)


def _is_location(page: Page, labelled: Labelled, hit: Hit, located: set[int]) -> bool:
    tokens, flat = labelled.sentence.tokens, page.flat
    before = [token.word.lower() for token in tokens[max(0, hit.first - 3) : hit.first]]
    after = (
        tokens[hit.stop].word.lower()
        if hit.stop < len(tokens) and adjacent(flat, tokens[hit.stop - 1], tokens[hit.stop])
        else ""
    )
    if after in _EVENT_AFTER or (after and after in page.words.list("places", "nouns")):
        return True
    if not before:
        return False
    last = before[-1]
    gap = flat[tokens[hit.first - 1].end : tokens[hit.first].start]
    closed = flat[tokens[hit.stop - 1].end : tokens[hit.stop - 1].end + 1] == ","
    if closed and gap == ", " and tokens[hit.first - 1].word.isdigit():
        return True  # "Room 9, Nairobi, on 3 May"
    if before == ["from"] and flat[tokens[hit.stop - 1].end : tokens[hit.stop - 1].end + 1] == ",":
        return True  # "From Lima, the ministry …"
    places = page.words.words["places"]
    if last in {"and", "or"} and hit.first - 1 in located:
        return True
    if last == "the" and len(before) > 1:
        last = before[-2]
    if last in places["near"] or last in {
        "visited",
        "visiting",
        "left",
        "reached",
        "capital",
        "leaving",
    }:
        return True
    if last in {"to", "from", "for", "of"}:
        said = {token.word.lower() for token in tokens[: hit.first]}
        if (
            last == "of"
            and before[-2:-1]
            and before[-2]
            in places["kinds"]
            + (
                "outskirts",
                "streets",
                "centre",
                "center",
                "suburbs",
                "north",
                "south",
                "east",
                "west",
            )
        ):
            return True
        return last != "of" and bool(said & set(places["motion"]))
    return (
        bool(re.fullmatch(r"\s*,\s*", flat[tokens[hit.first - 1].end : tokens[hit.first].start]))
        and bool(tokens[hit.first - 1].capital)
        and hit.first - 1 in located
    )


@rule("actors.joined", layer="actors", languages=("en",))
def joined(page: Page, found: Found) -> Iterator[Item]:
    """Two states in one word ("Sino-Russian", "US-China"), and a state in a compound ("US-led")."""
    known = page.words.gazetteer
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for index, token in enumerate(tokens):
            if index in labelled.hit_at or token.word.isalnum() or not _JOIN.search(token.word):
                continue
            yield from _compound(page, token, index, tokens, known)


def _compound(
    page: Page,
    token: Token,
    index: int,
    tokens: tuple[Token, ...],
    known: dict[str, tuple[Entry, ...]],
) -> Iterator[Item]:
    pieces = _JOIN.split(token.word)
    if len(pieces) < 2:
        return
    end = token.end
    states = [_state(page, piece, known, first=not at) for at, piece in enumerate(pieces)]
    if states[-1] is None and len(pieces) == 2 and index + 1 < len(tokens):
        pair = f"{pieces[-1]} {tokens[index + 1].word}"  # "US-South Korean"
        whole = next((entry for entry in known.get(pair, ()) if entry.kind == "state"), None)
        if whole and adjacent(page.flat, token, tokens[index + 1]):
            states[-1], end = whole.name, tokens[index + 1].end
    names = [each for each in states if each]
    if len(names) == len(pieces) and len(set(names)) > 1:
        yield from _adjectives(page, token, pieces, known)
        text = page.text[token.start : end]
        yield Mention(
            token.start,
            end,
            text,
            "actors.joined",
            0.9,
            " and ".join(names),
            "group",
            "group",
            members=tuple(names),
        )
        return
    at = token.start
    for piece in pieces:
        whole = next(
            (
                e
                for e in known.get(piece, ())
                if e.kind in {"state", "organisation"} and e.form != "capital"
            ),
            None,
        )
        if whole and piece[0].isupper():
            yield Mention(
                at,
                at + len(piece),
                page.text[at : at + len(piece)],
                "actors.joined",
                0.8,
                whole.name,
                whole.kind,
                whole.form,
            )
        at += len(piece) + 1


def _adjectives(
    page: Page, token: Token, pieces: list[str], known: dict[str, tuple[Entry, ...]]
) -> Iterator[Mention]:
    """The states in "Kenyan-Ugandan"; a mere prefix such as "Sino" names none by itself."""
    at = token.start
    for place, piece in enumerate(pieces):
        whole = next((e for e in known.get(piece, ()) if e.form == "adjective"), None)
        if whole and not (place == 0 and piece in page.words.prefixes):
            text = page.text[at : at + len(piece)]
            yield Mention(
                at, at + len(piece), text, "actors.joined", 0.8, whole.name, "state", "adjective"
            )
        at += len(piece) + 1


def _state(
    page: Page, piece: str, known: dict[str, tuple[Entry, ...]], *, first: bool
) -> str | None:
    if first and piece in page.words.prefixes:
        return page.words.prefixes[piece]
    return next(
        (entry.name for entry in known.get(piece, ()) if entry.kind in {"state", "organisation"}),
        None,
    )
