"""The paragraphs of a DOCX as its last reader sees them: changes done, boxes once, notes apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STYLES = {"title": "title", "subtitle": "standfirst", "caption": "caption"}
# Deleted text, the place that moved text has left, and the second form of what stands already.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}delText"})
_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_MAX_DEPTH = 200


def paragraphs(root: Any) -> Iterator[tuple[str, str, str]]:
    """Place, kind and text of each paragraph; a text box is one below the paragraph it hangs on.

    A paragraph whose end mark is deleted goes on in the next one.
    """
    open_text, open_where, open_kind = "", "", ""
    for number, paragraph in enumerate(_found(root, 0), 1):
        boxes: list[Any] = []
        words = "".join(_words(paragraph, boxes, 0))
        if not open_where:
            open_where, open_kind = f"paragraph {number}", _kind(paragraph)
        open_text += words
        if not _end_is_deleted(paragraph):
            yield open_where, open_kind, open_text
            open_text, open_where = "", ""
        for box in boxes:
            for _, kind, text in paragraphs(box):
                yield f"paragraph {number}, text box", kind or "paragraph", text
    if open_where:
        yield open_where, open_kind, open_text


def notes(root: Any, word: str) -> Iterator[str]:
    """The text of each note of a part; the rules that part notes from text are none."""
    for note in root.iter(f"{_W}{word}"):
        if note.get(f"{_W}type") in {None, "normal"}:
            yield " ".join(text.strip() for _, _, text in paragraphs(note) if text.strip())


def _found(element: Any, depth: int) -> Iterator[Any]:
    """The paragraphs under `element` that lie in no other one."""
    for child in element:
        if child.tag in _GONE or depth > _MAX_DEPTH:
            continue
        if child.tag == f"{_W}p":
            yield child
        else:
            yield from _found(child, depth + 1)


def _words(element: Any, boxes: list[Any], depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    for child in element:
        tag = child.tag
        if tag in _GONE or (tag == f"{_W}r" and _is_hidden(child)):
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _TEXT:
            yield _TEXT[tag]
        elif tag in {f"{_W}txbxContent", f"{_W}p"}:
            boxes.append(child if tag != f"{_W}p" else _alone(child))
        else:
            yield from _words(child, boxes, depth + 1)


def _alone(paragraph: Any) -> list[Any]:
    """A paragraph inside another one, as damaged files have it."""
    return [paragraph]


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in {"0", "false"}


def _end_is_deleted(paragraph: Any) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    gone = (f"{_W}del", f"{_W}moveFrom")
    return mark is not None and any(mark.find(each) is not None for each in gone)


def _kind(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    value = "" if style is None else (style.get(f"{_W}val") or "").lower()
    if value in _STYLES:
        return _STYLES[value]
    if value.startswith("heading"):
        return "heading"
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or value.startswith("list")
    return "item" if listed else ""
