"""The least change under nash by moving and dropping statements alone, at any cost.

A list makes a state Nash stable for its party iff every own move is beaten: some statement holds in
the state and not after the move, and stands before all that hold after it and not in the state. So
a list can be written from the top: a statement is *safe* while no move that is still unbeaten holds
it over the state, and writing a safe statement only beats moves. Which statements are touched (the
others keep their order) is then a hitting set: where writing gets stuck before a kept statement,
that one must be touched, or a safe one behind it. Smallest sets are tried until one succeeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.analysis.least.lists import Numbers, Pool, Step, applied
from detente.analysis.least.search import Change, Found
from detente.limits import limit
from detente.model import Graph, Ranks, Relation
from detente.values import dataclass

Touched = frozenset[int]


@dataclass(frozen=True, slots=True)
class Least:
    """The least cost, or where it is not exact what is proved: no smaller one does."""

    cost: int
    exact: bool


class _Enough(Exception):
    """So many sets were tried that the search ends; all smaller than `size` were."""

    def __init__(self, size: int) -> None:
        self.size = size


class OrderSearch:
    """As `Search`, for nash and the kinds move and drop: exact without a bound on the cost."""

    def __init__(self, graph: Graph, pools: Mapping[int, Pool], states: Sequence[int]) -> None:
        self._graph, self._pools, self._states = graph, pools, tuple(states)

    def run(self) -> tuple[Found, bool]:
        """All changes of the least cost; and whether it is proved that nothing of any cost does."""
        found = Found()
        costs: dict[int, dict[int, int]] = {}
        open_: list[int] = []  # what is proved too little where the search was given up
        for state in self._states:
            if not self._kept_stay(state):
                continue
            bounds = {k: self._list(k, state).least() for k in self._pools}
            if any(one is None for one in bounds.values()):
                continue
            known = {k: one for k, one in bounds.items() if one is not None}
            if all(one.exact for one in known.values()):
                costs[state] = {k: one.cost for k, one in known.items()}
            else:
                open_.append(sum(one.cost for one in known.values()))
        if not costs and not open_:
            return found, True
        found.bound = min([sum(one.values()) for one in costs.values()] + open_)
        if not costs or min(sum(one.values()) for one in costs.values()) > found.bound:
            found.reason = "budget"
            return found, False
        found.cost = found.bound
        found.whole = found.bound not in open_
        most = limit("design_changes")
        holding: dict[tuple[tuple[int, Numbers], ...], list[int]] = {}
        edits: dict[tuple[int, Numbers], tuple[Step, ...]] = {}
        for state, one in costs.items():
            if sum(one.values()) > found.cost:
                continue
            choices = []
            for k in sorted(one):
                if one[k]:
                    listed = []
                    for numbers, steps in self._list(k, state).lists(one[k]):
                        edits.setdefault((k, numbers), steps)
                        listed.append((k, numbers))
                        if len(listed) > most:
                            found.whole = False
                            break
                    choices.append(listed)
            for profile in product(*choices):
                holding.setdefault(profile, []).append(state)
                if len(holding) > most:
                    found.whole = False
                    break
        found.changes = [
            Change({k: edits[k, one] for k, one in profile}, dict(profile), tuple(states))
            for profile, states in list(holding.items())[:most]
        ]
        return found, False

    def _kept_stay(self, state: int) -> bool:
        """Whether every party whose list may not change stays."""
        for k, order in enumerate(self._graph.orders):
            if k in self._pools:
                continue
            ends = self._graph.moves_from(k, state)
            if isinstance(order, Ranks):
                leaves = order.rank[ends] > order.rank[state]
            else:
                assert isinstance(order, Relation)
                leaves = order.better[state, ends]
            if leaves.any():
                return False
        return True

    def _list(self, party: int, state: int) -> _List:
        pool = self._pools[party]
        columns = pool.columns[: pool.own]
        ends = self._graph.moves_from(party, state)
        here, there = columns[:, [state]], columns[:, ends]
        move, drop = "move" in pool.kinds, "drop" in pool.kinds
        return _List(here & ~there, there & ~here, pool.kept, move, drop)


def least_touched(for_: NDArray[np.bool_], against: NDArray[np.bool_]) -> Least | None:
    """How many statements of one list must be moved or dropped that no move is an improvement.

    for_     bool (statements, moves): holds in the state and not after the move; against: reverse.
    """
    return _List(for_, against, frozenset(), move=True, drop=True).least()


class _List:
    """One party's list against the own moves from one state.

    for_     bool (statements, moves): holds in the state and not after the move; against: reverse.
    """

    def __init__(
        self,
        for_: NDArray[np.bool_],
        against: NDArray[np.bool_],
        kept: frozenset[int],
        move: bool,
        drop: bool,
    ) -> None:
        matter = against.any(axis=0)  # a move that nothing speaks for never betters the party
        pairs = np.unique(np.concatenate([for_[:, matter], against[:, matter]]), axis=1)
        self._size = len(for_)
        mine, theirs = _hardest(pairs[: self._size], pairs[self._size :])
        self._for, self._against = _as_bits(mine), _as_bits(theirs)  # a bit a move
        self._fixed, self._move, self._drop = kept, move, drop

    def least(self) -> Least | None:
        """How many statements must be touched at least; None where touching all would not do."""
        # a statement that may be moved may also stay, so that touching all does where anything does
        if self._move and self._tried(frozenset(range(self._size)) - self._fixed) is not None:
            return None
        try:
            first = next(self._hitting(), None)
        except _Enough as enough:
            return Least(enough.size, False)
        return None if first is None else Least(len(first), True)

    def _hitting(self) -> Iterator[Touched]:
        """The smallest sets of statements whose touching does, in order."""
        clauses: list[Touched] = []
        size, tried, seen, most = 0, 0, 0, limit("design_sets")
        while size <= self._size:
            some = False
            # what a branch may no longer touch keeps every set in one branch alone
            waiting = [(frozenset[int](), frozenset[int]())]
            while waiting:
                touched, barred = waiting.pop()
                seen += 1
                if seen > _SEEN * most:
                    raise _Enough(size)
                missed, more = _missed(clauses, touched, barred)
                if len(touched) + more > size:
                    continue
                if missed is None:
                    tried += 1
                    if tried > most:
                        raise _Enough(size)
                    stuck = self._tried(touched)
                    if stuck is None:
                        if len(touched) == size:
                            some = True
                            yield touched
                        continue
                    missed = stuck
                    if self._move:  # what is dropped beats nothing: then it holds for larger sets
                        clauses = sorted({*clauses, *self._apart(touched, stuck)}, key=_by_length)
                branches = []
                for one in sorted(missed - barred):
                    branches.append((touched | {one}, barred))
                    barred |= {one}
                waiting += reversed(branches)
            if some:
                return
            size += 1

    def _apart(self, touched: Touched, stuck: Touched) -> Iterator[Touched]:
        """Clauses that hold for every set, one after another without a common statement."""
        missed: Touched | None = stuck
        while missed:
            yield missed
            touched |= missed
            missed = self._tried(touched)

    def _tried(self, touched: Touched) -> Touched | None:
        """None where touching these does; else a set of which one more must be touched."""
        beaten = 0
        free = sorted(touched) if self._move else []
        order = [k for k in range(self._size) if k not in touched]
        while True:
            placed = [k for k in free if not self._against[k] & ~beaten]
            if placed:
                for k in placed:
                    beaten |= self._for[k]
                free = [k for k in free if k not in placed]
            elif order and not self._against[order[0]] & ~beaten:
                beaten |= self._for[order[0]]
                order = order[1:]
            elif order and self._move:
                return self._stuck(order[0], free, order[1:], beaten) - self._fixed
            elif order:
                return frozenset({order[0]}) - self._fixed
            elif free and not self._drop:
                # what is left can be written nowhere: nothing beats the moves that it speaks for
                return frozenset(range(self._size)) - touched - self._fixed
            else:
                return None

    def _stuck(self, first: int, free: list[int], behind: list[int], beaten: int) -> Touched:
        """A small set of which one must be touched, where `first` cannot be written yet.

        Where neither `first` nor a safe statement behind it is touched, nothing can be written
        next. That holds whatever is written already, so safe ones behind it are written as well
        while `first` stays unsafe: what is left of them is what would free it.
        """
        freeing: set[int] = set()
        waiting = [k for k in behind if k not in self._fixed]
        while True:
            safe = [k for k in waiting if not self._against[k] & ~beaten]
            if not safe:
                return frozenset(freeing | {first})
            for k in safe:
                waiting.remove(k)
                more, left = beaten | self._for[k], free
                while own := [one for one in left if not self._against[one] & ~more]:
                    for one in own:
                        more |= self._for[one]
                    left = [one for one in left if one not in own]
                if self._against[first] & ~more:
                    beaten, free = more, left
                else:
                    freeing.add(k)

    def lists(self, cost: int) -> Iterator[tuple[Numbers, tuple[Step, ...]]]:
        """All lists at the least cost, each once, with edits that lead to it."""
        seen: set[Numbers] = set()
        for touched in self._hitting():
            assert len(touched) == cost, (touched, cost)
            for numbers in self._written(touched):
                if numbers not in seen:
                    seen.add(numbers)
                    yield numbers, self._steps(touched, numbers)

    def _written(self, touched: Touched) -> Iterator[Numbers]:
        """The lists in which the others keep their order."""
        kept = [k for k in range(self._size) if k not in touched]

        def further(head: Numbers, at: int, free: Touched, beaten: int) -> Iterator[Numbers]:
            if at == len(kept) and (not free or self._drop):
                yield head
            nexts = ([kept[at]] if at < len(kept) else []) + (sorted(free) if self._move else [])
            for k in nexts:
                if not self._against[k] & ~beaten:
                    step = 1 if k not in touched else 0
                    yield from further((*head, k), at + step, free - {k}, beaten | self._for[k])

        yield from further((), 0, touched, 0)

    def _steps(self, touched: Touched, numbers: Numbers) -> tuple[Step, ...]:
        """Edits that lead from the party's own list to this one: drops first, then moves."""
        now: Numbers = tuple(range(self._size))
        steps: list[Step] = []
        for k in sorted(touched - set(numbers)):
            steps.append(Step("drop", now.index(k)))
            now = applied(now, steps[-1])
        for place, k in enumerate(numbers):
            if k in touched and k in now:
                # behind what stands before it in the end and is in its place already
                target = max((now.index(one) for one in numbers[:place]), default=-1)
                source = now.index(k)
                to = target + 1 if source > target else target
                steps.append(Step("move", source, to))
                now = applied(now, steps[-1])
        assert now == numbers, (now, numbers, touched)
        return tuple(step for step in steps if step.kind != "move" or step.what != step.to)


