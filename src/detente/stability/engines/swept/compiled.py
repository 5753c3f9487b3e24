"""How loops are compiled: once, kept between runs, and without holding Python's lock.

Kept code lies in a folder named by what all loops' sources say: loops call each other across files,
and code kept for one file says nothing of changes in another. Saving is done by one process at a
time, since the index of a folder and what it points to are two files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numba

from detente.stability.engines.kept import folders

Loop = Callable[..., Any]
_CONFIG: Any = numba.config


def compiled(function: Loop) -> Loop:
    """The function as machine code, made at its first call and kept on disk where that can be."""
    options: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy"}
    folder = kept_in()
    if folder is None:
        return numba.njit(**options)(function)
    before = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = str(folder)
    try:
        loop = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        return numba.njit(**options)(function)
    finally:
        _CONFIG.CACHE_DIR = before
    kept = loop._cache
    save = kept.save_overload

    def save_alone(*what: Any) -> None:
        with _alone(folder):
            save(*what)

    kept.save_overload = save_alone
    return loop


@lru_cache(maxsize=1)
def kept_in() -> Path | None:
    """Where compiled code is kept: beside the sources, else with the user; None for nowhere."""
    for folder in folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "lock").touch()
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time; where files cannot be locked, all of them."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / "lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
