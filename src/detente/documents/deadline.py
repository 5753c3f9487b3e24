"""A hard end for talking to another machine, however slowly it drips."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

from detente.values import dataclass


@dataclass(slots=True)
class Deadline:
    """`passed` turns true when the time is up and the connection was cut."""

    passed: bool = False


@contextlib.contextmanager
def cut_off(stream: socket.socket, seconds: float) -> Iterator[Deadline]:
    """Cut `stream` after `seconds`, whatever it is waiting for then."""
    deadline = Deadline()

    def cut() -> None:
        deadline.passed = True
        with contextlib.suppress(OSError):
            # The plain method also for TLS: its own would wait for the other side's farewell.
            socket.socket.shutdown(stream, socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, seconds), cut)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    finally:
        timer.cancel()
