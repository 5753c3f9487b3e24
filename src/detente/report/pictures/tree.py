"""The evolution tree: where steps lead from today; with a target, the ways into it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from detente.analysis import Evolution, change_words, listed
from detente.report.numbers import count
from detente.report.pictures.drawing import Picture, Sketch
from detente.report.pictures.legend import MARGIN, heading, parties_legend
from detente.report.pictures.letters import cut, wrapped
from detente.report.pictures.palette import party_role, party_shape

_DEEPEST, _WIDEST, _NODES = 4, 4, 26
_ACROSS, _DOWN = 318.0, 76.0
_BOX = (210.0, 58.0)


@dataclass
class _Node:
    """A state in the tree, and the step that led to it."""

    state: int
    depth: int
    by: tuple[int, ...] = ()
    change: str = ""
    resisted: bool = False
    more: int = 0
    after: list[_Node] = field(default_factory=list)
    row: float = 0.0


def evolution_tree(answer: Evolution) -> Picture:
    """The tree from the start; of the ways told where there is a target."""
    conflict = answer.conflict
    root = _ways(answer) if answer.ways is not None else _course(answer)
    _place(root, 0.0)
    nodes = list(_walk(root))
    title = f"Where it can go: {conflict.title}"
    note = _note(answer)
    sketch = Sketch()
    deepest = max(node.depth for node in nodes)
    room = max(2 * MARGIN + deepest * _ACROSS + _BOX[0], 560.0)
    y = heading(sketch, title, note, room) + 6
    y = parties_legend(sketch, conflict, MARGIN, y, room, "Steps of") + 6
    for node in nodes:
        for child in node.after:
            _branch(sketch, node, child, y)
    for node in nodes:
        _state(sketch, answer, node, y)
    told = [_told(answer, node) for node in nodes if node.by]
    return sketch.picture("tree", title, f"{note} {' '.join(told)}".strip())


def _note(answer: Evolution) -> str:
    kinds = {
        "moves": "any moves",
        "best": "best improvements",
        "undeterred": "improvements that nobody answers",
    }
    kind = kinds.get(answer.by, "improvements")
    ways = answer.ways
    if ways is None:
        return (
            f"Shortest ways by {kind} from {answer.start}; "
            f"{count(answer.in_reach, 'state')} in reach, {count(answer.ends_count, 'end')}."
        )
    if ways.steps is not None:
        more = (
            f", {min(len(ways.paths), ways.count)} of {ways.count} drawn" if ways.count > 1 else ""
        )
        return f"To {ways.target.words}: {count(ways.steps, 'step')} by {kind}{more}."
    if ways.least is None:
        return f"To {ways.target.words}: no moves lead there."
    return (
        f"To {ways.target.words}: out of reach by {kind}. The least resisted way; dashed steps are "
        "those that their party does not gain by."
    )


def _ways(answer: Evolution) -> _Node:
    ways = answer.ways
    assert ways is not None
    root = _Node(answer.place, 0)
    index = answer.graph.names.index
    for path in ways.paths or ((ways.least,) if ways.least else ()):
        here = root
        for step in path:
            place = answer.graph.find_state(step.to)
            assert place is not None
            by = tuple(index(name) for name in step.by)
            known = next((n for n in here.after if (n.state, n.by) == (place, by)), None)
            if known is None:
                change = change_words(answer.conflict, step.start, step.to)
                known = _Node(place, here.depth + 1, by, change, step.resisted)
                here.after.append(known)
            here = known
    return root


def _course(answer: Evolution) -> _Node:
    """The tree of shortest ways; each state stands in it once, breadth first."""
    walk, told = answer.teller.walk, {answer.place}
    root = _Node(answer.place, 0)
    level, number = [root], 1
    while level and level[0].depth < _DEEPEST and number < _NODES:
        following: list[_Node] = []
        for node in level:
            here = np.array([node.state], dtype=np.int64)
            for mover, group in enumerate(walk.movers):
                if group == node.by:
                    continue
                _, ends = walk.steps(mover, here)
                for end in ends.tolist():
                    if answer.fewest[end] != node.depth + 1 or end in told:
                        continue
                    told.add(end)
                    if len(node.after) >= _WIDEST or number >= _NODES:
                        node.more += 1
                        continue
                    number += 1
                    start, to = answer.teller.state(node.state), answer.teller.state(end)
                    change = change_words(answer.conflict, start, to)
                    node.after.append(_Node(end, node.depth + 1, group, change))
            following += node.after
        level = following
    return root


def _place(node: _Node, row: float) -> float:
    """Give each node its row, parents beside the middle of their children; returns the next row."""
    if not node.after:
        node.row = row
        return row + (1.4 if node.more else 1.0)
    begin = row
    for child in node.after:
        row = _place(child, row)
    node.row = (node.after[0].row + node.after[-1].row) / 2
    return max(row + (0.4 if node.more else 0), begin + 1)


def _walk(node: _Node) -> list[_Node]:
    return [node, *(one for child in node.after for one in _walk(child))]


def _spot(node: _Node, top: float) -> tuple[float, float]:
    return MARGIN + node.depth * _ACROSS, top + node.row * _DOWN


def _branch(sketch: Sketch, node: _Node, child: _Node, top: float) -> None:
    (x0, y0), (x1, y1) = _spot(node, top), _spot(child, top)
    x0, y0, y1 = x0 + _BOX[0], y0 + _BOX[1] / 2, y1 + _BOX[1] / 2
    role = party_role(child.by[0])
    sketch.arc((x0, y0), (x1, y1), 0.0, role, 2.2, dashed=child.resisted)
    mx, my = x0 + (x1 - x0) * 0.42, y0 + (y1 - y0) * 0.42
    for k, party in enumerate(child.by):
        sketch.mark(mx + 12 * k, my, party_shape(party), party_role(party), 4.5)


def _state(sketch: Sketch, answer: Evolution, node: _Node, top: float) -> None:
    x, y = _spot(node, top)
    wide, high = _BOX
    concepts = answer.concepts_at(str(answer.teller.state(node.state)))
    end = answer.is_end(node.state)
    fill = "mark" if concepts else "band"
    sketch.box(
        x, y, wide, high, fill, "ink" if end or not node.depth else "line", 2.2 if end else 1.2, 6
    )
    name = str(answer.teller.state(node.state))
    head = f"{name} today" if not node.depth and answer.graph.status_quo == node.state else name
    if not node.by:
        sketch.words(
            x + wide / 2,
            y + 18,
            cut(head, wide - 10, 12, True),
            size=12,
            anchor="middle",
            bold=True,
        )
        below = _outcomes(answer, name) or ("ends here" if end and not node.after else "")
        first, room = y + 35, 2
    else:
        lines = wrapped(_change(node), wide - 10, 11, 2)
        for k, line in enumerate(lines):
            sketch.words(x + wide / 2, y + 16 + 14 * k, line, size=11, anchor="middle")
        below = f"→ {_outcomes(answer, name) or name}"
        first, room = y + 19 + 14 * len(lines), 3 - len(lines)
    for k, line in enumerate(wrapped(below, wide - 10, 11, room)):
        sketch.words(x + wide / 2, first + 14 * k, line, "soft", 11, "middle")
    if node.more:
        words = f"and {count(node.more, 'more state')} next"
        sketch.words(x + wide + 8, y + high + 10, words, "soft", 11)


def _outcomes(answer: Evolution, state: str) -> str:
    """The outcomes of a state, the narrowest first: it says most."""
    names = answer.outcomes_of(state)
    return ", ".join(sorted(names, key=lambda name: int(answer.outcomes[name].sum())))


def _change(node: _Node) -> str:
    """What the step changes; without the party, which the mark names."""
    return node.change.replace("dropping ", "− ").replace("taking up ", "+ ")


def _told(answer: Evolution, node: _Node) -> str:
    names = [answer.conflict.party(answer.graph.names[k]).words for k in node.by]
    state = answer.teller.state(node.state)
    marks = ["against its wish"] if node.resisted else []
    if answer.is_end(node.state):
        marks.append("here it ends")
    told = f" ({'; '.join(marks)})" if marks else ""
    return f"Step {node.depth}: {listed(names)}, {node.change}, to {state}{told}."
