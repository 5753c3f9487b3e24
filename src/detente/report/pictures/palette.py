"""The colours and shapes of all pictures: one palette, safe for the colour-blind, light and dark.

Party colours are those of the workbench. They differ in lightness too, so that those who do not see
red or green tell any two of the first six apart, and lines of them stand out from the ground.
No meaning is carried by colour alone: a party has its shape as well, a verdict its sign.
"""

from __future__ import annotations

LIGHT: dict[str, str] = {
    "ground": "#ffffff",
    "ink": "#1a1a1a",
    "soft": "#595959",
    "line": "#b8b8b8",
    "band": "#f0f0f0",
    "mark": "#ffe9a8",
    "yes": "#d5e8f7",
    "good": "#00654a",
    "bad": "#a33b00",
    "open": "#6a4c93",
    "party0": "#ad3f0b",
    "party1": "#1a5dbb",
    "party2": "#044f38",
    "party3": "#671760",
    "party4": "#403104",
    "party5": "#706373",
    "party6": "#27739f",
}
DARK: dict[str, str] = {
    "ground": "#16181c",
    "ink": "#ececec",
    "soft": "#b4b4b4",
    "line": "#5a5e66",
    "band": "#23262c",
    "mark": "#493b0b",
    "yes": "#1f3b54",
    "good": "#5fd3ad",
    "bad": "#ff9a5c",
    "open": "#c7a6f0",
    "party0": "#f08f5c",
    "party1": "#8ab6f7",
    "party2": "#3ddaa0",
    "party3": "#f1ccf1",
    "party4": "#f7be31",
    "party5": "#9fa8a8",
    "party6": "#9bd4f5",
}
THEMES = ("auto", "light", "dark")
_COLOURS = 7
BARRED = " with a bar"
_SHAPES = ("circle", "square", "triangle", "diamond", "pentagon", "plus")


def party_role(place: int) -> str:
    """The colour role of the party at `place` in file order."""
    return f"party{place % _COLOURS}"


def party_shape(place: int) -> str:
    """The shape of the party at `place`, as the workbench has it: with a bar from the seventh on.
    With the colour it repeats after 42 parties."""
    return _SHAPES[place % len(_SHAPES)] + (BARRED if place >= len(_SHAPES) else "")
