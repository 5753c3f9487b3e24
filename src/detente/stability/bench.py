"""The bench on which verdicts are worked out: a graph, its assumptions, what is known so far."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine, Play


class Bench:
    """Shares work between concepts and parties of one graph, while one question is answered."""

    def __init__(self, graph: Graph, assumptions: Assumptions, engine: Engine) -> None:
        self.graph = graph
        self.assumptions = assumptions
        self.engine = engine
        self._plays: dict[int, Play] = {}
        self._known: dict[tuple[str, int], NDArray[np.bool_]] = {}

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
