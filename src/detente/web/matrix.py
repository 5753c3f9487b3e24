"""The matrix: states as columns; what is done, who would leave, under what it holds, which outcome.

Counts stand in the rows, each with what it was before the last change where that was otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from markupsafe import Markup

from detente.analysis import Analysis
from detente.web.columns import Chosen, chosen
from detente.web.marks import shape
from detente.web.view import View

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Column:
    """A state. turned: `new` where it came to hold by the last change, `gone` where it ceased."""

    text: str
    letter: str
    words: str
    told: str
    url: str
    today: bool
    picked: bool
    turned: str
    first: bool

    @property
    def look(self) -> str:
        """The classes of its cells."""
        picks = ((self.today, " t"), (self.picked, " s"), (self.first, " gap"))
        return "".join(name for holds, name in picks if holds)


@dataclass(frozen=True)
class Row:
    """A row: its heading, its count and what that was, and a cell a column.

    key  what the count is, for those who compare it: `equilibria seq`, `leave USA`, …
    """

    label: Any
    tip: str
    cells: tuple[bool, ...]
    key: str = ""
    count: int | None = None
    was: int | None = None
    firm: int | None = None
    weak: bool = False
    mark: Any = ""
    hollow: Any = ""
    url: str = ""
    changed: tuple[bool, ...] = ()
    note: str = ""

    def marks(self, kind: str, columns: tuple[Column, ...]) -> Markup:
        """The cells of the row."""
        changed = self.changed or (False,) * len(self.cells)
        weak = self.weak or kind == "outcome"
        return Markup("").join(
            _cell(kind, cell, differs, column.look, weak, self.mark if cell else self.hollow)
            for cell, differs, column in zip(self.cells, changed, columns, strict=True)
        )


@lru_cache(maxsize=1024)
def _cell(kind: str, cell: bool, differs: bool, look: str, weak: bool, mark: Markup) -> Markup:
    """A cell. There are few kinds of them, and many of each."""
    if kind == "options":
        name, words = "chg" if differs else "", "yes" if cell else "no"
        inner = Markup('<span class="c">{}<span class="vh">{}</span></span>').format(mark, words)
    elif not cell:
        name, inner = "x", Markup('<span class="vh">no</span>')
    elif kind == "leave":
        name, inner = "", Markup('{}<span class="vh">leaves</span>').format(mark)
    else:
        name, inner = "w" if weak else "b", Markup('<span class="vh">yes</span>')
    return Markup('<td class="{}{}">{}</td>').format(name, look, inner)


@dataclass(frozen=True)
class Block:
    """Rows under one heading at the left."""

    title: Any
    rows: tuple[Row, ...]
    kind: str
    strong: bool = False


@dataclass(frozen=True)
class Matrix:
    """All of it. groups: (heading, note, how many columns)."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, str, int], ...]
    blocks: tuple[Block, ...] = field(repr=False)
    chosen: Chosen = field(repr=False)


def matrix(view: View, analysis: Analysis) -> Matrix:
    """The matrix of the states that the page is asked for."""
    found = chosen(view, analysis)
    states = np.array(found.states, dtype=np.int64)
    blocks = [*_options(view, analysis, states), _leave(view, analysis, states)]
    blocks += [_hold(view, analysis, states), _outcomes(view, analysis, states)]
    groups = tuple((one.title, one.note, len(one.states)) for one in found.groups)
    kept = tuple(one for one in blocks if one.rows)
    return Matrix(_columns(view, analysis, found), groups, kept, found)


