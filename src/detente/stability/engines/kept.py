"""Whether compiled loops are at hand, without loading a compiler to find out."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Readiness = Literal["loaded", "kept", "cold", "none"]
SOURCES = Path(__file__).parent / "swept"
_used: set[str] = set()


def readiness(loops: str) -> Readiness:
    """How far these loops are from running.

    loaded  they have run in this process; kept: on disk, to be loaded; cold: to be compiled.
    """
    if loops in _used:
        return "loaded"
    if not _compiler_there():
        return "none"
    return "kept" if any((folder / _mark(loops)).exists() for folder in folders()) else "cold"


@lru_cache(maxsize=1)
def _compiler_there() -> bool:
    return find_spec("numba") is not None


def have_run(loops: str) -> None:
    """They have been compiled, and kept if anything is."""
    if loops in _used:
        return
    _used.add(loops)
    from detente.stability.engines.swept.compiled import kept_in

    folder = kept_in()
    if folder is not None:
        try:
            (folder / _mark(loops)).touch()
        except OSError:
            return


def compiler_loaded() -> bool:
    """Whether this process has loaded the compiler already."""
    return "numba" in sys.modules


@lru_cache(maxsize=1)
def folders() -> tuple[Path, ...]:
    """Where compiled code may be kept: a named place, beside the sources, with the user."""
    try:
        digest = hashlib.sha256(version("numba").encode())
    except PackageNotFoundError:
        return ()
    for source in sorted(SOURCES.glob("*.py")):
        digest.update(source.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    places = [SOURCES / "__pycache__", Path(home) / "detente"]
    if named := os.environ.get("NUMBA_CACHE_DIR"):
        places.insert(0, Path(named))
    return tuple(place / f"loops-{digest.hexdigest()[:16]}" for place in places)


def _mark(loops: str) -> str:
    return f"{loops}.ready"
