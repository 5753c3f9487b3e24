"""One entry written: put before others, given another value or another name."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from detente.editing.plain_values import Plain
from detente.editing.spans import Found, Page, is_absent
from detente.editing.splice import Splice
from detente.editing.steps import Insert, NoPlace, Path, Rename
from detente.editing.yaml_scalars import scalar
from detente.editing.yaml_text import part_lines, value_lines

STEP = "  "
_WIDTH = 100


def flat(value: Plain) -> str:
    """The value within brackets on one line."""
    if isinstance(value, Mapping):
        items = (f"{scalar(key, True)}: {flat(item)}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flat, value)) + "]"
    return scalar(value, True)  # type: ignore[arg-type]  # no sequence but lists and tuples


def inserted(page: Page, step: Insert) -> list[Splice]:
    """A new entry before the one that is at its place."""
    node, at = page.find(step.path).node, step.at
    assert isinstance(node, yaml.CollectionNode), step
    assert at is not None
    if node.flow_style:
        one = node.value[at]
        start = (one[0] if isinstance(one, tuple) else one).start_mark.index
        key = "" if step.key is None else f"{scalar(step.key, True)}: "
        return [Splice(start, start, f"{key}{flat(step.value)}, ")]
    entries = page.entries(node)
    here = entries[at]
    indent = " " * page.column(here.start)
    path = tuple(map(str, step.path))
    lines = "\n".join(part_lines(path, step.key, step.value, indent)) + "\n" + page.gap(entries)
    if here.compact:
        return [Splice(here.start, here.start, lines.removeprefix(indent) + indent)]
    return [Splice(here.lead, here.lead, lines)]


def renamed(page: Page, step: Rename) -> list[Splice]:
    """Another key, written where the old one stood."""
    found = page.find(step.path)
    if found.key is None:
        raise NoPlace(step.path, "an item of a list has no key")
    start, end = found.key.start_mark.index, found.key.end_mark.index
    return [Splice(start, end, scalar(step.key, found.flow))]


def replaced(page: Page, path: Path, value: Plain) -> list[Splice]:
    """Another value where the old one stood: on its line if it fits there, else on lines."""
    found = page.find(path)
    if found.around is None:
        raise NoPlace(path, "the file as a whole cannot be replaced")
    node = found.node
    start, end = node.start_mark.index, node.end_mark.index
    in_brackets = found.flow
    if in_brackets:
        before = ""
        if is_absent(node) and found.key is not None:
            start = end = page.colon(found.key)
            before = " "
        return [Splice(start, end, before + flat(value))]
    entry = page.entries(found.around)[found.place]
    if _on_its_line(page, node, value):
        if is_absent(node):
            return [Splice(entry.said, entry.said, f" {scalar(value)}")]  # type: ignore[arg-type]  # a scalar, as just seen
        return [Splice(start, end, scalar(value))]  # type: ignore[arg-type]  # as above
    return _on_lines(page, found, path, value)


def _on_its_line(page: Page, node: yaml.Node, value: Plain) -> bool:
    """Whether a single value takes the place of a single value."""
    if isinstance(value, Mapping | list | tuple):
        return False
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return False
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return False
    long = isinstance(value, str) and ("\n" in value or len(value) > _WIDTH)
    return not long or _remark(page, node.end_mark.index) != ""


def _on_lines(page: Page, found: Found, path: Path, value: Plain) -> list[Splice]:
    assert found.around is not None
    entry = page.entries(found.around)[found.place]
    indent = " " * page.column(entry.start)
    names = tuple(str(one) for one in path)
    if found.key is None:
        lines = part_lines(names[:-1], None, value, indent)
        lines[0] = lines[0][len(indent) :]
        head = 1
    else:
        head = page.colon(found.key) - entry.start
        lines = value_lines(page.text[entry.start : entry.start + head], value, indent, names)
    if isinstance(value, str) and page.text[page.line_end(entry.said) : entry.end].strip():
        # Comments follow that are indented deeper: below a text of several lines they were text.
        lines = [f"{page.text[entry.start : entry.start + head]} {scalar(value)}"]
    kept = _remark(page, entry.start + head)  # on the line of the key, before a block
    block = isinstance(found.node, yaml.CollectionNode) and not found.node.flow_style
    remark = kept if block else _remark(page, entry.said)
    lift: list[Splice] = []
    if remark:
        if len(lines[0].rstrip()) <= head and not lines[0].startswith("-"):
            lines[0] += f"  {remark}"
        elif not entry.compact:
            lift = [Splice(entry.lead, entry.lead, f"{indent}{remark}\n")]
    # What is said behind the last line of a block is said of what goes away.
    stop = page.line_end(entry.said) if _remark(page, entry.said) else entry.said
    text = "\n".join(lines)
    own = entry.said and page.text[entry.said - 1] in "\r\n"  # a text that keeps its last breaks
    if own or stop != entry.said:
        text += "\n"
    return [*lift, Splice(entry.start, stop, text)]


def _remark(page: Page, index: int) -> str:
    """The comment that follows on the line of the index; empty where there is none."""
    rest = page.text[index : page.line_end(index)].strip()
    return rest if rest.startswith("#") and index and page.text[index] in " \t" else ""
