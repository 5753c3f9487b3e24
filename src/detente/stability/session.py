"""The session on which verdicts are worked out: a graph, its assumptions, what is known so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Kept, Order, Ranks, Relation
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine, Play, Value
from detente.stability.terms import Term, Turns, worth

K = TypeVar("K")


class Session:
    """Shares work between concepts and parties of one graph, while one question is answered."""

    def __init__(
        self,
        graph: Graph,
        assumptions: Assumptions,
        engine: Engine,
        escapes: Ranks | Relation | None = None,
    ) -> None:
        self.graph = graph
        self.assumptions = assumptions
        self.engine = engine
        self._escapes = escapes
        self._kept: dict[Hashable, Any] = {}
        self._turns = Kept()

    def escapes(self, party: int) -> Order:
        """By what the party tells an escape: its order, unless its preference is read otherwise."""
        return self.graph.orders[party] if self._escapes is None else self._escapes

    def play(self, party: int) -> Play:
        """The party's play."""
        return self.settled(
            ("play", party), lambda: self.engine.play(self.graph, party, self.assumptions)
        )

    def worth(self, term: Term, party: int) -> Value:
        """What each state comes to once the party has moved there: see terms.worth."""
        play = self.play(party)
        if term.turns is None:
            return worth(term, play, self.leavers)
        key = (replace(term, turns=0), party)
        value = self._turns.once(key, lambda: Turns(term, play)).at(term.turns)
        self._turns.weigh(key)  # it grows with the turns
        return value

    def stable(self, term: Term, party: int) -> NDArray[np.bool_]:
        """Where the party stays: bool (states,)."""
        return self.settled(
            ("stable", term, party), lambda: self.play(party).stable(self.worth(term, party))
        )

    def leavers(self, term: Term) -> NDArray[np.bool_]:
        """Where each party would leave: bool (parties, states).

        The same array each time, so that what is made of it can be kept.
        """
        return self.settled(
            ("leavers", term),
            lambda: ~np.stack([self.stable(term, k) for k in range(self.graph.parties)]),
        )

    def settled(self, key: Hashable, work: Callable[[], K]) -> K:
        """What `work` made the first time that `key` was asked for."""
        if key not in self._kept:
            self._kept[key] = work()
        found: K = self._kept[key]
        return found
