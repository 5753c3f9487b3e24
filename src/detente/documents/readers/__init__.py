"""One file a format: bytes in, text with a map back to the source out. The registry is
`READERS`.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.documents.values import Origin, Warned
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text, encoding, map from the text back to the source; what the source says of itself.

    date, date_basis  the day (ISO) it gives, and where; empty where it gives none.
    title             its title, where that is no part of the text.
    warned            what was lost on the way.
    """

    text: str
    encoding: str = ""
    origins: tuple[Origin, ...] = ()
    date: str = ""
    date_basis: str = ""
    title: str = ""
    warned: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its kind, the endings of its file names, how its bytes begin, and its reader.

    library  the module of an optional package that it needs; empty where it needs none.
    """

    kind: str
    endings: tuple[str, ...]
    magic: tuple[bytes, ...]
    extract: Callable[[bytes, str], Extracted]
    library: str = ""


READERS: dict[str, Reader] = {}


def reader(
    kind: str, *, endings: tuple[str, ...], magic: tuple[bytes, ...] = (), library: str = ""
) -> Callable[[Callable[[bytes, str], Extracted]], Callable[[bytes, str], Extracted]]:
    """Enter a function `(data, name) -> Extracted` as the reader of a format."""

    def enter(extract: Callable[[bytes, str], Extracted]) -> Callable[[bytes, str], Extracted]:
        assert kind not in READERS, kind
        READERS[kind] = Reader(kind, endings, magic, extract, library)
        return extract

    return enter


def reader_for(name: str, data: bytes) -> Reader | None:
    """The reader whose magic bytes open `data`, else the one for the ending of `name`, else
    None.
    """
    for each in READERS.values():
        if each.magic and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(each.magic):
            return each
    return reader_by_name(name)


def reader_by_name(name: str) -> Reader | None:
    """The reader for the ending of `name`; None where there is none."""
    ending = "." + name.rsplit("/", 1)[-1].rsplit(".", 1)[-1].lower()
    return next((each for each in READERS.values() if ending in each.endings), None)


from detente.documents.readers import docx, html, pdf, plain  # noqa: E402, F401  (they enter themselves)
