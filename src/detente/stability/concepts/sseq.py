"""Symmetric sequential stability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import IMPROVEMENTS
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def sseq(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where credible answers put the party back and it cannot escape: bool (states,).

    Source: [RV17].
    """
    play = session.play(party)
    held = play.either(play.own, play.best_reply(play.own))
    return play.stable(play.least_answer(held, IMPROVEMENTS))


register(
    Concept(
        id="sseq",
        name="Symmetric sequential stability",
        sentence="Others who gain by each step can spoil every improvement; no move mends it.",
        source="[RV17]",
        tier="core",
        why="sanction",
        judge=sseq,
        implies=("seq", "smr", "gmr"),
        symmetric=True,
        credible=True,
        order=5,
    )
)
