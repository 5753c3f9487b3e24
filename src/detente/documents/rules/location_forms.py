"""Places by the form of the words around them: "the village of X", "X-based", "X, Minn."."""

from __future__ import annotations

from collections.abc import Iterator

from detente.documents.flat import words_pattern
from detente.documents.late import late
from detente.documents.location_patterns import (
    BODY_OF_WATER,
    FORMS,
    PART_OF,
    PARTS,
    ROADS,
    SPLIT,
    WATERS,
    WITH_STATE,
    of_an_event,
    road_words,
)
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import adjacent, words_of_text
from detente.documents.values import Item, Named

_LEAD = late(r"(?:The|A|An|In|At|On|From|Its|Their|But|And|For|When|While|After|Since)\s+")
_INSIDE = words_of_text("in at near outside around from to")


@rule("places.forms", layer="actors", languages=("en",))
def forms(page: Page, found: Found) -> Iterator[Item]:
    """Names that their surroundings make places, and each later use of such a name."""
    words = found.survey.vocabulary
    gazetteer = page.words.gazetteer
    people = found.survey.people
    learned: set[str] = set()

    def place(start: int, end: int, rule_id: str, sure: float) -> Named:
        text = page.text[start:end]
        return Named(start, end, text, rule_id, sure, " ".join(text.split()))

    def plain(name: str) -> bool:
        first, last = name.split()[0], name.split()[-1]
        if any(
            entry.kind != "place" and entry.form != "capital" for entry in gazetteer.get(name, ())
        ):
            return False
        return not (
            first in words.never
            or first.lower() in words.function
            or first in words.given
            or name in people.aliases
            or name in people.organisations
            or last in words.organisation_words - words.place_words
            or (first.isupper() and len(first) < 5)
        )

    where = [(pattern, sure, page.having(words)) for pattern, sure, words in FORMS]
    on_roads, in_waters, in_parts = map(page.having, (road_words(page), WATERS, PARTS))
    for number, sentence in enumerate(page.sentences):
        flat, start, end = page.flat, sentence.start, sentence.end
        for pattern, sure, sentences in where:
            for match in pattern.finditer(flat, start, end) if number in sentences else ():
                for first, last in _pieces(flat, match.start("names"), match.end("names")):
                    lead = _LEAD.match(flat, first, last)
                    first = lead.end() if lead else first
                    name = " ".join(flat[first:last].split())
                    if plain(name) and not sentence.title_case:
                        learned.add(name)
                        yield place(first, last, "places.forms", sure)
                if pattern is WITH_STATE:
                    yield place(match.start("state"), match.end("state"), "places.state", 0.8)
        for match in ROADS.finditer(flat, start, end) if number in on_roads else ():
            yield place(match.start(), match.end(), "places.road", 0.8)
        for match in page.matches(BODY_OF_WATER, WATERS, start, end) if number in in_waters else ():
            name = " ".join(match.group().split())
            if (
                sentence.title_case
                or name.split()[-1] in words.organisation_words - words.place_words
            ):
                continue
            if " of " in name or name.split()[0] not in {"Sea", "Valley", "Plain", "Horn"}:
                learned.add(name)
                yield place(match.start(), match.end(), "places.water", 0.8)
        for match in page.matches(PART_OF, PARTS, start, end) if number in in_parts else ():
            name = match.group("names").split()[0]
            whole = " ".join(match.group("names").split())
            for text in (whole, name):
                if any(
                    entry.kind in {"state", "place"} and entry.form in {"name", "capital"}
                    for entry in gazetteer.get(text, ())
                ):
                    yield place(
                        match.start(), match.start("names") + len(text), "places.part", 0.85
                    )
                    break
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for hit in labelled.hits:
            # "Praia Longa" is not Praia: an unknown name goes on after a known one.
            if not hit.first or hit.stop >= len(tokens) or labelled.sentence.title_case:
                continue
            following = tokens[hit.stop]
            if (
                tokens[hit.first - 1].word in _INSIDE
                and any(each.kind == "place" or each.form == "capital" for each in hit.entries)
                and following.capital
                and not following.word.isupper()
                and adjacent(page.flat, tokens[hit.stop - 1], following)
                and following.word not in words.never
                and following.word not in gazetteer
                and following.word not in words.organisation_words
            ):
                yield place(tokens[hit.first].start, following.end, "places.longer", 0.9)
    if learned:
        again = late(rf"(?<![\w-]){words_pattern(sorted(learned))}(?![\w-]|'s\s+(?:said|says))")
        for zone in page.zones:
            for match in again.finditer(page.flat, zone.start, zone.end):
                if not of_an_event(page.flat, match.end()):
                    yield place(match.start(), match.end(), "places.again", 0.6)


def _pieces(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list."""
    at = start
    for cut in [*SPLIT.finditer(flat, start, end), None]:
        stop = cut.start() if cut else end
        if stop > at:
            yield at, stop
        at = cut.end() if cut else end
