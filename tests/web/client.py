"""A browser's part without a browser: calls the application in this process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import QueryParams

from detente.cli.spoken import spoken
from detente.web import OpenProjects, application
from detente.web.guard import Door
from detente.web.token import Token
from detente.web.view import View


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def head(self, name: str) -> str:
        return self.headers.get(name, [""])[0]


class Client:
    """Asks a workbench, as a page of it would, unless headers say otherwise."""

    def __init__(
        self,
        folder: Path,
        host: str = "127.0.0.1",
        password: str = "",
        llm: tuple[str, str] | None = None,
    ) -> None:
        self.open_projects = OpenProjects(folder, spoken, llm)
        self.door = Door(host, 8901, Token(), password)
        self.app = application(self.open_projects, self.door)
        self.cookie = f"{self.door.cookie}={self.door.token.reveal()}"

    def ask(
        self,
        method: str,
        address: str,
        headers: list[tuple[str, str]] | None = None,
        body: bytes = b"",
        kind: str = "http",
        gone: bool = False,
    ) -> Answer:
        """One request with these headers and no others; `gone` before all of it was sent."""
        parts = urlsplit(address)
        scope = {
            "type": kind,
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [
                (k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers or []
            ],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8901),
        }
        sent: list[dict[str, Any]] = []
        waiting = [{"type": "http.request", "body": body, "more_body": gone}]

        async def receive() -> dict[str, Any]:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        status, found = 0, {}
        for message in sent:
            if message["type"] == "http.response.start":
                status = message["status"]
                for name, value in message["headers"]:
                    found.setdefault(name.decode(), []).append(value.decode("latin-1"))
        return Answer(status, found, b"".join(one.get("body", b"") for one in sent))

    def own(self) -> list[tuple[str, str]]:
        """The headers of a page of this server."""
        return [
            ("host", "127.0.0.1:8901"),
            ("cookie", self.cookie),
            ("origin", "http://127.0.0.1:8901"),
            ("sec-fetch-site", "same-origin"),
        ]

    def get(self, address: str) -> Answer:
        return self.ask("GET", address, self.own())

    def post(self, address: str, fields: dict[str, Any], htmx: bool = True) -> Answer:
        """A form as a page sends it."""
        headers = [*self.own(), ("content-type", "application/x-www-form-urlencoded")]
        if htmx:
            headers.append(("hx-request", "true"))
        body = urlencode(fields).encode()
        return self.ask("POST", address, [*headers, ("content-length", str(len(body)))], body)

    def send(self, address: str, name: str, raw: bytes) -> Answer:
        """A report as a form sends its file."""
        head = f'--b\r\nContent-Disposition: form-data; name="report"; filename="{name}"\r\n\r\n'
        kind = ("content-type", "multipart/form-data; boundary=b")
        return self.ask(
            "POST", address, [*self.own(), kind], head.encode() + raw + b"\r\n--b--\r\n"
        )

    def view(self, word: str, page: str) -> View:
        """A page as it is asked for, without its being shown."""
        project = self.open_projects.project(word)
        return View(self.open_projects, word, page, QueryParams(), project, project.head())

    def do(self, word: str, name: str, here: str = "verdicts", /, **fields: Any) -> Answer:
        """An act on a project, for the state that it is at unless `revision` says otherwise."""
        fields.setdefault("revision", self.open_projects.project(word).revision)
        return self.post(f"/p/{word}/do", {"do": name, "here": here, **fields})


class Numbers(HTMLParser):
    """Every number that a page marks by what it counts: by key, each of its places."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._key: str | None = None

    @classmethod
    def of(cls, text: str) -> dict[str, set[str]]:
        """By key, the first word of each place that bears it."""
        parser = cls()
        parser.feed(text)
        return {key: {said.split()[0] for said in places} for key, places in parser.found.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        key = dict(attrs).get("data-n")
        if key is not None:
            self._key = key
            self.found.setdefault(key, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._key = None

    def handle_data(self, data: str) -> None:
        if self._key is not None:
            self.found[self._key][-1] += data
