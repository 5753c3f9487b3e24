"""Scaling curves as a picture: seconds by number of options, both axes in powers of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

_WIDTH, _HEIGHT, _EDGE = 520, 340, 50
_COLOURS = ("#0b6e99", "#b5482a", "#5b7f2b")


def curves(lines: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """An SVG of one line a name, each a sequence of (options, seconds)."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [log2(y) for points in lines.values() for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)

    def place(x: float, y: float) -> str:
        across = _EDGE + (x - left) / (right - left) * (_WIDTH - 2 * _EDGE)
        down = _HEIGHT - _EDGE - (log2(y) - low) / (high - low) * (_HEIGHT - 2 * _EDGE)
        return f"{across:.1f},{down:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_EDGE}" y="20">Five concepts, all parties: seconds by options</text>',
    ]
    for colour, (name, points) in zip(_COLOURS, lines.items(), strict=False):
        path = " ".join(place(x, y) for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y in points:
            across, down = place(x, y).split(",")
            parts.append(f'<circle cx="{across}" cy="{down}" r="3" fill="{colour}"/>')
        across, down = place(*points[-1]).split(",")
        parts.append(
            f'<text x="{float(across) - 60:.0f}" y="{float(down) - 8:.0f}" fill="{colour}">'
            f"{name}</text>"
        )
    for x in sorted(set(xs)):
        across = place(x, 2**low).split(",")[0]
        parts.append(f'<text x="{across}" y="{_HEIGHT - 25}" text-anchor="middle">2^{x}</text>')
    for y in range(int(low), int(high) + 1, 4):
        down = place(left, 2**y).split(",")[1]
        parts.append(f'<text x="{_EDGE - 8}" y="{down}" text-anchor="end">{2.0**y:.2g} s</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
