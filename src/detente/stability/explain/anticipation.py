"""Why by anticipation: limited-move and non-myopic stability, for two parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.stability.engines.foresight import Horizon, period, tables
from detente.stability.explain.party_at_state import PartyAtState, Why

if TYPE_CHECKING:
    from detente.stability.registry import Asked

_SETTLED = 16  # moves


def anticipation(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """The verdict and its Why: the moves expected, or what the best move would come to."""
    return _told(point, tables(point.graph, asked.horizon))


def non_myopic(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """As anticipation, at a horizon of the period, one at which the party moves if it does."""
    found = period(point.graph)
    # Past the first period the sets of expected ends have settled too, not only their least ranks.
    last = found.begin + 2 * found.length + _SETTLED
    every = tables(point.graph, last)
    within = range(last + 1 - found.length, last + 1)
    moving = [h for h in within if not every[h].stays[point.party, point.start]]
    return _told(point, every[: (moving[0] if moving else within[0]) + 1])


def _told(point: PartyAtState, every: list[Horizon]) -> tuple[bool, Why]:
    """The line of play from the start with len(every) - 1 moves left."""
    horizon = len(every) - 1
    stays = bool(every[horizon].stays[point.party, point.start])
    here, mover, left, line = point.start, point.party, horizon, []
    while left > 0:
        before = every[left - 1].worst
        moves = point.moves(mover, here)
        leaves = not every[left].stays[mover, here]
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
