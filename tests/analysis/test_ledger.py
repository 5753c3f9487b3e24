"""The ledger: what is wrong with evidence, and adding to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import detente
from analysis.quarry import QUARRY
from detente.analysis.ledger import ledger
from detente.analysis.ledger_add import add_evidence
from detente.model import load_file

REPORT = """\
A quarry and a village

The council met on Saturday and asked again for a filter in the chimney of the quarry.

The owners said that they would think about it when the suit is off.

Copyright 2026 The Valley Gazette. All rights reserved. No reproduction without permission.
"""
MODEL = QUARRY.removesuffix("claims:\n")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def codes(text: str, *documents: Path) -> dict[str, list[str]]:
    answer = ledger(detente.load(text), documents)
    found: dict[str, list[str]] = {}
    for one in (*answer.errors, *answer.warnings):
        found.setdefault(one.code, []).append(one.what)
    return found


def cites(start: int, end: int, span: str = "") -> str:
    own = hashlib.sha256(REPORT.encode()).hexdigest()
    source = f"document: sha256:{own}, from: {start}, to: {end}"
    if span:
        source += f", sha256: {hashlib.sha256(span.encode()).hexdigest()}"
    return MODEL + f"  r1: {{says: They asked., date: 2026-02-28, source: {{{source}}}}}\n"


def test_every_entry_tells_what_cites_it() -> None:
    rows = {row.entry.id: row.used_by for row in ledger(detente.load(MODEL)).entries}

    assert rows["minutes"] == ("rule 1", "Village 'base' statement 1", "option Village.sign")
    assert rows["ruling"] == ("Quarry 'afraid of the court' statement 2",)
    assert rows["built"] == ()


def test_statements_without_evidence_are_named_by_line() -> None:
    (first, *_) = [one for one in ledger(detente.load(MODEL)).warnings if one.code == "W-UNCITED"]

    assert MODEL.splitlines()[first.line - 1].strip() == "- not Village.sue if Quarry.filter"


def test_an_entry_that_nothing_uses_is_named_unless_it_shows_something() -> None:
    found = codes(MODEL + "  idle: {says: It rains., date: 2026-02-01}\n")["W-EVIDENCE"]

    assert len(found) == 1
    assert "'idle'" in found[0]


def test_entries_of_one_day_that_exclude_each_other_are_named() -> None:
    found = codes(MODEL + "  off: {says: x, date: 2026-05-01, supports: [not Quarry.filter]}\n")

    assert "'built' 'Quarry.filter' on the same day" in found["W-CONTRADICTION"][0]


def test_the_latest_entry_that_the_status_quo_contradicts_is_named() -> None:
    found = codes(MODEL + "  off: {says: x, date: 2026-02-28, supports: [not Village.sue]}\n")

    assert "the status quo says otherwise" in found["W-CONTRADICTION"][0]


def test_an_entry_overruled_before_the_models_date_contradicts_nothing() -> None:
    text = MODEL + "  old: {says: x, date: 2026-02-01, supports: [not Village.sue]}\n"

    assert "W-CONTRADICTION" not in codes(text)


def test_a_base_statement_that_rests_on_the_future_is_named() -> None:
    text = MODEL.replace("- Village.sign\n", "- {prefer: Village.sign, evidence: [built]}\n", 1)

    assert codes(text)["W-LATE"] == [
        "Village 'base' statement 3 cites 'built', which was not known before 2026-05-01"
    ]
    assert "W-LATE" not in codes(MODEL)


def test_a_place_in_the_report_is_right(report: Path) -> None:
    found = codes(cites(24, 60, REPORT[24:60]), report)

    assert not {"E-SPAN", "W-DOCUMENT", "W-BOILERPLATE"} & set(found)


def test_a_place_behind_the_end_of_its_document_is_an_error(report: Path) -> None:
    (what,) = codes(cites(24, 9000), report)["E-SPAN"]

    assert "it points at 24 to 9000, and the document ends at" in what


def test_a_place_whose_text_is_another_is_an_error(report: Path) -> None:
    (what,) = codes(cites(24, 60, "something else"), report)["E-SPAN"]

    assert "is not the one that was cited" in what


def test_a_place_in_a_notice_is_no_place_in_the_report(report: Path) -> None:
    begin = REPORT.index("Copyright")
    (what,) = codes(cites(begin, begin + 20), report)["W-BOILERPLATE"]

    assert "not in the report" in what


def test_a_document_that_changed_is_named(report: Path) -> None:
    text = cites(24, 60)
    report.write_text(REPORT.replace("Saturday", "Sunday"), encoding="utf-8")

    (what,) = codes(text, report)["W-DOCUMENT"]
    assert "report.txt" in what


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  minutes: {says: Again., date: 2026-02-01}", "E-DUPLICATE"),
        ("  late: {says: x, date: 2026-02-30}", "E-DATE"),
        ("  back: {says: x, source: {document: d, from: 9, to: 2}}", "E-SPAN"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_when_the_file_is_read(line: str, code: str) -> None:
    with pytest.raises(detente.ModelError) as caught:
        detente.load(MODEL + line + "\n")

    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.line >= len(MODEL.splitlines())


# --- adding ---

WRITTEN = {
    "in the model file": MODEL + "# the end\n",
    "with sections behind it": MODEL + "\n# what is claimed\nclaims: {}\n",
    "without a last line break": MODEL.rstrip("\n"),
    "with Windows line breaks": MODEL.replace("\n", "\r\n"),
    "with an empty ledger": "title: x\nevidence: {}\n"
    "decision_makers: {Quarry: {options: {filter: F}}}\n",
    "without a ledger": "title: x\ndecision_makers: {Quarry: {options: {filter: F}}}\n",
    "set in by four": "title: x\ndecision_makers: {Quarry: {options: {filter: F}}}\n"
    "evidence:\n\n    a:\n        says: A\n\n    b:\n        says: B\n\nclaims: {}\n",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_an_entry_is_added_and_every_other_byte_stays(how: str, tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    text = WRITTEN[how].encode("utf-8")
    path.write_bytes(text)
    before = set(load_file(path).evidence)

    conflict = add_evidence(
        path, "new", "It's so: 'yes' # [no]", "2026-06-01", supports=["not Quarry.filter"]
    )

    assert set(conflict.evidence) == before | {"new"}
    assert conflict.evidence["new"].says == "It's so: 'yes' # [no]"
    assert conflict.evidence["new"].supports == ("not Quarry.filter",)
    after = path.read_bytes()
    if how == "with an empty ledger":
        text = text.replace(b" {}", b"")
    begin = next(k for k in range(len(after)) if after[: k + 1] != text[: k + 1])
    rest = text[begin:]
    assert after.endswith(rest)
    added = after[begin : len(after) - len(rest)]
    assert b"new:" in added
    if how == "with Windows line breaks":
        assert added.count(b"\n") == added.count(b"\r\n")


def test_an_entry_goes_into_the_file_in_which_the_ledger_stands(tmp_path: Path) -> None:
    own = MODEL.split("evidence:\n", 1)
    entries = own[1].replace("\n  ", "\n").removeprefix("  ")
    (tmp_path / "model.yaml").write_text(own[0] + "evidence: facts.yaml\n", encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(entries, encoding="utf-8")

    add_evidence(tmp_path / "model.yaml", "new", "So it is.", "2026-06-01")

    assert (tmp_path / "model.yaml").read_text(encoding="utf-8") == own[
        0
    ] + "evidence: facts.yaml\n"
    assert (tmp_path / "facts.yaml").read_text(encoding="utf-8") == (
        entries + "new:\n  says: So it is.\n  date: 2026-06-01\n"
    )


def test_a_report_is_cited_by_hash_and_place_and_not_in_its_words(
    tmp_path: Path, report: Path
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    begin = REPORT.index("The council")

    conflict = add_evidence(
        path, "asked", "The village wants less dust.", document=report, span=(begin, begin + 60)
    )

    source = conflict.evidence["asked"].source
    assert source["document"] == "sha256:" + hashlib.sha256(REPORT.encode()).hexdigest()
    assert (source["from"], source["to"]) == (begin, begin + 60)
    assert "met on Saturday" not in path.read_text(encoding="utf-8")
    assert not ledger(conflict, [report]).errors


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "minutes"}, "E-EVIDENCE-TWICE"),
        ({"date": "31.2.2026"}, "E-DATE"),
        ({"confidence": "sure"}, "E-VALUE"),
        ({"supports": ["Quarry.filtre"]}, "E-OPTION"),
        ({"span": (5, 9000)}, "E-SPAN"),
        ({"span": (9, 5)}, "E-SPAN"),
        ({"span": (REPORT.index("Copyright"), REPORT.index("Copyright") + 30)}, "E-BOILERPLATE"),
        (
            {"says": "They wrote: the council met on Saturday and asked again for a filter."},
            "E-VERBATIM",
        ),
    ],
)
def test_an_entry_that_would_be_wrong_leaves_the_file_untouched(
    change: dict[str, object], code: str, tmp_path: Path, report: Path
) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    begin = REPORT.index("The council")
    given = {"name": "new", "says": "It is so.", "document": report, "span": (begin, begin + 80)}

    with pytest.raises(detente.ModelError) as caught:
        add_evidence(path, **{**given, **change})  # type: ignore[arg-type]
    assert code in [one.code for one in caught.value.problems]
    assert path.read_text(encoding="utf-8") == MODEL
    assert sorted(one.name for one in tmp_path.iterdir()) == ["model.yaml", "report.txt"]
