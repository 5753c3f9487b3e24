"""The sweeps over one box by compiled loops, for concepts that are judged one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.stability.assumptions import SanctionMoves
from detente.stability.engines.costs import ONE_CALL, SHORT_LOOPS
from detente.stability.engines.kept import have_run
from detente.stability.engines.swept import answers, classes, plain, short, variants, work
from detente.stability.engines.swept.box import Box
from detente.stability.engines.swept.slices import slices_of, whole_box
from detente.stability.engines.swept.threads import Runner, Threads

Cube = NDArray[Any]


__all__ = ["CompiledSweeps", "Threads", "variants", "work"]


class CompiledSweeps:
    """Ranks as small as they can be, classes sorted once, slices shared by threads."""

    def __init__(self, box: Box, ranks: Sequence[Cube], run: Runner | None = None) -> None:
        self.box, self._ranks = box, ranks
        self.run = run or Threads(cells=box.cells)
        self._levels = [int(rank.max()) + 1 for rank in ranks]
        # One type for all parties: a value of one is never compared with another's, but kept alike.
        self._kind = work.level_type(max(self._levels))
        self._marked: tuple[NDArray[np.bool_], NDArray[Any]] | None = None

    def rank(self, party: int) -> Cube:
        """The party's ranks by cell, the type's largest number where infeasible."""
        return work.rank_cube(self.box, self._ranks[party], self._kind)

    @cached_property
    def _order(self) -> NDArray[Any]:
        return work.class_orders(self.box, self.rank, self._levels, self.run)

    def _marked_for(self, leaving: NDArray[np.bool_]) -> NDArray[Any]:
        """The class orders with marks where a step may not begin; the last ones are kept."""
        if self._marked is None or self._marked[0] is not leaving:
            order = self._order.copy()
            work.mark_kept(
                self.box, order, lambda party: self.box.by_cell(~leaving[party]), self.run
            )
            self._marked = leaving, order
        return self._marked[1]

    @cached_property
    def _plain(self) -> plain.PlainSweeps:
        return plain.PlainSweeps(self.box, self._ranks)

    def best_reply(self, party: int, value: Cube, improving: bool) -> Cube:
        """The best value one move away, the start included."""
        if self.box.radix[party] == 1:
            return value  # it has no reply but to stay, and its classes are not sorted
        top = plain.top_of(value)
        turned = np.where(self.box.feasible, ~value, top)
        whole = whole_box(self.box, party)
        shape = whole.shape[0]
        table = np.empty(max(1, int(shape[answers.PATTERNS])), dtype=value.dtype)
        if improving:
            count = self.box.cells // self.box.radix[party]
            answers.sweep_improvements(
                turned,
                top,
                0,
                0,
                0,
                whole.shape,
                self._order,
                whole.number,
                whole.pattern,
                whole.lists,
                np.ones(count, dtype=np.uint8),
                table,
            )
        else:
            floor = np.empty((len(table), answers.TILE), dtype=value.dtype)
            answers.sweep_moves(
                turned,
                self.rank(party).astype(value.dtype),
                top,
                shape,
                whole.pattern,
                whole.cover,
                floor,
            )
        return np.where(self.box.feasible, ~turned, top)

    def order(self, party: int | None) -> NDArray[Any]:
        """A party's classes sorted by its rank, best first; nothing for None: see classes.py."""
        if party is None:
            return np.zeros(0, dtype=work.order_type(self.box))
        return self._order[party * self.box.cells : (party + 1) * self.box.cells]

    def least_among(self, movers: Sequence[int], value: Cube, improving: bool) -> Cube:
        """The least value that some parties together lead to, the start included.

        movers  parties with more than one strategy; value: of the type of ranks.
        """
        whole = whole_box(self.box, *movers)
        order = self._order if improving else self.order(None)
        result = value[None, :].copy()
        there = self._there[None, :]
        top = plain.top_of(value)
        self.run(
            [
                partial(
                    answers.answer_slices,
                    0,
                    1,
                    result,
                    there,
                    top,
                    improving,
                    whole.shape,
                    order,
                    whole.number,
                    whole.pattern,
                    whole.cover,
                    whole.lists,
                )
            ]
        )
        return result[0]

    @cached_property
    def _there(self) -> Cube:
        top = self._kind.type(np.iinfo(self._kind).max)
        return np.where(self.box.feasible, self._kind.type(0), top)

    def least_answer(
        self,
        party: int,
        value: Cube,
        improving: bool,
        leaving: NDArray[np.bool_] | None,
        moves: SanctionMoves = "legal",
    ) -> Cube:
        """The worst value at the end of an answer, the start included.

        leaving  bool (parties, states): where each party's steps may begin.
        """
        if leaving is not None and (not improving or self.box.cells <= ONE_CALL):
            return self._plain.least_answer(party, value, improving, leaving, moves)
        top = plain.top_of(value)
        radix, rest = self.box.radix[party], self.box.cells // self.box.radix[party]
        stride = self.box.stride[party]
        rows = np.empty((radix, rest), dtype=value.dtype)
        there = np.empty((radix, rest), dtype=value.dtype)
        classes.own_outermost(value, radix, stride, 0, rest, rows)
        classes.own_outermost(
            np.where(self.box.feasible, value.dtype.type(0), top), radix, stride, 0, rest, there
        )
        seen = slices_of(self.box, party)
        if len(seen.shape):
            order = np.zeros(0, dtype=work.order_type(self.box))
            if improving:
                order = self._order if leaving is None else self._marked_for(leaving)
            step = max(1, work.CELLS_A_CALL // 4 // rest)
            lower: Callable[..., None] = answers.answer_slices
            if moves != "legal" and len(seen.shape) > 1:
                lower = partial(_short, moves == "single")
            self.run(
                [
                    partial(
                        lower,
                        first,
                        min(first + step, radix),
                        rows,
                        there,
                        top,
                        improving,
                        seen.shape,
                        order,
                        seen.number,
                        seen.pattern,
                        seen.cover,
                        seen.lists,
                    )
                    for first in range(0, radix, step)
                ]
            )
        back = rows.reshape(radix, -1, stride)
        return np.ascontiguousarray(back.transpose(1, 0, 2)).reshape(-1)


def _short(alone: bool, *asked: Any) -> None:
    """short_slices for the arguments of answer_slices."""
    short.short_slices(*asked[:6], alone, *asked[6:])
    have_run(SHORT_LOOPS)
