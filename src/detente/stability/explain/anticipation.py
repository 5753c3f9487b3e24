"""Why by anticipation: limited-move and non-myopic stability, for two parties."""

from __future__ import annotations

import hashlib

import numpy as np

from detente.stability.concepts.l import Horizon, longer, start
from detente.stability.explain.scene import Scene, Why


def anticipation(scene: Scene, horizon: int) -> tuple[bool, Why]:
    """The verdict and its Why: the moves expected, or what the best move would come to."""
    tables = [start(scene.graph)]
    for _ in range(horizon):
        tables.append(longer(scene.graph, tables[-1]))
    return _told(scene, tables)


def non_myopic(scene: Scene) -> tuple[bool, Why]:
    """As anticipation, at a horizon of the period, one at which the party moves if it does."""
    tables = [start(scene.graph)]
    seen: dict[bytes, int] = {}
    while (key := hashlib.blake2b(tables[-1].worst.tobytes()).digest()) not in seen:
        seen[key] = len(tables) - 1
        tables.append(longer(scene.graph, tables[-1]))
    # Past the first period the sets of expected ends have settled too, not only their least ranks.
    length = len(tables) - 1 - seen[key]
    for _ in range(length + 16):
        tables.append(longer(scene.graph, tables[-1]))
    period = range(len(tables) - length, len(tables))
    moving = [h for h in period if not tables[h].stays[scene.party, scene.start]]
    return _told(scene, tables[: (moving[0] if moving else period[0]) + 1])


def _told(scene: Scene, tables: list[Horizon]) -> tuple[bool, Why]:
    """The line of play from the start with len(tables) - 1 moves left."""
    horizon = len(tables) - 1
    stays = bool(tables[horizon].stays[scene.party, scene.start])
    here, mover, left, line = scene.start, scene.party, horizon, []
    while left > 0:
        before = tables[left - 1].worst
        moves = scene.moves(mover, here)
        leaves = not tables[left].stays[mover, here]
        if not len(moves) or not (leaves or (here == scene.start and left == horizon)):
            break
        other = 1 - mover
        value = before[other, mover, moves]
        best = moves[value == value.max()]
        # Of equally good moves the asking party counts on the worst; its own first by state order.
        mine = before[other, scene.party, best]
        here = int(best[int(np.argmin(mine))])
        line.append({"by": scene.graph.names[mover], "to": scene.text(here)})
        mover, left = other, left - 1
    why: Why = {
        "kind": "anticipation",
        "line": line,
        "end": scene.text(here),
        "compare": scene.compare(here),
        "horizon": horizon,
    }
    if stays:
        why["improvements"] = [scene.text(after) for after in scene.improvements]
    return stays, why
