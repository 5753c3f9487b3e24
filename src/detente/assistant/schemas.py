"""What a tool takes, as JSON Schema, from the signature of the function that answers."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from detente.arguments import wrong
from detente.model import nearest

_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
# Not an assistant's to say.
_ASIDE = (
    *("setting", "progress", "memory", "engine", "documents"),
    *("cluster", "parts", "resume"),
)


def taken(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """The parameters that a tool offers: those that JSON can say, the conflict left out."""
    found = {}
    for name, one in list(inspect.signature(function).parameters.items())[1:]:
        if name not in _ASIDE:
            found[name] = one
    return found


def schema(function: Callable[..., Any], skip: Sequence[str] = ()) -> dict[str, Any]:
    """The properties of a tool's input that come from the function."""
    kinds = get_type_hints(inspect.unwrap(function))
    properties = {}
    for name, one in taken(function).items():
        if name in skip:
            continue
        said = _said(kinds[name])
        if one.default not in (inspect.Parameter.empty, None, ()):
            said = {**said, "default": one.default}
        properties[name] = said
    return properties


def required(function: Callable[..., Any], skip: Sequence[str] = ()) -> list[str]:
    """The parameters without which the function cannot answer."""
    return [
        name
        for name, one in taken(function).items()
        if one.default is inspect.Parameter.empty and name not in skip
    ]


def check_names(given: Mapping[str, Any], known: Sequence[str], needed: Sequence[str]) -> None:
    """ModelError for an argument that the tool does not take, and for one that it lacks."""
    for name in given:
        if name not in known:
            guess = nearest(name, known)
            mend = f"did you mean '{guess}'?" if guess else f"it takes: {', '.join(known)}"
            raise wrong(name[:80], "the tool takes no such argument", mend, "E-ARGUMENT")
    for name in needed:
        if name not in given:
            raise wrong(name, "this argument is missing", "give it", "E-ARGUMENT")


def _said(kind: Any) -> dict[str, Any]:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        parts = [_said(one) for one in inside if one is not type(None)]
        return parts[0] if len(parts) == 1 else {"anyOf": parts}
    if origin is Literal:
        return {"type": "string", "enum": list(inside)}
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _said(inside[1])}
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return {"type": "array", "items": _said(inside[0])}
    return {}
