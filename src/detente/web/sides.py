"""Two texts of a model side by side: the lines that differ, by section, with what is near."""

from __future__ import annotations

from difflib import SequenceMatcher

from detente.store import compared
from detente.values import dataclass

_NEAR = 2  # lines shown before and after what differs
_MOST = 400  # lines of all sections together; the rest is counted


@dataclass(frozen=True)
class Line:
    """A line of the one text beside that of the other; None where the other has none there.

    same  whether they say the same. A line without either stands for lines that are left out.
    """

    old: str | None
    new: str | None
    same: bool


@dataclass(frozen=True)
class Sides:
    """The sections that differ, each with its lines; left: how many lines are not shown."""

    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    left: int


def sides(old: str, new: str) -> Sides:
    """What differs between two texts of a model, and whether anything had to be left out."""
    found, left, room = [], 0, _MOST
    for one in compared(old, old, new):
        lines = _lines((one.ours or "").splitlines(), (one.theirs or "").splitlines())
        left += len(lines[room:])
        if lines[:room]:
            found.append((one.section or "before the first section", tuple(lines[:room])))
        room -= len(lines[:room])
    return Sides(tuple(found), left)


def _lines(old: list[str], new: list[str]) -> list[Line]:
    found: list[Line] = []
    end = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_NEAR):
        if group[0][1] > end:
            found.append(Line(None, None, same=True))
        for kind, a, b, c, d in group:
            for k in range(max(b - a, d - c)):
                mine = old[a + k] if a + k < b else None
                other = new[c + k] if c + k < d else None
                found.append(Line(mine, other, same=kind == "equal"))
        end = group[-1][2]
    if end < len(old):
        found.append(Line(None, None, same=True))
    return found
