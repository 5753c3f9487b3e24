"""What public functions are given: held against their signatures, so that a slip is told in words.

The annotations say what an argument takes; there is no second list. What a program has at hand
instead and means the same (NumPy's numbers, a generator for a list, one text for a list of texts)
is taken as if it had been written so.
"""

from __future__ import annotations

import inspect
import os
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from numbers import Integral, Real
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from detente.problems import ModelError, Problem
from detente.values import dataclass

P = ParamSpec("P")
T = TypeVar("T")

# The least that a number of this name may be.
_LEAST = {"limit": 0, "most": 0, "sample": 1, "draws": 0, "seed": 0, "within": 0, "workers": 1}
_WORDS: dict[Any, str] = {
    str: "text",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    type(None): "None",
    Any: "anything",
}
_NO = object()  # what stands for a value that does not fit


def taking(function: Callable[P, T]) -> Callable[P, T]:
    """The function, held to its signature: ModelError for an argument that it does not take."""
    taken = taken_by(function)

    @wraps(function)
    def held(*args: P.args, **kwargs: P.kwargs) -> T:
        given = taken(*args, **kwargs)
        return function(*given.args, **given.kwargs)

    return (
        held if len(inspect.signature(function).parameters.keys() - {"self", "cls"}) else function
    )


def taken_by(function: Callable[P, Any]) -> Callable[P, inspect.BoundArguments]:
    """What the function is given, by its parameters, as it takes it. See `taking`."""
    signature = inspect.signature(function)
    asked = [name for name in signature.parameters if name not in ("self", "cls")]
    kinds: dict[str, Any] = {}

    def taken(*args: P.args, **kwargs: P.kwargs) -> inspect.BoundArguments:
        if not kinds and asked:
            kinds.update(_kinds(function))
        given = signature.bind(*args, **kwargs)
        for name in asked:
            if name in given.arguments:
                value = given.arguments[name]
                given.arguments[name] = _taken(kinds[name], value, signature.parameters[name])
        return given

    return taken


def _kinds(function: Callable[..., Any]) -> dict[str, Any]:
    """What each parameter takes. What is returned may have a name that only type checkers know."""
    assert isinstance(function, types.FunctionType), function
    bare = types.FunctionType(function.__code__, function.__globals__)
    notes = function.__annotations__
    bare.__annotations__ = {name: note for name, note in notes.items() if name != "return"}
    return get_type_hints(bare)


def wrong(name: str, what: str, mend: str, code: str = "E-TYPE") -> ModelError:
    """The error that names an argument, what is wrong with it, and what it takes."""
    return ModelError((Problem(name, 0, 0, code, what, mend),))


