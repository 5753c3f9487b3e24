"""The state graph of many states: a box is a class of states, by the narrowest outcome they lie in.

The narrowest is the one that fewest states fulfil. Where a model names no outcomes, a class is by
the concept under which states are equilibria, again the narrowest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis import Analysis, improves, in_parts, moves_from
from detente.limits import limit
from detente.model import Ranks, Relation
from detente.problems import TooLarge
from detente.progress import Progress
from detente.report.numbers import count
from detente.report.pictures.chosen import assumed, holding
from detente.report.pictures.drawing import Picture, Point, Sketch, along, curve
from detente.report.pictures.layout import circle
from detente.report.pictures.legend import MARGIN, heading, parties_legend
from detente.report.pictures.letters import width_of, wrapped
from detente.report.pictures.palette import party_role, party_shape

_MOST = 12
_BOX = (150.0, 74.0)
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)  # of an arrow's way
Area = tuple[float, float, float, float]  # left, top, how wide, how high


@dataclass(frozen=True, eq=False)
class Classes:
    """Classes of states.

    names    of each class; of: int16 (states,), the class of each state.
    by       what sorted them: outcome or concept.
    """

    names: tuple[str, ...]
    of: NDArray[np.int16]
    by: str


def class_graph(analysis: Analysis, progress: Progress | None = None) -> Picture:
    """The graph of at most 12 classes; the smaller ones are taken together."""
    most = limit("picture_states")
    if analysis.size > most:
        raise TooLarge(
            "a picture of the state graph",
            f"{analysis.size:,} states; every move of at most {most:,} is looked at",
            "hold options fixed (`--holding CONDITION`, `--without OPTION`), or draw the option "
            "table or the ladder",
        )
    classes = classes_of(analysis)
    flows = _flows(analysis, classes, progress)
    title = f"State graph: {analysis.conflict.title}"
    note = (
        f"{analysis.size:,} states, each under the narrowest {classes.by} that holds there. "
        "An arrow is where a party's improvements out of a "
        "class lead most often; the number is from how many of its states."
    )
    if assumed(analysis):
        note += f" {assumed(analysis)}."
    sketch = Sketch()
    spots = circle(len(classes.names), 176, 124)
    room = max(float(spots[:, 0].max()) + 2 * _BOX[0], 560.0)
    y = heading(sketch, title, note, room) + 6
    y = parties_legend(sketch, analysis.conflict, MARGIN, y, room, "Moves of")
    sketch.box(MARGIN, y - 12, 22, 15, "mark", "ink", 1.2, 4)
    sketch.words(MARGIN + 30, y, "has equilibria", size=12)
    left, top = MARGIN + 30 + _BOX[0] / 2, y + 40 + _BOX[1] / 2
    at = [(left + float(x), top + float(v)) for x, v in spots]
    for one in flows:
        _line(sketch, at, one)
    told = [_box(sketch, analysis, classes, k, at[k]) for k in range(len(classes.names))]
    taken = [(x - _BOX[0] / 2, v - _BOX[1] / 2, *_BOX) for x, v in at]
    alt = [_flow(sketch, analysis, classes, at, one, taken) for one in flows]
    words = f"{note} Classes: {'; '.join(told)}. {'; '.join(alt)}."
    return sketch.picture("graph", title, words, 40.0)


def classes_of(analysis: Analysis) -> Classes:
    """The classes, the largest first; today's and those with equilibria are kept apart."""
    planes = {name: plane for name, plane in analysis.outcome_planes.items() if plane.any()}
    by = "outcome" if planes else "concept"
    if not planes:
        planes = {one: analysis.verdicts.equilibria(one) for one in analysis.concepts}
    names = sorted(planes, key=lambda name: -int(np.count_nonzero(planes[name])))
    of = np.zeros(analysis.size, dtype=np.int16)
    for k, name in enumerate(names, start=1):  # the smaller, the later: it overwrites the larger
        of[planes[name]] = k
    told = ["no named outcome" if by == "outcome" else "no equilibrium", *names]
    sizes = np.bincount(of, minlength=len(told))
    held = np.bincount(of[holding(analysis) > 0], minlength=len(told)) > 0
    here = analysis.verdicts.graph.status_quo
    if here is not None:
        held[of[here]] = True
    order = sorted(np.flatnonzero(sizes).tolist(), key=lambda k: (not held[k], -int(sizes[k])))
    kept = order if len(order) <= _MOST else order[: _MOST - 1]
    kept = sorted(kept, key=lambda k: -int(sizes[k]))
    number = np.full(len(told), len(kept), dtype=np.int16)
    number[kept] = np.arange(len(kept))
    rest = len(order) - len(kept)
    shown = [told[k] for k in kept] + ([f"{rest} other classes"] if rest else [])
    return Classes(tuple(shown), number[of], by)


