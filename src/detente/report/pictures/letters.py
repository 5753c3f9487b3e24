"""How wide a text is, near enough to lay it out: no font is at hand where a picture is made."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfr.,:;!|'()[]{} I1/-")
_WIDE = frozenset("mwMW@%")


def width_of(text: str, size: float, bold: bool = False, mono: bool = False) -> float:
    """The width in pixels at a letter's size; rather too wide than too narrow."""
    if mono:
        return len(text) * size * 0.62
    total = 0.0
    for letter in text:
        if letter in _NARROW:
            total += 0.4
        elif letter in _WIDE:
            total += 0.95
        elif unicodedata.east_asian_width(letter) in "WF":
            total += 1.05
        elif unicodedata.combining(letter):
            continue
        else:
            total += 0.7 if letter.isupper() else 0.6
    return total * size * (1.08 if bold else 1.0)


def cut(text: str, room: float, size: float, bold: bool = False, mono: bool = False) -> str:
    """The text, shortened with dots where it is wider than `room`."""
    if width_of(text, size, bold, mono) <= room:
        return text
    while text and width_of(text + "…", size, bold, mono) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, room: float, size: float, most: int = 2, bold: bool = False) -> list[str]:
    """The text in at most `most` lines, each within `room`; the last is cut where it must be."""
    lines: list[str] = []
    words = text.split()
    while words:
        if len(lines) == most - 1:
            lines.append(cut(" ".join(words), room, size, bold))
            break
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, bold) <= room:
            line += " " + words.pop(0)
        lines.append(cut(line, room, size, bold))
    return lines or [""]
