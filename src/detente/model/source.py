"""YAML text to plain values with a place for each, in bounded time and memory.

One pass over the parser's events refuses what no honest model needs (anchors, aliases, tags,
merge keys, several documents, deep nesting, huge files) before anything is built. Scalars follow
the core schema of YAML 1.2: `no`, `on` and `1:20` are text. Numbers keep their decimals exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from detente.limits import limit
from detente.model.letter_places import Lines, Path_, Place, Span
from detente.model.names import printable
from detente.model.text_file import decode, read_file
from detente.problems import ModelError, Problem

__all__ = ["Path_", "Place", "Source", "decode", "parse_source", "read_file"]

# What YAML takes for a letter; half a surrogate pair and most control characters are none.
_NO_LETTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML ends a line at these too, editors do not.
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_TIGHT = re.compile(r"-[^\s-]")
_LONG_NAME = re.compile(r"[^\s,\[\]{}]{1024}:?$")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "": None,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart: plain values (dict, list, str, int, Decimal, bool, None).

    places  the (line, column) of the value at a path, both from 1; of its key at path + ("#key",).
    spans   the values and keys that are not written as they read; lines: the text itself.
    gone    what was left out of lists since, one mapping a time: by the list, the places in it.
    """

    file: str
    data: Any
    places: dict[Path_, Place] = field(default_factory=dict)
    spans: dict[Path_, Span] = field(default_factory=dict)
    lines: Lines = field(default_factory=lambda: Lines(""))
    gone: tuple[Mapping[Path_, Sequence[int]], ...] = ()

    def has(self, path: Path_) -> bool:
        """Whether the values themselves have this path, rather than a short form of it."""
        if self.places:
            return path in self.places
        data = self.data
        for step in path:
            if isinstance(data, dict) and step in data:
                data = data[step]
            elif isinstance(data, list) and step in range(len(data)):
                data = data[int(step)]
            else:
                return False
        return True

    def at(self, path: Path_) -> str:
        """What to call the file in a message about `path`; without lines the path is named."""
        if self.places or not path:
            return self.file
        for removed in reversed(self.gone):
            before: Path_ = ()
            for step in path:
                if isinstance(step, int):
                    for place in removed.get(before, ()):
                        step += place <= step
                before = (*before, step)
            path = before
        return f"{self.file} at {place_words(path)}"

    def place(self, path: Path_, key: bool = False) -> Place:
        """Where the value at `path` stands, or the nearest thing around it that has a place."""
        if key and (*path, "#key") in self.places:
            return self.places[(*path, "#key")]
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (0, 0))

    def letter(self, path: Path_, column: int, key: bool = False) -> Place:
        """Where letter `column` (from 1) of the text (or the key) at `path` stands."""
        own = (*path, "#key") if key and (*path, "#key") in self.places else path
        if own in self.spans:
            return self.lines.letter(self.spans[own], column - 1)
        line, start = self.place(path, key)
        return (line, start + column - 1) if own in self.places else (line, start)


