"""Who blocks a target: the first step that nobody of the asked kind makes, and what lies behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.analysis.ways.ends import improvable
from detente.analysis.ways.listing import States
from detente.analysis.ways.reach import NOT, fewest
from detente.analysis.ways.resisted import Resisted
from detente.analysis.ways.walk import Walk
from detente.fixed import Fixed
from detente.values import dataclass


@dataclass(frozen=True, eq=False)
class Granted(Fixed):
    """How far one gets once the blocker's one step is granted.

    states   how many states are then in reach, today's included; before: how many were.
    steps    the fewest steps into the target; None where it is still out of reach.
    ends     where nobody has an improvement, among what is newly in reach, ascending.
    """

    states: int
    before: int
    steps: int | None
    ends: States


def blocking(found: Resisted) -> tuple[int, int, int]:
    """The first resisted step of the least resisted way: (mover, from, to)."""
    return found.against[0]


def granted(
    walk: Walk, start: int, step: tuple[int, int, int], target: NDArray[np.bool_]
) -> Granted:
    """What steps of the asked kind reach once one step more is granted. Cost: two searches."""
    here = np.array([start], dtype=np.int64)
    before = fewest(walk, here)
    if walk.listless:
        after = _beyond(walk, step, before)
    else:
        after = fewest(replace(walk, granted=step), here)
    inside = after[target & (after != NOT)]
    new = np.flatnonzero((after != NOT) & (before == NOT))
    return Granted(
        int(np.count_nonzero(after != NOT)),
        int(np.count_nonzero(before != NOT)),
        int(inside.min()) if len(inside) else None,
        new[~improvable(walk.graph, new)],
    )


def _beyond(walk: Walk, step: tuple[int, int, int], before: NDArray[np.int32]) -> NDArray[np.int32]:
    """The fewest steps to every state with that step, on a large graph: no moves are listed.

    Beyond the step somebody else than its mover goes on first; the way to it is a shortest one, as
    it begins a least resisted way.
    """
    mover, start, end = step
    taken = int(before[start]) + 1
    left = None if walk.within is None else walk.within - taken
    others = tuple(group for k, group in enumerate(walk.movers) if k != mover)
    first = fewest(replace(walk, movers=others, within=1), np.array([end], dtype=np.int64))
    beyond = np.full(walk.graph.states, NOT, dtype=np.int32)
    onward = np.flatnonzero(first == 1)
    if len(onward) and (left is None or left > 0):
        later = replace(walk, within=None if left is None else left - 1)
        beyond = fewest(later, onward)
        beyond[beyond != NOT] += 1 + taken
    beyond[end] = taken
    known = (before != NOT) & ((beyond == NOT) | (before < beyond))
    return np.where(known, before, beyond)
