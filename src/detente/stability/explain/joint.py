"""Why by simultaneous moves: sim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from detente.stability.engines.joint import joint_states, state_keys, strategy
from detente.stability.explain.party_at_state import PartyAtState, Step, Why
from detente.stability.explain.sanctions import no_improvement

if TYPE_CHECKING:
    from detente.stability.registry import Asked

_MOST_WAYS = 50_000  # ways to combine the others' moves that are gone through one by one


def joint(point: PartyAtState, asked: Asked) -> tuple[bool, Why]:
    """The verdict and its Why: who, moving at the same time, spoils every improvement."""
    if not point.improvements:
        return True, no_improvement()
    found: list[Why] = []
    undeterred: list[int] = []
    for after in point.improvements:
        met = next(
            ((state, with_) for state, with_ in _results(point, after) if point.deters(state)), None
        )
        if met is None:
            undeterred.append(after)
            continue
        state, with_ = met
        found.append(
            {
                "to": point.text(after),
                "with": [
                    {"by": point.graph.names[k], "to": point.text(there)} for k, there in with_
                ],
                "joint": point.text(state),
                "compare": point.compare(state),
            }
        )
    if not undeterred:
        return True, {"kind": "joint", "improvements": found}
    after = point.best(undeterred)[0]
    ends = sorted({state for state, _ in _results(point, after)})
    return False, {
        "kind": "no_joint",
        "to": point.text(after),
        "ends": len(ends),
        "reason": "not_deterred" if ends else "no_answer",
        "worst": point.text(point.worst(ends)[0]) if ends else None,
        "improvements": [point.text(after)],
    }


def _results(point: PartyAtState, after: int) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Feasible joint results of the move and some others' improvements, fewest others first."""
    graph = point.graph
    gains = {k: point.gains(k, point.start) for k in range(graph.parties) if k != point.party}
    movers = [k for k, states in gains.items() if states]
    if prod(1 + len(gains[k]) for k in movers) > _MOST_WAYS:
        yield from _results_by_states(point, after, gains)
        return
    keys = state_keys(graph)
    index = {int(key): k for k, key in enumerate(keys)} if graph.form == "graph" else None
    most = 1 if point.assumptions.sanction_moves == "single" else len(movers)
    for size in range(1, most + 1):
        for group in combinations(movers, size):
            for chosen in product(*(gains[k] for k in group)):
                change = sum(int(keys[there]) - int(keys[point.start]) for there in chosen)
                key = int(keys[after]) + change
                state = index.get(key) if index is not None else _find(point, key)
                if state is not None:
                    yield state, tuple(zip(group, chosen, strict=True))


def _results_by_states(
    point: PartyAtState, after: int, gains: Mapping[int, Sequence[int]]
) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """The same, found from the feasible results: where the others' moves combine in many ways."""
    graph = point.graph
    single = point.assumptions.sanction_moves == "single"
    by_party = {k: np.array(states, dtype=np.int64) for k, states in gains.items()}
    found = joint_states(graph, point.party, point.start, after, by_party, single)
    does = {k: strategy(graph, k) for k in gains}
    moves = {k: {int(does[k][there]): there for there in states} for k, states in gains.items()}
    results = []
    for state in found.tolist():
        with_ = tuple(
            (k, moves[k][int(does[k][state])])
            for k in gains
            if does[k][state] != does[k][point.start]
        )
        results.append((state, with_))
    order = [(len(with_), [k for k, _ in with_], [t for _, t in with_]) for _, with_ in results]
    for place in sorted(range(len(results)), key=order.__getitem__):
        yield results[place]


def _find(point: PartyAtState, code: int) -> int | None:
    codes = point.graph.codes
    k = int(codes.searchsorted(code))
    return k if k < len(codes) and int(codes[k]) == code else None
