"""One writer of a file at a time, and nothing of a writer that was killed left behind."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.limits import limit
from detente.saving.target import refusal

_OURS = re.compile(r"\.detente-([0-9a-f]{12})(\.lock|-[^.]*\.tmp)")


def prefix(path: Path) -> str:
    """How the names of all files begin that stand beside `path` while it is written.

    Short however long the name is. Names that some file systems take for one are one here.
    """
    name = unicodedata.normalize("NFC", path.name).casefold()
    return f".detente-{hashlib.sha256(os.fsencode(name)).hexdigest()[:12]}"


@contextmanager
def locked(path: Path, shown: str) -> Iterator[None]:
    """Hold the lock on the file `path`, which is free of links, whether the file is there or not.

    The system lets go of it when its holder ends, however it ends. ModelError where another holds
    it for too long, or where its folder takes no file. What killed writers left in the folder is
    swept away.
    """
    from filelock import FileLock, Timeout  # brings much with it that only a save needs

    lock = path.parent / f"{prefix(path)}.lock"
    held = FileLock(lock, timeout=limit("lock_seconds"), poll_interval=0.02)
    try:
        held.acquire()
    except Timeout:
        what = f"another writer has held this file for {limit('lock_seconds')} seconds"
        raise refusal(shown, "E-BUSY", what, "run this again when it is done") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its folder cannot be locked"
        what = f"cannot be written ({reason})"
        raise refusal(shown, "E-SAVE", what, "check the place") from None
    try:
        _sweep(path)
        yield
    finally:
        # While it is held: whoever waits sees that its file has gone, and makes another.
        with suppress(OSError):
            lock.unlink()
        held.release()


def _sweep(path: Path) -> None:
    """Remove what writers left that were killed: here, and beside other files of the folder."""
    from filelock import FileLock, Timeout

    left: dict[str, list[str]] = {}
    with suppress(OSError):
        for name in os.listdir(path.parent):
            if found := _OURS.fullmatch(name):
                left.setdefault(f".detente-{found[1]}", []).append(name)
    for name in left.pop(prefix(path), ()):
        if name.endswith(".tmp"):
            with suppress(OSError):
                (path.parent / name).unlink()
    for start, names in left.items():
        with (
            suppress(OSError, RuntimeError, Timeout),
            FileLock(path.parent / f"{start}.lock", blocking=False),
        ):
            for name in {*names, f"{start}.lock"}:
                with suppress(OSError):
                    (path.parent / name).unlink()
