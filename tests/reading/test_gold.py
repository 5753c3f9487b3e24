"""The rules measured on reports marked by hand: the visible ones, and the given report where it
lies.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.documents import load_document
from detente.reading import find_parts, read
from detente.reading.measure import Score, check, counts, main, measure, pairs, without_each

VISIBLE = Path(__file__).parent / "gold" / "visible"
KEPT = VISIBLE.parent / "kept"
GIVEN = Path(__file__).parents[3] / "shared" / "documents"
REPORTS = list(pairs(VISIBLE))


def gold_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_there_are_twenty_four_visible_reports() -> None:
    assert len({gold for _, gold in REPORTS}) >= 24


def test_each_gold_names_its_report() -> None:
    for report, gold in REPORTS:
        if report.suffix != ".html":
            assert gold_of(gold)["document"]["file"] == report.name


@pytest.mark.parametrize(("report", "gold"), REPORTS, ids=lambda path: path.name)
def test_the_gold_fits_its_report(report: Path, gold: Path) -> None:
    if report.suffix != ".html":
        assert check(load_document(report), gold_of(gold)) == []


@pytest.mark.parametrize(("report", "gold"), REPORTS, ids=lambda path: path.name)
def test_nothing_is_found_in_boilerplate(report: Path, gold: Path) -> None:
    assert measure(load_document(report), gold_of(gold))["in boilerplate"].wrong == []


@pytest.mark.parametrize(
    ("layer", "precision", "recall"),
    [
        ("structure", 0.975, 0.97),
        ("mention", 0.905, 0.87),
        ("role", 0.94, 0.85),
        ("quote", 0.98, 0.975),
        ("speaker", 0.755, 0.755),
        ("date", 0.98, 0.965),
        ("place", 0.935, 0.865),
        ("claim", 0.6, 0.52),
        ("proposal", 0.78, 0.47),
    ],
)
def test_the_visible_reports_are_read_as_well_as_they_were(
    layer: str, precision: float, recall: float
) -> None:
    total = Score()
    for report, gold in REPORTS:
        if report.suffix != ".html":
            total.add(measure(load_document(report), gold_of(gold))[layer])

    assert total.precision >= precision, total.wrong
    assert total.recall >= recall, total.missed


def test_a_page_is_read_like_its_text() -> None:
    """The same report as a web page keeps nearly all of its quotes and mentions."""
    page = next(report for report, _ in REPORTS if report.suffix == ".html")
    gold = gold_of(page.with_suffix(".gold.json"))
    scores = measure(load_document(page), gold)

    assert scores["quote"].recall >= 0.9, scores["quote"].missed
    assert scores["mention"].recall >= 0.9, scores["mention"].missed


def test_the_given_report_is_read_as_the_brief_asks() -> None:
    report = GIVEN / "000_7946bfae08d37941.txt"
    if not report.is_file():  # the report is not part of the project
        return
    gold = gold_of(GIVEN / "seed_gold.json")
    document = load_document(report)
    scores = measure(document, gold)

    assert scores["quote"].missed == []
    assert scores["speaker"].wrong == []
    assert scores["mention"].recall >= 0.95
    assert scores["mention"].precision >= 0.95
    assert scores["proposal"].missed == []
    assert scores["claim"].right >= 4
    assert scores["in boilerplate"].wrong == []
    parts = {(part.start, part.end, part.kind) for part in find_parts(document)}
    wanted = [
        (span["start"], span["end"], span["type"])
        for span in gold["spans"]
        if span["type"] in {"boilerplate", "licence_terms", "disclaimer", "fair_use_notice"}
    ]
    assert wanted
    assert set(wanted) <= parts
    frozen = next(each for each in read(document).proposals if "double freeze" in each.name)
    assert frozen.reciprocal
    assert {ask.who for ask in frozen.asks if ask.act == "stop"} == {"North Korea", "South Korea"}


def test_measuring_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(VISIBLE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["layer", "gold", "found", "right", "precision", "recall"]
    assert any(line.startswith("mention") for line in lines)


def test_a_rule_left_out_costs_what_it_finds_and_comes_back() -> None:
    marked = [(load_document(KEPT / "land_local.txt"), gold_of(KEPT / "land_local.gold.json"))]
    before = counts(marked)
    costs = dict(without_each(marked))
    assert costs["quotes.marks"]["quote"][0] == -before["quote"][0] < 0
    assert counts(marked) == before


def test_an_empty_folder_measures_nothing(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1


def test_the_kept_half_is_read_as_well_as_its_page_says() -> None:
    """Reports of houses that no rule was written for: what a user may expect."""
    kept = list(pairs(KEPT))
    total = {layer: Score() for layer in ("mention", "quote", "in boilerplate")}
    for report, gold in kept:
        assert check(load_document(report), gold_of(gold)) == []
        for layer, score in measure(load_document(report), gold_of(gold)).items():
            if layer in total:
                total[layer].add(score)

    assert len(kept) == 6
    assert total["mention"].precision >= 0.85
    assert total["mention"].recall >= 0.8
    assert total["quote"].precision >= 0.95
    assert total["quote"].recall >= 0.95
    assert total["in boilerplate"].wrong == []
