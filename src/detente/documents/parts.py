"""What each stretch of a report is for: title, body, byline, terms of use, boilerplate …

Decided block by block from the top (title, standfirst, labelled fields, byline, dateline), then
from the bottom (credits, terms, notices); what is left between is the body. The cues are data
(`parts*.tsv`). Only what `minable` names is read for actors, quotes and proposals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.blocks import LABEL, Block, blocks
from detente.documents.flat import flat_lines, sentences
from detente.documents.lexicon import Lexicon, lexicon
from detente.documents.part_patterns import (
    BY,
    DATE_LINE,
    DATELINE,
    DOMAIN,
    EMAIL,
    EMPHASIS,
    HEADER_BLOCKS,
    KICKER,
    KICKERS,
    MARKDOWN,
    MARKDOWN_END,
    MINABLE,
    NAME,
    NAME_AND_DESK,
    PLACE_LINE,
    PUBLICATION,
    PUBLISHER,
    REDACTED,
    SENTENCE_END,
    TERMS,
    TITLE_LIMIT,
)
from detente.documents.turns import bare, labels_of_turns
from detente.documents.values import Document, Part


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts of `document` in order of place; linear in its length."""
    return tuple(
        sorted(_Finder(document, lexicon("en")).find(), key=lambda each: (each.start, -each.end))
    )


