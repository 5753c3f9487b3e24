"""What a document is made of: its text, with a place in the source for everything."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields
from typing import Any

from detente.values import dataclass

_RENAMED = {"start": "from", "end": "to"}


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open stretch `[start, end)` of the text, in code points."""

    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The value as `--json` prints it: `start` and `end` are `from` and `to`."""
        return {key: _plain(getattr(self, name)) for name, key in _keys(self)}


_KEYS: dict[type, tuple[tuple[str, str], ...]] = {}


def _keys(value: Span) -> tuple[tuple[str, str], ...]:
    """Each field of a value, with its key in JSON; worked out once for a kind of value."""
    kind = type(value)
    if kind not in _KEYS:
        names = [each.name for each in fields(kind)]
        _KEYS[kind] = tuple((name, _RENAMED.get(name, name)) for name in names)
    return _KEYS[kind]


def _plain(value: Any) -> Any:
    if value is None or type(value) in {str, int}:
        return value
    if isinstance(value, Span):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


@dataclass(frozen=True, slots=True)
class Origin(Span):
    """Where a stretch of the text stood in the source: `where` is "page 2", "html/body/p[3]" or so.

    kind  what the source itself says of the stretch ("title", "caption", "boilerplate" …); empty
          where it says nothing.
    """

    where: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about the source that a reader should know: its code, and a sentence."""

    code: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """The warning as `--json` prints it."""
        return {"code": self.code, "text": self.text}


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read; every offset counts code points of `text`.

    name    what the user named: a path or an address.
    kind    "text", "markdown", "html", "pdf" or "docx".
    sha256  of `text` in UTF-8, hexadecimal. For a UTF-8 text file without signature it is the
            file's.
    source_sha256  of the bytes that were read.
    encoding  the encoding that the bytes were decoded with; "" where the format fixes it.
    origins   map from the text back to page or element, in order of place.
    date, date_basis  the day (ISO) that the source gives beside its text; empty where none.
    title     the title that it gives there.
    warned    what was set aside or lost its order.
    """

    name: str
    kind: str
    text: str
    sha256: str
    source_sha256: str
    encoding: str
    origins: tuple[Origin, ...] = ()
    date: str = ""
    date_basis: str = ""
    title: str = ""
    warned: tuple[Warned, ...] = ()

    @property
    def length(self) -> int:
        """The number of code points."""
        return len(self.text)

    def origin(self, offset: int) -> Origin | None:
        """The stretch of the source that `offset` lies in; None for text files and between
        stretches.
        """
        index = bisect_right([each.start for each in self.origins], offset) - 1
        if index < 0 or offset >= self.origins[index].end:
            return None
        return self.origins[index]

    def line(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset` in `text`, both from 1."""
        start = self.text.rfind("\n", 0, offset) + 1
        return self.text.count("\n", 0, offset) + 1, offset - start + 1

    def to_dict(self) -> dict[str, Any]:
        """What `read --json` says of the document itself."""
        return {
            "name": self.name,
            "kind": self.kind,
            "sha256": self.sha256,
            "length": self.length,
            "source_sha256": self.source_sha256,
            "encoding": self.encoding,
            "unit": "Unicode code points",
        }
