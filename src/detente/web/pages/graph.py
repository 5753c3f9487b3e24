"""The state graph with its states as links, and a table beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from detente.analysis import Analysis
from detente.report import (
    MOST_STATES_DRAWN,
    Path,
    Sketch,
    arrows_of,
    class_graph,
    classes_of,
    draw_arrow,
    positions,
    sides_of,
)
from detente.web.columns import holding
from detente.web.drawing import drawn, shapes_of
from detente.web.view import View

_BOX = (40.0, 24.0)
_MARGIN = 74.0
_WIDE = 760.0  # a picture of few states is drawn larger, up to this


@dataclass(frozen=True)
class Node:
    """A state in the picture: where it stands, and where one move leads from it."""

    number: int
    text: str
    words: str
    x: float
    y: float
    held: int
    today: bool
    picked: bool
    to: str
    holds: tuple[str, ...]
    leavers: tuple[Markup, ...]
    url: str


def graph(view: View) -> tuple[str, dict[str, Any]]:
    """The picture of up to 150 states, each a link; of more, of classes of states."""
    analysis = view.analysis
    if analysis is None:
        return "graph.html", {"analysis": None, "nodes": [], "classes": [], "picture": ""}
    if analysis.size > MOST_STATES_DRAWN:
        return "graph.html", {
            "analysis": analysis,
            "nodes": [],
            "classes": _classes(view, analysis),
            "picture": drawn(class_graph(analysis)),
            "how": "",
        }
    nodes, arrows, wide, high, how = states_drawn(view, analysis)
    return "graph.html", {
        "analysis": analysis,
        "nodes": nodes,
        "classes": [],
        "picture": arrows,
        "wide": wide,
        "high": high,
        "scale": max(1.2, min(1.4, _WIDE / wide)),
        "how": how,
    }


def states_drawn(view: View, analysis: Analysis) -> tuple[list[Node], Markup, float, float, str]:
    """All states as nodes, the arrows between them, how large that is, and what is left out."""
    compiled = analysis.verdicts.graph
    arrows, how = arrows_of(compiled)
    dense = compiled.states > 40
    cell = (76.0, 66.0) if dense else (92.0, 84.0)
    spots, _ = positions(compiled, *cell)
    sketch = Sketch()
    at = [(_MARGIN + float(x), _MARGIN + float(y)) for x, y in spots]
    for arrow, side in zip(arrows, sides_of(arrows), strict=True):
        draw_arrow(sketch, arrow, at, side, dense, cell)
    for x, y in at:
        sketch.box(x - _BOX[0] / 2, y - _BOX[1] / 2, *_BOX)
    picture = sketch.picture("graph", "", "", 40.0)
    counts, concept = holding(analysis), view.concept
    nodes = []
    for k, (x, y) in enumerate(at):
        text = compiled.state_text(k)
        ways = sorted(
            {int(to) for party in range(compiled.parties) for to in compiled.moves_from(party, k)}
        )
        leavers = tuple(
            view.marks.party_mark(name)
            for party, name in enumerate(compiled.names)
            if concept and not analysis.verdicts.stable(party, concept)[k]
        )
        nodes.append(
            Node(
                k + 1,
                text,
                view.marks.state(text),
                x,
                y,
                int(counts[k]),
                k == compiled.status_quo,
                text == view.asked("s"),
                " ".join(str(one + 1) for one in ways),
                tuple(one for one in analysis.concepts if analysis.is_equilibrium(one, text)),
                leavers,
                view.url("verdicts", s=text),
            )
        )
    lines = [one for one in picture.shapes if isinstance(one, Path) and (one.stroke or one.fill)]
    return nodes, shapes_of(lines), picture.width, picture.height, how


def _classes(view: View, analysis: Analysis) -> list[dict[str, Any]]:
    found = classes_of(analysis)
    held = holding(analysis) > 0
    rows = []
    for k, name in enumerate(found.names):
        inside = found.of == k
        known = name in analysis.outcome_planes
        rows.append(
            {
                "name": name,
                "states": int(np.count_nonzero(inside)),
                "held": int(np.count_nonzero(inside & held)),
                "url": view.url("verdicts", show=f"in:{name}") if known else "",
            }
        )
    return rows
