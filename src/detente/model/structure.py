"""Structural checks: has the file the right keys with the right kinds of values?

Every mistake becomes a problem with its place; the values at fault are left out and the rest is
validated again, so that the checks of meaning still see everything that is sound.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from detente.limits import limit
from detente.model.names import nearest, printable
from detente.model.shape_words import fits, mend_of
from detente.model.source import Path_, Source
from detente.model.unknown_keys import follows, meant, mend_of_key
from detente.problems import Problem
from detente.values import dataclass

Shape = TypeVar("Shape", bound=BaseModel)

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "dict_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
    "model_attributes_type": "a mapping (`key: value` lines)",
    "list_type": "a list",
    "tuple_type": "a list",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "is_instance_of": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
}
# What may also be written as text alone.
_SHORT_FORMS: tuple[Path_, ...] = (
    ("decision_makers", "*", "options", "*"),
    ("states", "*"),
    ("outcomes", "*"),
    ("preferences", "*", "*"),
    ("alternatives", "*", "*", "*"),
    ("preferences", "*", "priorities", "*"),
    ("alternatives", "*", "*", "priorities", "*"),
)
_ENOUGH = 5 * limit("problems_shown")  # more mistakes of shape are not looked at
# What takes the place of a thing whose description is at fault: its name stays known.
_STAND_INS: dict[Path_, Any] = {
    ("title",): "",
    ("decision_makers",): {},
    ("decision_makers", "*"): {},
    ("decision_makers", "*", "options", "*"): {},
    ("states", "*"): {},
    ("outcomes", "*"): "true",
    ("evidence", "*"): {"says": ""},
}


@dataclass(frozen=True)
class Checked(Generic[Shape]):
    """What the structural checks leave.

    shape    the sound values; None where the file as a whole has another shape.
    source   these values as plain data, with their places.
    damaged  where something was left out: what is missing there was perhaps only misspelt.
    """

    shape: Shape | None
    problems: list[Problem]
    source: Source
    damaged: frozenset[Path_]


def validate(shape: type[Shape], source: Source) -> Checked[Shape]:
    """The file's values in their shape, and all structural problems."""
    problems: list[Problem] = []
    damaged: set[Path_] = set()
    if not isinstance(source.data, dict):
        where = source.place(())
        problem = Problem(
            source.file,
            *where,
            "E-SHAPE",
            "this is not a mapping (`key: value` lines)",
            "see `detente schema`",
        )
        return Checked(None, [problem], source, frozenset())
    for attempt in range(20):
        try:
            return Checked(shape.model_validate(source.data), problems, source, frozenset(damaged))
        except ValidationError as error:
            many = error.error_count() > 10 * _ENOUGH
            found = _errors_of(shape, _shortened(source.data)) if many else []
            found = found or error.errors(include_url=False)
        if not attempt and not many:
            source = replace(source, data=_copied(source.data))
        enough = many or len(found) > _ENOUGH
        faults = _settled(source.data, found[:_ENOUGH])
        problems += [
            _problem(shape, source, fault)
            for fault in faults
            if not _is_told(shape, source, fault, faults, damaged)
        ]
        cuts = {_cut(fault) for fault in faults}
        if enough or () in cuts:
            break
        damaged |= {cut[:-1] for cut in cuts} | cuts
        source = _without(source, cuts)
    return Checked(None, problems, source, frozenset(damaged))


@dataclass(frozen=True, slots=True)
class _Fault:
    """One mistake of shape: at `path`, which leads through the data; `wanted` what could stand."""

    path: Path_
    kind: str
    found: Any
    name: str
    wanted: tuple[str, ...]
    values: str


