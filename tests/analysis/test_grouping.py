"""Sorts of states are counted and found alike, however many there are."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis import grouping


def test_counted_and_sorted_combinations_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    for states in (1, 7, 300, 5000):
        planes = [rng.random(states) < share for share in (0.1, 0.5, 0.01, 0.9)]
        monkeypatch.setattr(grouping, "_COUNTED", 16)
        monkeypatch.setattr(grouping, "_PART", 1000)
        counted = sorted(grouping.sorts(planes, 3))
        monkeypatch.setattr(grouping, "_COUNTED", 0)
        assert counted == sorted(grouping.sorts(planes, 3))


def test_states_where_nothing_asked_for_holds_are_left_out() -> None:
    planes = [np.array([True, False, False]), np.array([True, True, False])]
    assert grouping.sorts(planes, 1) == [(0, 1)]
