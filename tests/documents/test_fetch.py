"""Fetching reaches the open internet or nothing; what comes is bounded in size, time and type."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from detente.documents import fetch, load_document
from detente.limits import LIMITS, Limit
from detente.problems import ModelError

DRIPS = 100  # one in a twentieth of a second
PUBLIC = "93.184.216.34"
FORMS = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://0/", "http://localhost/", "http://localhost./", "http://[::1]/", "http://[::]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001::7f00:1]/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://10.0.0.1/",
    "http://172.16.5.4/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/", "http://0.0.0.0/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://192.0.2.1/", "http://198.18.0.1/", "http://240.0.0.1/", "http://[ff02::1]/",
    "http://user@127.0.0.1/", "http://example.org@127.0.0.1/", "http://127.0.0.1:80/",
    "http://example.org:22/", "http://example.org:8080/", "https://example.org:80/",
    "gopher://example.org/", "http:///path", "http://", "http://[::1", "http://exa mple.org/",
    "http://example.org/\r\nHost: b", "http://example.org:99999/",
]  # fmt: skip


class Canary(http.server.BaseHTTPRequestHandler):
    """A site on the loopback address that answers as its path says, and counts who came."""

    visits = drips = 0

    def do_GET(self) -> None:
        type(self).visits += 1
        getattr(self, "answer_" + self.path.strip("/").split("?")[0])()

    def head(self, status: int = 200, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def answer_page(self) -> None:
        self.head()
        self.wfile.write(b"<html><body><h1>Talks fail</h1><p>They met in Oslo.</p></body></html>")

    def answer_inside(self) -> None:
        self.head(302, Location="http://127.0.0.1/page")

    def answer_file(self) -> None:
        self.head(302, Location="file:///etc/passwd")

    def answer_round(self) -> None:
        self.head(302, Location="http://site.example/round")

    def answer_picture(self) -> None:
        self.head(kind="image/png")
        self.wfile.write(b"\x89PNG")

    def answer_missing(self) -> None:
        self.head(404)

    def answer_endless(self) -> None:
        self.head()
        with pytest.MonkeyPatch.context():
            try:
                while True:
                    self.wfile.write(b"word " * 20_000)
            except OSError:
                return

    def answer_drip(self) -> None:
        self.head()
        for _ in range(DRIPS):
            try:
                self.wfile.write(b"a")
                self.wfile.flush()
                Canary.drips += 1
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests print nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], bytes]]:
    """Fetch a path of the canary through the checked way, as if it stood at a public address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Canary.visits = Canary.drips = 0
    real = socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address == (PUBLIC, 80), "only the checked address is connected to"
        return real(server.server_address[:2], timeout)

    def look_up(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "site.example" else fetch.resolve(host, port)

    monkeypatch.setattr(socket, "create_connection", connect)
    yield lambda path: fetch.fetch_bytes(f"http://site.example/{path}", look_up)[0]
    server.shutdown()
    server.server_close()


def code(caught: pytest.ExceptionInfo[ModelError]) -> str:
    return caught.value.problems[0].code


@pytest.mark.parametrize("url", FORMS)
def test_no_form_of_an_address_leads_inside(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> socket.socket:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ModelError) as caught:
        load_document(url, fetch=True)
    assert code(caught) in {
        "E-DOCUMENT-PRIVATE",
        "E-DOCUMENT-ADDRESS",
        "E-DOCUMENT-FETCH",
        "E-DOCUMENT-MISSING",
    }
    assert len(str(caught.value).splitlines()) >= 1


def test_a_host_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(ModelError) as caught:
        fetch.fetch_bytes("http://mixed.example/", lambda host, port: [PUBLIC, "10.0.0.1"])
    assert code(caught) == "E-DOCUMENT-PRIVATE"


def test_a_name_is_looked_up_once(site: Callable[[str], bytes]) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])  # a name that changes its address between look-ups

    body, kind = fetch.fetch_bytes(
        "http://rebinding.example/page", lambda host, port: next(answers)
    )

    assert b"Talks fail" in body
    assert kind == "html"


def test_a_page_is_fetched(site: Callable[[str], bytes]) -> None:
    assert b"They met in Oslo" in site("page")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("inside", "E-DOCUMENT-PRIVATE"),
        ("file", "E-DOCUMENT-ADDRESS"),
        ("round", "E-DOCUMENT-FETCH"),
        ("picture", "E-DOCUMENT-TYPE"),
        ("missing", "E-DOCUMENT-FETCH"),
        ("endless", "E-DOCUMENT-TOO-LARGE"),
    ],
)
def test_what_a_site_may_not_do(site: Callable[[str], bytes], path: str, expected: str) -> None:
    with pytest.raises(ModelError) as caught:
        site(path)
    assert code(caught) == expected


def test_redirects_are_followed_only_so_often(site: Callable[[str], bytes]) -> None:
    with pytest.raises(ModelError):
        site("round")
    assert Canary.visits == LIMITS["fetch_redirects"].value + 1


def test_a_site_that_drips_is_cut_off(
    site: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "fetch_seconds", Limit("fetch_seconds", 1, "seconds", "quick test"))
    with pytest.raises(ModelError) as caught:
        site("drip")
    assert 0 < Canary.drips < DRIPS
    assert code(caught) == "E-DOCUMENT-FETCH"
    assert "seconds" in str(caught.value)
