"""States, organisations, groups and places that the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator

from detente.documents import adjacent, words_of_text
from detente.late import late
from detente.reading.actors.labelled import Hit, Labelled
from detente.reading.lexicon import Entry
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.values import Item, Mention, Named

_JOIN = late(r"[-–/]")
_EVENT_AFTER = words_of_text(
    """
    talks accords accord agreement process summit conference meeting round protocol consultations
    dialogue declaration treaty forum statement communiqué pact deal plan framework
    """
)
_LANGUAGE = late(r"\b(?:in|into|from|speak|speaks|spoke|speaking|fluent)\s+$")
_WATERS = late(r"\b(?:Gulf|Sea|Strait|Straits|Bay|Cape|Horn)\s+of\s+$")
_AMERICAS = frozenset({"North", "South", "Latin", "Central", "Inter", "Pan"})
_AMBIGUOUS = frozenset({"IS", "WHO", "PA", "AP", "CAR", "US", "AU", "IT"})
_VISITED = words_of_text("visited visiting left reached capital leaving")


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
    shouted = labelled.sentence.title_case and page.flat[max(0, start - 6) : end + 6].isupper()
    if (text in _AMBIGUOUS and shouted) or (
        text == "American" and hit.first and tokens[hit.first - 1].word in _AMERICAS
    ):
        return
    entries = {entry.kind: entry for entry in reversed(hit.entries)}
    place = entries.get("place")
    if place:
        country = (place.members or (None,))[0]
        yield Named(start, end, text, "actors.gazetteer", 0.95, place.name, country)
        capital = "state" in entries and entries["state"].form == "capital"
        if "organisation" not in entries and not capital:
            return
    entry = next((entries[kind] for kind in _KINDS if kind in entries), None)
    if entry is None:
        return
    if entry.form in {"capital", "seat"} or (entry.name == "European Union" and text == "Brussels"):
        yield from _capital(page, labelled, hit, entry, located)
        return
    if entry.kind == "state" and _WATERS.search(page.flat, max(0, start - 24), start):
        return  # "the Gulf of Oman"
    spoken = _LANGUAGE.search(page.flat, max(0, start - 10), start)
    if entry.form == "adjective" and spoken and not _noun_after(page, labelled, hit):
        return
    if entry.kind == "group" and entry.name.startswith("the "):
        start -= 4 if page.flat[start - 4 : start].lower() == "the " else 0
    yield Mention(
        start,
        end,
        page.text[start:end],
        "actors.gazetteer",
        0.85 if hit.readings else 0.95,
        entry.name,
        entry.kind,
        entry.form,
        members=entry.members if entry.kind == "group" else (),
        readings=hit.readings,
    )


_KINDS = ("group", "state", "organisation")


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
        country = entry.name if entry.kind == "state" else "Belgium"
        yield Named(start, end, text, "actors.gazetteer", 0.9, text, country)
        if _is_location(page, labelled, hit, located):
            located.add(hit.stop)
            return
    form = "capital" if entry.form == "name" else entry.form
    yield Mention(start, end, text, "actors.seat", 0.85, entry.name, entry.kind, form)


def _is_location(page: Page, labelled: Labelled, hit: Hit, located: set[int]) -> bool:
    tokens, flat = labelled.sentence.tokens, page.flat
    places = page.words.words["places"]
    if hit.stop < len(tokens) and adjacent(flat, tokens[hit.stop - 1], tokens[hit.stop]):
        after = tokens[hit.stop].word.lower()
        if after in _EVENT_AFTER or after in places["nouns"]:
            return True
    before = [token.word.lower() for token in tokens[: hit.first]]
    if not before:
        return False
    last = before[-2] if before[-1] == "the" and len(before) > 1 else before[-1]
    gap = flat[tokens[hit.first - 1].end : tokens[hit.first].start]
    if hit.first - 1 in located and (last in {"and", "or"} or gap.strip() == ","):
        return True
    if last in places["near"] or last in _VISITED:
        return True
    if last in {"to", "from", "for"}:
        return bool(set(before) & set(places["motion"]))
    return last == "of" and before[-2:-1] != [] and before[-2] in places["kinds"]


@rule("actors.joined", layer="actors", languages=("en",))
def joined(page: Page, found: Found) -> Iterator[Item]:
    """Two states in one word ("Sino-Russian", "US-China"), and a state in a compound ("US-led")."""
    known, prefixes = page.words.gazetteer, page.words.prefixes
    for labelled in found.survey.labels:
        for index, token in enumerate(labelled.sentence.tokens):
            if index in labelled.hit_at or token.word.isalnum() or not _JOIN.search(token.word):
                continue
            pieces = _JOIN.split(token.word)
            found_of = [
                next((e for e in known.get(piece, ()) if e.kind != "place"), None)
                for piece in pieces
            ]
            names = [entry.name if entry else None for entry in found_of]
            if pieces[0] in prefixes:
                names[0] = prefixes[pieces[0]]
            both = tuple(dict.fromkeys(name for name in names if name))
            if all(names) and len(both) > 1:
                whole, text = " and ".join(both), page.text[token.start : token.end]
                yield Mention(
                    token.start,
                    token.end,
                    text,
                    "actors.joined",
                    0.9,
                    whole,
                    "group",
                    "group",
                    both,
                )
            at = token.start
            for place, (piece, entry) in enumerate(zip(pieces, found_of, strict=True)):
                prefix = place == 0 and piece in prefixes
                if entry and not prefix and entry.form != "capital" and piece[0].isupper():
                    end = at + len(piece)
                    text = page.text[at:end]
                    yield Mention(
                        at, end, text, "actors.joined", 0.8, entry.name, entry.kind, entry.form
                    )
                at += len(piece) + 1
