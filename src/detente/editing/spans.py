"""Where the entries of a YAML text begin and end, with the comments that belong to them.

A comment directly above an entry, indented like it, belongs to it, and so does one below it that
is indented deeper. The comment at the head of a file belongs to nobody.
"""

from __future__ import annotations

import re
from itertools import pairwise

import yaml

from detente.editing.steps import NoPlace, Path
from detente.values import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"[ \t]*#")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a mapping or list in block form, as indexes into the text.

    lead     where the line begins that the first comment of its own stands on, or it itself.
    start    where its key or dash begins.
    said     behind the last letter of its value.
    end      behind its last line, comments of its own included.
    compact  whether it begins on the line of the dash before it, as `a` does in `- a: b`.
    """

    lead: int
    start: int
    said: int
    end: int
    compact: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The node at a path, with the mapping or list around it.

    around  None at the outermost level.
    place   which of the entries of `around` it is.
    key     its key there; None for an item of a list.
    flow    whether it stands within brackets.
    """

    node: yaml.Node
    around: yaml.CollectionNode | None
    place: int
    key: yaml.Node | None
    flow: bool


class Page:
    """A text and its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        assert root is not None, "the text is a model file"
        self.root: yaml.Node = root
        found = _BREAK.search(text)
        self.line_break = found[0] if found else "\n"

    def find(self, path: Path) -> Found:
        """The node at `path`; NoPlace where there is none."""
        found = Found(self.root, None, 0, None, False)
        for k, name in enumerate(path):
            inner = self.member(found, name)
            if inner is None:
                raise NoPlace(path[: k + 1], "there is no such entry")
            found = inner
        return found

    def member(self, within: Found, name: str | int) -> Found | None:
        """The entry called `name`, or at place `name`, of a mapping or list; None without one."""
        node = within.node
        if not isinstance(node, yaml.CollectionNode):
            return None
        flow = within.flow or bool(node.flow_style)
        for k, one in enumerate(node.value):
            key, value = one if isinstance(one, tuple) else (None, one)
            if name == (k if key is None else key.value):
                return Found(value, node, k, key, flow)
        return None

    def entries(self, node: yaml.CollectionNode) -> list[Entry]:
        """The entries of a mapping or list that is written in block form."""
        found: list[Entry] = []
        for k, one in enumerate(node.value):
            start = self.said_next(found[-1].said) if found else node.start_mark.index
            said = self._said(one, start)
            line = self.line_start(start)
            compact = bool(self.text[line:start].strip(" "))
            floor = found[-1].end if found else self._floor(node, line)
            lead = start if compact else self._lead(line, floor, start - line)
            column = start - line
            found.append(Entry(lead, start, said, self._end(said, column, k, node), compact))
        return found

    def gap(self, entries: list[Entry]) -> str:
        """The empty line that stands between all entries of a mapping or list, if there is one."""
        between = [self.text[a.end : b.lead] for a, b in pairwise(entries)]
        return "\n" if between and all(one and not one.strip() for one in between) else ""

    def column(self, index: int) -> int:
        """How many letters stand before the index on its line."""
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        """Where the line of the index begins."""
        return max(self.text.rfind("\n", 0, index), self._lone_return(index)) + 1

    def line_end(self, index: int) -> int:
        """Behind the line of the index, its break included."""
        found = _BREAK.search(self.text, index)
        return found.end() if found else len(self.text)

    def said_next(self, index: int) -> int:
        """The first index from `index` on that is neither blank nor within a comment."""
        return _skip(self.text, index)

    def colon(self, key: yaml.Node) -> int:
        """Behind the colon that follows a key."""
        return self.said_next(key.end_mark.index) + 1

    def _lone_return(self, index: int) -> int:
        at = self.text.rfind("\r", 0, index)
        return at if at + 1 < index and self.text[at + 1 : at + 2] != "\n" else -1

    def _said(self, one: yaml.Node | tuple[yaml.Node, yaml.Node], start: int) -> int:
        """Behind the last letter of an entry."""
        key, node = one if isinstance(one, tuple) else (None, one)
        before = start + 1 if key is None else self.colon(key)
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            inner = last[0] if isinstance(last, tuple) else last
            if isinstance(last, tuple):
                before, node = self.colon(inner), last[1]
            else:
                before, node = self._last_dash(node), last
        if is_absent(node):
            return before
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            header = self.text[node.start_mark.index : self.line_end(node.start_mark.index)]
            if "+" in header.split("#")[0]:
                return end
            return len(self.text[:end].rstrip())
        return end

    def _last_dash(self, node: yaml.CollectionNode) -> int:
        """Behind the last dash of a list in block form."""
        at = node.start_mark.index
        for item in node.value[:-1]:
            at = self.said_next(self._said(item, at))
        return int(at) + 1

    def _floor(self, node: yaml.CollectionNode, line: int) -> int:
        """No comment above this index belongs to the first entry of `node`."""
        if node is self.root:
            return line
        last = len(_without_comments(self.text[:line]))
        return self.line_end(last)

    def _lead(self, line: int, floor: int, column: int) -> int:
        lead = line
        while lead > floor:
            above = self.line_start(lead - 1)
            own = self.text[above:lead]
            if above < floor or own[:column].strip(" ") or own[column : column + 1] != "#":
                break
            lead = above
        return lead

    def _end(self, said: int, column: int, place: int, node: yaml.CollectionNode) -> int:
        own = said > 0 and self.text[said - 1] in "\r\n"  # a text that keeps its last breaks
        end = at = said if own else self.line_end(said)
        while at < len(self.text):
            after = self.line_end(at)
            line = self.text[at:after]
            if line.strip():
                if not _COMMENT.match(line) or len(line) - len(line.lstrip(" ")) <= column:
                    break
                end = after
            at = after
        return end


def is_absent(node: yaml.Node) -> bool:
    """Whether nothing at all is written for the node."""
    return isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index


def _skip(text: str, index: int) -> int:
    while True:
        while index < len(text) and text[index] in " \t\r\n":
            index += 1
        if index < len(text) and text[index] == "#":
            found = _BREAK.search(text, index)
            index = found.start() if found else len(text)
            continue
        return index


def _without_comments(text: str) -> str:
    """The text as far as its last line that says something."""
    lines = text.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or _COMMENT.match(lines[-1])):
        lines.pop()
    return "".join(lines).rstrip("\r\n")
