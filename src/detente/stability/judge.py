"""Judging a graph: every concept asked for, for every party, by the engine that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, NoPlainOrder, Ranks, Semantics
from detente.problems import NotDefined, TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine, Together
from detente.stability.engines.base import Progress as Progress
from detente.stability.engines.choice import choose
from detente.stability.registry import Asked, OnGraph
from detente.stability.semantics import ReadAs
from detente.stability.session import Session
from detente.stability.verdicts import Verdicts, packed


def undefined(asked: Asked, graph: Graph, read: ReadAs | None = None) -> str | None:
    """Why the concept has no meaning for the graph; None where it has one.

    read  the graph under the semantics that is asked for, where it is at hand.
    """
    if asked.semantics is not None:
        found = read or ReadAs(graph, asked.semantics)
        if found.undefined is not None:
            return found.undefined
    else:
        for k, order in enumerate(graph.orders):
            if isinstance(order, NoPlainOrder):
                return f"{graph.names[k]}: {order.reason}"
    needs = asked.concept.needs
    if "two parties" in needs and graph.parties != 2:
        return f"it is defined for two parties, and this model has {graph.parties}"
    if "ranks" in needs and not graph.ranked:
        unranked = [
            name
            for name, order in zip(graph.names, graph.orders, strict=True)
            if not isinstance(order, Ranks)
        ]
        return f"it needs a ranking of all states, and {', '.join(unranked)} has none"
    if "joint moves" in needs and not graph.joint_moves:
        return "the states do not say what each party alone does in them (`strategies:`)"
    return None


def judge(
    graph: Graph,
    asked: Sequence[Asked],
    assumptions: Assumptions,
    required: bool = True,
    progress: Progress | None = None,
    beside: Sequence[Asked] = (),
) -> Verdicts:
    """The verdicts of all `asked` concepts for all parties.

    required  whether a concept that would not fit is an error (TooLarge); if not it is left out,
              with the reason, like one that is not defined.
    progress  called with (what is worked on, done, all), counted in states: each once for every
              party and concept, or for every party where concepts are judged together.
    beside    further concepts, whose planes are added where the engine judges them together with
              those asked for, at a fraction of what they take alone.
    """
    sessions = _Sessions(graph, assumptions)
    why = {one: undefined(one, graph, sessions.read(one.semantics)) for one in asked}
    # A concept that is asked for each leader has one reason for all of them.
    reasons = {
        one.concept.id if one.leader else one.id: reason
        for one, reason in why.items()
        if reason is not None
    }
    todo = [one for one, reason in why.items() if reason is None]
    if not todo:
        return Verdicts(graph, assumptions, tuple(asked), {}, reasons, "none")
    name = "table"
    planes: dict[str, NDArray[np.uint8]] = {}
    if any(one.semantics is None for one in todo):
        name = sessions.engine.name
    if name != "table" and isinstance(sessions.engine, Together):
        chosen = sessions.engine
        more = [one for one in beside if one not in todo and undefined(one, graph) is None]
        plain = [one for one in [*todo, *more] if one.semantics is None]
        every = {one.id: one.term for one in plain if one.term is not None}
        found = next(chosen.planes(graph, list(every.values()), assumptions, progress=progress))
        planes.update({one: found[term] for one, term in every.items() if term in found})
    for k, one in enumerate(todo):
        if one.id in planes:
            continue
        rows = []
        try:
            for party in range(graph.parties):
                if progress is not None:
                    done = (k * graph.parties + party) * graph.states
                    told = f"{one.id} for {graph.names[party]}"
                    progress(told, done, len(todo) * graph.parties * graph.states)
                rows.append(verdict(sessions.of(one, party), one, party))
        except NotDefined as error:
            reasons[one.id] = error.reason
        except TooLarge as error:
            if required:
                raise
            reasons[one.id] = f"left out: {error.estimate}"
        else:
            planes[one.id] = packed(rows)
    return Verdicts(graph, assumptions, tuple(asked), planes, reasons, name)


class _Sessions:
    """Where verdicts are worked out: for all parties together, or, where preferences are read by a
    semantics, for each party on a graph of its own."""

    def __init__(self, graph: Graph, assumptions: Assumptions) -> None:
        self._graph, self._assumptions = graph, assumptions
        self._read: dict[Semantics, ReadAs] = {}
        self._kept: dict[tuple[Semantics, int], Session] = {}

    @cached_property
    def engine(self) -> Engine:
        """The engine for plain orders."""
        return choose(self._graph, self._assumptions)

    @cached_property
    def _plain(self) -> Session:
        return Session(self._graph, self._assumptions, self.engine)

    def read(self, semantics: Semantics | None) -> ReadAs | None:
        """The graph under a semantics."""
        if semantics is None:
            return None
        if semantics not in self._read:
            self._read[semantics] = ReadAs(self._graph, semantics)
        return self._read[semantics]

    def of(self, one: Asked, party: int) -> Session:
        """The session for a concept and a party."""
        read = self.read(one.semantics)
        if read is None:
            return self._plain
        key = (read.semantics, party)
        if key not in self._kept:
            self._kept[key] = read.session(party, self._assumptions)
        return self._kept[key]


def verdict(session: Session, one: Asked, party: int) -> NDArray[np.bool_]:
    """Where `party` is stable under one concept: bool (states,). See judge for its errors."""
    definition = one.concept.definition
    if isinstance(definition, OnGraph):
        return definition.judge(session, party, one)
    assert one.term is not None
    return session.stable(one.term, party)
