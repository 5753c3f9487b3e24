"""What is true inside a class of states: an outcome, a pattern, a condition."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.cannot_leave import cannot_leave, nobody_can_move
from detente.analysis.firm import RESTS_ON_ANSWERS, firm_equilibria
from detente.analysis.target import Target
from detente.limits import limit
from detente.model import Graph
from detente.stability import Asked, Assumptions, judge
from detente.values import dataclass


@dataclass(frozen=True, eq=False)
class Inside:
    """A class of states under one concept.

    nearest     the state in it that fewest parties would leave, nearest to today.
    equilibria  the places of those in it that are equilibria, in state order.
    counts      the same in numbers, as `--json` prints them; empty where the concept has no
                meaning here.
    """

    nearest: int
    equilibria: NDArray[np.int64]
    counts: dict[str, Any]


def look_inside(graph: Graph, target: Target, asked: Asked, assumptions: Assumptions) -> Inside:
    """Judge a class of states, at least one."""
    where = np.flatnonzero(target.states)
    verdicts = judge(graph, [asked], assumptions)
    if asked.id not in verdicts.planes:
        return Inside(int(where[0]), np.zeros(0, dtype=np.int64), {})
    planes = np.stack([verdicts.stable(k, asked.id)[where] for k in range(graph.parties)])
    leaving = (~planes).sum(axis=0)
    near = leaving * 100
    if graph.status_quo is not None and graph.form == "option":
        near = near + np.bitwise_count(graph.codes[where] ^ graph.codes[graph.status_quo])
    equilibria = where[leaving == 0]
    most = limit("list_states")
    stuck = cannot_leave(graph)
    counts: dict[str, Any] = {
        "outcome": target.name,
        "kind": target.kind,
        "states": len(where),
        "concept": asked.id,
        "equilibria": len(equilibria),
        "stable": {party: int(planes[k].sum()) for k, party in enumerate(graph.names)},
        "cannot_leave": {
            party: int(np.count_nonzero(plane[where])) for party, plane in stuck.items()
        },
        "nobody_can_move": int(np.count_nonzero(nobody_can_move(graph, stuck)[where])),
        "listed": graph.state_texts(equilibria[:most]),
        "truncated": len(equilibria) > most,
    }
    if asked.id == RESTS_ON_ANSWERS and (firm := firm_equilibria(verdicts)) is not None:
        counts["firm"] = int(np.count_nonzero(firm[where]))
    return Inside(int(where[int(near.argmin())]), equilibria, counts)
