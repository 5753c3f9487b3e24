"""From a report to a model: what is marked, taken, dropped, made of words, each with its place."""

from __future__ import annotations

import hashlib
import html
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.documents import from_bytes
from detente.library import load
from detente.model import Conflict
from detente.problems import ModelError
from detente.web.acts import act
from documents.made import docx, pdf
from drafting.reports import DOUBLE_FREEZE, runs
from reading.model_server import Answering, serving
from web.client import Answer, Client
from web.test_guard import XSS, _attributes, _scripts
from web.test_handover import command

TERMS = "\n© 2017 The Made Up Courier. This text may be reprinted if the source is acknowledged.\n"
REPORT = DOUBLE_FREEZE + TERMS
DIGEST = hashlib.sha256(REPORT.encode()).hexdigest()
ASKS = "One\n\nFrance called on Spain to lift the sanctions."
STAYS = "Two\n\nEgypt called on Spain to maintain the sanctions."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    found = Client(tmp_path)
    yield found
    found.open_projects.close()


def begun(client: Client, text: str = REPORT, name: str = "freeze.txt") -> str:
    """The word of a project that begins with a report."""
    answer = client.send("/read", name, text.encode())
    assert answer.status == 303, answer.text
    return answer.head("location").split("/")[2]


def page(client: Client, word: str, query: str = "") -> str:
    answer = client.get(f"/p/{word}/report{query}")
    assert answer.status == 200, answer.text
    return answer.text


def names(shown: str) -> list[str]:
    """The candidates that can be taken."""
    found = re.findall(
        r'value="report-take"><input type="hidden" name="candidate" value="([^"]*)"', shown
    )
    return [html.unescape(one) for one in found]


def conflict(client: Client, word: str) -> Conflict:
    return client.open_projects.judged.conflict(client.open_projects.project(word).head())


def said(answer: Answer) -> str:
    """What a page says was done, or was not."""
    told = re.search(
        r'<div id="said".*?</div>(.*?role="alert"><p>Not done:.*?</div>)?', answer.text, re.S
    )
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", told[0] if told else "")).split())


def test_every_mark_stands_at_its_place_in_the_text(client: Client) -> None:
    shown = re.sub(r'<span id="m\d+"></span>', "", page(client, begun(client)))
    cuts = re.findall(
        r'<(mark|span)(?: class="([^"]*)")? data-o="(\d+)"[^>]*>(.*?)</(?:mark|span)>', shown
    )
    for _tag, _kinds, at, inner in cuts:
        words = html.unescape(re.sub("<[^>]*>", "", inner))
        assert REPORT[int(at) :].startswith(words)
    together = "".join(html.unescape(re.sub("<[^>]*>", "", one[3])) for one in cuts)
    assert "".join(together.split()) == "".join(REPORT.split()), (
        "nothing is left out, nothing twice"
    )
    kinds = {kind for one in cuts for kind in one[1].split()}
    assert {"quote", "proposal", "claim", "person", "state", "date", "cand"} <= kinds
    article = shown[shown.index("<article") : shown.index("</article>")]
    assert "quote (direct): Vladimir Putin" in article
    boiler = article[article.index('class="boiler"') :]
    assert "2017 The Made Up Courier" in html.unescape(boiler)
    assert "the source is acknowledged" in shown[shown.index("What may be done") :]


def test_the_first_model_is_the_draft_of_the_command(client: Client, tmp_path: Path) -> None:
    word = begun(client)
    place = tmp_path / "freeze.txt"
    place.write_text(REPORT, encoding="utf-8")
    assert "Make the first model" in page(client, word)
    answer = client.do(word, "report-all", "report")
    assert "A first model, drafted from reports" in said(answer)
    assert client.open_projects.project(word).head().text.encode() == command("draft", str(place))
    found = re.search(r'"offer-lead">(\d+) to take', answer.text)
    assert found is not None
    assert len(names(answer.text)) == int(found[1]), "only what is no part of the draft is left"
    assert all(re.match(r"\w+ [0-9a-f]{8} ", one) for one in names(answer.text))
    nothing = begun(client, "They met. Nobody said who.\n", "nobody.txt")
    assert "the report names nobody who acts" in page(client, nothing)
    assert "Make the first model" not in page(client, nothing)


