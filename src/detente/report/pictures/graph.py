"""The state graph: states as boxes, moves as arrows of their party's colour, improvements bold."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis import Analysis
from detente.model import Graph
from detente.progress import Progress
from detente.report.pictures.chosen import assumed, concepts_said, holding
from detente.report.pictures.classes import class_graph
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.layout import improves, positions
from detente.report.pictures.legend import MARGIN, heading, parties_legend
from detente.report.pictures.letters import width_of
from detente.report.pictures.palette import party_role, party_shape

MOST_STATES_DRAWN = 150
_ALL_MOVES, _ALL_GAINS = 90, 120
_FOLLOWED = 60  # arrows of states that stand in rows; more are no longer followed by eye
_BOX = (40.0, 24.0)
_POINTER = 14.0  # how high a line is that tells where a party would move
POINTED = (
    "Below a state, by the mark of a party, the state to which its best improvement leads: "
    "arrows would be too many to follow."
)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move that is drawn; `gain` where it is an improvement, `both` where it goes both ways."""

    party: int
    start: int
    end: int
    gain: bool
    both: bool = False


def state_graph(analysis: Analysis, progress: Progress | None = None) -> Picture:
    """The graph of at most 150 states; beyond, of classes of states by outcome."""
    graph = analysis.verdicts.graph
    if graph.states > MOST_STATES_DRAWN:
        return class_graph(analysis, progress)
    arrows, how = arrows_of(graph)
    dense = graph.states > 40
    cell = (92.0, 84.0) if not dense else (76.0, 66.0)
    spots, grid = positions(graph, *cell)
    pointed = len(arrows) > _FOLLOWED and not grid
    if pointed:
        arrows, how = best_of(arrows, graph), POINTED
        cell = (76.0, 44.0 + _POINTER * graph.parties)
        spots, _ = positions(graph, *cell)
    title = f"State graph: {analysis.conflict.title}"
    wide = float(spots[:, 0].max()) + 2 * MARGIN + 120
    note = [f"{graph.states} states. {how}"]
    if grid:
        note.append("Along a line of boxes one party moves.")
    if assumed(analysis):
        note.append(assumed(analysis) + ".")
    sketch = Sketch()
    y = heading(sketch, title, " ".join(note), max(wide, 460)) + 6
    y = parties_legend(sketch, analysis.conflict, MARGIN, y, max(wide, 460), "Moves of")
    y = _key(sketch, analysis, y, max(wide, 460))
    top, left = y + 62, MARGIN + 62
    at = [(left + float(x), top + float(v)) for x, v in spots]
    counts = holding(analysis)
    for arrow, side in zip(arrows, sides_of(arrows), strict=True):
        if not pointed:
            draw_arrow(sketch, arrow, at, side, dense, cell)
    for state, (x, v) in enumerate(at):
        _box(sketch, analysis, state, x, v, int(counts[state]))
    if pointed:
        _pointers(sketch, arrows, at, graph.status_quo)
    return sketch.picture("graph", title, _alt(analysis, " ".join(note), arrows), 40.0)


def arrows_of(graph: Graph) -> tuple[list[Arrow], str]:
    moves: list[Arrow] = []
    for party in range(graph.parties):
        for state in range(graph.states):
            for after in graph.moves_from(party, state).tolist():
                moves.append(Arrow(party, state, after, improves(graph, party, after, state)))
    gains = [one for one in moves if one.gain]
    there = {(one.party, one.start, one.end) for one in moves}
    gained = {(one.party, one.start, one.end) for one in gains}
    plain = [
        Arrow(one.party, one.start, one.end, False, (one.party, one.end, one.start) in there)
        for one in moves
        if not one.gain
        and (one.party, one.end, one.start) not in gained
        and not ((one.party, one.end, one.start) in there and one.end < one.start)
    ]
    if len(gains) + len(plain) <= _ALL_MOVES:
        return [*plain, *gains], "Bold arrows are improvements, thin ones other moves."
    if len(gains) <= _ALL_GAINS:
        return gains, "Arrows are improvements; other moves are left out."
    best = best_of(gains, graph)
    return best, (
        f"Arrows are each party's best improvement from a state, {len(best)} of "
        f"{len(gains)} improvements."
    )


def best_of(arrows: list[Arrow], graph: Graph) -> list[Arrow]:
    """Each party's best improvement from a state, among the arrows."""
    best: dict[tuple[int, int], Arrow] = {}
    for one in arrows:
        known = best.get((one.party, one.start))
        if one.gain and (known is None or graph.prefers(one.party, one.end, known.end)):
            best[one.party, one.start] = one
    return list(best.values())


