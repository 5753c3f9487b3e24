"""Single states of a conflict that is not listed, numbered as they come up.

What is told of a state beside a verdict (what decides, which move is better) asks for states by
number; here a number stands for whichever state came up when it was given.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decides
from detente.model import Condition, Conflict, Graph, Name, Not
from detente.symbolic import (
    Compiled,
    Moves,
    StateSet,
    better_than,
    most_liked,
    number_of_state,
    state_alone,
)

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


class Places:
    """What of a graph is asked about single states."""

    form = "option"

    def __init__(self, ground: Compiled) -> None:
        self.ground = ground
        self.names = ground.conflict.party_names
        self.letters = len(ground.variables)
        self.every = StateSet(ground, ground.feasible)
        (first,) = self.every.first(1)
        self._texts = [first]  # as in a list
        self._index = {first: 0}

    def find_state(self, text: str) -> int | None:
        """The state's number; None where it is no state."""
        if text not in self.every:
            return None
        if text not in self._index:
            self._index[text] = len(self._texts)
            self._texts.append(text)
        return self._index[text]

    def place(self, text: str) -> int:
        """The number of a state that is one."""
        found = self.find_state(text)
        assert found is not None, text
        return found

    def state_text(self, place: int) -> str:
        """The state with a number; 0 is the first in state order."""
        return self._texts[place]

    def moves(self, party: int, text: str) -> StateSet:
        """Where a party can go from a state."""
        here = state_alone(self.ground, text)
        return StateSet(self.ground, Moves(self.ground, party, onward=True).step_into(here))

    def moves_from(self, party: int, place: int) -> tuple[str, ...]:
        """One state that a party can go to, if there is one."""
        return self.moves(party, self.state_text(place)).first(1)

    def as_graph(self) -> Graph:
        """The same for what is written for graphs, and asks for no more than this of them."""
        return cast(Graph, self)

    def best_move_above(self, mover: int, before: str, after: str) -> str | None:
        """The move that the mover likes best, where it likes it better than `after`."""
        best = most_liked(self.ground, mover, self.moves(mover, before).diagram)
        found = StateSet(self.ground, best).first(1)
        if not found or self.number(mover, found[0]) <= self.number(mover, after):
            return None
        return found[0]

    def better(self, party: int, text: str) -> StateSet:
        """The states that a party prefers to this one."""
        return StateSet(self.ground, better_than(self.ground, party, self.number(party, text)))

    def number(self, party: int, text: str) -> tuple[bool, ...]:
        """What a state is worth to a party: larger is better."""
        return number_of_state(self.ground, party, text)

    def idle(self, mover: int, before: str, after: str) -> list[str]:
        """The options of an improvement that add nothing to it; see WhyDecided.idle."""
        ground, number = self.ground, self.number(mover, after)
        if number <= self.number(mover, before):
            return []
        as_good = self.moves(mover, before).diagram
        for bit, wanted in zip(ground.parties[mover].bits, number, strict=True):
            as_good &= bit if wanted else ~bit
        return self._kept(as_good, before, after)

    def no_loss(self, mover: int, before: str, after: str) -> list[str]:
        """The options whose change in a step could be left out at no loss; see `idle_part`."""
        as_good = better_than(self.ground, mover, self.number(mover, after), or_as_good=True)
        near = self.moves(mover, before) | self.alone(before)
        return self._kept(near.diagram & as_good, before, after)

    def enough(self, among: StateSet, before: str, after: str) -> list[str]:
        """The fewest of the changed options whose change alone leads into `among`; of several such
        sets the one with the first option in file order. Empty where all are needed."""
        changed, space = self._changed(before, after), self.ground.space
        near = state_alone(self.ground, before)
        for _ in changed:
            wider = near
            for _, variable, was in changed:
                taken = space.variables[variable]
                one, other = (taken, ~taken) if was == "Y" else (~taken, taken)
                wider |= other & space.some(near, one, taken)
            near = wider
            if (found := near & among.diagram).satisfiable():
                break
        else:
            return []
        told = []
        for key, variable, was in changed:
            taken = space.variables[variable]
            other = found & (~taken if was == "Y" else taken)
            if other.satisfiable():
                told.append(key)
                found = other
            else:
                found &= taken if was == "Y" else ~taken
        return told if len(told) < len(changed) else []

    def _changed(self, before: str, after: str) -> list[tuple[str, int, str]]:
        """The options that change: (key, variable, what they were), in file order."""
        options, variables = self.ground.conflict.options, self.ground.variables
        pairs = zip(options, variables, before, after, strict=True)
        return [(one.key, variable, was) for one, variable, was, now in pairs if was != now]

    def _kept(self, states: Diagram, before: str, after: str) -> list[str]:
        """Of the changed options those that can be as before in one of the states: the first in
        file order that can, then the first of the others beside them, and so on."""
        options, ground = self._changed(before, after), self.ground
        changed = {variable for _, variable, _ in options}
        for variable, letter in zip(ground.variables, before, strict=True):
            if variable not in changed:
                taken = ground.space.variables[variable]
                states &= taken if letter == "Y" else ~taken
        found = []
        for key, variable, was in options:
            taken = ground.space.variables[variable]
            same = states & (taken if was == "Y" else ~taken)
            if same.satisfiable():
                found.append(key)
                states = same
        return found

    @cached_property
    def status_quo(self) -> int | None:
        """Today's state; None where the model names none, or where it is held out."""
        text = self.today
        return None if text is None else self.find_state(text)

    @property
    def today(self) -> str | None:
        """Today's state with what nobody takes left out of it."""
        text, off = self.ground.conflict.status_quo, self.ground.without
        if text is None:
            return None
        options = self.ground.conflict.options
        return "".join(
            "N" if option.key in off else letter
            for option, letter in zip(options, text, strict=True)
        )

    def alone(self, text: str) -> StateSet:
        """The one state as a set."""
        return StateSet(self.ground, state_alone(self.ground, text))

    def where(self, condition: Condition) -> StateSet:
        """The states in which a condition holds."""
        return StateSet(self.ground, self.ground.where(condition) & self.ground.feasible)

    def fits(self, pattern: str) -> StateSet:
        """The states that fit a pattern of Y, N and -."""
        found = self.every
        for option, letter in zip(self.ground.conflict.options, pattern, strict=True):
            if letter != "-":
                name = Name(option.key)
                found &= self.where(name if letter == "Y" else Not(name))
        return found

    def nearest(self, states: StateSet) -> str:
        """The one of the states that is nearest to today, by options changed; of several the first
        in state order."""
        if (today := self.today) is None or self.status_quo is None:
            return states.first(1)[0]
        variables = self.ground.space.variables
        near = state_alone(self.ground, today)
        while not (here := states & StateSet(self.ground, near)):
            wider = near
            for variable in self.ground.variables:
                one = variables[variable]
                cube = self.ground.space.cube([variable])
                wider |= one & self.ground.space.some(near, ~one, cube)
                wider |= ~one & self.ground.space.some(near, one, cube)
                self.ground.space.tick()
            near = wider
        return here.first(1)[0]


class DecidesUnlisted(Decides):
    """What decides between two states that are numbered as they come up."""

    def __init__(self, conflict: Conflict, places: Places, reading: Any) -> None:
        super().__init__(conflict, places.as_graph(), reading)
        self._numbered = places

    def _holds(self, condition: Condition, states: NDArray[np.int64]) -> NDArray[np.bool_]:
        where = StateSet(self._numbered.ground, self._numbered.ground.where(condition))
        text = self._numbered.state_text
        return np.array([text(place) in where for place in states.tolist()], dtype=bool)
