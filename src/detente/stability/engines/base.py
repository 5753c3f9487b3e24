"""What an engine offers: the few questions from which every sanction concept is built.

A concept asks "what can the others hold a party to after it moves?". The answer is a `Value`: for
each state x, how well x does for the party, in the engine's own terms. With ranks one number a
state is enough (larger is better); with a general preference it takes, for every start s, whether
x is an escape from s (`not D(s, x)` of the definitions). Both are lattices, so concepts are written
once: `either` is the better of two values, `both` the worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Order
from detente.progress import Progress as Progress
from detente.stability.assumptions import Assumptions
from detente.values import dataclass

if TYPE_CHECKING:
    from detente.stability.terms import Term

COMPILER_BYTES = 130_000_000  # what a process grows by, for a while, when it loads numba

Value = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class StepRule:
    """Which steps the others may take in an answer.

    kind     `moves`: all their moves; `improvements`: each step improves its mover.
    leaving  bool (parties, states) or None: a step of party j may leave only states where
             leaving[j] holds.
    """

    kind: Literal["moves", "improvements"]
    leaving: NDArray[np.bool_] | None = None


MOVES = StepRule("moves")
IMPROVEMENTS = StepRule("improvements")


class Play(Protocol):
    """The graph as one party faces it, under fixed assumptions."""

    @property
    def own(self) -> Value:
        """Each state at its own worth: is it an escape by itself?"""

    @property
    def top(self) -> Value:
        """The value that nothing deters from."""

    def either(self, one: Value, other: Value) -> Value:
        """The better of two values, state by state."""

    def both(self, one: Value, other: Value) -> Value:
        """The worse of two values, state by state."""

    def best_reply(self, value: Value, improving: bool = False) -> Value:
        """The best `value` among the party's own moves from each state; the worst of all where
        it has none. `improving` limits it to its improvements on that state.

        Where moves compose an engine may count the start as its own reply. That changes no verdict
        as long as `value` is nowhere better than `own`."""

    def least_answer(self, value: Value, rule: StepRule) -> Value:
        """The worst `value` at the end of an answer of the others, by the assumed sequences of at
        least one step; `top` where they have no answer.

        Where moves compose an engine may count the start itself as an end. That changes no verdict
        as long as `value` is nowhere worse than `own`."""

    def tempting(self, value: Value) -> Value:
        """What a move of the party to each state comes to if nobody does better than `value`: the
        party leaves s for t iff that of t is above the rank of s; with a general preference bool
        (from, to), the improvements that are escapes."""

    def stable(self, value: Value) -> NDArray[np.bool_]:
        """Where no improvement of the party leads to a state whose `value` is an escape from the
        start: bool (states,)."""


class Engine(Protocol):
    """A way to compute plays: chosen by what the graph is and by its size."""

    name: str

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Why this engine cannot take the graph; None where it can."""

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """An estimate of the peak memory, in bytes, beyond the graph itself."""

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> Play:
        """The play of `party`; work shared between parties is kept by the engine's caller."""


@runtime_checkable
class Together(Protocol):
    """An engine that judges some terms faster together, and many preferences too, than one by one
    by its plays."""

    def planes(
        self,
        graph: Graph,
        terms: Sequence[Term],
        assumptions: Assumptions,
        variants: Sequence[tuple[Order, ...]] | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Mapping[Term, NDArray[np.uint8]]]:
        """For each of the variants of the parties' orders, or for the graph's own: the planes of
        those terms that it takes, as in Verdicts; the others it leaves out."""