def _pointers(
    sketch: Sketch, arrows: list[Arrow], at: list[tuple[float, float]], today: int | None
) -> None:
    """Below a state, by a party's mark, the state to which that party would move from it."""
    lines: dict[int, int] = {} if today is None else {today: 1}  # below it stands that it is today
    for one in arrows:
        number = lines.get(one.start, 0)
        lines[one.start] = number + 1
        x, y = at[one.start]
        y += _BOX[1] / 2 + 10 + _POINTER * number
        sketch.mark(x - 14, y, party_shape(one.party), party_role(one.party), 3.4)
        sketch.words(x - 6, y + 4, f"→ {one.end + 1}", party_role(one.party), 11)


def sides_of(arrows: list[Arrow]) -> list[float]:
    """How far out each arrow runs among those between the same states: 1, then the other side."""
    beside: dict[tuple[int, int], int] = {}
    sides: list[float] = []
    for one in arrows:
        pair = (min(one.start, one.end), max(one.start, one.end))
        number = beside.get(pair, 0)
        beside[pair] = number + 1
        side = 1 + number // 2
        # an arrow's left is the other side where it runs against the order of its pair
        other = (number % 2 == 1) != (number > 0 and one.start != pair[0])
        sides.append(-side if other else side)
    return sides


def draw_arrow(
    sketch: Sketch,
    one: Arrow,
    at: list[tuple[float, float]],
    side: float,
    dense: bool,
    cell: tuple[float, float],
) -> None:
    width = (1.5 if dense else 2.4) if one.gain else 0.9
    role, (x0, y0), (x1, y1) = party_role(one.party), at[one.start], at[one.end]
    shape = party_shape(one.party) if one.gain else ""
    steps = max(abs(x1 - x0) / cell[0], abs(y1 - y0) / cell[1])
    straight = abs(x1 - x0) < 1 or abs(y1 - y0) < 1
    if straight and steps > 1.2 and side > 0:
        rise = (12.0 + 4.5 * min(steps, 7)) * side
        sketch.bridge(at[one.start], at[one.end], rise, role, width, _BOX, shape, not one.both)
        return
    bend = side * (6.0 if straight else 9.0) - (3.0 if side < 0 else 0.0)
    sketch.arc(at[one.start], at[one.end], bend, role, width, _BOX, shape, head=not one.both)


def _box(sketch: Sketch, analysis: Analysis, state: int, x: float, y: float, held: int) -> None:
    wide, high = _BOX
    graph = analysis.verdicts.graph
    fill = "mark" if held else "ground"
    sketch.box(x - wide / 2, y - high / 2, wide, high, fill, "ink" if held else "soft", 1.2, 6)
    if held and held == len(analysis.concepts):
        sketch.box(x - wide / 2 - 3, y - high / 2 - 3, wide + 6, high + 6, "", "ink", 1.2, 8)
    sketch.words(x, y + 4.5, str(state + 1), size=13, anchor="middle", bold=bool(held))
    if state == graph.status_quo:
        words = "today"
        half = width_of(words, 11, True) / 2 + 3
        sketch.box(x - half, y + high / 2 + 2, 2 * half, 15, "ink", "", 1, 4)
        sketch.words(x, y + high / 2 + 13, words, "ground", 11, "middle", bold=True)


def _key(sketch: Sketch, analysis: Analysis, y: float, room: float) -> float:
    """What the boxes mean."""
    sketch.box(MARGIN, y - 12, 22, 15, "mark", "ink", 1.2, 4)
    words = f"equilibrium under some of {', '.join(analysis.concepts)}"
    sketch.words(MARGIN + 30, y, words, size=12)
    at = MARGIN + 30 + width_of(words, 12) + 24
    if at + 140 > room:
        at, y = MARGIN, y + 20
    sketch.box(at + 2, y - 11, 18, 13, "mark", "ink", 1.2, 4)
    sketch.box(at - 1, y - 14, 24, 19, "", "ink", 1.2, 5)
    sketch.words(at + 32, y, "under all of them", size=12)
    return y + 8


def _alt(analysis: Analysis, note: str, arrows: list[Arrow]) -> str:
    graph = analysis.verdicts.graph
    counts = holding(analysis)
    states = []
    for state in range(graph.states):
        marks = ["today"] if state == graph.status_quo else []
        if counts[state]:
            marks.append(f"equilibrium under {concepts_said(analysis, state)}")
        told = f" ({'; '.join(marks)})" if marks else ""
        states.append(f"{state + 1} {graph.state_text(state)}{told}")
    gains = [
        f"{analysis.conflict.party(graph.names[one.party]).words} {one.start + 1} to {one.end + 1}"
        for one in arrows
        if one.gain
    ]
    return f"{note} States: {', '.join(states)}. Improvements drawn: {', '.join(gains) or 'none'}."
