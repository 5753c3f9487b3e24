#!/usr/bin/env python3
"""Pictures of every page of the workbench, two sizes and both themes, in a folder: look at each.

Beside them: pages as a projector shows them, and each as it is printed.

.venv/bin/python tools/screenshots.py FOLDER
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "first": "/",
    "glossary": "/glossary",
    "parties": "/p/korea-medium/parties",
    "rules": "/p/korea-medium/rules?k=0",
    "wishes": "/p/korea-medium/wishes?party=DPRK",
    "verdicts": "/p/korea-medium/verdicts",
    "rows": "/p/korea-medium/verdicts?as=rows&show=equilibria",
    "graph": "/p/elmira/graph",
    "classes": "/p/korea-medium/graph",
    "evidence": "/p/korea-medium/evidence",
    "versions": "/p/korea-medium/versions",
    "file": "/p/korea-medium/file",
    "report": "/p/orrisay/report?use=0-19",
    "report-none": "/p/korea-medium/report",
    "packages": "/p/korea-medium/q/package?to=double+freeze&ask=1"
    "&r=DPRK%3Dfreeze+for+freeze&r=ROK%3Dhalt+first",
    "beginning": "/p/ferries/parties",
    "beginning-rules": "/p/ferries/rules",
    "beginning-wishes": "/p/ferries/wishes",
    "beginning-verdicts": "/p/ferries/verdicts",
    "beginning-evidence": "/p/ferries/evidence",
    "refused": "/p/ferries/nowhere",
    "unjudged": "/p/korea-full/verdicts",
    "questions": "/p/korea-medium/questions",
    "ways": "/p/korea-medium/q/evolve?to=double+freeze&step=1&ask=1",
    "ways-drawn": "/p/elmira/q/evolve?to=settlement&step=1&ask=1",
    "coalitions": "/p/korea-medium/q/coalitions",
    "change": "/p/korea-medium/q/design?make=double+freeze&concept=nash&ask=1",
    "what-if": "/p/korea-medium/q/what_if?edits=USA:+move+3+to+1&concepts=nash,gmr&ask=1",
    "claims": "/p/korea-medium/q/claims",
    "way-back": "/p/korea-medium/q/trace?claim=c5&ask=1",
    "track": "/p/korea-medium/q/track",
    "not-answered": "/p/elmira/q/evolve?to=nowhere&ask=1",
    "handover": "/p/korea-medium/handover?report=brief",
    "tour": "/p/korea-medium/evidence?tour=1",
}
REPORT = """Council asks both sides of the ferry dispute to pause

CARRICK HAVEN, 14 March 2031 - The Orrisay Island Council met the Sound Line on Tuesday.

The Orrisay Island Council called on the Crews' Union to end its sudden stoppages and urged the \
Sound Line to stop the sale of two ferries.

"Without talks it is very difficult to move anything," said council chair Ines Halloran.

The Crews' Union offered to return to full service if the Sound Line stops the sale.

This article may be reprinted if the source is acknowledged.
"""  # made up
SIZES = {"1280": (1280, 800), "820": (820, 1180)}
PROJECTED = ("first", "verdicts", "wishes", "graph")  # also as on a projector
PRINTED = (794, 1123)  # A4 at 96 dots an inch


def main(folder: Path) -> None:
    """Serve three cases, change a wish, and save every page."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("DETENTE_CHROMIUM") or shutil.which("chromium")
    command = [str(Path(sys.executable).parent / "detente"), "serve", "--no-browser"]
    with tempfile.TemporaryDirectory() as projects, sync_playwright() as play:
        server = subprocess.Popen(
            [*command, "korea", "elmira", "korea-full", "--projects", projects],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert server.stdout is not None
        try:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            taken(browser, server.stdout.readline().split()[-1], folder)
            browser.close()
        finally:  # it ends, whatever a page did
            server.terminate()
            server.communicate()


def taken(browser: Browser, address: str, folder: Path) -> None:
    """Take all pictures from the server at the address."""
    for theme in ("light", "dark"):
        for size, (wide, high) in SIZES.items():
            context = browser.new_context(
                color_scheme=theme, viewport={"width": wide, "height": high}
            )
            page = context.new_page()
            page.goto(address)
            if (theme, size) == ("light", "1280"):
                page.goto(address.split("/?")[0])
                page.get_by_label("What it is called").fill("Ferries")
                page.get_by_role("button", name="Begin", exact=True).click()
                page.wait_for_url("**/ferries/**")
                page.goto(address.split("/?")[0])
                page.locator("#pasted").fill(REPORT)
                page.locator("#report-title").fill("Orrisay")
                page.get_by_role("button", name="Read it").click()
                page.wait_for_url("**/orrisay/report")
            for name, path in PAGES.items():
                page.goto(address.split("/?")[0] + path)
                page.locator("#asked").wait_for(state="detached", timeout=120_000)
                target = folder / f"{name}-{size}-{theme}.png"
                page.screenshot(path=target, full_page=True)
                if (size, theme) == ("1280", "light"):  # what the README shows
                    page.screenshot(path=folder / f"workbench-{name}.png")
            page.goto(address.split("/?")[0] + PAGES["verdicts"])
            page.locator('[id="w-DPRK-1"]').press("Alt+ArrowDown")
            page.wait_for_selector("#said p")
            page.screenshot(path=folder / f"changed-{size}-{theme}.png", full_page=True)
            page.goto(address.split("/?")[0] + "/p/korea-medium/versions?a=1&b=2")
            page.screenshot(path=folder / f"compared-{size}-{theme}.png", full_page=True)
            page.goto(address.split("/?")[0] + PAGES["verdicts"])
            page.locator("#meeting-begin").press("Enter")
            page.locator("#room-address").wait_for(state="attached")
            followed = context.new_page()
            followed.goto(page.locator("#room-address").text_content() or "")
            followed.screenshot(path=folder / f"room-{size}-{theme}.png", full_page=True)
            followed.close()
            page.get_by_text("In the room", exact=True).click()
            page.screenshot(path=folder / f"meeting-{size}-{theme}.png")
            page.locator("#meeting-end").click()
            page.goto(address.split("/?")[0] + "/p/korea-medium/rules")
            page.locator("#newrule").fill("USA.strike and USA.drils")
            page.get_by_role("button", name="Add rule").click()
            page.wait_for_selector(".wave")
            page.screenshot(path=folder / f"wrong-{size}-{theme}.png", full_page=True)
            page.locator("#undo").click()
            page.locator("#said", has_text="Taken back").wait_for()
            context.close()
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(address)
    for name in PROJECTED:
        page.goto(address.split("/?")[0] + PAGES[name])
        page.screenshot(path=folder / f"{name}-1920-light.png")
    page.set_viewport_size({"width": PRINTED[0], "height": PRINTED[1]})
    page.emulate_media(media="print")
    for name, path in PAGES.items():
        page.goto(address.split("/?")[0] + path.replace("?k=0", ""))
        page.screenshot(path=folder / f"{name}-printed.png", full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
