"""Which engine takes a graph: the quickest that can, with its reasons where none does."""

from __future__ import annotations

from dataclasses import replace

from detente import memory
from detente.model import Graph, NoPlainOrder, Ranks
from detente.problems import TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine
from detente.stability.engines.classed.engine import ClassedEngine
from detente.stability.engines.costs import engines_by_cost
from detente.stability.engines.listed import ListedEngine
from detente.stability.engines.searched import SearchedEngine
from detente.stability.engines.swept.engine import PlainEngine, SweptEngine
from detente.stability.engines.table import TableEngine

ENGINES: dict[str, Engine] = {
    engine.name: engine
    for engine in (
        ListedEngine(),
        SweptEngine(),
        ClassedEngine(),
        SearchedEngine(),
        PlainEngine(),
        TableEngine(),
    )
}
_UNCHECKED = 4096  # states, for which memory is not foretold unless it is limited
_RANKED = ("swept", "classed", "plain", "searched", "listed")


def choose(graph: Graph, assumptions: Assumptions) -> Engine:
    """The engine that is asked for, or with `auto` the one that is estimated to take least.

    TooLarge, with each engine's reason, where none does.
    """
    if assumptions.engine not in ("auto", *ENGINES):
        raise TooLarge(
            f"this question by the {assumptions.engine} engine",
            "it goes through lists of states, which that engine does not make",
            "leave `--engine` out; it answers analyze, explain, evolve, claims and coalitions",
        )
    reasons = []
    for engine in [ENGINES[one] for one in _by_cost(graph, assumptions)]:
        reason = engine.refusal(graph, assumptions) or _memory_short(engine, graph, assumptions)
        if reason is None:
            return engine
        reasons.append(f"the {engine.name} engine: {reason}")
    raise TooLarge(
        f"{graph.states:,} states and {graph.parties} parties",
        "; ".join(reasons),
        _way_out(graph, assumptions),
    )


def take(engine: Engine, graph: Graph, assumptions: Assumptions) -> Engine:
    """The engine, where it can take the graph; else TooLarge with its reason."""
    reason = engine.refusal(graph, assumptions) or _memory_short(engine, graph, assumptions)
    if reason is None:
        return engine
    what = f"{graph.states:,} states and {graph.parties} parties"
    raise TooLarge(what, reason, "hold some options fixed (`--holding`)")


def _way_out(graph: Graph, assumptions: Assumptions) -> str:
    """What to do instead: another engine where one takes the graph, else a smaller graph."""
    if assumptions.engine != "auto":
        for one in _by_cost(graph, replace(assumptions, engine="auto")):
            engine = ENGINES[one]
            if not (
                engine.refusal(graph, assumptions) or _memory_short(engine, graph, assumptions)
            ):
                return f"leave `--engine` out, or write `--engine {one}`, which takes this model"
    smaller = "hold some options fixed (`--holding`), or add rules that exclude what cannot be"
    return f"allow more memory (`--memory`), {smaller}" if memory.is_limited() else smaller


def _by_cost(graph: Graph, assumptions: Assumptions) -> list[str]:
    """The engines to try, least cost first; a general preference leaves only tables."""
    if assumptions.engine != "auto":
        return [assumptions.engine]
    if not graph.ranked:
        return [*_RANKED, "table"]
    return [*engines_by_cost(_RANKED, graph, assumptions), "table"]


def _memory_short(engine: Engine, graph: Graph, assumptions: Assumptions) -> str | None:
    """That the engine's estimate is more than may be taken; None where it is not."""
    limited = memory.is_limited()
    if graph.states <= _UNCHECKED and not limited:
        return None
    needed = memory.PROCESS + _bytes_of(graph) + engine.bytes_needed(graph, assumptions)
    there = memory.allowed()
    if needed <= there:
        return None
    has = f"{memory.shown(there)} {'may be taken' if limited else 'is what this machine has'}"
    return f"it takes about {memory.shown(needed)}, and {has}"


def _bytes_of(graph: Graph) -> int:
    """What the graph itself takes, and one row of verdicts while it is looked at."""
    orders = [
        one.rank if isinstance(one, Ranks) else one.table
        for one in graph.orders
        if not isinstance(one, NoPlainOrder)
    ]
    return graph.codes.nbytes + 3 * graph.states + sum(one.nbytes for one in orders)