def test_each_candidate_is_taken_with_all_that_it_needs_and_undone(client: Client) -> None:
    word = begun(client)
    project = client.open_projects.project(word)
    before = project.head().text
    every = names(page(client, word))
    assert {one.split()[0] for one in every} >= {"option", "wish", "outcome", "claim", "quote"}
    assert len(every) > 30
    cited = 0
    for one in every:
        view = client.view(word, "report")
        act("report-take", view, {"candidate": one, "revision": str(view.head.revision)})
        found = conflict(client, word)
        cited += bool(found.evidence)
        for entry in found.evidence.values():
            words = REPORT[entry.source["from"] : entry.source["to"]]
            assert entry.source["sha256"] == hashlib.sha256(words.encode()).hexdigest()
            assert entry.source["document"] == f"sha256:{DIGEST}"
        project.undo(project.revision)
        assert project.head().text == before
    assert cited > 20
    again = 0
    for one in every:  # one after the other; some come along with what was taken before
        view = client.view(word, "report")
        try:
            act("report-take", view, {"candidate": one, "revision": str(view.head.revision)})
        except ModelError as error:
            assert "offer this no more" in str(error)  # noqa: PT017 - the other cases are told too
            again += 1
    assert names(page(client, word)) == []
    assert again > 0
    assert {party.words for party in conflict(client, word).decision_makers} == {
        *("United States", "North Korea", "South Korea", "Russia", "China"),
    }
    gone = client.do(word, "report-take", "report", candidate="option USA.drills")
    assert (gone.status, "offer this no more" in said(gone)) == (422, True)


def test_what_is_dropped_stays_dropped_until_it_is_taken_up(client: Client) -> None:
    word = begun(client)
    first = names(page(client, word))[0]
    answer = client.do(word, "report-drop", "report", candidate=first)
    assert first not in names(answer.text)
    assert "1 dropped" in answer.text
    begun_with = [one for one in names(page(client, word)) if one.startswith("option North")]
    client.do(word, "report-take", "report", candidate=begun_with[0])
    client.do(word, "report-all", "report")
    assert "drafted from reports" not in client.open_projects.project(word).head().state.what
    assert first.removeprefix("option ") not in {one.key for one in conflict(client, word).options}
    answer = client.do(word, "report-keep", "report", candidate=first)
    assert first in names(answer.text)
    again = client.do(word, "report-all", "report")
    assert again.status == 200, said(again)
    assert first.removeprefix("option ") in {one.key for one in conflict(client, word).options}
    assert len(conflict(client, word).preference("Russia", "base").basis.statements) > 2  # type: ignore[union-attr]  # a list of statements


PICKS: dict[str, dict[str, str]] = {
    "evidence": {},
    "quote": {"party": "Russia"},
    "statement": {"party": "Russia"},
    "option": {"party": "Russia", "name": "invite"},
    "wish": {"party": "Russia", "condition": "not USA.thaad"},
    "claim": {"party": "Russia"},
}


@pytest.mark.parametrize("kind", PICKS)
def test_words_become_a_part_of_the_model_that_points_to_them(kind: str, client: Client) -> None:
    word = begun(client)
    client.do(word, "report-all", "report")
    words, says = "Neighbours repeat their plan", "They say it once more"
    values = {"kind": kind, "says": says, "words": words, **PICKS[kind]}
    answer = client.do(word, "report-pick", "report", **values)
    assert answer.status == 200, said(answer)
    found = conflict(client, word)
    (entry,) = (one for one in found.evidence.values() if one.says == says)
    assert (entry.source["from"], entry.source["to"]) == (0, len(words))
    assert entry.source["sha256"] == hashlib.sha256(words.encode()).hexdigest()
    citing = {
        "option": [one.evidence for one in found.options if one.key == "Russia.invite"],
        "wish": [found.preference("Russia", "base").basis.statements[-1].evidence],  # type: ignore[union-attr]  # a list of statements
        "claim": [one.evidence for one in found.claims.values() if one.says == says],
    }.get(kind, [(entry.id,)])
    assert citing == [(entry.id,)]
    assert f'href="/p/{word}/report?d=' in client.get(f"/p/{word}/evidence").text
    assert f'id="e-{entry.id}"' in page(client, word), "the way back leads to the words"


