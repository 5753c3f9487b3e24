"""What an engine takes for nash to sseq on a graph, loading and compiling included: estimates.

Seconds of one processor of 2024; only their order matters. Measured on random conflicts of 2^8 to
2^18 states and 2 to 6 parties, docs/decisions/0013-large-conflicts.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.engines.kept import compiler_loaded, readiness
from detente.stability.engines.listed import count_moves
from detente.stability.engines.swept.box import box_of_graph, room_for_box

COMPILING = 15.0
LOADING = 0.45  # the compiler; and the loops that are kept
LOADING_LOOPS = 0.1  # where the compiler is loaded already
SHORT_LOOPS = "short"  # those for answers in which each moves at most once
ONE_CALL = 1 << 14  # cells; fewer are judged by other loops than more
_NEVER = 1e9
_BY_MOVES = ("listed", "searched")


def seconds(name: str, graph: Graph, assumptions: Assumptions) -> float:
    """The estimate for one engine on a graph with ranks."""
    if _refuses(name, graph, assumptions):
        return _NEVER
    pairs = max(1, graph.parties * (graph.parties - 1))
    match name:
        case "listed":
            return _listing(pairs, graph, count_moves(graph))
        case "plain":
            return pairs * (1.5e-3 + 0.6e-6 * _cells(graph)) * _one_way(graph)
        case "swept":
            loops = loops_of(graph)
            if assumptions.sanction_moves != "legal" and graph.parties > 2:
                loops = SHORT_LOOPS
            loading = loading_of(loops)
            return loading + 1e-3 + 0.07e-6 * pairs * _cells(graph)
        case "classed":
            loading = loading_of(f"classed-{assumptions.sanction_moves}")
            return loading + 2e-3 + 0.4e-6 * pairs * graph.states
        case "searched":
            moves = count_moves(graph)
            return loading_of("searched") + 2e-3 + 60e-9 * moves * max(1, graph.parties - 1)
        case _:
            return _NEVER


def engines_by_cost(names: Sequence[str], graph: Graph, assumptions: Assumptions) -> list[str]:
    """The engines by what they take, least first."""
    pairs = max(1, graph.parties * (graph.parties - 1))
    cost: dict[str, float] = {}
    for name in names:
        if name in _BY_MOVES and _listing(pairs, graph, 0) > min(cost.values(), default=_NEVER):
            cost[name] = _listing(pairs, graph, 0)  # it is not the quickest: nothing is counted
        else:
            cost[name] = seconds(name, graph, assumptions)
    return sorted(names, key=cost.__getitem__)


def _refuses(name: str, graph: Graph, assumptions: Assumptions) -> bool:
    """Whether the engine is sure to, as far as that is known before its loops are loaded: else an
    engine that cannot would be the one that listing moves is measured by."""
    match name:
        case "swept" | "plain":
            return not graph.moves_compose
        case "classed":
            return graph.form != "option"
        case "searched":
            return assumptions.sanction_moves != "legal" and graph.parties > 2
        case _:
            return False


def _listing(pairs: int, graph: Graph, moves: int) -> float:
    others = max(1, graph.parties - 1)
    return 4e-4 * pairs + 45e-9 * moves * others + 0.3e-6 * pairs * graph.states


def _one_way(graph: Graph) -> float:
    """How much more NumPy's sweeps take because some options go one way only: they work class by
    class on every pattern of those that are taken."""
    ways = zip(graph.only_taken, graph.only_dropped, strict=True)
    patterns = [1 << (taken | dropped).bit_count() for taken, dropped in ways]
    return max(1.0, 0.4 * sum(patterns) / max(1, len(patterns)))


def loops_of(graph: Graph) -> str:
    """Which of the loops over boxes judge the graph: by its cells, and how large its ranks are."""
    wide = any(getattr(one, "rank", graph.codes).itemsize > 2 for one in graph.orders)
    return f"{'call' if _cells(graph) <= ONE_CALL else 'box'}-{'wide' if wide else 'narrow'}"


def loading_of(loops: str, compiling: float = COMPILING) -> float:
    """What it takes until the loops run."""
    match readiness(loops):
        case "loaded":
            return 0.0
        case "kept":
            return LOADING_LOOPS if compiler_loaded() else LOADING
        case "cold":
            return compiling
        case "none":
            return _NEVER


def _cells(graph: Graph) -> int:
    if not room_for_box(graph):
        return graph.states
    cube = 1 << graph.letters
    # Laid out only where many codes are no states: then its cells may be far fewer.
    return cube if cube <= 2 * graph.states or cube <= 1 << 10 else box_of_graph(graph).cells
