"""A picture as PNG, drawn by resvg: no browser and no system library."""

from __future__ import annotations

import importlib
import importlib.util

from detente.report.missing import missing_library
from detente.report.pictures.drawing import Picture
from detente.report.pictures.svg import svg_text

_MOST_PIXELS = 40_000_000  # a larger picture is drawn smaller: it would not fit into memory


def require_png(shown: str) -> None:
    """ModelError where PNG cannot be drawn for want of the library."""
    if importlib.util.find_spec("resvg_py") is None:
        raise missing_library(shown, "resvg_py", "a PNG picture", "write X.svg, which needs none")


def png_bytes(picture: Picture, theme: str = "light", zoom: float = 2.0) -> bytes:
    """The picture as PNG, `zoom` pixels a unit; auto stands for light."""
    require_png("picture")
    resvg = importlib.import_module("resvg_py")
    room = (_MOST_PIXELS / max(1.0, picture.width * picture.height)) ** 0.5
    drawn = svg_text(picture, "light" if theme == "auto" else theme)
    return bytes(
        resvg.svg_to_bytes(svg_string=drawn, zoom=min(zoom, room), sans_serif_family="DejaVu Sans")
    )
