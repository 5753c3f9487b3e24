"""A workbook read back says what the table says: text stays text, and nothing is computed."""

import importlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from typer.testing import CliRunner

import detente
from detente.analysis.registry import QUESTIONS
from detente.analysis.table import Column, Table
from detente.cli.app import _commands, app
from detente.problems import TooLarge
from detente.report.workbook import distinct, workbook

_ROOM = importlib.import_module("detente.report.workbook")  # its door has a function of that name
_commands()
TRAPS = [
    "0010",
    "010",
    "1e5",
    "NA",
    "null",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "",
    "http://x.example/",
    "_x0041_",
    "TRUE",
    "2017-09-06",
    "a\nb",
    "  two  ",
    "Ä漢字😀",
    "{=1}",
    "a < b & c > d",
    "]]>\"'",
]


def read(raw: bytes) -> tuple[list[object], list[list[object]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(raw), data_only=False)["table"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return head, rows


def test_text_comes_back_as_it_was_and_is_no_formula() -> None:
    raw = workbook(Table(["what"], [(one,) for one in TRAPS]), {})
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["table"]
    found = [sheet.cell(row, 1) for row in range(2, len(TRAPS) + 2)]
    # as a spreadsheet reads it: openpyxl leaves the escapes of the format as they stand
    assert [unescape(cell.value or "") for cell in found] == TRAPS
    assert {cell.data_type for cell in found if cell.value} == {"s"}
    assert not any(cell.hyperlink for cell in found)


def test_numbers_truth_and_nothing_keep_their_kind() -> None:
    _, rows = read(workbook(Table(list("abcdef"), [(1, 2.5, True, False, None, 1 << 60)]), {}))
    assert rows == [[1, 2.5, True, False, None, str(1 << 60)]]


def test_what_cannot_stand_in_a_cell_is_shown_and_cut() -> None:
    odd = (
        float("inf"),
        float("nan"),
        "bell \x07",
        "turned \u202e",
        "no \ufffe",
        "x" * 40_000,
        "😀" * 40_000,
    )
    _, (row,) = read(workbook(Table(list("abcdefg"), [odd]), {}))
    assert row[:5] == ["inf", "nan", "bell \\x07", "turned \\u202e", "no \\ufffe"]
    assert row[5].startswith("xxx")
    for cell in row[5:]:
        assert cell.endswith("…")
        assert len(cell.encode("utf-16-le")) <= 2 * 32_767


def test_many_rows_and_columns_come_back_in_their_places() -> None:
    names = [f"c{k}" for k in range(800)]  # beyond Z and ZZ
    _, (row,) = read(workbook(Table(names, [range(800)]), {}))
    assert list(range(800)) == row
    many = [(f"{k:05b}", k, k % 3 == 0) for k in range(2_500)]
    _, rows = read(workbook(Table(list("abc"), iter(many)), {}))
    assert [list(one) for one in many] == rows


def test_the_filter_and_the_extent_of_a_table_take_in_its_last_row() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Table(["a", "b"], [("x", 1), ("y", 2), ("z", None)]), {}))
    )
    assert book["table"].auto_filter.ref == "A1:B4"
    assert book["table"].dimensions == "A1:B4"
    empty = openpyxl.load_workbook(io.BytesIO(workbook(Table(["a"], []), {})))["table"]
    assert empty.dimensions == "A1:A1"


def test_cells_are_not_handed_to_the_library_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlsxwriter.worksheet as library

    asked: list[int] = []
    plain = library.Worksheet._write_cell
    monkeypatch.setattr(
        library.Worksheet, "_write_cell", lambda *a: (asked.append(1), plain(*a))[1]
    )
    counts = []
    for rows in (3, 300):
        asked.clear()
        workbook(Table(list("ab"), [("x", k) for k in range(rows)]), {})
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_headings_differ_by_more_than_case() -> None:
    columns = [Column("a", "Talk"), Column("b", "talk"), "Talk", "TALK", "x", "X", ""]
    names = distinct(columns)
    assert len({one.casefold() for one in names}) == len(columns)
    assert all(names)
    head, _ = read(workbook(Table(columns, []), {}))
    assert head == names


def test_the_second_sheet_says_which_column_is_which() -> None:
    answer = detente.analyze(detente.load("chicken"), ["nash"])
    raw = workbook(answer.rows(), {"conflict": "Chicken"})
    pairs = list(openpyxl.load_workbook(io.BytesIO(raw))["about"].values)
    assert ("conflict", "Chicken") in pairs
    assert ("First driver: Swerve", "One.swerve") in pairs


