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

from detente import memory
from detente.limits import limit
from detente.model import Graph, Ranks
from detente.problems import TooLarge
from detente.stability.coalitions.groups import Groups, can_group, groups_of
from detente.stability.coalitions.play import Coalition
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.engines.base import COMPILER_BYTES
from detente.stability.engines.costs import ONE_CALL
from detente.stability.engines.kept import have_run, readiness
from detente.stability.engines.swept.box import box_of_graph, room_for_box

Vectors = NDArray[Any]  # (members, cells)
UNKNOWN = 2
OPEN = 2  # a start that took more than was allowed to settle
LOOPS = "coalitions"
_SMALL, _LARGE = 1 << 13, 1 << 15  # cells: with loops at hand; where they are compiled first


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


def bytes_needed(graph: Graph, members: int) -> int:
    """The most memory that judging one coalition takes beyond the graph, an estimate.

    By cell: the members' ranks, their best answers back and what a move comes to under the four
    concepts with answers; both while answers are worked out, cell by cell, and what matters of a
    group; groups and their members; class orders of all parties; a search; what is noted.
    """
    box = box_of_graph(graph)
    levels = max(int(order.rank.max()) + 1 for order in graph.orders if isinstance(order, Ranks))
    size = 2 if levels <= np.iinfo(np.int16).max else 4
    numbers = size * (11 * members + graph.parties + 2)
    return box.cells * (numbers + 32 + 3 * graph.parties) + COMPILER_BYTES


def require_memory(graph: Graph, members: int) -> None:
    """TooLarge where judging a coalition of so many members takes more than there is."""
    needed = memory.PROCESS + graph.codes.nbytes + bytes_needed(graph, members)
    needed += sum(order.rank.nbytes for order in graph.orders if isinstance(order, Ranks))
    if needed > memory.allowed():
        raise TooLarge(
            f"a coalition of {members} on {graph.states:,} states",
            f"it takes about {memory.shown(needed)}, and {memory.shown(memory.allowed())} may be "
            "taken",
            "allow more memory (`--memory`), or hold some options fixed (`--holding`)",
        )


