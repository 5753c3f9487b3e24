"""The session on which verdicts are worked out: a graph, its assumptions, what is known so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine, Play

K = TypeVar("K")

_KEPT_STATES = 1 << 16  # with more, what leads to longer horizons is worked out again


class Session:
    """Shares work between concepts and parties of one graph, while one question is answered."""

    def __init__(self, graph: Graph, assumptions: Assumptions, engine: Engine) -> None:
        self.graph = graph
        self.assumptions = assumptions
        self.engine = engine
        self._plays: dict[int, Play] = {}
        self._known: dict[tuple[str, int], NDArray[np.bool_]] = {}
        self._kept: dict[str, Any] = {}
        self._unstable: dict[str, NDArray[np.bool_]] = {}

    def play(self, party: int) -> Play:
        """The party's play."""
        if party not in self._plays:
            self._plays[party] = self.engine.play(self.graph, party, self.assumptions)
        return self._plays[party]

    def once(
        self, key: str, party: int, work: Callable[[], NDArray[np.bool_]]
    ) -> NDArray[np.bool_]:
        """The verdict `key` for `party`, worked out the first time it is asked for."""
        if (key, party) not in self._known:
            self._known[key, party] = work()
        return self._known[key, party]

    def kept(self, key: str, work: Callable[[], K]) -> K:
        """What `work` made the first time that `key` was asked for: on a graph of many states, and
        where it may be large, made anew each time."""
        return work() if self.graph.states > _KEPT_STATES else self.settled(key, work)

    def settled(self, key: str, work: Callable[[], K]) -> K:
        """What `work` made the first time that `key` was asked for, for any number of states."""
        if key not in self._kept:
            self._kept[key] = work()
        found: K = self._kept[key]
        return found

    def unstable(
        self, key: str, judge: Callable[[Session, int], NDArray[np.bool_]]
    ) -> NDArray[np.bool_]:
        """Where each party would leave by the concept `key`: bool (parties, states).

        The same array each time, so that what is made of it can be kept.
        """
        if key not in self._unstable:
            parties = range(self.graph.parties)
            planes = [self.once(key, party, partial(judge, self, party)) for party in parties]
            self._unstable[key] = ~np.stack(planes)
        return self._unstable[key]
