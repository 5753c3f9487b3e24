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
from collections.abc import Sequence
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

Vectors = NDArray[Any]  # (places, members): see loops.py
Marks = NDArray[np.uint8]  # by place
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
    """One coalition on one graph; what is worked out serves several concepts.

    asked  the concepts that will be asked: what a pair of them needs is worked out in one go.
    """

    def __init__(
        self,
        graph: Graph,
        coalition: Coalition,
        setting: CoalitionSetting,
        asked: Sequence[str] = (),
    ) -> None:
        loops = compiled_loops()
        assert loops is not None, "asked for before"
        require_memory(graph, len(coalition))
        self.graph, self.coalition, self.setting, self._loops = graph, coalition, setting, loops
        self._asked = frozenset(asked)
        self.box = box_of_graph(graph)
        self.outside = [
            k for k in range(graph.parties) if k not in coalition and self.box.radix[k] > 1
        ]
        self._worths: dict[str, Vectors] = {}
        self._noted: dict[str, tuple[Marks, Marks]] = {}  # what was asked, and what leaves
        self._far: tuple[Any, Any] | None = None
        self._sweeps = loops.sweeps_of(graph)
        self._run = self._sweeps.run
        self._top = self._sweeps.rank(0).dtype.type(np.iinfo(self._sweeps.rank(0).dtype).max)

    def leaves(self, concept: str, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where the coalition leaves, of the states in `where`, under c-nash to c-sseq."""
        open_ = self._by_place(where)
        if concept == "nash" or not self.outside:
            return self._by_state(self._exceeded("nash", open_))
        plain = "seq" if concept in ("seq", "sseq") else "gmr"
        if concept == plain:
            return self._by_state(self._plain(plain, open_))
        leaves = self._exceeded(concept, open_)
        have_run(LOOPS)
        tried = leaves & ~self._plain(plain, leaves)
        if tried.any():
            leaves ^= tried
            leaves |= self._tried(concept, tried)
        return self._by_state(leaves)

    @cached_property
    def _groups(self) -> Groups:
        return groups_of(self.box, self.coalition, self._loops)

    @cached_property
    def _rank(self) -> Vectors:
        rank = np.empty((len(self._groups.member), len(self.coalition)), dtype=type(self._top))
        for column, party in enumerate(self.coalition):
            rank[:, column] = self._sweeps.rank(party)[self._groups.member]
        return rank

    def _by_place(self, where: NDArray[np.bool_]) -> Marks:
        marks: Marks = self._loops.fronts.by_place(where, self.box.feasible, self._groups.member)
        return marks

    def _by_state(self, marks: Marks) -> NDArray[np.bool_]:
        fronts, member = self._loops.fronts, self._groups.member
        where: NDArray[np.bool_] = fronts.by_state(marks, self.box.feasible, member)
        return where

    def _plain(self, concept: str, open_: Marks) -> Marks:
        """What leaves under c-gmr or c-seq, noted for what is asked next."""
        asked, leaves = self._noted.get(concept, (np.zeros_like(open_), np.zeros_like(open_)))
        new = open_ & ~asked
        if new.any():
            asked, leaves = asked | new, leaves | self._exceeded(concept, new)
            self._noted[concept] = asked, leaves
        return leaves & open_

    def _worth(self, concept: str) -> Vectors:
        """What a move comes to for each member; with answers back, at most."""
        if concept == "nash":
            return self._rank
        if concept not in self._worths:
            pair = ("seq", "sseq") if concept in ("seq", "sseq") else ("gmr", "smr")
            wanted = [one for one in pair if one == concept or one in self._asked - {*self._worths}]
            values = self._ends(wanted)
            self._lower(values, pair[0] == "seq")
            more = type(self._top)(self.setting.sanction == "strict")
            for turn, one in enumerate(wanted):
                self._worths[one] = self._done(
                    self._loops.fronts.worth_of,
                    self._rank,
                    values,
                    turn * len(self.coalition),
                    more,
                    self._groups.member,
                )
        return self._worths[concept]

    def _ends(self, concepts: Sequence[str]) -> NDArray[Any]:
        """What the end of an answer is worth, (cells, members of each concept): its rank, or the
        best that the coalition can answer back with."""
        fronts, groups, members = self._loops.fronts, self._groups, len(self.coalition)
        shape = (self.box.cells, members * len(concepts))
        values = (
            np.full(shape, self._top) if not self.box.full else np.empty(shape, self._rank.dtype)
        )
        for turn, concept in enumerate(concepts):
            if concept in ("gmr", "seq"):
                self._done(fronts.spread, values, turn * members, self._rank, groups.member)
            else:
                self._done(
                    fronts.best_within,
                    values,
                    turn * members,
                    self._rank,
                    groups.first,
                    groups.member,
                    groups.sequence,
                    groups.after_first,
                    groups.after,
                )
        return values

    def _lower(self, values: NDArray[Any], improving: bool) -> None:
        """Lower each value to the least where answers lead, the cell itself included."""
        if improving and all(self.box.ways[k].count == 1 for k in self.outside):
            self._one_after_another(values)
        elif not improving and can_group(self.box, self.outside):
            groups = groups_of(self.box, self.outside, self._loops)
            self._done(
                self._loops.fronts.least_within,
                values,
                groups.first,
                groups.member,
                groups.sequence,
                groups.after_first,
                groups.after,
                self._top,
            )
        else:
            for one in range(values.shape[1]):
                value = np.ascontiguousarray(values[:, one])
                values[:, one] = self._sweeps.least_among(self.outside, value, improving)

    def _one_after_another(self, values: NDArray[Any]) -> None:
        """Improvements of one outsider after another, until nothing falls."""
        calm, at = 0, 0
        while calm < len(self.outside):
            mover = self.outside[at]
            fell = self._done(
                self._loops.fronts.answers_of_one,
                values,
                self._top,
                self.box.radix[mover],
                self.box.stride[mover],
                self._sweeps.order(mover),
            )
            calm = 1 if fell else calm + 1
            at = (at + 1) % len(self.outside)

    def _exceeded(self, concept: str, open_: Marks) -> Marks:
        """What is open and exceeded by the worth of something within reach."""
        groups = self._groups
        if concept == "nash" and self._asked & {"smr", "sseq"}:
            fronts = self._fronts_far(open_)
        else:
            floor = self._done(
                self._loops.fronts.floors,
                open_,
                self._rank,
                groups.first,
                groups.sequence,
                groups.after_first,
                groups.after,
                self._top,
            )
            fronts = self._fronts(concept, floor)
        found: Marks = self._done(
            self._loops.fronts.exceeded, open_, self._rank, groups.first, *fronts
        )
        return found

    def _fronts(self, concept: str, floor: Vectors) -> tuple[Any, Any, Any]:
        """By group the largest vectors above its floor that a move comes to: see fronts."""
        groups = self._groups
        found: tuple[Any, Any, Any] = self._done(
            self._loops.fronts.fronts,
            self._worth(concept),
            floor,
            self._top,
            groups.first,
            groups.sequence,
            groups.after_first,
            groups.after,
        )
        return found

    def _fronts_far(self, open_: Marks) -> tuple[Any, Any, Any]:
        """The largest ranks of every group, as far as they may matter to what is open; kept."""
        more = type(self._top)(self.setting.sanction == "strict")
        floor = self._loops.fronts.lowest(open_, self._rank, self._top) - more
        if self._far is None or (self._far[0] > floor).any():
            groups = len(self._groups.first) - 1
            self._far = floor, self._fronts("nash", np.tile(floor, (groups, 1)))
        found: tuple[Any, Any, Any] = self._far[1]
        return found

    def _tried(self, concept: str, open_: Marks) -> Marks:
        """Start by start whether the coalition leaves, where answers back decide it."""
        groups = self._groups
        bits = np.concatenate([self.box.ways[k].bits for k in self.outside])
        first = np.cumsum([0, *(self.box.radix[k] for k in self.outside)])
        movers = np.array(
            [(self.box.radix[k], self.box.stride[k], first[n]) for n, k in enumerate(self.outside)],
            dtype=np.int64,
        )
        leaves: Marks = self._done(
            self._loops.answered.left,
            open_,
            groups.group,
            groups.first,
            groups.member,
            groups.after_first,
            groups.after,
            self._rank,
            self._worth(concept),
            *self._fronts_far(open_),
            int(self.setting.sanction == "strict"),
            concept == "sseq",
            movers,
            bits,
            np.stack([self._sweeps.rank(k) for k in self.outside]),
            limit("coalition_looks"),
        )
        if (leaves == OPEN).any():
            raise TooLarge(
                f"answers back at {int((leaves == OPEN).sum()):,} states",
                f"more than {limit('coalition_looks'):,} moves to look at for one of them",
                "ask for other concepts (`--concepts c-nash,c-gmr,c-seq`), or hold some options "
                "fixed (`--holding`)",
            )
        return leaves

    def _done(self, loop: Any, *arguments: Any) -> Any:
        """What a loop returns, run where an interrupt is heard if it takes long enough."""
        if self.box.cells <= ONE_CALL:
            return loop(*arguments)
        found: list[Any] = []
        self._run([lambda: found.append(loop(*arguments))])
        return found[0]
