"""The cheapest changes of priority lists that make a state an equilibrium: all of them, in order.

Costs are tried from 0 upwards, and at each cost every way to share it among the parties. A party
whose list changes must be stable by an order of its own at that price whatever help the others can
give at theirs: that is checked first, for all its lists at once, with every move that any of the
others' lists could make an improvement counted as one. More improvements mean more credible
answers, and more answers mean more that is stable, so nothing is lost. The rest is judged exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.analysis.least import lists
from detente.analysis.least.lists import Numbers, Pool, Step
from detente.limits import limit
from detente.model import Graph, Ranks
from detente.progress import Progress as Progress
from detente.stability import (
    Assumptions,
    Lane,
    Lanes,
    OwnTest,
    StepGraph,
    Term,
    answer_sets,
    credible_bits,
    improving,
    many_stable,
    step_graph,
)

_CELLS = 1 << 24  # of moves by lanes at once


@dataclass(frozen=True, slots=True)
class Change:
    """New lists for some parties.

    steps    by party (its place in the graph): the edits; lists: what comes of them.
    states   of the states asked about, those that are equilibria then, in state order.
    """

    steps: Mapping[int, tuple[Step, ...]]
    lists: Mapping[int, Numbers]
    states: tuple[int, ...]


@dataclass(slots=True)
class Found:
    """What a search found.

    cost    the least cost; None where nothing was found. changes: all at that cost.
    bound   every cost below it is proved not to do. whole: nothing at the least cost is missing.
    tried   how many orders were judged.
    """

    cost: int | None = None
    changes: list[Change] = field(default_factory=list)
    bound: int = 0
    whole: bool = True
    tried: int = 0
    reason: Literal["", "budget", "horizon"] = ""


class _Enough(Exception):
    """The budget is used up."""


class Search:
    """A search for the least change under a concept whose stability has the closed form.

    graph   with the orders of the reading asked about; pools: by party whose list may change;
    lists   the list of each.
    states  those of which one is to be an equilibrium.
    start   where it is given, every party whose options differ between it and a state must also
            like the state no less (option form).
    """

    def __init__(
        self,
        graph: Graph,
        pools: Mapping[int, Pool],
        states: Sequence[int],
        term: Term,
        assumptions: Assumptions,
        progress: Progress | None = None,
        start: int | None = None,
    ) -> None:
        self._start = start
        self._graph = graph
        self._pools = pools
        self._base = {k: tuple(range(pool.own)) for k, pool in pools.items()}
        self._states = tuple(states)
        self._term = term
        self._strict = assumptions.sanction == "strict"
        self._progress = progress
        self._fixed = [improving(order, graph.arcs(k)) for k, order in enumerate(graph.orders)]
        self._steps: list[StepGraph | None] = [
            None
            if term.by == "nobody"
            else step_graph(graph, k, assumptions.sanction_moves, self._term.credible)
            for k in range(graph.parties)
        ]
        self._level_one: dict[int, lists.Block] = {}
        self._helps: dict[int, NDArray[np.bool_]] = {}
        self._safe: dict[tuple[int, tuple[int, ...]], NDArray[np.bool_]] = {}
        self._found = Found()
        self._budget = limit("design_orders")

    def run(self, most: int) -> Found:
        """All changes of the least cost up to `most`."""
        found = self._found
        for cost in range(most + 1):
            try:
                for shares in shares_of(cost, sorted(self._pools)):
                    self._try(shares)
            except _Enough:
                found.whole = False
                found.reason = "budget"
            if found.changes:
                found.cost = cost
                break
            if found.reason:
                break
            found.bound = cost + 1
        else:
            found.reason = "horizon"
        found.bound = found.cost if found.cost is not None else found.bound
        return found

    def at(self, shares: Mapping[int, int]) -> list[Change]:
        """All changes at just this cost a party, whatever costs less; each with its equilibria."""
        self._try(shares)
        return self._found.changes

    def hopeless(self) -> bool:
        """Whether no edit of any cost can do: in every state some party that keeps its list leaves.

        Whatever the lists of the others may become.
        """
        helps = {k: np.ones(len(self._fixed[k]), dtype=np.bool_) for k in self._pools}
        keep = [k for k in range(self._graph.parties) if k not in self._pools]
        able = np.ones(len(self._states), dtype=np.bool_)
        for party in keep:
            able &= self._fixed_party(party, helps)
        return not able.any()

    # -- one way to share the cost ------------------------------------------------------------

    def _try(self, shares: Mapping[int, int]) -> None:
        changed = [k for k in sorted(shares) if shares[k]]
        helps = {k: self._help(k, shares[k]) for k in changed} if self._term.credible else {}
        alive = np.ones(len(self._states), dtype=np.bool_)
        for party in range(self._graph.parties):
            if party not in changed and alive.any():
                alive &= self._fixed_party(party, helps)
        if not alive.any():
            return
        if not changed:
            self._enter({}, {}, alive[:, None])
            return
        kept: list[_Kept] = []
        for party in changed:
            others = {k: bits for k, bits in helps.items() if k != party}
            one = self._own(party, shares[party], others, alive)
            alive &= one.stable.any(axis=1)
            if not alive.any():
                return
            kept.append(one)
        self._combine(changed, kept, alive, helps)

    def _fixed_party(self, party: int, helps: Mapping[int, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Where a party that keeps its order is stable with all help of the others: (asked,)."""
        return self._stable_with(party, self._with_help(helps))

    def _stable_with(self, party: int, fixed: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        stable = self._many(party, self._states, Lanes(self._graph, 1, {}, fixed))[:, 0]
        if self._start is not None:
            moving = self._moving(party)
            order = self._graph.orders[party]
            assert isinstance(order, Ranks)
            stable &= ~moving | (order.rank[list(self._states)] >= order.rank[self._start])
        return stable

    def _moving(self, party: int) -> NDArray[np.bool_]:
        """In which of the states asked about the party's own options are not as at the start."""
        graph = self._graph
        codes = graph.codes[list(self._states)] ^ graph.codes[self._start]
        return np.asarray(codes & np.int64(graph.masks[party]) != 0)

    def _with_help(self, helps: Mapping[int, NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
        return [
            self._fixed[k] | helps[k] if k in helps else self._fixed[k]
            for k in range(self._graph.parties)
        ]

    def _help(self, party: int, cost: int) -> NDArray[np.bool_]:
        """Which moves of a party some list at that cost makes an improvement, at most."""
        arcs = self._graph.arcs(party)
        if cost > 1:
            return np.ones(len(arcs.end), dtype=np.bool_)
        if party not in self._helps:
            keys = self._around(party).keys
            some = np.zeros(len(arcs.end), dtype=np.bool_)
            for part in _parts(keys.shape[1], max(1, _CELLS // max(1, len(arcs.end)))):
                some |= credible_bits(keys[:, part], arcs).any(axis=1)
            self._helps[party] = some
        return self._helps[party]

    def _around(self, party: int) -> lists.Block:
        if party not in self._level_one:
            self._level_one[party] = lists.around(self._pools[party], self._base[party])
        return self._level_one[party]

    def _own(
        self, party: int, cost: int, helps: Mapping[int, NDArray[np.bool_]], alive: Lane
    ) -> _Kept:
        """The lists of a party at that cost by which it is stable in some state alive."""
        asked = [s for s, here in zip(self._states, alive.tolist(), strict=True) if here]
        answers = None
        if self._term.by != "nobody":
            steps = self._steps[party]
            assert steps is not None
            allowed = (
                self._with_help(helps) if self._term.credible else [None] * self._graph.parties
            )
            answers = answer_sets(steps, self._graph.states, allowed)
        test = OwnTest(
            self._graph, party, asked, answers, self._term.counter == "move", self._strict
        )
        found = _Kept([], [], np.zeros((len(self._states), 0), dtype=np.bool_))
        rows, keys = [], []
        pool, base = self._pools[party], self._base[party]
        blocks = iter([self._around(party)]) if cost == 1 else lists.at_distance(pool, base, cost)
        for done, block in enumerate(blocks):
            self._count(block.keys.shape[1], party, cost, done)
            if not block.keys.shape[1]:
                continue
            stable = test(block.keys)
            if self._start is not None:
                moving = np.flatnonzero(self._moving(party)[alive])
                places = np.array(asked)[moving]
                stable[moving] &= block.keys[places] >= block.keys[self._start]
            some = np.flatnonzero(stable.any(axis=0))
            if not len(some):
                continue
            row = np.zeros((len(self._states), len(some)), dtype=np.bool_)
            row[alive] = stable[:, some]
            rows.append(row)
            keys.append(block.keys[:, some])
            for k in some.tolist():
                found.lists.append(block.numbers(k))
                found.steps.append(block.edits(k))
        if rows:
            found.stable = np.concatenate(rows, axis=1)
            found.keys = np.concatenate(keys, axis=1)
        return found

    def _count(self, orders: int, party: int, cost: int, done: int) -> None:
        self._found.tried += orders
        if self._found.tried > self._budget:
            raise _Enough
        if self._progress is not None and done % 16 == 0:
            self._progress(
                f"cost {self._found.bound}: lists of {self._graph.names[party]}",
                self._found.tried,
                self._budget,
            )

    # -- profiles of several lists ------------------------------------------------------------

    def _combine(
        self,
        changed: list[int],
        kept: list[_Kept],
        alive: Lane,
        helps: Mapping[int, NDArray[np.bool_]],
    ) -> None:
        """Judge the profiles exactly; under concepts without credible answers they are judged."""
        if self._term.credible and len(changed) > 1:
            for party, one in zip(changed, kept, strict=True):
                others = {k: bits for k, bits in helps.items() if k != party}
                self._refine(party, one, changed, alive, others)
        sizes = [len(one.lists) for one in kept]
        for picked in _profiles(kept, alive, sizes, self._lanes_at_once(changed)):
            self._found.tried += picked.shape[1]
            if self._found.tried > self._budget:
                raise _Enough
            stable = np.broadcast_to(alive[:, None], (len(alive), picked.shape[1])).copy()
            for one, which in zip(kept, picked, strict=True):
                stable &= one.stable[:, which]
            if self._term.credible:
                self._judge(changed, kept, picked, stable)
            some = np.flatnonzero(stable.any(axis=0))
            for lane in some.tolist():
                at = [int(which[lane]) for which in picked]
                self._enter(
                    {k: one.steps[n] for k, one, n in zip(changed, kept, at, strict=True)},
                    {k: one.lists[n] for k, one, n in zip(changed, kept, at, strict=True)},
                    stable[:, [lane]],
                )

    def _refine(
        self,
        party: int,
        one: _Kept,
        changed: list[int],
        alive: Lane,
        helps: Mapping[int, NDArray[np.bool_]],
    ) -> None:
        """Drop the lists of a party under which one that changes nothing leaves every state."""
        if not one.lists:
            return
        still = [k for k in range(self._graph.parties) if k not in changed]
        for part in _parts(len(one.lists), self._lanes_at_once([party])):
            keys = one.keys[:, part]
            lanes = Lanes(self._graph, keys.shape[1], {party: keys}, self._with_help(helps))
            for k in still:
                self._narrow(k, one.stable[:, part], lanes, alive)

    def _judge(
        self, changed: list[int], kept: list[_Kept], picked: NDArray[np.int64], stable: Lane
    ) -> None:
        """Leave in `stable` the profiles, by state, that are equilibria."""
        keys = {k: one.keys[:, which] for k, one, which in zip(changed, kept, picked, strict=True)}
        lanes = Lanes(self._graph, picked.shape[1], keys, self._fixed)
        alive: Lane = np.asarray(stable.any(axis=1))
        # a party that changes alone was judged exactly: nobody else's steps differ
        again = changed if len(changed) > 1 else []
        for k in [*again, *(k for k in range(self._graph.parties) if k not in changed)]:
            self._narrow(k, stable, lanes, alive)

    def _narrow(self, party: int, stable: Lane, lanes: Lanes, alive: Lane) -> None:
        rows = alive & stable.any(axis=1)
        if party not in lanes.keys:
            rows &= ~self._anyway(party, tuple(sorted(lanes.keys)))
        where = np.flatnonzero(rows)
        if len(where):
            stable[where] &= self._many(party, [self._states[k] for k in where.tolist()], lanes)

    def _many(self, party: int, states: Sequence[int], lanes: Lanes) -> Lane:
        return many_stable(self._steps[party], party, states, lanes, self._term, self._strict)

    def _anyway(self, party: int, changed: tuple[int, ...]) -> NDArray[np.bool_]:
        """Where a party that keeps its order is stable though those who change answer nothing."""
        if (party, changed) not in self._safe:
            fixed = [
                np.zeros_like(bits) if k in changed else bits for k, bits in enumerate(self._fixed)
            ]
            self._safe[party, changed] = self._stable_with(party, fixed)
        return self._safe[party, changed]

    def _lanes_at_once(self, changed: Sequence[int]) -> int:
        moves = max(len(self._graph.arcs(k).end) for k in range(self._graph.parties))
        return max(64, _CELLS // max(1, moves + self._graph.states))

    def _enter(
        self, steps: Mapping[int, tuple[Step, ...]], found: Mapping[int, Numbers], stable: Lane
    ) -> None:
        states = tuple(self._states[k] for k in np.flatnonzero(stable[:, 0]).tolist())
        self._found.changes.append(Change(steps, found, states))


@dataclass(slots=True)
class _Kept:
    """Lists of one party that may do: edits, lists, and where: bool (states asked, lists)."""

    steps: list[tuple[Step, ...]]
    lists: list[Numbers]
    stable: Lane
    keys: NDArray[np.integer] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))


def _profiles(
    kept: Sequence[_Kept], alive: Lane, sizes: Sequence[int], at_once: int
) -> Iterator[NDArray[np.int64]]:
    """Profiles of lists that may do in a common state, some at a time: int64 (parties, lanes)."""
    first = kept[0]
    if len(kept) == 1:
        where = np.flatnonzero((first.stable & alive[:, None]).any(axis=0))
        for part in _parts(len(where), at_once):
            yield where[None, part]
        return
    waiting: list[NDArray[np.int64]] = []
    count = 0
    for heads in product(*(range(size) for size in sizes[:-1])):
        common = alive.copy()
        for one, k in zip(kept, heads, strict=False):
            common &= one.stable[:, k]
        if not common.any():
            continue
        last = np.flatnonzero(kept[-1].stable[common].any(axis=0))
        if len(last):
            head = np.repeat(np.array(heads, dtype=np.int64)[:, None], len(last), axis=1)
            waiting.append(np.concatenate([head, last[None, :]]))
            count += len(last)
        if count >= at_once:
            yield from _cut(waiting, at_once)
            waiting, count = [], 0
    if waiting:
        yield from _cut(waiting, at_once)


def _cut(waiting: list[NDArray[np.int64]], at_once: int) -> Iterator[NDArray[np.int64]]:
    whole = np.concatenate(waiting, axis=1)
    for part in _parts(whole.shape[1], at_once):
        yield whole[:, part]


def _parts(count: int, at_once: int) -> Iterator[slice]:
    for start in range(0, count, at_once):
        yield slice(start, min(count, start + at_once))


def shares_of(cost: int, parties: Sequence[int]) -> Iterator[dict[int, int]]:
    """The ways to share a cost among parties, fewest parties first."""
    every = [
        dict(zip(parties, shares, strict=True))
        for shares in product(range(cost + 1), repeat=len(parties))
        if sum(shares) == cost
    ]
    yield from sorted(
        every, key=lambda one: (sum(1 for v in one.values() if v), [-v for v in one.values()])
    )
