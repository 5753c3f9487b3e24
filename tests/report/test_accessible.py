"""The HTML report in a browser: axe finds nothing, on a light and on a dark screen, and on paper.

Skipped, with one line that says so, where no Chromium is installed; DETENTE_CHROMIUM names another.
"""

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

import detente
from detente.report.whole import whole_report

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("DETENTE_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: no report was looked at in a browser"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report") / "elmira.html"
    whole_report(detente.load("elmira")).save(str(place))
    return place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_report(scheme: str, browser: Browser, page_file: Path) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    page = context.new_page()
    page.goto(page_file.as_uri())
    found = Axe().run(page)
    told = [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found.response["violations"]
    ]
    context.close()
    assert told == []
    assert asked == [page_file.as_uri()]  # and nothing comes from elsewhere


def test_axe_is_heard_where_something_is_amiss(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='data:,'></body></html>")
    told = {one["id"] for one in Axe().run(page).response["violations"]}
    page.close()
    assert {"image-alt", "html-has-lang"} <= told


def test_a_report_is_printed_whole(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    raw = page.pdf(format="A4")
    page.close()
    pages = pypdf.PdfReader(io.BytesIO(raw)).pages
    text = " ".join(one.extract_text() for one in pages)
    assert 3 <= len(pages) <= 20
    for words in ("The question", "What would hold", "Appendix: the states"):
        assert words in text
