"""Judging a box: the sanction concepts for one party after another, slices shared by threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.base import Progress
from detente.stability.engines.swept import answers, classes
from detente.stability.engines.swept.box import Box
from detente.stability.engines.swept.slices import slices_of
from detente.stability.engines.swept.threads import Runner, Threads, Tick, usable_cores
from detente.stability.terms import Term
from detente.values import dataclass

CELLS_A_CALL = 1 << 22  # what one call of compiled code works on: some tenths of a second
STATES_A_CALL = 1 << 20  # whose verdicts one call writes; whole bytes, so that none is shared
_SPAN = 1 << 14  # cells whose states are counted together


def level_type(levels: int) -> np.dtype[Any]:
    """The smallest type that holds so many ranks and one value above them."""
    return np.dtype(np.int16) if levels <= np.iinfo(np.int16).max else np.dtype(np.int32)


def rank_cube(box: Box, rank: NDArray[np.integer[Any]], kind: np.dtype[Any]) -> NDArray[Any]:
    """A party's ranks by cell; the type's largest number where infeasible."""
    if box.full:
        return rank.astype(kind)
    cube = np.full(box.cells, np.iinfo(kind).max, dtype=kind)
    cube[box.feasible] = rank
    return cube


def order_type(box: Box) -> np.dtype[Any]:
    """The type of class orders: a strategy and two bits."""
    return np.dtype(np.uint16 if max(box.radix) < 1 << 14 else np.uint32)


def class_orders(
    box: Box, cubes: Callable[[int], NDArray[Any]], levels: Sequence[int], run: Runner
) -> NDArray[Any]:
    """Every party's classes sorted by its rank, best first: (parties * cells,)."""
    order = np.empty(box.cells * len(box.radix), dtype=order_type(box))
    for party, radix in enumerate(box.radix):
        if radix == 1:
            continue
        cube = cubes(party)
        top = cube.dtype.type(np.iinfo(cube.dtype).max)
        mine = order[party * box.cells : (party + 1) * box.cells]
        count = box.cells // radix
        step = _aligned(max(1, CELLS_A_CALL // 4 // radix))
        run(
            [
                partial(
                    classes.sort_classes,
                    cube,
                    top,
                    levels[party],
                    radix,
                    box.stride[party],
                    first,
                    min(first + step, count),
                    mine,
                )
                for first in range(0, count, step)
            ]
        )
    return order


def mark_kept(
    box: Box, order: NDArray[Any], kept: Callable[[int], NDArray[np.bool_]], run: Runner
) -> None:
    """Mark in the class orders what answers may not leave; kept: by party, bool (cells,)."""
    for party, radix in enumerate(box.radix):
        if radix == 1:
            continue
        mine = order[party * box.cells : (party + 1) * box.cells]
        cells, count = kept(party), box.cells // radix
        step = _aligned(max(1, CELLS_A_CALL // radix))
        run(
            [
                partial(
                    classes.mark_kept,
                    mine,
                    radix,
                    box.stride[party],
                    first,
                    min(first + step, count),
                    cells,
                )
                for first in range(0, count, step)
            ]
        )


def _aligned(count: int) -> int:
    return max(64, count // 64 * 64)


@dataclass(slots=True)
class Effort:
    """What the sweeps cost: cells looked at, slices worked on, those that needed labels."""

    cells: int = 0
    slices: int = 0
    labels: int = 0


def orders_of(
    box: Box, ranks: Sequence[NDArray[np.integer[Any]]], kinds: Sequence[Term], run: Runner
) -> NDArray[Any]:
    """Every party's classes sorted, where some kind of answer asks for that; else nothing."""
    if not any(kind.credible for kind in kinds):
        return np.zeros(0, dtype=order_type(box))
    levels = [int(rank.max()) + 1 for rank in ranks]
    return class_orders(box, lambda party: _cube_of(box, ranks[party]), levels, run)


def _cube_of(box: Box, rank: NDArray[np.integer[Any]]) -> NDArray[Any]:
    return rank_cube(box, rank, level_type(int(rank.max()) + 1))


def judge_box(
    box: Box,
    ranks: Sequence[NDArray[np.integer[Any]]],
    kinds: Sequence[Term],
    strict: bool,
    parties: Sequence[int],
    run: Runner | None = None,
    effort: Effort | None = None,
    progress: Progress | None = None,
    order: NDArray[Any] | None = None,
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """For each party: uint8 (1 + kinds, ceil(states / 8)), stable states as bits, state order.

    The first row is where no improvement exists; the others follow `kinds`.
    order  the classes as orders_of sorts them, where they are known.
    """
    run = run or Threads(cells=box.cells)
    effort = effort or Effort()
    states = box.states
    if order is None:
        if progress is not None:
            progress("sorting preferences", 0, len(parties) * states)
        order = orders_of(box, ranks, kinds, run)
    for k, party in enumerate(parties):

        def tick(done: int, total: int, k: int = k) -> None:
            if progress is not None:
                progress("sanctions", k * states + done * states // total, len(parties) * states)

        out = np.zeros((1 + len(kinds), (states + 7) // 8), dtype=np.uint8)
        if box.radix[party] == 1:
            out[:] = np.packbits(np.ones(states, dtype=bool))
        else:
            cube = _cube_of(box, ranks[party])
            _judge_party(box, cube, party, order, kinds, strict, out, run, effort, tick)
        yield party, out


def _judge_party(
    box: Box,
    cube: NDArray[Any],
    party: int,
    order: NDArray[Any],
    kinds: Sequence[Term],
    strict: bool,
    out: NDArray[np.uint8],
    run: Runner,
    effort: Effort,
    tick: Tick,
) -> None:
    radix, stride, ways = box.radix[party], box.stride[party], box.ways[party]
    rest = box.cells // radix
    top = cube.dtype.type(np.iinfo(cube.dtype).max)
    rank = cube.reshape(radix, rest)
    if stride != rest:
        rank = np.empty((radix, rest), dtype=cube.dtype)
        step = _aligned(max(1, CELLS_A_CALL // radix))
        run(
            [
                partial(
                    classes.own_outermost, cube, radix, stride, first, min(first + step, rest), rank
                )
                for first in range(0, rest, step)
            ]
        )
    limits = np.zeros((1 + len(kinds), ways.count, rest), dtype=cube.dtype)
    classes.best_by_pattern(rank, top, ways.pattern, 0, radix, limits[0])
    classes.raise_to_covers(limits[0], ways.cover)
    if kinds:
        _sanctions(box, party, rank, top, order, kinds, strict, limits, run, effort, tick)
        for plane in limits[1:]:
            classes.raise_to_covers(plane, ways.cover)
    run(
        [
            partial(
                classes.verdict_bits,
                cube,
                top,
                radix,
                stride,
                ways.pattern,
                limits,
                cell,
                count,
                start,
                out,
            )
            for cell, start, count in state_blocks(box)
        ]
    )


def _sanctions(
    box: Box,
    party: int,
    rank: NDArray[Any],
    top: Any,
    order: NDArray[Any],
    kinds: Sequence[Term],
    strict: bool,
    limits: NDArray[Any],
    run: Runner,
    effort: Effort,
    tick: Tick,
) -> None:
    radix, rest = rank.shape
    ways = box.ways[party]
    seen = slices_of(box, party)
    what = np.array([[kind.credible, kind.counter != "none"] for kind in kinds], dtype=np.int64)
    chunk = max(1, CELLS_A_CALL // 4 // rest)
    # Slices of one pattern raise the same limits: they share a thread, or each thread has its own.
    by_pattern = [np.flatnonzero(ways.pattern == w) for w in range(ways.count)]
    own_limits = ways.count < 2 * run.count
    tasks = []
    if own_limits:
        tasks = [np.arange(first, min(first + chunk, radix)) for first in range(0, radix, chunk)]
    else:
        tasks = by_pattern
    spare: list[NDArray[Any]] = []
    lent: list[NDArray[Any]] = [limits[1:]]

    def work(slices: NDArray[np.int64]) -> None:
        if own_limits:
            try:
                mine = lent.pop()
            except IndexError:
                mine = np.zeros_like(limits[1:])
                spare.append(mine)
        else:
            mine = limits[1:]
        spent = np.zeros(3, dtype=np.int64)
        for first in range(0, len(slices), chunk):
            answers.judge_slices(
                slices[first : first + chunk],
                rank,
                top,
                ways.pattern,
                limits[0],
                what,
                int(strict),
                seen.shape,
                order,
                seen.number,
                seen.pattern,
                seen.cover,
                seen.lists,
                mine,
                spent,
            )
        if own_limits:
            lent.append(mine)
        effort.cells += int(spent[0])
        effort.slices += int(spent[1])
        effort.labels += int(spent[2])

    run([partial(work, one) for one in tasks], tick)
    for other in spare:
        np.maximum(limits[1:], other, out=limits[1:])


def state_blocks(box: Box) -> list[tuple[int, int, int]]:
    """(first cell, first state, states) of blocks of states; each starts at a multiple of 8."""
    states, size, span = box.states, STATES_A_CALL, _SPAN
    if box.full:
        return [(first, first, min(size, states - first)) for first in range(0, states, size)]
    counts = [
        int(np.count_nonzero(box.feasible[first : first + span]))
        for first in range(0, box.cells, span)
    ]
    before = np.concatenate([[0], np.cumsum(counts)])
    blocks = []
    for first in range(0, states, size):
        chunk = int(np.searchsorted(before, first, side="right")) - 1
        inside = np.flatnonzero(box.feasible[chunk * span : (chunk + 1) * span])
        cell = chunk * span + int(inside[first - before[chunk]])
        blocks.append((cell, first, min(size, states - first)))
    return blocks


def bytes_needed(
    box: Box, ranks: Sequence[NDArray[np.integer[Any]]], kinds: int, threads: int | None = None
) -> int:
    """The most memory that judge_box takes beside its arguments.

    Class orders of all parties; for one at a time its ranks twice, and for each kind a limit for
    every pattern and cell outside its own options, on each thread if the patterns are few.
    """
    threads = threads or usable_cores()
    most = 0
    for party, rank in enumerate(ranks):
        size = level_type(int(rank.max()) + 1).itemsize
        rest = box.cells // box.radix[party]
        patterns = box.ways[party].count
        copies = threads if patterns < 2 * threads else 1
        slices = threads * rest * (size + 1) + 4 * sum(
            rest // radix for k, radix in enumerate(box.radix) if k != party and radix > 1
        )
        limits = size * rest * patterns * (1 + kinds * copies)
        most = max(most, 2 * size * box.cells + limits + slices)
    orders = order_type(box).itemsize * box.cells * len(ranks)
    verdicts = len(ranks) * (1 + kinds) * box.states // 8
    return orders + most + verdicts
