"""Many users at once, and what no browser would send: no error, no lost edit, level memory.

The long form has the sizes of the promises: 50 users for a minute, 5,000 malformed requests.
"""

from __future__ import annotations

import os
import random
import re
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from detente.store import Project
from web.served import Running

CASES = ("prisoners-dilemma", "chicken", "korea-medium")
PAGES = ("verdicts", "wishes", "parties", "rules", "graph", "evidence", "versions", "file")
WISHES = {"prisoners-dilemma": ("One", "Two.cooperate"), "korea-medium": ("DPRK", "not ROK.drills")}


class User(threading.Thread):
    """Looks at four pages of five, and edits; counts what was acknowledged and what was refused."""

    def __init__(self, server: Running, seed: int, times: int, until: float) -> None:
        super().__init__()
        self.server, self.random, self.times, self.until = server, random.Random(seed), times, until
        self.saved, self.refused = 0, 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while self.times > 0 and time.monotonic() < self.until:
            self.times -= 1
            case = self.random.choice(CASES)
            if self.random.random() < 0.8:
                self._look(f"/p/{case}/{self.random.choice(PAGES)}")
            else:
                self._edit(case)

    def _look(self, path: str) -> str:
        status, text = self.server.ask(path)
        if status != 200:
            self.wrong.append(f"{status} {path}: {text[:400]}")
        return text

    def _edit(self, case: str) -> None:
        found = re.search(r'name="revision" value="(\d+)"', self._look(f"/p/{case}/parties"))
        assert found is not None
        fields = {"revision": found[1], "here": "parties", "do": "title-set"}
        fields["title"] = f"{case} {self.random.random()}"
        if case in WISHES and self.random.random() < 0.5:
            party, text = WISHES[case]
            fields |= {"do": "wish-add", "party": party, "text": text, "reading": "base"}
        status, text = self.server.ask(f"/p/{case}/do", fields)
        self.saved += status == 200
        self.refused += status == 409  # somebody was first: told, and nothing written
        if status not in (200, 409):
            self.wrong.append(f"{status} {fields}: {text[:400]}")


def _memory(process: int) -> tuple[int, int]:
    """Kilobytes in memory, and open descriptors."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1]), len(os.listdir(f"/proc/{process}/fd"))


def test_many_users_lose_no_edit_and_see_no_error(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    deep = pytestconfig.getoption("--deep")
    users, times, seconds = (50, 10**6, 60.0) if deep else (6, 6, 600.0)
    with Running(tmp_path, *CASES) as server:
        server.head()
        warm: list[User] = []
        if deep:  # until what is kept of models and verdicts is full
            warm = [User(server, 1000 + k, 10**6, time.monotonic() + seconds) for k in range(users)]
            _all(warm)
        before = _memory(server.process.pid) if deep else (0, 0)
        crowd = [User(server, k, times, time.monotonic() + seconds) for k in range(users)]
        _all(crowd)
        if deep:
            time.sleep(3)  # connections that nobody uses any more are let go
            after = _memory(server.process.pid)
            assert after[0] <= before[0] * 1.1, (before, after)
            assert after[1] <= before[1] + 8, (before, after)
    assert [one for user in (*warm, *crowd) for one in user.wrong] == []
    saved = sum(user.saved for user in (*warm, *crowd))
    assert saved > 0
    states = 0
    for case in CASES:
        with Project.open(tmp_path / f"{case}.detente") as project:
            states += len(project.history()) - 1
            assert project.check() == ()
    assert states == saved
    assert server.said == "stopped; every edit is kept\n"


def _all(users: list[User]) -> None:
    for one in users:
        one.start()
    for one in users:
        one.join()


def _malformed(chance: random.Random, server: Running) -> bytes:
    """A request with something wrong in it, or several things."""
    words = [
        *["GET"] * 8,
        *["POST"] * 8,
        "HEAD",
        "PUT",
        "DELETE",
        "TRACE",
        "get",
        "",
        "G\x00T",
        "OPTIONS",
        "A" * 9,
    ]
    paths = [
        "/",
        *["/p/chicken/verdicts", "/p/chicken/do"] * 6,
        "/open",
        "/static/style.css",
        "*",
        "",
    ]
    paths += ["//", "/p/" + "a" * 9000, "/%ff%fe", "/p/chicken/verdicts?s=%00&r==&r=a=b&part=-1"]
    paths += ["/p/chicken/graph?" + "&".join(f"r={k}" for k in range(400)), "/\x01", "/p//do"]
    path = chance.choice(paths)
    if chance.random() < 0.2:
        path += "?" + "".join(chance.choice("&=%ab\u00e9;\"'<") for _ in range(30))
    heads = [f"Host: {server.host}:{server.port}"]
    own = server.head()
    if chance.random() < 0.8:
        heads += [f"{name}: {value}" for name, value in own.items()]
    extra = ["Content-Length: -1", "Content-Length: 5, 6", "Content-Length: 99999999999999999999"]
    extra += ["Transfer-Encoding: chunked", "Transfer-Encoding: nonsense", "X: " + "a" * 65_536]
    extra += ["Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=b"]
    extra += ["Content-Type: application/x-www-form-urlencoded", "Cookie: a=b; ;;=;\x01", ": x"]
    extra += ["Expect: 100-continue", "Upgrade: websocket", "Connection: close", "HX-Request: true"]
    heads += chance.sample(extra, chance.choice([0, 1, 1, 2, 4]))
    bodies = [
        b"",
        b"do=undo&revision=1",
        b"a" * 3000,
        b"5\r\nhello\r\n0\r\n\r\n",
        b"zz\r\n",
        b"\xff" * 9,
    ]
    bodies += [
        b'--b\r\nContent-Disposition: form-data; name="model"; filename="../a"\r\n\r\nx\r\n--b--'
    ]
    bodies += [b"--b\r\n" * 50, b"=&" * 2000, b"do=wish-add&here=" + b"%0d%0a" * 99]
    body = chance.choice(bodies)
    if chance.random() < 0.8:
        heads.append(f"Content-Length: {len(body) + chance.choice([0, 0, 0, 0, 7, -1])}")
    first = f"{chance.choice(words)} {path} HTTP/{chance.choice([*['1.1'] * 9, '1.0', '3', ''])}"
    return "\r\n".join([first, *heads, "", ""]).encode("utf-8", "replace") + body


def test_what_no_browser_would_send_does_no_harm(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    count = 5_000 if pytestconfig.getoption("--deep") else 150
    chance = random.Random(22)
    seen: dict[str, int] = {}
    with Running(tmp_path, "chicken") as server:
        server.head()
        for _ in range(count):
            request = _malformed(chance, server)
            answer = b""
            with suppress(OSError), socket.create_connection((server.host, server.port), 60) as raw:
                raw.sendall(request)
                raw.shutdown(socket.SHUT_WR)  # what is missing does not come
                while part := raw.recv(65_536):
                    answer += part
            status = answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP") else "none"
            seen[status] = seen.get(status, 0) + 1
            assert not status.startswith("5") or status == "503", (request[:300], answer[:300])
            assert b"Traceback" not in answer, request[:300]
        form = {"do": "title-set", "title": "a" * (10 << 20), "here": "parties", "revision": "1"}
        with suppress(OSError):  # the server says so and hangs up while it is being sent
            assert server.ask("/p/chicken/do", form)[0] == 413
        assert server.ask("/p/chicken/verdicts")[0] == 200
    assert {"200", "400", "403", "405"} <= set(seen), seen
    assert "Traceback" not in server.said
    with Project.open(tmp_path / "chicken.detente") as project:
        assert project.check() == ()
