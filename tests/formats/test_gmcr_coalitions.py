"""Coalitions in save files of GMCR+: read, written, read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conflicts import DATA
from gmcr_program import load

from detente.formats import read_gmcr, read_gmcr_text, write_gmcr
from detente.model import build

FOUR: dict[str, Any] = {
    "title": "Four",
    "decision_makers": {name: {"options": {"act": ""}} for name in ("A", "B", "C", "D")},
}


def test_coalitions_of_a_save_file_are_those_of_the_conflict() -> None:
    conflict, _ = read_gmcr(DATA / "unseen.gmcr")

    assert conflict.coalitions == (("Up", "Down"),)


@pytest.mark.parametrize("listed", [[0, 1], [1, 0], [[0], [1]]])
def test_parties_that_act_alone_are_no_coalition(listed: list[Any]) -> None:
    data = json.loads((DATA / "unseen.gmcr").read_text(encoding="utf-8"))

    conflict, _ = read_gmcr_text(json.dumps({**data, "coalitions": listed}))

    assert conflict.coalitions == ()


@pytest.mark.parametrize("listed", ["none", [[0, 7]], [[0, 1], 1], [[]], [[0, True]], [None, 1]])
def test_coalitions_that_cannot_be_read_are_said(listed: Any) -> None:
    data = json.loads((DATA / "unseen.gmcr").read_text(encoding="utf-8"))

    conflict, notes = read_gmcr_text(json.dumps({**data, "coalitions": listed}))

    assert conflict.coalitions == ()
    assert "the coalitions cannot be read" in {note.what for note in notes}


def test_coalitions_go_out_and_come_back() -> None:
    conflict = build({**FOUR, "coalitions": [["D", "B"], ["A"], ["A", "C"]]})

    text, _ = write_gmcr(conflict)
    back, _ = read_gmcr_text(text)

    assert json.loads(text)["coalitions"] == [[0, 2], [1, 3]]
    assert set(back.coalitions) == {("A", "C"), ("B", "D")}
    assert load(text)


def test_a_coalition_that_the_format_has_no_room_for_is_said() -> None:
    conflict = build({**FOUR, "coalitions": [["A", "B"], ["B", "C"]]})

    text, notes = write_gmcr(conflict)

    assert json.loads(text)["coalitions"] == [[0, 1], 2, 3]
    (said,) = [note.what for note in notes if "coalition" in note.what]
    assert said.startswith("the coalition of B and C shares a party with another one")
