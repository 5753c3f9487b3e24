"""What somebody should look at again is kept, and comes with the report."""

import io
from pathlib import Path

import docx
import pytest

import detente
from detente.model.review import review_notes
from detente.report.whole import Report, whole_report
from detente.report.whole.blocks import Grid, Paragraph

DRAFT = """detente: 1
title: A draft
review: [The title is a guess., Who else is there?]
decision_makers:
  A:
    review: is this one party?
    options:
      go: {title: Go, review: is it going on?}
      review: A review
  B: {options: {stay: Stay}}
rules: [{infeasible: A.go and B.stay, review: really?}]
preferences:
  A: {priorities: [B.stay, {prefer: A.go, review: or the other way round?}]}
  B: [{prefer: not A.go, review: guessed}]
outcomes: {gone: {where: A.go, review: a poor name}}
evidence: {e1: {says: They go., date: 2026-01-01, review: who says so?}}
"""
NOTES = {
    (): ["The title is a guess.", "Who else is there?"],
    ("decision_makers", "A"): ["is this one party?"],
    ("decision_makers", "A", "options", "go"): ["is it going on?"],
    ("rules", 0): ["really?"],
    ("preferences", "A", 1): ["or the other way round?"],
    ("preferences", "B", 0): ["guessed"],
    ("outcomes", "gone"): ["a poor name"],
    ("evidence", "e1"): ["who says so?"],
}


@pytest.fixture(scope="module")
def made() -> Report:
    return whole_report(detente.load(DRAFT))


def test_every_note_is_kept_with_its_place_and_a_name_is_no_note() -> None:
    found: dict[tuple[str | int, ...], list[str]] = {}
    for place, text in detente.load(DRAFT).review:
        found.setdefault(place, []).append(text)
    assert found == NOTES


def test_notes_of_a_ledger_are_kept_too(tmp_path: Path) -> None:
    text = DRAFT[: DRAFT.index("evidence:")] + "evidence: ledger.yaml\n"
    entry = "e1: {says: They go., date: 2026-01-01, review: who says so?}\n"
    for name, content in (("m.yaml", text), ("ledger.yaml", entry)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert (("evidence", "e1"), "who says so?") in detente.load(tmp_path / "m.yaml").review


def test_what_a_changed_list_said_is_no_longer_there() -> None:
    changed = detente.load(DRAFT).with_(edits="A: move 2 to 1")
    places = [place for place, _ in changed.review]
    assert ("preferences", "A", 1) not in places
    assert ("preferences", "B", 0) in places


@pytest.mark.parametrize("value", [None, 3, "review", [], {"review": 3}, {"review": [" ", 1]}])
def test_what_says_nothing_is_no_note(value: object) -> None:
    assert list(review_notes(value)) == []


def test_a_report_lists_every_note(made: Report) -> None:
    (grid,) = [b for b in made.blocks if isinstance(b, Grid) and b.columns[0] == "Where"]
    assert sorted(row[1] for row in grid.rows) == sorted(t for one in NOTES.values() for t in one)


def test_a_brief_says_that_it_is_of_a_draft() -> None:
    told = [
        b.text for b in whole_report(detente.load(DRAFT), brief=True).blocks if type(b) is Paragraph
    ]
    assert "9 points of the model are still marked to be looked at again: this is a draft." in told


def test_every_note_is_a_comment_in_a_docx_once(made: Report) -> None:
    document = docx.Document(io.BytesIO(made.content(".docx")))
    told = sorted(one.text for one in document.comments)
    assert told == sorted(text for texts in NOTES.values() for text in texts)
    assert {one.author for one in document.comments} == {f"detente {detente.__version__}"}


def test_a_comment_stands_at_what_it_speaks_of(made: Report) -> None:
    rows = {text: grid.rows[row] for grid in made.blocks if isinstance(grid, Grid)
            for row, text in grid.notes}  # fmt: skip
    assert rows["is it going on?"][1] == "Go"
    assert rows["or the other way round?"][1] == "A.go"
    assert rows["really?"][0] == "not both: A.go and B.stay"
    assert rows["who says so?"][0] == "e1"
