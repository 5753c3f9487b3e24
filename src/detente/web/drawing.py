"""Pictures of findings as the workbench shows them: in the colours of its themes."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.report import Picture, Words


def drawn(picture: Picture) -> Markup:
    """A picture in the page's own colours: its roles as classes, nothing inline."""
    return Markup(
        '<svg class="drawn" width="1200" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(picture.width, picture.height, picture.alt, shapes_of(picture.shapes))


def shapes_of(shapes: Any) -> Markup:
    """Shapes as elements, their roles as classes."""
    parts = []
    for one in shapes:
        if isinstance(one, Words):
            turn = f"rotate(-90 {one.x:.1f} {one.y:.1f})" if one.turned else "rotate(0)"
            parts.append(
                Markup(
                    '<text class="dt-f-{}" x="{}" y="{}" font-size="{}" text-anchor="{}" '
                    'font-weight="{}" transform="{}">{}</text>'
                ).format(
                    one.role,
                    f"{one.x:.1f}",
                    f"{one.y:.1f}",
                    max(one.size, 12.0),
                    one.anchor,
                    "600" if one.bold else "400",
                    turn,
                    one.text,
                )
            )
        elif one.stroke or one.fill:
            parts.append(
                Markup('<path class="{} {}" stroke-width="{}"{} d="{}"/>').format(
                    f"dt-f-{one.fill}" if one.fill else "dt-f-none",
                    f"dt-s-{one.stroke}" if one.stroke else "",
                    f"{one.width:.1f}",
                    Markup(' stroke-dasharray="5 4"') if one.dashed else "",
                    one.d,
                )
            )
    return Markup("").join(parts)
