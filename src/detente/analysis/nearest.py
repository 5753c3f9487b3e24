"""The state that stands for an outcome: of those that fewest parties would leave, the nearest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.values import dataclass

_PART = 1 << 16  # states looked at in one go


@dataclass(frozen=True, slots=True)
class Nearest:
    """The state, and what is true of all states of the outcome.

    place   its index; states: how many there are; holding: how many no party would leave.
    stays   by party: in how many of them it would stay.
    """

    place: int
    states: int
    holding: int
    stays: tuple[int, ...]


def nearest_in(
    graph: Graph, where: NDArray[np.bool_], stable: Sequence[NDArray[np.bool_]]
) -> Nearest | None:
    """The state of `where` that fewest parties would leave; of these the one nearest to today, by
    options changed; of these the first. None where no state lies in it.

    stable  by party where it stays: bool (states,). Cost: one pass, in memory for a part of it.
    """
    best, place, states, holding = 1 << 62, -1, 0, 0
    stays = np.zeros(len(stable), dtype=np.int64)
    for begin in range(0, graph.states, _PART):
        part = slice(begin, begin + _PART)
        inside = np.flatnonzero(where[part])
        if not len(inside):
            continue
        staying = [plane[part][inside] for plane in stable]
        leaving = np.zeros(len(inside), dtype=np.int64)
        for plane in staying:
            leaving += ~plane
        states += len(inside)
        holding += int(np.count_nonzero(leaving == 0))
        stays += [int(np.count_nonzero(plane)) for plane in staying]
        near = leaving * 100
        if graph.status_quo is not None and graph.form == "option":
            far = graph.codes[part][inside] ^ graph.codes[graph.status_quo]
            near += np.bitwise_count(far)
        first = int(near.argmin())
        if near[first] < best:
            best, place = int(near[first]), begin + int(inside[first])
    return None if place < 0 else Nearest(place, states, holding, tuple(stays.tolist()))
