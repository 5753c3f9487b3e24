"""Why by anticipation: limited-move and non-myopic stability, for two parties."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.engines.foresight import Horizon, longer, start
from detente.stability.explain.party_at_state import PartyAtState, Why

if TYPE_CHECKING:
    from detente.stability.registry import Asked


def anticipation(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """The verdict and its Why: the moves expected, or what the best move would come to."""
    tables = [start(point.graph)]
    for _ in range(asked.horizon):
        tables.append(longer(point.graph, tables[-1]))
    return _told(point, tables)


def non_myopic(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """As anticipation, at a horizon of the period, one at which the party moves if it does."""
    tables = [start(point.graph)]
    seen: dict[bytes, int] = {}
    while (key := hashlib.blake2b(tables[-1].worst.tobytes()).digest()) not in seen:
        seen[key] = len(tables) - 1
        tables.append(longer(point.graph, tables[-1]))
    # Past the first period the sets of expected ends have settled too, not only their least ranks.
    length = len(tables) - 1 - seen[key]
    for _ in range(length + 16):
        tables.append(longer(point.graph, tables[-1]))
    period = range(len(tables) - length, len(tables))
    moving = [h for h in period if not tables[h].stays[point.party, point.start]]
    return _told(point, tables[: (moving[0] if moving else period[0]) + 1])


def _told(point: PartyAtState, tables: list[Horizon]) -> tuple[bool, Why]:
    """The line of play from the start with len(tables) - 1 moves left."""
    horizon = len(tables) - 1
    stays = bool(tables[horizon].stays[point.party, point.start])
    here, mover, left, line = point.start, point.party, horizon, []
    while left > 0:
        before = tables[left - 1].worst
        moves = point.moves(mover, here)
        leaves = not tables[left].stays[mover, here]
        if not len(moves) or not (leaves or (here == point.start and left == horizon)):
            break
        other = 1 - mover
        value = before[other, mover, moves]
        best = moves[value == value.max()]
        # Of equally good moves the asking party counts on the worst; its own first by state order.
        mine = before[other, point.party, best]
        here = int(best[int(np.argmin(mine))])
        line.append({"by": point.graph.names[mover], "to": point.text(here)})
        mover, left = other, left - 1
    why: Why = {
        "kind": "anticipation",
        "line": line,
        "end": point.text(here),
        "compare": point.compare(here),
        "horizon": horizon,
    }
    if stays:
        why["improvements"] = [point.text(after) for after in point.improvements]
    return stays, why