def test_more_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ROOM, "limit", lambda name: 10)
    with pytest.raises(TooLarge, match="use --csv"):
        workbook(Table(["a"], ((k,) for k in range(10))), {})
    with pytest.raises(TooLarge, match="columns"):
        workbook(Table([f"c{k}" for k in range(16_385)], []), {})


def test_a_text_that_just_fits_is_whole_and_a_huge_number_is_a_text() -> None:
    fits = ["x" * n for n in (32_766, 32_767)]
    rows = [*((one,) for one in fits), ("x" * 32_768,), (10**400,), (float("inf"),), (1 << 53,)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(Table(["a"], iter(rows)), {})))
    cells = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert cells == [*fits, "x" * 32_766 + "…", str(10**400), "inf", 1 << 53]


ASKS = {
    "check": ["check", "korea-small"],
    "analyze": ["analyze", "elmira"],
    "explain": ["explain", "elmira", "NYNNN"],
    "evolve": ["evolve", "elmira"],
    "coalitions": ["coalitions", "elmira"],
    "what-if": ["what-if", "chicken", "--holding", "One.swerve"],
    "diff": ["diff", "chicken", "chicken"],
    "claims": ["claims", "korea-small"],
    "claims --trace": ["claims", "korea-small", "--trace", "--only", "c2"],
    "evidence list": ["evidence", "list", "korea-small"],
    "evidence check": ["evidence", "check", "korea-small"],
    "evidence hangs": ["evidence", "hangs", "korea-small", "unsc-2375"],
    "cases": ["cases"],
    "doctor": ["doctor"],
    "read": ["read", str(Path(__file__).parents[2] / "README.md")],
    "track": ["track", "korea-small", "--draws", "10"],
    "design": ["design", "elmira", "--make", "abandonment"],
    "margin": ["margin", "chicken", "--of", "YN"],
    "robust": ["robust", "korea-small"],
}


def commands_with_tables() -> set[str]:
    """The commands, and groups of commands, that take --csv."""
    from typer.main import get_command

    def takes(command: Any) -> bool:
        below = getattr(command, "commands", {}).values()
        names = {name for one in command.params for name in one.opts}
        return "--csv" in names or any(map(takes, below))

    return {name for name, one in get_command(app).commands.items() if takes(one)}


def test_every_command_that_prints_a_table_writes_one() -> None:
    assert commands_with_tables() == {name.split()[0] for name in ASKS}
    beside = {name for name in ASKS if name.split()[0] in ("evidence", "cases", "doctor", "read")}
    assert {one.command for one in QUESTIONS if one.command} >= set(ASKS) - beside


@pytest.mark.parametrize("words", ASKS.values(), ids=list(ASKS))
def test_the_workbook_of_a_command_has_the_rows_of_its_csv(
    words: list[str], tmp_path: Path
) -> None:
    place = tmp_path / "x.xlsx"
    plain = CliRunner().invoke(app, [*words, "--csv"])
    done = CliRunner().invoke(app, [*words, "--xlsx", str(place)])
    assert done.exit_code == plain.exit_code, done.output + plain.output
    import csv

    expected = list(csv.reader(io.StringIO(plain.stdout)))
    head, rows = read(place.read_bytes())
    assert len(head) == len(expected[0])
    for row, want in zip(rows, expected[1:], strict=True):
        wanted = [one.removeprefix("'") for one in want]
        for k, cell in enumerate(row):
            # A workbook keeps 16 digits of a number, and of 1.0 no point.
            if isinstance(cell, float) or wanted[k] == f"{cell}.0":
                assert float(wanted[k]) == pytest.approx(float(str(cell)), rel=1e-14, abs=0)
                wanted[k] = _as_csv(cell)
        assert [_as_csv(cell) for cell in row] == wanted


def _as_csv(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(cell).removeprefix("'")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--xlsx", "x.csv"], "ends in .xlsx"),
        (["--xlsx", "x.xlsx", "--csv"], "one form"),
        (["--xlsx", "x.xlsx", "--json"], "one form"),
        (["--xlsx", "no/x.xlsx"], "there is no folder"),
        (["--xlsx", "old.xlsx"], "exists already"),
    ],
)
def test_a_place_that_cannot_be_is_refused_first(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.xlsx").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(app, ["analyze", "chicken", *words])
    assert done.exit_code == 2
    assert said in done.output
    assert Path("old.xlsx").read_text(encoding="utf-8") == "mine"


def test_an_existing_workbook_is_replaced_by_force(tmp_path: Path) -> None:
    place = tmp_path / "x.xlsx"
    for words in ([], ["--force"]):
        done = CliRunner().invoke(app, ["analyze", "chicken", "--xlsx", str(place), *words])
        assert done.exit_code == 0, done.output
