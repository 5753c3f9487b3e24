"""Which blocks of a page are the article: trafilatura's choice, and rules for what it loses."""

from __future__ import annotations

import copy
import logging
import re
from typing import Any

from detente.documents.readers.page_walk import Block
from detente.documents.refusal import missing_library
from detente.late import late

_LETTERS = late(r"\W+")
_WINDOW = 40
_SHORT = 24  # letters: a shorter block may stand anywhere by chance, so its place counts too
_PROSE = 150  # letters from which a paragraph in a side piece is believed to be the article's
_AHEAD = 400
_LINKED = 0.6
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OUTSIDE = frozenset({"nav", "aside", "footer"})
_NAMED = (
    (late(r"byline|(?:^|[-_ ])author", re.IGNORECASE), "byline"),
    (late(r"standfirst|subhead|sub-?title|\bdek\b|\blede\b", re.IGNORECASE), "standfirst"),
    (late(r"caption", re.IGNORECASE), "caption"),
    (late(r"credit", re.IGNORECASE), "image_credit"),
    (late(r"dateline", re.IGNORECASE), "dateline"),
)


def chosen(root: Any, blocks: list[Block], title: str, name: str) -> list[str]:
    """The kind of each block: "boilerplate" for what is not the article, else its form."""
    wanted = _letters(_article(root, name))
    inside = _matched(blocks, wanted)
    _add_lost(blocks, inside)
    kinds = [
        _form(block) if within else "boilerplate"
        for block, within in zip(blocks, inside, strict=True)
    ]
    for index, block in enumerate(blocks):
        if not inside[index] and not block.hidden and block.linked < _LINKED:
            named = _named(block)
            if named in {"byline", "dateline", "standfirst"} and _near(inside, index):
                kinds[index] = named
    _title(blocks, kinds, title)
    return kinds


def _article(root: Any, name: str) -> str:
    """The text of what trafilatura takes for the article; "" where it finds none."""
    try:
        # Imported here: it brings a dozen packages, and only pages need it.
        from trafilatura import bare_extraction
    except ImportError:
        raise missing_library(name, "trafilatura", "reading HTML") from None
    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # it logs pages without an article, which is no error here
    try:
        found = bare_extraction(copy.deepcopy(root), include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""  # a damaged tree; the rules below still choose
    finally:
        logger.setLevel(level)
    body = getattr(found, "body", None)
    return "" if body is None else " ".join(body.itertext())


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _matched(blocks: list[Block], wanted: str) -> list[bool]:
    """Whether each block stands in the article's letters, in order where it is short.

    By windows of letters, for the article may lack a word of a block: a link, a quotation's marks.
    """
    inside: list[bool] = []
    at = 0
    for block in blocks:
        own = _letters(block.text)
        found = -1
        if block.hidden or not own or (_outside(block.path) and len(own) < _PROSE):
            pass
        elif len(own) < _SHORT:
            found = wanted.find(own, at, at + _AHEAD)
            if found > at + _SHORT and block.linked > _LINKED:
                found = -1
        else:
            found = wanted.find(own, at)
            if found < 0:
                found = wanted.find(own)
            if found < 0:
                pieces = [own[i : i + _WINDOW] for i in range(0, len(own), _WINDOW)]
                hits = [each in wanted for each in pieces]
                if sum(hits) >= 0.6 * len(hits):
                    found = wanted.find(pieces[hits.index(True)])
        inside.append(found >= 0)
        if found >= at:
            at = found + len(own)
    return inside


def _add_lost(blocks: list[Block], inside: list[bool]) -> None:
    """What is lost between kept siblings, or inside a quotation or table that is kept."""
    _links_apart(blocks, inside)
    holders = {_holder(block.path) for block, kept in zip(blocks, inside, strict=True) if kept}
    holders.discard("")
    first = inside.index(True) if True in inside else len(blocks)
    last = len(inside) - 1 - inside[::-1].index(True) if True in inside else -1
    parents = [block.path.rsplit("/", 1)[0] for block in blocks]
    kept_parents = [parents[i] for i in range(len(blocks)) if inside[i]]
    common = set(kept_parents)
    whole = _whole(blocks, inside)
    for index, block in enumerate(blocks):
        if inside[index] or block.hidden or block.linked > _LINKED:
            continue
        prose = len(block.text) > 60 and _tag(block) in {"p", "div", "blockquote", "dd", "pre"}
        between = first < index < last and parents[index] in common and prose
        between |= bool(whole) and block.path.startswith(whole) and _told(block)
        if (_holder(block.path) in holders or between) and not _outside(block.path):
            inside[index] = True


def _whole(blocks: list[Block], inside: list[bool]) -> str:
    """The `article` element that holds all of the kept text; "" where there is none."""
    found = {
        (re.match(r".*/article(?:\[\d+\])?/", block.path) or [""])[0]
        for block, kept in zip(blocks, inside, strict=True)
        if kept and len(block.text) > 60
    }
    return found.pop() if len(found) == 1 else ""


def _told(block: Block) -> bool:
    return _tag(block) == "p" and len(block.text) > 100 and block.linked < 0.3


def _holder(path: str) -> str:
    """The block quotation or table that a block lies in."""
    found = re.match(r".*/(?:blockquote|table)(?:\[\d+\])?", path)
    return found.group() if found else ""


def _links_apart(blocks: list[Block], inside: list[bool]) -> None:
    """A list whose items are nothing but links leads elsewhere; so does a line that is a link."""
    lists: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        found = re.match(r"(.*/(?:ul|ol)(?:\[\d+\])?)/li", block.path)
        if found:
            lists.setdefault(found.group(1), []).append(index)
    for members in lists.values():
        if all(blocks[index].linked > 0.9 for index in members):
            for index in members:
                inside[index] = False


def _outside(path: str) -> bool:
    tags = {re.sub(r"\[\d+\]", "", each) for each in path.split("/")}
    return bool(tags & _OUTSIDE) and "blockquote" not in tags


def _tag(block: Block) -> str:
    return re.sub(r"\[\d+\]", "", block.path.rsplit("/", 1)[1])


def _near(inside: list[bool], index: int) -> bool:
    return any(inside[max(0, index - 8) : index + 9])


def _named(block: Block) -> str:
    return next((kind for pattern, kind in _NAMED if pattern.search(block.names)), "")


def _form(block: Block) -> str:
    tags = [re.sub(r"\[\d+\]", "", each) for each in block.path.split("/")]
    if tags[-1] in _HEADINGS:
        return "heading"
    if "figcaption" in tags:
        return "caption"
    named = _named(block)
    if named and len(block.text) < 300:
        return named
    return "item" if "li" in tags else "paragraph"


def _title(blocks: list[Block], kinds: list[str], title: str) -> None:
    """One block is the title: the main heading that the head of the page repeats, else the main
    heading before the article, else its first.
    """
    given = _letters(title)
    ones = [i for i, block in enumerate(blocks) if "/h1" in block.path and not block.hidden]
    alike = [
        i
        for i in (*ones, *(i for i, kind in enumerate(kinds) if kind == "heading"))
        if len(own := _letters(blocks[i].text)) > 8 and given and (own in given or given in own)
    ]
    article = next((i for i, k in enumerate(kinds) if k in {"paragraph", "item"}), None)
    if article is None and not alike:
        return
    before = [i for i in ones if article is not None and i < article]
    found = alike[:1] or before[-1:] or [i for i in ones if kinds[i] == "heading"][:1]
    for index in found:
        kinds[index] = "title"
