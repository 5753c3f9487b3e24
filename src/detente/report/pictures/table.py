"""The option table: the field's classic, options in rows and states in columns.

Below stand each party's order of these states and the concepts under which they are equilibria.
"""

from __future__ import annotations

from detente.analysis import Analysis
from detente.model import Ranks
from detente.report.pictures.chosen import assumed, holding, telling
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading
from detente.report.pictures.letters import cut, width_of, wrapped
from detente.report.pictures.palette import party_role, party_shape

_MOST = 24
_CELL, _LINE = 30.0, 22.0
_LABEL = 330.0
_NAME, _UPWARDS = 64.0, 170.0  # how wide a name of a state may be beside others, and upwards
Row = tuple[str, list[str], str]  # label, a cell a state, and the kind of the row


def option_table(analysis: Analysis, most: int = _MOST) -> Picture:
    """The table of at most `most` states: all, or today's and one of each sort of equilibria."""
    places, complete = telling(analysis, most)
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    rows = [*_options(analysis, places), *_ranks(analysis, places), *_verdicts(analysis, places)]
    label = min(_LABEL, max(width_of(row[0], 13, row[2] == "party") for row in rows) + 34)
    label = max(label, 150.0)
    cell = max(_CELL, max((width_of(str(k + 1), 12) for k in places), default=0) + 8)
    cell = max(
        cell, *(0.0 if _upwards(row) else _widest(row) + 8 for row in rows if row[2] == "name"), 0
    )
    room = max(label + cell * len(places), 420.0)
    note = _note(analysis, places, complete)
    sketch = Sketch()
    top = heading(sketch, f"Option table: {conflict.title}", note, room) + 6
    left = MARGIN + label
    counts = holding(analysis)
    bottom = top + _LINE + sum(_height(row, label) for row in rows)
    for k, place in enumerate(places):
        x = left + k * cell
        if counts[place]:
            sketch.box(x + 1, top, cell - 2, bottom - top, fill="mark", round_=4)
        if place == graph.status_quo:
            sketch.box(x + 1, top, cell - 2, bottom - top, stroke="ink", width=2, round_=4)
        sketch.words(x + cell / 2, top + 15, str(place + 1), "ink", 12, "middle", bold=True)
    sketch.words(MARGIN, top + 15, "State", "soft", 12)
    y = top + _LINE
    for row in rows:
        _draw(sketch, row, analysis, y, left, cell, label)
        y += _height(row, label)
    y += 16
    if graph.status_quo in places:
        sketch.words(MARGIN, y, "Framed: today.", "soft", 12)
        y += 16
    if any(counts[place] for place in places):
        sketch.words(MARGIN, y, "Shaded: equilibrium under a concept named above.", "soft", 12)
    return sketch.picture("table", f"Option table: {conflict.title}", _alt(analysis, places, note))


def _widest(row: Row) -> float:
    return max((width_of(one, 12) for one in row[1]), default=0.0)


def _upwards(row: Row) -> bool:
    """Whether the row's names are too long to stand beside each other."""
    return row[2] == "name" and _widest(row) > _NAME


def _height(row: Row, label: float) -> float:
    if _upwards(row):
        return _widest(row) + 12
    more = 6 if row[2] in ("party", "section") else 15 * (len(_label(row, label)) - 1)
    return _LINE + more


def _indent(row: Row) -> float:
    return 18.0 if row[2] in ("option", "rank") else 0.0


def _label(row: Row, label: float) -> list[str]:
    """The row's label in at most two lines."""
    return wrapped(row[0], label - _indent(row) - 8, 13, 2)


