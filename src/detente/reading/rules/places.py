"""Places that the gazetteer does not know: by a telling word, by the words around them."""

from __future__ import annotations

from collections.abc import Iterator

from detente.documents import adjacent
from detente.late import late, words_in
from detente.reading.actors.apposition import words_of
from detente.reading.flat import words_pattern
from detente.reading.lexicon import lexicon
from detente.reading.page import Page
from detente.reading.rules import Found, rule
from detente.reading.values import Item, Named

_WORDS = lexicon("en").words["places"]
_NAME = r"[A-ZÀ-ÖØ-Þ][\wÀ-ɏ'-]+(?<!'s)(?:\s(?:(?:de|del|la|el|al|an)\s)?[A-ZÀ-ÖØ-Þ][\wÀ-ɏ'-]+){0,2}"
# "The villages of X, Y and Z", "40 km west of X", "X, Minn."
_FORMS = tuple(
    (late(pattern), words)
    for pattern, words in (
        (
            (
                rf"\b{words_pattern(_WORDS['kinds_of'])}\s+(?:of|named|called)\s+(?:the\s+)?"
                rf"(?P<names>{_NAME}(?:(?:,\s|,?\sand\s){_NAME})*)"
            ),
            words_in(_WORDS["kinds_of"]),
        ),
        (
            (
                r"\b(?:kilomet(?:re|er)s?|km|miles?)\s+"
                r"(?:(?:north|south|east|west)(?:-?(?:east|west))?\s+of|outside|from)\s+"
                rf"(?P<names>{_NAME})"
            ),
            frozenset(
                ["kilometer", "kilometers", "kilometre", "kilometres", "km", "mile", "miles"]
            ),
        ),
        (
            (
                rf"(?<![\w-])(?P<names>{_NAME}),\s+"
                rf"(?P<state>{words_pattern(_WORDS['abbreviated'])})(?!\w)"
            ),
            words_in(_WORDS["abbreviated"]),
        ),
    )
)
_SPLIT = late(r",\s|,?\sand\s")
_PLACE_OF_DATELINE = late(
    r"[*_]{0,3}[(\[]?(?P<place>[^\W\d_][^,(\n—–\d*:/\]]*?)(?=\s*(?:,|\(|—|–|--|-\s|\d|\*|:|/))"
)


def _place(page: Page, start: int, end: int, rule_id: str, sure: float) -> Named:
    text = page.text[start:end]
    return Named(start, end, text, f"places.{rule_id}", sure, " ".join(text.split()))


@rule("places.dateline", layer="actors", languages=("any",))
def dateline(page: Page, found: Found) -> Iterator[Item]:
    """The place that a dateline opens with."""
    months = page.words.list("dates", "months")
    for part in page.parts:
        opened = _PLACE_OF_DATELINE.match(page.flat, part.start, part.end)
        if part.kind == "dateline" and opened and not opened["place"].startswith(months):
            yield _place(page, opened.start("place"), opened.end("place"), "dateline", 0.85)


@rule("places.telling-word", layer="actors", languages=("en",))
def telling_word(page: Page, found: Found) -> Iterator[Item]:
    """Names with "River", "Strait of …", "Lake …" in them, or before "river", "province"."""
    words = found.survey.vocabulary
    nouns = frozenset(page.words.list("places", "nouns"))
    for labelled in found.survey.labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        if labelled.sentence.title_case:
            continue
        done = 0
        for index, token in enumerate(tokens):
            told = token.word in words.place_words or (index and token.word in nouns)
            if index < done or index in labelled.hit_at or not told:
                continue
            first, stop = index, index + 1
            while (
                first > done
                and tokens[first - 1].capital
                and adjacent(flat, tokens[first - 1], tokens[first])
                and tokens[first - 1].word.lower() not in words.function
            ):
                first -= 1
            if token.capital and stop + 1 < len(tokens) and tokens[stop].word == "of":
                stop += 2 if tokens[stop + 1].capital else 0
            elif token.capital and first == index and stop < len(tokens) and tokens[stop].capital:
                stop += 1
            if token.word in page.words.list("places", "left_out"):
                stop = index
            inside = {each.word for each in tokens[first:stop]}
            following = tokens[stop].word if stop < len(tokens) else ""
            other = following in page.words.list("places", "undertakings") or (
                following[:1].isupper() and adjacent(flat, tokens[stop - 1], tokens[stop])
            )
            if stop - first < 2 or other or inside & (words.organisation_words - words.place_words):
                continue
            if tokens[first].word in words.given or first in labelled.hit_at:
                continue
            done = stop
            yield _place(page, tokens[first].start, tokens[stop - 1].end, "telling-word", 0.8)


@rule("places.context", layer="actors", languages=("en",))
def context(page: Page, found: Found) -> Iterator[Item]:
    """Unknown names that stand where places stand: "in X", "the town of X", "X, Minn."."""
    people, words = found.survey.people, found.survey.vocabulary
    no_places = people.aliases.keys() | people.organisations | people.states | words.never
    learned = set(people.places)
    for pattern, needed in _FORMS:
        for number in sorted(page.having(needed)):
            sentence = page.sentences[number]
            if sentence.title_case:
                continue
            for match in pattern.finditer(page.flat, sentence.start, sentence.end):
                at = match.start("names")
                for cut in [*_SPLIT.finditer(page.flat, at, match.end("names")), None]:
                    stop = cut.start() if cut else match.end("names")
                    name = " ".join(page.flat[at:stop].split())
                    if name and name not in no_places and name not in page.words.gazetteer:
                        learned.add(name)
                        yield _place(page, at, stop, "forms", 0.75)
                    at = cut.end() if cut else stop
                if "state" in match.groupdict():
                    yield _place(page, match.start("state"), match.end("state"), "state", 0.8)
    for labelled in found.survey.labels:
        tokens = labelled.sentence.tokens
        for run in labelled.runs:
            name = words_of(labelled, run)
            if name not in learned or name in no_places or name.isupper():
                continue
            following = tokens[run.stop].word if run.stop < len(tokens) else ""
            if not {following, *name.split()} & (words.event_words | words.organisation_words):
                start, end = tokens[run.first].start, tokens[run.stop - 1].end
                yield _place(page, start, end, "context", 0.65)
