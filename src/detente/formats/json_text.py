"""Plain values as JSON that a person can read: short things on one line, numbers exact."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from detente.editing import Plain

_WIDTH = 100


def json_text(value: Plain, ascii_only: bool = False) -> str:
    """The value as JSON, its lines at most 100 columns wide where that can be.

    ascii_only  every other letter as an escape, for programs that read a file in the encoding of
                their machine.
    """
    return _written(value, "", 0, ascii_only) + "\n"


def _scalar(value: Plain, ascii_only: bool) -> str:
    if isinstance(value, Decimal):
        assert value.is_finite(), value
        return str(value)
    return json.dumps(value, ensure_ascii=ascii_only)


def _flat(value: Plain, ascii_only: bool) -> str:
    if isinstance(value, Mapping):
        items = (f"{_scalar(k, ascii_only)}: {_flat(v, ascii_only)}" for k, v in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flat(item, ascii_only) for item in value) + "]"
    return _scalar(value, ascii_only)


def _written(value: Plain, indent: str, used: int, ascii_only: bool) -> str:
    nested = isinstance(value, Mapping | Sequence) and not isinstance(value, str)
    flat = _flat(value, ascii_only)
    # The whole document is never one line: its keys are what a reader looks for.
    if not nested or not value or (indent and used + len(flat) <= _WIDTH):
        return flat
    inner = indent + "  "
    if isinstance(value, Mapping):
        lines = []
        for key, item in value.items():
            head = f"{inner}{_scalar(key, ascii_only)}: "
            lines.append(head + _written(item, inner, len(head) + 1, ascii_only))
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    assert isinstance(value, Sequence)
    if not any(isinstance(item, Mapping | list | tuple) for item in value):
        return (
            "[\n" + _filled([_scalar(item, ascii_only) for item in value], inner) + f"\n{indent}]"
        )
    lines = [inner + _written(item, inner, len(inner) + 1, ascii_only) for item in value]
    return "[\n" + ",\n".join(lines) + f"\n{indent}]"


def _filled(items: Sequence[str], indent: str) -> str:
    """Items behind each other, as many a line as fit."""
    lines, line = [], indent
    for k, item in enumerate(items):
        part = item + ("," if k < len(items) - 1 else "")
        if line != indent and len(line) + 1 + len(part) > _WIDTH:
            lines.append(line)
            line = indent
        line += part if line == indent else f" {part}"
    return "\n".join([*lines, line])
