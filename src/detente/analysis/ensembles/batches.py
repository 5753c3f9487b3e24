"""The batches of an ensemble, judged here or by several processes: the counts are the same.

Each batch is judged by its number alone: it may be judged anywhere, in any order, and again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from detente.analysis.ensembles.ensemble import DRAWN_TOGETHER
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.parts import Parts
from detente.analysis.ensembles.tally import Tally
from detente.problems import TooLarge

_TRIES = 4  # times in a row that workers may end before any of them has judged a batch


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings first … last - 1 of `count`: of all, where `whole`; else of those drawn."""

    number: int
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


def batches_of(count: int, seed: int, whole: bool) -> list[Batch]:
    """The batches of so many readings, in order."""
    return [
        Batch(number, first, min(count, first + DRAWN_TOGETHER), count, seed, whole)
        for number, first in enumerate(range(0, count, DRAWN_TOGETHER))
    ]


def tallies(
    judging: Judging, batches: list[Batch], workers: int, parts: Parts | None
) -> Iterator[Tally]:
    """The counts of all batches, in order. With one batch to judge no process is started.

    parts  where counts are kept as they come; what is there already is not judged again. TooLarge
           where workers end again and again before one has judged a batch.
    """
    left = [one for one in batches if parts is None or parts.get(one.number) is None]
    if workers == 1 or len(left) < 2:
        for batch in batches:
            found = None if parts is None else parts.get(batch.number)
            yield _judged(judging, batch, parts) if found is None else found
        return
    yield from in_order(batches, left, _shared_out(judging, left, workers, parts), parts, judging)


def in_order(
    batches: list[Batch],
    left: list[Batch],
    found: Iterable[tuple[int, Tally]],
    parts: Parts | None,
    judging: Judging,
) -> Iterator[Tally]:
    """The counts of all batches in order: of those `left` as they are found, of others as kept.
    What was kept and is gone since is judged again."""
    arriving, waiting = iter(found), dict[int, Tally]()
    open_ = {one.number for one in left}
    for batch in batches:
        if batch.number not in open_:
            kept = None if parts is None else parts.get(batch.number)
            yield _judged(judging, batch, parts) if kept is None else kept
            continue
        while batch.number not in waiting:
            number, tally = next(arriving)
            waiting[number] = tally
        yield waiting.pop(batch.number)


def _judged(judging: Judging, batch: Batch, parts: Parts | None) -> Tally:
    tally = batch.tally(judging)
    if parts is not None:
        parts.put(batch.number, tally)
    return tally


def _shared_out(
    judging: Judging, left: list[Batch], workers: int, parts: Parts | None
) -> Iterator[tuple[int, Tally]]:
    """The counts as processes find them. What a process had in hand when it was ended is judged by
    another; two batches a process at most are in hand, so that memory does not grow with them."""
    todo, tries = deque(left), 0
    while todo:
        with _pool(min(workers, len(todo)), judging, parts) as pool:
            running: dict[Future[Tally], Batch] = {}
            try:
                while todo or running:
                    while todo and len(running) < 2 * workers:
                        batch = todo.popleft()
                        try:
                            running[pool.submit(_tally, batch)] = batch
                        except BrokenProcessPool:
                            todo.appendleft(batch)
                            raise
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for one in done:
                        tally = one.result()
                        batch = running.pop(one)
                        tries = 0
                        yield batch.number, tally
            except BrokenProcessPool:
                tries += 1
                if tries == _TRIES:
                    raise _ended(workers) from None
                back = sorted(running.values(), key=lambda one: one.number)
                todo.extendleft(reversed(back))


def _ended(workers: int) -> TooLarge:
    return TooLarge(
        f"{workers} processes that share the readings",
        f"they were ended {_TRIES} times in a row before one had judged a batch, as where memory "
        "is short",
        "ask for fewer (`--workers 1`)",
    )


@contextmanager
def _pool(workers: int, judging: Judging, parts: Parts | None) -> Iterator[ProcessPoolExecutor]:
    """Processes that judge; none of them is left when this is, however it is left."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), _take, (judging, parts)
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for one in set(multiprocessing.active_children()) - before:
            one.kill()
            one.join()


_MINE: list[tuple[Judging, Parts | None]] = []  # in a worker's process: what it judges with


def _take(judging: Judging, parts: Parts | None) -> None:
    _MINE.append((judging, parts))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would else wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tally(batch: Batch) -> Tally:
    judging, parts = _MINE[0]
    return _judged(judging, batch, parts)
