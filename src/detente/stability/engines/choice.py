"""Which engine takes a graph: the first that can, with its reasons where none does."""

from __future__ import annotations

from detente import memory
from detente.model import Graph, NoPlainOrder, Ranks
from detente.problems import TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine
from detente.stability.engines.classed.engine import ClassedEngine
from detente.stability.engines.listed import ListedEngine, count_moves
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
# In a process of its own loading compiled loops takes about 430 ms, nash to sseq by listed moves at
# 2, 3 and 6 parties 25, 16 and 28 ms (2^12 states), 60, 37 and 52 (2^13), 173, 105 and 112 (2^14),
# and half a second at 2^15 to 2^16: docs/decisions/0013-large-conflicts.md has the table.
LISTED_STATES = 1 << 14
LISTED_MOVES = 4_000_000  # so many at most: a party with many options has them at fewer states
_UNCHECKED = 4096  # states, for which memory is not foretold unless it is limited
_SMALL = ("listed", "plain", "table")
_LARGE = ("swept", "classed", "plain", "searched", "listed", "table")


def choose(graph: Graph, assumptions: Assumptions, name: str = "auto") -> Engine:
    """The engine called `name`, or with `auto` the first that takes the graph.

    TooLarge, with each engine's reason, where none does.
    """
    reasons = []
    order = _SMALL if name == "auto" and _few_moves(graph) else _LARGE
    for engine in [ENGINES[one] for one in (order if name == "auto" else [name])]:
        reason = engine.refusal(graph, assumptions) or _memory_short(engine, graph, assumptions)
        if reason is None:
            return engine
        reasons.append(f"the {engine.name} engine: {reason}")
    way_out = "hold some options fixed (`--holding`), or add rules that exclude what cannot be"
    if memory.is_limited():
        way_out = f"allow more memory (`--memory`), {way_out}"
    raise TooLarge(
        f"{graph.states:,} states and {graph.parties} parties", "; ".join(reasons), way_out
    )


def _few_moves(graph: Graph) -> bool:
    """Whether listing the moves takes less time than loading a compiler."""
    return graph.states <= LISTED_STATES and count_moves(graph) <= LISTED_MOVES


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
        one.rank if isinstance(one, Ranks) else one.better
        for one in graph.orders
        if not isinstance(one, NoPlainOrder)
    ]
    return graph.codes.nbytes + 3 * graph.states + sum(one.nbytes for one in orders)
