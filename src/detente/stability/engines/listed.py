"""The engine for total preorders on listed moves: one number a state, swept over the moves.

With ranks and either kind of sanction a concept needs, for each state, only the least worth that
the others can bring about, so answers are never listed. Cost: a few passes over the moves.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.model import Arcs, Graph, Ranks, Relation, count_option_arcs
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import StepRule
from detente.stability.engines.sequences import least_by_sequences

Levels = NDArray[np.int32]

TOP = np.int32(2**30)
BOTTOM = np.int32(-(2**30))


class ListedEngine:
    """Ranks and listed moves, NumPy only."""

    name = "listed"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs a total preorder of every party and moves that can be listed."""
        if not graph.ranked:
            return "some party's preference is no total preorder"
        if count_moves(graph) > limit("arcs"):
            return f"more than {limit('arcs'):,} moves would have to be listed"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Moves of all parties; a class-wise listing of one party's while it is built, by seven
        numbers a move; and values, for `once` one array for each set of the others."""
        arcs = moves_listed(graph)
        building = 0 if graph.form == "graph" else 56 * max(arcs)
        values = 24 * graph.parties
        if assumptions.sanction_moves == "once" and graph.parties > 2:
            values += 4 << min(graph.parties - 1, 30)
        return building + 8 * sum(arcs) + values * graph.states

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> ListedPlay:
        """The party's play."""
        return ListedPlay(graph, party, assumptions)


def count_moves(graph: Graph) -> int:
    """How many moves there are to list, one-way options and forbidden moves not deducted."""
    return sum(moves_listed(graph))


def moves_listed(graph: Graph) -> list[int]:
    """The same by party."""
    if graph.form == "graph":
        return [len(graph.arcs(party).end) for party in range(graph.parties)]
    return [count_option_arcs(graph.codes, mask) for mask in graph.masks]


class ListedPlay:
    """One party's play on ranks. A value is int32 (states,): the worth a state comes to."""

    def __init__(self, graph: Graph, party: int, assumptions: Assumptions) -> None:
        self.graph, self.party, self.assumptions = graph, party, assumptions
        self.rank = _rank(graph, party)

    @property
    def own(self) -> Levels:
        """Each state's rank."""
        return self.rank

    @cached_property
    def top(self) -> Levels:
        """Better than every rank."""
        return np.full(self.graph.states, TOP)

    def either(self, one: Levels, other: Levels) -> Levels:
        """The larger."""
        return np.maximum(one, other)

    def both(self, one: Levels, other: Levels) -> Levels:
        """The smaller."""
        return np.minimum(one, other)

    def best_reply(self, value: Levels, improving: bool = False) -> Levels:
        """The largest value one own move away."""
        arcs = improving_arcs(self.graph, self.party) if improving else self.graph.arcs(self.party)
        return over_moves(np.maximum, arcs, value, BOTTOM)

    def least_answer(self, value: Levels, rule: StepRule) -> Levels:
        """The smallest value that the others can lead to."""
        arcs = {k: self._steps(k, rule) for k in range(self.graph.parties) if k != self.party}
        return least_by_sequences(
            self.assumptions.sanction_moves,
            self.graph.moves_compose and rule.leaving is None,
            [k for k, moves in arcs.items() if len(moves.end)],
            value,
            self.top,
            lambda k, ahead: over_moves(np.minimum, arcs[k], ahead, TOP),
            np.minimum,
            np.array_equal,
        )

    def _steps(self, party: int, rule: StepRule) -> Arcs:
        arcs = self.graph.arcs(party) if rule.kind == "moves" else improving_arcs(self.graph, party)
        if rule.leaving is None:
            return arcs
        return arcs.only(rule.leaving[party][arcs.starts()])

    def tempting(self, value: Levels) -> Levels:
        """What a move to each state comes to: the lesser of its worth and what the others leave."""
        if self.assumptions.sanction == "weak":
            return np.minimum(self.rank, value)
        # A tied end does not deter: it tempts by one more, but by no more than the move itself.
        return np.minimum(self.rank, np.where(value < TOP, value + 1, value))

    def stable(self, value: Levels) -> NDArray[np.bool_]:
        """No move comes to more than the state itself."""
        return np.asarray(self.best_reply(self.tempting(value)) <= self.rank)


def _rank(graph: Graph, party: int) -> Levels:
    order = graph.orders[party]
    assert isinstance(order, Ranks), "this engine takes total preorders only"
    return order.rank


def improving_arcs(graph: Graph, party: int) -> Arcs:
    """The party's unilateral improvements, for any preference; listed once a graph and kept."""

    def listed() -> Arcs:
        arcs, order = graph.arcs(party), graph.orders[party]
        if isinstance(order, Ranks):
            return arcs.only(order.rank[arcs.end] > order.rank[arcs.starts()])
        assert isinstance(order, Relation), "a party without a plain order has no verdicts"
        return arcs.only(order.holds(arcs.starts(), arcs.end))

    return graph.of_orders.once(("improving", party), listed)


def over_moves(best: np.ufunc, arcs: Arcs, value: Levels, none: np.int32) -> Levels:
    """`best` of the values at the ends of each state's moves; `none` where it has no move."""
    result = np.full(len(arcs.first) - 1, none)
    begin = np.flatnonzero(arcs.first[1:] > arcs.first[:-1])
    if len(begin):
        result[begin] = best.reduceat(value[arcs.end], arcs.first[begin])
    return result
