"""Progress on standard error, for work that takes longer than two seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente import memory

if TYPE_CHECKING:
    from detente.progress import Progress

_PATIENCE = 2.0  # seconds before anything is shown
_STEADY = 0.5  # seconds of a phase before its rate means something


@dataclass(slots=True)
class Phase:
    """Work that counts up to `total` units; `first` were done when it `begun`, in seconds."""

    begun: float
    total: int = 0
    first: int = 0
    done: int = 0

    def words(self, unit: str, now: float, bytes_in_use: int | None) -> str:
        """Rate, time left and memory in use, as far as they are known: `3.1 M states/s, …`."""
        told = []
        since = now - self.begun
        if self.done > self.first and since > _STEADY:
            rate = (self.done - self.first) / since
            told.append(f"{_short(rate)} {unit}/s")
            told.append(f"{_clock((self.total - self.done) / rate)} left")
        if bytes_in_use is not None:
            told.append(memory.shown(bytes_in_use))
        return ", ".join(told)


def _short(number: float) -> str:
    for size, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if number >= size:
            return f"{number / size:.1f}{letter}"
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def progress(unit: str = "readings") -> Iterator[Progress | None]:
    """A callback for work that counts `unit`; None where standard error is no terminal.

    Shown after two seconds: the phase, a bar, the rate, the time left in the phase, and the memory
    that the process has in use.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    phase = Phase(time.monotonic())

    class Told(ProgressColumn):
        """Asked for by the bar's own thread, some times a second."""

        def render(self, task: Any) -> Text:
            return Text(phase.words(unit, time.monotonic(), memory.in_use()))

    bar = Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        Told(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("reading", total=None)

    def tell(name: str, done: int, total: int) -> None:
        nonlocal phase
        if total != phase.total or done < phase.done:
            phase = Phase(time.monotonic(), total, done)
        phase.done = done
        bar.update(task, description=name, completed=done, total=total)

    # By a clock of its own: the first phase may be long, and tell nothing until it is done.
    ended = threading.Event()

    def show() -> None:
        if not ended.wait(_PATIENCE):
            with bar:
                ended.wait()

    clock = threading.Thread(target=show, daemon=True)
    clock.start()
    try:
        yield tell
    finally:
        ended.set()
        clock.join()
