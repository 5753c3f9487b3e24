"""Event data as evidence: which rows become entries, what they say, and what is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cli.commands import detente
from detente.formats import event_ledger
from detente.library import load
from detente.problems import ModelError

TABLE = """id,day,code,who,whom,where
1,20170903,1832,PRK,,Punggye-ri
2,20170915,190,PRKGOV,JPN,"Sunan, North"
3,20170906,0231,RUS,,Vladivostok
4,20170906,010,JPN,,Vladivostok
"""
MAP = """
columns: {id: id, date: day, code: code, actor: who, target: whom, place: where}
date: "%Y%m%d"
publisher: A collection
confidence: low
events:
  - where: {code: ["1832", "19*"], actor: "PRK*"}
    says: "{actor} tested at {place}, against {target}."
    supports: A.tests
  - where: {code: "0231"}
    says: "{actor} called for talks."
    confidence: high
"""
MODEL = """
title: A model that cites events
decision_makers:
  A: {options: {tests: {title: Test, evidence: event-1}}}
  B: {options: {talks: Talk}}
status_quo: [tests]
preferences: {A: [tests], B: [not A.tests]}
evidence: events.yaml
"""


def files(folder: Path, table: str = TABLE, plan: str = MAP) -> tuple[Path, Path]:
    (folder / "events.csv").write_text(table, encoding="utf-8")
    (folder / "map.yaml").write_text(plan, encoding="utf-8")
    return folder / "events.csv", folder / "map.yaml"


def refusal(folder: Path, table: str = TABLE, plan: str = MAP) -> str:
    with pytest.raises(ModelError) as raised:
        event_ledger(*files(folder, table, plan))
    return str(raised.value)


def test_rows_that_fit_become_entries_that_a_model_cites(tmp_path: Path) -> None:
    made = event_ledger(*files(tmp_path))
    (tmp_path / "events.yaml").write_text(made.text, encoding="utf-8")
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    ledger = load(tmp_path / "model.yaml").evidence
    assert (made.rows, made.entries, made.matched, made.notes) == (4, 3, (2, 1), ())
    assert list(ledger) == ["event-1", "event-2", "event-3"]
    two = ledger["event-2"]
    assert two.says == "PRKGOV tested at Sunan, North, against JPN."
    assert (str(two.date), two.confidence, two.place) == ("2017-09-15", "low", "Sunan, North")
    assert dict(two.source) == {"publisher": "A collection"}
    assert two.supports == ("A.tests",)
    assert ledger["event-1"].says == "PRK tested at Punggye-ri, against –."
    assert ledger["event-3"].confidence == "high"


def test_a_code_is_text_to_the_letter(tmp_path: Path) -> None:
    """0231 is neither 231 nor a beginning of 02310, and a number in the map is refused."""
    table = TABLE + "5,20170906,231,RUS,,\n6,20170906,02310,RUS,,\n7,20170907,010,PRK,,\n"
    assert event_ledger(*files(tmp_path, table)).matched == (2, 1)
    said = refusal(tmp_path, plan=MAP.replace('"0231"', "0231"))
    assert "map.yaml:10:19: 'code' is '231', not text; put it in quotes [E-TYPE]" in said


def test_columns_may_be_numbers_where_there_is_no_heading(tmp_path: Path) -> None:
    table = "\t".join(["1", "20170906", "0231", "RUS"]) + "\n"
    plan = """
