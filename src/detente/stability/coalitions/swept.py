"""Coalitions judged by sweeps over the box: one vector a cell, a number a member.

Where every end of the answers to t is better for all members than s, so is the least of the ends,
member by member. So a move to t comes to one vector: by member the rank of t, or less where the
answers lead lower; and a coalition leaves s where a vector within reach exceeds that of s in every
place. Only the largest vectors of a group need be looked at. Who may answer back is not judged by
one vector: the coalition stays where the best of its answers back, member by member, would not do,
leaves where it leaves without, and what lies between is tried (see answered.py).
"""

from __future__ import annotations

import importlib
from functools import cached_property, lru_cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.coalitions.groups import Groups, can_group, groups_of
from detente.stability.coalitions.play import Coalition
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.engines.kept import readiness
from detente.stability.engines.swept.box import box_of_graph, room_for_box

Vectors = NDArray[Any]  # (members, cells)
OPEN = 2  # a start that took more than was allowed to settle
LOOPS = "coalitions"
_SMALL, _LARGE = 1 << 13, 1 << 15  # cells: with loops at hand; where they are compiled first
_ROOM = 1 << 26  # cells looked at for one start before it is left to another way


@lru_cache(maxsize=1)
def compiled_loops() -> ModuleType | None:
    """The compiled loops; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.coalitions.compiled")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


def takes(graph: Graph, coalition: Coalition, concept: str, setting: CoalitionSetting) -> bool:
    """Whether sweeps say it: ranks in a box, joint improvements, answers whose steps compose."""
    outside = graph.parties - len(coalition)
    if not graph.ranked or setting.improvements != "joint" or not room_for_box(graph):
        return False
    if outside > 1 and concept != "nash":
        if setting.sanction_moves != "legal" and not (
            setting.answers == "class" and concept in ("seq", "sseq")
        ):
            return False
        if setting.answers == "class" and concept in ("seq", "sseq"):
            return False
    return can_group(box_of_graph(graph), coalition)


def pays(graph: Graph) -> bool:
    """Whether the graph is so large that loading the compiler is worth it."""
    cells = box_of_graph(graph).cells
    ready = readiness(LOOPS)
    if ready == "none" or cells < _SMALL or compiled_loops() is None:
        return False
    return ready != "cold" or cells >= _LARGE


class SweptCoalition:
    """One coalition on one graph; what is worked out serves several concepts."""

    def __init__(self, graph: Graph, coalition: Coalition, setting: CoalitionSetting) -> None:
        loops = compiled_loops()
        assert loops is not None, "asked for before"
        self.graph, self.coalition, self.setting, self._loops = graph, coalition, setting, loops
        self.box = box_of_graph(graph)
        self.outside = [
            k for k in range(graph.parties) if k not in coalition and self.box.radix[k] > 1
        ]
        self._more = 1 if setting.sanction == "strict" else 0
        self._sweeps = loops.sweeps_of(graph)
        self._run = self._sweeps.run

    @cached_property
    def _groups(self) -> Groups:
        return groups_of(self.box, self.coalition, self._loops)

    @cached_property
    def _rank(self) -> Vectors:
        return np.stack([self._sweeps.rank(k) for k in self.coalition])

    @cached_property
    def _cell(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.box.feasible)

    def leaves(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where the coalition leaves, under c-nash to c-sseq: bool (starts,)."""
        if concept == "nash" or not self.outside:
            return self._exceeded(self._rank, starts)
        improving = concept in ("seq", "sseq")
        if concept in ("gmr", "seq"):
            return self._exceeded(self._worth(self._rank, improving), starts)
        best = self._best(starts)
        most = self._worth(best, improving)
        leaves = self._exceeded(most, starts)
        open_ = np.flatnonzero(leaves)
        if len(open_):
            surely = self._exceeded(self._worth(self._rank, improving), starts[open_])
            open_ = open_[~surely]
        if len(open_):
            leaves[open_] = self._tried(most, improving, starts[open_])
        return leaves

    def _worth(self, value: Vectors, improving: bool) -> Vectors:
        """By member the lesser of a cell's rank and the least `value` that answers lead to."""
        rows = []
        for own, of in zip(self._rank, value, strict=True):
            least = self._sweeps.least_among(self.outside, of, improving)
            if self._more:
                top = np.iinfo(least.dtype).max
                least = np.where(least == top, least, least + least.dtype.type(1))
            rows.append(np.minimum(own, least))
        return np.stack(rows)

    def _fronts(self, worth: Vectors, starts: NDArray[np.int64]) -> tuple[Any, Any, Any]:
        groups = self._groups
        wanted = np.zeros(len(groups.first) - 1, dtype=np.uint8)
        wanted[groups.group[self._cell[starts]]] = 1
        if len(groups.after):
            wanted[:] = 1
        return self._done(
            self._loops.fronts.fronts,
            worth,
            groups.first,
            groups.member,
            wanted,
            groups.sequence,
            groups.after_first,
            groups.after,
        )

    @cached_property
    def _ranked_fronts(self) -> tuple[Any, Any, Any]:
        return self._fronts(self._rank, np.arange(self.graph.states))

    def _best(self, starts: NDArray[np.int64]) -> Vectors:
        """(members, cells): by member the best that the coalition can answer back with."""
        begin, end, vectors = self._ranked_fronts
        top = self._rank.dtype.type(np.iinfo(self._rank.dtype).max)
        return self._loops.fronts.best_of(self._rank, begin, end, vectors, self._groups.group, top)

    def _exceeded(self, worth: Vectors, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        fronts = self._ranked_fronts if worth is self._rank else self._fronts(worth, starts)
        found = self._done(
            self._loops.fronts.exceeded,
            self._cell[starts],
            self._groups.group,
            self._rank,
            *fronts,
        )
        return np.asarray(found, dtype=bool)

    def _tried(
        self, most: Vectors, improving: bool, starts: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Start by start whether the coalition leaves, where answers back decide it."""
        groups, cells = self._groups, self._cell[starts]
        # The starts of a group together, in an order in which each halves what is open.
        mixed = (
            np.arange(len(cells), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        ) >> np.uint64(32)
        order = np.lexsort((mixed, groups.group[cells]))
        bits = np.concatenate([self.box.ways[k].bits for k in self.outside])
        first = np.cumsum([0, *(self.box.radix[k] for k in self.outside)])
        movers = np.array(
            [(self.box.radix[k], self.box.stride[k], first[n]) for n, k in enumerate(self.outside)],
            dtype=np.int64,
        )
        stays = np.zeros(len(cells), dtype=np.uint8)
        self._done(
            self._loops.answered.held,
            cells[order],
            stays,
            groups.group,
            groups.first,
            groups.member,
            groups.after_first,
            groups.after,
            self._rank,
            most,
            *self._ranked_fronts,
            self._more,
            improving,
            movers,
            bits,
            np.stack([self._sweeps.rank(k) for k in self.outside]),
            _ROOM,
        )
        result = np.zeros(len(cells), dtype=bool)
        result[order] = stays == 0
        assert not (stays == OPEN).any()
        return result

    def _done(self, loop: Any, *arguments: Any) -> Any:
        """What a loop returns, run where an interrupt is heard."""
        found: list[Any] = []
        self._run([lambda: found.append(loop(*arguments))])
        return found[0]
