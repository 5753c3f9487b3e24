"""What every finding has: its table, its frame, its comma-separated text, and how it was made."""

from __future__ import annotations

import csv
import importlib
import io
import pkgutil
import sys
import types
from collections.abc import Callable

import pytest

import detente
import detente.analysis
from detente.analysis.check import check
from detente.analysis.finding import Finding
from detente.analysis.table import Column, Table, csv_lines

QUESTIONS: dict[str, Callable[[], Finding]] = {
    "Analysis": lambda: detente.analyze(detente.load("chicken")),
    "Explanation": lambda: detente.explain(detente.load("chicken"), "NN", "One", "seq"),
    "Explanations": lambda: detente.explain(detente.load("chicken"), "NN"),
    "Evolution": lambda: detente.evolve(detente.load("chicken"), "crash"),
    "Claims": lambda: detente.claims(detente.load("korea-small"), ["c1"], examples=False),
    "ClaimFinding": lambda: detente.claims(detente.load("korea-small"), ["c1"])["c1"],
    "Coalitions": lambda: detente.coalitions(detente.load("elmira-nine-states")),
    "Check": lambda: check(detente.load("milk-river")),
    "Ledger": lambda: detente.ledger(detente.load("korea-small")),
    "Trace": lambda: detente.trace(detente.load("korea-small"), "c1", weigh=False),
    "Weight": lambda: detente.weight(detente.load("korea-small"), "art-c1"),
    "Track": lambda: detente.track(detente.load("korea-small"), draws=0),
}
PARTS = {"ClaimFinding"}  # findings that stand within others


def kinds_of(kind: type[Finding]) -> list[type[Finding]]:
    for module in pkgutil.walk_packages(detente.analysis.__path__, "detente.analysis."):
        importlib.import_module(module.name)
    return [one for one in kind.__subclasses__() if one.__module__[:8] == "detente."]


def test_every_finding_has_its_table_and_its_plain_values() -> None:
    kinds = kinds_of(Finding)
    assert set(QUESTIONS) <= {one.__name__ for one in kinds}
    assert [one for one in kinds if one.rows is Finding.rows] == []
    assert [one for one in kinds if one.to_dict is Finding.to_dict] == []


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_finding_is_a_table_of_plain_values(kind: str) -> None:
    finding = QUESTIONS[kind]()
    columns, rows = finding.rows()
    found = [tuple(row) for row in rows]
    assert found
    assert len(set(columns)) == len(columns)
    assert {len(row) for row in found} == {len(columns)}
    plain = (str, int, float, bool, type(None))
    assert all(isinstance(cell, plain) for row in found for cell in row)
    read = list(csv.reader(io.StringIO(finding.to_csv())))
    assert read[0] == list(columns)
    assert len(read) == 1 + len(found)


@pytest.mark.parametrize("kind", sorted(set(QUESTIONS) - PARTS))
def test_a_finding_says_how_it_was_made_under_one_key(kind: str) -> None:
    one, other = QUESTIONS[kind](), QUESTIONS[kind]()
    made = one.to_dict()["made"]
    assert made["version"] == detente.__version__
    assert 0 <= made["seconds"] < 60
    assert set(made) == {"version", "engine", "seconds"}
    assert {**one.to_dict(), "made": None} == {**other.to_dict(), "made": None}
    assert one.made != other.made


def test_an_analysis_names_its_engine() -> None:
    analysis = detente.analyze(detente.load("chicken"), ["nash"], engine="listed")
    assert analysis.to_dict()["made"]["engine"] == "listed"


def test_the_table_of_states_has_options_outcomes_ranks_and_verdicts() -> None:
    analysis = detente.analyze(detente.load("elmira-nine-states"), ["nash", "seq"])
    columns, rows = analysis.rows()
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [row["state"] for row in table if row["equilibrium seq"]] == list(
        analysis.equilibria("seq")
    )
    for row in table:
        for party in analysis.verdicts.graph.names:
            stays = analysis.stable(party, "seq", str(row["state"]))
            assert row[f"stable {party} seq"] is stays
        inside = {name for name in analysis.outcomes() if row[f"outcome {name}"]}
        assert inside == set(analysis.outcomes_of(str(row["state"])))
    # Best first, from the published rankings (docs/bibliography.md, HFKP93).
    best = sorted(table, key=lambda row: -int(row["rank MoE"] or 0))
    assert [row["state"] for row in best] == [*"734851269"]
    assert [row["today"] for row in table] == [row["state"] == "1" for row in table]


def test_options_are_columns_by_key_that_know_their_titles() -> None:
    analysis = detente.analyze(detente.load("elmira"), ["nash"])
    columns, rows = analysis.rows()
    keys = [option.key for option in analysis.conflict.options]
    assert [name for name in columns if "." in name] == keys
    for row in rows:
        letters = ["Y" if dict(zip(columns, row, strict=True))[key] else "N" for key in keys]
        assert "".join(letters) == row[0]
    titled = analysis.to_csv(titles=True).splitlines()[0]
    assert "Uniroyal Chemical: Delay the appeal" in titled


def test_text_that_a_spreadsheet_would_compute_is_told_apart() -> None:
    table = Table(("what",), [("=1+1",), ("-",), ("-5 per cent",), ("a, b",), (None,), (True,)])
    lines = "".join(csv_lines(table)).splitlines()
    assert lines == ["what", "'=1+1", "-", "'-5 per cent", '"a, b"', '""', "true"]


def test_two_columns_of_one_title_are_told_apart_by_their_ids() -> None:
    table = Table((Column("A.go", "Go"), Column("B.go", "Go"), "n"), [])
    assert next(csv_lines(table, titles=True)) == "Go (A.go),Go (B.go),n\n"


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_frame_needs_a_library_and_says_which(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = QUESTIONS[kind]()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(detente.DetenteError, match="pip install polars"):
        finding.to_frame()
    pandas = types.SimpleNamespace(DataFrame=dict)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "pandas" or None)
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    frame = finding.to_frame()
    columns, rows = finding.rows()
    assert list(frame) == list(columns)
    assert list(zip(*frame.values(), strict=True)) == [tuple(row) for row in rows]


def test_a_limit_below_zero_is_no_limit() -> None:
    analysis = detente.analyze(detente.load("chicken"), ["nash"])
    for ask in (
        lambda: analysis.to_dict(limit=-1),
        lambda: analysis.equilibria("nash", limit=-1),
        lambda: analysis.rows(limit=-1),
    ):
        with pytest.raises(detente.ModelError, match=r"-1 is (below 0|no number)"):
            ask()
