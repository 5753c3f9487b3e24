"""Maximin stability of a horizon: generalized metarationality."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import MOVES, Play, StepRule, Value
from detente.stability.registry import Concept, register
from detente.stability.session import Session


class Turns:
    """What a party can be held to after it moves, one turn after another further ahead.

    At each turn the mover may stop. One turn of the others is one whole answer by `rule`; the
    party's own turns are its moves, or only its improvements if `improving`.
    Source: [ZFHK06, RV21]; opp_0, opp_1, … of the definition.
    """

    def __init__(self, play: Play, rule: StepRule, improving: bool) -> None:
        self._further = _turns(play, rule, improving)
        self._values: list[Value] = []

    def until(self, horizon: int) -> list[Value]:
        """The values for the horizons 1, 2, …, up to `horizon` or until they come back."""
        more = max(0, horizon - len(self._values))
        self._values += islice(self._further, more)
        return self._values[:horizon]

    def at(self, horizon: int) -> Value:
        """The value `horizon` turns, the party's move included, ahead."""
        values = self.until(horizon)
        # Once the values come back every second turn, they go on so: take the one of equal parity.
        return values[-1] if (horizon - len(values)) % 2 == 0 else values[-2]


def _turns(play: Play, rule: StepRule, improving: bool) -> Iterator[Value]:
    """The values one after another, until they come back.

    The values of equal parity rise or fall only, so they come to rest; two alike, two turns apart,
    on both sides, mean that all further ones are known.
    """
    focal = opposed = play.own
    before: tuple[Value, Value] | None = None
    yield opposed
    while True:
        last = (focal, opposed)
        focal, opposed = (
            play.either(play.own, play.best_reply(opposed, improving)),
            play.both(play.own, play.least_answer(focal, rule)),
        )
        yield opposed
        if before is not None and _same(before[0], focal) and _same(before[1], opposed):
            return
        before = last


def _same(one: Value, other: Value) -> bool:
    """Whether two values are equal numbers; never so for an engine's plan of them."""
    return isinstance(one, np.ndarray) and np.array_equal(one, other)


def mr(session: Session, party: int, horizon: int) -> NDArray[np.bool_]:
    """Where no improvement pays after `horizon` turns of best play by all: bool (states,)."""
    play = session.play(party)
    turns = session.kept(f"mr {party}", lambda: Turns(play, MOVES, improving=False))
    return play.stable(turns.at(horizon))


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
