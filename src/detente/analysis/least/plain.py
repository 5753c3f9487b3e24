"""The least change under any concept, judged one profile of orders at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from detente.analysis.least import lists
from detente.analysis.least.lists import Numbers, Pool, Step
from detente.analysis.least.search import Change, Found, Progress, shares_of
from detente.limits import limit
from detente.model import Graph, Ranks, dense
from detente.stability import Asked, Assumptions, judge

_Listed = tuple[tuple[Step, ...], Numbers, int]  # edits, list, number of its order


class PlainSearch:
    """As `Search`, for concepts that it does not know: each new profile of orders is judged."""

    def __init__(
        self,
        graph: Graph,
        pools: Mapping[int, Pool],
        states: Sequence[int],
        asked: Asked,
        assumptions: Assumptions,
        progress: Progress | None = None,
    ) -> None:
        self._graph, self._pools, self._states = graph, pools, tuple(states)
        self._asked, self._assumptions, self._progress = asked, assumptions, progress
        self._orders: list[Ranks] = []
        self._numbers: dict[bytes, int] = {}
        self._levels: dict[tuple[int, int], list[_Listed]] = {}
        self._verdicts: dict[tuple[tuple[int, int], ...], tuple[int, ...]] = {}

    def run(self, most: int) -> Found:
        """All changes of the least cost up to `most`."""
        found = Found()
        for cost in range(most + 1):
            for shares in shares_of(cost, sorted(self._pools)):
                changed = [k for k in sorted(shares) if shares[k]]
                for profile in product(*(self._level(k, shares[k]) for k in changed)):
                    orders = tuple(
                        (k, listed[2]) for k, listed in zip(changed, profile, strict=True)
                    )
                    if orders not in self._verdicts and len(self._verdicts) >= limit(
                        "design_judged"
                    ):
                        found.whole = False
                        found.reason = "budget"
                        break
                    states = self._holding(orders)
                    if states:
                        steps = {k: one[0] for k, one in zip(changed, profile, strict=True)}
                        after = {k: one[1] for k, one in zip(changed, profile, strict=True)}
                        found.changes.append(Change(steps, after, states))
                if found.reason:
                    break
            found.tried = len(self._verdicts)
            if found.changes:
                found.cost = cost
                break
            if found.reason:
                break
            found.bound = cost + 1
        else:
            found.reason = "horizon"
        if found.cost is not None:
            found.bound = found.cost
        return found

    def _level(self, party: int, cost: int) -> list[_Listed]:
        if (party, cost) not in self._levels:
            pool = self._pools[party]
            listed: dict[Numbers, _Listed] = {}
            for block in lists.at_distance(pool, tuple(range(pool.own)), cost):
                for k in range(len(block.steps)):
                    numbers = block.numbers(k)
                    if numbers not in listed:
                        order = self._number(Ranks(dense(block.keys[:, k])))
                        listed[numbers] = (block.edits(k), numbers, order)
            self._levels[party, cost] = list(listed.values())
        return self._levels[party, cost]

    def _number(self, order: Ranks) -> int:
        key = order.rank.astype("int32").tobytes()
        if key not in self._numbers:
            self._numbers[key] = len(self._orders)
            self._orders.append(order)
        return self._numbers[key]

    def _holding(self, orders: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
        if orders not in self._verdicts:
            if self._progress is not None:
                self._progress("judging changes", len(self._verdicts), limit("design_judged"))
            named = dict(orders)
            graph = self._graph.with_orders(
                tuple(
                    self._orders[named[k]] if k in named else order
                    for k, order in enumerate(self._graph.orders)
                )
            )
            verdicts = judge(graph, [self._asked], self._assumptions)
            together = (
                verdicts.equilibria(self._asked.id) if self._asked.id in verdicts.planes else None
            )
            self._verdicts[orders] = tuple(
                s for s in self._states if together is not None and together[s]
            )
        return self._verdicts[orders]
