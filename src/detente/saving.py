"""Writing a file so that a reader, or a crash, never meets half of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from detente.problems import ModelError, Problem


def keep_existing(target: str | None, force: bool, reads: Sequence[str] = ()) -> None:
    """ModelError where a file stands at `target` and nobody said that it may be replaced.

    reads  files that the answer is made from: these are not replaced with `force` either.
    """
    if target is None or not Path(target).exists():
        return
    if any(Path(one).exists() and Path(one).samefile(target) for one in reads):
        what, mend = "this is what is read; it would be lost", "name another file"
    elif force:
        return
    else:
        what, mend = "the file exists already", "name another, or add --force"
    raise ModelError((Problem(target, 0, 0, "E-EXISTS", what, mend),))


def save_text(path: Path, text: str) -> None:
    """Replace the file at `path` by `text`, whole or not at all.

    Written beside the target, flushed to the disk, then put in its place; the folder is flushed
    too, so that the new name survives a loss of power. ModelError where it cannot be written; the
    old file is then as it was, and nothing is left beside it.
    """
    import tempfile  # brings much with it that only a save needs

    temporary: str | None = None
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
        temporary = None
        _flush_folder(path.parent)
    except OSError as error:
        reason = error.strerror or "the disk refused"
        problem = Problem(
            str(path), 0, 0, "E-SAVE", f"cannot be written ({reason})", "check the place"
        )
        raise ModelError((problem,)) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


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
