"""Which engine takes a graph: the first that can, with its reasons where none does."""

from __future__ import annotations

import os

from detente.model import Graph
from detente.problems import TooLarge
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import Engine
from detente.stability.engines.listed import ListedEngine
from detente.stability.engines.searched import SearchedEngine
from detente.stability.engines.swept.engine import PlainEngine, SweptEngine
from detente.stability.engines.table import TableEngine

ENGINES: dict[str, Engine] = {
    engine.name: engine
    for engine in (ListedEngine(), SweptEngine(), SearchedEngine(), PlainEngine(), TableEngine())
}
# Up to here listing the moves takes less time than loading a compiler: see benchmarks/results.md.
LISTED_STATES = 4096
_SMALL = ("listed", "plain", "table")
_LARGE = ("swept", "plain", "searched", "listed", "table")


def choose(graph: Graph, assumptions: Assumptions, name: str = "auto") -> Engine:
    """The engine called `name`, or with `auto` the first that takes the graph.

    TooLarge, with each engine's reason, where none does.
    """
    reasons = []
    order = _SMALL if graph.states <= LISTED_STATES else _LARGE
    for engine in [ENGINES[one] for one in (order if name == "auto" else [name])]:
        reason = engine.refusal(graph, assumptions) or _memory_short(engine, graph, assumptions)
        if reason is None:
            return engine
        reasons.append(f"the {engine.name} engine: {reason}")
    raise TooLarge(
        f"{graph.states:,} states and {graph.parties} parties",
        "; ".join(reasons),
        "hold some options fixed (`--holding`), or add rules that exclude what cannot be",
    )


def _memory_short(engine: Engine, graph: Graph, assumptions: Assumptions) -> str | None:
    """That the engine's estimate is more than this machine has; None where it is not."""
    if graph.states <= LISTED_STATES:
        return None
    needed, there = engine.bytes_needed(graph, assumptions), machine_memory()
    if needed <= there:
        return None
    return f"it takes about {needed / 1e9:.1f} GB, and this machine has {there / 1e9:.1f} GB"


def machine_memory() -> int:
    """The machine's memory in bytes; where it does not say, more than anything takes."""
    if not hasattr(os, "sysconf"):
        return 1 << 62
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
