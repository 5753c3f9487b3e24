"""A page as saved from a site: blocks of text, each with the element it came from and its use."""

from __future__ import annotations

import re

from detente.documents.encoding import decode
from detente.documents.readers import Extracted, reader
from detente.documents.readers.article import chosen
from detente.documents.readers.page_head import page_head
from detente.documents.readers.page_walk import Block, page_blocks
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Origin, Warned

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE
)
_LONG = 120  # letters from which a block without links is prose
_MOST = 0.5


@reader(
    "html", endings=(".html", ".htm", ".xhtml"), magic=(b"<!doctype html", b"<html"), library="lxml"
)
def html(data: bytes, name: str) -> Extracted:
    """Return the text of the page's blocks, a blank line between two, with the path of each
    element.

    Runs of white space become one space, as a browser shows them; no-break spaces stay. Scripts
    and styles are left out. What is not the article stays in the text, marked as boilerplate.
    """
    try:
        from lxml import etree  # type: ignore[import-untyped]  # it ships no types
        from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]  # as above
    except ImportError:
        raise missing_library(name, "lxml", "reading HTML") from None
    declared = _DECLARED.search(data[:4096])
    source, encoding = decode(data, name, declared.group(1).decode("ascii") if declared else None)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source[:200]) + source[200:]
    if not source.strip():
        raise refusal(name, "EMPTY", "the page is empty", "give a page with text")
    try:
        root = document_fromstring(source.encode("utf-8"), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        raise refusal(name, "HTML", "this is not a page", "save the page again as HTML") from None
    body = root.find("body")
    blocks = [] if body is None else page_blocks(body)
    if not blocks:
        raise refusal(name, "EMPTY", "the page has no text in its body", "give a page with text")
    head = page_head(root)
    kinds = chosen(root, blocks, head.title, name)
    origins: list[Origin] = []
    at = 0
    for block, kind in zip(blocks, kinds, strict=True):
        origins.append(Origin(at, at + len(block.text), block.path, kind))
        at += len(block.text) + 2
    text = "\n\n".join(block.text for block in blocks)
    return Extracted(
        text, encoding, tuple(origins), head.date, head.date_basis, "", _warned(blocks, kinds)
    )


def _warned(blocks: list[Block], kinds: list[str]) -> tuple[Warned, ...]:
    """That most of what reads like prose was set aside, where it was."""
    prose = [
        (len(block.text), kind == "boilerplate")
        for block, kind in zip(blocks, kinds, strict=True)
        if len(block.text) >= _LONG and block.linked < _MOST and not block.hidden
    ]
    total = sum(size for size, _ in prose)
    aside = sum(size for size, apart in prose if apart)
    count = sum(apart for _, apart in prose)
    if total and aside > _MOST * total:
        what = (
            f"most of the page was set aside as not its article: {count} of {len(prose)} long "
            "paragraphs; if the report is among them, give it as text"
        )
        return (Warned("W-SET-ASIDE", what),)
    if not any(kind in {"paragraph", "item"} for kind in kinds):
        what = "the page shows no article: only navigation, notices or headings"
        return (Warned("W-NO-ARTICLE", what),)
    return ()
