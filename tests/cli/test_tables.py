"""Every command that prints a table gives it as comma-separated values and as a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from cli.commands import Ran, detente

REPORT = 'The mayor, Ann Lee, said on 3 May 2024: "=We will sue the quarry." They met in Bonn.\n'


def rows(ran: Ran) -> list[dict[str, str]]:
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_cases_as_a_table() -> None:
    assert [(one["case"], one["title"]) for one in rows(detente("cases", "--csv"))] == [
        (one["name"], one["title"]) for one in detente("cases", "--json").json["cases"]
    ]


def test_a_case_is_no_table() -> None:
    ran = detente("cases", "elmira", "--csv")

    assert (ran.code, ran.out) == (2, "")
    assert "elmira: a case is a model file and no table; leave --csv and --xlsx out" in ran.err


def test_what_is_installed_as_a_table() -> None:
    told, found = detente("doctor", "--json").json, rows(detente("doctor", "--csv"))

    def named(kind: str) -> list[str]:
        return [one["name"] for one in found if one["kind"] == kind]

    assert named("limit") == [one["name"] for one in told["limits"]]
    assert named("concept") == [one["id"] for one in told["concepts"]]
    assert named("engine") == told["engines"]
    assert named("needed package") == list(told["core"])
    assert named("optional package") == list(told["optional"])


def test_what_is_wrong_with_evidence_as_a_table() -> None:
    told = detente("evidence", "check", "korea", "--json").json

    found = rows(detente("evidence", "check", "korea", "--csv"))

    wanted = [*told["problems"], *told["warnings"]]
    assert len(found) > 1
    assert [(one["code"], one["what"]) for one in found] == [
        (one["code"], one["what"]) for one in wanted
    ]


def test_what_hangs_on_an_entry_as_a_table() -> None:
    found = rows(detente("evidence", "hangs", "korea", "unsc-2375", "--csv"))

    told = detente("evidence", "hangs", "korea", "unsc-2375", "--json").json
    assert [one["claim"] for one in found] == [one["claim"] for one in told["claims"]]
    assert {one["hangs"] for one in found} <= {"true", "false"}


def test_all_that_a_report_says_as_a_table(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")

    found = rows(detente("read", report, "--csv"))

    told = detente("read", report, "--json").json
    for kind in ("parts", "quotes", "mentions", "dates", "places"):
        assert [int(one["from"]) for one in found if one["found"] == kind] == [
            one["from"] for one in told[kind]
        ]
    (quote,) = (one for one in found if one["found"] == "quotes")
    assert (quote["text"], quote["by"]) == ("'=We will sue the quarry.", "Ann Lee")
    for one in found:
        place = slice(int(one["from"]), int(one["to"]))
        assert one["text"].removeprefix("'") in ("", REPORT[place].strip())


@pytest.mark.parametrize(
    "command",
    ["cases", "doctor", "read r.txt", "evidence check korea", "evidence hangs korea unsc-2375"],
)
def test_the_same_as_a_workbook_that_replaces_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.txt").write_text(REPORT, encoding="utf-8")

    made = detente(*command.split(), "--xlsx", "out.xlsx")

    assert made.code == 0, made.err
    before = Path("out.xlsx").read_bytes()
    with zipfile.ZipFile("out.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml"), "text is no formula"
    again = detente(*command.split(), "--xlsx", "out.xlsx")
    assert (again.code, "--force" in again.err) == (2, True)
    assert Path("out.xlsx").read_bytes() == before
