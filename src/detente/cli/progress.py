"""Progress on standard error, for work that takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.stability.judge import Progress

_PATIENCE = 2.0  # seconds before anything is shown


@contextmanager
def progress() -> Iterator[Progress | None]:
    """A callback for `judge`; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    begun = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("judging", total=None)

    def tell(concept: str, done: int, total: int) -> None:
        if time.monotonic() - begun > _PATIENCE:
            bar.start()
        bar.update(task, description=f"judging {concept}", completed=done, total=total)

    try:
        yield tell
    finally:
        bar.stop()
