"""One writer of a file at a time, and nothing of a writer that was killed left behind."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.limits import limit
from detente.saving.target import refusal

_LOG = logging.getLogger(__name__)
_PATIENCE = 1.0  # seconds before whoever waits is told so
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
    it for too long, and at once where its folder takes no file; whoever waits is told by a warning
    of the log. What killed writers left in the folder is swept away.
    """
    from filelock import FileLock, Timeout  # brings much with it that only a save needs

    lock = path.parent / f"{prefix(path)}.lock"
    most = limit("lock_seconds")
    held = FileLock(lock, poll_interval=0.02)
    try:
        _can_be_made(lock)
        try:
            held.acquire(timeout=min(_PATIENCE, most))
        except Timeout:
            told = "".join(one if one.isprintable() else "?" for one in shown)
            _LOG.warning(
                "%s: another writer holds this file; waiting for it, %s seconds at most", told, most
            )
            held.acquire(timeout=max(0.0, most - _PATIENCE))
    except Timeout:
        what = f"another writer has held this file for {most} seconds"
        raise refusal(shown, "E-BUSY", what, "run this again when it is done") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its folder cannot be locked"
        if isinstance(error, FileNotFoundError):
            reason = "its folder takes no new file"
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


def _can_be_made(lock: Path) -> None:
    """OSError where no lock can stand there, for which a lock file would be tried again and again.

    A folder of a system that keeps no files, /proc say, answers that it is not there: to whoever
    waits for a lock that looks as if its holder were just removing it.
    """
    try:
        os.close(os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError:
        return
    except PermissionError:
        if os.name != "nt":  # there it is also what a lock answers that is just being removed
            raise


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
