"""Searches where moves compose and states fill a box: layers of steps over classes.

Two steps of a party in a row are one step of it, so that no last mover need be known. Cost: a few
passes over the cells, or, where a layer is small, the classes of its states.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.costs import loading_of
from detente.stability.engines.kept import have_run
from detente.stability.engines.swept.box import Box, Ways
from detente.stability.reach.cells import Cells
from detente.stability.reach.steps import Steps
from detente.values import dataclass

Distances = NDArray[Any]
_LARGEST_BOUND = np.iinfo(np.int32).max
_FEW = 8  # strategies of a party whose steps are looked at one by one
_LONG = 250  # layers a byte holds, with room for the two signs
_ROOM = 16  # cells a place in the list of a layer's cells
_COMPILING = 4.0  # seconds, for these loops
_SECONDS_A_CELL = 0.25e-6  # a party, for NumPy's layers; compiled ones take a tenth


@lru_cache(maxsize=1)
def compiled_spread() -> ModuleType | None:
    """The compiled loops; None where there is no compiler or it fails to load."""
    try:
        return importlib.import_module("detente.stability.engines.swept.spread")
    except (ImportError, OSError, AttributeError, SystemError):
        return None


def never(dist: Distances) -> int:
    """The number that stands where no step led."""
    return int(np.iinfo(dist.dtype).max)


def pays(cells: Cells, of: Sequence[int], compiled: bool | None) -> bool:
    """Whether to use compiled loops; None: where they take less, loading included."""
    if compiled is not None:
        return compiled
    plain = _SECONDS_A_CELL * cells.box.cells * len(of)
    return loading_of("spread", _COMPILING) + plain / 10 < plain


@dataclass(frozen=True, slots=True, eq=False)
class Mover:
    """One party in a search: its place in the box, and the order in which patterns pass on."""

    party: int
    radix: int
    stride: int
    ways: Ways
    cover: NDArray[np.int32]


def movers(box: Box, of: Sequence[int], back: bool) -> list[Mover]:
    """Those of the parties that have a choice. Forward, what holds of a pattern holds of those that
    contain it; backward of those contained in it."""
    found = []
    for party in of:
        ways = box.ways[party]
        cover = ways.cover[:, ::-1] if back else ways.cover[::-1]
        if box.radix[party] > 1:
            found.append(
                Mover(
                    party,
                    box.radix[party],
                    box.stride[party],
                    ways,
                    np.ascontiguousarray(cover),
                )
            )
    return found


def spread(
    cells: Cells,
    dist: Distances,
    steps: Steps,
    of: Sequence[int],
    back: bool = False,
    within: int | None = None,
    until: NDArray[np.int64] | None = None,
    compiled: bool = True,
) -> Distances:
    """Lower `dist` (by cell) to the fewest steps from the cells that hold a number already.

    dist    the type's largest number where nothing led yet, one less where nothing may enter.
    back    steps are followed from where they lead to where they begin.
    within  no more steps than that; until: stop with the layer in which one of these cells is met.
    Returns dist itself, or a wider copy where there are more layers than its type holds.
    """
    search = searcher(cells, steps, of, back, compiled)
    starts = np.flatnonzero(dist < never(dist) - 1)
    if not len(starts):
        return dist
    waiting = np.unique(dist[starts])
    layer, last = int(waiting[0]), int(waiting[-1])
    bound = _LARGEST_BOUND if within is None else within
    while layer < bound:
        if until is not None and (dist[until] <= layer).any():
            break
        if layer >= _LONG and dist.dtype == np.uint8:
            dist = wider(dist)
        if layer >= _LONG and layer > last and isinstance(search, _Compiled) and until is None:
            return search.far(dist, layer, bound)
        count = search.step(dist, layer, fresh_start=layer <= last)
        layer += 1
        if count == 0 and layer > last:
            break
    return dist


def searcher(
    cells: Cells, steps: Steps, of: Sequence[int], back: bool, compiled: bool
) -> _Compiled | _Plain:
    """What makes one layer after the other."""
    loops = compiled_spread() if compiled else None
    return _Compiled(loops, cells, steps, of, back) if loops else _Plain(cells, steps, of, back)


def wider(dist: Distances) -> Distances:
    """The same numbers with room for more, and the two signs where they belong."""
    wide = dist.astype(np.int32)
    top = np.iinfo(np.int32).max
    wide[dist == 255] = top
    wide[dist == 254] = top - 1
    return wide


class Searcher(Protocol):
    """Makes layers one after another."""

    def step(self, dist: Distances, layer: int, fresh_start: bool) -> int:
        """The next layer, and how many cells are in it; fresh_start: cells came from elsewhere."""


class _Compiled:
    """Layers by compiled loops."""

    def __init__(
        self, loops: ModuleType, cells: Cells, steps: Steps, of: Sequence[int], back: bool
    ) -> None:
        self.loops, self.cells, self.steps, self.back = loops, cells, steps, back
        self.movers = movers(cells.box, of, back)
        size = cells.box.cells
        self.queue = np.empty(max(64, size // _ROOM), dtype=np.int32)
        self.fresh = np.empty_like(self.queue)
        self.count = self._unlisted = len(self.queue) + 1  # above the room: to be looked for
        self.low: list[NDArray[np.int32]] = []
        self.dirty: list[NDArray[np.uint8]] = []
        for one in self.movers:
            classes = size // one.radix if one.radix > _FEW else 0
            self.low.append(
                np.full(classes * one.ways.count, np.iinfo(np.int32).max, dtype=np.int32)
            )
            self.dirty.append(np.zeros(classes, dtype=np.uint8))
        most = max((len(one) for one in self.dirty), default=0)
        self.touched = np.empty(min(most, len(self.queue)), dtype=np.int32)

    def _levels(self, party: int) -> tuple[NDArray[Any], NDArray[Any]]:
        steps = self.steps
        if not steps.worth:
            empty = np.zeros(0, dtype=np.int16)
            return empty, empty
        worth, floor = steps.worth[party], steps.floor[party]
        return (floor, worth) if self.back else (worth, floor)

    def step(self, dist: Distances, layer: int, fresh_start: bool) -> int:
        """The next layer, and how many cells are in it."""
        if fresh_start:
            self.count = self._unlisted
        found = 0
        for k, one in enumerate(self.movers):
            worth, floor = self._levels(one.party)
            found = self.loops.spread(
                worth,
                floor,
                -1 if self.back else 1,
                one.radix,
                one.stride,
                one.ways.pattern,
                one.ways.bits,
                one.cover,
                self.cells.words,
                self.cells.before,
                dist,
                layer,
                self.queue,
                self.count,
                self.fresh,
                found,
                self.low[k],
                self.dirty[k],
                self.touched,
            )
        self.queue, self.fresh = self.fresh, self.queue
        self.count = found
        have_run("spread")
        return int(found)

    def far(self, dist: Distances, layer: int, bound: int) -> Distances:
        """All further layers in one call."""
        levels = [self._levels(one.party) for one in self.movers]
        worth, floor = (np.stack([pair[side] for pair in levels]) for side in (0, 1))
        parts = (
            [one.ways.pattern for one in self.movers],
            [one.cover for one in self.movers],
            self.low,
            self.dirty,
        )
        shape = np.zeros((len(self.movers) + 1, 6), dtype=np.int64)
        for k, one in enumerate(self.movers):
            shape[k, :2] = one.radix, one.stride
        for at, part in enumerate(parts):
            shape[1:, 2 + at] = np.cumsum([len(array) for array in part])  # type: ignore[attr-defined]  # arrays of any kind
        self.loops.spread_far(
            worth,
            floor,
            -1 if self.back else 1,
            shape,
            np.concatenate(parts[0]),
            np.concatenate([one.ways.bits for one in self.movers]),
            np.concatenate(parts[1]),
            self.cells.words,
            self.cells.before,
            dist,
            layer,
            bound,
            self.queue,
            self.count,
            self.fresh,
            np.concatenate(self.low),
            np.concatenate(self.dirty),
            self.touched,
        )
        return dist


class _Plain:
    """Layers in NumPy."""

    def __init__(self, cells: Cells, steps: Steps, of: Sequence[int], back: bool) -> None:
        self.cells, self.steps, self.back = cells, steps, back
        self.movers = movers(cells.box, of, back)
        self.layer: NDArray[np.int64] | None = None
        self._laid: dict[int, tuple[NDArray[Any], NDArray[Any]]] = {}

    def step(self, dist: Distances, layer: int, fresh_start: bool) -> int:
        """The next layer, and how many cells are in it."""
        if fresh_start or self.layer is None:
            self.layer = np.flatnonzero(dist == layer)
        fresh = []
        for one in self.movers:
            small = len(self.layer) * one.radix < len(dist)
            met = self._few(dist, one) if small else self._many(dist, one, layer)
            dist[met] = layer + 1
            fresh.append(met)
        self.layer = np.concatenate(fresh) if fresh else self.layer[:0]
        return len(self.layer)

    def _levels(self, party: int) -> tuple[NDArray[Any], NDArray[Any]] | None:
        if not self.steps.worth:
            return None
        return self.steps.worth[party], self.steps.floor[party]

    def _few(self, dist: Distances, one: Mover) -> NDArray[np.int64]:
        """Every step of the party from the cells of the layer."""
        assert self.layer is not None, "found before"
        own = self.layer // one.stride % one.radix
        base = self.layer - own * one.stride
        y = base[:, None] + np.arange(one.radix) * one.stride
        keep = dist[y] == never(dist)
        if one.ways.count > 1:
            bits, here = one.ways.bits[None, :], one.ways.bits[own][:, None]
            keep &= ((bits & ~here) if self.back else (here & ~bits)) == 0
        row, column = np.nonzero(keep)
        met, source = y[row, column], self.layer[row]
        levels = self._levels(one.party)
        if levels is not None and len(met):
            worth, floor = levels
            begin, end = (met, source) if self.back else (source, met)
            met = met[worth[self.cells.states(end)] > floor[self.cells.states(begin)]]
        return np.unique(met)

    def _many(self, dist: Distances, one: Mover, layer: int) -> NDArray[np.int64]:
        """The same class by class: what is worth more than the least floor of the layer."""
        shape = (-1, one.radix, one.stride)
        seen = dist.reshape(shape)
        worth, floor = (level.reshape(shape) for level in self._by_cell(one.party, len(dist)))
        top = np.iinfo(worth.dtype).max
        bar = np.where(seen == layer, floor, top)
        if one.ways.count == 1:
            above = worth > bar.min(axis=1, keepdims=True)
        else:
            kinds = (one.ways.count, seen.shape[0], seen.shape[2])
            low = np.full(kinds, top, dtype=worth.dtype)
            for strategy, w in enumerate(one.ways.pattern):
                np.minimum(low[w], bar[:, strategy], out=low[w])
            for source, target in one.cover:
                np.minimum(low[target], low[source], out=low[target])
            above = worth > np.moveaxis(low[one.ways.pattern], 0, 1)
        return np.flatnonzero((above & (seen == never(dist))).reshape(-1))

    def _by_cell(self, party: int, size: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """What ends are worth and the floors of starts, by cell, in the direction of the search:
        laid out once a party."""
        if party not in self._laid:
            worth: Any = np.zeros(size, dtype=np.int8)
            floor: Any = worth - 1
            levels = self._levels(party)
            if levels is not None:
                kind = np.result_type(*levels)
                worth = floor = self.cells.by_cell(levels[0].astype(kind, copy=False), 0)
                if levels[1] is not levels[0]:
                    floor = self.cells.by_cell(levels[1].astype(kind, copy=False), 0)
                if self.back:
                    worth, floor = -floor, -worth
            self._laid[party] = worth, floor
        return self._laid[party]
