"""Nash stability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.registry import Concept, register
from detente.stability.session import Session


def nash(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the party has no unilateral improvement: bool (states,).

    Source: [N50]; graph form in [FHK93]. Cost: one pass over the party's moves.
    """
    play = session.play(party)
    return play.stable(play.top)


register(
    Concept(
        id="nash",
        name="Nash stability",
        sentence="No party can better itself by moving alone.",
        source="[N50]",
        tier="core",
        why="improvement",
        judge=nash,
        implies=("gmr", "smr", "seq", "sseq", "sim"),
        order=1,
    )
)
