"""What is taken from a page is, byte for byte, what the command line writes."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from typer.testing import CliRunner

from detente.cli.app import _commands, app
from detente.library import load
from web.client import Answer, Client
from web.test_questions import answered


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    found = Client(tmp_path_factory.mktemp("projects"))
    for case in ("elmira", "korea", "korea-small"):
        found.open_projects.begin_case(case)
    yield found
    found.open_projects.close()


def command(*words: str) -> bytes:
    """What a command prints."""
    _commands()
    found = CliRunner().invoke(app, list(words))
    return found.stdout_bytes


def written(place: Path, *words: str) -> bytes:
    """What a command writes to a file."""
    command(*words)
    return place.read_bytes()


def taken(client: Client, address: str) -> Answer:
    answer = client.get(address)
    assert answer.status == 200, answer.text[:400]
    assert answer.head("content-disposition").startswith("attachment; filename=")
    return answer


TABLES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "analyze": ({}, ["analyze", "korea-small"]),
    "claims": ({}, ["claims", "korea-small"]),
    "evolve": ({"to": "double freeze"}, ["evolve", "korea-small", "--to", "double freeze"]),
    "coalitions": ({}, ["coalitions", "korea-small"]),
    "design": ({"make": "halt"}, ["design", "korea-small", "--make", "halt"]),
    "what_if": (
        {"edits": "DPRK: drop 1"},
        ["what-if", "korea-small", "--set", "DPRK: drop 1"],
    ),
    "ledger": ({}, ["evidence", "list", "korea-small"]),
    "track": ({"draws": "0"}, ["track", "korea-small", "--draws", "0"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_that_of_the_command(name: str, client: Client, tmp_path: Path) -> None:
    values, words = TABLES[name]
    query = urlencode({**values, "ask": "1"})
    found = taken(client, f"/p/korea-small/q/{name}/answer.csv?{query}").body
    assert found == command(*words, "--csv")
    assert found.count(b"\n") > 1 or name in ("track", "coalitions")
    book = taken(client, f"/p/korea-small/q/{name}/answer.xlsx?{query}").body
    place = tmp_path / "answer.xlsx"
    assert sheet(book) == sheet(written(place, *words, "--xlsx", str(place)))


def sheet(book: bytes) -> bytes:
    """The table of a workbook; its second sheet says when it was made."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


def test_the_way_back_of_a_claim_has_the_claim_in_its_table(client: Client) -> None:
    found = taken(client, "/p/korea-medium/q/trace/answer.csv?claim=c5&ask=1").body
    assert found == command("claims", "korea", "--trace", "--only", "c5", "--csv")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("table", "analyze"),
        ("graph", "analyze"),
        ("ladder", "analyze"),
        ("tree", "evolve"),
        ("claims", "claims"),
        ("timeline", "track"),
    ],
)
def test_a_picture_is_that_of_the_command(
    kind: str, name: str, client: Client, tmp_path: Path
) -> None:
    for form in ("svg", "png") if kind in ("tree", "timeline") else ("svg",):
        found = taken(client, f"/p/korea-small/q/{name}/{kind}.{form}?ask=1").body
        place = tmp_path / f"picture.{form}"
        assert found == written(place, "picture", kind, "korea-small", "-o", str(place))


@pytest.mark.parametrize("form", ["html", "md", "ipynb", "docx", "pdf"])
@pytest.mark.parametrize("which", ["brief", "report"])
def test_a_report_is_that_of_the_command(
    which: str, form: str, client: Client, tmp_path: Path
) -> None:
    if which == "report" and form != "html":
        return  # the form is written by the same function as of the brief
    case = "korea-small" if which == "brief" else "elmira"
    page = answered(client, f"/p/{case}/handover?report={which}")
    assert f"/p/{case}/take/{which}.{form}" in page
    found = taken(client, f"/p/{case}/take/{which}.{form}").body
    place = tmp_path / f"x.{form}"
    brief = ["--brief"] if which == "brief" else []
    there = written(place, "report", case, *brief, "-o", str(place))
    assert same(form, found) == same(form, there)


def same(form: str, content: bytes) -> Any:
    """The content without what tells when it was written."""
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = [one for one in parts.namelist() if one != "docProps/core.xml"]
            return {one: parts.read(one) for one in names}
    if form == "pdf":
        return len(re.findall(rb"/Type /Page\b|/Type/Page\b", content)), content[:5]
    return content


def test_the_model_is_that_of_the_command(client: Client, tmp_path: Path) -> None:
    for form in ("gmcr", "json", "dot"):
        place = tmp_path / f"elmira.{form}"
        there = written(place, "convert", "elmira", str(place))
        assert taken(client, f"/p/elmira/take/model.{form}").body == there


def test_what_a_format_cannot_hold_is_told_and_not_written(client: Client) -> None:
    answer = client.get("/p/korea-medium/take/model.nfg")
    assert answer.status == 422
    assert "content-disposition" not in answer.headers
    assert client.get("/p/korea-medium/take/model.gmcr?lossy=1").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "take/model.yaml.bak",
        "take/..%2f..%2fetc%2fpasswd",
        "take/brief.exe",
        "take/model",
        "q/analyze/graph.gif",
        "q/analyze/..%2fanswer.csv",
        "q/nothing/answer.csv",
        "q/claims/graph.svg",
    ],
)
def test_there_is_no_other_file(path: str, client: Client) -> None:
    assert client.get(f"/p/elmira/{path}").status == 404


def test_an_answer_that_is_not_there_yet_leads_to_its_page(client: Client) -> None:
    answer = client.get("/p/elmira/q/evolve/answer.csv?to=nowhere&ask=1")
    assert answer.status == 303
    assert answer.head("location").startswith("/p/elmira/q/evolve?")


def test_the_page_offers_every_file_once(client: Client) -> None:
    page = client.get("/p/elmira/handover").text
    for path in re.findall(r'href="(/p/elmira/(?:take|q)/[^"]+)"', page):
        answer = client.get(path.replace("&amp;", "&"))
        assert answer.status in (200, 422), path
    assert page.count("model.gmcr") == 2


def test_the_evidence_is_taken_under_the_name_by_which_the_model_asks_for_it(
    client: Client, tmp_path: Path
) -> None:
    """Both files in one folder are a model again, which the command line takes."""
    model = taken(client, "/p/korea-small/export")
    ledger = taken(client, "/p/korea-small/export?ledger=1")
    for one in (model, ledger):
        (name,) = re.findall(r'filename="([^"]+)"', one.head("content-disposition"))
        (tmp_path / name).write_text(one.text, encoding="utf-8")
    assert {one.name for one in tmp_path.iterdir()} == {"korea-small.yaml", "korea-evidence.yaml"}
    assert command("check", str(tmp_path / "korea-small.yaml"), "--json").startswith(b"{")
    assert load(tmp_path / "korea-small.yaml").evidence == load("korea-small").evidence


def test_every_format_that_loses_something_can_be_taken_with_what_it_holds(client: Client) -> None:
    page = client.get("/p/elmira/handover").text
    links = re.findall(r'href="(/p/elmira/take/model\.\w+\?lossy=1)"', page)
    assert len(links) == 7
    for link in links:
        assert taken(client, link).status == 200
