"""A file that is made anew at a place that the user named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from detente.saving.lock import locked
from detente.saving.target import check_target, refusal
from detente.saving.write import put
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """A place that may be written, as far as could be seen when it was named.

    shown  as the user wrote it.
    force  whether a file that stands there may be replaced.
    reads  files that the answer is made from.
    """

    shown: str
    force: bool
    reads: tuple[str | Path, ...]

    def write(self, content: str | bytes, *, reads: Sequence[str | Path] = ()) -> None:
        """Write it, text as UTF-8; ModelError where that is not, or no longer, allowed.

        reads  what else turned out to be read.
        """
        raw = content.encode("utf-8") if isinstance(content, str) else content
        path, _ = self._allowed(reads)
        with locked(path, self.shown):
            _, before = self._allowed(reads)
            put(path, raw, self.shown, before, lambda: self._unmoved(path, reads))

    def _unmoved(self, path: Path, reads: Sequence[str | Path]) -> None:
        if self._allowed(reads)[0] != path:  # a link that was turned round meanwhile
            raise refusal(self.shown, "E-BUSY", "the link changed meanwhile", "run this again")

    def _allowed(self, reads: Sequence[str | Path] = ()) -> tuple[Path, os.stat_result | None]:
        path, found = check_target(self.shown, (*self.reads, *reads))
        if found is not None and not self.force:
            what = "the file exists already"
            raise refusal(self.shown, "E-EXISTS", what, "name another, or add --force")
        return path, found


def output(target: str | Path, *, force: bool, reads: Sequence[str | Path] = ()) -> Output:
    """The place `target` as an output; ModelError, before any work is done, where it is none.

    A link is followed and stays one. Nothing but a regular file is ever replaced, and that only
    with `force`; what is read is not, under whatever name.
    """
    made = Output(str(target), force, tuple(reads))
    made._allowed()
    return made
