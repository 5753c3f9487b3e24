"""Single states of a conflict that is not listed, numbered as they come up.

What is told of a state beside a verdict (what decides, which move is better) asks for states by
number; here a number stands for whichever state came up when it was given.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decides
from detente.model import Condition, Conflict, Graph, Name, Not
from detente.symbolic import (
    Compiled,
    Moves,
    StateSet,
    most_liked,
    number_of_state,
    state_alone,
)


class Places:
    """What of a graph is asked about single states."""

    form = "option"

    def __init__(self, ground: Compiled) -> None:
        self.ground = ground
        self.names = ground.conflict.party_names
        self.letters = len(ground.variables)
        self.every = StateSet(ground, ground.feasible)
        self._texts: list[str] = []
        self._index: dict[str, int] = {}

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
        """The state with a number; where none has come up yet, the first in state order is 0."""
        if not self._texts:
            self.find_state(self.every.first(1)[0])
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

    def number(self, party: int, text: str) -> tuple[bool, ...]:
        """What a state is worth to a party: larger is better."""
        return number_of_state(self.ground, party, text)

    def idle(self, mover: int, before: str, after: str) -> list[str]:
        """The options of an improvement that add nothing to it; see WhyDecided.idle."""
        ground, number = self.ground, self.number(mover, after)
        if number <= self.number(mover, before):
            return []
        within = self.moves(mover, before).diagram
        pairs = zip(ground.conflict.options, ground.variables, before, after, strict=True)
        options = [
            (option.key, variable, was) for option, variable, was, now in pairs if was != now
        ]
        for bit, wanted in zip(ground.parties[mover].bits, number, strict=True):
            within &= bit if wanted else ~bit
        changed = {variable for _, variable, _ in options}
        for variable, letter in zip(ground.variables, before, strict=True):
            if variable not in changed:
                taken = ground.space.variables[variable]
                within &= taken if letter == "Y" else ~taken
        found = []
        for key, variable, was in options:  # the first in file order that can stay as it was
            taken = ground.space.variables[variable]
            same = within & (taken if was == "Y" else ~taken)
            if same.satisfiable():
                found.append(key)
                within = same
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
