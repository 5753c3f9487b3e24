"""Improvements that nothing deters from: those that a concept leaves unanswered.

The concept's own term is asked: what a state comes to for the party that has moved there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States
from detente.analysis.ways.steps import Chosen, improves, large
from detente.fixed import Fixed
from detente.model import Graph
from detente.problems import TooLarge
from detente.stability import (
    ENGINES,
    Asked,
    Assumptions,
    Engine,
    JointSearch,
    Session,
    Steps,
    TablePlay,
    box_of_graph,
    engines_by_cost,
    improving_arcs,
)
from detente.stability import undeterred as undeterred_levels

_RANKED = ("swept", "plain", "classed", "listed")
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


def undeterred(graph: Graph, asked: Asked, assumptions: Assumptions) -> Chosen:
    """Which moves are improvements that `asked`, one of CONCEPTS, leaves unanswered.

    Cost: the concept's verdicts for a party, once a party that is asked about, by the engine that
    is estimated to take least. TooLarge where none takes the graph.
    """
    _engine(graph, assumptions)
    return _Undeterred(graph, asked, assumptions)


def undeterred_steps(
    graph: Graph, asked: Asked, assumptions: Assumptions
) -> tuple[Chosen, Steps | None]:
    """Which moves are undeterred; on a large graph as numbers too, so that none is listed."""
    if large(graph) and asked.term is not None:
        levels = undeterred_levels(graph, asked, assumptions)
        return levels.taken, levels
    return undeterred(graph, asked, assumptions), None


@dataclass(frozen=True, eq=False)
class _Undeterred(Fixed):
    """Tells which moves are so; keeps what it worked out for each party."""

    graph: Graph
    asked: Asked
    assumptions: Assumptions
    _kept: dict[int, Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def _session(self) -> Session:
        return Session(self.graph, self.assumptions, _engine(self.graph, self.assumptions))

    def __call__(self, party: int, starts: States, ends: States) -> NDArray[np.bool_]:
        """Which of the moves are undeterred: bool (moves,)."""
        graph, kept = self.graph, self._kept
        found = improves(graph, party, starts, ends)
        term = self.asked.term
        if not found.any() or (term is not None and term.by == "nobody"):
            return found
        if term is None:
            if party not in kept:
                steps = [improving_arcs(graph, k) for k in range(graph.parties)]
                kept[party] = JointSearch(self._session, party, steps)
            found[found] = ~kept[party].undone(starts[found], ends[found].astype(np.int32))
            return found
        if party not in kept:
            kept[party] = self._by_state(self._session.worth(term, party))
        value = kept[party]
        if value.ndim == 2:  # bit rows: is the end an escape from the start, whatever is answered
            play = self._session.play(party)
            assert isinstance(play, TablePlay), "the engine whose values are rows"
            return found & play.are_escapes(value, starts, ends)
        rank = graph.orders[party].rank  # type: ignore[union-attr]  # listed moves take ranks only
        if self.assumptions.sanction == "weak":
            return np.asarray(found & (value[ends] > rank[starts]))
        return np.asarray(found & (value[ends] >= rank[starts]))

    def _by_state(self, value: Any) -> Any:
        """What was kept, by state: sweeps keep it by cell of the box."""
        if self._session.engine.name in ("swept", "plain"):
            return value[box_of_graph(self.graph).feasible]
        return value


def _engine(graph: Graph, assumptions: Assumptions) -> Engine:
    reasons = []
    ranked = engines_by_cost(_RANKED, graph, assumptions) if graph.ranked else ()
    for name in (*ranked, "table"):
        reason = ENGINES[name].refusal(graph, assumptions)
        if reason is None:
            return ENGINES[name]
        reasons.append(f"the {name} engine: {reason}")
    raise TooLarge(
        "undeterred moves",
        "; ".join(reasons),
        "ask for best moves or improvements (`--by`), or hold options fixed (`--holding`)",
    )
