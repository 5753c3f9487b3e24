"""Higher-order sequential stability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.concepts.seq import seq
from detente.stability.engines.base import StepRule
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def leaves_unstable(session: Session) -> StepRule:
    """Improving steps that leave only states not SEQ stable for their mover."""
    return StepRule("improvements", session.unstable("seq", seq))


def hseq(session: Session, party: int, horizon: int = 0) -> NDArray[np.bool_]:
    """As seq, where those who sanction would leave the state anyway: bool (states,).

    Source: [RO20].
    """
    play = session.play(party)
    return play.stable(play.least_answer(play.own, leaves_unstable(session)))


register(
    Concept(
        id="hseq",
        name="Higher-order sequential stability",
        sentence="Others who gain, and would not stay anyway, can spoil every improvement.",
        source="[RO20]",
        tier="experimental",
        why="sanction",
        judge=hseq,
        implies=("seq", "gmr"),
        credible=True,
        order=31,
    )
)