def test_words_are_found_where_they_stand_or_nothing_is_done(client: Client) -> None:
    word = begun(client)
    revision = client.open_projects.project(word).revision

    def pick(**fields: Any) -> str:
        answer = client.do(
            word, "report-pick", "report", **{"kind": "evidence", "says": "x", **fields}
        )
        assert answer.status == 422
        return said(answer)

    assert "no words of the report are given" in pick(words="  ")
    assert "has no such words" in pick(words="Nobody ever repeated their plan")
    assert "nearest is" in pick(words="Neighbours repeated their plans for the peninsulas")
    assert re.search(r"has these words \d+ times", pick(words="Putin"))
    assert "no words" in pick(words="", **{"from": "5", "to": "5"})
    assert "no words" in pick(words="", **{"from": "0", "to": "99999999999"})
    assert "nothing to make" in pick(words="Neighbours", kind="wizard")
    assert "your own words" in pick(words="Neighbours", says=" ")
    assert client.open_projects.project(word).revision == revision
    done = client.do(
        word,
        "report-pick",
        "report",
        kind="evidence",
        says="x",
        words="",
        **{"from": "0", "to": "10"},
    )
    assert done.status == 200
    (entry,) = conflict(client, word).evidence.values()
    assert (entry.source["from"], entry.source["to"]) == (0, 10)
    stale = client.do(
        word, "report-pick", "report", kind="evidence", says="y", words="Neighbours", revision=1
    )
    assert stale.status == 409


def test_evidence_goes_where_the_model_has_its_evidence(client: Client) -> None:
    word = client.open_projects.begin_case("korea-small")
    assert "No report is kept here yet" in page(client, word)
    assert client.send(f"/p/{word}/read", "freeze.txt", REPORT.encode()).status == 303
    before = client.open_projects.project(word).head()
    answer = client.do(
        word, "report-pick", "report", kind="evidence", says="Said again", words="Neighbours repeat"
    )
    assert answer.status == 200, said(answer)
    after = client.open_projects.project(word).head()
    assert after.text == before.text
    assert before.ledger is not None
    assert after.ledger is not None
    assert after.ledger.startswith(before.ledger.rstrip("\n"))
    assert "Said again" in after.ledger


def test_several_reports_merge_and_their_contradictions_are_shown(client: Client) -> None:
    word = begun(client, ASKS, "one.txt")
    assert "Where they contradict" not in page(client, word)
    client.send(f"/p/{word}/read", "two.txt", STAYS.encode())
    shown = page(client, word)
    assert shown.count('<nav class="tabs wtabs"') == 1
    told = html.unescape(shown[shown.index('id="contradictions"') :])
    assert "somebody asks that it stop (one.txt" in told
    assert "somebody asks for it (two.txt" in told
    client.do(word, "report-all", "report")
    documents = {one.source["document"] for one in conflict(client, word).evidence.values()}
    assert len(documents) == 2


def test_reports_of_every_kind_are_kept_and_read_again(tmp_path: Path) -> None:
    client = Client(tmp_path)
    word = client.open_projects.begin("Kinds")
    sent = {
        "a.pdf": pdf("Russia urged Washington to talk."),
        "b.docx": docx(("Normal", "Russia urged Washington to talk, and Paris.")),
        "c.html": b"<html><body><nav>Home</nav><p>China urged Seoul to talk.</p></body></html>",
        "d.txt": "Moscow urged Tbilisi to talk: \u201cnow\u201d.".encode("utf-16"),
    }
    for name, raw in sent.items():
        answer = client.send(f"/p/{word}/read", f"C:\\reports\\{name}", raw)
        assert answer.status == 303, answer.text
        document = from_bytes(raw, name)
        assert answer.head("location").endswith(document.sha256[:16])
        assert name in page(client, word, f"?d={document.sha256[:16]}")
    client.open_projects.close()
    again = Client(tmp_path)
    project = again.open_projects.project(word)
    assert [project.kept.raw(one) for one in project.kept.places()] == list(sent.values())
    assert "urged" in page(again, word)
    forgotten = again.do(word, "report-forget", "report")
    assert "kept no longer" in said(forgotten)
    assert list(project.kept.places().values()) == ["b.docx", "c.html", "d.txt"]
    for raw, words in ((b"", "no report was chosen"), (b" \n", "empty"), (b"%PDF-1.4\n%%EOF", "")):
        refused = again.send(f"/p/{word}/read", "x.pdf" if raw[:1] == b"%" else "x.txt", raw)
        assert refused.status == 422
        assert words in refused.text
    long = again.send(f"/p/{word}/read", "long.txt", b"They met.\n" * 50_000)
    assert (long.status, "detente draft" in long.text) == (422, True)
    assert len(project.kept.places()) == 3
    again.open_projects.close()


