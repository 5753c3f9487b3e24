"""One party's play on a box, by any concept of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.stability.assumptions import Assumptions, SanctionMoves
from detente.stability.engines.base import StepRule
from detente.stability.engines.swept.box import Box

Cube = NDArray[Any]


class Sweeps(Protocol):
    """What a play needs of a box, compiled or not."""

    box: Box

    def rank(self, party: int) -> Cube:
        """The party's ranks by cell, the type's largest number where infeasible."""

    def best_reply(self, party: int, value: Cube, improving: bool) -> Cube:
        """The best value one move away, the start included."""

    def least_answer(
        self,
        party: int,
        value: Cube,
        improving: bool,
        leaving: NDArray[np.bool_] | None,
        moves: SanctionMoves = "legal",
    ) -> Cube:
        """The worst value at the end of an answer, the start included.

        leaving  bool (parties, states): where each party's steps may begin; None: anywhere.
        moves    which sequences of steps are an answer.
        """


class SweptPlay:
    """Values are numbers by cell. The start counts as its own reply and as an end of answers."""

    def __init__(self, sweeps: Sweeps, party: int, assumptions: Assumptions, alone: bool) -> None:
        self.sweeps, self.party, self.assumptions, self.alone = sweeps, party, assumptions, alone

    @cached_property
    def own(self) -> Cube:
        """Each state's rank."""
        return self.sweeps.rank(self.party)

    @cached_property
    def top(self) -> Cube:
        """Better than every rank."""
        return np.full_like(self.own, np.iinfo(self.own.dtype).max)

    def either(self, one: Cube, other: Cube) -> Cube:
        """The larger."""
        return np.maximum(one, other)

    def both(self, one: Cube, other: Cube) -> Cube:
        """The smaller."""
        return np.minimum(one, other)

    def best_reply(self, value: Cube, improving: bool = False) -> Cube:
        """The largest value one own move away."""
        return self.sweeps.best_reply(self.party, value, improving)

    def least_answer(self, value: Cube, rule: StepRule) -> Cube:
        """The smallest value that the others can lead to."""
        if self.alone:
            return self.top
        improving = rule.kind == "improvements"
        moves = self.assumptions.sanction_moves
        return self.sweeps.least_answer(self.party, value, improving, rule.leaving, moves)

    def tempting(self, value: Cube) -> Cube:
        """What a move to each state comes to, by state."""
        return np.asarray(self._tempting(value)[self.sweeps.box.feasible])

    def stable(self, value: Cube) -> NDArray[np.bool_]:
        """No move comes to more than the state itself."""
        calm = self.sweeps.best_reply(self.party, self._tempting(value), False) <= self.own
        return np.asarray(calm[self.sweeps.box.feasible])

    def _tempting(self, value: Cube) -> Cube:
        """The lesser of a move's worth and what the others leave of it, by cell."""
        own = self.own
        less: Callable[[Cube, Cube], Cube] = np.minimum
        if self.assumptions.sanction == "weak":
            return less(own, value)
        # A tied end does not deter: it tempts by one more, but by no more than the move itself.
        return less(own, np.where(value == self.top, value, value + own.dtype.type(1)))
