"""What is kept makes no difference but in time, and does not grow without end."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from detente import memory
from detente.model import Kept

kept = importlib.import_module("detente.model.kept")


def test_it_is_worked_out_once() -> None:
    store, asked = Kept(), []
    for _ in range(3):
        assert store.once("key", lambda: asked.append(1) or "found") == "found"
    assert asked == [1]


def test_what_was_asked_for_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_LITTLE", 0)
    monkeypatch.setattr(kept, "allowed", lambda: memory.PROCESS + 2_500)
    store = Kept()
    for key in ("a", "b", "a", "c"):
        store.once(key, lambda: np.zeros(1_000, dtype=np.int8))
    assert [key in store for key in "abc"] == [True, False, True]

    grown = store.once("list", list)
    grown += [np.zeros(3_000, dtype=np.int8)]
    store.weigh("list")
    assert [key in store for key in ("a", "c", "list")] == [False, False, True]


def test_what_is_too_large_alone_is_still_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_LITTLE", 0)
    monkeypatch.setattr(kept, "allowed", lambda: memory.PROCESS)
    assert len(Kept().once("key", lambda: np.zeros(9))) == 9
