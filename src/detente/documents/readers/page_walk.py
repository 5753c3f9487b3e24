"""The walk over a page: its blocks of text in order, as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from detente.documents.tokens import words_of_text
from detente.late import late
from detente.values import dataclass

_DROPPED = words_of_text(
    """
    script style noscript template svg math iframe object embed canvas video audio button select
    textarea input head title meta link
    """
)
_BLOCKS = words_of_text(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section
    summary table tbody td tfoot th thead tr ul
    """
)
_HIDDEN = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = late(r"[ \t\r\n\f]+")
_MAX_DEPTH = 250
_LINK = "\x0e"  # around the words of a link while a block is put together; no page holds it


@dataclass(frozen=True, slots=True)
class Block:
    """A run of inline content between block elements.

    path    the element that holds it: "html/body/article[1]/p[2]".
    linked  the share of its letters that stands in links.
    hidden  the page does not show it.
    names   class and id of the innermost elements that hold little more than this block.
    """

    text: str
    path: str
    linked: float
    hidden: bool
    names: str


def page_blocks(body: Any) -> list[Block]:
    """The blocks of `body` in the order of the page; linear in its size."""
    return list(_blocks(body, "html/body", False, "", 0))


def _blocks(element: Any, path: str, hidden: bool, names: str, depth: int) -> Iterator[Block]:
    """Walk `element`: each run of inline content between block elements is one block."""
    hidden = hidden or _is_hidden(element)
    names = _names(element, names)
    run: list[str] = [element.text or ""]
    counts: dict[str, int] = {}
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if (tag in _BLOCKS or _has_block(child)) and depth < _MAX_DEPTH:
            yield from _finished(run, path, hidden, names)
            counts[tag] = counts.get(tag, 0) + 1
            number = f"[{counts[tag]}]" if tag in _BLOCKS else ""
            yield from _blocks(child, f"{path}/{tag}{number}", hidden, names, depth + 1)
            run = [child.tail or ""]
        elif tag == "br":
            if _breaks_twice(child):
                yield from _finished(run, path, hidden, names)
                run = [child.tail or ""]
            else:
                run.append("\x0b" + (child.tail or ""))
        else:
            if tag and tag not in _DROPPED and not _is_hidden(child):
                run.append(_inline(child))
            run.append(child.tail or "")
    yield from _finished(run, path, hidden, names)


def _has_block(element: Any) -> bool:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _DROPPED or not len(element):
        return False
    return any(isinstance(each.tag, str) and each.tag in _BLOCKS for each in element.iter())


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _inline(element: Any) -> str:
    """The text of an inline element, its dropped children left out."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            pieces.append("\x0b")
        elif tag and tag not in _DROPPED and not _is_hidden(child):
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    words = "".join(pieces)
    return f"{_LINK}{words}{_LINK}" if element.tag == "a" and _LINK not in words else words


def _breaks_twice(element: Any) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "br" and not (element.tail or "").strip()


def _finished(run: list[str], path: str, hidden: bool, names: str) -> Iterator[Block]:
    marked = "".join(run)
    run.clear()
    pieces = marked.split(_LINK)
    text = _SPACE.sub(" ", "".join(pieces))
    text = re.sub(r" *\x0b *", "\n", text).strip(" \n")
    if text.strip():
        linked = sum(len(each.strip()) for each in pieces[1::2]) / len(text)
        inside = "/a/" in f"{path}/"
        yield Block(
            re.sub(r"\n{2,}", "\n", text), path, 1.0 if inside else min(1.0, linked), hidden, names
        )


_SMALL = 400


def _names(element: Any, inherited: str) -> str:
    """What class, id and role say; the names of a wrapper of much text say nothing of its parts."""
    own = " ".join(
        element.get(each) or "" for each in ("class", "id", "itemprop", "role", "rel")
    ).strip()
    if not own and not inherited:
        return ""
    small = sum(map(len, element.itertext())) <= _SMALL
    return f"{inherited} {own}" if small else ""
