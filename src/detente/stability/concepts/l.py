"""Limited-move stability: each party looks a fixed number of moves ahead."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.foresight import tables
from detente.stability.explain.anticipation import anticipation
from detente.stability.registry import Asked, Concept, OnGraph, register
from detente.stability.session import Session


def limited(session: Session, party: int, asked: Asked) -> NDArray[np.bool_]:
    """Where the party stays when both look so many moves ahead: bool (states,).

    All its moves are considered, not only improvements. Source: [K85, FHK89].
    Cost: a few passes over the moves a step of the horizon.
    """
    return tables(session.graph, asked.horizon)[asked.horizon].stays[party]


register(
    Concept(
        id="l",
        name="Limited-move stability",
        sentence="Looking {horizon} moves ahead, with the other doing the same, nobody moves.",
        source="[K85, FHK89]",
        tier="extended",
        definition=OnGraph(limited, anticipation, horizon=True),
        needs=frozenset({"two parties", "ranks"}),
        order=12,
    )
)
