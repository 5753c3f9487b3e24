"""Files from one format to another: what stays, what is said to be lost, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conflicts import CASES, DATA, compiled_case, said

from detente.formats import READERS, WRITERS, convert, read_model, write_model
from detente.model import load_file, load_text
from detente.model.source import parse_source
from detente.problems import ModelError

MODEL = """\
detente: 1
# a remark
title: 'A # in a title'
sources: {one: {title: A book}}
review: [look at this]
decision_makers:
  A: {about: Who it is., options: {p: P, q: {title: Q, about: What it is.}}}
"""


def test_every_format_of_models_and_games_is_read_and_all_but_trees_are_written() -> None:
    both = {".yaml", ".yml", ".json", ".gmcr", ".nfg", ".csv", ".xlsx"}
    assert set(READERS) == {*both, ".efg"}
    assert set(WRITERS) == {*both, ".graphml", ".gexf", ".dot"}


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json"])
def test_a_model_file_keeps_all_its_keys(tmp_path: Path, ending: str) -> None:
    source = tmp_path / "a.yaml"
    source.write_text(MODEL, encoding="utf-8")
    text, notes = convert(source, tmp_path / f"b{ending}")

    assert parse_source(text, "b").data == parse_source(MODEL, "a").data
    assert [note.what for note in notes] == ["comments (`# …`) are left out"]


def test_without_comments_nothing_is_lost_between_model_files(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text(MODEL.replace("# a remark\n", ""), encoding="utf-8")

    assert convert(source, tmp_path / "b.json")[1] == ()


def test_a_model_file_as_json_and_back_is_the_same(tmp_path: Path) -> None:
    middle = tmp_path / "elmira.json"
    middle.write_text(convert(CASES / "elmira.yaml", middle)[0], encoding="utf-8")
    text, notes = convert(middle, tmp_path / "elmira.yaml")

    assert said(load_text(text)) == said(load_file(CASES / "elmira.yaml"))
    assert notes == ()


def test_evidence_in_a_file_stays_there_if_the_target_is_beside_it(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("e1: {says: So it is.}\n", encoding="utf-8")
    source = tmp_path / "a.yaml"
    source.write_text(MODEL + "evidence: facts.yaml\n", encoding="utf-8")
    text, _ = convert(source, tmp_path / "b.yaml")

    assert parse_source(text, "b").data["evidence"] == "facts.yaml"


def test_evidence_in_a_file_is_written_out_if_the_target_is_elsewhere(tmp_path: Path) -> None:
    ledger = (
        "about: Facts.\n"
        "evidence:\n"
        "  e1: {says: So it is., note: seen, supports: [p, other.q]}\n"
        "  e2: {says: And so., supports: not p}\n"
    )
    (tmp_path / "facts.yaml").write_text(ledger, encoding="utf-8")
    source = tmp_path / "a.yaml"
    source.write_text(MODEL + "evidence: facts.yaml\n", encoding="utf-8")
    text, notes = convert(source, tmp_path / "there" / "b.yaml")

    assert parse_source(text, "b").data["evidence"] == {
        "e1": {"says": "So it is.", "note": "seen", "supports": ["p"]},
        "e2": {"says": "And so.", "supports": ["not p"]},
    }
    words = " ".join(note.what for note in notes)
    assert "1 entries (e1)" in words
    assert "of the evidence file is left out: about" in words


@pytest.mark.parametrize("path", sorted(DATA.glob("*.gmcr")), ids=lambda path: path.name)
def test_a_save_file_becomes_a_model_file_with_the_same_model(path: Path, tmp_path: Path) -> None:
    text, notes = convert(path, tmp_path / "model.yaml")
    conflict, said_of_it = read_model(path)

    assert said(load_text(text)) == said(conflict)
    assert notes == said_of_it


def test_notes_of_both_ways_are_given(tmp_path: Path) -> None:
    _, notes = convert(DATA / "unseen.gmcr", tmp_path / "again.gmcr")

    words = " ".join(note.what for note in notes)
    assert "does not see" in words
    assert "the format has no place for" in words


def test_a_model_becomes_a_save_file_with_the_same_model(tmp_path: Path) -> None:
    target = tmp_path / "milk.GMCR"
    target.write_text(convert(CASES / "milk-river.yaml", target)[0], encoding="utf-8")

    assert compiled_case(read_model(target)[0]) == compiled_case(
        load_file(CASES / "milk-river.yaml")
    )


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("a.txt", "b.yaml", "the ending '.txt' is no format that can be read"),
        ("a.yaml", "b.docx", "the ending '.docx' is no format that can be written"),
        ("a.yaml", "b", "a name without ending is no format that can be written"),
        ("none.yaml", "b.gmcr", "there is no such file"),
    ],
)
def test_unknown_formats_and_missing_files_are_refused(
    tmp_path: Path, source: str, target: str, words: str
) -> None:
    (tmp_path / "a.yaml").write_text(MODEL, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        convert(tmp_path / source, tmp_path / target)

    assert words in caught.value.problems[0].what


def test_a_condition_too_long_for_a_model_file_is_said(tmp_path: Path) -> None:
    members = [[[k, "YN"[n >> k % 6 & 1]] for k in range(40)] for n in range(64)]
    name = "A rather long name of an option"
    data = {
        "options": [{"name": f"{name} {k}", "permittedDirection": "both"} for k in range(40)],
        "decisionMakers": [
            {
                "name": "A",
                "options": list(range(40)),
                "preferences": [{"compound": True, "members": members}],
            }
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
    }
    source = tmp_path / "long.gmcr"
    source.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        convert(source, tmp_path / "long.yaml")

    assert caught.value.problems[0].file == str(source)
    assert "as a model file" in caught.value.problems[0].what


def test_a_conflict_is_written_by_the_ending_of_the_target() -> None:
    conflict = load_file(CASES / "chicken.yaml")

    assert write_model(conflict, Path("x.json"))[0].startswith("{")
    assert write_model(conflict, Path("x.YML"))[0].startswith("detente: 1\n")
