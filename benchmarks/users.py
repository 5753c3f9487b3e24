#!/usr/bin/env python3
"""How long pages and edits take when many people use one workbench, with a long analysis beside.

.venv/bin/python -m benchmarks.users [USERS] [SECONDS]

A person looks at a page, thinks for five seconds on average, and edits every fifth time. Full Korea
is judged again and again in the process that the workbench begins for it. All on 127.0.0.1.
"""

from __future__ import annotations

import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PAGES = ("verdicts", "wishes", "parties", "rules", "graph", "evidence", "versions")
CASES = ("prisoners-dilemma", "chicken", "korea-medium")
THINKING = 5.0  # seconds on average


class Bench:
    """The server, and how long each of its answers took, in milliseconds."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.host, self.port = place.hostname or "", place.port or 0
        talk = http.client.HTTPConnection(self.host, self.port)
        talk.request("GET", f"/?{place.query}")
        cookie = (talk.getresponse().getheader("set-cookie") or "").split(";")[0]
        origin = f"http://{self.host}:{self.port}"
        self.head = {"Cookie": cookie, "Origin": origin, "HX-Request": "true"}
        self.took: dict[str, list[float]] = {"page": [], "edit": []}
        self.wrong: list[int] = []

    def ask(self, kind: str, path: str, fields: dict[str, str] | None = None) -> str:
        """The text of an answer; how long it took is kept."""
        talk = http.client.HTTPConnection(self.host, self.port, timeout=120)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        begin = time.perf_counter()
        if fields is None:
            talk.request("GET", path, headers=self.head)
        else:
            talk.request("POST", path, urlencode(fields), {**self.head, **form})
        answer = talk.getresponse()
        text = answer.read().decode()
        self.took[kind].append((time.perf_counter() - begin) * 1000)
        talk.close()
        if answer.status not in (200, 409):  # 409: somebody was first, and this one is told
            self.wrong.append(answer.status)
        return text

    def edit(self, case: str, page: str, fields: dict[str, str]) -> None:
        """Change something, as a page that was just looked at offers it."""
        found = re.search(r'name="revision" value="(\d+)"', self.ask("page", f"/p/{case}/{page}"))
        if found:
            said = {"revision": found[1], "here": page, **fields}
            self.ask("edit", f"/p/{case}/do", said)


def person(bench: Bench, seed: int, until: float) -> None:
    """Look, think, edit."""
    chance = random.Random(seed)
    time.sleep(chance.random() * THINKING)
    while time.monotonic() < until:
        case = chance.choice(CASES)
        if chance.random() < 0.8:
            bench.ask("page", f"/p/{case}/{chance.choice(PAGES)}")
        else:
            bench.edit(case, "parties", {"do": "title-set", "title": f"{case} {chance.random()}"})
        time.sleep(chance.expovariate(1 / THINKING))


def judging(bench: Bench, until: float) -> None:
    """Have full Korea judged, under another edit each time."""
    k = 0
    while time.monotonic() < until:
        k += 1
        wish = {"do": "wish-move", "party": "DPRK", "reading": "base", "from": str(k % 8)}
        bench.edit("korea-full", "verdicts", {**wish, "to": str(k % 8 + 1)})
        bench.edit("korea-full", "verdicts", {"do": "run"})
        while "<progress" in bench.ask("page", "/p/korea-full/verdicts"):
            time.sleep(1)


def main(users: int, seconds: float) -> None:
    """Measure, and print milliseconds."""
    command = [str(Path(sys.executable).parent / "detente"), "serve", "--no-browser"]
    with tempfile.TemporaryDirectory() as projects:
        server = subprocess.Popen(
            [*command, *CASES, "korea-full", "--projects", projects],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert server.stdout is not None
        bench = Bench(server.stdout.readline().split()[-1])
        for case in CASES:
            for page in PAGES:
                bench.ask("page", f"/p/{case}/{page}")
        bench.took = {"page": [], "edit": []}
        until = time.monotonic() + seconds
        people = [
            threading.Thread(target=person, args=(bench, k, until), daemon=True)
            for k in range(users)
        ]
        people.append(threading.Thread(target=judging, args=(bench, until), daemon=True))
        for one in people:
            one.start()
        for one in people:
            one.join(seconds + 60)
        server.terminate()
        server.communicate()
    for kind, times in bench.took.items():
        ordered = sorted(times)
        told = [f"p{k} {ordered[int(len(ordered) * k / 100)]:5.0f}" for k in (50, 95, 99)]
        print(f"{kind:5} {len(ordered):5} answers  {'  '.join(told)}  most {ordered[-1]:5.0f} ms")
    print(f"refused or failed: {bench.wrong or 'none'}")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(int(words[0]) if words else 50, float(words[1]) if words[1:] else 60.0)
