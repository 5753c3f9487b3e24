"""The others' answers to a party's moves: whether one deters, and where they can end.

Searched step by step from each move; where that takes long and moves compose, in layers: back from
everything that deters to all of the party's improvements at once, and forward from one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.model import Ranks
from detente.stability import reach
from detente.stability.engines.base import StepRule
from detente.stability.explain.party_at_state import Outlasted, PartyAtState, Step, Trial
from detente.stability.terms import Counter

LAYERED_STATES = 1 << 11  # with fewer, going step by step takes no longer than laying out a box
_STEPS_AN_END = 100  # what looking for a way out takes, counted in steps
_STATES_A_STEP = 128  # layers over so many states take about as long as looking at one step
_LEAST_TRIAL, _MOST_TRIAL = 500, 20_000  # steps


class Answers(Protocol):
    """What the others can do about the party's improvements."""

    def deterring(self, after: int) -> tuple[int, tuple[Step, ...]] | None:
        """The end that deters by the shortest answer to the move to `after`, and that answer."""

    def ends(self, after: int) -> list[int]:
        """Every state in which an answer to the move to `after` can end, ascending."""

    def escapes(self, ends: list[int]) -> list[tuple[int, int]]:
        """Of those ends that would deter by themselves: the party's best move out, if one does
        not deter."""


def answers_of(point: PartyAtState, rule: StepRule, counter: Counter) -> Answers:
    """The answers that the rule allows, found in the way that takes less."""
    layered = (
        point.read is None
        and point.graph.states >= LAYERED_STATES
        and point.graph.ranked
        and rule.leaving is None
        and (point.assumptions.sanction_moves != "once" or point.graph.parties < 3)
        and reach.listless(point.graph)
    )
    return (Either if layered else Stepwise)(point, rule, counter)


class Either:
    """Step by step as long as that takes less; then in layers."""

    def __init__(self, point: PartyAtState, rule: StepRule, counter: Counter) -> None:
        steps = point.graph.states // _STATES_A_STEP
        trial = Trial(min(max(_LEAST_TRIAL, steps), _MOST_TRIAL))
        self._now: Answers = Stepwise(point, rule, counter, trial)
        self._then: Callable[[], Answers] = partial(Layered, point, rule, counter)

    def deterring(self, after: int) -> tuple[int, tuple[Step, ...]] | None:
        """See Answers."""
        try:
            return self._now.deterring(after)
        except Outlasted:
            self._now = self._then()
            return self._now.deterring(after)

    def ends(self, after: int) -> list[int]:
        """See Answers."""
        try:
            return self._now.ends(after)
        except Outlasted:
            self._now = self._then()
            return self._now.ends(after)

    def escapes(self, ends: list[int]) -> list[tuple[int, int]]:
        """See Answers."""
        return self._now.escapes(ends)


class Stepwise:
    """Each answer step by step."""

    def __init__(
        self, point: PartyAtState, rule: StepRule, counter: Counter, trial: Trial | None = None
    ) -> None:
        self.point, self.rule, self.counter = point, rule, counter
        self.trial = trial

    def deterring(self, after: int) -> tuple[int, tuple[Step, ...]] | None:
        """See Answers."""
        for end, path in self.point.answers(after, self.rule, self.trial):
            if self.point.deters(end) and not self.escapes([end]):
                return end, path
        return None

    def ends(self, after: int) -> list[int]:
        """See Answers."""
        return sorted(end for end, _ in self.point.answers(after, self.rule, self.trial))

    def escapes(self, ends: list[int]) -> list[tuple[int, int]]:
        """See Answers."""
        found: list[tuple[int, int]] = []
        if self.counter == "none":
            return found
        for end in ends:
            if self.point.deters(end):
                if self.trial is not None:
                    self.trial.spend(_STEPS_AN_END)
                found += _ways_out(self.point, end, self.counter)
        return found


def _ways_out(point: PartyAtState, end: int, counter: Counter) -> list[tuple[int, int]]:
    """(end, the party's best move from it among those that do not deter), if there is one."""
    order = point.graph.orders[point.party]
    if isinstance(order, Ranks) and point.read is None:
        moves = point.moves(point.party, end)  # one that escapes is an improvement too
        rank, here = order.rank[moves], order.rank[point.start]
        escaping = rank >= here if point.assumptions.sanction == "strict" else rank > here
        best = int(np.argmax(rank)) if len(moves) else 0  # what is liked best escapes if any does
        return [(end, int(moves[best]))] if escaping.any() else []
    out = [t for t in point.counters(end, counter) if not point.deters(t)]
    return [(end, point.best(out)[0])] if out else []


