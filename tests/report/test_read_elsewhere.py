"""Tables read back by the libraries that colleagues use: codes stay text, and NA is a name."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas
import polars
import pytest
from typer.testing import CliRunner

from detente.analysis.frames import frame_of
from detente.analysis.table import Column, Table
from detente.cli.app import _commands, app
from detente.report.workbook import workbook

_commands("analyze")
NAMES = ["0010", "010", "1e5", "NA", "null", "nan", "TRUE", "2017-09-06", "N"]
LISTED = f"""detente: 1
title: States whose names are no numbers
states: {NAMES!r}
decision_makers:
  A: {{moves: {{"0010": [NA]}}}}
  B: {{moves: {{NA: ["010"]}}}}
preferences: {{A: {{ranking: [NA]}}, B: {{ranking: ["010"]}}}}
"""
CODES = ["0010", "0100", "0000"]
OTHERS = [
    *NAMES,
    *CODES,
    "=1+1",
    "",
    'a "b", c',
    "a\nb",
    "  two  ",
    "Ä漢😀",
]


def of_pandas(place: Path) -> list[str]:
    return list(pandas.read_csv(place, dtype=str, keep_default_na=False)["state"])


def of_polars(place: Path) -> list[str]:
    return polars.read_csv(place, infer_schema=False)["state"].to_list()


def of_duckdb(place: Path) -> list[str]:
    rows = duckdb.sql(f"select state from read_csv('{place}', all_varchar = true)").fetchall()
    return [row[0] for row in rows]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What `analyze` prints and writes of a model whose states are named so."""
    folder = tmp_path_factory.mktemp("tables")
    model, sheet = folder / "m.yaml", folder / "x.xlsx"
    model.write_text(LISTED, encoding="utf-8")
    told = CliRunner().invoke(app, ["analyze", str(model), "--csv"])
    wrote = CliRunner().invoke(app, ["analyze", str(model), "--xlsx", str(sheet)])
    assert (told.exit_code, wrote.exit_code) == (0, 0), told.output + wrote.output
    (folder / "x.csv").write_bytes(told.stdout_bytes)
    return {"csv": folder / "x.csv", "xlsx": sheet}


@pytest.mark.parametrize("read", [of_pandas, of_polars, of_duckdb])
def test_names_in_a_csv_are_read_back_as_the_page_says(
    read: Callable[[Path], list[str]], printed: dict[str, Path]
) -> None:
    assert read(printed["csv"]) == NAMES


def test_a_page_tells_each_reader_what_to_write() -> None:
    page = (Path(__file__).parents[2] / "docs" / "handing-over.md").read_text(encoding="utf-8")
    for words in ("dtype=str, keep_default_na=False", "infer_schema=False", "all_varchar = true"):
        assert words in page


def test_names_in_a_workbook_need_no_word_but_about_what_is_missing(
    printed: dict[str, Path],
) -> None:
    told = pandas.read_excel(printed["xlsx"], sheet_name="table", keep_default_na=False)
    assert list(told.iloc[:, 0]) == NAMES
    assert "i" in {one.kind for one in told.dtypes}
    found = polars.read_excel(printed["xlsx"], sheet_name="table", engine="openpyxl")
    assert found[found.columns[0]].to_list() == NAMES
    assert polars.Int64 in found.dtypes


def test_bit_strings_and_odd_texts_are_read_back_from_a_workbook(tmp_path: Path) -> None:
    place = tmp_path / "x.xlsx"
    place.write_bytes(workbook(Table([Column("state", "State")], [(one,) for one in OTHERS]), {}))
    told = pandas.read_excel(place, sheet_name="table", keep_default_na=False)
    assert list(told["State"]) == OTHERS
    codes = workbook(Table(["state"], [(one,) for one in CODES]), {})
    place.write_bytes(codes)
    found = polars.read_excel(place, sheet_name="table", engine="openpyxl")
    assert found["state"].to_list() == CODES


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_frame_keeps_texts_numbers_and_what_is_missing_apart(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.analysis.frames._LIBRARIES", (library,))
    rows = [(name, k, None if k == 1 else "NA", k > 0) for k, name in enumerate(OTHERS)]
    frame = frame_of(Table(["state", "n", "note", "held"], rows))
    assert type(frame).__module__.split(".")[0] == library
    assert list(frame["state"]) == OTHERS
    assert list(frame["n"]) == list(range(len(OTHERS)))
    missing = frame["note"].is_null() if library == "polars" else frame["note"].isna()
    assert list(missing) == [k == 1 for k in range(len(OTHERS))]
    assert str(frame["held"].dtype).lower().startswith("bool")
