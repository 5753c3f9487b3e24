"""Edits of a list by the definition: numbered slips of paper that are laid out again each time."""

from __future__ import annotations

from typing import Any


def edited(lines: list[str], edits: list[dict[str, Any]]) -> list[str]:
    """The list after the edits, each written as in a model file; ValueError where one cannot be."""
    for edit in edits:
        lines = _once(lines, edit)
    return lines


def _once(lines: list[str], edit: dict[str, Any]) -> list[str]:
    if "insert" in edit:
        return _laid(lines, edit["insert"], edit["at"])
    key = next(name for name in ("move", "drop", "replace") if name in edit)
    place = _place(lines, edit[key])
    before, line, after = lines[: place - 1], lines[place - 1], lines[place:]
    if key == "drop":
        return before + after
    if key == "replace":
        return [*before, edit["by"], *after]
    return _laid(before + after, line, edit["to"])


def _laid(lines: list[str], line: str, place: int) -> list[str]:
    """The list in which `line` has the place and the others keep their order."""
    if not 1 <= place <= len(lines) + 1:
        raise ValueError(place)
    others = iter(lines)
    return [line if k == place else next(others) for k in range(1, len(lines) + 2)]


def _place(lines: list[str], named: int | str) -> int:
    places = range(1, len(lines) + 1)
    found = [k for k in places if named in (k, lines[k - 1])]
    if len(found) != 1:
        raise ValueError(named)
    return found[0]
