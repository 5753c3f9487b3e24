"""The engine for many listed moves: answers by compiled search over (state, last mover)."""

from __future__ import annotations

import importlib
from functools import lru_cache
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import COMPILER_BYTES, StepRule
from detente.stability.engines.kept import have_run
from detente.stability.engines.listed import (
    TOP,
    Levels,
    ListedEngine,
    ListedPlay,
    _rank,
)

Turned = tuple[NDArray[np.int64], NDArray[np.int32]]


@lru_cache(maxsize=1)
def compiled_search() -> ModuleType | None:
    """The compiled search; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.swept.search")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


class SearchedEngine(ListedEngine):
    """Ranks and listed moves that need not compose; each looked at once for a kind of answer."""

    name = "searched"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """As with listed moves, legal sequences only, and a compiler that loads."""
        if assumptions.sanction_moves != "legal" and graph.parties > 2:
            return f"it answers by legal sequences only, not by `{assumptions.sanction_moves}`"
        reason = super().refusal(graph, assumptions)
        if reason is None and compiled_search() is None:
            return "there is no compiler (numba), or it does not load"
        return reason

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Moves of all parties twice, by start and by end, and working arrays."""
        return super().bytes_needed(graph, assumptions) * 3 // 2 + COMPILER_BYTES

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> SearchedPlay:
        """The party's play."""
        return SearchedPlay(graph, party, assumptions)


class SearchedPlay(ListedPlay):
    """One party's play; only the others' answers are found in another way."""

    def least_answer(self, value: Levels, rule: StepRule) -> Levels:
        """The smallest value that the others can lead to."""
        search = compiled_search()
        assert search is not None, "refused before"
        others = [k for k in range(self.graph.parties) if k != self.party]
        states = self.graph.states
        result = np.full(states, TOP)
        if not others:
            return result
        moves = [self._turned(k) for k in others]
        offset = np.concatenate([[0], np.cumsum([len(start) for _, start in moves])])[:-1]
        leaving = np.ones((len(others), states), dtype=bool)
        if rule.leaving is not None:
            leaving = rule.leaving[others]
        worth = value.astype(np.int32)
        search.least_answer(
            worth,
            np.argsort(worth, kind="stable"),
            TOP,
            np.stack([into for into, _ in moves]),
            np.concatenate([start for _, start in moves]),
            offset.astype(np.int64),
            np.stack([_rank(self.graph, k).astype(np.int32) for k in others]),
            rule.kind == "improvements",
            leaving,
            result,
        )
        have_run("searched")
        return result

    def _turned(self, party: int) -> Turned:
        search = compiled_search()
        assert search is not None, "refused before"
        turned, arcs = search.turned, self.graph.arcs(party)
        return self.graph.of_moves.once(("turned", party), lambda: turned(arcs.first, arcs.end))
