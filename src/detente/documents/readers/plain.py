"""Plain text and Markdown: the file's own text, nothing taken away."""

from __future__ import annotations

import re

from detente.documents.encoding import decode
from detente.documents.readers import Extracted, reader
from detente.documents.readers.page_head import day_of
from detente.documents.values import Origin
from detente.late import late

_FRONT = late(r"---[ \t]*\r?\n(?P<lines>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FIELD = late(
    r"^(?P<key>[A-Za-z][\w -]*?)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t]*\r?$", re.MULTILINE
)
_DATES = ("date", "published", "published_time", "publishdate", "created", "datepublished")


@reader("text", endings=(".txt", ".text"))
def text(data: bytes, name: str) -> Extracted:
    """The decoded file."""
    found, encoding = decode(data, name)
    return Extracted(found, encoding)


@reader("markdown", endings=(".md", ".markdown"))
def markdown(data: bytes, name: str) -> Extracted:
    """The decoded file with its marks of form; the parts rules look past them.

    Front matter stays in the text; its title and date are the document's.
    """
    found, encoding = decode(data, name)
    front = _FRONT.match(found)
    if front is None or not _FIELD.search(front.group("lines")):
        return Extracted(found, encoding)
    start = front.start("lines")
    day, origins, title = "", [], ""
    for field in _FIELD.finditer(found, start, front.end("lines")):
        key = field.group("key").lower()
        value = field.group("value").strip("\"'")
        if key in _DATES:
            day = day or day_of(value)
        if key == "title" and value:
            at = found.index(value, field.start("value"))
            title = value
            origins.append(Origin(at, at + len(value), "front matter", "title"))
    whole = Origin(0, front.end(), "front matter", "boilerplate")
    return Extracted(found, encoding, (whole, *origins), day, "its front matter", title)
