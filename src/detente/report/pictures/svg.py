"""A picture written as SVG: one file, no script, nothing from outside.

Each shape has its colours for a light ground as attributes and the role as a class; for `auto` a
style for readers with dark grounds overrides them. Texts are escaped, and what could steer or turn
a line is shown as an escape.
"""

from __future__ import annotations

import html

from detente.problems import ModelError, Problem
from detente.report.pictures.drawing import Path, Picture, Words, _n
from detente.report.pictures.palette import DARK, LIGHT, THEMES
from detente.report.safe import safe

_SANS = "'DejaVu Sans','Segoe UI',Helvetica,Arial,sans-serif"
_MONO = "'DejaVu Sans Mono',Consolas,Menlo,monospace"


def check_theme(theme: str) -> None:
    """ModelError where there is no such theme."""
    if theme not in THEMES:
        what, mend = f"there is no theme '{theme}'", f"write one of: {', '.join(THEMES)}"
        raise ModelError((Problem("theme", 0, 0, "E-VALUE", what, mend),))


def svg_text(picture: Picture, theme: str = "auto") -> str:
    """The picture as a text of SVG; see the module."""
    check_theme(theme)
    colours = DARK if theme == "dark" else LIGHT
    wide, high = _n(picture.width), _n(picture.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" role="img" aria-label="{_text(picture.title)}" '
        f'style="max-width:100%;height:auto" font-family="{_SANS}">'
    )
    parts = [
        head,
        f"<title>{_text(picture.title)}</title><desc>{_text(picture.alt)}</desc>",
    ]
    if theme == "auto":
        parts.append(f"<style>{_style(picture)}</style>")
    ground = colours["ground"]
    parts.append(f'<rect class="dt-f-ground" width="{wide}" height="{high}" fill="{ground}"/>')
    for shape in picture.shapes:
        parts.append(_path(shape, colours) if isinstance(shape, Path) else _words(shape, colours))
    return "".join(parts) + "</svg>\n"


def _style(picture: Picture) -> str:
    fills = {"ground"}
    strokes: set[str] = set()
    for shape in picture.shapes:
        if isinstance(shape, Words):
            fills.add(shape.role)
        else:
            fills.update(filter(None, [shape.fill]))
            strokes.update(filter(None, [shape.stroke]))
    rules = [f".dt-f-{role}{{fill:{DARK[role]}}}" for role in sorted(fills)]
    rules += [f".dt-s-{role}{{stroke:{DARK[role]}}}" for role in sorted(strokes)]
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _path(shape: Path, colours: dict[str, str]) -> str:
    names, looks = [], []
    if shape.fill:
        names.append(f"dt-f-{shape.fill}")
    looks.append(f'fill="{colours[shape.fill] if shape.fill else "none"}"')
    if shape.stroke:
        names.append(f"dt-s-{shape.stroke}")
        looks.append(f'stroke="{colours[shape.stroke]}" stroke-width="{_n(shape.width)}"')
    if shape.dashed:
        looks.append('stroke-dasharray="5 4"')
    named = f' class="{" ".join(names)}"' if names else ""
    inside = f"<title>{_text(shape.title)}</title>" if shape.title else ""
    return f'<path d="{shape.d}"{named} {" ".join(looks)}>{inside}</path>'


def _words(shape: Words, colours: dict[str, str]) -> str:
    looks = [f'fill="{colours[shape.role]}" font-size="{_n(shape.size)}"']
    if shape.anchor != "start":
        looks.append(f'text-anchor="{shape.anchor}"')
    if shape.bold:
        looks.append('font-weight="bold"')
    if shape.mono:
        looks.append(f'font-family="{_MONO}"')
    if shape.turned:
        looks.append(f'transform="rotate(-90 {_n(shape.x)} {_n(shape.y)})"')
    where = f'x="{_n(shape.x)}" y="{_n(shape.y)}"'
    return f'<text class="dt-f-{shape.role}" {where} {" ".join(looks)}>{_text(shape.text)}</text>'


def _text(text: str) -> str:
    return html.escape(safe(text).replace("\n", " ").replace("\t", " "))