def _settled(data: Any, errors: list[ErrorDetails]) -> list[_Fault]:
    """The mistakes, where several branches of a union complain of one place, as one each."""
    faults: dict[Path_, list[_Fault]] = {}
    branches: set[Path_] = set()
    for error in errors:
        loc = error["loc"]
        path = _real(data, loc)
        kind = error["type"]
        if len(path) < len(loc) - (kind == "missing"):
            branches.add(path)
        wanted: tuple[str, ...] = (_KINDS[kind],) if kind in _KINDS else ()
        values = str(error.get("ctx", {}).get("expected", ""))
        fault = _Fault(path, kind, error.get("input"), str(loc[-1] if loc else ""), wanted, values)
        faults.setdefault(path, []).append(fault)
    settled = []
    for path, own in faults.items():
        if path not in branches:
            settled += own
        elif not any(other[: len(path)] == path for other in faults if other != path):
            either = dict.fromkeys(one for fault in own for one in fault.wanted)
            settled.append(replace(own[0], wanted=tuple(either)))
    return settled


def _errors_of(shape: type[BaseModel], data: Any) -> list[ErrorDetails]:
    try:
        shape.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _copied(data: Any) -> Any:
    """A copy whose lists and mappings may be changed; anything else is kept as it is."""
    if isinstance(data, list):
        return [_copied(item) for item in data]
    return {key: _copied(item) for key, item in data.items()} if isinstance(data, dict) else data


def _shortened(data: Any) -> Any:
    """The data with at most so many items in each list or mapping as mistakes are looked at."""
    if isinstance(data, list):
        return [_shortened(item) for item in data[:_ENOUGH]]
    if isinstance(data, dict):
        return {key: _shortened(data[key]) for key in islice(data, _ENOUGH)}
    return data


def _real(values: Any, loc: Iterable[str | int]) -> Path_:
    """The steps of `loc` that lead through the values: it names branches of unions as well."""
    data: Any = values
    path: list[str | int] = []
    for step in loc:
        if isinstance(data, dict):
            leads = step in data
        else:
            leads = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if leads:
            data = data[step]
            path.append(step)
    return tuple(path)


def _is_told(
    shape: type[BaseModel],
    source: Source,
    fault: _Fault,
    faults: Sequence[_Fault],
    damaged: set[Path_],
) -> bool:
    """Whether the mistake only follows from another one, which is told."""
    if fault.kind == "extra_forbidden":
        return follows(fault.name, _value_at(source.data, fault.path[:-1]))
    # A value that was left out is not missing, nor is one that stands under another name.
    return fault.kind == "missing" and (
        (*fault.path, fault.name) in damaged or _misnamed(shape, fault, faults, damaged)
    )


def _misnamed(
    shape: type[BaseModel], missing: _Fault, faults: Sequence[_Fault], damaged: set[Path_]
) -> bool:
    """Whether the missing key stands beside, under another name; in a statement under any."""
    if missing.name == "prefer" and missing.path in damaged:
        return True
    return any(
        other.kind == "extra_forbidden"
        and other.path[:-1] == missing.path
        and (missing.name in ("prefer", meant(other.name, _keys_at(shape, other.path[:-1]))))
        for other in faults
    )


def _cut(fault: _Fault) -> Path_:
    """The path of the value to leave out; empty where nothing can be."""
    if fault.kind == "missing" and not fault.path:
        return (fault.name,)
    # Half a rule would only bring a second complaint.
    if fault.path[:1] == ("rules",) and len(fault.path) > 2 and fault.kind != "extra_forbidden":
        return fault.path[:2]
    return fault.path


def _without(source: Source, cuts: set[Path_]) -> Source:
    """The source without the values at `cuts`; what follows in their lists moves up."""
    removed: dict[Path_, list[int]] = {}
    for cut in sorted(cuts, key=lambda one: [(isinstance(s, str), s) for s in one], reverse=True):
        parent = source.data
        for step in cut[:-1]:
            parent = parent[step]
        last = cut[-1]
        stand_in = _stand_in(cut)
        if stand_in is not None and (last not in parent or parent[last] != stand_in):
            parent[last] = copy.copy(stand_in)
            continue
        del parent[last]
        if isinstance(last, int):
            removed.setdefault(cut[:-1], []).insert(0, last)
    if not removed:
        return source

    def moved(path: Path_) -> Path_ | None:
        result: list[str | int] = []
        for k, step in enumerate(path):
            gone = removed.get(path[:k], ())
            if isinstance(step, int) and gone:
                before = bisect_left(gone, step)
                if before < len(gone) and gone[before] == step:
                    return None
                step -= before
            result.append(step)
        return tuple(result)

    return replace(
        source,
        gone=(*source.gone, removed),
        places={new: at for old, at in source.places.items() if (new := moved(old)) is not None},
        spans={new: at for old, at in source.spans.items() if (new := moved(old)) is not None},
    )


