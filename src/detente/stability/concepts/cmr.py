"""Credible maximin stability of a horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.concepts.mr import Turns
from detente.stability.engines.base import IMPROVEMENTS
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def cmr(session: Session, party: int, horizon: int) -> NDArray[np.bool_]:
    """As mr, with the party limited to improvements and the others to credible answers.

    bool (states,). Source: [ZFHK06].
    """
    play = session.play(party)
    turns = session.kept(f"cmr {party}", lambda: Turns(play, IMPROVEMENTS, improving=True))
    return play.stable(turns.at(horizon))


register(
    Concept(
        id="cmr",
        name="Credible maximin stability",
        sentence="Looking {horizon} turns ahead, nobody gains if each step must help its mover.",
        source="[ZFHK06]",
        tier="extended",
        why="line",
        judge=cmr,
        credible=True,
        horizon=True,
        order=11,
    )
)
