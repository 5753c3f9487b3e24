"""A sub-conflict on which many readings are played: its states and moves are built once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.reach import reached
from detente.analysis.ways.steps import Kind, chooser, levels_of
from detente.analysis.ways.undeterred import undeterred_steps
from detente.analysis.ways.walk import Walk
from detente.memory import allowed
from detente.model import (
    Acts,
    Arena,
    Condition,
    Conflict,
    Graph,
    NoPlainOrder,
    Order,
    Preference,
    Ranks,
    Relation,
    Semantics,
    compile_arena,
)
from detente.problems import NotDefined
from detente.stability import (
    Asked,
    Assumptions,
    Engine,
    Session,
    choose,
    judge,
    judge_many,
    undefined,
    verdict,
)

_KEPT_ANYWAY = 1 << 20
_KEPT_BYTES = 256 * 1024 * 1024  # planes kept for the tests that ask for them again

# Readings times states times parties from which judging them in one go is worth the preparation.
_WORTH_TOGETHER = 4_000_000

OrderKey = tuple[int, ...]


class SubConflict:
    """One sub-conflict under all readings of its parties.

    States and moves are listed once. The order of a party under an alternative is worked out once,
    and alternatives that order the states alike share one number, so that nothing is judged twice.
    Lives while one question is answered.
    """

    def __init__(
        self,
        conflict: Conflict,
        holding: Sequence[Condition] = (),
        without: Sequence[str] = (),
        assumptions: Assumptions | None = None,
    ) -> None:
        self.conflict = conflict
        self.holding, self.without = tuple(holding), tuple(without)
        self.assumptions = assumptions or Assumptions()
        self.arena: Arena = compile_arena(conflict, holding, without)
        self._instead: Mapping[tuple[str, str], Preference] = {}
        self._orders: dict[tuple[int, str], tuple[int, Order]] = {}
        self._alike: dict[tuple[int, bytes], int] = {}
        self._planes: dict[tuple[object, ...], NDArray[np.uint8]] = {}
        self._bytes = 0
        self._now: tuple[OrderKey, Graph, Session | None] | None = None
        self._names = conflict.party_names
        self._engine: Engine | None = None  # for readings under which all parties rank the states

    def changed(self, instead: Mapping[tuple[str, str], Preference]) -> SubConflict:
        """The same sub-conflict where some parties want something else under some alternatives.

        instead  by party and alternative. What does not change is not worked out again.
        """
        other = copy(self)
        other._instead = {**self._instead, **instead}
        other._orders = {
            key: order
            for key, order in self._orders.items()
            if (self.conflict.party_names[key[0]], key[1]) not in instead
        }
        other._now = None
        return other

    @property
    def states(self) -> int:
        """How many states the sub-conflict has."""
        return self.arena.graph.states

    def where(self, condition: Condition) -> NDArray[np.bool_]:
        """Where a condition holds: bool (states,)."""
        return self.arena.where(condition)

    def today(self) -> NDArray[np.bool_]:
        """Today's state alone: bool (states,)."""
        here = np.zeros(self.states, dtype=bool)
        assert self.arena.graph.status_quo is not None, "checked before: a start there is"
        here[self.arena.graph.status_quo] = True
        return here

    def why_undefined(self, reading: Mapping[str, str], asked: Asked) -> str | None:
        """Why a concept has no meaning under a reading; None where it has one."""
        return undefined(asked, self.graph(reading))

    def order(self, party: int, alternative: str) -> tuple[int, Order]:
        """The order of a party under an alternative, and its number: equal for equal orders."""
        key = (party, alternative)
        if key not in self._orders:
            order = self.arena.order(self.preference(self.conflict.party_names[party], alternative))
            same = (party, _content(order))
            number = self._alike.setdefault(same, len(self._alike))
            self._orders[key] = (number, order)
        return self._orders[key]

    def preference(self, party: str, alternative: str) -> Preference:
        """What a party wants under an alternative, in this sub-conflict."""
        instead = self._instead.get((party, alternative))
        return self.conflict.preference(party, alternative) if instead is None else instead

    def key(self, reading: Mapping[str, str]) -> OrderKey:
        """What the reading comes to: equal for readings under which nothing differs here."""
        return tuple(
            self.order(party, reading.get(name, "base"))[0]
            for party, name in enumerate(self._names)
        )

    def graph(self, reading: Mapping[str, str]) -> Graph:
        """The graph under a reading; moves are shared by all of them."""
        return self._play(reading)[1]

    def _play(self, reading: Mapping[str, str]) -> tuple[OrderKey, Graph, Session | None]:
        key = self.key(reading)
        if self._now is None or self._now[0] != key:
            orders = tuple(
                self.order(party, reading.get(name, "base"))[1]
                for party, name in enumerate(self._names)
            )
            self._now = (key, self.arena.graph.with_orders(orders), None)
        return self._now

    def _session(self, reading: Mapping[str, str]) -> Session:
        key, graph, session = self._play(reading)
        if session is None:
            session = Session(graph, self.assumptions, self._chosen(graph))
            self._now = (key, graph, session)
        return session

    def _chosen(self, graph: Graph) -> Engine:
        """The engine for a reading: the same for all that rank the states, as moves are shared."""
        if not graph.ranked:
            return choose(graph, self.assumptions)
        if self._engine is None:
            self._engine = choose(graph, self.assumptions)
        return self._engine

    def stable(self, reading: Mapping[str, str], asked: Asked, party: int) -> NDArray[np.bool_]:
        """Where the party stays: bool (states,). NotDefined, TooLarge as for `judge`."""
        reason = undefined(asked, self.graph(reading))
        if reason is not None:
            raise NotDefined(asked.id, reason)
        key = self.key(reading)
        own = (key[party],) if _alone(asked) else key
        return self._once(
            ("stable", asked.id, party, own), lambda: verdict(self._session(reading), asked, party)
        )

    def equilibria(self, reading: Mapping[str, str], asked: Asked) -> NDArray[np.bool_]:
        """Where every party stays: bool (states,)."""

        def together() -> NDArray[np.bool_]:
            held = np.ones(self.states, dtype=bool)
            for party in range(self.arena.graph.parties):
                held = held & self.stable(reading, asked, party)
                if not held.any():
                    break
            return held

        if asked.semantics is not None:
            return self._read_as(reading, asked)
        return self._once(("equilibria", asked.id, self.key(reading)), together)

    def _read_as(self, reading: Mapping[str, str], asked: Asked) -> NDArray[np.bool_]:
        """The equilibria where preferences are read by a semantics: more than orders tells them
        apart, so that nothing is kept of them."""

        def acts(party: int, semantics: Semantics) -> Acts | NoPlainOrder:
            name = self._names[party]
            chosen = reading.get(name, "base")
            return self.arena.acts_of(name, chosen, self.preference(name, chosen), semantics)

        graph = self.graph(reading)
        verdicts = judge(graph.with_orders(graph.orders, acts), [asked], self.assumptions)
        if asked.id in verdicts.not_defined:
            raise NotDefined(asked.id, verdicts.not_defined[asked.id])
        return verdicts.equilibria(asked.id)

    def judge_ahead(self, readings: Iterable[Mapping[str, str]], asked: Asked) -> Iterator[int]:
        """Judge many readings in one go where that takes less; yields how many are done.

        What is found is kept, so that `equilibria` has only to look it up.
        """
        if _alone(asked) or self.assumptions.engine != "auto":
            return  # it is worked out once an order, which is less still
        waiting: dict[OrderKey, tuple[Order, ...]] = {}
        for reading in readings:
            key = self.key(reading)
            if ("equilibria", asked.id, key) not in self._planes:
                waiting.setdefault(key, self.graph(reading).orders)
        if len(waiting) * self.states * self.arena.graph.parties < _WORTH_TOGETHER:
            return
        if any(undefined(asked, self.arena.graph.with_orders(one)) for one in waiting.values()):
            return
        judged = judge_many(self.arena.graph, waiting.values(), [asked], self.assumptions)
        for k, (key, verdicts) in enumerate(zip(waiting, judged, strict=True), start=1):
            self._keep(("equilibria", asked.id, key), verdicts.equilibria(asked.id))
            yield k

    def walk(
        self, reading: Mapping[str, str], kind: Kind, of: tuple[int, ...], asked: Asked | None
    ) -> Walk:
        """The steps of a kind by some parties; `asked` is the concept of undeterred moves."""
        graph = self.graph(reading)
        if kind == "undeterred":
            assert asked is not None, "undeterred moves are judged under a concept"
            chosen, levels = undeterred_steps(graph, asked, self.assumptions)
        else:
            chosen, levels = chooser(graph, kind), levels_of(graph, kind)
        return Walk(graph, kind, chosen, tuple((party,) for party in of), levels=levels)

    def reached(
        self,
        reading: Mapping[str, str],
        start: NDArray[np.bool_],
        kind: Kind,
        of: tuple[int, ...],
        asked: Asked | None = None,
    ) -> NDArray[np.bool_]:
        """Where legal sequences from some state of `start` lead, those included: bool (states,)."""
        key = self.key(reading) if kind != "moves" else ()
        own = tuple(key[party] for party in of) if kind in ("improvements", "best") else key
        by = asked.id if asked is not None and kind == "undeterred" else ""
        begin = np.packbits(start).tobytes()
        return self._once(
            ("reached", begin, kind, by, of, own),
            lambda: reached(self.walk(reading, kind, of, asked), np.flatnonzero(start)),
        )

    def _once(
        self, key: tuple[object, ...], work: Callable[[], NDArray[np.bool_]]
    ) -> NDArray[np.bool_]:
        if key in self._planes:
            return np.unpackbits(self._planes[key], count=self.states).astype(bool)
        plane = work()
        self._keep(key, plane)
        return plane

    def _keep(self, key: tuple[object, ...], plane: NDArray[np.bool_]) -> None:
        kept = np.packbits(plane)
        size = self._bytes + kept.nbytes
        # What the machine has is read from a file: not asked for a few bytes more.
        if size <= _KEPT_ANYWAY or size <= min(_KEPT_BYTES, allowed() // 4):
            self._planes[key] = kept
            self._bytes += kept.nbytes


def _alone(asked: Asked) -> bool:
    """Whether a party's own order settles it: where nobody answers."""
    return asked.term is not None and asked.term.by == "nobody"


def _content(order: Order) -> bytes:
    match order:
        case Ranks(rank):
            return rank.tobytes()
        case Relation(table, of):
            classes = b"" if of is None else of.tobytes()
            return b"pairs" + classes + np.packbits(table).tobytes()
        case _:
            return b"none" + order.reason.encode()
