"""Sequential stability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import IMPROVEMENTS
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def seq(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the others answer every improvement by moves that each improve their mover.

    bool (states,). Each step is judged on the state that it leaves. Source: [FH79].
    """
    play = session.play(party)
    return play.stable(play.least_answer(play.own, IMPROVEMENTS))


register(
    Concept(
        id="seq",
        name="Sequential stability",
        sentence="Others who gain by each of their steps can spoil every improvement.",
        source="[FH79]",
        tier="core",
        why="sanction",
        judge=seq,
        implies=("gmr",),
        credible=True,
        order=4,
    )
)
