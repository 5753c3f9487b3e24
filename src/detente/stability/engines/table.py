"""The engine for any preference relation: sets of escapes, as tables of states by states.

A value is bool (start, state): whether the state lets the party escape from the start. Cost: some
products of tables; memory: some bytes times states squared. Also the second opinion on ranks.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Graph, NoPlainOrder, Ranks
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import StepRule
from detente.stability.engines.sequences import least_by_sequences

Table = NDArray[np.bool_]


class TableEngine:
    """Any strict preference relation, small graphs."""

    name = "table"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs a plain order of every party and a table of states by states."""
        if any(isinstance(order, NoPlainOrder) for order in graph.orders):
            return "some party has no plain order"
        if graph.states > limit("relation_states"):
            return f"tables of {graph.states:,} x {graph.states:,} states"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Moves of all parties and some working tables, and their products in single precision."""
        sets = 2 ** (graph.parties - 1) if assumptions.sanction_moves == "once" else graph.parties
        return graph.states**2 * (3 * graph.parties + sets + 20)

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> TablePlay:
        """The party's play."""
        return TablePlay(graph, party, assumptions)


class TablePlay:
    """One party's play as tables."""

    def __init__(self, graph: Graph, party: int, assumptions: Assumptions) -> None:
        self.graph, self.party, self.assumptions = graph, party, assumptions

    @cached_property
    def own(self) -> Table:
        """A state is an escape from a start unless it deters there."""
        better = better_table(self.graph, self.party)
        return better if self.assumptions.sanction == "weak" else ~better.T

    @cached_property
    def top(self) -> Table:
        """Everything is an escape from everywhere."""
        return np.ones((self.graph.states, self.graph.states), dtype=bool)

    def either(self, one: Table, other: Table) -> Table:
        """Escapes of either."""
        return one | other

    def both(self, one: Table, other: Table) -> Table:
        """Escapes of both."""
        return one & other

    def best_reply(self, value: Table, improving: bool = False) -> Table:
        """Whether some own move leads to an escape."""
        return product(value, self._moves(self.party, improving).T)

    def least_answer(self, value: Table, rule: StepRule) -> Table:
        """Whether every answer ends in an escape."""
        steps = {k: self._steps(k, rule) for k in range(self.graph.parties) if k != self.party}
        return least_by_sequences(
            self.assumptions.sanction_moves,
            self.graph.moves_compose and rule.leaving is None and rule.kind == "moves",
            [k for k, moves in steps.items() if moves.any()],
            value,
            self.top,
            lambda k, ahead: ~product(~ahead, steps[k].T),
            np.logical_and,
            np.array_equal,
        )

    def _steps(self, party: int, rule: StepRule) -> Table:
        moves = self._moves(party, rule.kind == "improvements")
        return moves if rule.leaving is None else moves & rule.leaving[party][:, None]

    def _moves(self, party: int, improving: bool) -> Table:
        moves = move_table(self.graph, party)
        return moves & better_table(self.graph, party) if improving else moves

    def tempting(self, value: Table) -> Table:
        """The improvements that are escapes: bool (from, to)."""
        return self._moves(self.party, True) & value

    def stable(self, value: Table) -> NDArray[np.bool_]:
        """No improvement is an escape."""
        return np.asarray(~self.tempting(value).any(axis=1))


def product(left: Table, right: Table) -> Table:
    """The Boolean product; counts stay far below what single precision holds exactly."""
    return np.asarray((left.astype(np.float32) @ right.astype(np.float32)) > 0)


def move_table(graph: Graph, party: int) -> Table:
    """The party's moves: bool (from, to), built once a graph and kept."""
    kept: dict[int, Table] = graph.__dict__.setdefault("_move_tables", {})
    if party not in kept:
        arcs = graph.arcs(party)
        table = np.zeros((graph.states, graph.states), dtype=bool)
        table[arcs.starts(), arcs.end] = True
        kept[party] = table
    return kept[party]


def better_table(graph: Graph, party: int) -> Table:
    """What the party prefers: bool (start, state), true where the state is preferred."""
    order = graph.orders[party]
    if isinstance(order, Ranks):
        return order.rank[:, None] < order.rank[None, :]
    assert not isinstance(order, NoPlainOrder), "a party without a plain order has no verdicts"
    return order.better
