"""What looks wrong in a sound model is said with its place, its code and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.model import compile_arena, load_file, load_text, warnings
from model.everything import BY_OPTIONS, BY_STATES
from model.marked import entries, unmarked
from model.mutate import CASES
from model.test_mistakes import QUARRY
from work import measured

SOUND = QUARRY + "status_quo: [sue]\npreferences: {Village: [sue, sign], Quarry: [filter, close]}\n"
WARNINGS = entries(Path(__file__).parent / "warnings.txt", {"<quarry>": QUARRY})


@pytest.mark.parametrize("name", WARNINGS)
def test_what_looks_wrong_is_told_with_its_place_its_code_and_its_mend(name: str) -> None:
    marked, expected = WARNINGS[name]
    text, places = unmarked(marked)

    found = warnings(load_text(text, "quarry.yaml"))

    assert [(one.line, one.column) for one in found] == places, "\n".join(map(str, found))
    assert [one.code for one in found] == [code for code, _, _ in expected]
    for problem, (_, what, mend) in zip(found, expected, strict=True):
        assert problem.file == "quarry.yaml"
        assert what in problem.what
        assert mend in problem.mend


def test_a_model_with_nothing_odd_has_no_warnings() -> None:
    assert warnings(load_text(SOUND)) == ()


def test_models_that_say_everything_can_be_checked() -> None:
    codes = {one.code for text in (BY_OPTIONS, BY_STATES) for one in warnings(load_text(text))}

    assert {"W-EMPTY-PARTY", "W-UNCITED"} <= codes


def test_a_frame_at_hand_is_not_listed_again() -> None:
    conflict = load_text(BY_OPTIONS)

    assert warnings(conflict, compile_arena(conflict)) == warnings(conflict)


def test_a_model_without_states_or_with_too_many_is_checked_without_them() -> None:
    codes = {"W-STATUS-QUO", "W-NO-PREFERENCE", "W-OPTION"}
    none = QUARRY + "rules: [{infeasible: sign}, {infeasible: not sign}]\n"
    many = (
        "title: x\ndecision_makers: {A: {options: {"
        + ", ".join(f"o{k}: x" for k in range(60))
        + "}}}\nstatus_quo: []\npreferences: {A: ["
        + ", ".join(f"o{k}" for k in range(59))
        + "]}\n"
    )

    assert {one.code for one in warnings(load_text(none))} == codes
    assert [one.code for one in warnings(load_text(many))] == ["W-ONE-PARTY", "W-OPTION"]


def test_evidence_in_a_file_of_its_own_may_serve_other_models(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("a: {says: x}\n", encoding="utf-8")
    conflict = load_text(SOUND + "evidence: facts.yaml\n", beside=tmp_path)

    assert {one.code for one in warnings(conflict)} == {"W-UNCITED"}


# Slips of the sources, kept as they are.
AS_IN_THE_SOURCE = {
    "american-revolution": {"W-STATEMENT"},
    "gatt-trade": {"W-STATEMENT", "W-FIXED", "W-OPTION"},
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bundled_case_is_checked_with_little_work_and_only_expectedly_odd(path: Path) -> None:
    if path.stem == "korea-evidence":
        return
    conflict = load_file(path)
    with measured() as work:
        found = warnings(conflict)

    assert work.loops < 150
    expected = {"W-STATUS-QUO", "W-UNCITED", "W-NO-PREFERENCE", "W-OWN-OPTION"}
    expected |= AS_IN_THE_SOURCE.get(path.stem, set())
    assert {one.code for one in found} <= expected
    about_own = sum(one.code == "W-OWN-OPTION" for one in found)
    assert about_own == {"milk-river": 6, "gatt-trade": 10}.get(path.stem, 0)
