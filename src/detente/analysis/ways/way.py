"""Ways as values: a start, and steps by movers."""

from __future__ import annotations

import numpy as np

from detente.analysis.ways.walk import Walk
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A legal sequence of steps; none where one is there already.

    steps  (mover, state) each: the mover by its place in the walk's list of movers.
    """

    start: int
    steps: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        """The state to which it leads."""
        return self.steps[-1][1] if self.steps else self.start

    def moves(self) -> tuple[tuple[int, int, int], ...]:
        """(mover, from, to), step by step."""
        states = (self.start, *(state for _, state in self.steps))
        return tuple(
            (mover, before, after)
            for (mover, after), before in zip(self.steps, states, strict=False)
        )


def is_way(walk: Walk, way: Way, resisted: int = 0) -> bool:
    """Whether `way` is a legal sequence under the walk's restrictions, step by step.

    resisted  how many of its steps are not of the asked kind, exactly. Says nothing of whether
              there is a shorter one, or one less resisted.
    """
    if walk.within is not None and len(way.steps) > walk.within:
        return False
    last, against = None, 0
    for mover, before, after in way.moves():
        if mover == last or not 0 <= mover < len(walk.movers):
            return False
        _, ends, asked = walk.moves(mover, np.array([before], dtype=np.int64))
        if after not in ends.tolist():
            return False
        against += not asked[ends.tolist().index(after)]
        last = mover
    return against == resisted
