"""The page of a reading: the whole text in order, every item marked where it stands, nothing that
runs.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents import from_text, load_document
from detente.reading import read
from detente.reading.values import Mention, Quote, Reading
from detente.report.reading_html import reading_html
from detente.report.reading_marks import marks_of
from detente.report.safe import safe
from reading.test_reading_page import TEXT

VISIBLE = Path(__file__).parent / "gold" / "visible"
REPORTS = sorted(path for path in VISIBLE.iterdir() if path.suffix in {".txt", ".md", ".html"})
EMPTY = {"meta", "br"}


class Page(HTMLParser):
    """What stands in the page: each element with its class, its anchor, its note and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.in_article = False
        self.article = ""
        self.asides = ""
        self.classes: list[str] = []
        self.anchors: list[str] = []
        self.notes: list[tuple[str, bool]] = []
        self.links: list[str] = []
        self.rows = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= set(given)
        if tag not in EMPTY:
            self.open.append(tag)
            self.classes.append(given.get("class", ""))
        self.in_article |= tag == "article"
        self.rows += tag == "tr"
        if tag == "span" and "id" in given:
            self.anchors.append(given["id"])
        if "data-note" in given:
            self.notes.append((given["data-note"], "tabindex" in given))
        if tag == "a":
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.classes.pop()
        self.in_article &= tag != "article"

    def handle_data(self, data: str) -> None:
        if self.in_article:
            self.article += data
            if "aside" in self.classes:
                self.asides += data


def page_of(reading: Reading) -> Page:
    return Page(reading_html(reading))


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_the_page_holds_the_whole_text_and_marks_every_item_once(report: Path) -> None:
    reading = read(load_document(report))
    page, marks = page_of(reading), marks_of(reading)

    assert page.article == safe(reading.document.text)
    assert sorted(page.anchors) == sorted(mark.anchor for mark in marks)
    assert page.rows == 1 + len(marks)
    assert page.open == []
    assert all(link[1:] in {*page.anchors, "text"} for link in page.links)


def test_a_mark_tells_its_rule_and_its_confidence_to_mouse_and_keyboard() -> None:
    reading = read(from_text(TEXT, "ferry.txt"))
    page = page_of(reading)
    quote = reading.quotes[0]
    told = f"quote (direct): Liv Aas · {quote.rule} · confidence {quote.confidence:.2f}"

    assert any(told in note for note, _ in page.notes)
    reached = "\n".join(note for note, reached in page.notes if reached)
    assert all(mark.note in reached for mark in marks_of(reading))


def test_what_is_not_the_report_is_grey() -> None:
    page = page_of(read(from_text(TEXT, "ferry.txt")))

    assert "may be reproduced" in page.asides
    assert "Liv Aas" not in page.asides


def test_nothing_in_a_report_becomes_mark_up() -> None:
    text = TEXT.replace("the night patrols", "the <script>alert(1)</script> & \"'patrols")
    reading = read(from_text(text, '<img src=x onerror="alert(2)">.txt'))
    page = page_of(reading)

    assert "<script>alert(1)</script> & \"'patrols" in page.article
    assert not page.tags & {"script", "img", "iframe", "object", "link", "form"}
    assert not {name for name in page.attributes if name.startswith("on")} | (
        {"src"} & page.attributes
    )
    assert "default-src 'none'" in reading_html(reading)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=12))
def test_marks_that_cross_are_closed_and_opened_again(places: list[tuple[int, int, bool]]) -> None:
    text = "word " * 20
    plain = read(from_text(text, "x.txt"))
    items = sorted((start, min(start + size, len(text)), quote) for start, size, quote in places)
    quotes = tuple(Quote(a, b, text[a:b], "r", 0.5, "direct") for a, b, quote in items if quote)
    names = tuple(
        Mention(a, b, text[a:b], "r", 0.5, "N", "state", "name") for a, b, q in items if not q
    )
    reading = Reading(
        plain.document, "en", None, "", plain.parts, (), names, (), (), quotes, (), (), (), (), ()
    )
    page = page_of(reading)

    assert page.article == text
    assert page.open == []
    assert sorted(page.anchors) == sorted(mark.anchor for mark in marks_of(reading))
