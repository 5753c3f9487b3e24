"""One set-up at a time in a checkout, however many are started."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file `path`; where another process has it, call `waiting` once and wait.

    The system lets go of the lock when its holder ends, however it ends: there is no stale lock.
    """
    with path.open("a+b") as file:
        os.set_inheritable(file.fileno(), True)  # see tools/process.py
        if not _take(file.fileno()):
            waiting()
            while not _take(file.fileno()):
                time.sleep(0.1)
        yield


if sys.platform == "win32":  # this spelling is the one that type checkers follow
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