Flow = tuple[int, int, int, int, int]  # party, class, class, from how many states, of how many


def _flows(analysis: Analysis, classes: Classes, progress: Progress | None) -> list[Flow]:
    """For each party and class the other class into which it can improve from most states."""
    graph = analysis.verdicts.graph
    number, flows = len(classes.names), []
    sizes = np.bincount(classes.of, minlength=number)
    every = np.arange(graph.states, dtype=np.int64)
    for party in range(graph.parties):
        if not isinstance(graph.orders[party], Ranks | Relation):
            continue
        counts = np.zeros((number, number), dtype=np.int64)
        seen = 0
        for part in in_parts(graph, party, every):
            if progress is not None:
                progress(
                    "moves between classes",
                    party * graph.states + seen,
                    graph.parties * graph.states,
                )
            seen += len(part)
            starts, ends = moves_from(graph, party, part)
            better = improves(graph, party, starts, ends)
            # each state counts once for a class, however many ways lead there
            reached = np.unique(starts[better] * number + classes.of[ends[better]])
            before = classes.of[reached // number].astype(np.int64)
            counts += np.bincount(
                before * number + reached % number, minlength=number * number
            ).reshape(number, number)
        np.fill_diagonal(counts, 0)
        for k in range(number):
            to = int(np.argmax(counts[k]))
            if counts[k, to]:
                flows.append((party, k, to, int(counts[k, to]), int(sizes[k])))
    return flows


def _bend(party: int) -> float:
    return 14.0 + 13.0 * party


def _line(sketch: Sketch, at: list[Point], flow: Flow) -> None:
    party, start, end, states, of = flow
    width = 1.2 + 2.6 * states / of
    sketch.arc(at[start], at[end], _bend(party), party_role(party), width, _BOX)


def _flow(
    sketch: Sketch,
    analysis: Analysis,
    classes: Classes,
    at: list[Point],
    flow: Flow,
    taken: list[Area],
) -> str:
    """Mark and number of an arrow, where no box and no other number stands; the same in words."""
    party, start, end, states, of = flow
    role, words = party_role(party), f"{states:,}"
    way = curve(at[start], at[end], _bend(party), _BOX)
    wide = width_of(words, 11) + 14
    spots = [along(way, t) for t in _SHARES]
    areas = [(x - 5, y - 8, wide, 16.0) for x, y in spots]
    free = [k for k, area in enumerate(areas) if not any(_meet(area, one) for one in taken)]
    k = free[0] if free else 0
    taken.append(areas[k])
    mx, my = spots[k]
    # a ground of its own, so that no line runs through it
    sketch.box(mx + 5, my - 7, wide - 12, 14, "ground", "", 1, 3)
    sketch.words(mx + 6, my + 4, words, role, 11)
    sketch.mark(mx, my, party_shape(party), role, 3.4)
    name = analysis.conflict.decision_makers[party].words
    return f"{name} from {classes.names[start]} to {classes.names[end]} in {states:,} of {of:,}"


def _meet(one: Area, other: Area) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _box(
    sketch: Sketch, analysis: Analysis, classes: Classes, k: int, at: tuple[float, float]
) -> str:
    inside = classes.of == k
    held = int(np.count_nonzero(inside & (holding(analysis) > 0)))
    here = analysis.verdicts.graph.status_quo
    today = here is not None and bool(inside[here])
    wide, high = _BOX
    x, y = at[0] - wide / 2, at[1] - high / 2
    sketch.box(x, y, wide, high, "mark" if held else "ground", "ink", 2.4 if today else 1.2, 8)
    lines = wrapped(classes.names[k], wide - 12, 12, 2, True)
    first = y + (18 if len(lines) > 1 else 24)
    for n, line in enumerate(lines):
        sketch.words(at[0], first + 15 * n, line, size=12, anchor="middle", bold=True)
    number = f"{count(int(np.count_nonzero(inside)), 'state')}{', today' if today else ''}"
    sketch.words(at[0], y + 50, number, "ink", 11, "middle")
    if held:
        words = "1 equilibrium" if held == 1 else f"{held:,} equilibria"
        sketch.words(at[0], y + 66, words, "ink", 11, "middle")
    return f"{classes.names[k]}, {number}, {held:,} of them equilibria"
