"""Writing a file so that a reader, or a crash, never meets half of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from detente.saving.lock import prefix
from detente.saving.target import refusal


def put(
    path: Path,
    content: bytes,
    shown: str,
    before: os.stat_result | None,
    still: Callable[[], None] = lambda: None,
) -> None:
    """Put `content` at `path`, whole or not at all. The caller holds the lock.

    Written beside the target, flushed to the disk, then put in its place; the folder is flushed
    too, so that the new name survives a loss of power. ModelError where it cannot be written; the
    old file is then as it was, and nothing is left beside it.

    before  what stands there: its mode is kept, and its owner as far as that is allowed.
    still   called last before the file takes its place; what it raises leaves all as it was.
    """
    import tempfile  # brings much with it that only a save needs

    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(
            prefix=f"{prefix(path)}-", suffix=".tmp", dir=path.parent
        )
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            _dress(temporary, before)
            os.fsync(stream.fileno())
        still()
        os.replace(temporary, path)
        temporary = None
        _flush_folder(path.parent)
    except OSError as error:
        reason = error.strerror or "the disk refused"
        what = f"cannot be written ({reason})"
        raise refusal(shown, "E-SAVE", what, "check the place") from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


def _dress(temporary: str, before: os.stat_result | None) -> None:
    """Give the new file owner and mode of the old one; without one, those of any new file."""
    if before is None:
        os.chmod(temporary, 0o666 & ~_umask())
        return
    now = os.stat(temporary)
    if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        for owner in (before.st_uid, -1):  # without the right to give it away, its group at least
            try:
                os.chown(temporary, owner, before.st_gid)
                break
            except PermissionError:
                continue
    os.chmod(temporary, stat.S_IMODE(before.st_mode))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # Windows flushes names by itself
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
