"""Concepts where preferences are graded or uncertain: the same definitions over other relations.

What a party leaves for, what deters it and what others count on it to do are then three relations.
Each party faces a graph of its own: in it stand its own reasons to leave, and of the others what
can be counted on. What deters it is held beside that graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from detente.model import Acts, Graph, NoPlainOrder, Ranks, Relation, Semantics
from detente.problems import NotDefined
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine
from detente.stability.engines.choice import choose, take
from detente.stability.engines.table import ReadTableEngine
from detente.stability.session import Session


@dataclass(frozen=True)
class ReadAs:
    """A graph under a semantics.

    NotDefined, by `acts`, where some party's preference lacks what the semantics needs.
    """

    graph: Graph
    semantics: Semantics

    @cached_property
    def undefined(self) -> str | None:
        """Why nothing is defined under the semantics; None where it is."""
        if self.graph.acts is None:
            return "these are orders alone, without what is said of them"
        try:
            self.acts  # noqa: B018 - whether all parties have what is needed
        except NotDefined as error:
            return error.reason
        return None

    @cached_property
    def acts(self) -> tuple[Acts, ...]:
        """What each party does."""
        assert self.graph.acts is not None, "a graph with preferences to read"
        found = []
        for k, name in enumerate(self.graph.names):
            acts = self.graph.acts(k, self.semantics)
            if isinstance(acts, NoPlainOrder):
                raise NotDefined(self.semantics.id, f"{name}: {acts.reason}")
            found.append(acts)
        return tuple(found)

    def seen_by(self, party: int) -> tuple[Graph, Ranks | Relation]:
        """The party's own graph, and by what it tells an escape."""
        orders = tuple(
            one.leaves if k == party else one.credible for k, one in enumerate(self.acts)
        )
        return self.graph.with_orders(orders), self.acts[party].escapes

    def deters(self, party: int, start: int, end: int) -> bool:
        """Whether to end there keeps the party at the start."""
        return not _prefers(self.acts[party].escapes, start, end)

    def compare(self, party: int, start: int, end: int) -> str:
        """How the party sees a state against the start: what is known and, of what is not, that."""
        plain, acts = self.graph.orders[party], self.acts[party]
        if isinstance(plain, NoPlainOrder) or self.semantics.kind != "order":
            if not self.deters(party, start, end):
                return "better"
            return "worse" if _prefers(acts.leaves, end, start) else "unsure"
        if _prefers(plain, start, end):
            return "better"
        if _prefers(plain, end, start):
            great = self.semantics.degree > 1 and self.deters(party, start, end)
            return "much_worse" if great else "worse"
        if _prefers(acts.credible, start, end):
            return "unknown"
        return "tied" if isinstance(plain, Ranks) else "incomparable"

    def session(self, party: int, assumptions: Assumptions) -> Session:
        """Where the party's verdicts are worked out. TooLarge where they would not fit."""
        graph, escapes = self.seen_by(party)
        engine: Engine
        if escapes is graph.orders[party] and graph.ranked:
            engine = choose(graph, assumptions)
        else:
            engine = take(ReadTableEngine(escapes, self.semantics.overlaps), graph, assumptions)
        return Session(graph, assumptions, engine, escapes)


def _prefers(order: Ranks | Relation, before: int, after: int) -> bool:
    if isinstance(order, Ranks):
        return bool(order.rank[before] < order.rank[after])
    return bool(order.holds(before, after))
