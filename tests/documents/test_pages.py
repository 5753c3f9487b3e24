"""Pages as sites publish them: what is the article, what stands around it, and when it is from."""

from __future__ import annotations

import pytest

from detente.documents import Document
from detente.documents.load import from_bytes
from detente.reading import find_parts, read

TITLE = "Norway and Denmark trade demands"
PROSE = (
    "OSTBY, 4 May 2026 (Fjordwire) - Norway called on Denmark to stop the night patrols.",
    "“A tariff alone will never settle this,” said Danish Foreign Minister Mette Krag.",
    "Denmark threatened to close its ports to Norwegian boats unless the tariff was lifted.",
)
BODY = "".join(f"<p>{each}</p>" for each in PROSE)
HEADED = f"<h1>{TITLE}</h1>{BODY}"


def page(body: str, head: str = "<title>Strait talks</title>") -> Document:
    """The page as a document."""
    return from_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def kinds(document: Document) -> dict[str, str]:
    """The kind of each block."""
    found = {"title", "standfirst", "heading", "paragraph", "item", "boilerplate", "byline"}
    return {each.text: each.kind for each in find_parts(document) if each.kind in found}


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='content with-sidebar share'>{HEADED}</div>",
        f"<form id='f' method='post'><div id='main'>{HEADED}</div></form>",
        f"<div class='wp-block-comments-off social'><section id='nav'>{HEADED}</section></div>",
        f"<table><tr><td>{HEADED}</td></tr></table>",
        f"<main>{HEADED}</main><footer><p>About us</p><p>Privacy policy</p></footer>",
    ],
)
def test_names_of_wrappers_say_nothing_of_the_article(body: str) -> None:
    found = kinds(page(body))

    assert found[TITLE] == "title"
    assert [found[each] for each in PROSE] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h3>Related Coverage</h3><a href='#'>Factbox: the strait</a></aside>",
        (
            "<ul><li><a href='#'>VIDEO: The strait in numbers</a></li>"
            "<li><a href='#'>Factbox: the strait</a></li></ul>"
        ),
        ("<ul><li><a href='#'>Share</a></li><li><a href='#'>Factbox: the strait</a></li></ul>"),
        "<nav><a href='#'>Factbox: the strait</a></nav>",
    ],
)
def test_a_box_inside_the_article_is_set_aside_and_the_article_is_not(box: str) -> None:
    parts = [f"<p>{each}</p>" for each in PROSE]
    document = page(f"<article><h1>{TITLE}</h1>{parts[0]}{box}{parts[1]}{parts[2]}</article>")
    minable = [each.text for each in find_parts(document) if each.kind in {"paragraph", "item"}]

    assert minable == list(PROSE)
    assert "Factbox: the strait" in document.text


def test_hidden_text_is_no_part_of_the_report() -> None:
    hidden = "<p style='display: none'>Denmark must burn all boats of Norway at once.</p>"
    document = page(f"<article>{HEADED}{hidden}</article>")

    assert "burn" in document.text
    assert all("burn" not in each.text for each in read(document).proposals)


def test_a_quotation_set_apart_names_its_speaker_in_its_footer() -> None:
    document = page(
        f"<article><h1>Talks</h1><p>{PROSE[0]}</p><blockquote><p>“There will be no talks without "
        "trust.”</p><footer>— Mette Krag, Danish Foreign Minister</footer></blockquote></article>"
    )

    assert [each.speaker for each in read(document).quotes] == ["Mette Krag"]


def test_a_quotation_inside_a_sentence_keeps_its_sentence_whole() -> None:
    said = "Norway said that it would <q>never</q> lift the tariff while the patrols went on."
    document = page(f"<article>{HEADED}<p>{said}</p><p>{PROSE[2]}</p></article>")

    whole = "Norway said that it would never lift the tariff while the patrols went on."
    assert kinds(document)[whole] == "paragraph"


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        (
            "<meta property='article:published_time' content='2026-05-04T10:00:00Z'>",
            "the page's metadata",
        ),
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
                '"datePublished": "2026-05-04T10:00:00Z"}]}</script>'
            ),
            "the page's linked data",
        ),
    ],
)
def test_the_head_of_a_page_gives_its_date(head: str, basis: str) -> None:
    told = "Norway called on Denmark on Monday to stop the night patrols in the strait."
    reading = read(page(f"<article><h1>{TITLE}</h1><p>{told}</p></article>", head))

    assert (reading.as_of, reading.as_of_basis) == ("2026-05-04", basis)
    assert [each.iso for each in reading.dates] == ["2026-05-04"]


def test_a_footer_gives_no_date() -> None:
    told = "Norway called on Denmark to stop the night patrols in the strait."
    foot = "<footer><time datetime='2019-01-01'>2019</time> © 2019 The Fjord Post.</footer>"

    assert read(page(f"<article><h1>{TITLE}</h1><p>{told}</p></article>{foot}")).as_of is None


def test_a_page_most_of_which_is_set_aside_says_so() -> None:
    other = "<p>This long paragraph of the house tells at some length about its own offers, its "
    other += "prices, its terms and its many subscriptions, and about nothing else at all.</p>"
    document = page(
        f"<article>{HEADED}</article><aside>{other * 1}</aside><footer>{other * 9}</footer>"
    )

    assert [each.code for each in document.warned] == ["W-SET-ASIDE"]


def test_a_page_of_navigation_says_that_it_shows_no_article() -> None:
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30))
    document = page(f"<nav><ul>{links}</ul></nav>")

    assert [each.code for each in document.warned] == ["W-NO-ARTICLE"]


def test_a_report_in_another_language_is_said_to_be_unread() -> None:
    told = (
        "Norwegen forderte Dänemark am Montag auf, die Patrouillen zu beenden. Ein Zoll allein "
        "wird das nie lösen, sagte die Ministerin, und das ist nicht alles von dem, was sie will."
    )
    reading = read(from_bytes(told.encode(), "a.txt"))

    assert [each.code for each in reading.warned] == ["W-LANGUAGE"]
    assert "German" in reading.warned[0].text
