"""Whether the symbolic engine says of every state what the listing engines say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType

from detente.model import Condition, Conflict, compile_graph
from detente.problems import ModelError
from detente.stability import Assumptions, Verdicts, find, judge
from detente.symbolic import Bounds, SymbolicVerdicts, judge_symbolic

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "hseq")
SMALL = Bounds(1 << 16, 60)  # nodes, seconds: ample for small conflicts, and quickly made
AMPLE = Bounds(1 << 20, 60)
NOTHING: Mapping[str, str] = MappingProxyType({})


def assumptions(rng: Random) -> Assumptions:
    """The default in half of the cases, else any reading."""
    if rng.random() < 0.5:
        return Assumptions()
    return Assumptions(rng.choice(("legal", "once", "single")), rng.choice(("weak", "strict")))


def both(
    conflict: Conflict,
    assumed: Assumptions,
    concepts: Sequence[str] = CONCEPTS,
    reading: Mapping[str, str] = NOTHING,
    holding: Sequence[Condition] = (),
    without: Sequence[str] = (),
    limits: Bounds = SMALL,
) -> tuple[Verdicts, SymbolicVerdicts] | None:
    """What both engines say; None where no state is feasible."""
    asked = [one for text in concepts for one in find(text, conflict.party_names) or ()]
    try:
        graph = compile_graph(conflict, reading, holding, without)
    except ModelError:
        return None
    listed = judge(graph, asked, assumed)
    return listed, judge_symbolic(
        conflict, asked, assumed, reading, holding, without, limits=limits
    )


def differences(listed: Verdicts, symbolic: SymbolicVerdicts) -> list[str]:
    """Where they differ, in words; with the sizes of all sets."""
    graph, found = listed.graph, []
    if symbolic.feasible.count != graph.states or not symbolic.feasible.plane(graph.codes).all():
        found.append(f"{symbolic.feasible.count} feasible states, not {graph.states}")
    if symbolic.concepts != listed.concepts:
        found.append(f"judged {symbolic.concepts}, not {listed.concepts}")
    for concept in listed.concepts:
        for party, name in enumerate(graph.names):
            states, plane = symbolic.stable[concept][party], listed.stable(party, concept)
            if states.count != plane.sum() or (states.plane(graph.codes) != plane).any():
                found.append(f"{concept} for {name}: {states.count} states, not {plane.sum()}")
    return found
