"""Policy stability: no deviation pays against some fixed way of answering."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.problems import TooLarge
from detente.stability.engines.table import better_table, move_table
from detente.stability.explain.party_at_state import PartyAtState, Why
from detente.stability.registry import Asked, Concept, OnGraph, register
from detente.stability.session import Session

Table = NDArray[np.bool_]


def policy(session: Session, party: int, asked: Asked) -> NDArray[np.bool_]:
    """Where some policy of the other, staying there too, leaves the party no winning deviation.

    bool (states,). A policy maps every state to itself or to a state its owner can reach. The party
    wins if, moving first, the play ends in a state or a cycle all of whose states it prefers to the
    start. The two halves of a pair of policies are independent of each other, so a state is in an
    equilibrium pair iff this holds for both. Source: [ZFHK05].
    """
    graph = session.graph
    if graph.states > limit("policy_states"):
        raise TooLarge(
            f"policy on {graph.states:,} states",
            "a game over all states for each of them",
            "hold some options fixed (`--holding`)",
        )
    here = np.eye(graph.states, dtype=bool)
    own = move_table(graph, party) | here
    other = move_table(graph, 1 - party) | here
    better = better_table(graph, party)
    stable = np.ones(graph.states, dtype=bool)
    for state in range(graph.states):
        answers = other.copy()
        answers[state] = here[state]  # the other's policy stays at the state examined
        stable[state] = not wins(own, answers, better[state])[state]
    return stable


def wins(own: Table, answers: Table, good: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the party, to move, can bring the play to stay in `good` for ever from some turn on.

    own, answers  bool (state, state): where each side can go, staying included.
    Both choose by state only, which is enough in such a game. Least fixpoint (won in some turns)
    over a greatest one (good for ever), each for both sides' turns.
    """

    def before_party(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray((own & there[None, :]).any(axis=1))

    def before_other(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray(~(answers & ~there[None, :]).any(axis=1))

    won = np.zeros_like(good), np.zeros_like(good)  # at the party's turn, at the other's
    while True:
        keep = np.ones_like(good), np.ones_like(good)
        while True:
            now = (
                before_party(won[1]) | (good & before_party(keep[1])),
                before_other(won[0]) | (good & before_other(keep[0])),
            )
            if np.array_equal(now, keep):
                break
            keep = now
        if np.array_equal(keep, won):
            return won[0]
        won = keep


def told(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
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


register(
    Concept(
        id="policy",
        name="Policy stability",
        sentence="The other can answer in a way against which no course pays.",
        source="[ZFHK05]",
        tier="experimental",
        definition=OnGraph(policy, told),
        needs=frozenset({"two parties"}),
        order=30,
    )
)
