"""A drawing as values: lines, boxes, texts and marks at fixed places; and the picture made of it.

What a shape looks like is named by a role of the palette; which colour that is, is settled when the
picture is written, so that one drawing serves light and dark grounds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field

from detente.report.pictures.letters import width_of
from detente.report.pictures.palette import BARRED
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area: SVG path data. `fill` and `stroke` are roles, empty for none."""

    d: str
    stroke: str = ""
    fill: str = ""
    width: float = 1.0
    dashed: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one line; `anchor` is start, middle or end; y is its base line."""

    x: float
    y: float
    text: str
    role: str = "ink"
    size: float = 13.0
    anchor: str = "start"
    bold: bool = False
    mono: bool = False
    turned: bool = False


Shape = Path | Words


@dataclass(frozen=True)
class Picture:
    """A picture: its shapes, its size in units of a pixel, and the same in words.

    kind  what it is a picture of; title: in a line; alt: for those who do not see it.
    """

    kind: str
    title: str
    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...] = field(repr=False)

    def svg(self, theme: str = "auto") -> str:
        """The picture as SVG without outside resources. Theme: auto (as the reader's), light, dark.

        ModelError for another theme.
        """
        from detente.report.pictures.svg import svg_text

        return svg_text(self, theme)

    def png(self, theme: str = "light", zoom: float = 2.0) -> bytes:
        """The picture as PNG; ModelError where the library that draws it is missing."""
        from detente.report.pictures.png import png_bytes

        return png_bytes(self, theme, zoom)

    def save(self, path: str, theme: str = "auto", force: bool = False) -> None:
        """Write it as `.svg` or `.png`; ModelError where that is not possible."""
        from detente.report.pictures.saved import save_picture

        save_picture(self, path, theme, force)

    def _repr_html_(self) -> str:
        return self.svg()


class Sketch:
    """Collects shapes and knows how far they reach."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.right = 0.0
        self.bottom = 0.0

    def words(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "ink",
        size: float = 13.0,
        anchor: str = "start",
        bold: bool = False,
        mono: bool = False,
        turned: bool = False,
    ) -> None:
        """Set a text; `turned` reads upwards from (x, y)."""
        wide = width_of(text, size, bold, mono)
        if turned:
            self._reach(x, y)
        else:
            self._reach(x + {"start": wide, "middle": wide / 2, "end": 0.0}[anchor], y + size * 0.3)
        self.shapes.append(Words(x, y, text, role, size, anchor, bold, mono, turned))

    def line(
        self,
        points: Sequence[tuple[float, float]],
        role: str = "line",
        width: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A line through points."""
        d = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        for x, y in points:
            self._reach(x, y)
        self.shapes.append(Path(d, stroke=role, width=width, dashed=dashed))

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str = "",
        stroke: str = "",
        width: float = 1.0,
        round_: float = 0.0,
        dashed: bool = False,
        title: str = "",
    ) -> None:
        """A rectangle."""
        r = min(round_, wide / 2, high / 2)
        if r:
            d = (
                f"M{_n(x + r)} {_n(y)}h{_n(wide - 2 * r)}q{_n(r)} 0 {_n(r)} {_n(r)}"
                f"v{_n(high - 2 * r)}q0 {_n(r)} {_n(-r)} {_n(r)}h{_n(2 * r - wide)}"
                f"q{_n(-r)} 0 {_n(-r)} {_n(-r)}v{_n(2 * r - high)}q0 {_n(-r)} {_n(r)} {_n(-r)}z"
            )
        else:
            d = f"M{_n(x)} {_n(y)}h{_n(wide)}v{_n(high)}h{_n(-wide)}z"
        self._reach(x + wide, y + high)
        self.shapes.append(Path(d, stroke, fill, width, dashed, title))

    def mark(
        self, x: float, y: float, shape: str, role: str, size: float = 5.0, title: str = ""
    ) -> None:
        """A party's mark, centred at (x, y): circle, square, triangle, diamond …"""
        s = size
        d = {
            "circle": f"M{_n(x - s)} {_n(y)}a{_n(s)} {_n(s)} 0 1 0 {_n(2 * s)} 0"
            f"a{_n(s)} {_n(s)} 0 1 0 {_n(-2 * s)} 0z",
            "square": f"M{_n(x - s * 0.9)} {_n(y - s * 0.9)}h{_n(s * 1.8)}v{_n(s * 1.8)}"
            f"h{_n(-s * 1.8)}z",
            "triangle": f"M{_n(x)} {_n(y - s * 1.1)}L{_n(x + s * 1.1)} {_n(y + s * 0.9)}"
            f"H{_n(x - s * 1.1)}z",
            "diamond": f"M{_n(x)} {_n(y - s * 1.2)}L{_n(x + s * 1.2)} {_n(y)}L{_n(x)} "
            f"{_n(y + s * 1.2)}L{_n(x - s * 1.2)} {_n(y)}z",
            "pentagon": f"M{_n(x)} {_n(y - s * 1.1)}L{_n(x + s * 1.1)} {_n(y - s * 0.25)}"
            f"L{_n(x + s * 0.7)} {_n(y + s)}H{_n(x - s * 0.7)}L{_n(x - s * 1.1)} "
            f"{_n(y - s * 0.25)}z",
            "plus": f"M{_n(x - s)} {_n(y - s * 0.4)}h{_n(s * 0.6)}v{_n(-s * 0.6)}h{_n(s * 0.8)}"
            f"v{_n(s * 0.6)}h{_n(s * 0.6)}v{_n(s * 0.8)}h{_n(-s * 0.6)}v{_n(s * 0.6)}"
            f"h{_n(-s * 0.8)}v{_n(-s * 0.6)}h{_n(-s * 0.6)}z",
        }[shape.removesuffix(BARRED)]
        self._reach(x + s, y + s)
        self.shapes.append(Path(d, role, role, 1.0, title=title))
        if shape.endswith(BARRED):
            bar = f"M{_n(x - s * 1.3)} {_n(y)}H{_n(x + s * 1.3)}"
            self.shapes.append(Path(bar, "ground", "", s * 0.4))

    def arc(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        bend: float,
        role: str,
        width: float,
        box: tuple[float, float] = (0.0, 0.0),
        shape: str = "",
        dashed: bool = False,
        head: bool = True,
    ) -> tuple[float, float]:
        """An arrow from box to box, by their middles, that bends to its left by `bend` units.

        box    how wide and high both boxes are; shape: a party's mark, set on the arrow's middle,
               which is what is returned.
        """
        a, c, b = curve(start, end, bend, box)
        middle = along((a, c, b), 0.5)
        self._reach(max(a[0], b[0], middle[0]), max(a[1], b[1], middle[1]))
        d = f"M{_p(a)}Q{_p(c)} {_p(b)}"
        self._arrow(d, b, c, role, width, dashed, head)
        if shape:
            self.mark(*middle, shape, role, 3.4)
        return middle

    def bridge(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        rise: float,
        role: str,
        width: float,
        box: tuple[float, float],
        shape: str = "",
        head: bool = True,
    ) -> None:
        """An arrow along a line or column of boxes, over those between, to its left."""
        (x0, y0), (x1, y1) = start, end
        far = math.hypot(x1 - x0, y1 - y0) or 1.0
        ux, uy = (x1 - x0) / far, (y1 - y0) / far
        nx, ny = uy, -ux
        out = (abs(nx) * box[0] + abs(ny) * box[1]) / 2 + 2
        aside = (abs(ux) * box[0] + abs(uy) * box[1]) / 5
        a = x0 + nx * out + ux * aside, y0 + ny * out + uy * aside
        b = x1 + nx * out - ux * aside, y1 + ny * out - uy * aside
        lean = min(18.0, far / 8)
        c = a[0] + nx * rise + ux * lean, a[1] + ny * rise + uy * lean
        e = b[0] + nx * rise - ux * lean, b[1] + ny * rise - uy * lean
        middle = (a[0] + 3 * c[0] + 3 * e[0] + b[0]) / 8, (a[1] + 3 * c[1] + 3 * e[1] + b[1]) / 8
        self._reach(max(a[0], b[0], middle[0]), max(a[1], b[1], middle[1]))
        self._arrow(f"M{_p(a)}C{_p(c)} {_p(e)} {_p(b)}", b, e, role, width, False, head)
        if shape:
            self.mark(*middle, shape, role, 3.4)

    def _arrow(
        self,
        d: str,
        tip: tuple[float, float],
        behind: tuple[float, float],
        role: str,
        width: float,
        dashed: bool,
        head: bool,
    ) -> None:
        self.shapes.append(Path(d, role, "", width, dashed))
        if head:
            self._head(tip, behind, role, 4.5 + 1.2 * width)

    def _head(
        self, tip: tuple[float, float], behind: tuple[float, float], role: str, size: float
    ) -> None:
        far = math.hypot(tip[0] - behind[0], tip[1] - behind[1]) or 1.0
        ux, uy = (tip[0] - behind[0]) / far, (tip[1] - behind[1]) / far
        bx, by = tip[0] - ux * size, tip[1] - uy * size
        w = size * 0.5
        d = (
            f"M{_n(tip[0])} {_n(tip[1])}L{_n(bx - uy * w)} {_n(by + ux * w)}"
            f"L{_n(bx + uy * w)} {_n(by - ux * w)}z"
        )
        self.shapes.append(Path(d, role, role, 0.5))

    def _reach(self, x: float, y: float) -> None:
        self.right, self.bottom = max(self.right, x), max(self.bottom, y)

    def picture(self, kind: str, title: str, alt: str, margin: float = 14.0) -> Picture:
        """The picture of what was drawn."""
        wide, high = math.ceil(self.right + margin), math.ceil(self.bottom + margin)
        return Picture(kind, title, alt, wide, high, tuple(self.shapes))


Point = tuple[float, float]
Curve = tuple[Point, Point, Point]


def curve(start: Point, end: Point, bend: float, box: Point) -> Curve:
    """Where an arc begins, the point that it bends towards, and where it ends."""
    (x0, y0), (x1, y1) = start, end
    far = math.hypot(x1 - x0, y1 - y0) or 1.0
    mx, my = (x0 + x1) / 2 + (y1 - y0) / far * bend, (y0 + y1) / 2 - (x1 - x0) / far * bend
    # the control point lies twice as far out as the curve's middle
    c = 2 * mx - (x0 + x1) / 2, 2 * my - (y0 + y1) / 2
    return _edge(start, c, box), c, _edge(end, c, box)


def along(one: Curve, t: float) -> Point:
    """The point of an arc at the share `t` of its way."""
    (ax, ay), (cx, cy), (bx, by) = one
    p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return p * ax + q * cx + r * bx, p * ay + q * cy + r * by


def _edge(
    middle: tuple[float, float], to: tuple[float, float], box: tuple[float, float]
) -> tuple[float, float]:
    """Where the line from a box's middle towards `to` leaves the box, and a little further."""
    dx, dy = to[0] - middle[0], to[1] - middle[1]
    far = math.hypot(dx, dy) or 1.0
    ux, uy = dx / far, dy / far
    out = min(box[0] / 2 / (abs(ux) or 1e-9), box[1] / 2 / (abs(uy) or 1e-9)) + 3
    return middle[0] + ux * out, middle[1] + uy * out


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(value: float) -> str:
    """A number without needless digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
