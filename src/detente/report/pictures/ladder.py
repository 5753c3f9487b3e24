"""The ranking ladder: how each party orders the states, the best on top.

Few states stand on rungs by their numbers, ties side by side. Many are told by outcome: a bar from
the best to the worst rank that the outcome's states have, with their median.
"""

from __future__ import annotations

import numpy as np

from detente.analysis import Analysis
from detente.model import Ranks
from detente.report.pictures.chosen import assumed, holding
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading
from detente.report.pictures.letters import cut, width_of, wrapped
from detente.report.pictures.palette import party_role, party_shape

_FEW = 40
_RUNG, _CHIP = 26.0, 34.0
_HIGH = 320.0


def ranking_ladder(analysis: Analysis) -> Picture:
    """The ladder of at most 40 states; beyond, of outcomes."""
    title = f"Who likes what: {analysis.conflict.title}"
    sketch = Sketch()
    few = analysis.size <= _FEW
    more = assumed(analysis)
    how = (
        "Best on top; ties side by side; numbers are those of the option table."
        if few
        else f"{analysis.size:,} states by outcome: from the best to the worst that an outcome "
        "has for a party, its median as a mark; best on top."
    )
    top = heading(sketch, title, how + (f" {more}." if more else ""), 720) + 8
    told = _rungs(sketch, analysis, top) if few else _bars(sketch, analysis, top)
    return sketch.picture("ladder", title, f"{how} {told}")


def _head(sketch: Sketch, analysis: Analysis, k: int, x: float, y: float, room: float) -> None:
    party = analysis.conflict.decision_makers[k]
    sketch.mark(x + 6, y - 4, party_shape(k), party_role(k))
    for n, line in enumerate(wrapped(party.words, room - 20, 13, 2, True)):
        sketch.words(x + 18, y + 16 * n, line, size=13, bold=True)


def _rungs(sketch: Sketch, analysis: Analysis, top: float) -> str:
    graph = analysis.verdicts.graph
    counts = holding(analysis)
    x, alt = MARGIN, []
    for k, order in enumerate(graph.orders):
        name = analysis.conflict.decision_makers[k].words
        room = max(110.0, min(190.0, width_of(name, 13, True) + 24))
        y = top + 44
        if not isinstance(order, Ranks):
            sketch.words(x, y, "no plain order", "soft", 12)
            alt.append(f"{name}: no plain order")
            wide = room
        else:
            best = int(order.rank.max())
            rungs = [np.flatnonzero(order.rank == rank).tolist() for rank in range(best, -1, -1)]
            widest = max(map(len, rungs))
            wide = max(room, widest * _CHIP + 8)
            for states in rungs:
                sketch.line([(x, y + 8), (x + wide - 12, y + 8)])
                for n, state in enumerate(states):
                    cx = x + n * _CHIP
                    filled = "mark" if counts[state] else "band"
                    framed = "ink" if state == graph.status_quo else "line"
                    width = 2.2 if state == graph.status_quo else 1.0
                    sketch.box(cx, y - 3, _CHIP - 4, 20, filled, framed, width, 5)
                    middle = cx + _CHIP / 2 - 2
                    sketch.words(middle, y + 12, str(state + 1), size=12, anchor="middle")
                y += _RUNG
            order_said = " > ".join(", ".join(str(s + 1) for s in states) for states in rungs)
            alt.append(f"{name}: {order_said}")
        _head(sketch, analysis, k, x, top + 10, wide)
        x += wide + 22
    y = sketch.bottom + 24
    sketch.words(MARGIN, y, "Framed: today. Shaded: an equilibrium.", "soft", 12)
    return "; ".join(alt) + "."


def _bars(sketch: Sketch, analysis: Analysis, top: float) -> str:
    graph = analysis.verdicts.graph
    planes = {name: plane for name, plane in analysis.outcome_planes.items() if plane.any()}
    if not planes:
        planes = {
            f"{one} equilibria": analysis.verdicts.equilibria(one)
            for one in ("seq", "nash")
            if one in analysis.concepts and analysis.verdicts.equilibria(one).any()
        }
    planes = dict(list(planes.items())[:12])
    wide = 26.0
    x, alt = MARGIN + 34, []
    y0 = top + 44
    for k, order in enumerate(graph.orders):
        name = analysis.conflict.decision_makers[k].words
        room = max(len(planes) * wide, 130.0)
        _head(sketch, analysis, k, x, top + 10, room)
        if not isinstance(order, Ranks):
            sketch.words(x, y0 + 12, "no plain order", "soft", 12)
            x += room + 26
            continue
        best = max(1, int(order.rank.max()))

        def at(rank: float, best: int = best) -> float:
            return y0 + (1 - rank / best) * _HIGH

        sketch.box(x, y0, room, _HIGH, fill="band")
        told = []
        for n, (outcome, plane) in enumerate(planes.items()):
            ranks = order.rank[plane]
            low, high, middle = int(ranks.min()), int(ranks.max()), float(np.median(ranks))
            bx = x + n * wide + wide / 2
            role = party_role(k)
            sketch.box(bx - 5, at(high) - 1, 10, max(3.0, at(low) - at(high) + 2), role, "", 1, 2)
            sketch.line([(bx - 9, at(middle)), (bx + 9, at(middle))], "ground", 5)
            sketch.line([(bx - 9, at(middle)), (bx + 9, at(middle))], "ink", 2.5)
            words = cut(outcome, 200, 12)
            sketch.words(bx + 4, y0 + _HIGH + 10 + width_of(words, 12), words, size=12, turned=True)
            sketch._reach(bx, y0 + _HIGH + 14 + width_of(words, 12))
            told.append(f"{outcome} {low} to {high}")
        if graph.status_quo is not None:
            y = at(int(order.rank[graph.status_quo]))
            sketch.line([(x - 4, y), (x + room + 4, y)], "ink", 1.5, dashed=True)
            if k == 0:
                sketch.words(x - 6, y + 4, "today", size=12, anchor="end")
        alt.append(f"{name}, ranks from 0, the worst, to {best}, the best: {'; '.join(told)}")
        x += room + 26
    return ". ".join(alt) + "."
