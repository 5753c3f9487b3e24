"""A new entry in the text of an evidence ledger; every other byte of the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from detente.model.source import parse_source
from detente.problems import ModelError, Problem

Value = str | int | Sequence[str] | Mapping[str, str | int]


def with_entry(text: str, file: str, name: str, entry: Mapping[str, Value], own_file: bool) -> str:
    """The text of a file with one more evidence entry, behind the ones that are there.

    own_file  whether the file is a ledger of its own, with entries at its outermost level or under
              the key `evidence`; else it is a model file, with entries under that key.
    ModelError where the entry exists, or where the ledger is written in a way that a line cannot
    be added to.
    """
    source = parse_source(text, file)
    data = source.data if isinstance(source.data, dict) else {}
    under = not own_file or (
        isinstance(data.get("evidence"), dict) and "says" not in data["evidence"]
    )
    ledger = data.get("evidence") if under else data
    if isinstance(ledger, dict) and name in ledger:
        path = ("evidence", name) if under else (name,)
        raise _refusal(
            file,
            *source.place(path, key=True),
            "E-EVIDENCE-TWICE",
            f"there is an evidence entry '{name}' already",
            "choose another id",
        )
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if not under:
        return _appended(text, _entry_lines(name, entry, 0), end)
    if "evidence" not in data:
        return _appended(text, ["", "evidence:", *_entry_lines(name, entry, 2)], end)
    line, column = source.place(("evidence",), key=True)
    head = lines[line - 1]
    indent = _indent(source.places, column)
    added = _entry_lines(name, entry, indent)
    if not ledger:
        return _opened(lines, line, head, file, added, end)
    first = min(
        at
        for path, at in source.places.items()
        if path[:1] == ("evidence",) and len(path) > 2 and path[-1] == "#key"
    )
    if first[0] == line:
        raise _refusal(
            file,
            line,
            column,
            "E-FLOW",
            "the entries are written in braces",
            "write one a line, under `evidence:`",
        )
    following = sorted(
        at[0]
        for path, at in source.places.items()
        if len(path) == 2 and path[1] == "#key" and at[0] > line
    )
    stop = following[0] - 1 if following else len(lines)
    return _inserted(lines, _last_line(lines, line, stop), added, end)


def _indent(places: Mapping[tuple[str | int, ...], tuple[int, int]], column: int) -> int:
    """How far entries are set in: as those that are there, else by two."""
    columns = [
        at[1]
        for path, at in places.items()
        if len(path) == 3 and path[0] == "evidence" and path[2] == "#key"
    ]
    return columns[0] - 1 if columns else column + 1


def _last_line(lines: Sequence[str], begin: int, stop: int) -> int:
    """The last line of a section that says something; what follows belongs to the next one."""
    while stop > begin and (
        not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")
    ):
        stop -= 1
    return stop


def _opened(lines: list[str], line: int, head: str, file: str, added: list[str], end: str) -> str:
    """An empty ledger, `evidence:` or `evidence: {}`, opened for its first entry."""
    bare = head.rstrip("\r\n")
    key, colon, rest = bare.partition(":")
    value, hash_, comment = rest.partition("#")
    if value.strip() not in ("", "{}", "null", "~"):
        raise _refusal(
            file, line, 1, "E-FLOW", "the ledger is written in an unusual way", "write `evidence:`"
        )
    kept = f"{key}{colon}" + (f"  {hash_}{comment}" if hash_ else "")
    lines = [*lines[: line - 1], kept + head[len(bare) :], *lines[line:]]
    return _inserted(lines, line, added, end)


def _inserted(lines: Sequence[str], behind: int, added: Sequence[str], end: str) -> str:
    before = "".join(lines[:behind])
    if before and not before.endswith(("\n", "\r")):
        before += end
    spaced = _spaced(lines[:behind])
    return (
        before
        + (end if spaced else "")
        + "".join(f"{one}{end}" for one in added)
        + "".join(lines[behind:])
    )


def _spaced(lines: Sequence[str]) -> bool:
    """Whether entries stand apart by an empty line: so where one stands before the last entry."""
    for line in reversed(lines[:-1]):
        if not line.strip():
            return True
        if not line.startswith((" ", "\t", "-", "#")):
            return False
    return False


def _appended(text: str, added: Sequence[str], end: str) -> str:
    gap = "" if not text or text.endswith(("\n", "\r")) else end
    lines = text.splitlines()
    space = end if _spaced(lines) and added and added[0] else ""
    return text + gap + space + "".join(f"{one}{end}" for one in added)


def _entry_lines(name: str, entry: Mapping[str, Value], indent: int) -> list[str]:
    space = " " * indent
    lines = [f"{space}{_scalar(name)}:"]
    lines += [f"{space}  {key}: {_value(value)}" for key, value in entry.items()]
    return lines


def _value(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_scalar(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str | int):
        return _scalar(value)
    return "[" + ", ".join(map(_scalar, value)) + "]"


def _scalar(value: str | int) -> str:
    """A value on one line, quoted where it has to be, also between brackets."""
    shown: Any = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, width=float("inf")
    )
    return str(shown).strip()[1:-1]


def _refusal(file: str, line: int, column: int, code: str, what: str, mend: str) -> ModelError:
    return ModelError((Problem(file, line, column, code, what, mend),))