class SweptCoalition:
    """One coalition on one graph; what is worked out serves several concepts."""

    def __init__(self, graph: Graph, coalition: Coalition, setting: CoalitionSetting) -> None:
        loops = compiled_loops()
        assert loops is not None, "asked for before"
        require_memory(graph, len(coalition))
        self.graph, self.coalition, self.setting, self._loops = graph, coalition, setting, loops
        self.box = box_of_graph(graph)
        self.outside = [
            k for k in range(graph.parties) if k not in coalition and self.box.radix[k] > 1
        ]
        self._worths: dict[str, Vectors] = {}
        self._noted: dict[str, NDArray[np.uint8]] = {}
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
            return self._exceeded("nash", starts)
        plain = "seq" if concept in ("seq", "sseq") else "gmr"
        if concept == plain:
            return self._plain(plain, starts)
        leaves = self._exceeded(concept, starts)
        have_run(LOOPS)
        open_ = np.flatnonzero(leaves)
        open_ = open_[~self._plain(plain, starts[open_])]
        if len(open_):
            leaves[open_] = self._tried(concept, starts[open_])
        return leaves

    def _plain(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where the coalition leaves under c-gmr or c-seq, noted for what is asked next."""
        if concept not in self._noted:
            self._noted[concept] = np.full(self.graph.states, UNKNOWN, dtype=np.uint8)
        noted = self._noted[concept]
        if (noted[starts] == UNKNOWN).any():
            noted[starts] = self._exceeded(concept, starts)
        return noted[starts] == 1

    def _worth(self, concept: str) -> Vectors:
        """By member and cell what a move there comes to; with answers back, at most."""
        if concept not in self._worths:
            value = {concept: self._rank}
            if concept in ("smr", "sseq"):
                plain = concept.removeprefix("s") if concept == "sseq" else "gmr"
                value = {plain: self._rank, concept: self._best}
            self._worths |= self._answered(value, concept in ("seq", "sseq"))
        return self._worths[concept]

    def _answered(self, value: dict[str, Vectors], improving: bool) -> dict[str, Vectors]:
        """By concept the lesser of a cell's rank and the least of its value where answers lead."""
        rows = np.concatenate(list(value.values()))
        if improving and all(self.box.ways[k].count == 1 for k in self.outside):
            rows = self._one_after_another(np.ascontiguousarray(rows.T)).T
        else:
            for k, row in enumerate(rows):
                rows[k] = self._sweeps.least_among(self.outside, row, improving)
        if self.setting.sanction == "strict":
            rows[:, self.box.feasible] += rows.dtype.type(1)
        least = rows.reshape(len(value), len(self.coalition), -1)
        return {one: np.minimum(part, self._rank) for one, part in zip(value, least, strict=True)}

    def _one_after_another(self, cells: Vectors) -> Vectors:
        """Improvements of one outsider after another, until nothing falls: (cells, values)."""
        calm, at = 0, 0
        while calm < len(self.outside):
            mover = self.outside[at]
            fell = self._done(
                self._loops.fronts.answers_of_one,
                cells,
                self._top,
                self.box.radix[mover],
                self.box.stride[mover],
                self._sweeps.order(mover),
            )
            calm = 1 if fell else calm + 1
            at = (at + 1) % len(self.outside)
        return cells

    def _fronts(self, concept: str, floor: Vectors) -> tuple[Any, Any, Any]:
        """By group the largest vectors above its floor that a move comes to: see fronts."""
        groups = self._groups
        found: tuple[Any, Any, Any] = self._done(
            self._loops.fronts.fronts,
            self._rank if concept == "nash" else self._worth(concept),
            floor,
            self._top,
            groups.first,
            groups.member,
            groups.sequence,
            groups.after_first,
            groups.after,
        )
        return found

    @cached_property
    def _top(self) -> Any:
        return self._rank.dtype.type(np.iinfo(self._rank.dtype).max)

    @cached_property
    def _best(self) -> Vectors:
        """(members, cells): by member the best that the coalition can answer back with."""
        groups = self._groups
        found: Vectors = self._done(
            self._loops.fronts.best_of,
            self._rank,
            groups.first,
            groups.member,
            groups.sequence,
            groups.after_first,
            groups.after,
            self._top,
        )
        return found

    def _exceeded(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        groups, cells = self._groups, self._cell[starts]
        floor = self._done(
            self._loops.fronts.floors,
            cells,
            groups.group,
            self._rank,
            len(groups.first) - 1,
            groups.sequence,
            groups.after_first,
            groups.after,
            self._top,
        )
        found = self._done(
            self._loops.fronts.exceeded,
            cells,
            groups.group,
            self._rank,
            *self._fronts(concept, floor),
        )
        return np.asarray(found, dtype=bool)

    def _tried(self, concept: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
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
        more = self._rank.dtype.type(self.setting.sanction == "strict")
        floor = self._rank[:, cells].min(axis=1, keepdims=True) - more
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
            self._worth(concept),
            *self._fronts("nash", np.repeat(floor, len(groups.first) - 1, axis=1)),
            int(more),
            concept == "sseq",
            movers,
            bits,
            np.stack([self._sweeps.rank(k) for k in self.outside]),
            limit("coalition_looks"),
        )
        result = np.zeros(len(cells), dtype=bool)
        result[order] = stays == 0
        if (stays == OPEN).any():
            raise TooLarge(
                f"answers back at {int((stays == OPEN).sum()):,} states",
                f"more than {limit('coalition_looks'):,} moves to look at for one of them",
                "ask for other concepts (`--concepts c-nash,c-gmr,c-seq`), or hold some options "
                "fixed (`--holding`)",
            )
        return result

    def _done(self, loop: Any, *arguments: Any) -> Any:
        """What a loop returns, run where an interrupt is heard if it takes long enough."""
        if self.box.cells <= ONE_CALL:
            return loop(*arguments)
        found: list[Any] = []
        self._run([lambda: found.append(loop(*arguments))])
        return found[0]
