"""The box: every combination of the parties' strategies, feasible or not, as one array.

Cell c of a box is the mixed-radix number whose digit p is party p's strategy; strategies ascend by
the party's own bits, so cells ascend as codes do. A class of party p is all cells that agree but
for digit p: where p alone can go. One-way options split a party's strategies into patterns: a move
may lead to the same pattern or to one that contains it.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.values import dataclass

_ROOMY = 16  # a box may have so many cells a feasible state
_SMALL = 1 << 16  # or so many cells, whatever the states
_INSERT_BITS = 5  # with more one-way options the cost is split between inserting and asking


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Which of a party's strategies lie within its reach, for one-way options.

    pattern  int32 (strategies,): equal for strategies that reach each other; bits: int64, the
             one-way options that are used up, so that a move may only add to them.
    cover    int32 (pairs, 2): (pattern, next larger pattern), in an order in which the larger one's
             own pairs come before: one pass carries a best value from the top down.
    put, ask int32 lists by pattern, `first` offsets (patterns + 1,): cells of a small table such
             that a value put at w is found when asking at w' iff w' can go to w.
    """

    pattern: NDArray[np.int32]
    bits: NDArray[np.int64]
    count: int
    cover: NDArray[np.int32]
    down_first: NDArray[np.int32]
    down: NDArray[np.int32]
    put_first: NDArray[np.int32]
    put: NDArray[np.int32]
    ask_first: NDArray[np.int32]
    ask: NDArray[np.int32]
    table: int


