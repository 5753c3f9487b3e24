"""Why by policies: how the other can answer so that no course pays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.stability.concepts.policy import Table, wins
from detente.stability.engines.table import better_table, move_table
from detente.stability.explain.party_at_state import PartyAtState, Why


def policy(point: PartyAtState) -> tuple[bool, Why]:
    """The verdict and its Why: the other's deterring policy, or that there is none."""
    graph, party, state = point.graph, point.party, point.start
    here = np.eye(graph.states, dtype=bool)
    own = move_table(graph, party) | here
    answers = move_table(graph, 1 - party) | here
    answers[state] = here[state]
    good = better_table(graph, party)[state]
    if wins(own, answers, good)[state]:
        return False, {
            "kind": "policy",
            "line": _first_step(point, own, answers, good),
            "improvements": [],
        }
    # Fix the other's answers one state at a time, keeping the party from winning.
    for x in range(graph.states):
        for y in [x, *np.flatnonzero(answers[x] & ~here[x]).tolist()]:
            if not answers[x, y]:
                continue
            trial = answers.copy()
            trial[x] = here[y]
            if not wins(own, trial, good)[state]:
                answers = trial
                break
    chosen = {point.text(x): point.text(int(np.argmax(answers[x]))) for x in range(graph.states)}
    return True, {
        "kind": "policy",
        "policy": chosen,
        "improvements": [point.text(after) for after in point.improvements],
    }


def _first_step(
    point: PartyAtState, own: Table, answers: Table, good: NDArray[np.bool_]
) -> list[Why]:
    """A first move of the party after which it wins whatever the other's policy is."""
    for after in np.flatnonzero(own[point.start]).tolist():
        only = own.copy()
        only[point.start] = False
        only[point.start, after] = True
        if after != point.start and wins(only, answers, good)[point.start]:
            return [{"by": point.graph.names[point.party], "to": point.text(after)}]
    return []
