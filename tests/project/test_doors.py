"""A room's door loads what is asked for and no more."""

import sys
from types import ModuleType

import pytest

from detente.doors import door


def _room(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    room = ModuleType("room_of_tests")
    names = {"wave": ("Wave_read",), "colorsys": ("rgb_to_hsv", "hsv_to_rgb")}
    room.__getattr__, room.__dir__ = door("room_of_tests", names)  # type: ignore[method-assign]
    monkeypatch.setitem(sys.modules, "room_of_tests", room)
    for module in names:
        monkeypatch.delitem(sys.modules, module, raising=False)
    return room


def test_only_the_module_of_the_name_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    room = _room(monkeypatch)

    from room_of_tests import rgb_to_hsv  # type: ignore[import-not-found]

    assert rgb_to_hsv(1, 0, 0) == (0.0, 1.0, 1)
    assert "colorsys" in sys.modules
    assert "wave" not in sys.modules
    assert "rgb_to_hsv" in vars(room)
    assert {"Wave_read", "hsv_to_rgb"} <= set(dir(room))


def test_a_name_the_room_does_not_offer_is_no_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    room = _room(monkeypatch)

    with pytest.raises(AttributeError, match="'room_of_tests' has no attribute 'Wave_write'"):
        _ = room.Wave_write