def shown(value: object) -> str:
    """A value in a few words: what it is, and its text where that is short."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 40 else f"'{value[:37]}…'"
    if isinstance(value, Real):
        return f"the number {value}"
    kind = type(value).__name__
    known = {"list": "a list", "tuple": "a tuple", "dict": "a mapping", "set": "a set"}
    return known.get(kind, f"a value of the kind {kind}")


def _taken(kind: Any, value: Any, parameter: inspect.Parameter) -> Any:
    """The value as the function takes it."""
    name, found = parameter.name, _fitting(kind, value)
    if found is _NO:
        raise _refusal(kind, value, parameter)
    least = _LEAST.get(name)
    if least is not None and isinstance(found, int) and found < least:
        what = f"{found} is below {least}"
        raise wrong(name, what, f"give a whole number from {least} on", "E-VALUE")
    return found


def _fitting(kind: Any, value: Any) -> Any:
    """The value, or what is meant by it, where it is of the kind; else `_NO`."""
    if kind is Any or kind is object or isinstance(kind, TypeVar):
        return value
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        # What fits as it is goes before what is only meant.
        found = [one for part in inside if (one := _fitting(part, value)) is not _NO]
        return next((one for one in found if one is value), found[0] if found else _NO)
    if origin is Literal:
        return value if value in inside else _NO
    if origin is None:
        return _plainly(kind, value)
    if issubclass(origin, Mapping):
        return _mapping(inside, value)
    if origin is tuple and (not inside or inside[-1] is not Ellipsis):
        return value if isinstance(value, tuple) else _NO
    if issubclass(origin, Sequence) or origin is Iterable:
        return _sequence(inside[0] if inside else Any, value, list if origin is list else tuple)
    if origin is os.PathLike:
        return (
            value if isinstance(value, os.PathLike) and isinstance(os.fspath(value), str) else _NO
        )
    if issubclass(origin, Callable):  # type: ignore[arg-type]  # an abstract class like the others
        return value if _callable_with(value, inside[0] if inside else ...) else _NO
    return value if isinstance(value, origin) else _NO


def _plainly(kind: Any, value: Any) -> Any:
    if kind is bool:
        return bool(value) if isinstance(value, bool) or type(value).__name__ == "bool" else _NO
    if kind in (int, float):
        if isinstance(value, bool) or not isinstance(value, Integral if kind is int else Real):
            return _NO
        return value if isinstance(value, kind) else kind(value)
    if kind is None:
        return value if value is None else _NO
    return value if isinstance(value, kind) else _NO


def _callable_with(value: Any, wanted: Any) -> bool:
    """Whether the value is a function that can be called with as many arguments."""
    if not callable(value):
        return False
    try:
        if isinstance(wanted, list):
            inspect.signature(value).bind(*wanted)
    except TypeError:
        return False
    except ValueError:
        return True  # a function that does not tell
    return True


def _sequence(member: Any, value: Any, make: Callable[[Iterable[Any]], Any]) -> Any:
    if isinstance(value, str):
        alone = _fitting(member, value)
        return make([value]) if alone is not _NO else _NO
    if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
        return _NO
    if isinstance(value, set | frozenset):
        return _NO  # its order would change from run to run
    members = list(value)
    found = [_fitting(member, one) for one in members]
    if any(one is _NO for one in found):
        return _NO
    kept = isinstance(value, Sequence) and all(a is b for a, b in zip(members, found, strict=True))
    return value if kept else make(found)


def _mapping(inside: Sequence[Any], value: Any) -> Any:
    if not isinstance(value, Mapping):
        return _NO
    keys, values = inside or (Any, Any)
    found = {_fitting(keys, key): _fitting(values, one) for key, one in value.items()}
    if _NO in found or any(one is _NO for one in found.values()):
        return _NO
    kept = all(key in value and value[key] is one for key, one in found.items())
    return value if kept else found


# --- in words ---


@dataclass(frozen=True, slots=True)
class Said:
    """What to say of a kind that has a name of its own; entered by the room that has it.

    what  with a place for what is given; mend: what to do instead.
    """

    what: str
    mend: str


SAID: dict[type, Said] = {}


def _refusal(kind: Any, value: Any, parameter: inspect.Parameter) -> ModelError:
    name = parameter.name
    for part in (kind, *get_args(kind)):
        if isinstance(part, type) and part in SAID:
            return wrong(name, SAID[part].what.format(shown(value)), SAID[part].mend)
    example = parameter.default
    mend = f"give {_words(kind)}"
    if isinstance(example, str | int) and not isinstance(example, bool) and example != "":
        mend += f", such as {example!r}"
    return wrong(name, f"{_at_fault(kind, value)} cannot stand here", mend)


def _at_fault(kind: Any, value: Any) -> str:
    """The value in words, or the first member of it that does not fit."""
    for part in (kind, *get_args(kind)):
        origin, inside = get_origin(part), get_args(part)
        if not isinstance(origin, type) or isinstance(value, str | bytes):
            continue
        if issubclass(origin, Mapping) and isinstance(value, Mapping) and inside:
            for key, one in value.items():
                if _fitting(inside[0], key) is _NO:
                    return f"{shown(key)} as a key"
                if _fitting(inside[1], one) is _NO:
                    return f"{shown(one)} for {shown(key)}"
        elif issubclass(origin, Sequence) and isinstance(value, list | tuple) and inside:
            for k, one in enumerate(value):
                if _fitting(inside[0], one) is _NO:
                    return f"{shown(one)} at place {k + 1} of the list"
    return shown(value)


def _words(kind: Any) -> str:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        parts = list(dict.fromkeys(map(_words, inside)))
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"
    if origin is Literal:
        return " or ".join(map(repr, inside))
    if kind in _WORDS:
        return _WORDS[kind]
    if isinstance(origin, type):
        if issubclass(origin, Mapping):
            return (
                f"a mapping of {_words(inside[0])} to {_words(inside[1])}"
                if inside
                else "a mapping"
            )
        if issubclass(origin, Sequence) or origin is Iterable:
            return "a list" if not inside or inside[0] is Any else f"a list of {_plural(inside[0])}"
        if origin is os.PathLike:
            return "a path"
        if issubclass(origin, Callable):  # type: ignore[arg-type]
            count = f" of {len(inside[0])} arguments" if inside and inside[0] is not ... else ""
            return f"a function{count}"
    name = getattr(kind, "__name__", str(kind))
    return "a path" if name in ("Path", "PathLike") else f"a value of the kind {name}"


def _plural(kind: Any) -> str:
    known = {str: "texts", int: "whole numbers", float: "numbers"}
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join(map(_plural, get_args(kind)))
    return known.get(kind) or f"{_words(kind).removeprefix('a ')}s"
