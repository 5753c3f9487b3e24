"""An edit is answered by the parts of the page that it changed, and those make the new page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.web.pages import PAGES
from detente.web.parts import CUT, Sent
from web.client import Client

_NAME = re.compile(r'data-page="([^"]+)"')
_ID = re.compile(r'\s*<(\w+)[^>]* id="([^"]+)"')


def edit(client: Client, page: str, had: str, **fields: str) -> tuple[str, str]:
    """The answer to an edit from a page of that name: (its new name, its text)."""
    head = [*client.own(), ("content-type", "application/x-www-form-urlencoded")]
    head += [("hx-request", "true"), ("detente-page", had)]
    revision = client.open_projects.project("prisoners-dilemma").revision
    said = {"revision": str(revision), "here": page, **fields}
    body = "&".join(f"{key}={value}" for key, value in said.items()).encode()
    answer = client.ask("POST", "/p/prisoners-dilemma/do", head, body)
    assert answer.status == 200, answer.text
    return answer.head("detente-parts"), answer.text


@pytest.fixture
def client(tmp_path: Path) -> Client:
    found = Client(tmp_path)
    found.open_projects.begin_case("prisoners-dilemma")
    return found


MOVE = {"do": "wish-move", "party": "One", "reading": "base", "from": "0", "to": "1"}


@pytest.mark.parametrize("page", ["verdicts", "wishes?party=One", "rules", "versions"])
def test_the_parts_put_into_the_old_page_make_the_new_one(client: Client, page: str) -> None:
    bench = client.get(f"/p/prisoners-dilemma/{page}").text
    before = dict(kept(client, _NAME.findall(bench)[0]))
    name, answer = edit(client, page, _NAME.findall(bench)[0], **MOVE)
    assert name, "the page was known, so its parts are enough"
    assert len(answer) < len(bench)
    told = re.findall(r"<template>(.*?)</template>", answer, re.DOTALL)
    put = {_ID.match(one)[2]: one for one in told}  # type: ignore[index]  # an element each
    after = dict(kept(client, name))
    assert {key: without(one) for key, one in {**before, **put}.items()} == {
        key: without(one) for key, one in after.items()
    }
    assert {"page-head", "said"} <= put.keys(), "the version and what was done"


def without(part: str) -> str:
    """A part without the number of the state, which the browser sets in all forms."""
    return re.sub(r'name="revision" value="\d+"', "", part)


def kept(client: Client, name: str) -> list[tuple[str, str]]:
    """The parts of a page that was sent, by their ids."""
    (sent,) = [one for one in BENCHES if name in one._found]
    return [(_ID.match(one)[2], one) for one in sent._found[name][1::2]]  # type: ignore[index]


BENCHES: list[Sent] = []


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember what each server remembers."""
    BENCHES.clear()
    first = Sent.__init__

    def noted(self: Sent) -> None:
        first(self)
        BENCHES.append(self)

    monkeypatch.setattr(Sent, "__init__", noted)


def test_every_part_of_every_page_is_one_element_with_an_id_of_its_own(client: Client) -> None:
    for page in PAGES:
        text = client.get(f"/p/prisoners-dilemma/{page}").text
        assert CUT not in text, "the cuts are not sent"
        parts = kept(client, _NAME.findall(text)[0])
        assert len(dict(parts)) == len(parts), page
        for key, part in parts:
            tag = _ID.match(part)[1]  # type: ignore[index]
            opened, closed = len(re.findall(rf"<{tag}\b", part)), part.count(f"</{tag}>")
            assert opened == closed, (page, key)
            assert len(re.findall(rf'\bid="{re.escape(key)}"', text)) == 1, (page, key)
            assert part.rstrip().endswith(f"</{tag}>"), (page, key)


def test_a_page_that_is_not_known_gets_all_of_the_new_one(client: Client) -> None:
    name, answer = edit(client, "verdicts", "0123456789ab-7", **MOVE)
    assert name == ""
    assert answer.startswith("<!doctype html>")


def test_what_changes_beside_the_parts_is_sent_whole(client: Client) -> None:
    text = client.get("/p/prisoners-dilemma/verdicts").text
    new = {"do": "title-set", "title": "Another+name"}
    name, answer = edit(client, "verdicts", _NAME.findall(text)[0], **new)
    assert name == "", "the title of the window is in no part"
    assert "<title>Verdicts · Another name" in answer


def test_a_text_of_the_model_cannot_cut_a_page(client: Client) -> None:
    text = client.get("/p/prisoners-dilemma/verdicts").text
    new = {"do": "title-set", "title": "%3C!--%7C--%3E%3Cp+id%3Dlead%3E"}
    edit(client, "verdicts", _NAME.findall(text)[0], **new)
    again = client.get("/p/prisoners-dilemma/verdicts").text
    assert "&lt;!--|--&gt;" in again
    assert len(kept(client, _NAME.findall(again)[0])) == len(kept(client, _NAME.findall(text)[0]))
