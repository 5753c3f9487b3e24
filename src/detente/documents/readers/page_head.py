"""What the head of a page says of it: its title, and the day it was published."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from detente.documents.tokens import words_of_text
from detente.late import late
from detente.values import dataclass

_TITLES = ("og:title", "twitter:title")
_PUBLISHED = words_of_text(
    """
    article:published_time og:published_time datepublished date dc.date dc.date.issued
    dcterms.created dcterms.issued pubdate publish-date publish_date publication_date
    parsely-pub-date sailthru.date cxenseparse:recs:publishtime citation_publication_date
    originalpublicationdate displaydate published_time
    """
)
_DAY = late(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:$|[T ])")
_NESTED = 8


@dataclass(frozen=True, slots=True)
class Head:
    """Title and day (ISO) of publication; empty where the page does not say."""

    title: str
    date: str
    date_basis: str


def page_head(root: Any) -> Head:
    """Read the metadata of a parsed page; a footer's year is no date."""
    metas: dict[str, str] = {}
    for each in root.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or ""
        metas.setdefault(name.lower(), each.get("content") or "")
    title = next((metas[name] for name in _TITLES if metas.get(name)), "")
    if not title:
        titles = root.xpath("//head/title")
        title = "".join(titles[0].itertext()) if titles else ""
    for found, basis in _dates(root, metas):
        if found:
            return Head(" ".join(title.split()), found, basis)
    return Head(" ".join(title.split()), "", "")


def _dates(root: Any, metas: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in _PUBLISHED & metas.keys():
        yield day_of(metas[name]), "the page's metadata"
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield _in_linked_data(script.text or ""), "the page's linked data"
    times = [
        each
        for each in root.iter("time")
        if not any(a.tag == "footer" for a in each.iterancestors())
    ]
    marked = [
        t for t in times if "pub" in f"{t.get('itemprop')} {t.get('class')} {t.get('pubdate')}"
    ]
    for each in (*marked, *times[:1]):
        yield day_of(each.get("datetime") or each.get("content") or ""), "the page's time mark"


def _in_linked_data(text: str) -> str:
    try:
        return _published(json.loads(text, strict=False), 0)
    except (ValueError, RecursionError):
        return ""


def _published(value: Any, depth: int) -> str:
    if depth > _NESTED:
        return ""
    if isinstance(value, dict):
        kind = str(value.get("@type", ""))
        day = value.get("datePublished")
        if isinstance(day, str) and ("Article" in kind or "Posting" in kind or "Page" in kind):
            return day_of(day)
        value = list(value.values())
    if isinstance(value, list):
        return next(filter(None, (_published(each, depth + 1) for each in value)), "")
    return ""


def day_of(text: str) -> str:
    """The day that `text` begins with, as ISO; "" where it is none."""
    found = _DAY.match(text)
    if not found:
        return ""
    try:
        return datetime.date(*map(int, found.groups())).isoformat()
    except ValueError:
        return ""