def _draw(
    sketch: Sketch, row: Row, analysis: Analysis, y: float, left: float, cell: float, label: float
) -> None:
    words, cells, kind = row
    base = y + 15 + (6 if kind in ("party", "section") else 0)
    if kind == "section":
        sketch.line([(MARGIN, y + 4), (left + cell * max(len(cells), 1), y + 4)])
        sketch.words(MARGIN, base, cut(words, label - 8, 12), "soft", 12)
        return
    names = [one.words for one in analysis.conflict.decision_makers]
    if kind == "party":
        k = names.index(words)
        sketch.mark(MARGIN + 6, base - 4, party_shape(k), party_role(k))
        sketch.words(MARGIN + 18, base, cut(words, label - 24, 13, True), size=13, bold=True)
        return
    if kind == "rank":
        k = names.index(words)
        sketch.mark(MARGIN + 6, base - 4, party_shape(k), party_role(k))
    for n, line in enumerate(_label(row, label)):
        sketch.words(MARGIN + _indent(row), base + 15 * n, line, size=13)
    for k, text in enumerate(cells):
        if text == "●":
            sketch.mark(left + (k + 0.5) * cell, base - 5, "circle", "good", 4.5)
        elif _upwards(row):
            bottom = y + _height(row, label) - 6
            sketch.words(left + (k + 0.5) * cell + 4, bottom, text, "ink", 12, turned=True)
        elif text:
            role = "ink" if text != "N" else "soft"
            size = 13 if kind == "option" else 12
            middle = left + (k + 0.5) * cell
            sketch.words(middle, base, text, role, size, "middle", bold=text == "Y")


def _options(analysis: Analysis, places: list[int]) -> list[Row]:
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    if graph.form == "graph":
        listed = {one.name: one for one in conflict.states}
        states = [listed[graph.state_text(k)] for k in places]
        rows: list[Row] = [("Name", [cut(one.name, _UPWARDS, 12) for one in states], "name")]
        for party in conflict.decision_makers:
            done = [one.strategies.get(party.name, "") for one in states]
            for strategy in dict.fromkeys(filter(None, done)):
                if not rows or rows[-1][2] != "option" or strategy == done[0]:
                    rows.append((party.words, [], "party"))
                rows.append((strategy, ["Y" if one == strategy else "" for one in done], "option"))
        return _once(rows)
    texts = [graph.state_text(k) for k in places]
    rows, k = [], 0
    for party in conflict.decision_makers:
        if party.options:
            rows.append((party.words, [], "party"))
        for option in party.options:
            rows.append((option.title or option.name, [text[k] for text in texts], "option"))
            k += 1
    return rows


def _once(rows: list[Row]) -> list[Row]:
    """The rows without a party's heading that stands there already."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        if row[2] == "party":
            if row[0] in seen:
                continue
            seen.add(row[0])
        kept.append(row)
    return kept


def _ranks(analysis: Analysis, places: list[int]) -> list[Row]:
    rows: list[Row] = []
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    for name, order in zip(graph.names, graph.orders, strict=True):
        if isinstance(order, Ranks):
            ranks = [str(int(order.rank[k])) for k in places]
            rows.append((conflict.party(name).words, ranks, "rank"))
    return [("Rank, 0 is worst", [""] * len(places), "section"), *rows] if rows else []


def _verdicts(analysis: Analysis, places: list[int]) -> list[Row]:
    rows: list[Row] = [("Equilibrium under", [""] * len(places), "section")]
    for concept in analysis.concepts:
        plane = analysis.verdicts.equilibria(concept)
        rows.append((concept, ["●" if plane[k] else "" for k in places], "concept"))
    return rows


def _note(analysis: Analysis, places: list[int], complete: bool) -> str:
    told = f"{analysis.size:,} states"
    if not complete:
        today = "today's and " if analysis.verdicts.graph.status_quo in places else ""
        told += f"; shown: {today}one of each sort of equilibria, {len(places)} in all"
    more = assumed(analysis)
    return told + (f"; {more}" if more else "")


def _alt(analysis: Analysis, places: list[int], note: str) -> str:
    graph = analysis.verdicts.graph
    parts = []
    for place in places:
        names = [one for one in analysis.concepts if analysis.verdicts.equilibria(one)[place]]
        today = " (today)" if place == graph.status_quo else ""
        held = f"equilibrium under {', '.join(names)}" if names else "no equilibrium"
        parts.append(f"{place + 1} {graph.state_text(place)}{today}: {held}")
    return f"{note}. {'. '.join(parts)}."
