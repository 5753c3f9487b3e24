"""What each stretch of a report is for: title, body, byline, terms of use, boilerplate …

Decided block by block from the top (title, standfirst, labelled fields, byline, dateline), then
from the bottom (credits, terms, notices); what is left between is the body. The cues are data
(`parts*.tsv`). Only what `minable` names is read for actors, quotes and proposals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents import Document
from detente.late import late
from detente.reading.blocks import label_at
from detente.reading.lexicon import lexicon
from detente.reading.part_giving import Giving
from detente.reading.part_patterns import (
    BELOW,
    BY,
    CREDIT,
    DATE_LINE,
    DATELINE,
    HEADER_BLOCKS,
    INITIALS,
    KICKER,
    KICKERS,
    LETTERHEAD,
    MINABLE,
    NAME,
    NAME_AND_DESK,
    PLACE_LINE,
    POSTED_BY,
    PROSE,
    PUBLICATION,
    SENTENCE_END,
    SEPARATOR,
    TERMS,
    TITLE_LIMIT,
)
from detente.reading.turns import bare
from detente.reading.values import Part

_GAP = late(r"\n[ \t]*\r?\n|\r\r|\x0c")
_CREDITS = ("(", "—", "–", "Photo", "Picture", "Image", "Credit")
_ABOUT = late(
    r"\b(?:is|was|writes|teaches|works|reports|covers|lives|has\s+(?:written|covered|reported))\b"
)


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts of `document` in order of place; linear in its length."""
    return tuple(
        sorted(_Finder(document, lexicon("en")).find(), key=lambda each: (each.start, -each.end))
    )