def letter(k: int) -> str:
    """A, B, …, Z, AA, …"""
    return _LETTERS[k] if k < 26 else letter(k // 26 - 1) + _LETTERS[k % 26]


def _columns(view: View, analysis: Analysis, found: Chosen) -> tuple[Column, ...]:
    graph, picked = analysis.verdicts.graph, view.picked
    firsts = {group.states[0] for group in found.groups if group.states}
    columns = []
    for k, state in enumerate(found.states):
        text = graph.state_text(state)
        columns.append(
            Column(
                text,
                letter(k),
                _brief(view.marks.state(text)),
                str(analysis._state(state).told),
                view.url(s=text, party=None),
                state == graph.status_quo,
                text == picked,
                _turned(view, analysis, state),
                state in firsts,
            )
        )
    return tuple(columns)


def _brief(words: str, most: int = 4) -> str:
    """The words over a column: what stands beyond the fourth change is counted."""
    parts = words.split(", ")
    rest = len(parts) - most + 1
    return words if rest < 2 else f"{', '.join(parts[: most - 1])}, {rest} more"


def _turned(view: View, analysis: Analysis, state: int) -> str:
    """Whether the last change made the state hold, or fail, under the concept that tells."""
    before, concept = view.before, view.concept
    if before is None or concept not in before.concepts or concept not in analysis.concepts:
        return ""
    place = before.verdicts.graph.find_state(analysis.verdicts.graph.state_text(state))
    was = place is not None and bool(before.verdicts.equilibria(concept)[place])
    now = bool(analysis.verdicts.equilibria(concept)[state])
    return "" if was == now else "new" if now else "gone"


def _options(view: View, analysis: Analysis, states: Any) -> list[Block]:
    conflict, graph = analysis.conflict, analysis.verdicts.graph
    if conflict.form == "graph":
        return []
    codes = graph.codes[states]
    today = None if graph.status_quo is None else int(graph.codes[graph.status_quo])
    blocks, bit = [], 0
    for place, party in enumerate(conflict.decision_makers):
        rows = []
        for option in party.options:
            taken = tuple(((codes >> np.int64(bit)) & 1 == 1).tolist())
            was = None if today is None else bool(today >> bit & 1)
            rows.append(
                Row(
                    view.marks.word(option),
                    option.words,
                    taken,
                    mark=shape(place),
                    hollow=shape(place, hollow=True),
                    changed=tuple(was is not None and one != was for one in taken),
                    note="" if option.short or option.words == option.name else option.words,
                )
            )
            bit += 1
        blocks.append(Block(view.marks.party(party.name), tuple(rows), "options"))
    return blocks


def _was(view: View, now: int, was: int | None) -> int | None:
    return None if view.before is None or was == now else was


def _leave(view: View, analysis: Analysis, states: Any) -> Block:
    concept, before = view.concept, view.before
    if not concept:
        return Block("Would leave", (), "leave")
    rows = []
    for place, name in enumerate(analysis.verdicts.graph.names):
        stays = analysis.verdicts.stable(place, concept)
        count = int(np.count_nonzero(~stays))
        was = None
        if before is not None and concept in before.concepts:
            names = before.verdicts.graph.names
            if name in names:
                plane = before.verdicts.stable(names.index(name), concept)
                was = int(np.count_nonzero(~plane))
        rows.append(
            Row(
                view.marks.party(name),
                f"states that {view.conflict.party(name).words} would leave under {concept}",
                tuple((~stays[states]).tolist()),
                f"leave {name}",
                count,
                _was(view, count, was),
                mark=Markup(
                    '<svg class="arr c{}" aria-hidden="true"><use href="#arr"/></svg>'
                ).format(place % 7 + 1),
                url=view.url(show=f"left:{name}", part=None),
            )
        )
    return Block("Would leave", tuple(rows), "leave", strong=True)


def _hold(view: View, analysis: Analysis, states: Any) -> Block:
    before, floods = view.before, analysis.floods()
    rows = []
    for one in analysis.verdicts.asked:
        if one.id not in analysis.concepts:
            continue
        count = analysis.count(one.id)
        known = before is not None and one.id in before.concepts
        was = before.count(one.id) if before is not None and known else None
        tip = one.concept.sentence.format(horizon=one.horizon)
        rows.append(
            Row(
                one.concept.name.removesuffix(" stability"),
                f"{one.concept.name}: {tip}",
                tuple(analysis.verdicts.equilibria(one.id)[states].tolist()),
                f"equilibria {one.id}",
                count,
                _was(view, count, was),
                weak=one.id in floods,
                url=view.url(concept=one.id),
            )
        )
    return Block("Holds under", tuple(rows), "hold", strong=True)


def _outcomes(view: View, analysis: Analysis, states: Any) -> Block:
    rows = []
    for name, plane in analysis.outcome_planes.items():
        title = analysis.conflict.outcomes[name].words
        rows.append(
            Row(
                title,
                f"the states where {title} holds",
                tuple(plane[states].tolist()),
                f"states {name}",
                int(np.count_nonzero(plane)),
                url=view.url(show=f"in:{name}", part=None),
            )
        )
    return Block("Outcome", tuple(rows), "outcome", strong=True)
