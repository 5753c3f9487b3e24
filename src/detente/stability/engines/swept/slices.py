"""How a party's slices look to the compiled loops of answers.py: flat arrays of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.swept.box import Box, Ways
from detente.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Slices:
    """How one party's slices look to compiled code; see answers.py."""

    shape: NDArray[np.int64]
    number: NDArray[np.int32]
    pattern: NDArray[np.int32]
    cover: NDArray[np.int32]
    lists: NDArray[np.int32]


def slices_of(box: Box, party: int) -> Slices:
    """The others as seen from slices of `party`; those with one strategy only never move."""
    return _views(box, party, [k for k, radix in enumerate(box.radix) if k != party and radix > 1])


def whole_box(box: Box, *movers: int) -> Slices:
    """Some movers as seen from the whole box, as its only slice."""
    return _views(box, None, movers)


def _views(box: Box, party: int | None, others: Sequence[int]) -> Slices:
    own_radix = 1 if party is None else box.radix[party]
    own_stride = 1 if party is None else box.stride[party]
    cells = box.cells // own_radix
    shape = np.zeros((len(others), 12), dtype=np.int64)
    numbers, patterns, covers, lists = [], [], [], []
    at = {"number": 0, "pattern": 0, "cover": 0, "lists": 0}
    for row, k in enumerate(others):
        ways = box.ways[k]
        radix, stride = box.radix[k], box.stride[k]
        inner = stride if party is None or k < party else stride // own_radix
        flat, offsets = _flat(ways, at["lists"])
        step = own_stride if party is None or party < k else own_stride // radix
        shape[row] = (
            radix,
            inner,
            ways.count,
            k * box.cells,
            at["number"],
            step,
            at["pattern"],
            at["cover"],
            len(ways.cover),
            *offsets,
        )
        numbers.append(_class_numbers(cells, radix, stride, inner, own_radix, own_stride))
        patterns.append(ways.pattern)
        covers.append(ways.cover)
        lists.append(flat)
        at["number"] += cells // radix
        at["pattern"] += len(ways.pattern)
        at["cover"] += len(ways.cover)
        at["lists"] += len(flat)
    return Slices(
        shape,
        np.concatenate([*numbers, np.zeros(0, dtype=np.int32)]),
        np.concatenate([*patterns, np.zeros(0, dtype=np.int32)]),
        np.concatenate([*covers, np.zeros((0, 2), dtype=np.int32)]),
        np.concatenate([*lists, np.zeros(0, dtype=np.int32)]),
    )


def _flat(ways: Ways, at: int) -> tuple[NDArray[np.int32], list[int]]:
    """The party's lists one behind the other, offsets counted from the start of all lists."""
    parts: list[NDArray[np.int32]] = []
    offsets = []
    for first, entries in (
        (ways.put_first, ways.put),
        (ways.ask_first, ways.ask),
        (ways.down_first, ways.down),
    ):
        begin = at + sum(len(part) for part in parts)
        offsets.append(begin)
        parts += [(first + begin + len(first)).astype(np.int32), entries]
    return np.concatenate(parts), offsets


def _class_numbers(
    cells: int, radix: int, stride: int, inner: int, own_radix: int, own_stride: int
) -> NDArray[np.int32]:
    """By class of an other in the first slice of a party: its number among all its classes."""
    if own_radix == 1:
        return np.arange(cells // radix, dtype=np.int32)
    c = np.arange(cells // radix, dtype=np.int64)
    x = c // inner * (inner * radix) + c % inner
    cell = x // own_stride * (own_stride * own_radix) + x % own_stride
    return (cell // (stride * radix) * stride + cell % stride).astype(np.int32)
