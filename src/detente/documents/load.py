"""From a path or an address to a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from detente.documents.readers import READERS, Reader, reader_by_name, reader_for
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Document
from detente.late import late
from detente.limits import limit
from detente.problems import ModelError, Problem

_ADDRESS = late(r"[A-Za-z][A-Za-z0-9+.\-]*://")


def require_readers(names: Iterable[str]) -> None:
    """ModelError naming each document whose reader lacks its library, before any is read."""
    problems: list[Problem] = []
    for name in names:
        reader = reader_by_name(name)
        if reader is not None and reader.library and find_spec(reader.library) is None:
            error = missing_library(name, reader.library, f"reading {reader.kind.upper()}")
            problems.extend(error.problems)
    if problems:
        raise ModelError(tuple(problems))


def load_document(source: str | Path, *, fetch: bool = False) -> Document:
    """Read the document at a path, or at an http(s) address where `fetch` is true.

    Raises ModelError with one problem for everything that cannot be read as a text.
    """
    name = str(source)
    require_readers([name])
    if _ADDRESS.match(name):
        if not fetch:
            raise refusal(
                name, "ADDRESS", "this is an address, and nothing is fetched unasked", "add --fetch"
            )
        from detente.documents.fetch import fetch_bytes

        data, kind = fetch_bytes(name)
        return from_bytes(data, name, kind)
    return from_bytes(_file_bytes(name), name)


def from_bytes(data: bytes, name: str, kind: str | None = None) -> Document:
    """The document in `data`; `kind` overrides what name and first bytes say of the format."""
    if not data.strip():
        raise refusal(name, "EMPTY", "the document is empty", "give a document with text")
    chosen = READERS[kind] if kind else _chosen(data, name)
    found = chosen.extract(data, name)
    text = found.text
    if not text.strip():
        raise refusal(name, "EMPTY", "the document has no text", "give a document with text")
    if len(text) > limit("document_length"):
        raise refusal(
            name,
            "TOO-LARGE",
            f"the text has {len(text)} code points, more than {limit('document_length')}",
            "give the part that matters",
        )
    return Document(
        name=name,
        kind=chosen.kind,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_sha256=hashlib.sha256(data).hexdigest(),
        encoding=found.encoding,
        origins=found.origins,
        date=found.date,
        date_basis=found.date_basis,
        title=found.title,
        warned=found.warned,
    )


def from_text(text: str, name: str = "<text>") -> Document:
    """The document whose text is given directly."""
    return from_bytes(text.encode("utf-8"), name, "text")


def _chosen(data: bytes, name: str) -> Reader:
    found = reader_for(name, data)
    return READERS["text"] if found is None else found


def _file_bytes(name: str) -> bytes:
    path = Path(name)
    try:
        with path.open("rb") as stream:
            # One byte more than allowed tells too much from enough, whatever the file says of
            # itself.
            data = stream.read(limit("document_bytes") + 1)
    except FileNotFoundError:
        raise refusal(name, "MISSING", "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise refusal(name, "MISSING", "this is a folder", "give a file") from None
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise refusal(
            name, "MISSING", f"the file cannot be read: {why}", "check path and permissions"
        ) from None
    except ValueError:  # a NUL in the path
        raise refusal(name, "MISSING", "this is not a path", "check the path") from None
    if len(data) > limit("document_bytes"):
        raise refusal(
            name,
            "TOO-LARGE",
            f"the file is larger than {limit('document_bytes') >> 20} MB",
            "give the part that matters",
        )
    return data
