"""What a graph asks when moves are to be listed: values, so that a graph can be sent elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.model.condition import Condition
from detente.model.conflict import Rule
from detente.model.moves import Arcs, Forbidden, listed_arcs, option_arcs
from detente.values import dataclass

Where = Callable[[Condition], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Barred(Fixed):
    """The steps that rules forbid: by party the pairs (from, to), worked out once each.

    rules  those about moves; where: where a condition holds, bool (states,).
    """

    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    where: Where
    _kept: dict[int, tuple[Forbidden, ...]] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, party: int) -> Sequence[Forbidden]:
        """Between which states a party cannot go: pairs of bool (states,)."""
        if party not in self._kept:
            self._kept[party] = tuple(
                (self.where(rule.conditions[0]), self.where(rule.conditions[1]))
                for rule in self.rules
                if rule.by == self.names[party]
            )
        return self._kept[party]


@dataclass(frozen=True, eq=False)
class OptionMoves(Fixed):
    """Lists a party's moves in option form; see `option_arcs`."""

    codes: NDArray[np.int64]
    masks: tuple[int, ...]
    only_taken: tuple[int, ...]
    only_dropped: tuple[int, ...]
    barred: Barred

    def __call__(self, party: int) -> Arcs:
        """All moves of the party."""
        taken, dropped = self.only_taken[party], self.only_dropped[party]
        return option_arcs(self.codes, self.masks[party], taken, dropped, self.barred(party))


@dataclass(frozen=True, eq=False)
class ListedMoves(Fixed):
    """Lists a party's moves in graph form.

    moves  by party, as the file lists them; index: the places of the states that are there.
    """

    moves: tuple[Mapping[str, tuple[str, ...]], ...]
    index: Mapping[str, int]
    barred: Barred

    def __call__(self, party: int) -> Arcs:
        """All moves of the party."""
        return listed_arcs(self.moves[party], self.index, len(self.index), self.barred(party))


@dataclass(frozen=True, eq=False)
class Fitting(Fixed):
    """Where a state pattern fits; in graph form, which state has the name."""

    form: str
    codes: NDArray[np.int64]
    index: Mapping[str, int]

    def __call__(self, pattern: str) -> NDArray[np.bool_]:
        """Where the pattern fits: bool (states,)."""
        if self.form == "graph":
            return self.codes == self.index[pattern]
        free = sum(1 << k for k, letter in enumerate(pattern) if letter == "-")
        code = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
        return (self.codes & ~np.int64(free)) == code
