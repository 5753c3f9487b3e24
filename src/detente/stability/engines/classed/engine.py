"""The engine for moves in classes: few states of many codes, forbidden moves, short answers.

Cost, for one kind of answer: the states times the others times the kinds of states in a class,
however many moves they have; `once`: for each set of the others and each of its members one pass.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import COMPILER_BYTES, StepRule
from detente.stability.engines.classed.classes import (
    MOST_KINDS,
    all_classes,
    bits_of_kinds,
    kinds_of,
)
from detente.stability.engines.kept import have_run
from detente.stability.engines.listed import TOP, Levels, ListedPlay
from detente.stability.engines.sequences import least_by_sequences
from detente.stability.engines.swept.threads import Threads

_STATES_A_CALL = 1 << 18  # what one call of compiled code works on: some hundredths of a second
_NO_LIMIT = np.zeros(0, dtype=np.uint8)


@lru_cache(maxsize=1)
def compiled_loops() -> ModuleType | None:
    """The compiled loops; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.classed.loops")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


class ClassedEngine:
    """Ranks, options, and any rules on states and moves."""

    name = "classed"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs total preorders, options, few kinds of states in a class, and a compiler."""
        if not graph.ranked:
            return "some party's preference is no total preorder"
        if graph.form != "option":
            return "moves are listed one by one"
        for party in range(graph.parties):
            if 1 << bits_of_kinds(graph, party) <= MOST_KINDS:
                continue
            if not len(kinds_of(graph, party)[1]):
                return f"one-way options and forbidden moves make over {MOST_KINDS:,} kinds"
        if compiled_loops() is None:
            return "there is no compiler (numba), or it does not load"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Classes and verdicts of all parties, one being sorted, and the values of sets of others.

        For legal sequences also each class cut by kind, and the stack of the search.
        """
        others = graph.parties - 1
        values = 6 + others
        if assumptions.sanction_moves == "once" and others > 1:
            values += 1 << min(others, 30)
        search = 45 * graph.parties if assumptions.sanction_moves == "legal" else 0
        return graph.states * (34 * graph.parties + 4 * values + search + 40) + COMPILER_BYTES

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> ClassedPlay:
        """The party's play."""
        return ClassedPlay(graph, party, assumptions)


class ClassedPlay(ListedPlay):
    """One party's play. The start counts as its own reply, and as an end of short answers."""

    def best_reply(self, value: Levels, improving: bool = False) -> Levels:
        """The largest value one own move away, the start included."""
        return -self._step(self.party, -value.astype(np.int32), improving, _NO_LIMIT)

    def least_answer(self, value: Levels, rule: StepRule) -> Levels:
        """The smallest value that the others can lead to."""
        others = [k for k in range(self.graph.parties) if k != self.party and self.graph.masks[k]]
        value = value.astype(np.int32)
        improving = rule.kind == "improvements"
        loops = f"classed-{self.assumptions.sanction_moves}"
        if self.assumptions.sanction_moves == "legal" and len(others) > 1:
            found = self._by_search(others, value, rule)
            have_run(loops)
            return found
        leaving = dict.fromkeys(others, _NO_LIMIT)
        if rule.leaving is not None:
            leaving = {k: rule.leaving[k].astype(np.uint8) for k in others}
        least = least_by_sequences(
            self.assumptions.sanction_moves,
            False,
            others,
            value,
            self.top,
            lambda k, ahead: self._step(k, ahead, improving, leaving[k]),
            np.minimum,
            np.array_equal,
        )
        have_run(loops)
        return least

    def _step(
        self, party: int, value: Levels, improving: bool, leaving: NDArray[np.uint8]
    ) -> Levels:
        """The least value of each state and of where one step of a party leads from it."""
        loops = _loops()
        one = all_classes(self.graph).parties[party]
        out = np.empty(self.graph.states, dtype=np.int32)
        rank = (one.rank,) if improving else ()
        work = loops.least_of_improvements if improving else loops.least_of_moves
        run: list[Callable[[], object]] = [
            partial(
                work,
                value,
                TOP,
                begin,
                end,
                one.first,
                one.member,
                *rank,
                one.kind,
                len(one.may),
                *one.asks,
                leaving,
                out,
            )
            for begin, end in _parts(one.first)
        ]
        Threads(cells=self.graph.states)(run)
        return out

    def _by_search(self, others: list[int], value: Levels, rule: StepRule) -> Levels:
        """Legal sequences, by search over (state, last mover) from their ends."""
        loops = _loops()
        every = all_classes(self.graph)
        spans = every.spans
        states = self.graph.states
        leaving = np.zeros((0, states), dtype=np.uint8)
        if rule.leaving is not None:
            leaving = rule.leaving.astype(np.uint8)
        result = np.full(states, TOP)
        pointer = spans.begin.copy()
        left = np.full(len(pointer), -1, dtype=np.int32)
        by = np.full(states, -1, dtype=np.int8)
        order, first = self._slices
        Threads(cells=self.graph.states)(
            [
                partial(
                    loops.search,
                    order[first[begin] : first[end]],
                    value,
                    TOP,
                    every.of,
                    every.rank,
                    every.kind,
                    np.array(others, dtype=np.int64),
                    spans.first,
                    spans.kind,
                    spans.end,
                    spans.member,
                    spans.may_at,
                    spans.kinds,
                    spans.may,
                    rule.kind == "improvements",
                    leaving,
                    pointer,
                    left,
                    by,
                    result,
                )
                for begin, end in _parts(first)
            ]
        )
        return result

    @cached_property
    def _slices(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The states by the party's own options, which no answer changes, and where each begins."""
        own = self.graph.codes & np.int64(self.graph.masks[self.party])
        order = np.argsort(own, kind="stable").astype(np.int32)
        begin = np.flatnonzero(np.diff(own[order], prepend=-1))
        return order, np.append(begin, len(own)).astype(np.int64)


def _loops() -> ModuleType:
    loops = compiled_loops()
    assert loops is not None, "refused before"
    return loops


def _parts(first: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Classes begin..end-1, so many that they hold about as many states as one call takes."""
    begin, last = 0, len(first) - 1
    while begin < last:
        end = int(np.searchsorted(first, first[begin] + _STATES_A_CALL, side="right")) - 1
        end = max(begin + 1, min(end, last))
        yield begin, end
        begin = end
