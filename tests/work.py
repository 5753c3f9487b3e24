"""What work costs, in a measure that every machine shares: not by how fast it is, or how busy.

A second says nothing of a program: a machine beside others takes three for one. A *loop* is the
processor time of a fixed piece of plain Python that is measured right before and right after.
A quiet core of 2025 does about a hundred loops a second.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Work:
    """How many loops the processor could have done in the same time; known at the end."""

    loops: float = 0.0


@contextmanager
def measured() -> Iterator[Work]:
    """Measures what is done within."""
    work = Work()
    before = loop()
    collects = gc.isenabled()
    gc.disable()  # it would go through what other tests have left, as often as this makes objects
    begin = time.process_time()
    try:
        yield work
    finally:
        spent = time.process_time() - begin
        if collects:
            gc.enable()
    work.loops = spent / max(before, loop())


def loop() -> float:
    """The processor time of one loop: the shortest of three."""
    return min(_once() for _ in range(3))


def _once() -> float:
    begin = time.process_time()
    seen: dict[str, int] = {}
    for number in range(30_000):
        word = f"word {number % 977}"
        seen[word] = seen.get(word, 0) + number
    assert len(seen) == 977
    return time.process_time() - begin
