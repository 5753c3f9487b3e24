"""Where a coalition can go: groups of cells, and which group leads to which.

Within a group its members go from any cell to any other; where some of their options are one-way,
a group leads to others, and never back.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.stability.engines.swept.box import Box
from detente.values import dataclass

LINKS_A_CELL = 4  # how many one-way links between patterns of a class are looked at, at most


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The groups of one coalition on one box.

    group     int32 by cell, -1 where infeasible; first, member: the cells of each group.
    sequence  the groups, those that a group leads to before it.
    after     the groups that each leads to, at once or over others, by `after_first`.
    """

    group: NDArray[np.int32]
    first: NDArray[np.int64]
    member: NDArray[np.int32]
    sequence: NDArray[np.int64]
    after_first: NDArray[np.int64]
    after: NDArray[np.int64]


def can_group(box: Box, coalition: Sequence[int]) -> bool:
    """Whether one-way options leave few enough links to look at."""
    return all(
        len(box.ways[k].down) - box.ways[k].count <= LINKS_A_CELL * box.radix[k] for k in coalition
    )


def groups_of(box: Box, coalition: Sequence[int], loops: ModuleType) -> Groups:
    """The groups of a coalition. Cost: some passes over the cells for each member."""
    movers = [k for k in coalition if box.radix[k] > 1]
    label = loops.joined(box, movers)
    group, first, member = loops.fronts.numbered(label, np.int32(np.iinfo(np.int32).max))
    groups = len(first) - 1
    links = np.zeros(0, dtype=np.int64)
    used = np.zeros(groups, dtype=np.int64)
    for k in movers:
        ways = box.ways[k]
        if ways.count == 1:
            continue
        links = np.concatenate([links, _links(box, k, group, groups, loops)])
        taken = np.array([int(one).bit_count() for one in ways.bits], dtype=np.int64)
        used += taken[member[first[:-1]] // box.stride[k] % box.radix[k]]
    links = np.unique(links)
    before, after = links // max(1, groups), links % max(1, groups)
    after_first = np.zeros(groups + 1, dtype=np.int64)
    np.cumsum(np.bincount(before, minlength=groups), out=after_first[1:])
    sequence = np.argsort(-used, kind="stable") if len(links) else np.arange(groups)
    return Groups(group, first, member, sequence, after_first, after)


def _links(box: Box, k: int, group: NDArray[np.int32], groups: int, loops: Any) -> Any:
    ways = box.ways[k]
    found = loops.fronts.one_way_links(
        group,
        groups,
        box.radix[k],
        box.stride[k],
        ways.pattern,
        ways.count,
        ways.down_first,
        ways.down,
    )
    return np.unique(found)
