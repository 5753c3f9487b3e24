"""Starting the server: a port of its own, one line with the address, a clean end."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import h11
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.problems import ModelError, Problem
from detente.web.guard import Door, Guard
from detente.web.open_projects import OpenProjects
from detente.web.token import Token


class Later:
    """An application that is loaded once the address is out: a browser needs longer to open."""

    def __init__(self, open_projects: OpenProjects, door: Door) -> None:
        self.open_projects, self.door = open_projects, door
        self._lock = threading.Lock()
        self._made: ASGIApp | None = None

    def have(self) -> ASGIApp:
        """The application; who comes second waits for it."""
        with self._lock:
            if self._made is None:
                from detente.web.app import unguarded

                self._made = unguarded(self.open_projects, self.door)
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        made = self._made
        if made is None:
            made = await run_in_threadpool(self.have)
        await made(scope, receive, send)


@dataclass(frozen=True)
class Started:
    """A server that listens: its door, and what runs it until it is told to stop."""

    door: Door
    open_projects: OpenProjects
    listening: socket.socket

    def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Answer until SIGTERM or Ctrl-C, either of which ends in a KeyboardInterrupt.

        ready  is called once it answers.
        """
        later = Later(self.open_projects, self.door)
        config = uvicorn.Config(
            Guard(later, self.door, self.open_projects.meeting),
            access_log=False,
            log_level="error",
            lifespan="off",
            server_header=False,
            date_header=False,
            ws="none",
            timeout_keep_alive=30,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=32 * 1024,
            limit_concurrency=512,
        )
        _quiet()
        server = uvicorn.Server(config)

        def tell() -> None:
            while not server.started and not server.should_exit:
                time.sleep(0.005)
            ready()
            later.have()
            self.open_projects.warm()
            gc.collect()
            gc.freeze()  # what was loaded stays: looking through it again would hold up an edit
            while not server.should_exit:
                time.sleep(0.1)
            self.open_projects.meeting.end()  # who follows would else be waited for

        threading.Thread(target=tell, daemon=True).start()
        # The server raises what ended it once more when all are answered: as a signal SIGTERM
        # would end the process there, with projects open and beside each the log of its edits.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.run(sockets=[self.listening])
        finally:
            signal.signal(signal.SIGTERM, before)
            self.open_projects.close()


def _quiet() -> None:
    """Say nothing in the terminal of what nobody but a sender of nonsense can mend."""

    def worth_telling(record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, h11.ProtocolError)

    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).addFilter(worth_telling)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)


def listen(
    open_projects: OpenProjects,
    host: str = "127.0.0.1",
    port: int = 0,
    password: str = "",
    first: str = "/",
) -> Started:
    """Bind the port; ModelError where it is taken or the host is none of this machine's.

    first  the page that the printed address leads to.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        reason = error.strerror or "it cannot be had"
        what = f"cannot listen on {host}, port {port} ({reason})"
        mend = "leave out --port for a free one, or end what listens there"
        raise ModelError((Problem("serve", 0, 0, "E-PORT", what, mend),)) from None
    taken = int(listening.getsockname()[1])
    return Started(Door(host, taken, Token(), password, first), open_projects, listening)
