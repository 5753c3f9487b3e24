"""The five steps by which a model file is changed, and what each does to the values in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from detente.editing.plain_values import Plain
from detente.values import dataclass

Path = tuple[str | int, ...]  # the keys and places (from 0) that lead to a value


class NoPlace(Exception):
    """A step that cannot be taken: what it needs is not there, or is in its way.

    path  where that is.
    """

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(what)
        self.path = path
        self.what = what


@dataclass(frozen=True, slots=True)
class Insert:
    """`key: value` under the mapping at `path`; without key, an item of the list there.

    at  its place among the others, from 0; None for behind the last. Missing sections are made.
    """

    path: Path
    key: str | None
    value: Plain
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """Another value at `path`."""

    path: Path
    value: Plain


@dataclass(frozen=True, slots=True)
class Move:
    """The entry at `path` to place `to` (from 0) among those of its mapping or list."""

    path: Path
    to: int


@dataclass(frozen=True, slots=True)
class Rename:
    """The key that `path` ends in becomes `key`, at its place."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The entry at `path` goes away."""

    path: Path


Step = Insert | Replace | Move | Rename | Delete


def taken(data: Any, step: Step) -> None:
    """Take the step in plain values, in place; NoPlace, with nothing changed, where it cannot be.

    data  nested dicts and lists, as a model file is read.
    """
    match step:
        case Insert():
            _insert(data, step)
        case Replace(path, value):
            within, key = _entry(data, path)
            within[key] = plain(value)
        case Delete(path):
            within, key = _entry(data, path)
            del within[key]
        case Move(path, to):
            within, key = _entry(data, path)
            if not 0 <= to < len(within):
                raise NoPlace(path, f"there is no place {to} among {len(within)}")
            if isinstance(within, list):
                within.insert(to, within.pop(key))
            else:
                keys = [one for one in within if one != key]
                keys.insert(to, key)
                _reorder(within, {one: within[one] for one in keys})
        case Rename(path, new):
            within, key = _entry(data, path)
            if not isinstance(within, dict):
                raise NoPlace(path, "an item of a list has no key")
            if new != key and new in within:
                raise NoPlace((*path[:-1], new), f"there is a '{new}' already")
            _reorder(within, {new if k == key else k: v for k, v in within.items()})


def plain(value: Any) -> Any:
    """The value as reading it from a file would give it."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return Decimal(str(value)) if isinstance(value, float) else value


def _insert(data: Any, step: Insert) -> None:
    within: Any = data
    for k, name in enumerate(step.path):
        inner: Any
        if isinstance(within, list) and isinstance(name, int) and 0 <= name < len(within):
            inner = within[name]
        elif isinstance(within, dict) and isinstance(name, str):
            inner = within.get(name)
        else:
            raise NoPlace(step.path[:k], "it holds no such entry")
        if inner is None:
            last = k == len(step.path) - 1
            inner = within[name] = [] if last and step.key is None else {}
        within = inner
    if step.key is None and not isinstance(within, list):
        raise NoPlace(step.path, "this is no list")
    if step.key is not None and not isinstance(within, dict):
        raise NoPlace(step.path, "this is no mapping")
    at = len(within) if step.at is None else step.at
    if not 0 <= at <= len(within):
        raise NoPlace(step.path, f"there is no place {at} among {len(within)}")
    if step.key is None:
        within.insert(at, plain(step.value))
        return
    if step.key in within:
        raise NoPlace((*step.path, step.key), f"there is a '{step.key}' already")
    items: list[tuple[str, Any]] = list(within.items())
    items.insert(at, (step.key, plain(step.value)))
    _reorder(within, dict(items))


def _entry(data: Any, path: Path) -> tuple[Any, Any]:
    """The mapping or list around the entry at `path`, and its key or place there."""
    within = data
    for k, name in enumerate(path):
        if isinstance(within, dict):
            there = name in within
        else:
            there = isinstance(within, list) and isinstance(name, int) and 0 <= name < len(within)
        if not there:
            raise NoPlace(path[: k + 1], "there is no such entry")
        if k == len(path) - 1:
            return within, name
        within = within[name]
    raise NoPlace(path, "the file as a whole is no entry")


def _reorder(within: dict[str, Any], new: dict[str, Any]) -> None:
    within.clear()
    within.update(new)
