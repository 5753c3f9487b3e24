"""Putting new entries behind those that stand in a section, many at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import yaml

from detente.editing.plain_values import Plain
from detente.editing.spans import Page, is_absent
from detente.editing.splice import Splice
from detente.editing.steps import Insert, NoPlace, Path
from detente.editing.write import STEP, flat, replaced
from detente.editing.yaml_scalars import scalar
from detente.editing.yaml_text import part_lines

_END = re.compile(r"^\.\.\.", re.MULTILINE)


def appended(page: Page, parts: Sequence[Insert]) -> list[Splice]:
    """Each part behind what stands in its section; sections that are missing are made."""
    groups: dict[Path, list[Insert]] = {}
    for part in parts:
        groups.setdefault(part.path, []).append(part)
    together: dict[Path, list[Insert]] = {}
    for path, group in groups.items():
        reached = _reached(page, path)
        missing = path[reached:]
        if missing:
            # The section is not there: its keys are written around the new parts.
            head = str(missing[0])
            group = [Insert(path[:reached], head, _nested(missing[1:], group))]
        together.setdefault(path[:reached], []).extend(group)
    return [one for path, group in together.items() for one in _behind(page, path, group)]


def _reached(page: Page, path: Path) -> int:
    found = page.find(())
    for k, name in enumerate(path):
        inner = page.member(found, name)
        if inner is None:
            return k
        found = inner
    return len(path)


def _behind(page: Page, path: Path, group: Sequence[Insert]) -> list[Splice]:
    found = page.find(path)
    node, depth = found.node, len(path)
    if isinstance(node, yaml.ScalarNode):
        if not node.tag.endswith(":null"):
            raise NoPlace(path, "nothing can be put into this")
        if not is_absent(node) or found.flow or found.key is None:
            return replaced(page, path, _nested((), group))
        column = page.column(found.key.start_mark.index)
        at = page.line_end(page.colon(found.key) - 1)
        return [Splice(at, at, _lines(group, " " * column + STEP), depth)]
    assert isinstance(node, yaml.CollectionNode)
    if not node.value and not found.flow and depth:
        return replaced(page, path, _nested((), group))
    if node.flow_style:
        return _in_brackets(page, node, group)
    entries = page.entries(node)
    lines = _lines(group, " " * page.column(entries[0].start))
    if not depth:
        over = _END.search(page.text, entries[-1].end)
        at = over.start() if over else len(page.text)
        spaced = any(page.text[a.end : b.lead] for a, b in pairwise(entries))
        return [Splice(at, at, f"\n{lines}" if spaced else lines, -1)]
    at = entries[-1].end
    return [Splice(at, at, page.gap(entries) + lines, depth)]


def _nested(names: Path, group: Sequence[Insert]) -> Plain:
    inner: Plain
    if group[0].key is None:
        inner = [part.value for part in group]
    else:
        inner = {str(part.key): part.value for part in group}
    for name in reversed(names):
        inner = {str(name): inner}
    return inner


def _lines(group: Sequence[Insert], indent: str) -> str:
    lines = [
        line
        for part in group
        for line in part_lines(tuple(map(str, part.path)), part.key, part.value, indent)
    ]
    return "\n".join(lines) + "\n"


def _in_brackets(page: Page, node: yaml.CollectionNode, group: Sequence[Insert]) -> list[Splice]:
    written = ", ".join(
        flat(part.value) if part.key is None else f"{scalar(part.key, True)}: {flat(part.value)}"
        for part in group
    )
    at = node.end_mark.index - 1
    if not node.value:
        return [Splice(at, at, written)]
    last = node.value[-1]
    key, value = last if isinstance(last, tuple) else (last, last)
    end = page.colon(key) if is_absent(value) and key is not value else value.end_mark.index
    following = page.said_next(end)
    if page.text[following] == ",":
        return [Splice(following + 1, following + 1, f" {written}")]
    return [Splice(end, end, f", {written}")]
