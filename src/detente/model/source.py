"""YAML text to plain values with a place for each, in bounded time and memory.

One pass over the parser's events refuses what no honest model needs (anchors, aliases, tags,
merge keys, several documents, deep nesting, huge files) before anything is built. Scalars follow
the core schema of YAML 1.2: `no`, `on` and `1:20` are text. Numbers keep their decimals exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from detente.limits import limit
from detente.problems import ModelError, Problem

Place = tuple[int, int]
Path_ = tuple[str | int, ...]

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
    """

    file: str
    data: Any
    places: dict[Path_, Place] = field(default_factory=dict)

    def place(self, path: Path_, key: bool = False) -> Place:
        """Where the value at `path` stands, or the nearest thing around it that has a place."""
        if key and (*path, "#key") in self.places:
            return self.places[(*path, "#key")]
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (0, 0))


def read_file(path: Path, shown: str) -> str:
    """The text of a model file; ModelError where it cannot be read or is no UTF-8 text."""

    def refuse(code: str, what: str, mend: str, line: int = 0, column: int = 0) -> ModelError:
        return ModelError((Problem(shown, line, column, code, what, mend),))

    try:
        with path.open("rb") as stream:
            raw = stream.read(limit("file_bytes") + 1)
    except FileNotFoundError:
        raise refuse("E-FILE", "there is no such file", _how_to_find(path)) from None
    except IsADirectoryError:
        raise refuse("E-FILE", "this is a folder", "name a model file in it") from None
    except PermissionError:
        raise refuse("E-FILE", "no permission to read this file", "allow reading it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not possible"
        raise refuse("E-FILE", f"cannot be read ({reason})", "check the path") from None
    return decode(raw, shown)


def _how_to_find(path: Path) -> str:
    near = sorted(path.parent.glob("*.yaml"))[:1] if path.parent.is_dir() else []
    return f"did you mean '{near[0]}'?" if near else "check the path, or see `detente cases`"


def decode(raw: bytes, shown: str) -> str:
    """The bytes as text; ModelError where they are too many, binary or not UTF-8."""

    def refuse(code: str, what: str, mend: str, line: int = 0, column: int = 0) -> ModelError:
        return ModelError((Problem(shown, line, column, code, what, mend),))

    if len(raw) > limit("file_bytes"):
        raise refuse(
            "E-SIZE",
            f"the file is larger than {limit('file_bytes') // 2**20} MB",
            "split off evidence into a file of its own (`evidence: FILE`)",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("E-ENCODING", "the file is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise refuse(
            "E-BINARY", "the file holds a zero byte, so it is no text", "name a YAML file", line, 1
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise refuse(
            "E-ENCODING",
            f"byte 0x{raw[error.start]:02X} is not UTF-8",
            "save the file as UTF-8",
            line,
            column,
        ) from None


def parse_source(text: str, file: str) -> Source:
    """The plain values that the YAML `text` says, with their places; ModelError where it is none.

    Refused: what the module's docstring lists, duplicate keys, keys that are no plain text.
    Cost: linear in the length; at most `file_nodes` values and `file_depth` levels.
    """
    if len(text) > limit("file_bytes"):
        decode(text.encode("utf-8", "replace"), file)
    source = Source(file, None)
    try:
        builder = _Builder(
            yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), source
        )
        data = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise ModelError((_reworded(file, line, column, error),)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line = before.count("\n") + 1
        raise ModelError(
            (
                Problem(
                    file,
                    line,
                    len(before) - before.rfind("\n"),
                    "E-BINARY",
                    "a control character stands here",
                    "remove it",
                ),
            )
        ) from None
    except UnicodeEncodeError as error:
        before = text[: error.start]
        raise ModelError(
            (
                Problem(
                    file,
                    before.count("\n") + 1,
                    len(before) - before.rfind("\n"),
                    "E-ENCODING",
                    "half of a surrogate pair stands here",
                    "write the whole character",
                ),
            )
        ) from None
    return Source(file, data, source.places)


def _reworded(file: str, line: int, column: int, error: yaml.MarkedYAMLError) -> Problem:
    what = (error.problem or "cannot be read").strip()
    mend = "see what stands just before this place"
    if "\\t" in what or "tab" in what.lower():
        what, mend = "a tab stands where YAML wants spaces", "indent with spaces"
    elif "mapping values are not allowed" in what:
        what, mend = "a ':' stands here that YAML cannot take", "put the text in quotes"
    elif "expected <block end>" in what or "did not find expected key" in what:
        what, mend = "the indentation does not fit what is above", "align it with its neighbours"
    elif "could not find expected ':'" in what:
        what, mend = "a key without ':' stands here", "write `key: value`"
    elif "quoted scalar" in what or "while scanning a quoted" in str(error.context):
        what, mend = "a quote is not closed", "close it on the same line"
    elif "expected ',' or" in what:
        what, mend = "a '[' or '{' is not closed", "close it, or write ',' between its items"
    return Problem(file, line, column, "E-YAML", f"not valid YAML: {what}", mend)


class _Builder:
    """Builds values from events, counting nodes and depth as it goes."""

    def __init__(self, events: Iterator[Any], source: Source) -> None:
        self.events = events
        self.source = source
        self.nodes = 0

    def refuse(self, mark: Any, code: str, what: str, mend: str) -> ModelError:
        return ModelError(
            (Problem(self.source.file, mark.line + 1, mark.column + 1, code, what, mend),)
        )

    def document(self) -> Any:
        next(self.events)  # start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise ModelError(
                (
                    Problem(
                        self.source.file,
                        1,
                        1,
                        "E-EMPTY",
                        "the file is empty",
                        "see `detente schema`",
                    ),
                )
            )
        data = self.node(next(self.events), (), 0)
        next(self.events)  # end of the document
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(
                event.start_mark, "E-YAML", "a second document starts here", "keep one model a file"
            )
        return data

    def node(self, event: Any, path: Path_, depth: int) -> Any:
        mark = event.start_mark
        self.nodes += 1
        if self.nodes > limit("file_nodes"):
            raise self.refuse(
                mark,
                "E-SIZE",
                f"the file has more than {limit('file_nodes'):,} values",
                "split it, or list states by patterns",
            )
        if depth > limit("file_depth"):
            raise self.refuse(
                mark,
                "E-DEPTH",
                f"values nest deeper than {limit('file_depth')} levels",
                "write it flatter",
            )
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.refuse(
                mark, "E-ALIAS", "anchors and aliases ('&', '*') are not read", "write it out"
            )
        if event.tag is not None and event.tag != "!":
            raise self.refuse(mark, "E-TAG", f"the tag '{event.tag}' is not read", "leave it out")
        self.source.places[path] = (mark.line + 1, mark.column + 1)
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
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse(
                    mark, "E-KEY", "a key is not plain text", "write a name before ':'"
                )
            key = event.value
            if event.anchor is not None or (event.tag is not None and event.tag != "!"):
                self.node(event, path, depth)
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
            self.source.places[(*path, key, "#key")] = (mark.line + 1, mark.column + 1)
            values[key] = self.node(next(self.events), (*path, key), depth + 1)
        return values

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if not event.implicit[0]:  # quoted, or a block of text
            return text
        if text in _WORDS:
            return _WORDS[text]
        if len(text) <= 4000:
            if _INTEGER.fullmatch(text):
                return int(text)
            if _FLOAT.fullmatch(text):
                return Decimal(text)
        return text
