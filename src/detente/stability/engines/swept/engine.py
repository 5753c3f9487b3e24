"""The engines for large conflicts: moves that compose, total preorders, states that fill a box."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Order, Ranks
from detente.stability.assumptions import Assumptions
from detente.stability.engines.base import COMPILER_BYTES, Progress
from detente.stability.engines.costs import ONE_CALL, loops_of
from detente.stability.engines.kept import have_run
from detente.stability.engines.swept import plan
from detente.stability.engines.swept.box import Box, box_of_graph, room_for_box
from detente.stability.engines.swept.plain import PlainSweeps
from detente.stability.engines.swept.play import Sweeps, SweptPlay
from detente.stability.registry import Asked
from detente.stability.verdicts import Verdicts, unpacked


@lru_cache(maxsize=1)
def compiled_loops() -> ModuleType | None:
    """The compiled loops; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.swept.loops")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


class PlainEngine:
    """Class sweeps in NumPy: no compiler, one concept after another."""

    name = "plain"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs total preorders, moves that compose, legal sequences, and a box well filled."""
        if not graph.ranked:
            return "some party's preference is no total preorder"
        if not graph.moves_compose:
            return "some party's moves do not compose"
        if assumptions.sanction_moves != "legal" and graph.parties > 2:
            return f"it answers by legal sequences only, not by `{assumptions.sanction_moves}`"
        if not room_for_box(graph):
            return "too few of the combinations of strategies are feasible"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Classes of all parties sorted, sixteen bytes a cell each, and some working arrays."""
        return box_of_graph(graph).cells * (20 * graph.parties + 60)

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> SweptPlay:
        """The party's play."""
        kept: dict[str, Sweeps] = graph.__dict__.setdefault("_sweeps", {})
        if self.name not in kept:
            kept[self.name] = self.sweeps(box_of_graph(graph), _ranks(graph))
        return SweptPlay(kept[self.name], party, assumptions, graph.parties == 1)

    def sweeps(self, box: Box, ranks: Sequence[NDArray[np.integer[Any]]]) -> Sweeps:
        """What the plays of one graph share."""
        return PlainSweeps(box, ranks)


