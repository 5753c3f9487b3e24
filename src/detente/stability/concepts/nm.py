"""Non-myopic stability: limited-move stability at all long horizons."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from detente.problems import NotDefined
from detente.stability.bench import Bench
from detente.stability.concepts.l import longer, start
from detente.stability.registry import Concept, register

_LONGEST = 20_000


def nm(bench: Bench, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the party stays at every horizon from some one on: bool (states,).

    The table of expectations depends on the one before only, so it becomes periodic: stable is
    who stays throughout the period. NotDefined where no period shows within bounds: undecided.
    Source: [K84, FHK89].
    """
    return bench.kept("nm", lambda: _periods(bench))[party]


def _periods(bench: Bench) -> NDArray[np.bool_]:
    table = start(bench.graph)
    seen: dict[bytes, int] = {}
    history: list[NDArray[np.uint8]] = []
    while (key := hashlib.blake2b(table.worst.tobytes()).digest()) not in seen:
        if len(history) > _LONGEST or len(history) * table.stays.size > 2**30:
            raise NotDefined(
                "nm", f"undecided: the expectations did not repeat within {len(history):,} moves"
            )
        seen[key] = len(history)
        table = longer(bench.graph, table)
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
