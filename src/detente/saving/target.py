"""What stands at the place that a user named, and whether it may be written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from detente.problems import ModelError, Problem

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def check_target(
    shown: str | Path, reads: Iterable[str | Path] = ()
) -> tuple[Path, os.stat_result | None]:
    """The place behind all links of `shown`, and what stands there; None where nothing does.

    reads  files that the answer is made from: none of them is written, whatever it is called here.
    ModelError where the place is one of them, is no regular file, or can hold none. Nothing is
    opened: a pipe would wait for its other end.
    """
    shown = str(shown)
    try:
        path = Path(os.path.realpath(shown))
        found = _standing(path)
        folder = path.parent.is_dir()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        raise refusal(shown, "E-SAVE", f"cannot be written ({reason})", "check the path") from None
    if found is None:
        if not folder:
            what = f"cannot be written (there is no folder '{path.parent.name}')"
            raise refusal(shown, "E-SAVE", what, "make the folder, or name another")
        return path, None
    for is_kind, name in _KINDS:
        if is_kind(found.st_mode):
            raise refusal(shown, "E-SAVE", f"cannot be written (this is {name})", "name a file")
    if any(_is_same(one, found) for one in reads):
        what = "this is what is read; it would be lost"
        raise refusal(shown, "E-EXISTS", what, "name another file")
    return path, found


def refusal(shown: str, code: str, what: str, mend: str) -> ModelError:
    """The error for a place that is not written, to be raised."""
    return ModelError((Problem(shown, 0, 0, code, what, mend),))


def _standing(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_same(one: str | Path, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(one), found)
    except (OSError, ValueError):  # an address, a case's name: no file at all
        return False
