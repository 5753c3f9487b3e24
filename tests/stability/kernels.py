"""The kernels on small conflicts, by every road that leads to them, held against the oracle.

A road is a way in which a kernel's code is entered: all in one call, slices shared by threads,
concept by concept. Where the size of a graph decides how its work is cut up, it is cut up small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.stability import Asked, Assumptions, find
from detente.stability.engines.base import IMPROVEMENTS, MOVES, StepRule
from detente.stability.engines.choice import ENGINES
from detente.stability.engines.classed import engine as classes_engine
from detente.stability.engines.swept import answers, engine, loops, work
from detente.stability.engines.swept.box import box_of
from detente.stability.engines.swept.threads import Threads
from detente.stability.judge import verdict
from detente.stability.many import judge_many
from detente.stability.session import Session
from oracle import concepts
from oracle.compare import READINGS
from oracle.conflict import Conflict
from oracle.reading import Reading
from stability.small_conflicts import Small, conflict_of, graph_of

BY_DEFINITION = {
    "nash": concepts.nash,
    "gmr": concepts.gmr,
    "smr": concepts.smr,
    "seq": concepts.seq,
    "sseq": concepts.sseq,
}
FIVE = tuple(BY_DEFINITION)
LINES = ("mr3", "cmr4", "hseq")  # held against the listed engine, which the oracle checks elsewhere
LEGAL = tuple(reading for reading in READINGS if reading[0] == "legal")
Planes = dict[str, NDArray[np.bool_]]  # by concept: (parties, states)
Road = Callable[[Graph, Assumptions, Sequence[str]], Planes]
Count = Callable[[str, int], None]


def no_count(engine: str, verdicts: int) -> None:
    """Nobody counts."""


def asked_for(texts: Sequence[str]) -> list[Asked]:
    """The concepts of these ids."""
    return [one for text in texts for one in find(text) or ()]


def by_definition(conflict: Conflict, how: str, sanction: str) -> Planes:
    """What the oracle finds."""
    reading = Reading(conflict, how, sanction)
    return {
        concept: np.array(
            [[stable(reading, p, s) for s in conflict.states] for p in conflict.parties]
        )
        for concept, stable in BY_DEFINITION.items()
    }


# --- roads ---


def by_plays(name: str, graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Concept by concept, party by party."""
    session = Session(graph, assumptions, ENGINES[name])
    return {
        one.id: np.stack([verdict(session, one, party) for party in range(graph.parties)])
        for one in asked_for(texts)
    }


