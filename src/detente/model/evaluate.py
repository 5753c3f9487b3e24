"""Where a condition holds: over whole arrays of states at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

import numpy as np
from numpy.typing import NDArray

from detente.model.condition import (
    And,
    Condition,
    Constant,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    OutcomeName,
)

Column = Callable[[str], NDArray[np.bool_]]


def holds(
    condition: Condition,
    states: int,
    column: Column,
    outcomes: Mapping[str, Condition],
    memory: dict[str, NDArray[np.bool_]] | None = None,
) -> NDArray[np.bool_]:
    """Where the condition holds: bool (states,).

    column    gives the truth of a resolved name in every state: bool (states,), or one bool for
              a name that is the same in all of them.
    outcomes  what an outcome's name stands for; `memory` keeps those already evaluated.
    Cost: one pass over the states a connective.
    """
    memory = {} if memory is None else memory

    def at(part: Condition) -> NDArray[np.bool_]:
        match part:
            case Constant(value):
                return np.asarray(value)
            case Name(text):
                return column(text)
            case OutcomeName(text):
                if text not in memory:
                    memory[text] = at(outcomes[text])
                return memory[text]
            case Not(of):
                return ~at(of)
            case And(parts):
                return reduce(and_, (at(one) for one in parts))
            case Or(parts):
                return reduce(or_, (at(one) for one in parts))
            case Implies(left, right):
                return ~at(left) | at(right)
            case Iff(left, right):
                return at(left) == at(right)

    found = np.asarray(at(condition))
    return np.full(states, found) if found.ndim == 0 else found


def option_columns(codes: NDArray[np.int64], index: Mapping[str, int]) -> Column:
    """Truth of options by key: bit `index[key]` of each state's code."""

    def column(name: str) -> NDArray[np.bool_]:
        return (codes >> np.int64(index[name])) & 1 == 1

    return column


def state_columns(codes: NDArray[np.int64], index: Mapping[str, int]) -> Column:
    """Truth of state names (graph form): only the state itself."""

    def column(name: str) -> NDArray[np.bool_]:
        return codes == index[name]

    return column
