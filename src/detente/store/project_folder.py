"""The projects of a folder."""

from __future__ import annotations

from pathlib import Path

from detente.store.file import SUFFIX


def projects_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that end as projects do, the newest first; none where none is read."""
    try:
        found = [one for one in folder.iterdir() if one.suffix == SUFFIX and one.is_file()]
        return tuple(sorted(found, key=lambda one: -one.stat().st_mtime_ns))
    except OSError:
        return ()
