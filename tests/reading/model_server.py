"""A server on this machine that stands for a language model and answers as the path says."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

BLANKS = 60  # one in a twentieth of a second


class Answering(http.server.BaseHTTPRequestHandler):
    """`/NAME/…` is answered by `answer_NAME`; blanks: how many of a slow answer were taken."""

    blanks = 0

    def do_POST(self) -> None:
        self.heard(self.rfile.read(int(self.headers["Content-Length"])))
        getattr(self, "answer_" + self.path.split("/")[1])()

    def heard(self, body: bytes) -> None:
        """What was asked."""

    def send(self, data: bytes, status: int = 200, length: int = 0, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def answer_slowly(self) -> None:
        self.send_response(200)
        self.end_headers()
        type(self).blanks = 0
        for _ in range(BLANKS):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
                type(self).blanks += 1
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests print nothing."""


@contextmanager
def serving(answering: type[Answering]) -> Iterator[str]:
    """The server's address while it serves."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answering)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()
