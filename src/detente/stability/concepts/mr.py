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
    values = settling(play, horizon, rule, improving)
    # Once the values come back every second turn, they go on so: take the one of equal parity.
    return values[-1] if (horizon - len(values)) % 2 == 0 else values[-2]


def settling(play: Play, horizon: int, rule: StepRule, improving: bool) -> list[Value]:
    """The values of `turns` for the horizons 1, 2, …, up to `horizon` or until they come back.

    The values of equal parity rise or fall only, so they come to rest; two alike, two turns apart,
    on both sides, mean that all further ones are known.
    """
    focal = opposed = play.own
    before: tuple[Value, Value] | None = None
    values = [opposed]
    while len(values) < horizon:
        last = (focal, opposed)
        focal, opposed = (
            play.either(play.own, play.best_reply(opposed, improving)),
            play.both(play.own, play.least_answer(focal, rule)),
        )
        values.append(opposed)
        if before is not None and _same(before[0], focal) and _same(before[1], opposed):
            break
        before = last
    return values


def _same(one: Value, other: Value) -> bool:
    """Whether two values are equal numbers; never so for an engine's plan of them."""
    return isinstance(one, np.ndarray) and np.array_equal(one, other)


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
