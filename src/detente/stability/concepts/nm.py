"""Non-myopic stability: limited-move stability at all long horizons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.foresight import period
from detente.stability.explain.anticipation import non_myopic
from detente.stability.registry import Asked, Concept, OnGraph, register
from detente.stability.session import Session


def nm(session: Session, party: int, asked: Asked) -> NDArray[np.bool_]:
    """Where the party stays at every horizon from some one on: bool (states,).

    The table of expectations depends on the one before only, so it becomes periodic: stable is
    who stays throughout the period. NotDefined where no period shows within bounds: undecided.
    Source: [K84, FHK89].
    """
    return period(session.graph).stays[party]


register(
    Concept(
        id="nm",
        name="Non-myopic stability",
        sentence="However far ahead both look, nobody moves.",
        source="[K84, FHK89]",
        tier="extended",
        definition=OnGraph(nm, non_myopic),
        needs=frozenset({"two parties", "ranks"}),
        order=13,
    )
)
