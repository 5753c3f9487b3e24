"""Sharing calls of compiled code between threads, so that an interrupt is still heard."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Protocol

_HERE = 1 << 16  # cells; one call on so few is over before a thread would have begun
Call = Callable[[], object]
Tick = Callable[[int, int], None]


class Runner(Protocol):
    """Runs calls, in any order; `tick` hears of (done, all) after each."""

    count: int

    def __call__(self, calls: Sequence[Call], tick: Tick | None = None) -> None:
        """Run them all."""


class Threads:
    """Runs calls of compiled code on some threads; an interrupt is heard at once.

    With one thread asked for, calls run where they are asked for, and an interrupt waits for them;
    so does a single call on few cells.
    """

    def __init__(self, count: int | None = None, cells: int | None = None) -> None:
        self.count = count or usable_cores()
        self._here = count == 1
        self._few = cells is not None and cells <= _HERE

    def __call__(self, calls: Sequence[Call], tick: Tick | None = None) -> None:
        """Run them all. What one of them raises is raised here; the others are then not begun."""
        if self._here or (self._few and len(calls) == 1):
            for k, call in enumerate(calls, start=1):
                call()
                if tick is not None:
                    tick(k, len(calls))
            return
        done: SimpleQueue[BaseException | None] = SimpleQueue()
        waiting = iter(calls)
        left = threading.Lock()
        stop = threading.Event()

        def work() -> None:
            while not stop.is_set():
                with left:
                    call = next(waiting, None)
                if call is None:
                    return
                try:
                    call()
                except BaseException as error:  # handed to the thread that waits, which raises it
                    done.put(error)
                    return
                done.put(None)

        # Daemons: who interrupts a run does not wait for calls that cannot be stopped half way.
        for _ in range(min(self.count, len(calls))):
            threading.Thread(target=work, daemon=True).start()
        try:
            for k in range(len(calls)):
                error = done.get()
                if error is not None:
                    raise error
                if tick is not None:
                    tick(k + 1, len(calls))
        finally:
            stop.set()


def usable_cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
