"""Which of their moves parties may take in a search: all, improvements, best or undeterred ones.

With ranks each kind is one comparison: party j may step from s to t where t is worth more than the
floor of s. With a general preference it is a table of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.stability.assumptions import Assumptions
from detente.stability.engines.choice import choose
from detente.stability.engines.listed import over_moves
from detente.stability.engines.swept import plain
from detente.stability.engines.swept.box import box_of_graph, room_for_box
from detente.stability.engines.table import better_table, move_table
from detente.stability.registry import Asked
from detente.stability.session import Session

Kind = Literal["moves", "improvements", "best", "undeterred"]
Levels = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """A kind of step.

    worth, floor  by party, (states,) each: a move from s to t is a step iff worth[t] > floor[s].
    tables        the same by party as bool (from, to), for a general preference.
    All empty: every move is a step.
    """

    kind: Kind
    worth: tuple[Levels, ...] = ()
    floor: tuple[Levels, ...] = ()
    tables: tuple[NDArray[np.bool_], ...] = ()

    def taken(
        self, party: int, begin: NDArray[np.integer] | int, end: NDArray[np.integer]
    ) -> NDArray[np.bool_]:
        """Which of the moves from `begin` to `end` the party may take."""
        if self.worth:
            return np.asarray(self.worth[party][end] > self.floor[party][begin])
        if self.tables:
            return np.asarray(self.tables[party][begin, end])
        return np.ones(len(end), dtype=bool)

    @property
    def by_levels(self) -> bool:
        """Whether steps are all moves or a comparison of numbers, so that they compose."""
        return not self.tables


def all_moves(graph: Graph) -> Steps:
    """Every move."""
    return Steps("moves")


def improvements(graph: Graph) -> Steps:
    """Moves to what the mover prefers."""
    if not graph.ranked:
        tables = tuple(better_table(graph, party) for party in range(graph.parties))
        return Steps("improvements", tables=tables)
    ranks = tuple(_rank(graph, party) for party in range(graph.parties))
    return Steps("improvements", ranks, ranks)


def best_moves(graph: Graph) -> Steps:
    """Improvements to which the mover prefers none of its moves; ties: all of them."""
    if not graph.ranked:
        return Steps("best", tables=tuple(_best_table(graph, k) for k in range(graph.parties)))
    ranks = tuple(_rank(graph, party) for party in range(graph.parties))
    floors = []
    for party, rank in enumerate(ranks):
        best = _best_reply(graph, party)
        # Where nothing better is in reach, the floor is the rank itself: no step at all.
        floors.append(np.where(best > rank, best - 1, rank).astype(rank.dtype))
    return Steps("best", ranks, tuple(floors))


def undeterred(graph: Graph, asked: Asked, assumptions: Assumptions) -> Steps:
    """Improvements that the concept leaves unanswered: a state is stable iff there is none.

    For concepts that are terms.
    """
    term = asked.term
    assert term is not None, "asked before"
    session = Session(graph, assumptions, choose(graph, assumptions))
    tempting = tuple(
        session.play(party).tempting(session.worth(term, party)) for party in range(graph.parties)
    )
    if not graph.ranked:
        return Steps("undeterred", tables=tempting)
    return Steps(
        "undeterred", tempting, tuple(_rank(graph, party) for party in range(graph.parties))
    )


def _rank(graph: Graph, party: int) -> Levels:
    order = graph.orders[party]
    assert isinstance(order, Ranks), "asked before"
    return order.rank


def _best_reply(graph: Graph, party: int) -> NDArray[np.int32]:
    """The best rank one move away, or the rank itself."""
    rank = _rank(graph, party).astype(np.int32)
    if graph.moves_compose and room_for_box(graph):
        box = box_of_graph(graph)
        cube = np.full(box.cells, np.iinfo(np.int32).max, dtype=np.int32)
        cube[box.feasible] = rank
        return np.asarray(plain.best_reply(box, party, cube)[box.feasible])
    return np.maximum(rank, over_moves(np.maximum, graph.arcs(party), rank, np.int32(-1)))


def _best_table(graph: Graph, party: int) -> NDArray[np.bool_]:
    moves, better = move_table(graph, party), better_table(graph, party)
    # Beaten: some move of the same start leads to something preferred to it.
    beaten = (moves.astype(np.float32) @ better.T.astype(np.float32)) > 0
    return np.asarray(moves & better & ~beaten)


def all_parties(graph: Graph) -> tuple[int, ...]:
    """Every party, as movers."""
    return tuple(range(graph.parties))


def moves_of(graph: Graph, steps: Steps, party: int, state: int) -> NDArray[np.int64]:
    """Where the party may step from a state, in state order, without listing all moves."""
    ends = graph.moves_from(party, state)
    return ends[steps.taken(party, state, ends)]


def movers_of(graph: Graph, of: Sequence[int] | None) -> tuple[int, ...]:
    """The parties that may move, in their order."""
    return all_parties(graph) if of is None else tuple(sorted(set(of)))
