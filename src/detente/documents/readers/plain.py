"""Plain text and Markdown: the file's own text, nothing taken away."""

from __future__ import annotations

from detente.documents.encoding import decode
from detente.documents.readers import Extracted, reader


@reader("text", endings=(".txt", ".text"))
def text(data: bytes, name: str) -> Extracted:
    """The decoded file."""
    found, encoding = decode(data, name)
    return found, encoding, ()


@reader("markdown", endings=(".md", ".markdown"))
def markdown(data: bytes, name: str) -> Extracted:
    """The decoded file with its marks of form; the parts rules look past them."""
    found, encoding = decode(data, name)
    return found, encoding, ()