def in_one_call(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Those concepts that the swept engine judges together."""
    swept = ENGINES["swept"]
    assert isinstance(swept, engine.SweptEngine)
    terms = {one.id: one.term for one in asked_for(texts) if one.term is not None}
    found = next(swept.planes(graph, list(terms.values()), assumptions))
    return {
        one: np.unpackbits(found[term], axis=1, count=graph.states).view(np.bool_)
        for one, term in terms.items()
        if term in found
    }


def shared(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """The same as for a large graph: party by party, small pieces shared by up to three threads."""
    with cut_small(1 + graph.states % 3):
        return in_one_call(graph, assumptions, texts)


def swept_by_plays(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Concept by concept, likewise in small pieces."""
    with cut_small(1):
        return by_plays("swept", graph, assumptions, texts)


def some_in_one_call(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Only some of the concepts: loops are told which kinds of answer to look at."""
    asked = [text for k, text in enumerate(texts) if graph.states >> k & 1]
    return in_one_call(graph, assumptions, asked)


def by_labels(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Concept by concept, with the search that takes over where sweeps would go on for long."""
    right = answers.answer_slices
    answers.answer_slices = slices_by_labels
    try:
        return swept_by_plays(graph, assumptions, texts)
    finally:
        answers.answer_slices = right


def slices_by_labels(  # type: ignore[no-untyped-def]
    first, last, value, there, top, improving, shape, order, number, pattern, cover, lists
) -> None:
    """In place of answer_slices: no sweep at all."""
    for a in range(first, last):
        answers.by_labels(value[a], top, improving, a, shape, order, number, pattern, lists)


def classed(graph: Graph, assumptions: Assumptions, texts: Sequence[str]) -> Planes:
    """Concept by concept by moves in classes, in small pieces, now and then shared by threads:

    thousands of them are waited for, and on a busy machine each waits for its turn.
    """
    with cut_small(3 if graph.states % 28 == 0 else 1):
        return by_plays("classed", graph, assumptions, texts)


@contextmanager
def cut_small(count: int) -> Iterator[None]:
    """Work is cut into the smallest pieces, and so many threads share it."""
    small = {
        (engine, "ONE_CALL"): 0,
        (work, "CELLS_A_CALL"): 32,
        (work, "STATES_A_CALL"): 8,
        (work, "_SPAN"): 16,
        (work, "Threads"): partial(Threads, count),
        (loops, "Threads"): partial(Threads, count),
        (loops, "ONE_CALL"): 0,
        (classes_engine, "Threads"): partial(Threads, count),
        (classes_engine, "_STATES_A_CALL"): 8,
    }
    right = {(module, name): getattr(module, name) for module, name in small}
    for (module, name), value in small.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for (module, name), value in right.items():
            setattr(module, name, value)


# name: (the engine that must take the graph, how it is run)
ROADS: dict[str, tuple[str, Road]] = {
    "in one call": ("swept", in_one_call),
    "some in one call": ("swept", some_in_one_call),
    "shared": ("swept", shared),
    "swept by plays": ("swept", swept_by_plays),
    "by labels": ("swept", by_labels),
    "classed": ("classed", classed),
    "plain": ("plain", partial(by_plays, "plain")),
    "searched": ("searched", partial(by_plays, "searched")),
}
WITH_LINES = tuple(road for road in ROADS if road != "some in one call")


# --- the comparison ---


class Expected:
    """What is right for one conflict, each reading worked out when it is first asked for."""

    def __init__(self, small: Small) -> None:
        self.small, self.conflict = small, conflict_of(small)
        self._five: dict[tuple[str, str], Planes] = {}
        self._lines: dict[str, Planes] = {}

    def five(self, how: str, sanction: str) -> Planes:
        """By the oracle."""
        if (how, sanction) not in self._five:
            self._five[how, sanction] = by_definition(self.conflict, how, sanction)
        return self._five[how, sanction]

    def lines(self, sanction: str) -> Planes:
        """By the listed engine, under legal sequences."""
        if sanction not in self._lines:
            assumptions = Assumptions("legal", sanction)  # type: ignore[arg-type]
            graph = graph_of(self.small)
            self._lines[sanction] = by_plays("listed", graph, assumptions, LINES)
        return self._lines[sanction]


Run = tuple[str, str, str]  # road, sanction_moves, sanction


def runs_of(number: int) -> list[Run]:
    """The runs that a conflict of this number is put through.

    The two quick roads under both legal readings and one other, the dear ones under one of them.
    """
    other = READINGS[2 + number % 4]
    dear = LEGAL[number // 4 % 2]
    third = ("shared", "swept by plays", "some in one call", "by labels")[number % 4]
    return [
        *((road, *reading) for road in ("in one call", "searched") for reading in (*LEGAL, other)),
        ("plain", *dear),
        *(("classed", *reading) for reading in (dear, other)[: 2 - number % 2]),
        *(("swept by plays", *other) for _ in range(number % 3 == 1)),
        (third, *dear),
    ]


def has_lines(number: int) -> bool:
    """Whether the concepts of longer lines are asked of it, too."""
    return number % 4 != 2 and number % 9 in (0, 3)


def complaints(
    expected: Expected, runs: Sequence[Run], lines: bool = False, count: Count = no_count
) -> Iterator[str]:
    """Where a run leads elsewhere than the definitions, as sentences.

    lines   whether the concepts of longer lines are asked of those who take them.
    count   hears of each engine's verdicts that were compared.
    """
    graph = graph_of(expected.small)
    for road, how, sanction in runs:
        name, run = ROADS[road]
        assumptions = Assumptions(how, sanction)  # type: ignore[arg-type]
        if ENGINES[name].refusal(graph, assumptions) is not None:
            continue
        right = expected.five(how, sanction)
        found = run(graph, assumptions, FIVE)
        if lines and road in WITH_LINES and how == "legal":
            right = right | expected.lines(sanction)
            found |= run(graph, assumptions, LINES)
        count(name, sum(plane.size for plane in found.values()))
        alone = how != "legal" and graph.parties > 2  # concept by concept, by plays
        if road == "in one call" and graph.parties > 1 and not (alone or set(FIVE) <= set(found)):
            yield f"{how}, {sanction}, {road}: only {sorted(found)}"
        if road == "shared" and lines and graph.parties > 1 and "hseq" not in found:
            yield f"{how}, {sanction}, {road}: firm answers are judged elsewhere"
        yield from (f"{how}, {sanction}, {road}: {one}" for one in unlike(found, right))


def unlike(found: Mapping[str, NDArray[np.bool_]], right: Planes) -> Iterator[str]:
    """Concepts whose verdicts differ, with how many of them."""
    for concept, plane in found.items():
        if plane.shape != right[concept].shape:
            yield f"{concept} for {plane.shape}, not {right[concept].shape}"
        elif not np.array_equal(plane, right[concept]):
            yield f"{concept}: {np.count_nonzero(plane != right[concept])} of {plane.size} verdicts"


def value_complaints(small: Small, rng: np.random.Generator) -> Iterator[str]:
    """Where values at the end of moves and answers are not those that listed moves lead to.

    Verdicts do not tell all of them apart. The start counts as a reply and as an end here.
    """
    graph, assumptions = graph_of(small), Assumptions()
    engines = ["classed"] if graph.form == "option" else []
    if ENGINES["swept"].refusal(graph, assumptions) is None:
        engines += ["swept", "plain"]
    rules = [MOVES, IMPROVEMENTS]
    rules += [
        StepRule(rule.kind, rng.random((graph.parties, graph.states)) < 0.6) for rule in rules
    ]
    for party, name in product(range(graph.parties), engines):
        listed = ENGINES["listed"].play(graph, party, assumptions)
        play = ENGINES[name].play(graph, party, assumptions)
        worths = rng.integers(0, int(listed.own.max()) + 1, graph.states)
        values = np.minimum(listed.own, worths).astype(np.int32)
        feasible = (
            np.ones(graph.states, dtype=bool) if name == "classed" else box_of(graph).feasible
        )
        given = np.full(len(feasible), np.iinfo(play.own.dtype).max, dtype=play.own.dtype)
        given[feasible] = values
        for improving in (False, True):
            right = np.maximum(values, listed.best_reply(values, improving))
            found = play.best_reply(given, improving)
            if not np.array_equal(found[feasible], right) or (found < given).any():
                yield f"party {party}, {name}: replies, {improving=}"
        for rule in rules if graph.parties > 1 else []:
            right = np.minimum(values, listed.least_answer(values, rule))
            found = np.minimum(given, play.least_answer(given, rule))
            if not np.array_equal(found[feasible], right):
                yield f"party {party}, {name}: answers by {rule}"


def many_complaints(variants: Sequence[Expected], sanction: str) -> Iterator[str]:
    """Where variants judged in one go are not what the definitions say of each."""
    graph = graph_of(variants[0].small)
    kept: dict[tuple[int, ...], Ranks] = {}  # so that neighbours share a party's order
    orders = []
    for one in variants:
        for given, order in zip(one.small.ranks, graph_of(one.small).orders, strict=True):
            kept.setdefault(given, order)
        orders.append(tuple(kept[given] for given in one.small.ranks))
    assumptions = Assumptions("legal", sanction)  # type: ignore[arg-type]
    answers = list(judge_many(graph, orders, asked_for(FIVE), assumptions))
    if len(answers) != len(variants):
        yield f"{len(answers)} variants, not {len(variants)}"
    for k, (one, verdicts) in enumerate(zip(variants, answers, strict=False)):
        found = {
            text: np.stack([verdicts.stable(party, text) for party in range(graph.parties)])
            for text in FIVE
        }
        yield from (f"variant {k}: {text}" for text in unlike(found, one.five("legal", sanction)))