def place_words(path: Path_) -> str:
    """A place in values that have no lines, as a program writes it: `preferences.USA[2]`."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(parts).removeprefix(".")


_SHORT = 1 << 18  # letters of a text that is kept while it may be read again


def parsed(text: str, file: str) -> Source:
    """As `parse_source`, for those who change nothing in what they get.

    An edit reads a text, writes another, and reads that again to check it: of short texts the
    newest are kept, so that each is read once.
    """
    return _kept(text, file) if len(text) <= _SHORT else parse_source(text, file)


@lru_cache(maxsize=6)
def _kept(text: str, file: str) -> Source:
    return parse_source(text, file)


def parse_source(text: str, file: str) -> Source:
    """The plain values that the YAML `text` says, with their places; ModelError where it is none.

    Refused: what the module's docstring lists, duplicate keys, keys that are no plain text.
    Cost: linear in the length; at most `file_nodes` values and `file_depth` levels.
    """
    if len(text) > limit("file_bytes"):
        decode(text.encode("utf-8", "replace"), file)
    lines = Lines(text.removeprefix("\ufeff"))
    _refuse_letters(lines, file)
    source = Source(file, None, lines=lines)
    try:
        builder = _Builder(
            yaml.parse(lines.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), source
        )
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "could not find expected ':'" in (error.problem or ""):
            mark = error.context_mark or mark  # where the key stands, not what comes after it
        tag = "while scanning a tag" in str(error.context) and error.context_mark
        if tag:
            found = re.compile(r"!\w[\w.-]*").match(lines.text, tag.index)
            if found is not None:
                what, mend = _negation(found[0])
                place = lines.place(tag.index)
                raise ModelError((Problem(file, *place, "E-TAG", printable(what), mend),)) from None
        index = getattr(mark, "index", 0)
        problem = _reworded(file, *lines.place(index), error, lines.text, index)
        raise ModelError((problem,)) from None
    return replace(source, data=data)


def _refuse_letters(lines: Lines, file: str) -> None:
    found = _NO_LETTER.search(lines.text)
    if found is None:
        return
    if "\ud800" <= found[0] <= "\udfff":
        code, what = "E-ENCODING", "half of a surrogate pair stands here"
        mend = "write the whole character"
    else:
        code, what = "E-BINARY", f"the control character U+{ord(found[0]):04X} stands here"
        mend = "remove it"
    raise ModelError((Problem(file, *lines.place(found.start()), code, what, mend),))


def _reworded(
    file: str, line: int, column: int, error: yaml.MarkedYAMLError, text: str, index: int
) -> Problem:
    letter, before = text[index : index + 1], text[max(0, index - 3_000) : index].rstrip()
    what = (error.problem or "cannot be read").strip()
    mend = "see what stands just before this place"
    if letter == "\t" or "\\t" in what or "tab" in what.lower():
        what, mend = "a tab stands where YAML wants spaces", "indent with spaces"
    elif letter not in ("", "\n", "\r") and not letter.isprintable():
        what, mend = f"the invisible character U+{ord(letter):04X} stands here", "remove it"
    elif "cannot start any token" in what:
        what, mend = f"no text can begin with '{letter}'", "put it in quotes"
    elif "mapping values are not allowed" in what:
        what, mend = "a ':' stands here that YAML cannot take", "put the text in quotes"
    elif "did not find expected" in what and text[max(0, index - 99) : index].rstrip(" ")[-1:] in (
        "'",
        '"',
    ):
        what = "text goes on behind a closed quote"
        mend = "put the whole text in quotes, and a name within it in the other kind"
    elif "expected <block end>" in what or "did not find expected key" in what:
        what, mend = "the indentation does not fit what is above", "align it with its neighbours"
    elif "could not find expected ':'" in what and _TIGHT.match(text, index):
        what, mend = "a '-' stands here without a space behind it", "write '- ', with a space"
    elif "could not find expected ':'" in what:
        what, mend = "a key without ':' stands here", "write `key: value`"
    elif "quoted scalar" in what or "while scanning a quoted" in str(error.context):
        what, mend = "a quote is not closed", "close it on the same line"
    elif "unexpected ':'" in what:
        what, mend = "a ':' stands here without a space behind it", "write 'name: value'"
    elif "expected ',' or" in what and _LONG_NAME.search(before):
        what, mend = "a name of more than 1,024 letters stands before this ':'", "shorten it"
    elif "expected node content" in what and letter:
        what, mend = (
            f"'{letter}' stands where a value is wanted",
            "write the value, or leave it out",
        )
    elif "expected ',' or" in what or "expected node content" in what:
        what, mend = "a '[' or '{' is not closed", "close it, or write ',' between its items"
    return Problem(file, line, column, "E-YAML", f"not valid YAML: {what}", mend)


def _of_tag(event: Any) -> tuple[str, str]:
    """What is wrong with a tag, and what to write: most often it was meant as a negation."""
    name, rest = event.tag, getattr(event, "value", "")
    if name.startswith("!") and len(name) > 1 and isinstance(event, yaml.ScalarEvent):
        return _negation(name, rest)
    return f"the tag '{name}' is not read", "leave it out"


def _negation(tag: str, rest: str = "") -> tuple[str, str]:
    meant = printable(f"not {tag[1:]} {rest}".strip())
    return f"YAML reads '{tag}' as a tag, not as a negation", f"write '{meant}'"


class _Builder:
    """Builds values from events, counting nodes and depth as it goes."""

    def __init__(self, events: Iterator[Any], source: Source) -> None:
        self.events = events
        self.source = source
        self.nodes = 0
        self.odd = _ODD_BREAK.search(source.lines.text) is not None

    def place(self, mark: Any) -> Place:
        return self.source.lines.place(mark.index) if self.odd else (mark.line + 1, mark.column + 1)

    def refuse(self, mark: Any, code: str, what: str, mend: str) -> ModelError:
        return ModelError(
            (Problem(self.source.file, *self.place(mark), code, printable(what), mend),)
        )

    def document(self) -> Any:
        start = next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(
                start.start_mark,
                "E-EMPTY",
                "the file is empty",
                "begin with `title:` and `decision_makers:`; see `detente schema`",
            )
        data = self.node(next(self.events), (), 0)
        next(self.events)  # end of the document
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(
                event.start_mark, "E-YAML", "a second document starts here", "keep one model a file"
            )
        return data

    def note(self, event: Any, path: Path_) -> None:
        """Count the value and keep its place, and its spelling where it is not as it reads."""
        mark = event.start_mark
        self.nodes += 1
        if self.nodes > limit("file_nodes"):
            raise self.refuse(
                mark,
                "E-SIZE",
                f"the file has more than {limit('file_nodes'):,} keys and values",
                "split it, or list states by patterns",
            )
        if event.anchor is not None:
            raise self.refuse(
                mark, "E-ALIAS", "anchors and aliases ('&', '*') are not read", "write it out"
            )
        # An alias always has an anchor, and never comes as far as this.
        if event.tag is not None and event.tag != "!":
            raise self.refuse(mark, "E-TAG", *_of_tag(event))
        self.source.places[path] = self.place(mark)
        if isinstance(event, yaml.ScalarEvent) and (
            event.style or self.length(event) != len(event.value)
        ):
            self.source.spans[path] = Span(mark.index, event.style or "", event.value)

    def length(self, event: Any) -> int:
        """How many letters of the file the event takes."""
        return int(event.end_mark.index - event.start_mark.index)

    def node(self, event: Any, path: Path_, depth: int) -> Any:
        if depth > limit("file_depth"):
            raise self.refuse(
                event.start_mark,
                "E-DEPTH",
                f"values nest deeper than {limit('file_depth')} levels",
                "write it flatter",
            )
        self.note(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event, (*path, len(items)), depth + 1))
            return items
        return self.mapping(path, depth)

    def mapping(self, path: Path_, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = event.start_mark
            if isinstance(event, yaml.AliasEvent):
                self.note(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse(
                    mark, "E-KEY", "a key is not plain text", "write a name before ':'"
                )
            key = event.value
            if key == "<<" and event.implicit[0]:
                raise self.refuse(mark, "E-ALIAS", "merge keys ('<<') are not read", "write it out")
            if key in values:
                line = self.source.places[(*path, key, "#key")][0]
                raise self.refuse(
                    mark,
                    "E-DUPLICATE",
                    f"'{key}' stands here a second time (first in line {line})",
                    "rename or remove one of the two",
                )
            self.note(event, (*path, key, "#key"))
            values[key] = self.node(next(self.events), (*path, key), depth + 1)
        return values

    def scalar(self, event: Any) -> Any:
        # Without implicit[0] it is quoted, or a block of text.
        return scalar_value(event.value) if event.implicit[0] else event.value


def scalar_value(text: str) -> str | int | Decimal | bool | None:
    """What the text means where it stands without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= 4000:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return Decimal(text)
    return text