class Layered:
    """All answers in layers of states; no last mover need be known, as steps compose."""

    def __init__(self, point: PartyAtState, rule: StepRule, counter: Counter) -> None:
        if point.patience is not None:
            point.patience.spend(point.graph.states // _STATES_A_STEP)
        self.point, self.counter = point, counter
        self.graph, self.party = point.graph, point.party
        self.others = [k for k in range(self.graph.parties) if k != self.party]
        self.within = 1 if point.assumptions.sanction_moves == "single" else None
        self.gaining = rule.kind == "improvements"
        make = reach.improvements if self.gaining else reach.all_moves
        self.steps = make(self.graph)

    @cached_property
    def _rank(self) -> NDArray[np.signedinteger]:
        order = self.graph.orders[self.party]
        assert isinstance(order, Ranks), "asked before"
        return order.rank

    @cached_property
    def _deters(self) -> NDArray[np.bool_]:
        """Where an answer may end that deters by itself: bool (states,)."""
        here = self._rank[self.point.start]
        strict = self.point.assumptions.sanction == "strict"
        return self._rank < here if strict else self._rank <= here

    @cached_property
    def _togo(self) -> NDArray[np.integer]:
        """The fewest steps of the others from each state to one that deters for good.

        They never change what the party does: states in which it does none of the things it would
        improve by are left aside.
        """
        good = self._deters
        if self.counter != "none":
            out = reach.distances(
                self.graph, ~good, reach.all_moves(self.graph), [self.party], within=1, back=True
            )
            good = good & (out > 1)
        aside = ~self._doing(self.point.improvements)
        return reach.distances(
            self.graph, good & ~aside, self.steps, self.others, aside, self.within, back=True
        )

    def _doing(self, states: list[int]) -> NDArray[np.bool_]:
        """Where the party does what it does in one of the states: bool (states,)."""
        mask = self.graph.masks[self.party]
        own = self.graph.codes & np.int64(mask)
        wanted = own[states]
        if mask.bit_count() > 20:
            return np.asarray(np.isin(own, wanted))
        low = (mask & -mask).bit_length() - 1 if mask else 0
        table = np.zeros(1 << mask.bit_count(), dtype=bool)
        table[wanted >> low] = True
        return np.asarray(table[own >> low])

    def deterring(self, after: int) -> tuple[int, tuple[Step, ...]] | None:
        """See Answers. No improvement deters from itself, so that an answer has a step."""
        left = int(self._togo[after])
        if left >= reach.never(self._togo):
            return None
        here, path = after, []
        while left > 0:
            left -= 1
            mover, here = self._step(here, left)
            path.append((mover, here))
        return here, tuple(path)

    def _step(self, here: int, left: int) -> Step:
        """The first step by movers' and states' order after which `left` steps are to go."""
        for mover in self.others:
            ends = reach.moves_of(self.graph, self.steps, mover, here)
            good = np.flatnonzero(self._togo[ends] == left)
            if len(good):
                return mover, int(ends[good[0]])
        raise AssertionError(f"no step from {here} with {left} left")

    def ends(self, after: int) -> list[int]:
        """See Answers."""
        start = np.zeros(self.graph.states, dtype=bool)
        start[after] = True
        aside = ~self._doing([after])
        found = reach.distances(self.graph, start, self.steps, self.others, aside, self.within)
        there = found < reach.never(found)
        there[after] = self.within is None and self._returns(after, there, start)
        return [int(end) for end in np.flatnonzero(there)]

    def _returns(self, after: int, there: NDArray[np.bool_], start: NDArray[np.bool_]) -> bool:
        """Whether an answer can come back to where it began."""
        back = reach.distances(self.graph, start, self.steps, self.others, ~there, back=True)
        circle = back < reach.never(back)
        circle[after] = False
        if self.gaining or not circle.any():
            # Improvements that come back are by several parties, for each rises by its own; and a
            # party's steps in a row are one step.
            return bool(circle.any())
        return self._squares(after) or self._walks_back(after, circle)

    def _squares(self, after: int) -> bool:
        """Whether two others can go one after the other and undo it in the same order."""
        graph, codes = self.graph, self.graph.codes
        here = int(codes[after])
        steps = {}
        for k in self.others:
            ends = codes[graph.moves_from(k, after)]
            one_way = graph.only_taken[k] | graph.only_dropped[k]
            steps[k] = ends[((ends ^ np.int64(here)) & np.int64(one_way)) == 0]
        for one, other in combinations(self.others, 2):
            both = (steps[one][:, None] ^ np.int64(here)) ^ steps[other][None, :]
            place = np.minimum(np.searchsorted(codes, both), graph.states - 1)
            if (codes[place] == both).any():
                return True
        return False

    def _walks_back(self, after: int, circle: NDArray[np.bool_]) -> bool:
        """The same by any legal sequence, step by step, within what leads there and back."""
        layer, seen = [(after, -1)], {(after, -1)}
        while layer:
            following = []
            for state, last in layer:
                for k in self.others:
                    if k == last:
                        continue
                    for end in self.graph.moves_from(k, state).tolist():
                        if end == after:
                            if last >= 0:
                                return True
                        elif circle[end] and (end, k) not in seen:
                            seen.add((end, k))
                            following.append((end, k))
            layer = following
        return False

    def escapes(self, ends: list[int]) -> list[tuple[int, int]]:
        """See Answers."""
        wanted = np.array([end for end in ends if self._deters[end]], dtype=np.int64)
        return list(zip(*self._ways_out(wanted), strict=True)) if len(wanted) else []

    def _ways_out(self, ends: NDArray[np.int64]) -> tuple[list[int], list[int]]:
        """The ends with a way out, and the best of the party's moves from each."""
        from_ends: list[int] = []
        out: list[int] = []
        for begin, moves in reach.classes_of(self.graph, self.party, ends):
            rank = np.where(moves >= 0, self._rank[moves], -1)
            best = rank.argmax(axis=1)
            end = moves[np.arange(len(moves)), best]
            good = (end >= 0) & ~self._deters[end]
            from_ends += begin[good].tolist()
            out += end[good].tolist()
        return from_ends, out
