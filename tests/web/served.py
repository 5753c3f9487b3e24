"""A server of its own process for a test, ended with it whatever the test does."""

from __future__ import annotations

import http.client
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from web.test_start import serve


class Running:
    """A server that answers, until the `with` around it ends."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = serve(folder, *words)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[-1]
        place = urlsplit(self.address)
        self.host, self.port = place.hostname or "", place.port or 0
        self.origin = f"http://{self.host}:{self.port}"
        self.said = ""
        self._cookie = ""

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *raised: object) -> None:
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        """End it, where it runs; `said` is what it wrote to its terminal."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            _, self.said = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def head(self) -> dict[str, str]:
        """The head of a request as a page of the server sends it."""
        if not self._cookie:
            talk = http.client.HTTPConnection(self.host, self.port, timeout=60)
            talk.request("GET", f"/?{urlsplit(self.address).query}")
            answer = talk.getresponse()
            answer.read()
            talk.close()
            self._cookie = (answer.getheader("set-cookie") or "").split(";")[0]
        return {"Cookie": self._cookie, "Origin": self.origin, "Sec-Fetch-Site": "same-origin"}

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of a page, or of the answer to a form."""
        talk = http.client.HTTPConnection(self.host, self.port, timeout=120)
        try:
            if fields is None:
                talk.request("GET", path, headers=self.head())
            else:
                kind = {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "HX-Request": "true",
                }
                talk.request("POST", path, urlencode(fields), {**self.head(), **kind})
            answer = talk.getresponse()
            return answer.status, answer.read().decode()
        finally:
            talk.close()