@dataclass(frozen=True, eq=False)
class Box:
    """Where each state lies.

    radix     per party its number of strategies; stride: cells from one strategy to the next.
    feasible  bool (cells,); ways: per party.
    """

    radix: tuple[int, ...]
    feasible: NDArray[np.bool_]
    ways: tuple[Ways, ...]

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.feasible)

    @cached_property
    def stride(self) -> tuple[int, ...]:
        """Cells between neighbouring strategies of each party."""
        result, step = [], 1
        for radix in self.radix:
            result.append(step)
            step *= radix
        return tuple(result)

    @cached_property
    def states(self) -> int:
        """How many cells are feasible."""
        return int(np.count_nonzero(self.feasible))

    @cached_property
    def full(self) -> bool:
        """Whether every cell is a state."""
        return self.states == self.cells

    def by_cell(self, plane: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A plane by state, bool (states,), by cell: bool (cells,), False where infeasible."""
        if self.full:
            return plane
        cells = np.zeros(self.cells, dtype=bool)
        cells[self.feasible] = plane
        return cells


def room_for_box(graph: Graph) -> bool:
    """Whether the graph's moves compose and its states fill a box well enough."""
    return graph.moves_compose and fills_box(graph)


def fills_box(graph: Graph) -> bool:
    """Whether the graph's states fill a box well enough."""
    if graph.form != "option":
        return False
    cube = 1 << graph.letters
    if cube <= max(_SMALL, _ROOMY * graph.states):
        return True
    cells = 1
    for own in _strategies(graph):
        cells *= len(own)
    return cells <= max(_SMALL, _ROOMY * graph.states)


def box_of(graph: Graph) -> Box:
    """The box of a graph in option form; see fills_box."""
    cube = 1 << graph.letters
    if cube <= 2 * graph.states or cube <= 1 << 10:
        feasible = np.zeros(cube, dtype=bool)
        feasible[graph.codes] = True
        own = [np.arange(1 << mask.bit_count(), dtype=np.int64) for mask in graph.masks]
        radix = tuple(len(one) for one in own)
    else:
        own = _strategies(graph)
        radix = tuple(len(one) for one in own)
        cell = np.zeros(graph.states, dtype=np.int64)
        step = 1
        for mask, one in zip(graph.masks, own, strict=True):
            low = _lowest(mask)
            cell += np.searchsorted(one, (graph.codes & np.int64(mask)) >> np.int64(low)) * step
            step *= len(one)
        feasible = np.zeros(step, dtype=bool)
        feasible[cell] = True
    ways = tuple(
        _ways(one, taken >> _lowest(mask), dropped >> _lowest(mask))
        for one, mask, taken, dropped in zip(
            own, graph.masks, graph.only_taken, graph.only_dropped, strict=True
        )
    )
    return Box(radix, feasible, ways)


def box_of_graph(graph: Graph) -> Box:
    """The graph's box, laid out once a graph and kept."""
    return graph.of_moves.once("box", lambda: box_of(graph))


def _lowest(mask: int) -> int:
    """The place of the lowest bit; 0 for none. A party's bits lie side by side."""
    return (mask & -mask).bit_length() - 1 if mask else 0


def _strategies(graph: Graph) -> list[NDArray[np.int64]]:
    """Per party the own bits that occur in feasible states, ascending, from bit 0."""
    result = []
    for mask in graph.masks:
        assert mask >> _lowest(mask) == (1 << mask.bit_count()) - 1, "own bits lie side by side"
        own = (graph.codes & np.int64(mask)) >> np.int64(_lowest(mask))
        if mask.bit_count() <= 20:
            result.append(np.flatnonzero(np.bincount(own, minlength=1)).astype(np.int64))
        else:
            result.append(np.unique(own))
    return result


def _ways(own: NDArray[np.int64], taken: int, dropped: int) -> Ways:
    one_way = taken | dropped
    # What may only be dropped counts as taken when it is dropped: moves then only ever add.
    bits = (own ^ dropped) & one_way
    patterns, pattern = np.unique(bits, return_inverse=True)
    listed = [int(one) for one in patterns]
    everything = len(listed) == 1 << one_way.bit_count()
    if everything:
        index = {low: k for k, low in enumerate(listed)}
        down = [[index[low] for low in _subsets(high)] for high in listed]
    else:
        down = [[k for k, low in enumerate(listed) if low & ~high == 0] for high in listed]
    cover = _cube_covers(listed, one_way) if everything else _covers(listed, down)
    if everything and one_way.bit_count() > _INSERT_BITS:
        put, ask = _split(listed, one_way)
    else:
        put, ask = down, [[k] for k in range(len(listed))]
    first, flat = _lists(down)
    put_first, put_flat = _lists(put)
    ask_first, ask_flat = _lists(ask)
    return Ways(
        pattern.astype(np.int32),
        bits,
        len(listed),
        np.array(cover, dtype=np.int32).reshape(-1, 2),
        first,
        flat,
        put_first,
        put_flat,
        ask_first,
        ask_flat,
        len(listed),
    )


def _cube_covers(listed: list[int], one_way: int) -> list[tuple[int, int]]:
    index = {bits: k for k, bits in enumerate(listed)}
    singles = [1 << k for k in range(one_way.bit_length()) if one_way >> k & 1]
    order = sorted(listed, key=lambda bits: -bits.bit_count())
    return [(index[w], index[w | one]) for w in order for one in singles if not w & one]


def _covers(listed: list[int], down: list[list[int]]) -> list[tuple[int, int]]:
    above: dict[int, list[int]] = {k: [] for k in range(len(listed))}
    for high, lows in enumerate(down):
        for low in lows:
            if low != high:
                above[low].append(high)
    order = sorted(range(len(listed)), key=lambda k: -listed[k].bit_count())
    pairs = []
    for low in order:
        for high in above[low]:
            between = any(mid != high and high in above[mid] for mid in above[low])
            if not between:
                pairs.append((low, high))
    return pairs


def _split(listed: list[int], one_way: int) -> tuple[list[list[int]], list[list[int]]]:
    """Half of the bits are gone through when a value is put, the other half when one is asked."""
    singles = [1 << k for k in range(one_way.bit_length()) if one_way >> k & 1]
    low = sum(singles[: len(singles) // 2])
    index = {bits: k for k, bits in enumerate(listed)}
    put, ask = [], []
    for w in listed:
        put.append([index[sub | (w & low)] for sub in _subsets(w & ~low)])
        free = low & ~w
        ask.append([index[w | more] for more in _subsets(free)])
    return put, ask


def _subsets(bits: int) -> list[int]:
    result, sub = [], bits
    while True:
        result.append(sub)
        if sub == 0:
            return result
        sub = (sub - 1) & bits


def _lists(lists: list[list[int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    first = np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int32)
    return first, np.array([k for one in lists for k in one], dtype=np.int32)
