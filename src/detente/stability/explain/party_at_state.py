"""One party at one state: its improvements, the others' answers, and what deters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.memory import PROCESS, allowed
from detente.model import Graph, NoPlainOrder, Ranks
from detente.problems import TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import StepRule
from detente.stability.terms import Counter

if TYPE_CHECKING:
    from detente.stability.semantics import ReadAs

Why = dict[str, Any]
Step = tuple[int, int]  # (mover, state it moves to)

_BYTES_AN_END = 400


class Patience:
    """How much may be looked at before a reason is given up: counted, so the same everywhere.

    left  looks: one an end of an answer, ten a list of moves.
    """

    def __init__(self, looks: int) -> None:
        self.looks = self.left = looks

    def spend(self, looks: int) -> None:
        """TooLarge where nothing is left."""
        self.left -= looks
        if self.left < 0:
            raise TooLarge(
                "an explanation of this state",
                f"more than {self.looks:,} moves and answers to look at",
                "ask for it alone (`detente explain`), or hold some options fixed (`--holding`)",
            )


class Outlasted(Exception):
    """A search that goes step by step takes longer than one in layers would."""


@dataclass(slots=True)
class Trial:
    """How many steps a search may look at before another way is taken."""

    left: int

    def spend(self, steps: int) -> None:
        """So many have been looked at. Outlasted when they are used up."""
        self.left -= steps
        if self.left < 0:
            raise Outlasted


@dataclass(frozen=True, eq=False)
class PartyAtState:
    """The question "why does `party` stay at `start`, or not?" on a graph.

    patience  what may be looked at; None for as much as there is.
    read      where preferences are read by a semantics: the whole graph under it, of which `graph`
              is what the party sees.
    """

    graph: Graph
    party: int
    start: int
    assumptions: Assumptions
    patience: Patience | None = None
    read: ReadAs | None = None

    def moves(self, party: int, state: int) -> NDArray[np.int64]:
        """Where a party can go in one step, in state order."""
        after = self.graph.moves_from(party, state)
        if self.patience is not None:
            self.patience.spend(10 + len(after) // 10)
        return after

    def gains(self, party: int, state: int) -> list[int]:
        """The party's improvements on `state`, in state order."""
        after = self.moves(party, state)
        order = self.graph.orders[party]
        if isinstance(order, Ranks):
            return [int(t) for t in after[order.rank[after] > order.rank[state]]]
        return [int(t) for t in after if self.graph.prefers(party, int(t), state)]

    def counters(self, state: int, counter: Counter) -> list[int]:
        """What the party may do about an answer that ends in `state`, in state order."""
        if counter == "none":
            return []
        if counter == "improvement":
            return self.gains(self.party, state)
        return [int(t) for t in self.moves(self.party, state)]

    @cached_property
    def improvements(self) -> list[int]:
        """U(s): where the party would leave for."""
        return self.gains(self.party, self.start)

    @cached_property
    def _most_ends(self) -> int:
        """How many ends of answers are kept; what a machine has is read from a file, so once."""
        return min(limit("explained_ends"), max(0, allowed() - PROCESS) // _BYTES_AN_END)

    def deters(self, state: int) -> bool:
        """D(s, x): ending there keeps the party at the start."""
        if self.read is not None:
            return self.read.deters(self.party, self.start, state)
        if self.assumptions.sanction == "strict":
            return self.graph.prefers(self.party, self.start, state)
        return not self.graph.prefers(self.party, state, self.start)

    def compare(self, state: int) -> str:
        """How the party sees a state against the start."""
        if self.read is not None:
            return self.read.compare(self.party, self.start, state)
        if self.graph.prefers(self.party, state, self.start):
            return "better"
        if self.graph.prefers(self.party, self.start, state):
            return "worse"
        ranked = isinstance(self.graph.orders[self.party], Ranks)
        return "tied" if ranked else "incomparable"

    def _liked_by(self, party: int) -> Graph:
        """The graph by which a party likes states: by its plain order where it has one."""
        if self.read is None or isinstance(self.read.graph.orders[party], NoPlainOrder):
            return self.graph
        return self.read.graph

    def best(self, states: Sequence[int]) -> list[int]:
        """The states that the party likes best: those to which it prefers none of the others."""
        graph = self._liked_by(self.party)
        order = graph.orders[self.party]
        if isinstance(order, Ranks):
            top = max((int(order.rank[state]) for state in states), default=0)
            return [state for state in states if order.rank[state] == top]
        prefers = graph.prefers
        found = [s for s in states if not any(prefers(self.party, other, s) for other in states)]
        return found or list(states)  # in a circle of preferences nothing is best

    def worst(self, states: Sequence[int]) -> list[int]:
        """The states that the party likes least: those that it prefers to none of the others."""
        graph = self._liked_by(self.party)
        order = graph.orders[self.party]
        if isinstance(order, Ranks):
            bottom = min((int(order.rank[state]) for state in states), default=0)
            return [state for state in states if order.rank[state] == bottom]
        prefers = graph.prefers
        found = [s for s in states if not any(prefers(self.party, s, other) for other in states)]
        return found or list(states)

    def steps(self, party: int, state: int, rule: StepRule) -> list[int]:
        """Where a party may step in an answer under `rule`, in state order."""
        if rule.leaving is not None and not rule.leaving[party][state]:
            return []
        if rule.kind == "improvements":
            return self.gains(party, state)
        return [int(t) for t in self.moves(party, state)]

    def answers(
        self, after: int, rule: StepRule, trial: Trial | None = None
    ) -> Iterator[tuple[int, tuple[Step, ...]]]:
        """Every end of an answer to the party's move to `after`, once, with a shortest answer.

        In order of fewest steps, then movers, then states. TooLarge where the search is; Outlasted
        once more steps are looked at than the trial allows.
        """
        others = [k for k in range(self.graph.parties) if k != self.party]
        seen: set[tuple[int, Any]] = set()
        told: set[int] = set()
        layer: list[tuple[int, Any, tuple[Step, ...]]] = [(after, None, ())]
        while layer:
            following: list[tuple[int, Any, tuple[Step, ...]]] = []
            for state, memory, path in layer:
                for mover in others:
                    if not self._may(mover, memory):
                        continue
                    kept = self._remember(mover, memory)
                    ends = self.steps(mover, state, rule)
                    if trial is not None:
                        trial.spend(1 + len(ends))
                    for end in ends:
                        if (end, kept) in seen:
                            continue
                        seen.add((end, kept))
                        if self.patience is not None:
                            self.patience.spend(1)
                        longer = (*path, (mover, end))
                        following.append((end, kept, longer))
                        if end not in told:
                            told.add(end)
                            yield end, longer
                if len(seen) > self._most_ends:
                    raise TooLarge(
                        "an explanation of this state",
                        f"more than {self._most_ends:,} answers to look at",
                        "hold some options fixed (`--holding`)",
                    )
            layer = [] if self.assumptions.sanction_moves == "single" else following

    def _may(self, mover: int, memory: Any) -> bool:
        """Whether `mover` may step next, given what is remembered of the answer so far."""
        if memory is None:
            return True
        if self.assumptions.sanction_moves == "once":
            return mover not in memory
        return bool(mover != memory)

    def _remember(self, mover: int, memory: Any) -> Any:
        if self.assumptions.sanction_moves == "once":
            return frozenset({mover}) | (memory or frozenset())
        return mover

    def told(self, before: int, path: Sequence[Step]) -> list[Why]:
        """An answer as data: who moves where, and whether it gains by that: surely, where that is
        not known of all states."""
        steps = []
        for mover, after in path:
            graph = self._liked_by(mover)
            steps.append(
                {
                    "by": self.graph.names[mover],
                    "to": self.text(after),
                    "improves": graph.prefers(mover, after, before),
                }
            )
            before = after
        return steps

    def text(self, state: int) -> str:
        """The state's text."""
        return self.graph.state_text(state)
