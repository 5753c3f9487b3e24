"""The diagrams of one conflict: their variables in order, conditions as diagrams, and limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from detente import memory
from detente.limits import limit
from detente.model import (
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
from detente.problems import TooLarge
from detente.values import dataclass

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram

_BYTES_A_NODE = 36  # with its places in the tables, measured
_SPARE = 2  # a step may take the nodes beyond the limit so many times before it is refused
_LEAST_NODES = 1 << 14
_CACHE = 1 << 20  # results of steps that are kept


class LimitReachedError(Exception):
    """A diagram grew too large, or the time is over; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be spent: nodes of diagrams at a time, and seconds of the processor for each
    concept, so that a busy machine gives the same answer."""

    nodes: int
    seconds: float

    @classmethod
    def usual(cls) -> Bounds:
        """By the limits, and by the memory that may be taken."""
        room = (memory.allowed() - memory.PROCESS) // (_SPARE * _BYTES_A_NODE)
        return cls(max(_LEAST_NODES, min(limit("diagram_nodes"), room)), limit("diagram_seconds"))


class Space:
    """Variables and diagrams over them. One thread, one conflict."""

    def __init__(self, variables: int, bounds: Bounds) -> None:
        try:
            from oxidd.bcdd import BCDDManager
            from oxidd.util import BooleanOperator
        except ImportError as error:
            raise TooLarge(
                "the symbolic engine",
                "it needs the package oxidd, which is not installed here",
                "install it with `pip install 'detente[symbolic]'`",
            ) from error
        self.manager = BCDDManager(_SPARE * bounds.nodes, min(_CACHE, bounds.nodes), 1)
        self.manager.add_vars(variables)
        self.variables = [self.manager.var(k) for k in range(variables)]
        self.true, self.false = self.manager.true(), self.manager.false()
        self._and = BooleanOperator.AND
        self.bounds = bounds
        self._until = float("inf")

    def start(self) -> None:
        """The clock of the next piece of work begins."""
        self._until = time.process_time() + self.bounds.seconds

    def tick(self) -> None:
        """LimitReachedError where the time is over or the nodes are too many: asked between steps.

        Within a step only the nodes are bounded, by a MemoryError.
        """
        if time.process_time() > self._until:
            raise LimitReachedError(f"the limit of {self.bounds.seconds:g} seconds was reached")
        if self.manager.approx_num_inner_nodes() > self.bounds.nodes:
            self.manager.gc()
            if self.manager.num_inner_nodes() > self.bounds.nodes // 2:
                raise LimitReachedError(f"the limit of {self.bounds.nodes:,} nodes was reached")

    def cube(self, variables: Sequence[int]) -> Diagram:
        """The variables, all of them taken: as quantification names them."""
        return reduce(and_, (self.variables[k] for k in sorted(variables, reverse=True)), self.true)

    def some(self, one: Diagram, other: Diagram, variables: Diagram) -> Diagram:
        """Where for some values of the variables both hold: one step, less than two."""
        return one.apply_exists(self._and, other, variables)

    def any_of(self, parts: Sequence[Diagram]) -> Diagram:
        """Where some part holds."""
        return reduce(or_, parts, self.false)

    def copier(self, other: Space) -> Callable[[Diagram], Diagram]:
        """What makes of a diagram here the same in another space of the same variables."""
        made: dict[Diagram, Diagram] = {}

        def copied(diagram: Diagram) -> Diagram:
            halves, variable = diagram.cofactors(), diagram.node_var()
            if halves is None or variable is None:
                return other.true if diagram.valid() else other.false
            if diagram not in made:
                with_it, without = map(copied, halves)
                made[diagram] = other.variables[variable].ite(with_it, without)
            return made[diagram]

        return copied


def holds(
    condition: Condition,
    space: Space,
    option: Callable[[str], Diagram],
    outcomes: Mapping[str, Condition],
    kept: dict[str, Diagram],
) -> Diagram:
    """Where the condition holds, as a diagram; `kept` remembers outcomes by name."""

    def at(part: Condition) -> Diagram:
        match part:
            case Constant(value):
                return space.true if value else space.false
            case Name(text):
                return option(text)
            case OutcomeName(text):
                if text not in kept:
                    kept[text] = at(outcomes[text])
                return kept[text]
            case Not(of):
                return ~at(of)
            case And(parts):
                return reduce(and_, map(at, parts))
            case Or(parts):
                return reduce(or_, map(at, parts))
            case Implies(left, right):
                return at(left).imp(at(right))
            case Iff(left, right):
                return at(left).equiv(at(right))

    return at(condition)
