"""The searches of one question, and their changes told: simplest first, each with its effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from detente.analysis.least.changes import Alone, Other, WishChange
from detente.analysis.least.effects import Effect, Effects, cited, graph_after
from detente.analysis.least.lists import Pool, Step, spelled
from detente.analysis.least.orders import OrderSearch
from detente.analysis.least.plain import PlainSearch
from detente.analysis.least.search import Change, Found, Progress, Search
from detente.limits import limit as bound
from detente.model import Arena, Edit, Graph, state_of
from detente.stability import Asked, Assumptions, in_closed_form, undefined

_TOLD = 100  # changes whose effects are worked out


class Work:
    """What the parts of one question share."""

    def __init__(
        self,
        arena: Arena,
        graph: Graph,
        states: Sequence[int],
        asked: Asked,
        assumptions: Assumptions,
        progress: Progress | None,
    ) -> None:
        self.arena, self.graph, self.states = arena, graph, states
        self.asked, self.assumptions, self.progress = asked, assumptions, progress
        outcomes = {
            name: arena.where(outcome.condition)
            for name, outcome in arena.conflict.outcomes.items()
        }
        self.effects = Effects(graph, outcomes, asked, assumptions)

    def search(self, pools: Mapping[int, Pool], most: int) -> tuple[Found, bool]:
        """What was found; and whether it is proved that nothing of any cost does."""
        term = self.asked.term
        if term is None or not in_closed_form(term):
            return PlainSearch(
                self.graph, pools, self.states, self.asked, self.assumptions, self.progress
            ).run(most), False
        if term.by == "nobody" and all(
            set(pool.kinds) <= {"move", "drop"} for pool in pools.values()
        ):
            return OrderSearch(self.graph, pools, self.states).run()
        search = Search(self.graph, pools, self.states, term, self.assumptions, self.progress)
        if pools and search.hopeless():
            return Found(), True
        return search.run(most), False

    def alone(self, k: int, pool: Pool, most: int, known: tuple[Found, bool] | None) -> Alone:
        """The least change of one party's list; `known` where it was searched for already."""
        found, impossible = known or self.search({k: pool}, most)
        changes, count = self.told(found, {k: pool}, 1)
        return Alone(
            self.graph.names[k],
            found.cost,
            found.cost is not None or impossible,
            found.bound,
            count,
            changes[0] if changes else None,
        )

    def told(
        self, found: Found, pools: Mapping[int, Pool], most: int | None = None
    ) -> tuple[tuple[WishChange, ...], int]:
        """The changes in every wording, simplest first, up to a limit; and how many there are."""
        most = bound("list_states") if most is None else most
        options: list[WishChange] = []
        orders: dict[bytes, tuple[int, Effect | None]] = {}
        count = 0
        for change in sorted(found.changes, key=lambda one: simplicity(one.steps)):
            wordings = _wordings(change, pools)
            count += prod(len(one) for one in wordings.values())
            if len(options) >= most:
                continue
            after = graph_after(self.graph, pools, change.lists)
            key = b"".join(
                order.rank.astype("int32").tobytes()
                for order in after.orders
                if hasattr(order, "rank")
            )
            if key not in orders:
                effect = None
                if len(orders) < _TOLD:
                    effect = self.effects.of(after, change.states[0])
                else:
                    assert self.effects.equilibria(after)[list(change.states)].all()
                orders[key] = (len(orders) + 1, effect)
            number, effect = orders[key]
            for edits in _each(wordings, pools):
                if len(options) >= most:
                    break
                options.append(
                    WishChange(
                        {self.graph.names[k]: one for k, one in edits.items()},
                        sum(len(one) for one in edits.values()),
                        state_of(self.arena.conflict, self.graph.state_text(change.states[0])),
                        len(change.states),
                        number,
                        effect,
                        cited(self.arena.conflict, pools, change.steps),
                    )
                )
        # what works by wish comes before what works by fear; beyond the first it is not known
        options.sort(key=lambda one: _BY[one.effect.works if one.effect else "unknown"])
        return tuple(options), count

    def others(self, reading: Mapping[str, str]) -> tuple[Other, ...]:
        """The named alternatives of one party that do it by themselves."""
        if self.effects.before[list(self.states)].any():
            return ()
        found = []
        conflict = self.arena.conflict
        for party in conflict.party_names:
            for name in conflict.readings(party):
                if name == reading.get(party, "base"):
                    continue
                graph = self.arena.under({**reading, party: name})
                if undefined(self.asked, graph) is not None:
                    continue
                holds = self.effects.equilibria(graph)
                inside = [s for s in self.states if holds[s]]
                if inside:
                    effect = self.effects.of(graph, inside[0])
                    found.append(Other(party, name, len(inside), effect))
        return tuple(found)


_BY = {"none": 0, "wish": 0, "both": 1, "threat": 2, "unknown": 3}
_RANK = {"move": 0, "drop": 1, "insert": 2, "replace": 3}


def simplicity(changed: Mapping[int, Sequence[Step]]) -> tuple[Any, ...]:
    """What changes (by party) are sorted by: fewer parties first, then kinds of edit, places."""
    kinds = sorted(_RANK[step.kind] for steps in changed.values() for step in steps)
    places = [(k, step.what, step.to, step.by) for k, steps in changed.items() for step in steps]
    return len(changed), kinds, places


def _wordings(change: Change, pools: Mapping[int, Pool]) -> dict[int, list[tuple[Step, ...]]]:
    return {k: list(spelled(pools[k], steps)) for k, steps in change.steps.items()}


def _each(
    wordings: Mapping[int, list[tuple[Step, ...]]], pools: Mapping[int, Pool]
) -> Iterator[dict[int, tuple[Edit, ...]]]:
    for profile in product(*wordings.values()):
        yield {
            k: tuple(pools[k].edit(step) for step in steps)
            for k, steps in zip(wordings, profile, strict=True)
        }
