"""What can go wrong around the workbench is told in words, on the page or in one line; nothing is
lost."""

from __future__ import annotations

import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from detente.cli.commands import serve
from detente.store import Project
from web.client import Client
from web.served import Running


@pytest.fixture
def client(tmp_path: Path) -> Client:
    found = Client(tmp_path)
    found.open_projects.begin_case("prisoners-dilemma")
    return found


WISH = {"party": "One", "reading": "base", "text": "Two.cooperate"}


def test_a_folder_where_nothing_can_be_written_is_told_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where the folder should be", encoding="utf-8")
    client = Client(tmp_path / "file")
    for fields in ({"title": "Mine"}, {"case": "chicken"}):
        answer = client.post("/begin", fields)
        assert answer.status == 422
        assert "cannot be written" in answer.text
    assert client.get("/").status == 200


def test_a_full_disk_is_told_and_what_was_written_stands_in_its_field(client: Client) -> None:
    project = client.open_projects.project("prisoners-dilemma")
    (pages,) = project._connection.execute("PRAGMA page_count").fetchone()
    project._connection.execute(f"PRAGMA max_page_count = {pages}")
    before = project.head()
    told = {**WISH, "because": "".join(chr(0x4E00 + k * 7 % 20_000) for k in range(30_000))}
    answer = client.do("prisoners-dilemma", "wish-add", "wishes", **told)
    assert answer.status == 422
    assert "cannot be written" in answer.text
    assert told["because"][:50] in answer.text
    assert project.head() == before
    assert client.get("/p/prisoners-dilemma/verdicts").status == 200


def test_of_two_servers_on_one_project_the_later_edit_is_told(
    client: Client, tmp_path: Path
) -> None:
    other = Client(tmp_path)
    page = other.open_projects.project("prisoners-dilemma").revision
    assert client.do("prisoners-dilemma", "wish-add", "wishes", **WISH).status == 200
    answer = other.do("prisoners-dilemma", "wish-add", "wishes", revision=page, **WISH)
    assert answer.status == 409
    assert "changed in another tab or program" in answer.text
    assert 'value="Two.cooperate"' in answer.text, "what was written stands in its field"
    assert other.do("prisoners-dilemma", "wish-add", "wishes", **WISH).status == 200
    assert len(client.open_projects.project("prisoners-dilemma").history()) == 3


def test_a_token_of_an_earlier_start_is_told(client: Client, tmp_path: Path) -> None:
    later = Client(tmp_path)
    old = [(name, client.cookie if name == "cookie" else value) for name, value in later.own()]
    answer = later.ask("GET", "/p/prisoners-dilemma/verdicts", old)
    assert answer.status == 403
    assert "valid until its server stops" in answer.text
    assert "Nothing of your work is lost" in answer.text


def test_no_browser_to_open_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(asked.append(address)))
    serve._open("http://127.0.0.1:1/")
    assert asked == ["http://127.0.0.1:1/"]
    assert capsys.readouterr().err == "no browser could be opened; copy the address into one\n"


@pytest.mark.parametrize("what", ["newer", "foreign", "damaged", "empty"])
def test_a_project_that_cannot_be_opened_is_told_on_its_page(what: str, tmp_path: Path) -> None:
    place = tmp_path / "mine.detente"
    with Project.create(place, "detente: 1\n") as project:
        if what == "newer":
            project._connection.execute("PRAGMA user_version = 99")
    if what == "foreign":
        place.write_bytes(b"no project")
    if what == "empty":
        place.write_bytes(b"")
    if what == "damaged":
        raw = place.read_bytes()
        place.write_bytes(raw[:200] + b"\xff" * (len(raw) - 200))
    before = place.read_bytes()
    client = Client(tmp_path)
    answer = client.get("/p/mine/verdicts")
    assert answer.status == 422
    told = {"newer": "a newer detente wrote", "foreign": "no project", "damaged": "damaged"}
    assert told.get(what, "this project is empty") in answer.text
    assert client.get("/").status == 200, "the other projects are there"
    assert place.read_bytes() == before


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_the_address_leads_to_the_file_that_was_named_and_the_end_says_what_is_kept(
    ended_by: signal.Signals, tmp_path: Path
) -> None:
    model = tmp_path / "quarry.yaml"
    client = Client(tmp_path / "other")
    word = client.open_projects.begin("Quarry")
    model.write_text(client.open_projects.project(word).head().text, encoding="utf-8")
    with Running(tmp_path / "projects", str(model)) as server:
        query = urlsplit(server.address).query
        import http.client

        talk = http.client.HTTPConnection(server.host, server.port, timeout=60)
        talk.request("GET", f"/?{query}")
        assert talk.getresponse().getheader("location") == "/p/quarry/verdicts"
        talk.close()
        assert server.ask("/p/quarry/verdicts")[0] == 200
        server.end(ended_by)
    assert server.said == "stopped; every edit is kept\n"
    assert server.process.returncode == 0
    beside = [one.name for one in (tmp_path / "projects").glob("*.detente-*")]
    assert beside == [], "each project is one file, to be copied as it is"


def _multipart(parts: dict[str, tuple[str, bytes]]) -> bytes:
    found = b""
    for name, (file, body) in parts.items():
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
        found += head.encode() + body + b"\r\n"
    return found + b"--b--\r\n"


