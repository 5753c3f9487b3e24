"""A page as saved from a site: blocks of text, each with the element that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from detente.documents.encoding import decode
from detente.documents.readers import Extracted, reader
from detente.documents.refusal import missing_library, refusal
from detente.documents.values import Origin

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "head",
        "title",
        "meta",
        "link",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BOILERPLATE_TAGS = frozenset(["nav", "footer", "aside"])
_BOILERPLATE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|footer|sidebar|related|share|sharing|social|promo"
    r"|advert|ads?|"
    r"cookie|newsletter|subscribe|comments?|breadcrumbs?|tags|widget|banner|signup|legal)(?:$"
    r"|[-_ ])",
    re.IGNORECASE,
)
_NAMED_KINDS = (
    (re.compile(r"byline|(?:^|[-_ ])author", re.IGNORECASE), "byline"),
    (
        re.compile(r"standfirst|subhead|sub-title|subtitle|dek|lede|teaser", re.IGNORECASE),
        "standfirst",
    ),
    (re.compile(r"caption", re.IGNORECASE), "caption"),
    (re.compile(r"credit", re.IGNORECASE), "image_credit"),
    (re.compile(r"dateline", re.IGNORECASE), "dateline"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MAX_DEPTH = 250


@reader(
    "html", endings=(".html", ".htm", ".xhtml"), magic=(b"<!doctype html", b"<html"), library="lxml"
)
def html(data: bytes, name: str) -> Extracted:
    """Return the text of the page's blocks, a blank line between two, with the path of each
    element.

    Runs of white space become one space, as a browser shows them; no-break spaces stay. Scripts,
    styles and forms are left out; navigation and footers stay, marked as boilerplate.
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
    blocks = [] if body is None else list(_blocks(body, "html/body", "", 0))
    pieces: list[str] = []
    origins: list[Origin] = []
    at = 0
    for text, where, kind in blocks:
        pieces.append(text)
        origins.append(Origin(at, at + len(text), where, kind))
        at += len(text) + 2
    if not pieces:
        raise refusal(name, "EMPTY", "the page has no text in its body", "give a page with text")
    return "\n\n".join(pieces), encoding, tuple(origins)


def _blocks(element: Any, path: str, kind: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """Walk `element`: each run of inline content between block elements is one block."""
    kind = _kind(element, kind)
    run: list[str] = [element.text or ""]
    counts: dict[str, int] = {}
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS and depth < _MAX_DEPTH:
            yield from _finished(run, path, kind)
            counts[tag] = counts.get(tag, 0) + 1
            yield from _blocks(child, f"{path}/{tag}[{counts[tag]}]", kind, depth + 1)
            run = [child.tail or ""]
        elif _has_block(child) and depth < _MAX_DEPTH:
            yield from _finished(run, path, kind)
            yield from _blocks(child, f"{path}/{tag}", kind, depth + 1)
            run = [child.tail or ""]
        elif tag == "br":
            if _breaks_twice(child):
                yield from _finished(run, path, kind)
                run = [child.tail or ""]
            else:
                run.append("\x0b" + (child.tail or ""))
        else:
            if tag and tag not in _DROPPED:
                run.append(_inline(child))
            run.append(child.tail or "")
    yield from _finished(run, path, kind)


def _has_block(element: Any) -> bool:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _DROPPED or not len(element):
        return False
    return any(isinstance(each.tag, str) and each.tag in _BLOCKS for each in element.iter())


def _inline(element: Any) -> str:
    """The text of an inline element, its dropped children left out."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            pieces.append("\x0b")
        elif tag and tag not in _DROPPED:
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _breaks_twice(element: Any) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "br" and not (element.tail or "").strip()


def _finished(run: list[str], path: str, kind: str) -> Iterator[tuple[str, str, str]]:
    text = _SPACE.sub(" ", "".join(run))
    text = re.sub(r" *\x0b *", "\n", text).strip(" \n")
    run.clear()
    if text.strip():
        yield re.sub(r"\n{2,}", "\n", text), path, kind


def _kind(element: Any, inherited: str) -> str:
    """What the page says of the element's purpose; a purpose once found holds for what is
    inside.
    """
    if inherited:
        return inherited
    tag = element.tag
    if tag == "h1":
        return "title"
    if tag in {"h2", "h3", "h4"}:
        return "heading"
    if tag == "figcaption":
        return "caption"
    if tag in _BOILERPLATE_TAGS or element.get("role") in {"navigation", "contentinfo", "banner"}:
        return "boilerplate"
    names = (
        f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    )
    for pattern, kind in _NAMED_KINDS:
        if pattern.search(names):
            return kind
    if tag != "body" and _BOILERPLATE_NAMES.search(names):
        return "boilerplate"
    return ""
