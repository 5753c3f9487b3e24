"""Judging many preferences on the same states and moves: claims, grids of readings, ensembles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from detente.model import Graph, Order
from detente.stability.assumptions import Assumptions
from detente.stability.engines.choice import choose
from detente.stability.engines.costs import loading_of, loops_of, seconds
from detente.stability.engines.swept.engine import SweptEngine, short_answers
from detente.stability.judge import judge, undefined
from detente.stability.registry import Asked
from detente.stability.verdicts import Verdicts

_WORTH_COMPILING = 32  # variants; fewer are judged one by one
_CELLS_A_BATCH = 1 << 22


def judge_many(
    graph: Graph,
    variants: Iterable[tuple[Order, ...]],
    asked: Sequence[Asked],
    assumptions: Assumptions,
) -> Iterator[Verdicts]:
    """The verdicts of each variant of the parties' orders, in the order given.

    The same as `judge` for `graph.with_orders(orders)`, one after another. Where the graph and the
    concepts allow, many are judged in one go by compiled code on all cores; variants that share a
    party's order (the same object) with the one before them take less.
    """
    stream = iter(variants)
    first = list(islice(stream, _WORTH_COMPILING))
    swept = SweptEngine()
    terms = {one.id: one.term for one in asked if one.term is not None}
    trial = graph.with_orders(first[0]) if first else graph
    together = (
        len(first) == _WORTH_COMPILING
        and graph.parties > 1
        and choose(trial, assumptions).name in ("listed", "plain", "swept")
        and all(undefined(one, trial) is None for one in asked)
        and all(judged_together(one) for one in asked)
        and not short_answers(trial, assumptions)
        and swept.refusal(trial, assumptions) is None
    )
    size = max(1, min(1024, _CELLS_A_BATCH // max(1, graph.states * graph.parties)))
    stream = chain(first, stream)
    if together:
        # One by one until that has taken as long as compiling would: a short list never waits.
        one = min(seconds(name, trial, assumptions) for name in ("listed", "plain"))
        alone = int(loading_of(loops_of(trial)) / one)
        for orders in islice(stream, alone):
            yield judge(graph.with_orders(orders), asked, assumptions)
    while batch := list(islice(stream, size)):
        if together and all(graph.with_orders(orders).ranked for orders in batch):
            for orders, found in zip(
                batch, swept.planes(graph, list(terms.values()), assumptions, batch), strict=True
            ):
                planes = {one: found[term] for one, term in terms.items()}
                yield Verdicts(
                    graph.with_orders(orders), assumptions, tuple(asked), planes, {}, swept.name
                )
        else:
            for orders in batch:
                yield judge(graph.with_orders(orders), asked, assumptions)


def judged_together(asked: Asked) -> bool:
    """Whether many readings can be judged in one go under a concept, on graphs that allow it."""
    return asked.term is not None and SweptEngine().takes(asked.term)
