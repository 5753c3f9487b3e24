"""A set of states that nobody has listed: how many, which first, and, or, not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.symbolic.compiled import Compiled

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


class StateSet:
    """Some of a conflict's feasible states. Never changes; equal where the states are the same.

    `a & b`, `a | b`, `a - b` and `~a` (the other feasible states) are sets again; `text in a` asks
    for one state; to go through it gives the states' texts in state order.
    """

    __slots__ = ("_compiled", "diagram")

    def __init__(self, compiled: Compiled, diagram: Diagram) -> None:
        self._compiled = compiled
        self.diagram = diagram

    @property
    def count(self) -> int:
        """How many states it has: exact, however many."""
        return self._compiled.count(self.diagram)

    def first(self, most: int | None = None) -> tuple[str, ...]:
        """The first `most` states in state order: by the last option first, taken comes later."""
        return tuple(islice(self, most))

    def __iter__(self) -> Iterator[str]:
        variables = self._compiled.variables
        of = self._compiled.space.variables
        todo = [(self.diagram, len(variables), "")]
        while todo:
            states, option, text = todo.pop()
            if not states.satisfiable():
                continue
            if option == 0:
                yield text
                continue
            taken = of[variables[option - 1]]
            todo.append((states & taken, option - 1, f"Y{text}"))
            todo.append((states & ~taken, option - 1, f"N{text}"))

    def __contains__(self, text: object) -> bool:
        variables = self._compiled.variables
        if not isinstance(text, str) or len(text) != len(variables) or set(text) - {"Y", "N"}:
            return False
        letters = zip(variables, text, strict=True)
        return self.diagram.eval([(variable, letter == "Y") for variable, letter in letters])

    def __bool__(self) -> bool:
        return self.diagram.satisfiable()

    def any(self) -> bool:
        """Whether it has a state."""
        return self.diagram.satisfiable()

    def __and__(self, other: StateSet) -> StateSet:
        return StateSet(self._compiled, self.diagram & other.diagram)

    def __or__(self, other: StateSet) -> StateSet:
        return StateSet(self._compiled, self.diagram | other.diagram)

    def __sub__(self, other: StateSet) -> StateSet:
        return StateSet(self._compiled, self.diagram & ~other.diagram)

    def __invert__(self) -> StateSet:
        return StateSet(self._compiled, self._compiled.feasible & ~self.diagram)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StateSet) and bool(self.diagram == other.diagram)

    def __hash__(self) -> int:
        return hash(self.diagram)

    def __repr__(self) -> str:
        return f"<StateSet: {self.count:,} states>"

    def plane(self, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the codes are in it: bool (codes,), option k taken is bit k.

        Cost: a table of 2^options; for the options of a conflict that could be listed.
        """
        variables = self._compiled.variables
        by_level = sorted(range(len(variables)), key=lambda option: variables[option])
        depth = {variables[option]: level for level, option in enumerate(by_level)}
        kept: dict[tuple[Diagram, int], NDArray[np.bool_]] = {}

        def table(states: Diagram, level: int) -> NDArray[np.bool_]:
            """Over the options from this level on, the first the highest bit."""
            size = 1 << len(variables) - level
            halves = states.cofactors()
            if halves is None:
                return np.full(size, states.satisfiable())
            if (found := kept.get((states, level))) is None:
                variable = states.node_var()
                assert variable is not None, "it has two halves"
                if depth[variable] > level:
                    below = table(states, level + 1)
                    found = np.concatenate([below, below])
                else:
                    with_it, without = halves
                    found = np.concatenate([table(without, level + 1), table(with_it, level + 1)])
                kept[states, level] = found
            return found

        at = np.zeros(len(codes), dtype=np.int64)
        for option in by_level:
            at = at * 2 + (codes >> np.int64(option) & 1)
        return table(self.diagram, 0)[at]
