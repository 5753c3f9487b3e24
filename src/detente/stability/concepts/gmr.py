"""General metarationality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import MOVES
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def gmr(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the others can answer every improvement so that it does not pay: bool (states,).

    The answer need not help those who give it. Source: [H71].
    """
    play = session.play(party)
    return play.stable(play.least_answer(play.own, MOVES))


register(
    Concept(
        id="gmr",
        name="General metarationality",
        sentence="The others can spoil every improvement, at whatever cost to themselves.",
        source="[H71]",
        tier="core",
        why="sanction",
        judge=gmr,
        order=2,
    )
)
