"""The engine for any preference relation: sets of escapes, as tables of states by starts.

A value is bit rows: of which starts a state is an escape. Starts that the party does not tell apart
share a bit. Cost: for every sweep of answers as many words as there are steps, times the bits over
64; memory: some bits times the states. Also the second opinion on ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Graph, NoPlainOrder, Ranks, Relation
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import StepRule
from detente.stability.engines.listed import improving_arcs, moves_listed
from detente.stability.engines.rows import (
    ALL,
    ANY,
    OneByOne,
    Rows,
    Steps,
    better_rows,
    in_parts,
    starts_at,
    starts_of,
    steps_of,
    words,
    worse_rows,
)
from detente.stability.engines.sequences import least_by_sequences

Table = NDArray[np.bool_]


class TableEngine:
    """Any strict preference relation, small graphs."""

    name = "table"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs a plain order of every party and a table of states by states."""
        if any(isinstance(order, NoPlainOrder) for order in graph.orders):
            return "some party has no plain order"
        most = self.bits(graph)
        if most > limit("relation_states"):
            return f"tables of {graph.states:,} x {most:,} states"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Moves of all parties and their improvements, as a listing and by turns; a listing of one
        party's while it is built, by seven numbers a move; and some bit rows."""
        arcs = moves_listed(graph)
        building = 0 if graph.form == "graph" else 56 * max(arcs)
        sets = 2 ** (graph.parties - 1) if assumptions.sanction_moves == "once" else graph.parties
        rows = graph.states * 8 * words(self.bits(graph)) * (sets + 10)
        return (1 << 20) + building + 16 * sum(arcs) + rows

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> TablePlay:
        """The party's play."""
        return TablePlay(graph, party, assumptions)

    def bits(self, graph: Graph) -> int:
        """How many starts, at most, a party tells apart."""
        orders = [one for one in graph.orders if not isinstance(one, NoPlainOrder)]
        return max((starts_of(order).count for order in orders), default=0)


@dataclass(frozen=True, slots=True)
class ReadTableEngine(TableEngine):
    """The same for one party that tells what deters it by another relation than its order.

    overlaps  whether it may leave for what deters it. Then that the others stay, or come back to
              where the party moved, are not the same: the first is no answer.
    """

    escapes: Ranks | Relation
    overlaps: bool

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> TablePlay:
        """The party's play."""
        return TablePlay(graph, party, assumptions, self.escapes, self.overlaps)

    def bits(self, graph: Graph) -> int:
        """How many starts the relation tells apart."""
        return starts_of(self.escapes).count


class TablePlay:
    """One party's play as bit rows: a row a state, a bit a start."""

    def __init__(
        self,
        graph: Graph,
        party: int,
        assumptions: Assumptions,
        escapes: Ranks | Relation | None = None,
        overlaps: bool = False,
    ) -> None:
        self.graph, self.party, self.assumptions = graph, party, assumptions
        order = graph.orders[party] if escapes is None else escapes
        assert not isinstance(order, NoPlainOrder), "a party without a plain order has no verdicts"
        self.escapes, self.overlaps = order, overlaps
        self.starts = starts_of(order)

    @cached_property
    def own(self) -> Rows:
        """A state is an escape from a start unless it deters there."""
        if self.assumptions.sanction == "weak":
            return better_rows(self.escapes)
        return ~worse_rows(self.escapes)

    @cached_property
    def top(self) -> Rows:
        """Everything is an escape from everywhere."""
        shape = (self.graph.states, words(self.starts.count))
        return np.full(shape, 2**64 - 1, dtype=np.uint64)

    def either(self, one: Rows, other: Rows) -> Rows:
        """Escapes of either."""
        return one | other

    def both(self, one: Rows, other: Rows) -> Rows:
        """Escapes of both."""
        return one & other

    def best_reply(self, value: Rows, improving: bool = False) -> Rows:
        """Whether some own move leads to an escape."""
        steps = steps_of(self.graph, self.party, improving)
        return in_parts(value, lambda part: steps.over(ANY, part))

    def least_answer(self, value: Rows, rule: StepRule) -> Rows:
        """Whether every answer ends in an escape."""
        improving = rule.kind == "improvements"
        others = [k for k in range(self.graph.parties) if k != self.party]
        steps = {k: self._steps(k, rule) for k in others}
        composing = self.graph.moves_compose and rule.leaving is None and not self.overlaps
        # Two improvements in a row are one improvement or none only where states are ranked.
        if improving:
            composing &= all(isinstance(self.graph.orders[k], Ranks) for k in others)
        return in_parts(
            value,
            lambda part: least_by_sequences(
                self.assumptions.sanction_moves,
                composing,
                [k for k in others if self._may_step(k)],
                part,
                np.full_like(part, 2**64 - 1),
                lambda k, ahead: steps[k].over(ALL, ahead),
                ALL,
                np.array_equal,
            ),
        )

    def _may_step(self, party: int) -> bool:
        """Whether the party has moves; one without improvements leaves what it is given."""
        return len(self.graph.arcs(party).end) > 0

    def _steps(self, party: int, rule: StepRule) -> Steps:
        if rule.leaving is None and not self.overlaps:
            return steps_of(self.graph, party, rule.kind == "improvements")
        graph = self.graph
        arcs = improving_arcs(graph, party) if rule.kind == "improvements" else graph.arcs(party)
        if rule.leaving is None:
            return OneByOne(arcs)
        return OneByOne(arcs.only(rule.leaving[party][arcs.starts()]))

    def tempting(self, value: Rows) -> Table:
        """The improvements that are escapes: bool (from, to)."""
        found = np.zeros((self.graph.states, self.graph.states), dtype=bool)
        found[self._escapes(value)] = True
        return found

    def stable(self, value: Rows) -> NDArray[np.bool_]:
        """No improvement is an escape."""
        found = np.ones(self.graph.states, dtype=bool)
        found[self._escapes(value)[0]] = False
        return found

    def _escapes(self, value: Rows) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        arcs = improving_arcs(self.graph, self.party)
        start, end = arcs.starts(), arcs.end
        kept = self.are_escapes(value, start, end)
        return start[kept], end[kept]

    def are_escapes(
        self, value: Rows, start: NDArray[np.integer], end: NDArray[np.integer]
    ) -> NDArray[np.bool_]:
        """Pair by pair, whether the end is an escape from the start: bool (pairs,)."""
        return starts_at(value, end, self.starts.of[start])


def move_table(graph: Graph, party: int) -> Table:
    """The party's moves: bool (from, to), built once a graph and kept."""

    def table() -> Table:
        arcs = graph.arcs(party)
        found = np.zeros((graph.states, graph.states), dtype=bool)
        found[arcs.starts(), arcs.end] = True
        return found

    return graph.of_moves.once(("move table", party), table)


def better_table(graph: Graph, party: int) -> Table:
    """What the party prefers: bool (start, state), true where the state is preferred."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return order.rank[:, None] < order.rank[None, :]
    assert not isinstance(order, NoPlainOrder), "a party without a plain order has no verdicts"
    return order.better
