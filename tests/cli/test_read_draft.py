"""`detente read` and `detente draft`: answers, files, additions in place, and bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.commands import detente
from drafting.reports import DOUBLE_FREEZE, GIVEN, VISIBLE

MODEL = """\
# my own model, with comments\x20\x20
title: Korea, mine
decision_makers:
  DPRK:
    title: North Korea
    options:
      tests: Go on testing missiles   # a comment
      talks: {title: Talk to Washington}

  # the other side
  USA: {title: the United States, options: {drills: Hold drills, sanctions: Keep sanctions}}
  China:
    options:
status_quo: [DPRK.tests, USA.drills,
   USA.sanctions]   # today
preferences:
  DPRK:
    - tests
    - not drills
  USA: [not tests, drills]

outcomes:
  halt: not tests
  war: >-
    tests and
    drills

# the end
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(DOUBLE_FREEZE, encoding="utf-8")
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return path


def test_read_prints_the_keys_that_programs_rely_on(report: Path) -> None:
    answer = detente("read", report, "--json").json
    assert {"sha256", "length"} <= set(answer["document"])
    for name, keys in {
        "parts": {"kind", "from", "to"},
        "quotes": {"from", "to", "speaker"},
        "mentions": {"from", "to", "name"},
        "proposals": {"from", "to", "by"},
        "claims": {"from", "to", "by"},
    }.items():
        assert answer[name]
        assert all(keys <= set(one) for one in answer[name])
    assert answer["terms"] == []


def test_read_fits_a_terminal_of_eighty_columns(report: Path) -> None:
    words = detente("read", report, COLUMNS="80").out
    assert "Proposals" in words
    assert max(map(len, words.splitlines())) <= 80


