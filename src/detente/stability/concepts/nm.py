"""Non-myopic stability: limited-move stability at all long horizons."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.problems import NotDefined
from detente.stability.concepts.l import longer, start
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def nm(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the party stays at every horizon from some one on: bool (states,).

    The table of expectations depends on the one before only, so it becomes periodic: stable is
    who stays throughout the period. NotDefined where no period shows within bounds: undecided.
    Source: [K84, FHK89].
    """
    return session.kept("nm", lambda: _periods(session))[party]


def _periods(session: Session) -> NDArray[np.bool_]:
    table = start(session.graph)
    seen: dict[bytes, int] = {}
    history: list[NDArray[np.uint8]] = []
    while (key := hashlib.blake2b(table.worst.tobytes()).digest()) not in seen:
        if len(history) > limit("non_myopic_moves") or len(history) * table.stays.size > 2**30:
            raise NotDefined(
                "nm", f"undecided: the expectations did not repeat within {len(history):,} moves"
            )
        seen[key] = len(history)
        table = longer(session.graph, table)
        history.append(np.packbits(table.stays))
    together = np.bitwise_and.reduce(np.stack(history[seen[key] :]))
    size = table.stays.size
    return np.unpackbits(together)[:size].astype(bool).reshape(table.stays.shape)


register(
    Concept(
        id="nm",
        name="Non-myopic stability",
        sentence="However far ahead both look, nobody moves.",
        source="[K84, FHK89]",
        tier="extended",
        why="anticipation",
        judge=nm,
        needs=frozenset({"two parties", "ranks"}),
        order=13,
    )
)
