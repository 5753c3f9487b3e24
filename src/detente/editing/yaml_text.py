"""Plain values as a YAML model file that a person could have written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.editing.plain_values import Plain
from detente.editing.yaml_scalars import block, scalar

_WIDTH = 100
_SHORT = 40  # items up to this long may stand behind each other on several lines
_WIDEST_PART = 84  # a part of a mapping in brackets: room for the indent and the key before it
_LONGEST_KEY = 200  # YAML asks for a question mark before a key that is very long

# What is written line by line even where it would fit on one; `*` is any key or item.
_ALWAYS_BLOCK = (
    ("*",),
    ("decision_makers", "*"),
    ("decision_makers", "*", "options"),
    ("preferences", "*"),
    ("alternatives", "*"),
    ("alternatives", "*", "*"),
    ("preferences", "*", "priorities"),
    ("evidence", "*"),
    ("claims", "*"),
    ("claims", "*", "tests"),
    ("claims", "*", "tests", "*"),
    ("expected", "*"),
    ("expected", "*", "equilibria"),
    ("expected", "*", "stable"),
    ("rules", "*"),
)
# Of those, what is short enough to stand on one line if it fits: a mapping such as `{ranking: …}`.
_FLOW_MAPPING = {("preferences", "*"), ("alternatives", "*", "*")}
_FLOW_LIST = {"status_quo", "states"}

_HEAD = {"detente", "title", "as_of", "about"}
_FILLED_MAPPINGS = {"payoffs", "source"}

Path = tuple[str, ...]


def yaml_text(data: Mapping[str, Plain]) -> str:
    """The plain values of a model file as YAML, in the style of the bundled cases."""
    lines: list[str] = []
    for key, value in data.items():
        part = _member(key, value, "", ())
        # Sections stand apart; what describes the model stands together at its head.
        if lines and key not in _HEAD:
            lines.append("")
        lines += part
    return "\n".join(lines) + "\n"


def part_lines(path: Path, key: str | None, value: Plain, indent: str) -> list[str]:
    """The lines of one key (or, without key, one item) that stands under `path` of a model file."""
    return _item(value, indent, path) if key is None else _member(key, value, indent, path)


def _member(key: str, value: Plain, indent: str, path: Path) -> list[str]:
    """The lines of one key and its value."""
    name = scalar(key)
    here = (*path, key)
    if len(name) > _LONGEST_KEY:
        return [f"{indent}? {name}", *value_lines(f"{indent}:", value, indent, here)]
    return value_lines(f"{indent}{name}:", value, indent, here)


def value_lines(head: str, value: Plain, indent: str, path: Path) -> list[str]:
    """The lines of a value behind `head`, on the same line where it fits.

    path  of the value in a model file, which decides how it is best written.
    """
    if isinstance(value, str):
        one_line = f"{head} {scalar(value)}"
        inner = indent + "  "
        if len(one_line) > _WIDTH or "\n" in value:
            lines = block(value, inner, _WIDTH)
            if lines is not None:
                return [f"{head} {lines[0]}", *lines[1:]]
        return [one_line]
    if not isinstance(value, Mapping | Sequence):
        return [f"{head} {scalar(value)}"]
    flat = _flat(value)
    if not value or (flat and len(head) + 1 + len(flat) <= _WIDTH and _may_be_flat(value, path)):
        return [f"{head} {flat}"]
    if isinstance(value, Mapping):
        if path[-1] in _FILLED_MAPPINGS and len(path) > 2 and flat and _is_of_scalars(value):
            items = [f"{scalar(key, True)}: {_flat(item)}" for key, item in value.items()]
            if len(head) + len(items[0]) + 3 <= _WIDTH and max(map(len, items)) <= _WIDEST_PART:
                return _filled(f"{head} {{", items, "}", indent + "  ")
        lines = [head]
        for k, (key, item) in enumerate(value.items()):
            if k and path == ("evidence",):
                lines.append("")
            lines += _member(key, item, indent + "  ", path)
        return lines
    if _is_filled(value, path):
        return _filled(f"{head} [", [_flat(item) for item in value], "]", indent + "  ")
    lines = [head]
    for item in value:
        lines += _item(item, indent + "  ", path)
    return lines


def _item(value: Plain, indent: str, path: Path) -> list[str]:
    """The lines of one item of a list, behind its dash."""
    here = (*path, "*")
    if isinstance(value, Mapping) and value:
        flat = _flat(value)
        fits = len(indent) + 2 + len(flat) <= _WIDTH
        if fits and flat and len(value) > 1 and _may_be_flat(value, here):
            return [f"{indent}- {flat}"]
        lines: list[str] = []
        for key, item in value.items():
            lines += _member(key, item, indent + "  ", here)
        return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]
    return value_lines(f"{indent}-", value, indent, here)


def _may_be_flat(value: Plain, path: Path) -> bool:
    if isinstance(value, Mapping) and any(_fits(path, one) for one in _FLOW_MAPPING):
        return len(value) == 1 or not _FLOW_KEYS.isdisjoint(value)
    if len(path) == 1 and not isinstance(value, Mapping):
        return path[0] in _FLOW_LIST
    return not any(_fits(path, one) for one in _ALWAYS_BLOCK)


_FLOW_KEYS = {"ranking", "weights", "payoffs", "better"}


def _fits(path: Path, pattern: Path) -> bool:
    return len(path) == len(pattern) and all(
        p in ("*", step) for step, p in zip(path, pattern, strict=True)
    )


def _flat(value: Plain) -> str:
    """The value within brackets on one line; empty where it must not be written so."""
    if isinstance(value, Mapping):
        items = []
        for key, item in value.items():
            flat = _flat(item)
            if not flat or len(key) > _LONGEST_KEY:
                return ""
            items.append(f"{scalar(key, in_flow=True)}: {flat}")
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        parts = [_flat(item) for item in value]
        return "" if not all(parts) else "[" + ", ".join(parts) + "]"
    assert not isinstance(value, Mapping | list | tuple)
    return scalar(value, in_flow=True)  # type: ignore[arg-type]  # no sequence but lists and tuples


def _is_filled(value: Sequence[Plain], path: Path) -> bool:
    """Whether a list too long for a line is wrapped in brackets, rather than written by dashes."""
    if any(_fits(path, one) for one in _ALWAYS_BLOCK) and path[0] not in _FLOW_LIST:
        return False
    if path[-1] == "ranking":
        return False
    return all(
        not isinstance(item, Mapping | list | tuple) and 0 < len(_flat(item)) <= _SHORT
        for item in value
    )


def _is_of_scalars(value: Mapping[str, Plain]) -> bool:
    return all(
        not isinstance(item, Mapping | list | tuple) and "\n" not in str(item)
        for item in value.values()
    )


def _filled(head: str, items: Sequence[str], end: str, indent: str) -> list[str]:
    """Items in brackets on several lines, as many a line as fit."""
    lines, line = [], head
    for k, item in enumerate(items):
        part = item + ("," if k < len(items) - 1 else end)
        if len(line) + 1 + len(part) > _WIDTH and line != head:
            lines.append(line)
            line = indent + part
        else:
            line += part if line == head else f" {part}"
    return [*lines, line]
