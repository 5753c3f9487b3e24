"""Putting new parts into a model file in place: every byte that was there stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from detente.formats.plain_values import Plain
from detente.formats.yaml_scalars import scalar
from detente.formats.yaml_text import part_lines
from detente.problems import ModelError, Problem

_STEP = "  "


@dataclass(frozen=True, slots=True)
class Part:
    """`key: value` to stand under the keys `path`; without key, an item of the list there."""

    path: tuple[str, ...]
    key: str | None
    value: Plain


@dataclass(frozen=True, slots=True)
class _Insertion:
    """Text to put at an index; of several at one index the deeper comes first."""

    index: int
    depth: int
    text: str


def insert(text: str, parts: Iterable[Part], file: str) -> str:
    """The model file's text with the parts in it, each behind what stands in its section.

    ModelError where a section is written in a way that nothing can be put into.
    """
    body = text
    break_ = "\r\n" if "\r\n" in body else "\n"
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    assert root is not None, "the text is a model file"
    groups: dict[tuple[str, ...], list[Part]] = {}
    for part in parts:
        groups.setdefault(part.path, []).append(part)
    made = [_insertion(body, root, path, group, file) for path, group in groups.items()]
    made = _with_sections_together(made)
    for one in sorted(made, key=lambda each: each.index, reverse=True):
        before, after = body[: one.index], body[one.index :]
        lines = one.text.replace("\n", break_)
        if lines.endswith(break_) and before and not before.endswith(("\n", "\r")):
            before += break_
        body = before + lines + after
    return body


def _with_sections_together(made: Sequence[_Insertion]) -> list[_Insertion]:
    """One insertion for each index, the deeper parts first."""
    together: dict[int, list[_Insertion]] = {}
    for one in made:
        together.setdefault(one.index, []).append(one)
    return [
        _Insertion(index, 0, "".join(x.text for x in sorted(group, key=lambda x: -x.depth)))
        for index, group in together.items()
    ]


def _insertion(
    text: str, root: yaml.Node, path: tuple[str, ...], group: Sequence[Part], file: str
) -> _Insertion:
    node, reached, column = root, 0, 0
    for name in path:
        found = _member(node, name)
        if found is None:
            break
        column = found[0].start_mark.column
        node, reached = found[1], reached + 1
    missing = path[reached:]
    if missing:
        # The section is not there: its keys are written around the new parts.
        group = [Part(path[:reached], missing[0], _nested(missing[1:], group))]
    depth = reached
    if _is_empty(node):
        if reached == 0 or node.start_mark.index != node.end_mark.index:
            raise _refusal(file, node, path)
        indent = " " * column + _STEP
        return _Insertion(_line_end(text, node.start_mark.index), depth, _lines(group, indent))
    if not isinstance(node, yaml.CollectionNode):
        raise _refusal(file, node, path)
    if node.flow_style:
        return _Insertion(node.end_mark.index - 1, depth, _in_brackets(text, node, group))
    indent = " " * node.start_mark.column
    end = len(text) if reached == 0 and missing else _line_end(text, _last(node))
    apart = "\n" if reached == 0 else ""
    if reached == 0:
        return _Insertion(len(text), -1, apart + _lines(group, indent))
    return _Insertion(end, depth, _lines(group, indent))


def _refusal(file: str, node: yaml.Node, path: tuple[str, ...]) -> ModelError:
    place = (node.start_mark.line + 1, node.start_mark.column + 1)
    section = ".".join(path)
    what = f"'{section}' is written so that nothing can be put into it"
    return ModelError(
        (Problem(file, *place, "E-INTO", what, "write it as a block, then run again"),)
    )


def _member(node: yaml.Node, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in node.value if key.value == name), None)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def _nested(names: Sequence[str], group: Sequence[Part]) -> Plain:
    inner: Plain
    if group[0].key is None:
        inner = [part.value for part in group]
    else:
        inner = {str(part.key): part.value for part in group}
    for name in reversed(names):
        inner = {name: inner}
    return inner


def _lines(group: Sequence[Part], indent: str) -> str:
    lines = [line for part in group for line in part_lines(part.path, part.key, part.value, indent)]
    return "\n".join(lines) + "\n"


def _last(node: yaml.Node) -> int:
    """The index behind the last letter of the node; marks of blocks lie beyond what follows."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
        if _is_empty(node) and isinstance(last, tuple):
            return int(last[0].end_mark.index)
    return int(node.end_mark.index)


def _line_end(text: str, index: int) -> int:
    """The index behind the line on which the last letter before `index` stands."""
    last = len(text[:index].rstrip())
    found = text.find("\n", last)
    return len(text) if found < 0 else found + 1


def _in_brackets(text: str, node: yaml.Node, group: Sequence[Part]) -> str:
    written = ", ".join(
        _flat(part.value) if part.key is None else f"{scalar(part.key, True)}: {_flat(part.value)}"
        for part in group
    )
    before = text[node.start_mark.index : node.end_mark.index - 1].rstrip()
    if not node.value:
        return written
    return f" {written}" if before.endswith(",") else f", {written}"


def _flat(value: Plain) -> str:
    """The value within brackets on one line."""
    if isinstance(value, Mapping):
        items = (f"{scalar(key, True)}: {_flat(item)}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return scalar(value, True)  # type: ignore[arg-type]  # no sequence but lists and tuples
