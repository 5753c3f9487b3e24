"""What a change does besides: by what it works, which outcomes come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.analysis.least.lists import Numbers, Pool, Step, applied
from detente.model import Conflict, Graph, Priorities, Ranks, dense
from detente.stability import (
    Asked,
    Assumptions,
    improving,
    in_closed_form,
    judge,
    step_graph,
    undeterred_in_many,
    why,
)

Works = Literal["wish", "threat", "both", "none"]


@dataclass(frozen=True, slots=True)
class Stays:
    """Why a party that would leave the state today stays after the change.

    wish    improvements that it no longer prefers to the state.
    threat  improvements that it still prefers and now fears to make; by: those whose steps answer.
    """

    party: str
    wish: tuple[int, ...]
    threat: tuple[int, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What comes of a change.

    works   `wish`: all who would leave prefer to stay; `threat`: all who would leave now fear an
            answer; `both`; `none` where nobody would leave in the first place.
    counts  by outcome: equilibria of the concept before and after.
    """

    works: Works
    stays: tuple[Stays, ...]
    counts: Mapping[str, tuple[int, int]]

    @property
    def appear(self) -> tuple[str, ...]:
        """Outcomes that hold after the change and did not before."""
        return tuple(name for name, (old, new) in self.counts.items() if new and not old)

    @property
    def vanish(self) -> tuple[str, ...]:
        """Outcomes that held before the change and do not after."""
        return tuple(name for name, (old, new) in self.counts.items() if old and not new)


class Effects:
    """Works out effects for one concept; verdicts before the change are judged once."""

    def __init__(
        self,
        graph: Graph,
        outcomes: Mapping[str, NDArray[np.bool_]],
        asked: Asked,
        assumptions: Assumptions,
    ) -> None:
        self._graph, self._outcomes = graph, outcomes
        self._asked, self._assumptions = asked, assumptions
        self.before = self.equilibria(graph)
        term = asked.term
        self._steps = (
            [
                None
                if term.by == "nobody"
                else step_graph(graph, k, assumptions.sanction_moves, term.credible)
                for k in range(graph.parties)
            ]
            if term is not None and in_closed_form(term)
            else None
        )

    def equilibria(self, graph: Graph) -> NDArray[np.bool_]:
        """Where the concept's equilibria are: bool (states,); nowhere where it is not defined."""
        verdicts = judge(graph, [self._asked], self._assumptions)
        if self._asked.id in verdicts.planes:
            return np.asarray(verdicts.equilibria(self._asked.id))
        return np.zeros(graph.states, dtype=np.bool_)

    def of(self, graph: Graph, state: int) -> Effect:
        """The effect of the change that leads to `graph`, told for one state."""
        after = self.equilibria(graph)
        assert after[state], (self._asked.id, graph.state_text(state))
        counts = {
            name: (int((where & self.before).sum()), int((where & after).sum()))
            for name, where in self._outcomes.items()
        }
        stays = self._stays(graph, state)
        works: Works = "none"
        if stays:
            wish, threat = any(one.wish for one in stays), any(one.threat for one in stays)
            works = "both" if wish and threat else "wish" if wish else "threat"
        return Effect(works, stays, counts)

    def _stays(self, graph: Graph, state: int) -> tuple[Stays, ...]:
        if self._steps is None:
            return ()
        term, strict = self._asked.term, self._assumptions.sanction == "strict"
        assert term is not None, "it has the closed form"
        old = [improving(order, self._graph.arcs(k)) for k, order in enumerate(self._graph.orders)]
        found = []
        for k, name in enumerate(graph.names):
            left, _ = undeterred_in_many(self._graph, self._steps[k], k, state, old, term, strict)
            if not left:
                continue
            feared = tuple(t for t in left if graph.prefers(k, t, state))
            wish = tuple(t for t in left if t not in feared)
            found.append(Stays(name, wish, feared, self._answerers(graph, k, state, feared)))
        return tuple(found)

    def _answerers(
        self, graph: Graph, party: int, state: int, feared: tuple[int, ...]
    ) -> tuple[str, ...]:
        if not feared:
            return ()
        _, reason = why(graph, party, state, self._asked, self._assumptions)
        texts = {graph.state_text(t) for t in feared}
        movers = {
            step["by"]
            for one in reason["improvements"]
            if isinstance(one, Mapping) and one["to"] in texts
            for step in one.get("answer", ())
        }
        return tuple(name for name in graph.names if name in movers)


def graph_after(graph: Graph, pools: Mapping[int, Pool], changed: Mapping[int, Numbers]) -> Graph:
    """The graph with the orders that new lists give."""
    return graph.with_orders(
        tuple(
            Ranks(dense(pools[k].key(changed[k]))) if k in changed else order
            for k, order in enumerate(graph.orders)
        )
    )


def cited(
    conflict: Conflict, pools: Mapping[int, Pool], steps: Mapping[int, Sequence[Step]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Evidence cited for statements as they stand, and for those put in their way.

    A statement that is put in has the evidence that another reading of the party cites for it.
    """
    now: dict[str, None] = {}
    then: dict[str, None] = {}
    for k, listed in steps.items():
        party, pool = conflict.party_names[k], pools[k]
        numbers: Numbers = tuple(range(pool.own))
        for step in listed:
            if step.kind != "insert":
                now.update(dict.fromkeys(pool.statements[numbers[step.what]].evidence))
            if step.by >= 0:
                wanted = pool.statements[step.by].prefer
                for name in conflict.readings(party):
                    basis = conflict.preference(party, name).basis
                    for one in basis.statements if isinstance(basis, Priorities) else ():
                        if one.prefer == wanted:
                            then.update(dict.fromkeys(one.evidence))
            numbers = applied(numbers, step)
    return tuple(now), tuple(then)
