"""A conflict as nodes and edges with plain attributes, for programs that draw and measure graphs.

Each attribute has one type in the whole file and a value at every node or edge: some programs write
whole numbers beside decimals as two attributes of one name, and others then refuse the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.formats.loss import LOSSY
from detente.formats.nfg_write import said_elsewhere
from detente.formats.strategies import ranks
from detente.limits import limit
from detente.model import Conflict, Graph, NoPlainOrder, compile_arena
from detente.problems import ModelError, Problem, TooLarge

Value = str | bool | int
KINDS = {str: "string", bool: "boolean", int: "int"}


@dataclass(frozen=True, slots=True)
class StateGraph:
    """States as nodes, moves as edges, both in state order.

    attributes  the names of what is said of nodes and of edges, with their types.
    nodes       by node its id and a value an attribute; edges: id, from, to, and values.
    """

    title: str
    node_attributes: tuple[tuple[str, type], ...]
    edge_attributes: tuple[tuple[str, type], ...]
    nodes: tuple[tuple[str, tuple[Value, ...]], ...]
    edges: tuple[tuple[str, str, str, tuple[Value, ...]], ...]


def state_graph(conflict: Conflict) -> tuple[StateGraph, tuple[Problem, ...]]:
    """The graph, and notes on what it does not say; TooLarge where it has too many moves.

    A party whose preference ranks no states has no ranks; its moves still say what it gains.
    """
    arena = compile_arena(conflict)
    graph = arena.graph.with_orders(
        tuple(arena.order(conflict.preference(name)) for name in arena.graph.names)
    )
    most = limit("graph_moves")
    count = graph.states
    for party in range(graph.parties):
        if count <= most:
            count += sum(len(graph.moves_from(party, s)) for s in range(min(graph.states, most)))
    if count > most:
        raise TooLarge(
            "a file of states and moves",
            f"more than {most:,} of them",
            "hold options fixed by rules, or draw classes: detente picture graph",
        )
    notes = said_elsewhere(conflict, held=("status_quo", "outcomes"))
    ranked = []
    for name, order in zip(graph.names, graph.orders, strict=True):
        if isinstance(order, NoPlainOrder):
            what = f"what {name} gains is not said: {order.reason}"
            notes.append(Problem(conflict.file, 0, 0, LOSSY, what, "write .yaml"))
            continue
        try:
            ranked.append((name, ranks(conflict, arena, name)))
        except ModelError:
            what = f"{name} has no rank of the states: its preference orders pairs alone"
            notes.append(
                Problem(conflict.file, 0, 0, "W-NOT-CARRIED", what, "take `gain` of its moves")
            )
        if conflict.preference(name).unknown:
            what = f"what is not known of the preference of {name} is not told from a tie"
            notes.append(Problem(conflict.file, 0, 0, LOSSY, what, "write .yaml"))
    outcomes = [(name, arena.where(one.condition)) for name, one in conflict.outcomes.items()]
    taken = [
        (option.key, (graph.codes >> k & 1).astype(bool))
        for k, option in enumerate(conflict.options)
    ]
    texts = graph.state_texts(np.arange(graph.states))
    node_attributes: list[tuple[str, type]] = [("label", str), ("number", int), ("today", bool)]
    if conflict.form == "graph":
        node_attributes.append(("title", str))
    node_attributes += [(f"option {name}", bool) for name, _ in taken]
    node_attributes += [(f"outcome {name}", bool) for name, _ in outcomes]
    node_attributes += [(f"rank {name}", int) for name, _ in ranked]
    titles = {state.name: state.title or state.name for state in conflict.states}
    nodes = tuple(
        (
            f"s{k + 1}",
            (
                text,
                k + 1,
                k == graph.status_quo,
                *((titles[text],) if conflict.form == "graph" else ()),
                *(bool(where[k]) for _, where in taken),
                *(bool(where[k]) for _, where in outcomes),
                *(int(rank[k]) for _, rank in ranked),
            ),
        )
        for k, text in enumerate(texts)
    )
    edges: list[tuple[str, str, str, tuple[Value, ...]]] = []
    for party, name in enumerate(graph.names):
        for state in range(graph.states):
            for target in graph.moves_from(party, state).tolist():
                gain = _gain(graph, party, state, target)
                edges.append(
                    (
                        f"m{len(edges) + 1}",
                        f"s{state + 1}",
                        f"s{target + 1}",
                        (name, gain, gain == "better"),
                    )
                )
    edge_attributes: tuple[tuple[str, type], ...] = (
        ("party", str),
        ("gain", str),
        ("improvement", bool),
    )
    made = StateGraph(conflict.title, tuple(node_attributes), edge_attributes, nodes, tuple(edges))
    return made, tuple(notes)


def _gain(graph: Graph, party: int, state: int, target: int) -> str:
    if isinstance(graph.orders[party], NoPlainOrder):
        return "unknown"
    if graph.prefers(party, target, state):
        return "better"
    return "worse" if graph.prefers(party, state, target) else "tied"


def written(value: Value) -> str:
    """A value as all three formats write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def sayable(text: str) -> Iterator[str]:
    """The text's letters without those that no file of these formats may hold."""
    for letter in text:
        code = ord(letter)
        control = (code < 32 and letter not in "\t\n") or 0x7F <= code <= 0x9F
        if not control and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF):
            yield letter
