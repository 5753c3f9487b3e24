"""What a program hands over as the values of a model file, made the values that a file would give.

YAML libraries read dates as dates and numbers as keys; NumPy and pandas have numbers, texts and
lists of their own. All of these mean what they would be written as.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from detente.arguments import shown
from detente.limits import limit
from detente.model.names import printable
from detente.model.source import Path_, place_words
from detente.problems import ModelError, Problem


def plain_values(given: Any, file: str) -> Any:
    """The values as dict, list, str, int, float, Decimal, bool and None; ModelError with places.

    Dates become text as in a file; what is no plain value stays for the reader to refuse.
    """
    problems: list[Problem] = []
    values = _plain(given, (), file, problems)
    if problems:
        raise ModelError(tuple(problems))
    return values


def _plain(given: Any, path: Path_, file: str, problems: list[Problem]) -> Any:
    if len(path) > limit("file_depth"):
        what = f"values nest deeper than {limit('file_depth')} levels, or hold themselves"
        problem = Problem(
            f"{file} at {place_words(path[:4])}…", 0, 0, "E-DEPTH", what, "write it flatter"
        )
        raise ModelError((problem,))
    if isinstance(given, str):
        return str.__str__(given)
    if isinstance(given, float):
        return float(given)  # NumPy's is one as well
    if given is None or isinstance(given, bool | int | Decimal):
        return given
    if isinstance(given, datetime.datetime):
        midnight = given.time() == datetime.time() and given.tzinfo is None
        return (given.date() if midnight else given).isoformat()
    if isinstance(given, datetime.date):
        return given.isoformat()
    if isinstance(given, Mapping):
        return _mapping(given, path, file, problems)
    if hasattr(given, "tolist") and not isinstance(given, bytes):
        return _plain(given.tolist(), path, file, problems)  # an array, a series, a NumPy scalar
    if isinstance(given, bytes | bytearray | set | frozenset) or not isinstance(given, Iterable):
        return given
    return [_plain(one, (*path, k), file, problems) for k, one in enumerate(given)]


def _mapping(
    given: Mapping[Any, Any], path: Path_, file: str, problems: list[Problem]
) -> dict[str, Any]:
    values: dict[str, Any] = {}

    def fault(code: str, what: str, mend: str) -> None:
        at = f"{file} at {place_words(path)}" if path else file
        problems.append(Problem(printable(at), 0, 0, code, printable(what), printable(mend)))

    for name, value in given.items():
        key = _key(name)
        if isinstance(name, bool):
            what = f"a key is {name}: old YAML reads yes, no, on and off so"
            fault("E-KEY", what, "write the name as text, in quotes")
        elif key is None:
            fault("E-KEY", f"{shown(name)} is no key", "write a name as text")
        elif key in values:
            fault("E-DUPLICATE", f"'{key}' stands here a second time", "rename one of the two")
        else:
            values[key] = _plain(value, (*path, key), file, problems)
    return values


def _key(name: Any) -> str | None:
    """The key as a file would say it; None for what is no key."""
    name = name.item() if hasattr(name, "item") else name
    if isinstance(name, str):
        return str.__str__(name)
    if isinstance(name, datetime.date):
        return name.isoformat()
    return str(name) if isinstance(name, int | float | Decimal) else None
