"""What another program changed in a model file, compared with the project section by section.

A section is what stands below one key of the first level, with the comments above it. Where only
one side changed a section its text is taken, byte by byte; where both did a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import yaml

from detente.values import dataclass

Side = Literal["ours", "theirs"]
_HEAD = ""  # what stands before the first key


@dataclass(frozen=True, slots=True)
class Difference:
    """A section that is not the same on both sides; None where it is missing.

    base  as it was when both were the same. by: who changed it: `ours` (the project), `theirs`
    (the file), or `both`.
    """

    section: str
    base: str | None
    ours: str | None
    theirs: str | None

    @property
    def by(self) -> Literal["ours", "theirs", "both"]:
        """Who changed it."""
        if self.base == self.ours:
            return "theirs"
        return "ours" if self.base == self.theirs else "both"


def sections(text: str) -> dict[str, str]:
    """The texts of the sections by their keys, in order; joined they are the text.

    A text that is no mapping is one section.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return {_HEAD: text}
    if not isinstance(root, yaml.MappingNode) or root.flow_style or not root.value:
        return {_HEAD: text}
    lines = text.splitlines(keepends=True)
    starts = []
    for key, _ in root.value:
        line = key.start_mark.line
        while line and lines[line - 1].startswith("#"):
            line -= 1
        starts.append(line)
    names = [str(key.value) for key, _ in root.value]
    if len(set(names)) != len(names) or starts != sorted(set(starts)):
        return {_HEAD: text}
    found = {_HEAD: "".join(lines[: starts[0]])} if starts[0] else {}
    for name, start, end in zip(names, starts, [*starts[1:], len(lines)], strict=True):
        found[name] = "".join(lines[start:end])
    return found


def compared(base: str, ours: str, theirs: str) -> tuple[Difference, ...]:
    """The sections in which the project and the file differ, in the order of the file."""
    was, here, there = sections(base), sections(ours), sections(theirs)
    return tuple(
        Difference(name, was.get(name), here.get(name), there.get(name))
        for name in dict.fromkeys((*there, *here))
        if here.get(name) != there.get(name)
    )


def merged(base: str, ours: str, theirs: str, choice: Mapping[str, Side] | None = None) -> str:
    """One text of both: each section from the side that changed it.

    choice  the side of each section that both changed; KeyError where one is missing.
    """
    here, there = sections(ours), sections(theirs)
    taken = {
        one.section: (choice or {})[one.section] if one.by == "both" else one.by
        for one in compared(base, ours, theirs)
    }
    order = list(there)
    for name in here:
        if name not in there:  # behind the section that it follows in the project
            before = list(here)[: list(here).index(name)]
            near = next((one for one in reversed(before) if one in order), None)
            order.insert(0 if near is None else order.index(near) + 1, name)
    parts = []
    for name in order:
        part = (here if taken.get(name) == "ours" else there).get(name)
        if part is not None:
            parts.append(part)
    for k, part in enumerate(parts[:-1]):
        if not part.endswith("\n"):
            parts[k] = part + "\n"
    return "".join(parts)
