"""How loops are compiled: once, kept between runs, and without holding Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

Loop = Callable[..., Any]


def compiled(function: Loop) -> Loop:
    """The function as machine code, made at its first call and kept on disk where that can be."""
    options: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy"}
    try:
        return numba.njit(cache=True, **options)(function)
    except RuntimeError:
        # Neither the package's folder nor a user's cache can be written: compile for this process.
        return numba.njit(**options)(function)