class _Finder:
    """One pass over a document's blocks: `kinds[i]` is what block i was decided to be."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document = document
        self.text = document.text
        self.flat = flat_lines(document.text)
        self.blocks = blocks(document)
        self.words = words
        self.kinds: list[str] = [""] * len(self.blocks)
        self.rules: list[str] = ["body.left-over"] * len(self.blocks)
        self.turns = labels_of_turns(self.flat, self.blocks)

    def find(self) -> Iterator[Part]:
        """Decide the kinds, then give each block and what lies in it as parts."""
        self._hints()
        body = self._header()
        tail = self._tail(body)
        self._middle(body, tail)
        yield from self._body(body, tail)
        for index, block in enumerate(self.blocks):
            yield from self._parts(index, block)
        yield from self._stretches(body)

    # -- deciding -------------------------------------------------------------------------------
    def _set(self, index: int, kind: str, rule: str) -> None:
        self.kinds[index], self.rules[index] = kind, rule

    def _words(self, index: int) -> tuple[int, int]:
        """The place of a block without Markdown's marks."""
        block = self.blocks[index]
        if self.document.kind != "markdown":
            return block.start, block.end
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

    def _line(self, index: int) -> str:
        start, end = self._words(index)
        return self.flat[start:end]

    def _hints(self) -> None:
        for index, block in enumerate(self.blocks):
            if block.hint and block.hint != "heading":
                self._set(index, block.hint, "source.mark-up")
        titles = [index for index, kind in enumerate(self.kinds) if kind == "title"]
        for index in titles[1:]:
            self._set(index, "heading", "source.mark-up")

    def _cue(self, line: str) -> str:
        for kind, pattern in self.words.cues:
            if pattern.match(line):
                return kind
        return ""

    def _tail_cue(self, line: str) -> str:
        """What a block or sentence near the end of the text is, by a word anywhere in it."""
        for kind, pattern in self.words.tail_cues:
            if pattern.search(line):
                return kind
        return ""

    def _header(self) -> int:
        """Decide title, fields, byline and dateline; return the index of the first body block."""
        title = next((i for i, kind in enumerate(self.kinds) if kind == "title"), None)
        sentences_seen: list[int] = []
        separated = False
        for index in range(min(len(self.blocks), HEADER_BLOCKS + (title or 0))):
            if self.kinds[index]:
                separated |= bool(sentences_seen) and self.kinds[index] not in {"boilerplate"}
                continue
            line = self._line(index)
            if title is None and self._title_like(index, line):
                title = index
                self._set(index, "title", "title.first-line")
                continue
            small = self._small(index, line)
            if small:
                separated |= bool(sentences_seen)
                continue
            if (title is None and len(line) < 40) or (
                len(line.split()) < 3 and not SENTENCE_END.search(line)
            ):
                self._set(index, "boilerplate", "title.before")
                continue
            if sentences_seen or self._is_turn(line):
                break
            if self.blocks[index].hint == "heading":
                continue
            sentences_seen.append(index)
        return self._standfirst(sentences_seen, separated, title)

    def _standfirst(self, seen: list[int], separated: bool, title: int | None) -> int:
        if not seen:
            return 0 if title is None else title + 1
        first = seen[0]
        start, end = self._words(first)
        emphasised = (
            start > self.blocks[first].start and self.flat[self.blocks[first].start] in "*_>"
        )
        after = first + 1
        next_dated = after < len(self.blocks) and DATELINE.match(
            self.flat, self.blocks[after].start, self.blocks[after].end
        )
        next_turn = after < len(self.blocks) and self._is_turn(self._line(after))
        short = end - start <= 400 and not DATELINE.match(self.flat, start, end)
        if (
            title is not None
            and title < first
            and short
            and (separated or emphasised or next_dated or next_turn)
        ):
            self._set(first, "standfirst", "standfirst.before-body")
            while after < len(self.blocks) and self.kinds[after]:
                after += 1
            return after
        return first

    def _title_like(self, index: int, line: str) -> bool:
        if self.blocks[index].hint or self._is_turn(line):
            return False
        if self.flat[self.blocks[index].start] == "#":
            return True
        plain = not SENTENCE_END.search(line) or line.endswith("?")
        kicker = (
            len(line.split()) < 2
            or line.upper() in KICKERS
            or KICKER.search(line)
            or self._cue(line)
            or DATE_LINE.match(line)
        )
        label = LABEL.match(line)
        value = line[label.end() :].strip() if label else ""
        labelled = label is not None and (len(value.split()) < 4 or bool(DATE_LINE.match(value)))
        return (
            plain
            and len(line) <= TITLE_LIMIT
            and not kicker
            and not labelled
            and not BY.match(line)
        )

    def _small(self, index: int, line: str) -> bool:
        """Decide a header line that is not a sentence: field, byline, date, caption …"""
        if DATE_LINE.match(line) or (
            len(line) < 40 and PLACE_LINE.match(line) and not BY.match(line)
        ):
            self._set(index, "dateline", "dateline.alone")
            return True
        if BY.match(line) and len(line) < 140 and not SENTENCE_END.search(line.rstrip(".")):
            self._set(index, "byline", "byline.by")
            return True
        cue = self._cue(line)
        label = LABEL.match(line)
        plain = cue in {"", "boilerplate"} or (cue in TERMS and cue != "media_contact")
        if cue and not (label and plain) and (cue not in TERMS or len(line) < 300):
            self._set(index, cue, f"{cue}.cue")
            return True
        if label and not self._is_turn(line) and not self._speaks(line, label.group("label")):
            value = line[label.end() :].strip()
            if len(value) < 160 and not (len(value) > 60 and SENTENCE_END.search(value)):
                self._set(index, "field" if value else "empty_field", "field.label")
                return True
        if NAME_AND_DESK.fullmatch(line) and len(line) < 100:
            self._set(index, "byline", "byline.desk")
            return True
        if (
            NAME.fullmatch(line)
            and len(line) < 50
            and index
            and self.kinds[index - 1] in {"title", "standfirst"}
        ):
            self._set(index, "byline", "byline.name-alone")
            return True
        return False

    def _speaks(self, line: str, label: str) -> bool:
        """Whether a label only looks like one: "The minister said: “…"."""
        last = label.split()[-1].lower()
        after = line[len(label) :].lstrip(": *_")[:1]
        return last in self.words.list("speech", "verbs") or after in {"“", '"', "‘", "«", "„"}

    def _is_turn(self, line: str) -> bool:
        label = LABEL.match(line)
        return bool(label) and bare(label.group("label")) in self.turns if label else False

    def _told(self, line: str) -> bool:
        """Whether a block tells of the conflict: it quotes somebody."""
        return bool(re.search(r"[“\"][^”\"]{12,}[”\"]", line))

    def _tail(self, body: int) -> int:
        """The index from which everything is boilerplate: the earliest from which most blocks
        are.
        """
        cued = 0
        tail = len(self.blocks)
        for index in range(len(self.blocks) - 1, body, -1):
            line = self._line(index)
            turn = self._is_turn(line)
            kind = "" if turn else self.kinds[index] or self._cue(line)
            near = len(self.blocks) - index <= 8 and cued == len(self.blocks) - 1 - index
            if not kind and not turn and near and not self._told(line):
                kind = self._tail_cue(line)
            if not kind and not turn and index >= body and BY.match(line) and len(line) < 80:
                kind = "byline"
            if kind and kind not in MINABLE:
                cued += 1
                if 2 * cued >= len(self.blocks) - index:
                    tail = index
            if turn or len(self.blocks) - index > 2 * cued + 8:
                break
        return tail

    def _middle(self, body: int, tail: int) -> None:
        for index in range(body, len(self.blocks)):
            if self.kinds[index] or self._is_turn(self._line(index)):
                continue
            line = self._line(index)
            cue = self._cue(line)
            if index >= tail:
                if not cue and BY.match(line) and len(line) < 80:
                    cue = "byline"
                label = LABEL.match(line)
                if label and self._speaks(line, label.group("label")):
                    label = None
                if not cue and label and len(line) < 120:
                    cue = "field" if line[label.end() :].strip() else "empty_field"
                self._set(index, cue or "boilerplate", f"{cue or 'boilerplate'}.tail")
            elif (cue and cue not in TERMS and len(line) < 300) or (
                cue in TERMS and PUBLICATION.search(line)
            ):
                self._set(index, cue, f"{cue}.cue")

    def _body(self, body: int, tail: int) -> Iterator[Part]:
        last = None
        for index in range(body, tail):
            if self.kinds[index]:
                continue
            line = self._line(index)
            marked = (
                self.blocks[index].hint == "heading" or self.flat[self.blocks[index].start] == "#"
            )
            short = (
                len(line) <= 90
                and not re.search(r"[.!?…,;:\"'”’»)—–-]$", line)
                and line[:1] not in '"“‘«'
                and self.flat[self.blocks[index].start] != ">"
            )
            if marked or (
                short
                and not self._is_turn(line)
                and not LABEL.match(line)
                and len(line.split()) > 1
            ):
                self._set(index, "heading", "heading.short-line")
            else:
                self._set(index, "paragraph", "body.paragraph")
            last = index
        for index in range(len(self.blocks)):
            if not self.kinds[index]:
                self._set(index, "paragraph", "body.paragraph")
                last = index if last is None or index > last else last
        first = next((i for i in range(body, len(self.kinds)) if self.kinds[i] in MINABLE), None)
        if first is not None and last is not None and last >= first:
            yield self._part(
                self.blocks[first].start, self.blocks[last].end, "body", "body.between"
            )

    # -- giving ---------------------------------------------------------------------------------
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
            self._words(index) if kind in MINABLE or kind == "byline" else (block.start, block.end)
        )
        if kind in {"field", "empty_field"}:
            label = LABEL.match(self.flat, start, end)
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
            for begin, stop in sentences(self.flat, start, end):
                cue = self._cue(self.flat[begin:stop].lstrip("*_[( "))
                cue = cue if cue in TERMS else self._tail_cue(self.flat[begin:stop]) or cue
                if cue in TERMS:
                    yield from self._terms(begin, stop, cue, rule)
        elif kind == "caption":
            for begin, stop in sentences(self.flat, start, end):
                credit = self._cue(self.flat[begin:stop]) == "image_credit"
                if credit and begin > start:
                    yield self._part(begin, end, "image_credit", "image_credit.in-caption")
                    end = begin
                    break
            yield self._part(start, len(self.flat[:end].rstrip()), kind, rule)
        else:
            yield self._part(start, end, kind, rule)
        if kind == "byline":
            yield from self._author(start, end)
        if kind == "paragraph":
            dated = DATELINE.match(self.flat, start, min(end, start + 120))
            if dated:
                yield self._part(start, dated.end(), "dateline", "dateline.opening")
        if kind not in MINABLE:
            yield from self._addresses(start, end)

    def _author(self, start: int, end: int) -> Iterator[Part]:
        after = re.compile(r"(?:.*?\b(?:[Bb]y|Author|Reporter|Correspondent|BY)\b\s*:?\s*)?").match(
            self.flat, start, end
        )
        for name in NAME.finditer(self.flat, after.end() if after else start, end):
            if name.group().split()[0] in {"By", "Reporting", "Editing", "Writing", "Additional"}:
                continue
            yield self._part(name.start(), name.end(), "author", "author.in-byline")

    def _terms(self, start: int, end: int, kind: str, rule: str) -> Iterator[Part]:
        """The sentences of a block of terms, each with its own kind; disclaimers in a row are
        one.
        """
        if kind == "fair_use_notice":
            yield self._part(start, end, kind, rule)
            return
        run: list[tuple[int, int, str]] = []
        for begin, stop in sentences(self.flat, start, end):
            cue = self._cue(self.flat[begin:stop])
            cue = cue if cue in TERMS else self._tail_cue(self.flat[begin:stop]) or cue
            now = cue if cue in TERMS else (run[-1][2] if run else kind)
            if run and now == run[-1][2] and now in {"disclaimer", "copyright"}:
                run[-1] = (run[-1][0], stop, now)
            else:
                run.append((begin, stop, now))
        for begin, stop, now in run:
            yield self._part(begin, stop, now, f"{now}.sentence")
        for found in PUBLISHER.finditer(self.flat, start, end):
            yield self._part(found.start(1), found.end(1), "publisher", "publisher.grants", 0.7)

    def _addresses(self, start: int, end: int) -> Iterator[Part]:
        for found in REDACTED.finditer(self.flat, start, end):
            yield self._part(found.start(), found.end(), "redacted_email", "address.redacted")
        for found in EMAIL.finditer(self.flat, start, end):
            yield self._part(found.start(), found.end(), "email", "address.plain")
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
