"""Leaving on Ctrl-C: within a second at any moment, also inside long calls of compiled code.

Python hears an interrupt between two of its own instructions only, which may be many seconds away:
sorting a hundred million numbers is one instruction. So a thread of its own hears it too, and ends
the process where the command has not begun to leave by itself in time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from types import FrameType

from detente.values import dataclass

CODE = 130
KEPT_NOTHING = "interrupted; nothing is kept"
_GRACE = 0.6  # seconds for a command to begin to leave in good order


@dataclass(slots=True)
class _State:
    """Whether a command is at work, and whether it has heard of the interrupt."""

    working: bool = False
    noticed: threading.Event = field(default_factory=threading.Event)


_STATE = _State()


@contextmanager
def watched() -> Iterator[None]:
    """An interrupt ends the process with 130 and one line, however busy it is.

    Does nothing where signals cannot be heard: outside the main thread, and on Windows.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = signal.signal(signal.SIGINT, _raise)
    fd_before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(heard,), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(fd_before)
        signal.signal(signal.SIGINT, before)
        os.close(told)


@contextmanager
def at_work(command: bool = True) -> Iterator[None]:
    """A command runs: an interrupt is raised in it, so that it can say what it kept."""
    before, _STATE.working = _STATE.working, command
    try:
        yield
    finally:
        _STATE.working = before


def noticed() -> None:
    """The command leaves by itself from here on and is given the time it takes."""
    _STATE.noticed.set()


def leave(line: str = "") -> None:
    """End the process with 130 now: threads in compiled code are not waited for."""
    if line:
        # Not by sys.stderr, whose lock the interrupted instruction may hold. A progress bar that is
        # shown has hidden the terminal's cursor.
        clear = "\r\x1b[K\x1b[?25h" if os.isatty(2) else ""
        os.write(2, f"{clear}{line}\n".encode())
    else:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(CODE)


def _raise(number: int, frame: FrameType | None) -> None:
    if not _STATE.working:
        leave(KEPT_NOTHING)  # words are being read or printed: there is nothing to unwind
    raise KeyboardInterrupt


def _watch(heard: int) -> None:
    while number := os.read(heard, 1):
        if number[0] == signal.SIGINT and not _STATE.noticed.wait(_GRACE):
            leave(KEPT_NOTHING)
    os.close(heard)
