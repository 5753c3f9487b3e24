"""Doors: what a room offers the others, imported when it is asked for.

A room's `__init__` names what it offers, module by module. Nothing behind the door is imported
before its name is used, so that a command waits only for what it needs. The same names stand in
the `__init__` under TYPE_CHECKING, for those who read types; a test compares the two.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any


class _Door(ModuleType):
    """A package that knows what it offers, and imports it late."""

    def __getattr__(self, name: str) -> Any:
        found = vars(self)["__offers__"].get(name)
        if found is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, behind = found
        value = getattr(importlib.import_module(module), behind)
        vars(self)[name] = value
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        # A module is hung into its package when it is imported. Where a function that the door
        # offers has the module's name, as `analyze` has, the name stays the function's.
        if not (isinstance(value, ModuleType) and name in vars(self)["__offers__"]):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*vars(self), *vars(self)["__offers__"]})


def open_door(room: str, offers: Mapping[str, Iterable[str]]) -> None:
    """Make the package `room` offer what its modules have.

    offers  by module, as the room itself names it: the names, `name as other` for one that is
            called otherwise outside.
    """
    package = sys.modules[room]
    found = {}
    for module, names in offers.items():
        for one in names:
            behind, _, outside = one.partition(" as ")
            found[outside or behind] = (f"{room}.{module}", behind)
    vars(package).update(__offers__=found, __all__=sorted(found))
    package.__class__ = _Door
