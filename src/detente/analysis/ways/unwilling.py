"""Who would have to make steps against its own preference, so that a target comes into reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.listing import States
from detente.analysis.ways.reach import layers, reached
from detente.analysis.ways.walk import Walk
from detente.limits import limit
from detente.problems import TooLarge

Progress = Callable[[str, int, int], None]


def unwilling(
    walk: Walk, starts: States, target: NDArray[np.bool_], progress: Progress | None = None
) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of parties such that the target is in reach where they make any of their
    moves and the others only steps of the asked kind: all sets of that size, in order.

    The empty set where it is in reach as asked; no set where no moves lead there.
    Cost: one search a set; TooLarge where there are more sets than the limit.
    """
    if not _in_reach(walk.all_moves(), starts, target):
        return ()
    movers = tuple(group[0] for group in walk.movers if len(group) == 1)
    tried = 0
    for size in range(len(movers) + 1):
        found = []
        for group in combinations(movers, size):
            tried += 1
            if tried > limit("unwilling_sets"):
                raise TooLarge(
                    f"the unwilling sets among {len(movers)} parties",
                    f"more than {limit('unwilling_sets'):,} sets to try",
                    "name those who may move (`--of`)",
                )
            if progress is not None:
                progress("unwilling sets", tried, 1 << len(movers))
            if _in_reach(replace(walk, free=frozenset(group)), starts, target):
                found.append(group)
        if found:
            return tuple(found)
    raise AssertionError("where all may do anything, the target is in reach")


def _in_reach(walk: Walk, starts: States, target: NDArray[np.bool_]) -> bool:
    if walk.listless:
        return bool(reached(walk, starts)[target].any())
    return any(bool(target[walk.apart(layer)[0]].any()) for layer in layers(walk, starts))