def test_draft_writes_a_model_that_checks_and_analyzes(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "conflict.yaml"
    ran = detente("draft", report, "-o", out)
    assert ran.code == 0
    assert "Guesses" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert detente("check", out).code == 0
    assert detente("analyze", out).code == 0
    assert "review:" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [*VISIBLE, *([GIVEN] if GIVEN.exists() else [])], ids=lambda path: path.stem
)
def test_the_draft_of_each_report_passes_check_and_analyze(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "conflict.yaml"
    assert detente("draft", path, "-o", out).code == 0
    assert detente("check", out).code == 0
    assert detente("analyze", out).code == 0


def test_draft_json_says_what_was_drafted_and_every_guess(report: Path, tmp_path: Path) -> None:
    answer = detente("draft", report, "-o", tmp_path / "out.yaml", "--json").json
    assert {"written", "conflict", "decision_makers", "options", "outcomes", "claims"} <= set(
        answer
    )
    assert "North_Korea.tests" in answer["options"]
    assert all({"about", "question", "from", "to"} <= set(one) for one in answer["guesses"])


def test_without_a_file_the_model_is_printed(report: Path) -> None:
    ran = detente("draft", report)
    assert ran.out.startswith("# A first draft.")
    assert "decision_makers:" in ran.out


def test_an_existing_file_is_kept_unless_forced(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "conflict.yaml"
    out.write_text("mine", encoding="utf-8")
    ran = detente("draft", report, "-o", out)
    assert ran.code == 2
    assert "the file exists already" in ran.err
    assert out.read_text(encoding="utf-8") == "mine"
    assert detente("draft", report, "-o", out, "--force").code == 0
    assert out.read_text(encoding="utf-8") != "mine"


def added_only(old: str, new: str) -> bool:
    """Whether `new` is `old` with nothing taken away and nothing moved."""
    letters = iter(new)
    return all(letter in letters for letter in old)


def test_into_adds_and_leaves_every_other_byte(report: Path, model: Path) -> None:
    ran = detente("draft", report, "--into", model)
    assert ran.code == 0, ran.err
    new = model.read_text(encoding="utf-8")
    assert added_only(MODEL, new)
    old_lines = [line for line in MODEL.splitlines() if "options: {" not in line]
    kept = [line for line in old_lines if line in new.splitlines()]
    assert [line for line in old_lines if line not in kept] == ["   USA.sanctions]   # today"]
    assert "Russia:" in new
    assert detente("check", model).code == 0


def test_into_twice_adds_nothing_more(report: Path, model: Path) -> None:
    detente("draft", report, "--into", model)
    once = model.read_bytes()
    ran = detente("draft", report, "--into", model)
    assert "0 additions" in ran.out
    assert model.read_bytes() == once


def test_into_keeps_windows_line_ends_and_the_mark_before_utf_8(report: Path, model: Path) -> None:
    model.write_bytes(b"\xef\xbb\xbf" + MODEL.replace("\n", "\r\n").encode())
    assert detente("draft", report, "--into", model).code == 0
    new = model.read_bytes()
    assert new.startswith(b"\xef\xbb\xbf# my own")
    assert b"\n" not in new.replace(b"\r\n", b"")


def test_into_with_an_output_leaves_the_model_alone(
    report: Path, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "other.yaml"
    assert detente("draft", report, "--into", model, "-o", out).code == 0
    assert model.read_text(encoding="utf-8") == MODEL
    assert added_only(MODEL, out.read_text(encoding="utf-8"))


def test_into_a_model_that_lists_states_is_refused(report: Path, tmp_path: Path) -> None:
    model = tmp_path / "ranked.yaml"
    text = (
        "title: Ranked\ndecision_makers:\n  A: {options: {p: P}}\n  B: {options: {q: Q}}\n"
        "preferences:\n  A: {ranking: [YY, NN]}\n"
    )
    model.write_text(text, encoding="utf-8")
    ran = detente("draft", report, "--into", model)
    assert ran.code == 2
    assert "a new option would change each" in ran.err
    assert model.read_text(encoding="utf-8") == text


BAD = {
    "missing.txt": (None, "there is no such file"),
    "empty.txt": (b"", "the document is empty"),
    "blank.txt": (b" \n\n ", "the document is empty"),
    "weather.txt": (b"A fine day\n\nThe sun shone on the hills.", "names nobody who acts"),
    "binary.txt": (bytes(range(256)) * 8, ""),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_document_is_answered_in_one_line(name: str, tmp_path: Path) -> None:
    data, message = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    ran = detente("draft", path, "-o", tmp_path / "out.yaml")
    assert ran.code == 2
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "out.yaml").exists()


def test_all_bad_documents_are_named_at_once(report: Path, tmp_path: Path) -> None:
    ran = detente("draft", tmp_path / "a.txt", report, tmp_path / "b.txt")
    assert ran.code == 2
    assert len(ran.err.strip().splitlines()) == 2


def test_an_address_is_not_fetched_unasked() -> None:
    for command in ("read", "draft"):
        ran = detente(command, "https://example.org/report.html")
        assert ran.code == 2
        assert "nothing is fetched unasked" in ran.err


def test_a_model_that_is_none_is_named(report: Path, tmp_path: Path) -> None:
    ran = detente("draft", report, "--into", tmp_path / "no.yaml")
    assert ran.code == 2
    assert "there is no such file" in ran.err
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: [", encoding="utf-8")
    assert detente("draft", report, "--into", broken).code == 2


def test_an_output_that_cannot_be_written_is_named(report: Path, tmp_path: Path) -> None:
    ran = detente("draft", report, "-o", tmp_path / "no" / "such" / "folder.yaml")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_reading_is_written_as_a_page_that_nothing_overwrites(tmp_path: Path) -> None:
    report, page = tmp_path / "report.txt", tmp_path / "page.html"
    report.write_text(DOUBLE_FREEZE, encoding="utf-8")

    written = detente("read", str(report), "--html", str(page))
    assert (written.code, written.out) == (0, f"{page} written\n")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")

    page.write_text("mine", encoding="utf-8")
    refused = detente("read", str(report), "--html", str(page))
    assert (refused.code, page.read_text(encoding="utf-8")) == (2, "mine")
    assert "[E-EXISTS]" in refused.err

    forced = detente("read", str(report), "--html", str(page), "--force", "--json")
    assert forced.json["document"]["name"] == str(report)
    assert page.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("command", [("read", "--html"), ("draft", "-o")])
def test_the_report_itself_is_never_overwritten(
    command: tuple[str, str], report: Path, tmp_path: Path
) -> None:
    before = report.read_bytes()
    same = tmp_path / "link.txt"
    same.symlink_to(report)
    for out in (report, same):
        refused = detente(command[0], report, command[1], out, "--force")
        assert refused.code == 2
        assert "this is what is read" in refused.err
    assert report.read_bytes() == before
