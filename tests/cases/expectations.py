"""The statements under `expected:` in the bundled files, and the verdicts to hold them against."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Conflict, Graph, compile_graph, load_file
from detente.stability import Assumptions, Verdicts, find, judge

CASES = Path(__file__).resolve().parents[2] / "src" / "detente" / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml") if not path.stem.endswith("-evidence"))


@lru_cache
def case(name: str) -> Conflict:
    return load_file(CASES / f"{name}.yaml")


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


def assumptions(entry: Mapping[str, Any]) -> Assumptions:
    return Assumptions(entry.get("sanction_moves", "legal"), entry.get("sanction", "weak"))


def verdicts(name: str, entry: int, concepts: tuple[str, ...]) -> Verdicts:
    """The verdicts on a case under the readings of one of its entries."""
    stated = case(name).expected[entry]
    graph = compile_graph(case(name), stated.get("reading", {}))
    asked = [one for concept in concepts for one in find(concept) or ()]
    return judge(graph, asked, assumptions(stated))


def found(verdicts: Verdicts, statement: Statement) -> set[str] | int:
    """What the verdicts say, as the statement says it: states, or how many."""
    if statement.party is None:
        where = verdicts.equilibria(statement.concept)
    else:
        party = verdicts.graph.names.index(statement.party)
        where = verdicts.stable(party, statement.concept)
    if isinstance(statement.states, int):
        return int(where.sum())
    return texts(verdicts.graph, where)


def texts(graph: Graph, where: NDArray[np.bool_]) -> set[str]:
    return set(graph.state_texts(np.flatnonzero(where)))


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


def seq_or_sim(verdicts: Verdicts) -> set[str]:
    """Equilibria where every party is SEQ or SIM stable, each for itself (docs/expected.md)."""
    together = np.ones(verdicts.graph.states, dtype=bool)
    for party in range(verdicts.graph.parties):
        together &= verdicts.stable(party, "seq") | verdicts.stable(party, "sim")
    return texts(verdicts.graph, together)


def seq_sim(verdicts: Verdicts) -> set[str]:
    """Equilibria by SEQ, or by simultaneity of those whom SEQ leaves unstable (docs/expected.md).

    Two parties in option form: their own moves from a state, made together, are one state.
    """
    graph = verdicts.graph
    together = np.ones(graph.states, dtype=bool)
    for party, other in ((0, 1), (1, 0)):
        stable = verdicts.stable(party, "seq").copy()
        for state in np.flatnonzero(~stable & ~verdicts.stable(other, "seq")).tolist():
            stable[state] = all(
                any(
                    deters(
                        graph,
                        party,
                        state,
                        (mine & graph.masks[party]) | (theirs & ~graph.masks[party]),
                    )
                    for theirs in improvements(graph, other, state)
                )
                for mine in improvements(graph, party, state)
            )
        together &= stable
    return texts(graph, together)


def improvements(graph: Graph, party: int, state: int) -> list[int]:
    """The codes of the states to which a party can move and would."""
    ends = graph.arcs(party).of(state).tolist()
    return [int(graph.codes[end]) for end in ends if graph.prefers(party, end, state)]


def deters(graph: Graph, party: int, state: int, code: int) -> bool:
    """Whether the state of a code is feasible and no better for a party than `state`."""
    end = int(np.searchsorted(graph.codes, code))
    feasible = end < graph.states and graph.codes[end] == code
    return feasible and not graph.prefers(party, end, state)
