"""A value as `json.dumps(value, ensure_ascii=False, indent=1)` writes it: quickly, in pieces.

The standard library spreads JSON over lines by yielding each bracket and comma by itself: for a
long answer that took longer than finding it, and ten times its space.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any


def spread_json(value: Any, depth: int = 0) -> Iterator[str]:
    """The text of `value` in pieces: one for each item of its outer lists."""
    if not isinstance(value, dict | list | tuple) or not value or depth > 1:
        yield _whole(value, depth)
        return
    pad = "\n" + " " * (depth + 1)
    named = isinstance(value, dict)
    lead = "{" if named else "["
    for item in value.items() if isinstance(value, dict) else value:
        yield lead + pad + (f"{_key(item[0])}: " if named else "")
        yield from spread_json(item[1] if named else item, depth + 1)
        lead = ","
    yield "\n" + " " * depth + ("}" if named else "]")


def _whole(value: Any, depth: int) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return int.__repr__(value)
    if value is None:
        return "null"
    if isinstance(value, _SPREAD) and value:
        pad = _PADS[depth + 1] if depth + 1 < len(_PADS) else "\n" + " " * (depth + 1)
        if isinstance(value, dict):
            inner = [f"{_key(key)}: {_whole(each, depth + 1)}" for key, each in value.items()]
            return f"{{{pad}{f',{pad}'.join(inner)}{pad[:-1]}}}"
        return f"[{pad}{f',{pad}'.join([_whole(each, depth + 1) for each in value])}{pad[:-1]}]"
    return json.dumps(value, ensure_ascii=False)


_SPREAD = (dict, list, tuple)
_PADS = tuple("\n" + " " * depth for depth in range(12))


def _key(key: Any) -> str:
    if isinstance(key, str):
        return encode_basestring(key)
    return json.dumps({key: 0}, ensure_ascii=False)[1:-4]  # "1", "true", "null" as keys
