"""A document made ready for the rules: what is mined, cut into sentences and words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from detente.documents import Document, Span, Token, tokenise
from detente.late import late
from detente.reading.flat import flat, flat_lines, sentences
from detente.reading.lexicon import Lexicon, lexicon
from detente.reading.part_patterns import MINABLE, PROSE
from detente.reading.parts import find_parts
from detente.reading.turns import label_of, turn_labels
from detente.reading.values import Part
from detente.values import dataclass

_PIECES = late(r"\w+")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that is mined: a title, standfirst, heading or paragraph.

    start  after a dateline or turn label, where there is one; `label` is that label.
    """

    start: int
    end: int
    kind: str
    label: str | None = None
    label_place: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words; `zone` is the index of the zone that it lies in.

    title_case  capitals say nothing here, as in a headline.
    """

    start: int
    end: int
    zone: int
    tokens: tuple[Token, ...]
    title_case: bool


class Page:
    """Everything that rules look at. Built once for a document; nothing in it changes."""

    def __init__(self, document: Document, language: str = "en") -> None:
        self.document = document
        self.text = document.text
        self.flat = flat(document.text)
        self.words: Lexicon = lexicon(language)
        self.parts: tuple[Part, ...] = find_parts(document)
        self.zones: tuple[Zone, ...] = tuple(self._zones())
        self.sentences: tuple[Sentence, ...] = tuple(self._sentences())
        self._asked: dict[frozenset[str], list[int]] = {}
        self._starts = [each.start for each in self.sentences]

    def _zones(self) -> Iterator[Zone]:
        lines = flat_lines(self.text)
        turns = turn_labels(self.document)
        datelines = {part.start: part.end for part in self.parts if part.kind == "dateline"}
        bold = frozenset() if turns else self._questions(lines)
        answering = False
        for part in self.parts:
            if part.kind not in MINABLE:
                continue
            if bold and part.kind in {*PROSE, "heading"}:
                asked = part.start in bold
                label_now = "Q" if asked else ("A" if answering else None)
                answering = asked
                where = Span(part.start, part.start)
                yield Zone(
                    part.start, part.end, "paragraph", label_now, where if label_now else None
                )
                continue
            if part.kind in PROSE:
                label = label_of(lines, part.start, part.end, turns)
                if label:
                    where = Span(part.start, part.start + len(label[0]))
                    opened = lines.find(label[0], part.start, part.end)
                    if opened >= 0:
                        where = Span(opened, opened + len(label[0]))
                    yield Zone(label[1], part.end, part.kind, label[0], where)
                    continue
            start = datelines.get(part.start, part.start)
            while start < part.end and self.flat[start] == " ":
                start += 1
            yield Zone(start, part.end, part.kind)

    def _questions(self, lines: str) -> frozenset[int]:
        """Where the paragraphs of an interview begin that ask without a label: set apart as
        emphasis or
        headings, at least two of them with a question mark."""
        found = [
            part
            for part in self.parts
            if (part.kind == "heading" and self.document.kind in {"markdown", "html"})
            or (
                part.kind in {"paragraph", "heading"}
                and self.document.kind == "markdown"
                and lines[max(0, part.start - 1) : part.start] in {"*", "_"}
                and lines[part.end : part.end + 1] in {"*", "_"}
            )
        ]
        asked = sum(lines[part.end - 1] == "?" for part in found)
        if asked < 2 and not (asked and len(found) > 1 and self._all_emphasised(found)):
            return frozenset()
        return frozenset(part.start for part in found)

    def _all_emphasised(self, found: list[Part]) -> bool:
        return all(part.kind == "paragraph" for part in found)

    def _sentences(self) -> Iterator[Sentence]:
        for index, zone in enumerate(self.zones):
            for start, end in sentences(self.flat, zone.start, zone.end):
                tokens = tuple(tokenise(self.flat, start, end))
                yield Sentence(
                    start,
                    end,
                    index,
                    tokens,
                    zone.kind in {"title", "heading"} and _title_case(tokens),
                )

    @cached_property
    def _places_of(self) -> dict[str, list[int]]:
        """Where each word of the mined text begins, in small letters; "hard-won" is two words."""
        found: dict[str, list[int]] = {}
        for sentence in self.sentences:
            for token in sentence.tokens:
                word = token.word.lower()
                if word.isalnum():
                    found.setdefault(word, []).append(token.start)
                    continue
                for piece in _PIECES.finditer(word):
                    found.setdefault(piece.group(), []).append(token.start + piece.start())
        return found

    @property
    def vocabulary(self) -> Iterable[str]:
        """Each word of the mined text once, in small letters."""
        return self._places_of

    def places(self, words: frozenset[str]) -> list[int]:
        """Where one of `words` begins, in order."""
        if words not in self._asked:
            known = self._places_of
            self._asked[words] = sorted(place for word in words for place in known.get(word, ()))
        return self._asked[words]

    def having(self, words: frozenset[str]) -> frozenset[int]:
        """The numbers of the sentences that one of `words` stands in: a rule that needs one of them
        looks at no other.
        """
        starts = self._starts
        return frozenset(bisect_right(starts, place) - 1 for place in self.places(words))

    def matches(
        self, pattern: re.Pattern[str], words: frozenset[str], start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """As `pattern.finditer(flat, start, end)`, where each match begins with one of `words`."""
        places = self.places(words)
        at = start
        for place in places[bisect_left(places, start) : bisect_left(places, end)]:
            if place >= at and (match := pattern.match(self.flat, place, end)):
                at = match.end()
                yield match

    def zones_having(self, words: frozenset[str]) -> frozenset[int]:
        """The numbers of the zones that one of `words` stands in."""
        return frozenset(self.sentences[number].zone for number in self.having(words))

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the mined text also writes small: at the head of a sentence they are no
        names.
        """
        return frozenset(
            token.word
            for sentence in self.sentences
            for token in sentence.tokens
            if token.word[0].islower()
        )


def _title_case(tokens: tuple[Token, ...]) -> bool:
    long = [token for token in tokens if len(token.word) > 3 and token.word[0].isalpha()]
    return sum(token.capital for token in long) >= 0.7 * len(long)


NAMES = {"en": "English", "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese"}
_STOPWORDS = {
    "en": "the of and to in that is for was on with as by at from has have said will be it",
    "fr": "le la les des et que une dans pour qui sur est par avec du au",
    "de": "der die das und den dem ein eine nicht mit von für ist auf zu",
    "es": "el los las del que una por con para como más se su",
    "pt": "os das dos que uma por com para não se ao pela",
}


def guess_language(text: str) -> str:
    """The language whose commonest words the beginning of `text` has most of; "und" where few are
    seen.
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if not words:
        return "und"
    shares = {
        name: sum(word in stop for word in words) / len(words)
        for name, stop in ((name, frozenset(text.split())) for name, text in _STOPWORDS.items())
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.08 else "und"