class _Finder(Giving):
    """One pass over a document's blocks: `kinds[i]` is what block i was decided to be."""

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

    def _line(self, index: int) -> str:
        start, end = self._words(index)
        return self.flat[start:end]

    def _hints(self) -> None:
        for index, block in enumerate(self.blocks):
            if block.hint in PROSE:
                self._set(index, self._noted(index) or block.hint, "source.mark-up")
            elif block.hint and block.hint != "heading":
                self._set(index, block.hint, "source.mark-up")
        titles = [index for index, kind in enumerate(self.kinds) if kind == "title"]
        for index in titles[1:]:
            self._set(index, "heading", "source.mark-up")

    def _noted(self, index: int) -> str:
        """What a paragraph of the article is where it is no prose: a byline, a credit, terms."""
        line = self._line(index)
        if DATE_LINE.match(line):
            return "dateline"
        if BY.match(line) and len(line) < 140 and not SENTENCE_END.search(line.rstrip(".")):
            return "byline"
        cue = self._cue(line)
        if cue in TERMS:
            return cue if PUBLICATION.search(line) else ""
        return cue if cue != "boilerplate" and len(line) < 300 else ""

    def _header(self) -> int:
        """Decide title, fields, byline and dateline; return the index of the first body block."""
        title = next((i for i, kind in enumerate(self.kinds) if kind == "title"), None)
        sentences_seen: list[int] = []
        separated = False
        if title is None:
            self._letterhead()
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
            if not sentences_seen and self._opens_body(index, line):
                return index
            if (title is None and (len(line) < 40 or KICKER.search(line))) or (
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

    def _opens_body(self, index: int, line: str) -> bool:
        """Whether a single word below the labelled fields is the first heading."""
        return (
            index > 0
            and self.kinds[index - 1] in {"field", "empty_field"}
            and self._run(index - 1) == index
            and self._stands_alone(index, line)
            and line.upper() not in KICKERS
        )

    def _run(self, index: int) -> int:
        """The index after the last block that follows `index` without a blank line between."""
        last = index + 1
        while last < len(self.blocks) and not _GAP.search(
            self.flat, self.blocks[last - 1].end, self.blocks[last].start
        ):
            last += 1
        return last

    def _letterhead(self) -> None:
        """Lines above the title that say who issues a paper, under what number, and when."""
        if not self.blocks or self.blocks[0].hint:
            return
        stop = self._run(0)
        lines = [self._line(index) for index in range(stop)]
        after = self._line(stop) if stop < len(self.blocks) else ""
        if not after or not self._title_like(stop, after):
            return
        short = all(len(line) < 100 and not SENTENCE_END.search(line) for line in lines)
        marked = any(LETTERHEAD.search(line) or DATE_LINE.match(line) for line in lines[1:])
        fields = sum(bool(label_at(line)) for line in lines)
        if len(lines) > 1 and short and not fields and (marked or LETTERHEAD.match(lines[0])):
            for index in range(stop):
                self._set(index, "boilerplate", "title.letterhead")
        elif len(lines) == 1 and self._is_house(lines[0], after):
            self._set(0, "boilerplate", "title.letterhead")

    def _is_house(self, line: str, after: str) -> bool:
        """Whether a first line in capitals only names who speaks, above a title in capitals."""
        known = {word.upper() for word in self.words.organisation_words}
        return (
            line.isupper()
            and after.isupper()
            and len(line.split()) <= 7
            and bool(known & set(line.split()))
            and len(after) > len(line)
        )

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
        label = label_at(line)
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
        if self._captioned(line):
            self._set(index, "caption", "caption.credited")
            return True
        if self._under_byline(index, line):
            self._set(index, "boilerplate", "byline.second-line")
            return True
        if BY.match(line) and len(line) < 140 and not SENTENCE_END.search(line.rstrip(".")):
            self._set(index, "byline", "byline.by")
            return True
        cue = self._cue(line)
        label = label_at(line)
        if label and not self._is_turn(line) and cue in {"byline", "image_credit", "caption"}:
            value = line[label.end() :].strip()
            named = bare(label.group("label")).lower() in {"author", "authors", "reporter"}
            if not value or named:
                self._set(index, "field" if value else "empty_field", "field.label")
                return True
        plain = cue in {"", "boilerplate"} or (cue in TERMS and cue != "media_contact")
        if cue and not (label and plain) and (cue not in TERMS or len(line) < 300):
            self._set(index, cue, f"{cue}.cue")
            return True
        if label and not self._is_turn(line) and not self._speaks(line, label.group("label")):
            value = line[label.end() :].strip()
            if len(value) < 160 and not (len(value) > 60 and SENTENCE_END.search(value)):
                self._set(index, "field" if value else "empty_field", "field.label")
                return True
        pieces = line.split(" | ")
        if len(pieces) > 1 and len(line) < 120 and NAME.fullmatch(BY.sub("", pieces[0])):
            self._set(index, "byline", "byline.pieces")
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

    def _under_byline(self, index: int, line: str) -> bool:
        """Whether a line goes on right below a byline: the paper or office of the author."""
        return (
            index > 0
            and self.kinds[index - 1] == "byline"
            and len(line) < 80
            and not SENTENCE_END.search(line)
            and self._run(index - 1) > index
        )

    def _speaks(self, line: str, label: str) -> bool:
        """Whether a label only looks like one: "The minister said: “…"."""
        last = label.split()[-1].lower()
        after = line[len(label) :].lstrip(": *_")[:1]
        return last in self.words.list("speech", "verbs") or after in {"“", '"', "‘", "«", "„"}

    def _is_turn(self, line: str) -> bool:
        label = label_at(line)
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
            if not kind and near and not turn and self._signs_off(index, line, cued):
                kind = "boilerplate"
            if not kind and not turn and len(self.blocks) - index <= 6:
                kind = self._about_author(line) or self._captioned(line)
            if kind and kind not in MINABLE:
                cued += 1
                parted = SEPARATOR.match(line) and len(self.blocks) - index <= 6 and cued > 1
                below = BELOW.match(line) and len(self.blocks) - index <= 14
                if 2 * cued >= len(self.blocks) - index or parted or below:
                    tail = index
            if turn or len(self.blocks) - index > 2 * cued + 8:
                break
        return tail

    def _signs_off(self, index: int, line: str, cued: int) -> bool:
        """Whether a line above the notices is none of the report's: initials, a label without a
        value, or the name of the house that the notice below it gives again.
        """
        if INITIALS.match(line):
            return True
        label = label_at(line)
        if label and (value := line[label.end() :].strip()):
            number = any(each.isdigit() for each in value)
            return number and len(line) < 80 and not SENTENCE_END.search(value)
        if not cued:
            return False
        below = self._line(index + 1) if index + 1 < len(self.blocks) else ""
        later = self.flat[self.blocks[index].end : self.blocks[-1].end]
        named = (
            len(line.split()) <= 5
            and not SENTENCE_END.search(line)
            and line[:1].isupper()
            and bool(below)
            and line in later
        )
        return bool(label) or named

    def _about_author(self, line: str) -> str:
        """Whether a late block tells about the author: "Ann Roe writes about rivers"."""
        if not self.authors:
            self.authors = {
                re.sub(
                    r"^(?:[Bb]y|Author|Posted|Words|Story|Written)\s+(?:by\s+)?", "", name.group()
                )
                for index, kind in enumerate(self.kinds)
                if kind in {"byline", "field"} or POSTED_BY.match(self._line(index))
                for name in NAME.finditer(self._line(index))
            } or {"-"}
        about = _ABOUT.search(line)
        named = about and any(line.startswith(each) for each in self.authors)
        return "boilerplate" if named else ""

    def _captioned(self, line: str) -> str:
        """Whether a short block ends in the credit of a picture."""
        marked = len(line) < 320 and any(each in line for each in _CREDITS)
        credit = CREDIT.search(line) if marked else None
        if credit is None:
            return ""
        said = line[: credit.start()].rstrip().split(". ")
        opened = len(said) > 1 and said[0].isupper()  # "STANDOFF. Members block the gate."
        return "caption" if len(said) - opened <= 2 else ""

    def _middle(self, body: int, tail: int) -> None:
        for index in range(body, len(self.blocks)):
            if self.kinds[index] or self._is_turn(self._line(index)):
                continue
            line = self._line(index)
            cue = self._cue(line) or self._captioned(line)
            if index >= tail:
                cue = cue or self._about_author(line)
                if not cue and BY.match(line) and len(line) < 80:
                    cue = "byline"
                label = label_at(line)
                if label and self._speaks(line, label.group("label")):
                    label = None
                if not cue and label and len(line) < 120:
                    cue = "field" if line[label.end() :].strip() else "empty_field"
                self._set(index, cue or "boilerplate", f"{cue or 'boilerplate'}.tail")
            elif (cue and cue not in TERMS and len(line) < 300) or (
                cue in TERMS and PUBLICATION.search(line)
            ):
                self._set(index, cue, f"{cue}.cue")

    def _stands_alone(self, index: int, line: str) -> bool:
        """Whether a single word is a heading: capitalised, between blank lines, before text."""
        return (
            len(line) > 4
            and line[0].isupper()
            and index + 1 < len(self.blocks)
            and self._run(index) == index + 1
            and self._run(index - 1) == index
            and len(self._line(index + 1)) > 20
        )

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
                and not re.search(r"[.!?…,;:\"'”’»)\]—–-]$", line)
                and line[:1] not in '"“‘«-•*'
                and self.flat[self.blocks[index].start] != ">"
            )
            if marked or (
                short
                and not self._is_turn(line)
                and not label_at(line)
                and (len(line.split()) > 1 or self._stands_alone(index, line))
            ):
                self._set(index, "heading", "heading.short-line")
            else:
                self._set(index, "paragraph", "body.paragraph")
            last = index
        if last is not None and self.kinds[last] == "heading" and last > body:
            self._set(last, "boilerplate", "boilerplate.last-line")
            last = max((i for i in range(body, last) if self.kinds[i] in MINABLE), default=None)
        for index in range(len(self.blocks)):
            if not self.kinds[index]:
                self._set(index, "paragraph", "body.paragraph")
                last = index if last is None or index > last else last
        if last is None:
            last = max((i for i, kind in enumerate(self.kinds) if kind in PROSE), default=None)
        first = next((i for i in range(body, len(self.kinds)) if self.kinds[i] in MINABLE), None)
        if first is not None and last is not None and last >= first:
            yield self._part(
                self.blocks[first].start, self.blocks[last].end, "body", "body.between"
            )