class SweptEngine(PlainEngine):
    """Class sweeps by compiled loops; sanction concepts all in one go, firm ones in a second."""

    name = "swept"

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """As without a compiler, and one that loads."""
        reason = super().refusal(graph, assumptions)
        if reason is None and compiled_loops() is None:
            return "there is no compiler (numba), or it does not load"
        return reason

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Class orders of all parties, ranks twice for one of them, limits and verdicts."""
        loops = compiled_loops()
        if loops is None:
            return super().bytes_needed(graph, assumptions)
        needed: int = loops.work.bytes_needed(box_of_graph(graph), _ranks(graph), 4)
        return needed + COMPILER_BYTES

    def sweeps(self, box: Box, ranks: Sequence[NDArray[np.integer[Any]]]) -> Sweeps:
        """What the plays of one graph share."""
        loops = compiled_loops()
        assert loops is not None, "refused before"
        sweeps: Sweeps = loops.CompiledSweeps(box, ranks)
        return sweeps

    def together(
        self,
        graph: Graph,
        asked: Sequence[Asked],
        assumptions: Assumptions,
        progress: Progress | None = None,
    ) -> Mapping[str, NDArray[np.uint8]]:
        """The planes of those concepts that are Nash or one sanction, judged in one go."""
        loops = compiled_loops()
        assert loops is not None, "refused before"
        kinds, row = _rows(asked)
        box = box_of_graph(graph)
        firm = {} if box.cells <= ONE_CALL else _firm(asked)
        if not (row or firm) or graph.parties == 1:
            return {}
        if box.cells <= ONE_CALL:
            # Too little to share: all in one call, without threads.
            found = dict(next(self._planes(graph, [graph.orders], asked, assumptions, 1)))
            have_run(loops_of(graph))
            return found
        if firm and plan.SEQ not in kinds:
            kinds.append(plan.SEQ)
        run, strict, ranks = loops.Threads(), assumptions.sanction == "strict", _ranks(graph)
        if progress is not None:
            progress("sorting preferences", 0, graph.parties * graph.states)
        order = loops.work.orders_of(box, ranks, kinds, run)
        rows = self._party_by_party(graph, kinds, strict, order, run, progress)
        planes = {one: rows[at] for one, at in row.items()}
        if firm:
            kept = rows[1 + kinds.index(plan.SEQ)]
            loops.work.mark_kept(
                box, order, lambda party: box.by_cell(unpacked(kept[party], graph.states)), run
            )
            kinds = list(dict.fromkeys(firm.values()))
            tell = None if progress is None else partial(_firm_told, progress)
            rows = self._party_by_party(graph, kinds, strict, order, run, tell)
            planes |= {one: rows[1 + kinds.index(kind)] for one, kind in firm.items()}
        have_run(loops_of(graph))
        return planes

    def _party_by_party(
        self,
        graph: Graph,
        kinds: Sequence[plan.Sanction],
        strict: bool,
        order: NDArray[Any],
        run: Any,
        progress: Progress | None,
    ) -> NDArray[np.uint8]:
        """The planes of Nash and of each kind: uint8 (1 + kinds, parties, bytes)."""
        loops = compiled_loops()
        assert loops is not None, "refused before"
        size = (1 + len(kinds), graph.parties, (graph.states + 7) // 8)
        planes = np.zeros(size, dtype=np.uint8)
        done = loops.work.judge_box(
            box_of_graph(graph),
            _ranks(graph),
            kinds,
            strict,
            range(graph.parties),
            run,
            progress=progress,
            order=order,
        )
        for party, rows in done:
            planes[:, party] = rows
        return planes

    def takes(self, asked: Sequence[Asked]) -> bool:
        """Whether all of the concepts are Nash or one sanction."""
        return all(plan.is_nash(one) or _unmarked(one) is not None for one in asked)

    def judge_many(
        self,
        graph: Graph,
        variants: Sequence[tuple[Order, ...]],
        asked: Sequence[Asked],
        assumptions: Assumptions,
    ) -> Iterator[Verdicts]:
        """The verdicts of each variant, all of whose orders are ranks; see takes and refusal."""
        found = self._planes(graph, variants, asked, assumptions)
        have_run(loops_of(graph.with_orders(variants[0])))
        for orders, planes in zip(variants, found, strict=True):
            yield Verdicts(
                graph.with_orders(orders), assumptions, tuple(asked), planes, {}, self.name
            )

    def _planes(
        self,
        graph: Graph,
        variants: Sequence[tuple[Order, ...]],
        asked: Sequence[Asked],
        assumptions: Assumptions,
        threads: int | None = None,
    ) -> Iterator[Mapping[str, NDArray[np.uint8]]]:
        loops = compiled_loops()
        assert loops is not None, "refused before"
        kinds, row = _rows(asked)
        out = loops.variants.judge_variants(
            box_of_graph(graph),
            _views(graph),
            [_ranks_of(orders) for orders in variants],
            kinds,
            assumptions.sanction == "strict",
            loops.Threads(threads),
        )
        for k in range(len(variants)):
            yield {one: out[k, :, at] for one, at in row.items()}


def _rows(asked: Sequence[Asked]) -> tuple[list[plan.Sanction], dict[str, int]]:
    """The sanctions among the concepts, and by concept which row of the loops' answer is its."""
    sanctions = {one.id: found for one in asked if (found := _unmarked(one))}
    kinds = list(dict.fromkeys(sanctions.values()))
    row = {one: 1 + kinds.index(found) for one, found in sanctions.items()}
    return kinds, row | {one.id: 0 for one in asked if plan.is_nash(one)}


def _unmarked(asked: Asked) -> plan.Sanction | None:
    """The concept as a sanction whose steps may begin anywhere, where it is one."""
    found = plan.as_sanction(asked)
    return None if found is None or found.firm else found


def _firm(asked: Sequence[Asked]) -> dict[str, plan.Sanction]:
    """By concept: those sanctions whose steps must leave states that are not SEQ stable."""
    found = {one.id: plan.as_sanction(one) for one in asked}
    return {name: kind for name, kind in found.items() if kind is not None and kind.firm}


def _firm_told(progress: Progress, what: str, done: int, total: int) -> None:
    progress(f"firm {what}", done, total)


def _views(graph: Graph) -> Any:
    if "_views" not in graph.__dict__:
        loops = compiled_loops()
        assert loops is not None, "refused before"
        graph.__dict__["_views"] = loops.variants.views_of(box_of_graph(graph))
    return graph.__dict__["_views"]


def _ranks(graph: Graph) -> list[NDArray[np.integer[Any]]]:
    return _ranks_of(graph.orders)


def _ranks_of(orders: Sequence[Order]) -> list[NDArray[np.integer[Any]]]:
    ranks: list[NDArray[np.integer[Any]]] = []
    for order in orders:
        assert isinstance(order, Ranks), "this engine takes total preorders only"
        ranks.append(order.rank)
    return ranks
