"""An analyst's session in a real browser: a journey to the end of the server and back, the keyboard
alone, and axe on every page in both themes.

Skipped, with one line that says so, where no Chromium is installed; DETENTE_CHROMIUM names another.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from web.test_guard import MORE_XSS, XSS, hostile
from web.test_start import serve

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("DETENTE_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: no page of the workbench was looked at in a browser"
)
PAGES = (
    *("parties", "rules", "wishes", "verdicts", "graph", "evidence", "versions", "file"),
    *("questions", "handover"),
)
ASKED = (
    "/p/elmira/q/evolve?to=settlement&step=1&ask=1",
    "/p/elmira/q/coalitions",
    "/p/elmira/q/design?make=nothing&within=2.0&ask=1",
    "/p/elmira/handover?report=brief",
    "/p/korea-medium/q/claims?only=c2&tour=2",
    "/p/korea-medium/q/what_if?edits=USA:+move+3+to+1&concepts=nash,gmr&ask=1",
    "/p/korea-medium/q/track?draws=0",
    "/p/korea-medium/q/trace?claim=c5&ask=1",
    "/p/korea-small/q/design?make=halt&ask=1",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


class Served:
    """A server, and a page of it in which every word of the console counts; ended by `end`, which
    a test that fails does not reach: the fixture does it then."""

    def __init__(self, folder: Path, browser: Browser, *words: str, **looks: object) -> None:
        self.folder, self.process = folder, serve(folder, *words)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[-1]
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, **looks)
        self.said: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.on("dialog", lambda one: self.said.append(one.message))
        self.page.goto(self.address)

    def at(self, path: str) -> Page:
        self.page.goto(self.address.split("/?")[0] + path)
        return self.page

    def end(self, how: signal.Signals) -> None:
        if self.process.returncode is None:
            self.context.close()
            self.process.send_signal(how)
            self.process.communicate(timeout=60)


Serve = Callable[..., Served]


@pytest.fixture
def serving(browser: Browser, tmp_path: Path) -> Iterator[Serve]:
    """Starts servers that end with the test, however it ends."""
    with ExitStack() as ends:

        def begin(*words: str) -> Served:
            found = Served(tmp_path, browser, *words)
            ends.callback(found.end, signal.SIGKILL)
            return found

        yield begin


def saved(page: Page, words: str) -> None:
    """Wait until the page says what was done."""
    expect(page.locator("#said")).to_contain_text(words)


def test_a_journey_survives_the_end_of_the_server(serving: Serve) -> None:
    one = serving()
    page = one.page
    page.get_by_label("What it is called").fill("Ferries")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("#newparty").fill("Island council")
    page.locator("#newname").fill("C")
    page.get_by_role("button", name="Add party").click()
    saved(page, "A new party, Island council")
    page.locator("#no-C").fill("Pay for the ferries")
    page.locator("#nn-C").fill("pay")
    page.locator("#party-C").get_by_role("button", name="Add option").click()
    saved(page, "Pay for the ferries")
    page.get_by_role("link", name="Rules", exact=True).click()
    page.locator("#newrule").fill("A.act and (C.p")
    options = page.locator("#names option").evaluate_all("all => all.map(one => one.value)")
    assert "A.act and (C.pay" in options, "a word in the middle is completed, too"
    page.locator("#newrule").fill("A.act and C.pya")
    page.get_by_role("button", name="Add rule").click()
    expect(page.locator(".wave")).to_have_text("C.pya")
    page.locator("#newrule").fill("A.act and C.pay")
    page.get_by_role("button", name="Add rule").click()
    saved(page, "A new rule")
    page.get_by_role("link", name="Wishes", exact=True).click()
    page.locator(".plist").get_by_role("link", name="Island council").click()
    page.wait_for_url("**party=C")  # the page before has a field of this name, too
    page.locator("#new").fill("not A.act")
    page.get_by_role("button", name="Add", exact=True).click()
    saved(page, "a new wish, not A.act")
    page.locator("#new").fill("not C.pay")
    page.get_by_role("button", name="Add", exact=True).click()
    saved(page, "a new wish, not C.pay")
    page.locator('[id="w-C-1"]').drag_to(page.locator('[id="w-C-0"]'))
    saved(page, "wish 2 is now wish 1")
    page.get_by_role("link", name="Verdicts", exact=True).click()
    lead = page.locator("#lead").inner_text()
    assert "hold" in lead
    page.locator(".mx thead .st a").nth(1).click()
    page.wait_for_url("**s=*")
    expect(page.locator(".mx thead .s")).to_have_count(1)
    expect(page.locator(".side .say")).to_contain_text("under")
    page.go_back()
    expect(page.locator("#lead")).to_have_text(lead)
    page.locator("#undo").click()
    saved(page, "Taken back")
    page.locator("#redo").click()
    saved(page, "Done again")
    page.get_by_role("link", name="Versions", exact=True).click()
    page.locator("#vname").fill("before the talks")
    page.get_by_role("button", name="Name it").click()
    saved(page, "is now called")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the file").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    assert len(one.said) == 1, one.said
    assert "422" in one.said[0], "the console tells of the rule that could not be read, and no more"
    one.end(signal.SIGKILL)

    two = serving()
    again = two.at("/p/ferries/versions")
    expect(again.locator(".tagname")).to_have_text("before the talks")
    assert again.request.get(two.address.split("/?")[0] + "/p/ferries/export").text() == text
    expect(two.at("/p/ferries/verdicts").locator("#lead")).to_have_text(lead)
    assert two.said == []
    two.end(signal.SIGTERM)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what is wanted."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("w => document.activeElement.matches(w)", wanted):
            return
    raise AssertionError(f"no way to {wanted} by Tab")


def test_a_session_by_keyboard_alone(serving: Serve) -> None:
    one = serving("prisoners-dilemma")
    page = one.at("/")
    tab_to(page, '[href="/p/prisoners-dilemma/verdicts"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("#matrix")
    before = page.locator(".wishes").first.inner_text()
    tab_to(page, '[id="w-One-0"]')
    page.keyboard.press("Alt+ArrowDown")
    saved(page, "wish 1 is now wish 2")
    expect(page.locator('[id="w-One-1"]')).to_be_focused()
    assert page.locator(".wishes").first.inner_text() != before
    page.keyboard.press("Control+z")
    saved(page, "Taken back")
    tab_to(page, ".mx thead .st a")
    page.keyboard.press("ArrowRight")
    column = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    page.wait_for_url("**s=*")
    assert column.removeprefix("c-") in page.url
    page.goto(page.url.split("?")[0].replace("verdicts", "graph"))
    tab_to(page, ".node")
    first = page.evaluate("document.activeElement.id")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.id") != first:
            break
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("Enter")
    page.wait_for_url("**/verdicts?s=*")
    assert one.said == []
    one.end(signal.SIGTERM)


def test_the_tour_and_a_question_by_keyboard_alone(serving: Serve) -> None:
    one = serving("korea")
    page = one.at("/")
    tab_to(page, 'button[name="tour"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**tour=1*")
    for number in range(2, 9):
        tab_to(page, "#tour-next")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**tour={number}")
        expect(page.locator("#asked")).to_have_count(0)
        expect(page.locator("#tour")).to_contain_text(f"{number} of 8")
        assert page.locator('main [role="alert"]').count() == 0, page.url
    page.go_back()
    expect(page.locator("#tour")).to_contain_text("7 of 8")
    tab_to(page, "#tour-leave")
    page.keyboard.press("Enter")
    expect(page.locator("#tour")).to_have_count(0)
    one.at("/p/korea-medium/q/evolve")
    tab_to(page, "#a-to")
    page.keyboard.type("halt")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_contain_text("ways to 'halt'")
    tab_to(page, "#next")
    page.keyboard.press("Enter")
    expect(page.locator('.steps [aria-current="step"]')).to_have_text("1")
    page.go_back()
    expect(page.locator(".stepper")).to_contain_text("At the start")
    page.go_back()
    page.wait_for_url("**/q/evolve")  # a browser may give a field back what was typed in it
    assert one.said == []
    one.end(signal.SIGTERM)


SAVED = """<!doctype html><html lang="en"><head><title>Council asks for a pause</title></head><body>
<nav>Home | News | Sign up for our evening letter</nav><article><h1>Council asks for a pause</h1>
<p>CARRICK HAVEN, 14 March 2031 - The Orrisay Island Council met the Sound Line on Tuesday.</p>
<p>The Orrisay Island Council called on the Crews\u2019 Union to end its sudden stoppages and
urged the Sound Line to stop the sale of two ferries.</p>
<p>\u201cWithout talks it is very difficult to move anything,\u201d said council chair Ines
Halloran.</p>
<p>The Crews\u2019 Union offered to return to full service if the Sound Line stops the
sale.</p></article>
<footer><p>This article may be reprinted if the source is acknowledged.</p></footer></body>
</html>"""


def test_from_the_saved_page_of_a_report_to_a_brief(serving: Serve, tmp_path: Path) -> None:
    one = serving()
    place = tmp_path / "orrisay.html"
    place.write_text(SAVED, encoding="utf-8")
    page = one.at("/")
    page.locator("#report").set_input_files(place)
    page.get_by_role("button", name="Read it").press("Enter")
    page.wait_for_url("**/p/orrisay/report")
    for scheme, wide in (("light", 1280), ("dark", 820)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
        page.set_viewport_size({"width": wide, "height": 800})
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    tab_to(page, "#cand a.num")
    page.keyboard.press("j")
    expect(page.locator("#c2 a.num")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("t")
    saved(page, "From a report: option, Crews\u2019 Union: Go on with sudden stoppages")
    page.locator("#cand tr", has_text="is quoted").locator("a.num").focus()
    page.keyboard.press("d")
    saved(page, "Dropped: evidence, Ines Halloran: is quoted")
    page.get_by_role("button", name="Take the rest of the draft").press("Enter")
    saved(page, "From reports:")
    page.evaluate(
        """() => {
            const cuts = [...document.querySelectorAll("#report-text [data-o]")];
            const words = cuts.find((one) => one.textContent.includes("Tuesday")).firstChild;
            const at = words.data.indexOf("Tuesday");
            getSelection().setBaseAndExtent(words, at, words, at + 7);
        }"""
    )
    expect(page.locator("#picked")).to_have_value("Tuesday")
    page.locator("#says").fill("They met on a Tuesday")
    page.locator("#says").press("Enter")
    saved(page, "evidence, They met on a Tuesday")
    page.get_by_role("link", name="Evidence", exact=True).press("Enter")
    row = page.locator("tr", has_text="They met on a Tuesday")
    row.get_by_role("link", name="the sentence in the report").press("Enter")
    expect(page.locator("mark.in", has_text="Tuesday")).to_have_count(1)
    assert "#e-" in page.url
    page.get_by_role("link", name="Verdicts", exact=True).press("Enter")
    expect(page.locator("#lead")).to_contain_text("hold")
    one.at("/p/orrisay/handover?report=brief")
    expect(page.locator("#asked")).to_have_count(0)
    with page.expect_download() as taken:
        page.locator('a[href*="/take/brief.html"]').press("Enter")
    brief = Path(taken.value.path()).read_text(encoding="utf-8")
    assert "Crews\u2019 Union" in brief
    assert "to move anything" not in brief, "no words of the report are handed over"
    assert one.said == []
    one.end(signal.SIGTERM)


def test_a_room_follows_what_the_analyst_picks(serving: Serve, browser: Browser) -> None:
    one = serving("korea")
    page = one.at("/p/korea-medium/verdicts")
    page.get_by_role("button", name="Show in the room").press("Enter")
    page.get_by_text("In the room", exact=True).click()
    address = page.locator("#room-address").inner_text()
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    room, said = context.new_page(), list[str]()
    room.on("console", lambda told: said.append(told.text))
    room.goto(address)
    assert address.split("?")[0] == room.url, "the token is out of sight"
    expect(room.locator("#lead")).to_have_text(page.locator("#lead").inner_text())
    column = page.locator(".mx thead .st a").nth(2)
    picked = column.get_attribute("id")
    column.click()
    expect(room.locator(f".mx thead .s [id='{picked}']")).to_have_count(1)
    page.get_by_role("link", name="Wishes", exact=True).click()
    page.locator(".plist").get_by_role("link", name="United States").click()
    expect(room.locator("main")).to_contain_text("With these wishes")
    expect(room.locator(".eyebrow.party").first).to_contain_text("United States")
    assert room.locator("a, button, input, form").count() == 0
    for scheme in ("light", "dark"):
        room.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
        found = Axe().run(room).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found] == []
    assert context.request.get(address.split("/meeting")[0] + "/p/korea-medium/file").status == 403
    page.get_by_text("In the room", exact=True).click()
    page.get_by_role("button", name="End it").click()
    expect(room.locator("body")).to_contain_text("This meeting is over")
    context.close()
    assert one.said == []
    assert [each for each in said if "403" not in each] == []
    one.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("projects")
    process = serve(folder, "elmira", "korea", "korea-small")
    assert process.stdout is not None
    yield folder, process.stdout.readline().split()[-1]
    process.terminate()
    try:
        process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    scheme: str, browser: Browser, shown: tuple[Path, str]
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
        viewport={"width": 1280, "height": 800}
        if scheme == "light"
        else {"width": 820, "height": 1180},
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.goto(shown[1])
    base = shown[1].split("/?")[0]
    paths = ["/", "/glossary", *(f"/p/elmira/{one}" for one in PAGES)]
    paths += [
        "/p/korea-medium/verdicts",
        "/p/korea-medium/graph",
        "/p/elmira/verdicts?as=rows&show=all",
    ]
    paths += ["/p/elmira/wishes?k=0", "/p/elmira/rules?k=0", *ASKED]
    told = []
    for path in paths:
        page.goto(base + path)
        expect(page.locator("#asked")).to_have_count(0)
        found = Axe().run(page).response["violations"]
        told += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        told += [f"{path}: {wide} pixels too wide"] if wide > 0 else []
    context.close()
    assert "\n".join(told) == ""
    assert said == []


def test_no_text_of_a_model_acts_in_the_browser(
    serving: Serve, pytestconfig: pytest.Config
) -> None:
    one = serving("chicken")
    outside: list[str] = []
    one.page.on("request", lambda asked: outside.append(asked.url))
    texts = [*XSS, *MORE_XSS] if pytestconfig.getoption("--deep") else ["".join(XSS)]
    for text in texts:
        page = one.at("/p/chicken/file")
        page.locator("#text").fill(hostile(text))
        page.get_by_role("button", name="Save", exact=True).click()
        saved(page, "The text of the file")
        for name in PAGES:
            one.at(f"/p/chicken/{name}")
    assert one.said == [], "no dialog was opened, and nothing had to be kept from being loaded"
    home = one.address.split("/?")[0]
    assert [url for url in outside if not url.startswith(home)] == []
    one.end(signal.SIGTERM)
