"""What is given for each block of a report, once its purpose is decided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents import Document, words_of_text
from detente.late import late
from detente.reading.blocks import Block, blocks, label_at
from detente.reading.flat import flat_lines, sentences
from detente.reading.lexicon import Lexicon
from detente.reading.part_patterns import (
    BULLET,
    CREDIT,
    DATELINE,
    DATELINE_MARKS,
    DOMAIN,
    EMAIL,
    EMPHASIS,
    ISSUED_BY,
    MARKDOWN,
    MARKDOWN_END,
    MINABLE,
    NAME,
    POSTED_BY,
    PROSE,
    PUBLISHER,
    REDACTED,
    TERMS,
)
from detente.reading.turns import bare, labels_of_turns
from detente.reading.values import Part

_NO_PLACE = late(r"(?:Updated?|Correction|Editor|Note|Related)\b")
_PAPERS = words_of_text(
    """
    Courier Chronicle Journal Observer Mail Star Sun Globe Wire Correspondent Editor Staff
    Writer
    """
)
_OWNED_AFTER = late(r"(?<=[.”])\s+(?=(?:©|\([Cc]\)|Copyright)\s*(?:19|20)\d\d\b[^.]{3,60}\.?$)")
_AFTER_BY = late(r"(?:.*?\b(?:[Bb]y|Author|Reporter|Correspondent|BY|FROM)\b\s*:?\s*)?")
_REFERS_BACK = late(r"(?:It|They|These|This|For\s+print|Please)\b")
_UNSTOPPED = late(
    r"(?P<line>©[^.]{3,60}?(?:19|20)\d\d)\s+(?=[A-Z][a-z]+\s+(?:[a-z]+\s+){2})"
    r"|(?P<also>(?:©|\([Cc]\)|Copyright)[^.]{3,60}?(?:Ltd|Inc|Corp|Co|LLC)\.)\s+(?=[A-Z])"
)


class Giving:
    """A document's blocks with their kinds, and how they are given as parts."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.text
        self.flat = flat_lines(document.text)
        self.blocks = blocks(document)
        self.words = words
        self.kinds: list[str] = [""] * len(self.blocks)
        self.rules: list[str] = ["body.left-over"] * len(self.blocks)
        self.turns = labels_of_turns(self.flat, self.blocks)
        self.authors: set[str] = set()
        self._cues: dict[str, str] = {}

    def _words(self, index: int) -> tuple[int, int]:
        """The place of a block without Markdown's marks."""
        block = self.blocks[index]
        if self.document.kind != "markdown":
            return block.start, block.end
        bullet = BULLET.match(self.flat, block.start, block.end)
        if bullet:
            return bullet.end(), block.end
        opened = MARKDOWN.match(self.flat, block.start, block.end)
        start = opened.end() if opened else block.start
        end = block.end
        emphasis = EMPHASIS.match(self.flat, start, end)
        if emphasis and self.flat.endswith(emphasis.group(), start + 2, end):
            inside = self.flat[emphasis.end() : end - len(emphasis.group())]
            if emphasis.group() not in inside:
                return emphasis.end(), end - len(emphasis.group())
        closed = MARKDOWN_END.search(self.flat, start, end)
        return start, closed.start() if closed else end

    def _cue(self, line: str) -> str:
        if line not in self._cues:
            plain = " ".join(line.split())
            fits = (kind for kind, pattern in self.words.cues if pattern.match(plain))
            self._cues[line] = next(fits, "")
        return self._cues[line]

    def _tail_cue(self, line: str) -> str:
        """What a block or sentence near the end of the text is, by a word anywhere in it."""
        for kind, pattern in self.words.tail_cues:
            if pattern.search(line):
                return kind
        return ""

    def _part(
        self,
        start: int,
        end: int,
        kind: str,
        rule: str,
        confidence: float = 0.9,
        field: str | None = None,
        value: str | None = None,
    ) -> Part:
        return Part(start, end, self.text[start:end], rule, confidence, kind, field, value)

    def _parts(self, index: int, block: Block) -> Iterator[Part]:
        kind, rule = self.kinds[index], self.rules[index]
        start, end = (
            self._words(index)
            if kind in MINABLE or kind in {"byline", "field", "empty_field"}
            else (block.start, block.end)
        )
        if kind in {"field", "empty_field"}:
            label = label_at(self.flat, start, end)
            name = bare(label.group("label")) if label else None
            value = self.text[label.end() : end].strip() if label else None
            yield self._part(start, end, kind, rule, field=name, value=value or None)
            if (
                name
                and name.lower() in {"author", "by", "reporter", "correspondent", "authors"}
                and value
            ):
                yield from self._author(start, end)
        elif kind in TERMS:
            yield from self._terms(start, end, kind, rule)
        elif kind == "boilerplate":
            yield from self._inside(start, end, rule)
        elif kind == "caption":
            credit = CREDIT.search(self.flat[start:end])
            if credit and credit.start():
                yield self._part(
                    start + credit.start(), end, "image_credit", "image_credit.in-caption"
                )
                end = start + credit.start()
            else:
                for begin, stop in sentences(self.flat, start, end):
                    if self._cue(self.flat[begin:stop]) == "image_credit" and begin > start:
                        yield self._part(begin, end, "image_credit", "image_credit.in-caption")
                        end = begin
                        break
            yield self._part(start, len(self.flat[:end].rstrip()), kind, rule)
        else:
            yield self._part(start, end, kind, rule)
        if kind == "byline":
            yield from self._author(start, end)
        if kind in PROSE:
            marks = DATELINE_MARKS.match(self.flat, start)
            opened = marks.end() if marks else start
            dated = DATELINE.match(self.flat, opened, min(end, start + 120))
            if (
                dated
                and not _NO_PLACE.match(dated.group())
                and dated.group()[:-1] not in self.turns
            ):
                stop = dated.end()
                if opened > start and self.flat.startswith(self.flat[start:opened], stop):
                    stop += opened - start
                yield self._part(start, stop, "dateline", "dateline.opening")
        if kind not in MINABLE:
            yield from self._addresses(start, end)

    def _inside(self, start: int, end: int, rule: str) -> Iterator[Part]:
        """Terms, bylines and fields inside a block of boilerplate."""
        runs: list[tuple[int, int, str]] = []
        for begin, stop in sentences(self.flat, start, end):
            cue = self._cue(self.flat[begin:stop].lstrip("*_[( "))
            cue = cue if cue in TERMS else self._tail_cue(self.flat[begin:stop]) or cue
            if cue not in TERMS:
                continue
            near = runs and not self.flat[runs[-1][1] : begin].strip()
            if near and runs[-1][2] == cue and cue in {"copyright", "disclaimer"}:
                runs[-1] = (runs[-1][0], stop, cue)
            else:
                runs.append((begin, stop, cue))
        for begin, stop, cue in runs:
            yield from self._terms(begin, stop, cue, rule)
        issued = ISSUED_BY.search(self.flat, start, end)
        if issued:
            first, last = issued.span("name")
            yield self._part(first, last, "author", "author.issued-by")
        if " | " not in self.flat[start:end]:
            return
        at = start
        for piece in self.flat[start:end].split(" | "):
            stop = at + len(piece)
            if POSTED_BY.match(piece):
                yield self._part(at, stop, "byline", "byline.posted")
                yield from self._author(at, stop)
            elif re.match(r"[A-Z][\w ]{2,20}:\s\S", piece) and not re.match(
                r"Previous|Next", piece
            ):
                name, _, value = piece.partition(":")
                yield self._part(at, stop, "field", "field.piece", field=name, value=value.strip())
            at = stop + 3

    def _author(self, start: int, end: int) -> Iterator[Part]:
        after = _AFTER_BY.match(self.flat, start, end)
        bar = self.flat.find(" | ", start, end)
        end = bar if bar > 0 else end
        for name in NAME.finditer(self.flat, after.end() if after else start, end):
            first, last = name.group().split()[0], name.group().split()[-1]
            if first in {"By", "Reporting", "Editing", "Writing", "Additional", "Staff", "Our"}:
                continue
            if self.flat[name.start() - 2 : name.start()] == ", " and (
                last in self.words.organisation_words or last in _PAPERS
            ):
                continue
            yield self._part(name.start(), name.end(), "author", "author.in-byline")

    def _terms(self, start: int, end: int, kind: str, rule: str) -> Iterator[Part]:
        """The sentences of a block of terms, each with its own kind; disclaimers in a row are
        one.
        """
        if kind == "fair_use_notice":
            owned = _OWNED_AFTER.search(self.flat, start, end)
            yield self._part(start, owned.start() if owned else end, kind, rule)
            if owned:
                yield from self._terms(owned.end(), end, "copyright", "copyright.sentence")
            return
        run: list[tuple[int, int, str]] = []
        for begin, stop in self._statements(start, end):
            own = self._cue(self.flat[begin:stop])
            cue = own if own in TERMS else self._tail_cue(self.flat[begin:stop]) or own
            if cue == "boilerplate":
                continue
            now = cue if cue in TERMS else (run[-1][2] if run else kind)
            goes_on = now in {"disclaimer", "copyright"} or (
                now in {"licence_terms", "media_contact"}
                and (
                    cue not in TERMS
                    or (now == "licence_terms" and _REFERS_BACK.match(self.flat, begin))
                )
            )
            if run and now == run[-1][2] and goes_on:
                run[-1] = (run[-1][0], stop, now)
            else:
                run.append((begin, stop, now))
        for begin, stop, now in run:
            yield self._part(begin, stop, now, f"{now}.sentence")
        for found in PUBLISHER.finditer(self.flat, start, end):
            yield self._part(found.start(1), found.end(1), "publisher", "publisher.grants", 0.7)

    def _statements(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of a block of terms; "© House 2024" may lack its full stop."""
        for begin, stop in sentences(self.flat, start, end):
            cut = _UNSTOPPED.match(self.flat, begin, stop)
            if cut:
                yield begin, cut.end("line") if cut.group("line") else cut.end("also")
                begin = cut.end()
            yield begin, stop

    def _addresses(self, start: int, end: int) -> Iterator[Part]:
        small = self.flat[start:end].lower()
        if any(each in small for each in ("@", "[", "(at)", "{at}", " dot ")):
            for found in REDACTED.finditer(self.flat, start, end):
                yield self._part(found.start(), found.end(), "redacted_email", "address.redacted")
        if "@" in small:
            for found in EMAIL.finditer(self.flat, start, end):
                yield self._part(found.start(), found.end(), "email", "address.plain")
        if "http" in small or "www" in small:
            for found in DOMAIN.finditer(self.flat, start, end):
                yield self._part(found.start(), found.end(), "domain", "address.domain")

    def _stretches(self, body: int) -> Iterator[Part]:
        """Each run of blocks after the first body block that are not mined, as one part."""
        run: list[Block] = []
        for index, block in enumerate([*self.blocks, None]):
            if (
                block is not None
                and self.kinds[index] not in MINABLE
                and self.kinds[index] != "dateline"
            ) and (index > body or self.kinds[index] == "boilerplate"):
                run.append(block)
                continue
            if run:
                yield self._part(run[0].start, run[-1].end, "boilerplate", "boilerplate.stretch")
            run = []
