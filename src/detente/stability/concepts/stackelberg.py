"""Stackelberg equilibrium for a named leader."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.stability.concepts.l import limited
from detente.stability.explain.anticipation import anticipation
from detente.stability.explain.party_at_state import PartyAtState, Why
from detente.stability.explain.sanctions import improvement, no_improvement
from detente.stability.registry import Asked, Concept, OnGraph, register
from detente.stability.session import Session
from detente.stability.terms import NASH


def stackelberg(session: Session, party: int, asked: Asked) -> NDArray[np.bool_]:
    """For the leader: stable looking two moves ahead; for the follower: Nash. bool (states,).

    An equilibrium concept only: the two halves mean nothing apart. Source: [FHK89].
    """
    if session.graph.names[party] == asked.leader:
        return limited(session, party, replace(asked, horizon=2))
    return session.stable(NASH, party)


def told(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """The verdict and its Why: one for each of the two."""
    leader = point.graph.names.index(asked.leader)
    led, l2 = anticipation(replace(point, party=leader), replace(asked, horizon=2))
    point = replace(point, party=1 - leader)
    follows = not point.improvements
    parts = {
        asked.leader: l2,
        point.graph.names[1 - leader]: no_improvement() if follows else improvement(point),
    }
    return led and follows, {"kind": "stackelberg", "leader": asked.leader, "parts": parts}


register(
    Concept(
        id="stackelberg",
        name="Stackelberg equilibrium",
        sentence="The leader, knowing the answer, stays; the other has nothing to gain.",
        source="[FHK89]",
        tier="extended",
        definition=OnGraph(stackelberg, told, by_leader=True),
        needs=frozenset({"two parties", "ranks"}),
        order=14,
    )
)
