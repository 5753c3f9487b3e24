"""A graph's states as cells of a box, for searches that list no moves."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph
from detente.stability.engines.swept.box import Box, box_of_graph
from detente.values import dataclass


@dataclass(frozen=True, eq=False)
class Cells:
    """How states lie in a box: state s in the s-th feasible cell.

    words   uint64: a bit a cell, set where it is feasible; before: int64, how many states lie
            before each word; both empty where every cell is a state.
    """

    box: Box

    @cached_property
    def words(self) -> NDArray[np.uint64]:
        """A bit a cell."""
        if self.box.full:
            return np.zeros(0, dtype=np.uint64)
        packed = np.packbits(self.box.feasible, bitorder="little")
        padded = np.zeros(-(-len(packed) // 8) * 8, dtype=np.uint8)
        padded[: len(packed)] = packed
        return padded.view("<u8").astype(np.uint64, copy=False)

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """How many states lie before each word of cells."""
        if self.box.full:
            return np.zeros(0, dtype=np.int64)
        each = np.bitwise_count(self.words).astype(np.int64)
        return np.concatenate([[0], np.cumsum(each)[:-1]]).astype(np.int64)

    def of(self, states: NDArray[np.integer]) -> NDArray[np.int64]:
        """The cells of some states."""
        if self.box.full:
            return states.astype(np.int64)
        word = np.searchsorted(self.before, states, side="right") - 1
        left = states - self.before[word]
        inside = np.unpackbits(
            self.words[word].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little"
        )
        place = np.cumsum(inside, axis=1, dtype=np.int16) == (left[:, None] + 1)
        return np.asarray(word * 64 + (place & (inside == 1)).argmax(axis=1), dtype=np.int64)

    def states(self, cells: NDArray[np.integer]) -> NDArray[np.int64]:
        """The states in some feasible cells."""
        if self.box.full:
            return cells.astype(np.int64)
        word, bit = cells >> 6, (cells & 63).astype(np.uint64)
        below = self.words[word] & ((np.uint64(1) << bit) - np.uint64(1))
        return np.asarray(self.before[word] + np.bitwise_count(below), dtype=np.int64)

    def by_cell(self, values: NDArray[np.generic], elsewhere: int) -> NDArray[np.generic]:
        """Values by state laid out by cell."""
        if self.box.full:
            return values
        cube = np.full(self.box.cells, elsewhere, dtype=values.dtype)
        cube[self.box.feasible] = values
        return cube

    def by_state(self, cube: NDArray[np.generic]) -> NDArray[np.generic]:
        """Values by cell read off for the states."""
        return cube if self.box.full else cube[self.box.feasible]


def cells_of(graph: Graph) -> Cells:
    """The cells of the graph's states, kept with them; for a graph that is listless."""
    return graph.of_moves.once("cells", lambda: Cells(box_of_graph(graph)))


def laid_out(
    cells: Cells, start: NDArray[np.bool_], avoid: NDArray[np.bool_] | None
) -> NDArray[np.uint8]:
    """By cell 0 for the start, 254 for what nothing may enter, and 255 for the rest."""
    by_state = np.full(len(start), 255, dtype=np.uint8)
    if avoid is not None:
        by_state[avoid] = 254
    by_state[start] = 0
    return cells.by_cell(by_state, 254)  # type: ignore[return-value]
