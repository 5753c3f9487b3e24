"""Maximin stability of a horizon: generalized metarationality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.bench import Bench
from detente.stability.engines.base import MOVES, Play, StepRule, Value
from detente.stability.registry import Concept, register


def turns(play: Play, horizon: int, rule: StepRule, improving: bool) -> Value:
    """What the party can be held to after it moves, `horizon` turns (its move included) ahead.

    At each turn the mover may stop. One turn of the others is one whole answer by `rule`; the
    party's own turns are its moves, or only its improvements if `improving`.
    Source: [ZFHK06, RV21]; opp_{h-1} of the definition.
    """
    focal = opposed = play.own
    for _ in range(1, horizon):
        focal, opposed = (
            play.either(play.own, play.best_reply(opposed, improving)),
            play.both(play.own, play.least_answer(focal, rule)),
        )
    return opposed


def mr(bench: Bench, party: int, horizon: int) -> NDArray[np.bool_]:
    """Where no improvement pays after `horizon` turns of best play by all: bool (states,)."""
    play = bench.play(party)
    return play.stable(turns(play, horizon, MOVES, improving=False))


register(
    Concept(
        id="mr",
        name="Maximin stability",
        sentence="Looking {horizon} turns ahead with all others against it, nobody gains.",
        source="[ZFHK06, RV21]",
        tier="extended",
        why="line",
        judge=mr,
        horizon=True,
        order=10,
    )
)
