"""Meeting mode: a room sees what the analyst looks at, and can do nothing else."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.web.app import Workbench
from detente.web.meeting import quiet
from detente.web.pages import PAGES
from web.client import Answer, Client
from web.test_guard import XSS, _attributes, hostile
from web.test_questions import answered


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    found = Client(tmp_path)
    found.open_projects.begin_case("chicken")
    yield found
    found.open_projects.close()


class Guest:
    """Somebody who follows, with what a browser sends of the address that was given out."""

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        path = address.removeprefix("http://127.0.0.1:8901")
        first = client.ask("GET", path, [("host", "127.0.0.1:8901")])
        assert (first.status, first.head("location")) == (303, "/meeting"), first.text
        (self.cookie,) = (one.split(";")[0] for one in first.headers["set-cookie"])

    def head(self) -> list[tuple[str, str]]:
        return [
            *(("host", "127.0.0.1:8901"), ("cookie", self.cookie)),
            *(("origin", "http://127.0.0.1:8901"), ("sec-fetch-site", "same-origin")),
        ]

    def ask(self, path: str, method: str = "GET") -> Answer:
        return self.client.ask(method, path, self.head())


def begun(client: Client, word: str = "chicken", here: str = "verdicts") -> str:
    """The address that the workbench gives out."""
    answer = client.do(word, "meeting-begin", here)
    assert answer.status == 200
    found = re.search(r'id="room-address">([^<]*)<', answer.text)
    assert found is not None
    return html.unescape(found[1])


def test_the_room_sees_what_the_analyst_picks(client: Client) -> None:
    guest = Guest(client, begun(client))
    first = guest.ask("/meeting").text
    lead = re.search(r'id="lead">(.*?)</p>', client.get("/p/chicken/verdicts").text, re.S)
    assert lead is not None
    assert lead[1] in first
    counts = [client.open_projects.meeting.count]
    client.get("/p/chicken/verdicts?s=YN")
    column = re.search(
        r'<th[^>]*class="st[^"]* s[ "][^>]*>.*?</th>', guest.ask("/meeting").text, re.S
    )
    assert column is not None
    assert "c-YN" in column[0], "the state that was picked is marked"
    counts.append(client.open_projects.meeting.count)
    client.get("/p/chicken/wishes?party=Two")
    wishes = guest.ask("/meeting").text
    assert "Two" in wishes
    assert "With these wishes" in wishes
    renamed = {"party": "Two", "title": "The other driver"}
    client.do("chicken", "party-set", "wishes?party=Two", **renamed)
    assert "The other driver" in guest.ask("/meeting").text, "an edit is seen, too"
    counts.append(client.open_projects.meeting.count)
    assert counts == sorted(set(counts))
    answered(client, "/p/chicken/q/coalitions")
    assert "Coalitions" in guest.ask("/meeting").text
    seen = guest.ask("/meeting").text
    for kept in ("file", "versions", "handover", "report", "questions"):
        client.get(f"/p/chicken/{kept}")
        assert guest.ask("/meeting").text == seen, "what is the analyst\u2019s own is not shown"
    other = client.open_projects.begin("Secret")
    client.get(f"/p/{other}/verdicts")
    assert "Secret" not in guest.ask("/meeting").text


def test_nothing_of_the_workbench_answers_a_guest_but_the_meeting(client: Client) -> None:
    guest = Guest(client, begun(client))
    project = client.open_projects.project("chicken")
    before, meeting = project.revision, client.open_projects.meeting.subject
    tried = 0
    for route in Workbench(client.open_projects, client.door).routes():
        for page in PAGES if "{page}" in route.path else ("",):
            path = route.path.replace("{word}", "chicken").replace("{page}", page)
            path = path.replace("{name}", "analyze").replace("{file}", "answer.csv")
            for method in ("GET", "POST", "HEAD"):
                status = guest.ask(path, method).status
                if path in ("/meeting", "/meeting/news") and method != "POST":
                    continue
                open_to_all = path.startswith(("/static/", "/sign-in"))
                assert (status == 403) != open_to_all, (method, path, status)
                tried += 1
    assert tried > 60
    for query in ("?word=secret", "?s=YN&page=file", "?guest=x"):
        assert guest.ask(f"/meeting{query}").text == guest.ask("/meeting").text
    for path in (
        "/meeting/",
        "/meeting/news/",
        "//meeting",
        "/meeting/../p/chicken/file",
        "/Meeting",
    ):
        assert guest.ask(path).status in (403, 404)
    assert (project.revision, client.open_projects.meeting.subject) == (before, meeting)


def test_the_address_of_a_meeting_is_its_own_and_ends_with_it(client: Client) -> None:
    host = [("host", "127.0.0.1:8901")]
    assert client.ask("GET", "/meeting", host).status == 403
    assert client.ask("GET", "/meeting?guest=", host).status == 403
    assert client.get("/meeting").status == 404, "the analyst looks while there is none"
    address = begun(client)
    guest = Guest(client, address)
    assert client.door.token.reveal() not in address
    token = address.partition("=")[2]
    assert len(token) >= 43
    assert client.ask("GET", f"/?token={token}", host).status == 403
    assert client.ask("GET", f"/?guest={token}", host).status == 403
    stolen = [*host, ("cookie", f"{client.door.cookie}={token}")]
    assert client.ask("GET", "/p/chicken/verdicts", stolen).status == 403
    assert (
        client.ask("GET", "/meeting", [("host", "evil.test:8901"), *guest.head()[1:]]).status == 421
    )
    assert token not in guest.ask("/meeting").text
    ended = client.do("chicken", "meeting-end", "verdicts")
    assert "shown nothing any more" in ended.text
    assert guest.ask("/meeting").status == 403
    assert begun(client) != address
    assert guest.ask("/meeting").status == 403, "a later meeting has another address"
    again = Guest(client, begun(client))
    assert again.ask("/meeting").status == 200


def test_in_the_room_a_server_with_a_password_lets_guests_look_and_no_more(tmp_path: Path) -> None:
    client = Client(tmp_path, "192.0.2.7", "open sesame")
    client.open_projects.begin_case("chicken")
    guest = Guest(client, begun(client))
    assert guest.ask("/meeting").status == 200
    refused = guest.ask("/p/chicken/verdicts")
    assert (refused.status, refused.head("location")) == (303, "/sign-in")
    assert guest.ask("/p/chicken/do", "POST").head("location") == "/sign-in"
    client.open_projects.close()


def test_what_the_room_sees_has_no_link_no_form_and_no_markup_of_a_model(client: Client) -> None:
    word = client.open_projects.begin("plain")
    done = client.do(word, "file-set", "file", text=hostile("".join(XSS)))
    assert done.status == 200
    guest = Guest(client, begun(client, word))
    for page in (
        "parties",
        "rules?k=0",
        "wishes?party=A",
        "verdicts",
        "graph",
        "evidence",
        "q/check",
    ):
        client.get(f"/p/{word}/{page}")
        shown = guest.ask("/meeting")
        assert shown.status == 200
        assert "'unsafe" not in shown.head("content-security-policy")
        body = shown.text[shown.text.index("<body") :]
        for tag in ("<a ", "<form", "<button", "<input", "<select", "<textarea", "<img", "<script"):
            assert tag not in body, (page, tag)
        names = _attributes(shown.text)
        assert not {name for name in names if name.startswith(("on", "hx-"))}
        assert "onerror" not in names
        assert f"/p/{word}" not in shown.text


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("<p>out</p><main class=frame><p>in</p></main><p>out</p>", "<p>in</p>"),
        ("<main><a href=/x class=b>go</a></main>", '<span class="b link">go</span>'),
        ("<main><form><p>x</main>", ""),
        (
            "<main><p onclick=x id=k>1 &lt; 2 &amp; &#39;</p></main>",
            '<p id="k">1 &lt; 2 &amp; &#39;</p>',
        ),
        (
            "<main><svg viewBox='0 0 1 1'><a class=node href=x><path d=M0/></a></svg></main>",
            '<svg viewbox="0 0 1 1"><g class="node link"><path d="M0/"></path></g></svg>',
        ),
        ("<main><label>a<input></label><b class='noprint'>x</b>y<br>z</main>", "y<br>z"),
    ],
)
def test_quiet_keeps_what_there_is_to_read(made: str, kept: str) -> None:
    assert quiet(made)[0] == kept


def test_the_news_say_that_something_else_is_shown(client: Client) -> None:
    guest = Guest(client, begun(client))
    told: list[str] = []
    meeting = client.open_projects.meeting

    async def follow() -> None:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/meeting/news",
            "raw_path": b"/meeting/news",
            "query_string": b"",
            "root_path": "",
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8901),
            "headers": [(k.encode(), v.encode()) for k, v in guest.head()],
        }

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            told.append(message.get("body", b"").decode())
            if told[-1].startswith("data: ") and len(told) < 4:
                meeting.show("chicken", "rules", "")
            elif len(told) >= 4:
                meeting.end()

        await asyncio.wait_for(client.app(scope, receive, send), 60)

    first = meeting.count
    asyncio.run(follow())
    said = [one.removeprefix("data: ").strip() for one in told if one.startswith("data")]
    assert said[:3] == [str(first), str(first + 1), str(first + 2)]
    assert said[-1] == "over"
