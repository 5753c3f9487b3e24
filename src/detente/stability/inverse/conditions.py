"""The closed form: which states a party must not prefer to a state for the state to be stable."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.limits import limit
from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.inverse.steps import answer_sets, improving, step_graph

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def minimal_sets(
    graph: Graph, party: int, state: int, concept: str, assumptions: Assumptions
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """The minimal sets W, each as ascending state indices without `state`; and whether all are.

    The state is stable for the party iff the party prefers to it no member of some W. The others'
    preferences are as in the graph. Fewest members first, then state order; where there are more
    than the limit `minimal_sets`, those kept are sound but others may be missing.
    Source: stability.md section 7 (inverse); KHK15. Weak sanctions: under strict ones stability
    does not hang on such a set alone.
    """
    ends = [int(end) for end in graph.moves_from(party, state)]
    if concept == "nash" or not ends:
        return (tuple(sorted(ends)),), True
    credible = concept in ("seq", "sseq")
    allowed = (
        [improving(order, graph.arcs(k)) for k, order in enumerate(graph.orders)]
        if credible
        else [None] * graph.parties
    )
    steps = step_graph(graph, party, assumptions.sanction_moves, credible)
    answers = answer_sets(steps, graph.states, allowed)
    found: set[frozenset[int]] = {frozenset()}
    whole = True
    most = limit("minimal_sets")
    for end in ends:
        ways = {frozenset((end,)) - {state}}
        for answer in np.flatnonzero(answers[end]).tolist():
            replies = graph.moves_from(party, answer).tolist() if concept in ("smr", "sseq") else []
            ways.add(frozenset((answer, *replies)) - {state})
        found = _minimal(one | way for one in found for way in _minimal(ways))
        if len(found) > most:
            found = set(sorted(found, key=_size)[:most])
            whole = False
    return tuple(tuple(sorted(one)) for one in sorted(found, key=_size)), whole


def _size(one: frozenset[int]) -> tuple[int, list[int]]:
    return len(one), sorted(one)


def _minimal(sets: Iterable[frozenset[int]]) -> set[frozenset[int]]:
    """Those that contain no other."""
    kept: list[frozenset[int]] = []
    for one in sorted(set(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return set(kept)
