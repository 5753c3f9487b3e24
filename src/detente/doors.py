"""Doors that do not wait: a room offers its names, and a module is loaded when a name is asked for.

A room's `__init__` lists what the other rooms use. Were it to import all of that, whoever asks one
question would wait for the modules of every other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def door(
    room: str, where: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a room, by the names that each of its modules offers.

    room   the room's `__name__`.
    where  by module: its names that the room offers.

    A name that a module of the room has too (a folder `concepts` and a function `concepts`) cannot
    be offered so: the import of the module would set it.
    """
    module_of = {name: module for module, names in where.items() for name in names}

    def getattr_(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found = getattr(import_module(module_of[name]), name)
        setattr(sys.modules[room], name, found)  # from now on nobody has to ask
        return found

    def dir_() -> list[str]:
        return sorted({*vars(sys.modules[room]), *module_of})

    return getattr_, dir_