def _open(client: Client, **parts: tuple[str, bytes]) -> tuple[int, str, str]:
    body = _multipart(parts)
    head = [*client.own(), ("content-type", "multipart/form-data; boundary=b")]
    head.append(("content-length", str(len(body))))
    answer = client.ask("POST", "/open", head, body)
    return answer.status, answer.head("location"), answer.text


def test_a_file_is_opened_by_what_it_says_and_no_name_of_it_reaches_the_disk(
    client: Client, tmp_path: Path
) -> None:
    text = client.open_projects.project("prisoners-dilemma").head().text
    with_ledger = text + "evidence: facts.yaml\n"
    ledger = b"seen: {says: It was seen., source: {title: A book}}\n"
    for name, word in (
        *(("My conflict.yaml", "my-conflict"), ("../../etc/passwd", "etc-passwd")),
        *(("..", "conflict"), ("C:\\a\\b.YML", "b"), ("my-conflict.yaml", "my-conflict-2")),
    ):
        status, place, _ = _open(
            client, model=(name, with_ledger.encode()), ledger=("/etc/x", ledger)
        )
        assert (status, place) == (303, f"/p/{word}/verdicts")
        assert client.open_projects.project(word).head().text == with_ledger
        assert client.get(place).status == 200
    assert {one.parent for one in client.open_projects.places().values()} == {tmp_path}
    assert _open(client, model=("", b""))[0] == 422
    assert _open(client, model=("a.yaml", b"\xff\xfe"))[0] == 303, "told on its page, to be mended"
    assert client.get("/p/a/verdicts").status == 422
    for wrong in (b"title: [x]", b"seen: {says: It", text.encode()):
        before = client.open_projects.places()
        status, _, page = _open(client, model=("b.yaml", with_ledger.encode()), ledger=("l", wrong))
        assert status == 422
        assert "the evidence file:1:" in page
        assert client.open_projects.places() == before, "nothing is begun that no page could mend"


def test_a_number_of_a_state_of_any_length_is_no_state(client: Client) -> None:
    body = "do=undo&page=verdicts&revision=" + "9" * 5_000
    head = [*client.own(), ("content-type", "application/x-www-form-urlencoded")]
    head.append(("content-length", str(len(body))))
    assert client.ask("POST", "/p/prisoners-dilemma/do", head, body.encode()).status == 409


def test_an_option_that_is_not_there_cannot_be_done_today(client: Client) -> None:
    answer = client.do("prisoners-dilemma", "today", "parties", option="One.fly")
    assert answer.status == 422
    assert "there is no option &#39;One.fly&#39;" in answer.text


def test_a_new_conflict_says_what_to_do_and_claims_no_wishes(client: Client) -> None:
    word = client.open_projects.begin("Ferries")
    assert "stand for yours" in client.get(f"/p/{word}/parties").text
    assert "No party wishes anything yet" in client.get(f"/p/{word}/verdicts").text
    assert "W-NO-PREFERENCE" in client.get(f"/p/{word}/wishes").text
    done = client.do(word, "wish-add", "wishes", party="A", reading="base", text="B.act")
    assert done.status == 200
    assert "No party wishes anything yet" not in client.get(f"/p/{word}/verdicts").text


def test_a_rule_that_says_what_another_says_is_told_beside_it(client: Client) -> None:
    for _ in range(2):
        told = client.do(
            "prisoners-dilemma", "rule-add", "rules", kind="infeasible", text="One.cooperate"
        )
    assert told.status == 200
    assert "W-RULE" in told.text


def test_two_versions_side_by_side_tell_of_another_today(client: Client) -> None:
    client.do("prisoners-dilemma", "today", "parties", option="One.cooperate")
    page = client.get("/p/prisoners-dilemma/versions?a=1&b=2").text
    assert "Today is now: One.cooperate" in page
    assert "Today was" in page or "No state was named as today" in page


def test_two_versions_stand_side_by_side_line_by_line(client: Client) -> None:
    client.do("prisoners-dilemma", "wish-add", "wishes", **WISH)
    page = client.get("/p/prisoners-dilemma/versions?a=1&b=2").text
    beside = page[page.index('id="sides"') :]
    assert '<td></td><td class="new">' in beside, "a line that only the new version has"
    assert beside.index("Two.cooperate") < beside.index("</table>")
    assert 'class="old"' not in beside.split("</table>")[0]
    assert "The two say the same" in client.get("/p/prisoners-dilemma/versions?a=1&b=1").text


def test_every_entry_of_the_evidence_is_listed_with_what_cites_it(tmp_path: Path) -> None:
    client = Client(tmp_path)
    word = client.open_projects.begin_case("korea-small")
    project = client.open_projects.project(word)
    project.keep_report(
        "sha256:0fc0b3ef6e295ee818768b6e7befe79df50b319699709314bef8a34be958c999", "the-report.html"
    )
    page = client.get(f"/p/{word}/evidence").text
    conflict = client.open_projects.judged.conflict(project.head())
    assert [one for one in conflict.evidence if f'id="e-{one}"' not in page] == []
    assert "the-report.html" in page
    row = page[page.index('id="e-haley-2017-09"') :].split("</tr>")[0]
    assert row.count("wish 1") == 1, "the base of the allies"
    assert "wish 3 (containment)" in row