def test_nothing_of_a_report_acts_or_leaves_the_project(client: Client) -> None:
    for payload in ("".join(XSS), XSS[1]):
        text = f"{payload}\n\nRussia {payload} urged Washington to stop tests.\n\n"
        text += f"“{payload}”, said Russian President Vladimir Putin.\n"
        for name, raw in (
            ("x.txt", text.encode()),
            (f"{payload}.html".replace('"', "%22"), f"<p>{html.escape(text)}</p>".encode()),
        ):
            word = client.send("/read", name, raw).head("location").split("/")[2]
            client.do(
                word, "report-pick", "report", kind="claim", says=payload, words="urged Washington"
            )
            client.do(word, "report-all", "report")
            for address in ("report", "evidence", "file", "versions"):
                found = client.get(f"/p/{word}/{address}")
                assert found.status == 200, (payload, address)
                assert not {"onerror", "onload", "onmouseover"} & _attributes(found.text)
                assert "alert(1)" not in _scripts(found.text)
                for inline in ("<style", " style=", " onclick"):
                    assert inline not in found.text
    word = begun(client)
    client.do(word, "report-all", "report")
    for one in names(page(client, word)):
        client.do(word, "report-take", "report", candidate=one)
    handed = client.get(f"/p/{word}/export").text
    assert runs(handed) & runs(REPORT) == set(), (
        "what is handed over has none of the report's words"
    )


class _Model(Answering):
    """A language model that finds a claim, and one that the report does not have."""

    heard_of = b""

    def heard(self, body: bytes) -> None:
        type(self).heard_of = body

    def answer_v1(self) -> None:
        items = [
            {
                "kind": "claim",
                "words": "It is impossible to solve the matter by sanctions alone,",
                "paragraph": 5,
                "name": "Vladimir Putin",
            },
            {
                "kind": "quote",
                "words": "One should not drive North Korea into a corner.",
                "paragraph": 5,
                "name": "Vladimir Putin",
            },
            {
                "kind": "claim",
                "words": "Sanctions will be lifted in spring",
                "paragraph": 5,
                "name": "Putin",
            },
        ]
        content = json.dumps({"items": items})
        self.send(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def test_a_language_model_is_asked_only_when_told_and_believed_only_where_the_text_has_it(
    tmp_path: Path,
) -> None:
    with serving(_Model) as address:
        client = Client(tmp_path, llm=(f"{address}/v1", "small"))
        word = begun(client)
        assert _Model.heard_of == b""
        assert "to 127.0.0.1; nothing else leaves this machine" in page(client, word)
        client.do(word, "report-ask", "report")
        for _ in range(600):
            shown = html.unescape(page(client, word))
            if 'id="asked"' not in shown:
                break
            time.sleep(0.05)
        assert b"sanctions alone" in _Model.heard_of
        assert "2 suggestions found in the text, 0 nearly, 1 absent" in shown
        assert "Found by the language model small" in shown
        rejected = shown[shown.index('id="rejected"') :]
        assert "Sanctions will be lifted in spring" in rejected
        assert "words not found in the report" in rejected
        (one, *_) = (name for name in names(shown) if name.startswith("llm:small"))
        answer = client.do(word, "report-take", "report", candidate=one)
        assert answer.status == 200, said(answer)
        (entry,) = conflict(client, word).evidence.values()
        assert REPORT[entry.source["from"] :].startswith(("It is impossible", "One should not"))
        client.open_projects.close()


def test_without_a_language_model_none_is_offered(client: Client) -> None:
    word = begun(client)
    assert "Ask the language model" not in page(client, word)
    assert client.do(word, "report-ask", "report").status == 422


def test_the_commands_check_what_the_page_made(client: Client, tmp_path: Path) -> None:
    word = begun(client)
    client.do(word, "report-all", "report")
    client.do(
        word, "report-pick", "report", kind="evidence", says="Said again", words="Neighbours repeat"
    )
    model, document = tmp_path / "made.yaml", tmp_path / "freeze.txt"
    model.write_bytes(client.get(f"/p/{word}/export").body)
    document.write_text(REPORT, encoding="utf-8")
    told = json.loads(
        command("evidence", "check", str(model), "--document", str(document), "--json")
    )
    assert told["problems"] == []
    assert len(load(str(model)).evidence) > 5
