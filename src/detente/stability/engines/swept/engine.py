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
from detente.stability.engines.swept.box import Box, box_of_graph, room_for_box
from detente.stability.engines.swept.plain import PlainSweeps
from detente.stability.engines.swept.play import Sweeps, SweptPlay
from detente.stability.engines.swept.threads import usable_cores
from detente.stability.terms import NASH, SEQ, Term
from detente.stability.verdicts import unpacked


@lru_cache(maxsize=1)
def compiled_loops() -> ModuleType | None:
    """The compiled loops; None on a machine where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.swept.loops")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


def _loops() -> ModuleType:
    loops = compiled_loops()
    assert loops is not None, "refused before"
    return loops


class PlainEngine:
    """Class sweeps in NumPy: no compiler, one concept after another."""

    name = "plain"
    most_by_turns = 2  # parties, where each of the others moves at most once in an answer

    def refusal(self, graph: Graph, assumptions: Assumptions) -> str | None:
        """Needs total preorders, moves that compose, legal sequences or few others, and a box."""
        if not graph.ranked:
            return "some party's preference is no total preorder"
        if not graph.moves_compose:
            return "some party's moves do not compose"
        if short_answers(graph, assumptions) and graph.parties > self.most_by_turns:
            return f"it does not go through the sets of {graph.parties - 1} others"
        if not room_for_box(graph):
            return "too few of the combinations of strategies are feasible"
        return None

    def bytes_needed(self, graph: Graph, assumptions: Assumptions) -> int:
        """Classes of all parties sorted, sixteen bytes a cell each, and some working arrays."""
        return box_of_graph(graph).cells * (20 * graph.parties + 60)

    def play(self, graph: Graph, party: int, assumptions: Assumptions) -> SweptPlay:
        """The party's play."""
        sweeps = graph.of_orders.once(
            (self.name, "sweeps"), lambda: self.sweeps(box_of_graph(graph), _ranks(graph))
        )
        return SweptPlay(sweeps, party, assumptions, graph.parties == 1)

    def sweeps(self, box: Box, ranks: Sequence[NDArray[np.integer[Any]]]) -> Sweeps:
        """What the plays of one graph share."""
        return PlainSweeps(box, ranks)


