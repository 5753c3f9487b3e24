"""Changing a file that others may be changing too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from detente.saving.lock import locked
from detente.saving.target import check_target, refusal
from detente.saving.write import put

_TRIES = 5


class _ChangedMeanwhile(Exception):
    """Somebody who asks for no lock, an editor say, wrote the file between reading and writing."""


def change(
    shown: str | Path, decide: Callable[[bytes], bytes], reads: Sequence[str | Path] = ()
) -> bytes:
    """Replace the content of a file by what `decide` makes of it; returns the new content.

    Read, decided and written under the file's lock, so that nothing which another such call wrote
    is lost. If a program that asks for no lock writes meanwhile, it is all done again. What
    `decide` raises leaves the file as it is; where it changes nothing, nothing is written.

    reads  files that the change is made from, which must not be the file itself.
    ModelError where the file cannot be read or written.
    """
    named = str(shown)
    path, _ = check_target(named, reads)
    with locked(path, named):
        for _ in range(_TRIES):
            now, before = check_target(named, reads)
            if now != path:
                break  # a link that was turned round: the lock is on another file
            old = _content(path, named)
            new = decide(old)
            if new == old:
                return old

            def still(path: Path = path, old: bytes = old) -> None:
                if _content(path, named) != old:
                    raise _ChangedMeanwhile

            try:
                put(path, new, named, before, still)
            except _ChangedMeanwhile:
                continue
            return new
    what = "another program keeps writing this file"
    raise refusal(named, "E-BUSY", what, "run this again when it is done")


def _content(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "the disk refused"
        raise refusal(shown, "E-FILE", f"cannot be read ({reason})", "check the path") from None
