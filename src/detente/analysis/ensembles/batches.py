"""The batches of an ensemble, judged here or by several processes: the counts are the same."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from detente.analysis.ensembles.ensemble import DRAWN_TOGETHER
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.tally import Tally


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings first … last - 1 of `count`: of all, where `whole`; else of those drawn."""

    first: int
    last: int
    count: int
    seed: int
    whole: bool

    def tally(self, judging: Judging) -> Tally:
        """The counts over them."""
        if self.whole:
            return judging.tally(range(self.first, self.last))
        drawn = judging.ensemble.drawn(self.first, self.last, self.count, self.seed)
        return judging.tally(drawn)


_MINE: list[Judging] = []  # in a worker's process: what it judges with


def tallies(judging: Judging, count: int, seed: int, whole: bool, workers: int) -> Iterator[Tally]:
    """The counts of all batches, in order. With one batch no process is started."""
    batches = [
        Batch(first, min(count, first + DRAWN_TOGETHER), count, seed, whole)
        for first in range(0, count, DRAWN_TOGETHER)
    ]
    if workers == 1 or len(batches) == 1:
        yield from (batch.tally(judging) for batch in batches)
        return
    with ProcessPoolExecutor(
        min(workers, len(batches)), multiprocessing.get_context("spawn"), _take, (judging,)
    ) as pool:
        yield from pool.map(_tally, batches)


def _take(judging: Judging) -> None:
    _MINE.append(judging)


def _tally(batch: Batch) -> Tally:
    return batch.tally(_MINE[0])
