"""Structural checks: has the file the right keys with the right kinds of values?

Every mistake becomes a problem with its place; the values at fault are left out and the rest is
validated again, so that the checks of meaning still see everything that is sound.
"""

from __future__ import annotations

import copy
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from detente.model.names import nearest
from detente.model.source import Path_, Source
from detente.problems import Problem

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
    "bool_type": "true or false",
}


def validate(shape: type[Shape], source: Source) -> tuple[Shape | None, list[Problem]]:
    """The file's values in their shape, and all structural problems.

    None where the file as a whole has another shape (no mapping, no `decision_makers`).
    """
    data = source.data
    problems: list[Problem] = []
    if not isinstance(data, dict):
        where = source.place(())
        return None, [
            Problem(
                source.file,
                *where,
                "E-SHAPE",
                "the file is not a mapping",
                "begin with `detente: 1` and `title: …`; see `detente schema`",
            )
        ]
    for _ in range(20):
        try:
            return shape.model_validate(data), problems
        except ValidationError as error:
            found = error.errors(include_url=False)
        data = copy.deepcopy(data)
        fatal = False
        for one in found:
            problems.append(_problem(shape, source, one))
            fatal |= not _prune(data, one)
        if fatal:
            break
    return None, problems


def _prune(data: Any, error: ErrorDetails) -> bool:
    """Take the value at fault out of `data`; False where nothing can be taken out."""
    path = list(error["loc"])
    if error["type"] == "missing":
        path = path[:-1]
    while path:
        parent = data
        try:
            for step in path[:-1]:
                parent = parent[step]
            del parent[path[-1]]
        except (KeyError, IndexError, TypeError):
            path = path[:-1]
            continue
        return True
    return False


def _problem(shape: type[BaseModel], source: Source, error: ErrorDetails) -> Problem:
    loc: Path_ = tuple(error["loc"])
    kind = error["type"]
    name = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        allowed = _keys_at(shape, loc[:-1])
        guess = nearest(name, allowed)
        mend = (
            f"did you mean '{guess}'?" if guess else f"write one of: {', '.join(sorted(allowed))}"
        )
        return Problem(
            source.file, *source.place(loc, key=True), "E-KEY", f"unknown key '{name}'", mend
        )
    if kind == "missing":
        return Problem(
            source.file,
            *source.place(loc[:-1]),
            "E-MISSING",
            f"the key '{name}' is missing",
            f"add `{name}: …`",
        )
    place = source.place(loc)
    found = _shown(error.get("input"))
    if kind == "literal_error":
        values = str(error["ctx"]["expected"]).replace(" or ", ", ")
        guess = nearest(str(error["input"]), [word.strip("' ") for word in values.split(",")])
        mend = f"did you mean '{guess}'?" if guess else f"write one of: {values}"
        return Problem(
            source.file, *place, "E-VALUE", f"{found} is not a value of '{_key(loc)}'", mend
        )
    wanted = _KINDS.get(kind, "")
    if kind in {"too_short", "too_long"}:
        return Problem(
            source.file,
            *place,
            "E-TYPE",
            f"'{_key(loc)}' has a wrong number of items",
            "see the format",
        )
    if not wanted:
        return Problem(
            source.file,
            *place,
            "E-TYPE",
            f"{found} cannot stand at '{_key(loc)}'",
            "see `detente schema`",
        )
    return Problem(
        source.file, *place, "E-TYPE", f"'{_key(loc)}' is {found}, not {wanted}", f"write {wanted}"
    )


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
    text = str(value)
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