heading: false
columns: {date: 2, code: 3, actor: 4}
date: "%Y%m%d"
events: [{where: {code: "0231"}, says: "{actor} spoke."}]
"""
    made = event_ledger(*files(tmp_path, table, plan))
    assert made.rows == 1
    assert "event-row-1:\n    says: RUS spoke." in made.text


def test_rows_without_a_day_and_ids_that_return_are_left_out_and_told(tmp_path: Path) -> None:
    table = TABLE.replace("20170915", "15.9.2017") + "3,20170907,0231,CHN,,\n"
    made = event_ledger(*files(tmp_path, table))
    assert made.matched == (1, 1)
    undated, again = (str(note).partition(": ")[2] for note in made.notes)
    assert undated.startswith("1 row left out that would fit, with no day in the form %Y%m%d: 2;")
    assert again.startswith("1 row left out that would fit, with an id that stood before: 5;")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("date: day", "date: dya"), "no column 'dya'; did you mean 'day'? [E-COLUMN]"),
        (("date: day, ", ""), "`columns` names no date; write which column holds the day"),
        (("{code: [", "{cod: ["), "'cod' is no column of this map; did you mean 'code'?"),
        (("{place},", "{plce},"), "'plce' is no column of this map; did you mean 'place'?"),
        (
            ("%Y%m%d", "%Q"),
            "'%Q' is no form of a day with its month and year; write it as %Y-%m-%d",
        ),
        (("%Y%m%d", "%d %B"), "'%d %B' is no form of a day with its month and year"),
        (("%Y%m%d", "%d.%m.%Y"), "3 rows that would fit have no day as %d.%m.%Y"),
        (('"{actor} called for talks."', '""'), ":11:11: `says` is empty; write what happened"),
        (("called for talks.", "called {for talks."), "a brace without a column's name"),
        (("publisher:", "publishr:"), "unknown key 'publishr'"),
        (("1832", "9999"), ""),
    ],
)
def test_a_map_that_is_wrong_is_refused_with_its_place(
    change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    plan = MAP.replace(*change)
    assert plan != MAP
    if not said:  # a code that no row has is no mistake: the other rows fit
        assert event_ledger(*files(tmp_path, plan=plan)).matched == (1, 1)
        return
    assert said in refusal(tmp_path, plan=plan)


def test_tables_that_say_nothing_are_refused(tmp_path: Path) -> None:
    assert "the table is empty" in refusal(tmp_path, "")
    assert "none of 1 rows fits" in refusal(tmp_path, TABLE.partition("\n")[0] + "\n1,2,3")
    with pytest.raises(ModelError, match="there is no such file"):
        event_ledger(tmp_path / "none.csv", files(tmp_path)[1])


def test_a_quote_that_is_not_closed_swallows_no_row(tmp_path: Path) -> None:
    assert "behind row 2 the table cannot be read" in refusal(
        tmp_path, TABLE.replace("RUS", '"RUS')
    )


def test_rows_of_another_width_are_told_and_a_heading_that_stands_twice_is_refused(
    tmp_path: Path,
) -> None:
    made = event_ledger(*files(tmp_path, TABLE.replace("RUS,,Vladivostok", "RUS,")))
    assert [str(note).partition(": ")[2].partition(";")[0] for note in made.notes] == [
        "1 row with more or fewer cells than the first line: 3"
    ]
    said = refusal(tmp_path, TABLE.replace("who,whom", "who,who"))
    assert "the column 'who' stands twice; give its number [E-COLUMN]" in said


def test_cells_reach_the_ledger_as_text_alone(tmp_path: Path) -> None:
    """Braces, marks of YAML, orders to a terminal and endless cells stay what they are: words."""
    odd = "{date} !!python [x]: &a *b \x1b[2J " + "z" * 5000
    table = TABLE.replace("RUS", '"' + odd + '"')
    made = event_ledger(*files(tmp_path, table))
    (tmp_path / "events.yaml").write_text(made.text, encoding="utf-8")
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    says = load(tmp_path / "model.yaml").evidence["event-3"].says
    assert says.startswith("{date} !!python [x]: &a *b ")
    assert "\x1b" not in says
    assert len(says) < 500


def test_damaged_tables_and_maps_end_in_one_error_or_in_entries(tmp_path: Path) -> None:
    draw = random.Random(11)
    refused = 0
    marks = ["", '"', "\n", "{", "\x00", ",", "é"]
    for _ in range(150):
        texts = [TABLE, MAP]
        which = draw.randrange(2)
        letters = list(texts[which])
        for _ in range(draw.randint(1, 6)):
            at = draw.randrange(len(letters))
            letters[at : at + draw.randrange(3)] = draw.choice(marks)
        texts[which] = "".join(letters)
        try:
            event_ledger(*files(tmp_path, *texts))
        except ModelError:
            refused += 1
    assert 10 < refused < 140


def test_the_command_writes_the_file_and_says_what_fitted(tmp_path: Path) -> None:
    table, plan = files(tmp_path)
    out = tmp_path / "out.yaml"
    done = detente("evidence", "events", table, "--by", plan, "-o", out, "--json")
    assert (done.code, done.json["entries"], done.json["matched"]) == (0, 3, [2, 1])
    again = detente("evidence", "events", table, "--by", plan, "-o", out)
    assert (again.code, out.read_text(encoding="utf-8")) == (2, event_ledger(table, plan).text)
