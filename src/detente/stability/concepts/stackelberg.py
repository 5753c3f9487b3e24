"""Stackelberg equilibrium for a named leader."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.concepts.l import limited
from detente.stability.concepts.nash import nash
from detente.stability.registry import Concept, register
from detente.stability.session import Session


def stackelberg(session: Session, party: int, leader: int) -> NDArray[np.bool_]:
    """For the leader: stable looking two moves ahead; for the follower: Nash. bool (states,).

    An equilibrium concept only: the two halves mean nothing apart. Source: [FHK89].
    """
    if party == leader:
        return limited(session, party, 2)
    return nash(session, party)


register(
    Concept(
        id="stackelberg",
        name="Stackelberg equilibrium",
        sentence="The leader, knowing the answer, stays; the other has nothing to gain.",
        source="[FHK89]",
        tier="extended",
        why="stackelberg",
        judge=stackelberg,
        needs=frozenset({"two parties", "ranks"}),
        by_leader=True,
        order=14,
    )
)
