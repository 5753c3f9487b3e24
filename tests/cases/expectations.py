"""The statements under `expected:` in the bundled files, and the verdicts to hold them against."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

import detente
from detente.cases import case_names
from detente.model import Conflict, Graph

NAMES = sorted(case_names())


@lru_cache
def case(name: str) -> Conflict:
    return detente.load(name)


@dataclass(frozen=True)
class Statement:
    """One published list of states, or their number: equilibria, or stable states of a party."""

    entry: int
    concept: str
    party: str | None
    states: tuple[str, ...] | int

    def __str__(self) -> str:
        return f"{self.entry}-{self.party or 'equilibria'}-{self.concept}"


def statements(conflict: Conflict) -> Iterator[Statement]:
    """Everything that a file says of states under a concept that detente has."""
    for k, entry in enumerate(conflict.expected):
        for concept, states in entry.get("equilibria", {}).items():
            yield Statement(k, concept, None, _states(states))
        for party, concepts in entry.get("stable", {}).items():
            for concept, states in concepts.items():
                yield Statement(k, concept, party, _states(states))


def _states(states: list[str] | Mapping[str, int]) -> tuple[str, ...] | int:
    return states["count"] if isinstance(states, Mapping) else tuple(states)


def analysis(name: str, entry: int, concepts: Iterable[str]) -> detente.Analysis:
    """The analysis of a case under the readings of one of its entries."""
    stated = case(name).expected[entry]
    keys = ("sanction_moves", "sanction", "reading")
    return detente.analyze(
        case(name), list(concepts), **{key: stated[key] for key in keys if key in stated}
    )


def found(answer: Mapping[str, Any], statement: Statement) -> set[str] | int:
    """What an analysis answers, as the statement says it: states, or how many."""
    path = ("equilibria",) if statement.party is None else ("stable", statement.party)
    states, count = answer, answer["counts"]
    for key in (*path, statement.concept):
        states, count = states[key], count[key]
    return int(count) if isinstance(statement.states, int) else set(states)


def readings(conflict: Conflict, across: Any) -> list[dict[str, str]]:
    """All combinations of the alternatives named under `across`, base ones included."""
    wanted = dict.fromkeys(conflict.party_names, "all") if across == "all" else across
    names = {
        party: ["base", *conflict.alternatives.get(party, {})]
        if wanted.get(party) == "all"
        else wanted.get(party, ["base"])
        for party in conflict.party_names
    }
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*names.values())]


def seq_or_sim(given: detente.Analysis) -> set[str]:
    """Equilibria where every party is SEQ or SIM stable, each for itself (docs/expected.md)."""
    stable = given.to_dict()["stable"].values()
    return set.intersection(*({*one["seq"], *one["sim"]} for one in stable))


def seq_sim(given: detente.Analysis) -> set[str]:
    """Equilibria by SEQ, or by simultaneity of those whom SEQ leaves unstable (docs/expected.md).

    Two parties in option form: their own moves from a state, made together, are one state.
    """
    graph = given.verdicts.graph
    seq = [given.verdicts.stable(party, "seq") for party in (0, 1)]
    stable = [
        [
            seq[i][s] or (not seq[j][s] and held_together(graph, i, j, s))
            for i, j in ((0, 1), (1, 0))
        ]
        for s in range(graph.states)
    ]
    return {graph.state_text(s) for s in range(graph.states) if all(stable[s])}


def held_together(graph: Graph, party: int, other: int, state: int) -> bool:
    """Whether every improvement of a party, made with one of the other's, may end no better."""
    own = graph.masks[party]
    return all(
        any(
            deters(graph, party, state, (mine & own) | (theirs & ~own))
            for theirs in improvements(graph, other, state)
        )
        for mine in improvements(graph, party, state)
    )


def improvements(graph: Graph, party: int, state: int) -> list[int]:
    """The codes of the states to which a party can move and would."""
    ends = graph.arcs(party).of(state).tolist()
    return [int(graph.codes[end]) for end in ends if graph.prefers(party, end, state)]


def deters(graph: Graph, party: int, state: int, code: int) -> bool:
    """Whether the state of a code is feasible and no better for a party than `state`."""
    end = int(np.searchsorted(graph.codes, code))
    feasible = end < graph.states and graph.codes[end] == code
    return feasible and not graph.prefers(party, end, state)
