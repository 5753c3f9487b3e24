"""States sorted by which of several things hold of them: how many of each sort, and the first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_PART = 1 << 18  # states looked at in one go
_COUNTED = 16  # planes whose combinations are counted; more are sorted


def sorts(planes: Sequence[NDArray[np.bool_]], of: int) -> list[tuple[int, int]]:
    """(first state, how many) for each combination that occurs where one of the first `of` holds.

    planes  bool (states,) each. Cost: one pass over the planes; memory for a part of the states,
            unless there are more planes than have countable combinations.
    """
    if len(planes) > _COUNTED:
        return _sorted(planes, of)
    counts = np.zeros(1 << len(planes), dtype=np.int64)
    first = np.full(1 << len(planes), -1, dtype=np.int64)
    for begin in range(0, len(planes[0]), _PART):
        key = np.zeros(min(_PART, len(planes[0]) - begin), dtype=np.uint16)
        for k, plane in enumerate(planes):
            key |= plane[begin : begin + _PART].astype(np.uint16) << np.uint16(k)
        here = np.bincount(key, minlength=len(counts))
        for new in np.flatnonzero((here > 0) & (counts == 0)).tolist():
            first[new] = begin + int(np.argmax(key == new))
        counts += here
    asked = np.flatnonzero(counts)
    asked = asked[(asked & ((1 << of) - 1)) != 0]
    return [(int(first[key]), int(counts[key])) for key in asked.tolist()]


def alike(planes: Sequence[NDArray[np.bool_]], state: int) -> list[int]:
    """All states in which the same planes hold as in `state`, in order.

    Cost: one pass over the rarest plane that holds there, then over the states that are left.
    """
    holding = [plane for plane in planes if plane[state]]
    places = np.flatnonzero(min(holding, key=np.count_nonzero))
    for plane in planes:
        places = places[plane[places] == plane[state]]
    return [int(place) for place in places]


def _sorted(planes: Sequence[NDArray[np.bool_]], of: int) -> list[tuple[int, int]]:
    where = np.flatnonzero(np.logical_or.reduce(planes[:of]))
    key = np.zeros(len(where), dtype=np.int64)
    for k, plane in enumerate(planes, start=1):
        key = key * 2 + plane[where]
        if k % 60 == 0:  # before the bits run out
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    return list(zip(where[first].tolist(), counts.tolist(), strict=True))
