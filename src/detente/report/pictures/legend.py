"""What pictures have in common: the heading, and the legend of the parties."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Conflict
from detente.report.pictures.drawing import Sketch
from detente.report.pictures.letters import cut, width_of, wrapped
from detente.report.pictures.palette import party_role, party_shape

MARGIN = 14.0


def heading(sketch: Sketch, title: str, note: str, room: float) -> float:
    """The title, and a note below it in a fainter hand; returns where the picture may begin."""
    y = MARGIN + 14
    for line in wrapped(title, room, 16, 2, bold=True):
        sketch.words(MARGIN, y, line, size=16, bold=True)
        y += 20
    for line in wrapped(note, room, 12, 4) if note else ():
        sketch.words(MARGIN, y, line, "soft", 12)
        y += 16
    return y


def parties_legend(
    sketch: Sketch, conflict: Conflict, x: float, y: float, room: float, what: str = ""
) -> float:
    """Each party with its colour and shape, in as many lines as it takes; returns the next y."""
    at = x
    if what:
        sketch.words(at, y, what, "soft", 12)
        at += width_of(what, 12) + 12
    for k, party in enumerate(conflict.decision_makers):
        words = cut(party.words, room - 30, 12)
        wide = width_of(words, 12) + 30
        if at + wide > x + room and at > x:
            at, y = x, y + 18
        sketch.mark(at + 6, y - 4, party_shape(k), party_role(k))
        sketch.words(at + 16, y, words, size=12)
        at += wide
    return y + 18


def said(names: Sequence[str], most: int = 12) -> str:
    """Names in one line, the first `most` of them."""
    shown = ", ".join(names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")
