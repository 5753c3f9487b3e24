"""A conflict as one party faces it, for any moves: which states are escapes from which starts.

Of a start nothing counts but how good it is. So a value is a set of pairs (how good the start is,
state): the first in variables of its own, one a bit of the party's preference. What a step leads
into is then a set like any other, and no state needs to be written twice.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from detente.stability import Assumptions, StepRule
from detente.symbolic.compiled import Compiled
from detente.symbolic.gains import above, at_level
from detente.symbolic.moves import Moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from oxidd.bcdd import BCDDFunction as Diagram


class ThresholdPlay:
    """See stability.Play; a value holds of (start, state) where the state is an escape."""

    def __init__(self, compiled: Compiled, party: int, assumptions: Assumptions) -> None:
        self._compiled, self._space, self._number = compiled, compiled.space, party
        self._assumptions = assumptions
        self._moves = [Moves(compiled, k) for k in range(len(compiled.parties))]
        self._others = [k for k in range(len(compiled.parties)) if k != party]
        self._compose = all(moves.compose for moves in self._moves)
        self.top = self._space.true

    @cached_property
    def own(self) -> Diagram:
        """Where the state is better than the start, or as good where only a worse one deters."""
        party = self._compiled.parties[self._number]
        every = tuple(range(len(party.bits)))
        if self._assumptions.sanction == "strict":
            return ~above(self._space, party, every, over=False)
        return above(self._space, party, every)

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Where one of the two holds."""
        return one | other

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Where both hold."""
        return one & other

    def best_reply(self, value: Diagram, improving: bool = False) -> Diagram:
        """From where a move of the party leads to an escape."""
        assert not improving, "an improvement on a state that is no start is not told apart"
        return self._step(self._number, value)

    def least_answer(self, value: Diagram, rule: StepRule) -> Diagram:
        """Where every end of an answer is an escape."""
        improving = rule.kind == "improvements"
        leaving = rule.leaving

        def step(party: int, states: Diagram) -> Diagram:
            gains = self._moves[party].gain_into
            found = gains(states) if improving else self._step(party, states)
            return found if leaving is None else found & leaving[party]

        deterring = ~value & self._compiled.feasible
        match self._assumptions.sanction_moves:
            case "single":
                return ~self._space.any_of([step(k, deterring) for k in self._others])
            case "once":
                return ~self._once(step, deterring)
        return ~(self._closed if self._compose else self._legal)(step, deterring)

    def stable(self, value: Diagram) -> Diagram:
        """Where no improvement of the party leads to an escape."""
        party = self._compiled.parties[self._number]
        tempting = above(self._space, party, party.touching) & value
        every = tuple(range(len(party.bits)))
        left = at_level(self._space, party, every, self._step(self._number, tempting))
        return self._compiled.feasible & ~left

    def _step(self, party: int, states: Diagram) -> Diagram:
        moves = self._moves[party]
        return moves.into(states) if self._compose else moves.step_into(states)

    def _closed(self, step: Callable[[int, Diagram], Diagram], ends: Diagram) -> Diagram:
        """From where legal sequences end in `ends`, where moves compose: staying counts."""
        found = ends
        fresh = dict.fromkeys(self._others, ends)  # what each has not looked at yet
        while any(states.satisfiable() for states in fresh.values()):
            for k in self._others:
                new = step(k, fresh[k]) & ~found
                fresh[k] = self._space.false
                if new.satisfiable():
                    found |= new
                    fresh = {j: states if j == k else states | new for j, states in fresh.items()}
        return found

    def _legal(self, step: Callable[[int, Diagram], Diagram], ends: Diagram) -> Diagram:
        """From where a legal sequence, in which nobody moves twice in a row, ends in `ends`."""
        first = dict.fromkeys(self._others, self._space.false)  # by who moves first
        changed = True
        while changed:
            changed = False
            for k in self._others:
                after = self._space.any_of([first[j] for j in self._others if j != k])
                found = step(k, ends | after)
                changed |= found != first[k]
                first[k] = found
        return self._space.any_of(list(first.values()))

    def _once(self, step: Callable[[int, Diagram], Diagram], ends: Diagram) -> Diagram:
        """From where a sequence in which each moves at most once ends in `ends`."""
        known: dict[tuple[int, ...], Diagram] = {(): self._space.false}
        for size in range(1, len(self._others) + 1):
            for group in combinations(self._others, size):
                known[group] = self._space.any_of(
                    [step(k, ends | known[tuple(j for j in group if j != k)]) for k in group]
                )
        return known[tuple(self._others)]