class SweptEngine(PlainEngine):
    """Class sweeps by compiled loops; sanction concepts all in one go, firm ones in a second."""

    name = "swept"
    most_by_turns = 7  # the values of all sets of others are kept, slice by slice

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
        box = box_of_graph(graph)
        needed: int = loops.work.bytes_needed(box, _ranks(graph), 4)
        if short_answers(graph, assumptions):
            sets = usable_cores() << (graph.parties - 1)
            needed += 4 * sets * max(box.cells // radix for radix in box.radix)
        return needed + COMPILER_BYTES

    def sweeps(self, box: Box, ranks: Sequence[NDArray[np.integer[Any]]]) -> Sweeps:
        """What the plays of one graph share."""
        loops = _loops()
        sweeps: Sweeps = loops.CompiledSweeps(box, ranks)
        return sweeps

    def takes(self, term: Term) -> bool:
        """Whether many preferences can be judged by it in one go: nobody answers, or the others by
        one answer that may begin anywhere."""
        return term == NASH or (term.one_answer and term.leaving is None)

    def planes(
        self,
        graph: Graph,
        terms: Sequence[Term],
        assumptions: Assumptions,
        variants: Sequence[tuple[Order, ...]] | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Mapping[Term, NDArray[np.uint8]]]:
        """See Together. All orders are ranks; see takes, and for one large graph _firm."""
        if short_answers(graph, assumptions):
            terms = []  # concept by concept
        alone, taken = variants is None, [term for term in terms if self.takes(term)]
        if alone and box_of_graph(graph).cells > ONE_CALL and graph.parties > 1:
            yield self._large(graph, terms, assumptions, progress)
        elif taken and graph.parties > 1:
            # One small graph has too little to share: all in one call, without threads.
            every = [graph.orders] if variants is None else variants
            yield from self._many(graph, every, taken, assumptions, 1 if alone else None)
        else:
            yield from ({} for _ in variants or [graph.orders])

    def _many(
        self,
        graph: Graph,
        variants: Sequence[tuple[Order, ...]],
        terms: Sequence[Term],
        assumptions: Assumptions,
        threads: int | None,
    ) -> Iterator[Mapping[Term, NDArray[np.uint8]]]:
        loops = _loops()
        kinds = _answered(terms)
        out = loops.variants.judge_variants(
            box_of_graph(graph),
            _views(graph),
            [_ranks_of(orders) for orders in variants],
            kinds,
            assumptions.sanction == "strict",
            loops.Threads(threads),
        )
        have_run(loops_of(graph.with_orders(variants[0])))
        for k in range(len(variants)):
            yield {term: out[k, :, _row(term, kinds)] for term in terms}

    def _large(
        self,
        graph: Graph,
        terms: Sequence[Term],
        assumptions: Assumptions,
        progress: Progress | None,
    ) -> dict[Term, NDArray[np.uint8]]:
        """All unmarked terms in one go, firm ones in a second that knows where nobody leaves."""
        loops = _loops()
        box = box_of_graph(graph)
        taken, firm = [one for one in terms if self.takes(one)], list(filter(_firm, terms))
        if not (taken or firm):
            return {}
        kinds = _answered([*taken, SEQ] if firm else taken)
        run, strict, ranks = loops.Threads(), assumptions.sanction == "strict", _ranks(graph)
        if progress is not None:
            progress("sorting preferences", 0, graph.parties * graph.states)
        order = loops.work.orders_of(box, ranks, kinds, run)
        rows = self._party_by_party(graph, kinds, strict, order, run, progress)
        planes = {term: rows[_row(term, kinds)] for term in taken}
        if firm:
            kept = rows[_row(SEQ, kinds)]
            loops.work.mark_kept(
                box, order, lambda party: box.by_cell(unpacked(kept[party], graph.states)), run
            )
            tell = None if progress is None else partial(_firm_told, progress)
            rows = self._party_by_party(graph, firm, strict, order, run, tell)
            planes |= {term: rows[_row(term, firm)] for term in firm}
        have_run(loops_of(graph))
        return planes

    def _party_by_party(
        self,
        graph: Graph,
        kinds: Sequence[Term],
        strict: bool,
        order: NDArray[Any],
        run: Any,
        progress: Progress | None,
    ) -> NDArray[np.uint8]:
        """The planes of Nash and of each kind: uint8 (1 + kinds, parties, bytes)."""
        loops = _loops()
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


def short_answers(graph: Graph, assumptions: Assumptions) -> bool:
    """Whether there are others who may go on, but not to and fro: by `once` and `single`."""
    return assumptions.sanction_moves != "legal" and graph.parties > 2


def _answered(terms: Sequence[Term]) -> list[Term]:
    """The terms with an answer, each once; the loops' answers follow them, behind Nash's."""
    return [term for term in dict.fromkeys(terms) if term != NASH]


def _row(term: Term, kinds: Sequence[Term]) -> int:
    return 0 if term == NASH else 1 + kinds.index(term)


def _firm(term: Term) -> bool:
    """Whether each step of the one answer must gain, and leave a state that is not SEQ stable."""
    return term.one_answer and term.credible and term.leaving == SEQ


def _firm_told(progress: Progress, what: str, done: int, total: int) -> None:
    progress(f"firm {what}", done, total)


def _views(graph: Graph) -> Any:
    return graph.of_moves.once("views", lambda: _loops().variants.views_of(box_of_graph(graph)))


def _ranks(graph: Graph) -> list[NDArray[np.integer[Any]]]:
    return _ranks_of(graph.orders)


def _ranks_of(orders: Sequence[Order]) -> list[NDArray[np.integer[Any]]]:
    ranks: list[NDArray[np.integer[Any]]] = []
    for order in orders:
        assert isinstance(order, Ranks), "this engine takes total preorders only"
        ranks.append(order.rank)
    return ranks
