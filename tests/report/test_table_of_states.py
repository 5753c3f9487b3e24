"""The table of states: a row a state, every column, in blocks that fit the page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import detente as package
from cli.commands import detente
from detente.report.wide_table import WideColumn, wide_lines

ELMIRA = {"NYNNY", "YNYNY", "NNNYN", "YNNYN", "NNNYY", "YNNYY"}  # [HFKP93], the option form


def names_in(lines: list[str]) -> list[str]:
    return [line.split()[0] for line in lines if line[:5].strip("YN") == "" and line.strip()]


def test_each_state_is_a_row_that_begins_with_its_name_in_every_block() -> None:
    lines = detente("analyze", "elmira", "--states").out.splitlines()
    assert names_in(lines) == all_states("elmira") * 2
    assert max(map(len, lines)) <= 80


def all_states(case: str) -> list[str]:
    analysis = package.analyze(package.load(case), ["nash"])
    return analysis.verdicts.graph.state_texts(range(analysis.size))  # type: ignore[arg-type]


def test_what_fits_stands_in_one_block_and_nothing_is_cut() -> None:
    columns = [WideColumn(f"option{k}", "P", close=k > 0) for k in range(9)]
    rows = [["s1", *"YNYNYNYNY"], ["s2", *"NNNNNNNNN"]]
    wide = list(wide_lines("state", columns, rows, 200))
    assert len(wide) == 4
    narrow = list(wide_lines("state", columns, rows, 40))
    assert max(map(len, narrow)) <= 40
    assert " ".join(narrow).split().count("s1") == 3
    assert [f"option{k}" in " ".join(narrow) for k in range(9)] == [True] * 9
    letters = "".join("".join(line.split()[1:]) for line in narrow if line.startswith("s1"))
    assert letters == "YNYNYNYNY"


def test_only_equilibria_of_the_concepts_asked_for_are_shown() -> None:
    printed = detente(
        "analyze", "elmira", "--states", "--only-equilibria", "--concepts", "nash", "--csv"
    )
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert {row["state"] for row in rows} == ELMIRA
    assert {row["equilibrium nash"] for row in rows} == {"true"}


def test_json_has_the_table_and_says_where_it_is_cut() -> None:
    answer = detente("analyze", "elmira", "--states", "--where", "abandon", "--json").json
    assert [row["state"] for row in answer["table"]] == ["NNNYN", "YNNYN", "NNNYY", "YNNYY"]
    row = answer["table"][1]
    assert row["options"] == ["MoE.modify", "Uniroyal.abandon"]
    assert row["outcomes"] == ["abandonment"]
    assert row["cannot_leave"] == ["MoE", "Uniroyal"]
    assert set(row["stable"]) == {"MoE", "Uniroyal", "Local"}
    assert answer["truncated"] is False
    cut = detente("analyze", "elmira", "--states", "--limit", "2", "--json").json
    assert (len(cut["table"]), cut["truncated"], cut["counts"]["table"]) == (2, True, 12)
    assert "table" not in detente("analyze", "elmira", "--json").json


def test_a_small_conflict_shows_its_table_unasked_and_a_large_one_does_not() -> None:
    small = detente("analyze", "elmira-nine-states").out
    assert "would stay" in small
    assert "cannot leave" in small
    large = detente("analyze", "korea").out
    assert "would stay" not in large
    assert "such as" not in small + large


def test_a_pipe_gets_every_row() -> None:
    lines = detente("analyze", "korea", "--states", "--csv").out.splitlines()
    assert len(lines) == 1 + 768
    words = detente("analyze", "korea", "--states", "--limit", "60").out
    assert "the first 60 shown" in words


def test_states_are_iterated_and_print_as_what_each_party_does() -> None:
    analysis = package.analyze(package.load("elmira"), ["nash", "seq"])
    states = list(analysis.states())
    assert states == all_states("elmira")
    assert {one for one in analysis.equilibria() if "nash" in one.equilibrium} == ELMIRA
    assert "Uniroyal Chemical: Delay the appeal" in str(states[0])
    assert states[0].today
    assert states[0].taken == ("Uniroyal.delay",)
    assert states[0].stable == {"MoE": ("nash", "seq"), "Uniroyal": ("nash", "seq"), "Local": ()}


LARGE = f"""
title: Large
decision_makers:
  A: {{options: {{{", ".join(f"a{k}: A {k}" for k in range(12))}}}}}
  B: {{options: {{{", ".join(f"b{k}: B {k}" for k in range(12))}}}}}
preferences: {{A: [a0], B: [b0]}}
"""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.yaml"
    path.write_text(LARGE, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
def test_a_table_that_nobody_reads_is_refused_before_the_work(large: Path, form: list[str]) -> None:
    ran = detente("analyze", large, "--states", *form)
    assert ran.code == 3
    assert "16,777,216 rows" in ran.err
    assert "--where" in ran.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--where", "Uniroyal.leave"], "unknown option 'Uniroyal.leave'"),
        (["--where", "modify and"], "E-"),
        (["--only-equilibria", "--concepts", "l2"], "two parties"),
        (["--json", "--csv"], "write one of --json, --csv and --xlsx"),
        (["--limit", "-1"], "limit"),
    ],
)
def test_a_bad_question_is_one_clear_error(options: list[str], says: str) -> None:
    ran = detente("analyze", "elmira", "--states", *options)
    assert ran.code == 2
    assert says in ran.err


def test_short_labels_head_columns_and_words_tell_what_is_not_done() -> None:
    model = """
title: T
decision_makers:
  A: {options: {inspect: {title: Let inspectors in, short: insp, off: keep inspectors out}}}
  B: {options: {pay: Pay}}
status_quo: []
preferences: {A: [inspect], B: [not pay]}
"""
    page = str(package.analyze(package.load(model)))
    assert "A  keep inspectors out" in page
    assert " insp " in page
    assert "inspect " not in page
