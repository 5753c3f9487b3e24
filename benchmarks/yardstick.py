"""A fixed loop in machine code: what other times are measured by.

`np.sort` is ten times faster on some processors than on others, so a ratio to it does not travel.
This loop does what the engines do, compare and look up, and nothing that a processor has special
instructions for: each step needs the one before, in a table that fits the nearest cache.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import Time, least

STEPS = 10_000_000
_ENTRIES = 4096


@numba.njit  # type: ignore[untyped-decorator]
def _walk(table: NDArray[np.int32], steps: int) -> int:
    place, least_seen = 0, 2**31 - 1
    for k in range(steps):
        value = table[place]
        if value < least_seen:
            least_seen = value + (k & 7)
        place = (value ^ k) & (len(table) - 1)
    return least_seen


def yardstick(runs: int = 5) -> Time:
    """What STEPS steps of the loop take, compiling not counted."""
    table = np.random.default_rng(0).integers(0, 2**31 - 1, _ENTRIES, dtype=np.int32)
    _walk(table, 1)
    return least(lambda: _walk(table, STEPS), runs)