def _as_bits(rows: NDArray[np.bool_]) -> list[int]:
    """Each row as one number: Python compares these faster than arrays of so few columns."""
    return [int.from_bytes(one.tobytes(), "little") for one in np.packbits(rows, axis=1)]


def _hardest(
    for_: NDArray[np.bool_], against: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The moves without those that are beaten wherever some other, harder one is."""
    if len(for_) > _BITS:
        return for_, against
    weights = np.int64(1) << np.arange(len(for_), dtype=np.int64)[:, None]
    mine, theirs = (for_ * weights).sum(axis=0), (against * weights).sum(axis=0)
    harder = ((mine[:, None] & ~mine) == 0) & ((theirs & ~theirs[:, None]) == 0)
    np.fill_diagonal(harder, False)
    keep = ~harder.any(axis=0)
    return for_[:, keep], against[:, keep]


_BITS = 62  # statements whose truth fits a signed 64-bit number


def _by_length(clause: Touched) -> tuple[int, list[int]]:
    return len(clause), sorted(clause)


def _missed(
    clauses: Sequence[Touched], touched: Touched, barred: Touched
) -> tuple[Touched | None, int]:
    """The shortest clause that is not hit, and how many more must be touched at least.

    clauses  shortest first. What is barred cannot be touched any more.
    """
    first: Touched | None = None
    apart: Touched = frozenset()
    more = 0
    for one in clauses:
        if one.isdisjoint(touched):
            first = one if first is None else first
            left = one - barred
            if not left:
                return one, len(one) + len(touched) + _NEVER
            if left.isdisjoint(apart):
                apart |= left
                more += 1
    return first, more


_SEEN = 5  # sets passed over for each that is tried
_NEVER = 1 << 20  # more than any list has
