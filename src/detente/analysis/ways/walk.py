"""Who may go where in a way: the steps under one question's restrictions.

A way is a legal sequence: nobody makes two steps in a row. It is searched over nodes, a state with
the last mover; where the steps of a party compose, a shortest way never has two in a row of one
party, and the last mover need not be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import Pairs, States, in_parts, moves_from, moves_into
from detente.analysis.ways.steps import Chosen, Kind, chooser, levels_of
from detente.model import Graph
from detente.stability import Steps

Nodes = NDArray[np.int64]  # state * wide + last mover
Group = tuple[int, ...]


class Together(Protocol):
    """Joint steps of coalitions: see joint.py."""

    def steps(self, group: Group, states: States) -> Pairs:
        """The coalition's joint steps from each of the states, by start, then by end."""


@dataclass(frozen=True, eq=False)
class Walk:
    """The steps that a way may consist of.

    kind     what is asked for; chosen: which moves are of that kind.
    movers   who may make a step, in order: each party of `--of` alone, then coalitions.
    avoid    bool (states,): no step ends there; None for nowhere.
    within   at most so many steps; None for any number.
    granted  (mover, start, end): a move that counts as asked for; None for none.
    free     parties all of whose moves count as asked for.
    levels   on a large graph the steps as numbers, so that searches list no moves; else None.
    """

    graph: Graph
    kind: Kind
    chosen: Chosen
    movers: tuple[Group, ...]
    avoid: NDArray[np.bool_] | None = None
    within: int | None = None
    together: Together | None = None
    granted: tuple[int, int, int] | None = None
    free: frozenset[int] = frozenset()
    levels: Steps | None = None

    @property
    def composes(self) -> bool:
        """Whether the last mover need not be known.

        Once one more move is granted it must be: from its end its mover may prefer what is no
        improvement on its start.
        """
        return (
            self.graph.moves_compose
            and self.graph.ranked
            and (self.kind in ("moves", "improvements") or self.levels is not None)
            and self.together is None
            and self.granted is None
        )

    @property
    def listless(self) -> bool:
        """Whether searches go by numbers and list no moves."""
        return self.composes and self.levels is not None

    @property
    def wide(self) -> int:
        """Nodes a state: one a mover and one for nobody, or one where steps compose."""
        return 1 if self.composes else len(self.movers) + 1

    def nodes(self, states: States, mover: int | None) -> Nodes:
        """The nodes of states reached by a mover; None for the start."""
        if self.wide == 1:
            return states
        return states * self.wide + (len(self.movers) if mover is None else mover)

    def apart(self, nodes: Nodes) -> tuple[States, NDArray[np.int64]]:
        """The states of nodes, and their last movers; no number of a mover where unknown."""
        if self.wide == 1:
            return nodes, np.full(len(nodes), -1, dtype=np.int64)
        states, last = np.divmod(nodes, self.wide)
        return states, last

    def all_moves(self) -> Walk:
        """The same walk by any move; joint steps stay as they are."""
        return self.by_kind("moves")

    def by_kind(self, kind: Kind) -> Walk:
        """The same walk by steps of another kind, one that asks for no concept."""
        levels = levels_of(self.graph, kind)
        return replace(self, kind=kind, chosen=chooser(self.graph, kind), levels=levels)

    def steps(self, mover: int, states: States) -> Pairs:
        """The mover's steps of the asked kind from some states."""
        starts, ends, asked = self.moves(mover, states)
        return starts[asked], ends[asked]

    def moves(self, mover: int, states: States) -> tuple[States, States, NDArray[np.bool_]]:
        """The mover's moves from some states, and which of them are of the asked kind."""
        group = self.movers[mover]
        if len(group) > 1:
            assert self.together is not None
            starts, ends = self._open(self.together.steps(group, states))
            return starts, ends, np.ones(len(starts), dtype=bool)
        starts, ends = self._open(moves_from(self.graph, group[0], states))
        return starts, ends, self._asked(mover, starts, ends)

    def moves_into(self, mover: int, states: States) -> tuple[States, States, NDArray[np.bool_]]:
        """A single party's moves that end in some states, and which of them are asked for."""
        (party,) = self.movers[mover]
        starts, ends = self._open(moves_into(self.graph, party, states))
        return starts, ends, self._asked(mover, starts, ends)

    def in_parts(self, mover: int, states: States) -> Sequence[States]:
        """The states in parts whose moves can be looked at in one go."""
        group = self.movers[mover]
        return list(in_parts(self.graph, group[0], states)) if len(group) == 1 else [states]

    def _open(self, found: Pairs) -> Pairs:
        if self.avoid is None:
            return found
        keep = ~self.avoid[found[1]]
        return found[0][keep], found[1][keep]

    def _asked(self, mover: int, starts: States, ends: States) -> NDArray[np.bool_]:
        (party,) = self.movers[mover]
        if party in self.free:
            return np.ones(len(starts), dtype=bool)
        asked = self.chosen(party, starts, ends)
        if self.granted is not None and self.granted[0] == mover:
            asked = asked | ((starts == self.granted[1]) & (ends == self.granted[2]))
        return asked
