"""DOCX: the paragraphs of the document, each with its number, and its notes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from detente.documents.readers import Extracted, reader
from detente.documents.readers.docx_text import notes, paragraphs
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Origin
from detente.limits import limit

_MAIN, _FOOTNOTES, _ENDNOTES = "word/document.xml", "word/footnotes.xml", "word/endnotes.xml"
_CHUNK = 64 * 1024
_RATIO_FLOOR = 1024 * 1024  # small parts pack well by nature: the ratio counts from here on


@reader("docx", endings=(".docx",), magic=(b"pk\x03\x04",), library="lxml")
def docx(data: bytes, name: str) -> Extracted:
    """Return the paragraphs, a blank line between two; tables are read cell by cell."""
    try:
        from lxml import etree  # type: ignore[import-untyped]  # it ships no types
    except ImportError:
        raise missing_library(name, "lxml", "reading DOCX") from None
    parts = _parts(data, name)
    # No entities, no network: a document may not make the reader open anything else.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(parts[_MAIN], parser)
    except etree.XMLSyntaxError:
        raise refusal(name, "DOCX", "the DOCX is damaged", "save it again") from None
    pieces: list[str] = []
    origins: list[Origin] = []
    at = 0
    for where, kind, words in [*paragraphs(root), *_notes(parts, parser)]:
        text = words.strip(" \n\t")
        if text:
            pieces.append(text)
            origins.append(Origin(at, at + len(text), where, kind))
            at += len(text) + 2
    if not pieces:
        raise refusal(name, "EMPTY", "the DOCX has no text", "give a document with text")
    return Extracted("\n\n".join(pieces), "", tuple(origins))


def _notes(parts: dict[str, bytes], parser: Any) -> Iterator[tuple[str, str, str]]:
    """The footnotes and endnotes, below the text; a damaged part of them is left out."""
    from lxml import etree

    for part, word in ((_FOOTNOTES, "footnote"), (_ENDNOTES, "endnote")):
        try:
            root = etree.fromstring(parts.get(part, b""), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        for number, note in enumerate(notes(root, word), 1):
            yield f"{word} {number}", "footnote", note


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """Inflate every part, counting bytes, and return those with text.

    Sizes in the archive's own table are not believed: the count is of what comes out.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refusal(name, "DOCX", "the DOCX is damaged", "save it again") from None
    entries = archive.infolist()
    if len(entries) > limit("archive_entries"):
        raise _bomb(name, f"it has {len(entries)} entries, more than {limit('archive_entries')}")
    total = 0
    found: dict[str, bytes] = {}
    allowed = max(_RATIO_FLOOR, limit("archive_ratio") * len(data))
    for entry in entries:
        wanted = entry.filename in {_MAIN, _FOOTNOTES, _ENDNOTES}
        kept: list[bytes] = []
        for chunk in _inflated(archive, entry, name):
            total += len(chunk)
            if total > limit("archive_bytes"):
                raise _bomb(name, f"it unpacks to more than {limit('archive_bytes') >> 20} MB")
            if total > allowed:
                raise _bomb(
                    name, f"it unpacks to more than {limit('archive_ratio')} times its size"
                )
            if wanted:
                kept.append(chunk)
        if wanted:
            found[entry.filename] = b"".join(kept)
    if _MAIN not in found:
        raise refusal(
            name,
            "DOCX",
            "this archive is not a DOCX: word/document.xml is missing",
            "save it as DOCX",
        )
    return found


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise refusal(name, "DOCX", "the DOCX is damaged", "save it again") from None
    except RuntimeError:  # how zipfile says that an entry has a password
        raise refusal(
            name, "ENCRYPTED", "the DOCX is encrypted", "save a copy without a password"
        ) from None


def _bomb(name: str, why: str) -> Exception:
    return refusal(name, "ARCHIVE", f"the archive is refused: {why}", "give an honest DOCX")