def _stand_in(path: Path_) -> Any:
    return next((value for form, value in _STAND_INS.items() if fits(path, form)), None)


def _problem(shape: type[BaseModel], source: Source, fault: _Fault) -> Problem:
    path, kind, name = fault.path, fault.kind, fault.name

    def problem(code: str, what: str, mend: str, key: bool = False) -> Problem:
        where = source.place(path, key)
        named = printable(source.at(path))
        return Problem(named, *where, code, printable(what), printable(mend))

    if kind == "extra_forbidden":
        allowed = _keys_at(shape, path[:-1])
        of = " of a statement" if "prefer" in allowed and not meant(name, allowed) else ""
        mend = mend_of_key(name, _value_at(source.data, path[:-1]), allowed)
        return problem("E-KEY", f"unknown key '{name}'{of}", mend, True)
    if kind == "missing":
        return problem("E-MISSING", f"the key '{name}' is missing", f"add `{name}: …`", True)
    found = _shown(fault.found)
    if kind == "literal_error":
        values = fault.values.replace(" or ", ", ")
        guess = nearest(str(fault.found), [word.strip("' ") for word in values.split(",")])
        mend = f"did you mean '{guess}'?" if guess else f"write one of: {values}"
        mend = mend_of(path, fault.found) or mend
        return problem("E-VALUE", f"{found} is not a value of '{_key(path)}'", mend)
    if kind in {"too_short", "too_long"}:
        items = f"{len(fault.found)} item{'s' * (len(fault.found) != 1)}"
        few = "too few" if kind == "too_short" else "too many"
        return problem("E-TYPE", f"'{_key(path)}' has {items}, {few}", "write a pair")
    if not fault.wanted:
        return problem("E-TYPE", f"{found} cannot stand at '{_key(path)}'", "see `detente schema`")
    if kind == "model_type" and any(fits(path, short) for short in _SHORT_FORMS):
        fault = replace(fault, wanted=("text", *fault.wanted))
    wanted = " or ".join(fault.wanted)
    number = isinstance(fault.found, int | Decimal) and not isinstance(fault.found, bool)
    quoted = "put it in quotes" if number and wanted == "text" else f"write {wanted}"
    mend = mend_of(path, fault.found) or quoted
    return problem("E-TYPE", f"'{_key(path)}' is {found}, not {wanted}", mend)


def _value_at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _key(loc: Path_) -> str:
    """The nearest named key of a path: what a reader would call the place."""
    for step in reversed(loc):
        if isinstance(step, str):
            return step
    return "the file"


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}…'"


def _keys_at(shape: type[BaseModel], path: Path_) -> list[str]:
    """The keys that the shape at `path` allows."""
    model: Any = shape
    for step in path:
        model = _step(model, step)
        if model is None:
            return []
    found = _model_in(model)
    if found is None:
        return []
    return [field.alias or key for key, field in found.model_fields.items() if field.repr]


def _step(annotation: Any, step: str | int) -> Any:
    model = _model_in(annotation)
    if model is not None and isinstance(step, str):
        for key, field in model.model_fields.items():
            if step in (key, field.alias):
                return field.annotation
    if model is not None and "priorities" in model.model_fields and isinstance(step, int):
        # Statements may stand as a list alone.
        return _step(model.model_fields["priorities"].annotation, step)
    for part in _parts(annotation):
        arguments = get_args(part)
        if getattr(part, "__origin__", None) is dict and isinstance(step, str):
            return arguments[1]
        if getattr(part, "__origin__", None) is list and isinstance(step, int):
            return arguments[0]
    return None


def _parts(annotation: Any) -> list[Any]:
    """The annotation and everything inside its unions and `Annotated`."""
    parts, todo = [], [annotation]
    while todo:
        part = todo.pop()
        parts.append(part)
        if getattr(part, "__origin__", None) not in (dict, list, tuple):
            todo.extend(get_args(part))
    return parts


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None
