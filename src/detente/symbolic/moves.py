"""One step of a party, backwards: the states from which it can go into a set of states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from detente.symbolic.compiled import Compiled
from detente.symbolic.gains import above, at_level

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


class Moves:
    """A party's moves, each set of states with variables of thresholds as it likes.

    onward  look the other way: `step_into` then gives where moves from a set of states lead.
    """

    def __init__(self, compiled: Compiled, party: int, onward: bool = False) -> None:
        self._compiled, self._party = compiled, compiled.parties[party]
        self._space, self._onward = compiled.space, onward
        if onward:
            way = self._party
            self._party = replace(
                way,
                taken=way.dropped,
                dropped=way.taken,
                forbidden=tuple((target, source) for source, target in way.forbidden),
            )

    @cached_property
    def _both_ways(self) -> Diagram:
        one_way = self._party.taken | self._party.dropped
        return self._space.cube([one for one in self._party.own if one not in one_way])

    @property
    def compose(self) -> bool:
        """Whether two steps in a row are always one step, or none."""
        return not self._party.forbidden

    def into(self, states: Diagram) -> Diagram:
        """From where the party can go into `states`, or stay in them; moves must compose."""
        assert self.compose, "staying would count as a move"
        self._space.tick()
        found = (states & self._compiled.feasible).exists(self._both_ways)
        for option in self._one_way():
            taken = self._space.variables[option]
            if option in self._party.taken:
                found |= ~taken & self._space.some(found, taken, taken)
            else:
                found |= taken & self._space.some(found, ~taken, taken)
        return found & self._compiled.feasible

    def step_into(self, states: Diagram) -> Diagram:
        """From where a move of the party leads into `states`: staying is none."""
        return self._barred(0, self._compiled.feasible, states & self._compiled.feasible)

    def gain_into(self, states: Diagram) -> Diagram:
        """From where an improvement of the party leads into `states`; onward: where those from
        `states` lead."""
        space, party = self._space, self._party
        step = self.into if self.compose else self.step_into  # to stay is no improvement
        if not self._onward:
            better = step(states & above(space, party, party.touching))
            return at_level(space, party, party.touching, better)
        for k in party.touching:
            states = states & party.bits[k].equiv(space.variables[party.levels[k]])
            space.tick()
        found = step(states) & above(space, party, party.touching)
        return found.exists(space.cube([party.levels[k] for k in party.touching]))

    def _barred(self, rule: int, here: Diagram, states: Diagram) -> Diagram:
        """The same from `here`, by the rules from this one on."""
        if not here.satisfiable() or not states.satisfiable():
            return self._space.false
        if rule == len(self._party.forbidden):
            return here & self._changed(states)
        source, target = self._party.forbidden[rule]
        if not (here & source).satisfiable() or not (states & target).satisfiable():
            return self._barred(rule + 1, here, states)
        return self._barred(rule + 1, here & ~source, states) | self._barred(
            rule + 1, here & source, states & ~target
        )

    def _changed(self, states: Diagram) -> Diagram:
        """From where a change of at least one own option leads into `states`."""
        found = self._space.false
        for option in self._party.own:
            self._space.tick()
            found |= self._flipped(option, found | states)
        return found

    def _flipped(self, option: int, states: Diagram) -> Diagram:
        taken, found = self._space.variables[option], self._space.false
        if option not in self._party.taken:
            found |= taken & self._space.some(states, ~taken, taken)
        if option not in self._party.dropped:
            found |= ~taken & self._space.some(states, taken, taken)
        return found

    def _one_way(self) -> Sequence[int]:
        return [one for one in self._party.own if one in self._party.taken | self._party.dropped]
