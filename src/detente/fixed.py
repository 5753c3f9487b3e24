"""Values that do not change, and stay so when they are copied, pickled or sent to a process.

A frozen dataclass keeps its fields from being set anew, but not an array or a dictionary in a field
from being written to. Here they are made read-only, once, when the value is made. Pickle and copy
know neither that an array was read-only nor what a read-only mapping is; so a value is made again
from its fields, which does both, and leaves out what it only keeps for speed.
"""

from __future__ import annotations

import copyreg
import datetime
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any


class Fixed:
    """Base of frozen dataclasses whose arrays, mappings and lists are read-only."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Make what the fields hold read-only."""
        for name in _named(type(self)):
            value = getattr(self, name)
            if type(value) not in _ATOMS and (same := fixed(value)) is not value:
                object.__setattr__(self, name, same)

    def __reduce__(self) -> tuple[Any, ...]:
        """How to make the value again."""
        kind = type(self)
        return _again, (kind, {name: getattr(self, name) for name in _named(kind)})


_ATOMS = frozenset({str, int, float, bool, type(None), datetime.date})  # what cannot change anyway


_NAMES: dict[type, tuple[str, ...]] = {}


def _named(kind: type) -> tuple[str, ...]:
    """The fields that a value of the kind is made from."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(one.name for one in fields(kind) if one.init)
    return _NAMES[kind]


def fixed(value: Any) -> Any:
    """The value, read-only through and through: an array itself, of the others a view or a copy.

    Dictionaries become read-only mappings, lists tuples, sets frozen ones. What is of none of these
    kinds is given back as it is.
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple and _ATOMS.issuperset(map(type, value)):
        return value
    if kind is MappingProxyType and _ATOMS.issuperset(map(type, value.values())):
        return value
    if kind is dict or kind is MappingProxyType:
        inner = {key: fixed(one) for key, one in value.items()}
        if kind is dict or any(inner[key] is not one for key, one in value.items()):
            return MappingProxyType(inner)
    elif kind is list or kind is tuple:
        found = tuple(map(fixed, value))
        if kind is list or any(one is not same for one, same in zip(value, found, strict=True)):
            return found
    elif kind is set:
        return frozenset(value)
    elif hasattr(value, "setflags"):  # an array; NumPy is not imported for those who need none
        value.setflags(write=False)
    return value


def loose(value: Any) -> Any:
    """The mappings and sequences of a value as dictionaries and lists, which JSON has."""
    if isinstance(value, Mapping):
        return {key: loose(one) for key, one in value.items()}
    if type(value) in (list, tuple):
        return [loose(one) for one in value]
    return value


def plain(value: Any) -> Any:
    """The inverse for plain values: mappings as new dictionaries, tuples and lists as new lists."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _again(kind: type, named: dict[str, Any]) -> Any:
    return kind(**named)


def _mapping(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


def _reduced(value: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _mapping, (dict(value),)


copyreg.pickle(MappingProxyType, _reduced)
