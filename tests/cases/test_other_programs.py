"""What docs/other-programs.md says of another program, worked out from the mistake it names."""

from __future__ import annotations

import re
from pathlib import Path

import detente
from detente.model import Graph, compile_graph

ROOT = Path(__file__).resolve().parents[2]


def improvements(graph: Graph, party: int, state: int) -> list[int]:
    return [to for to in graph.moves_from(party, state).tolist() if graph.prefers(party, to, state)]


def together(graph: Graph, state: int, one: tuple[int, int], other: tuple[int, int]) -> int | None:
    """The state where both move at once, (party, where to) each; None where it is infeasible."""
    code = int(graph.codes[state])
    for party, to in (one, other):
        code = (code & ~graph.masks[party]) | (int(graph.codes[to]) & graph.masks[party])
    return {int(known): k for k, known in enumerate(graph.codes)}.get(code)


def used_up(graph: Graph, party: int, state: int) -> bool:
    """SIM where the other's moves are gone through once for all improvements, not for each."""
    others = iter(improvements(graph, 1 - party, state))
    verdict = True
    for to in improvements(graph, party, state):
        ends = (together(graph, state, (party, to), (1 - party, also)) for also in others)
        deterred = any(end is not None and not graph.prefers(party, end, state) for end in ends)
        verdict = verdict and deterred
    return verdict


def test_twelve_verdicts_of_gmcr_plus_on_the_american_revolution_differ() -> None:
    conflict = detente.load("american-revolution")
    graph = compile_graph(conflict)
    right = detente.analyze(conflict, ["sim"])
    differ = [
        (party, state, len(improvements(graph, party, state)))
        for party in range(2)
        for state in range(graph.states)
        if right.stable(graph.names[party], "sim", graph.state_text(state))
        != used_up(graph, party, state)
    ]
    said = (ROOT / "docs" / "other-programs.md").read_text(encoding="utf-8")
    found = re.search(
        r"of the (\d+) verdicts on its American Revolution example (\d+) differ", said
    )
    assert found is not None
    assert (str(2 * graph.states), str(len(differ))) == found.groups()
    assert min(moves for _, _, moves in differ) >= 2
