"""The what-if matrix: for each outcome, whether it would hold before the change and after it."""

from __future__ import annotations

from detente.analysis import WhatIf
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading
from detente.report.pictures.letters import cut, width_of

_COLUMNS, _ROWS = 14, 24
_CELL, _LINE, _LABEL = 92.0, 30.0, 230.0


def what_if_matrix(answer: WhatIf) -> Picture:
    """Rows are outcomes. Columns are concepts with the number of readings, before and after."""
    title = f"What if: {answer.conflict.title}"
    readings = len(answer.columns)
    few = f"{readings:,} readings" if readings > 1 else "one reading"
    changes = "; ".join(answer.changes) or "nothing changed: readings side by side"
    note = (
        f"{changes}. A cell says in how many of {few} some equilibrium lies in the outcome, before "
        "and after."
        if readings > 1
        else f"{changes}. A cell says how many equilibria lie in the outcome, before and after."
    )
    names = list(answer.conflict.outcomes)[:_ROWS]
    concepts = [one.id for one in answer.concepts][:_COLUMNS]
    before, after = _numbers(answer, False), _numbers(answer, True)
    label = min(_LABEL, max([width_of(one, 13) for one in names], default=100.0) + 16)
    sketch = Sketch()
    room = max(label + _CELL * len(concepts), 480.0)
    y = heading(sketch, title, note, room) + 8
    for k, concept in enumerate(concepts):
        x = MARGIN + label + (k + 0.5) * _CELL
        sketch.words(x, y + 12, concept, size=12, anchor="middle", bold=True)
    y += 20
    told = []
    for name in names:
        sketch.words(MARGIN, y + 19, cut(name, label - 8, 13), size=13)
        parts = []
        for k, concept in enumerate(concepts):
            one, other = before[name][concept], after[name][concept]
            _cell(sketch, MARGIN + label + k * _CELL, y, one, other)
            if one != other:
                parts.append(f"{concept} {one:,} to {other:,}")
        told.append(f"{name}: {', '.join(parts) or 'as before'}")
        y += _LINE
    if not names:
        sketch.words(MARGIN, y + 16, "The model names no outcomes.", "soft", 13)
        y += _LINE
    y += 16
    words = "▲ more than before, ▼ fewer; one number: as before"
    sketch.words(MARGIN, y, words, "soft", 12)
    if len(answer.conflict.outcomes) > len(names):
        rest = len(answer.conflict.outcomes) - len(names)
        sketch.words(MARGIN, y + 16, f"{rest} more outcomes are not drawn", "soft", 12)
    return sketch.picture("matrix", title, f"{note} {'; '.join(told)}.")


def _numbers(answer: WhatIf, after: bool) -> dict[str, dict[str, int]]:
    if len(answer.columns) > 1:
        return answer.outcomes(after)
    column = answer.columns[0]
    return {name: dict(one) for name, one in (column.after if after else column.before).items()}


def _cell(sketch: Sketch, x: float, y: float, before: int, after: int) -> None:
    role = "line" if before == after else "good" if after > before else "bad"
    fill = "yes" if after else "band"
    sketch.box(x + 2, y + 2, _CELL - 4, _LINE - 4, fill, role, 1 if before == after else 2.2, 4)
    if before == after:
        words = f"{after:,}" if after else "–"
        sketch.words(x + _CELL / 2, y + 20, words, "ink" if after else "soft", 12, "middle")
        return
    sign = "▲" if after > before else "▼"
    words = f"{before:,}→{after:,} {sign}"
    size = 12 if width_of(words, 12, True) < _CELL - 6 else 9
    sketch.words(x + _CELL / 2, y + 20, words, role, size, "middle", bold=True)
