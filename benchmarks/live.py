#!/usr/bin/env python3
"""How long an edit of a wish takes until its verdicts are seen in the browser, and where it goes.

.venv/bin/python -m benchmarks.live [EDITS]

Serves medium Korea and moves wishes by the keyboard. The page itself takes the time from the key to
the first frame that shows the new verdicts. Needs Chromium; no test runs this.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

WISHES = 8  # of North Korea
WATCH = """
() => {
  window.seen = [];
  let at = 0, was = "";
  const now = () => document.querySelector("#mover [name=revision]")?.value;
  document.addEventListener("keydown", (e) => {
    if (e.altKey) { at = performance.now(); was = now(); }
  }, true);
  const painted = () => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const all = performance.getEntriesByType("resource");
      const asked = all.filter((x) => x.name.endsWith("/do")).pop();
      window.seen.push([performance.now() - at, asked.responseEnd - asked.startTime]);
    };
    channel.port2.postMessage(0);
  });
  new MutationObserver(() => { if (at && now() && now() !== was) { was = now(); painted(); } })
    .observe(document, { subtree: true, childList: true, attributes: true });
}
"""


def main(edits: int) -> None:
    """Measure so many edits after six that warm up, and print milliseconds."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("DETENTE_CHROMIUM") or shutil.which("chromium")
    command = [str(Path(sys.executable).parent / "detente"), "serve", "korea", "--no-browser"]
    with tempfile.TemporaryDirectory() as projects, sync_playwright() as play:
        server = subprocess.Popen(
            [*command, "--projects", projects], stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.goto(address.split("/?")[0] + "/p/korea-medium/verdicts")
        page.evaluate(WATCH)
        asked = page.context.new_cdp_session(page)
        asked.send("Performance.enable")

        def used() -> tuple[float, float]:
            """Processor milliseconds so far: of the server, and of the page's main thread."""
            fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="utf-8").split(") ")[1]
            ticks = sum(map(int, fields.split()[11:13]))
            metrics = asked.send("Performance.getMetrics")["metrics"]
            thread = next(one["value"] for one in metrics if one["name"] == "ThreadTime")
            return ticks * 1000 / os.sysconf("SC_CLK_TCK"), thread * 1000

        begun = used()
        for k in range(edits + 6):
            if k == 6:
                begun = used()
            # a wish down, again and again: no order comes twice, so that each is judged anew
            page.locator(f'[id="w-DPRK-{k % (WISHES - 1)}"]').press("Alt+ArrowDown")
            while page.evaluate("window.seen.length") <= k:  # the page's policy knows no eval
                page.wait_for_timeout(20)
            page.wait_for_timeout(100)
        seen = page.evaluate("window.seen")[6:]
        spent = [(end - start) / edits for start, end in zip(begun, used(), strict=True)]
        browser.close()
        server.terminate()
        server.communicate()
    for k, words in enumerate(("key to frame", "of it the server")):
        times = [one[k] for one in seen]
        ordered = sorted(times)
        tail = ordered[int(len(ordered) * 0.95) - 1]
        print(
            f"{words:16} least {ordered[0]:4.0f}  p50 {statistics.median(ordered):4.0f}"
            f"  p95 {tail:4.0f}  most {ordered[-1]:4.0f} ms"
        )
    print(f"processor time an edit: server {spent[0]:.0f} ms, page {spent[1]:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
