"""Symmetric metarationality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import MOVES
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def smr(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """Where the others can answer every improvement and the party cannot escape: bool (states,).

    The party's reply to the answer is any move of its own. Source: [H71].
    """
    play = session.play(party)
    held = play.either(play.own, play.best_reply(play.own))
    return play.stable(play.least_answer(held, MOVES))


register(
    Concept(
        id="smr",
        name="Symmetric metarationality",
        sentence="The others can spoil every improvement, and no further move mends it.",
        source="[H71]",
        tier="core",
        why="sanction",
        judge=smr,
        implies=("gmr",),
        symmetric=True,
        order=3,
    )
)
