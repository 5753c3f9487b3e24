"""Where conditions are evaluated: the feasible states, block by block, so that work stays in cache.

Among many states, a block is all codes that agree but for the lowest sixteen options: the columns
of these are the same in every block, and every other option is one value for the whole block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.model.condition import Condition
from detente.model.evaluate import Column, holds, option_columns, state_columns

V = TypeVar("V", bound=np.generic)
LOW = 16  # options within a block
_ROWS = 1 << LOW
_FEW = 4 * _ROWS  # up to here all states are one block
_THIN = 8  # blocks with fewer than one state in so many rows are cut by states instead


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some states in a row.

    begin, end  their indices; rows: how many rows the block's columns have.
    pick        which rows are states, ascending; None where all are.
    """

    begin: int
    end: int
    rows: int
    column: Column
    pick: NDArray[np.int64] | None = None

    def states(self, values: NDArray[V]) -> NDArray[V]:
        """What stands in the rows of states."""
        return values if self.pick is None else values.take(self.pick)


@lru_cache(maxsize=1)
def low_columns() -> tuple[NDArray[np.bool_], ...]:
    """By low option: where it is taken in a block of all codes."""
    rows = np.arange(_ROWS, dtype=np.uint32)
    columns = []
    for k in range(LOW):
        column = (rows >> np.uint32(k)) & np.uint32(1) == 1
        column.setflags(write=False)
        columns.append(column)
    return tuple(columns)


def block_columns(high: int, index: Mapping[str, int]) -> Column:
    """Truth of options in the block of all codes above `high`; one value for a high option."""
    low = low_columns()

    def column(name: str) -> NDArray[np.bool_]:
        k = index[name]
        return low[k] if k < LOW else np.asarray(bool(high >> k & 1))

    return column


def option_blocks(codes: NDArray[np.int64], index: Mapping[str, int]) -> Iterator[Block]:
    """The states given by ascending codes, in blocks."""
    states = len(codes)
    if states <= _FEW:
        yield Block(0, states, states, option_columns(codes, index))
        return
    highs = int(codes[-1] >> LOW) + 1
    if states < highs * (_ROWS // _THIN):
        for begin in range(0, states, _ROWS):
            part = codes[begin : begin + _ROWS]
            yield Block(begin, begin + len(part), len(part), option_columns(part, index))
        return
    first = np.searchsorted(codes, np.arange(highs + 1, dtype=np.int64) << LOW).tolist()
    for high in range(highs):
        begin, end = first[high], first[high + 1]
        if begin < end:
            pick = None if end - begin == _ROWS else codes[begin:end] & (_ROWS - 1)
            yield Block(begin, end, _ROWS, block_columns(high << LOW, index), pick)


@dataclass(frozen=True, eq=False)
class Blocks(Fixed):
    """Gives the states given by ascending codes block by block; in graph form as one block."""

    form: str
    codes: NDArray[np.int64]
    index: Mapping[str, int]

    def __call__(self) -> Iterator[Block]:
        """The blocks, from the first."""
        if self.form == "option":
            return option_blocks(self.codes, self.index)
        states = len(self.codes)
        return iter([Block(0, states, states, state_columns(self.codes, self.index))])


@dataclass(frozen=True, eq=False)
class StateBlocks(Fixed):
    """The feasible states, ready to evaluate conditions on.

    blocks    gives them block by block.
    outcomes  what an outcome's name stands for.
    """

    states: int
    blocks: Callable[[], Iterator[Block]]
    outcomes: Mapping[str, Condition]
    _memory: dict[str, NDArray[np.bool_]] = field(default_factory=dict, init=False, repr=False)

    def where(self, condition: Condition) -> NDArray[np.bool_]:
        """Where the condition holds: bool (states,)."""
        result = np.empty(self.states, dtype=bool)
        for block in self.blocks():
            result[block.begin : block.end] = block.states(self._rows(condition, block, {}))
        return result

    def bits(self, conditions: Sequence[Condition]) -> NDArray[np.unsignedinteger]:
        """The conditions' truth as one number a state, the first the most important bit.

        At most 32 conditions; the type is the smallest that holds them.
        """
        kinds = (np.uint8, np.uint16, np.uint32)
        kind = next(one for one in kinds if len(conditions) <= 8 * np.dtype(one).itemsize)
        result: NDArray[np.unsignedinteger] = np.empty(self.states, dtype=kind)
        for block in self.blocks():
            memory: dict[str, NDArray[np.bool_]] = {}
            key = np.zeros(block.rows, dtype=kind)
            for first in range(0, len(conditions), 8):
                eight = conditions[first : first + 8]
                byte = np.zeros(block.rows, dtype=np.uint8)
                for one in eight:
                    np.add(byte, byte, out=byte)
                    np.bitwise_or(byte, self._rows(one, block, memory).view(np.uint8), out=byte)
                if first:
                    np.left_shift(key, len(eight), out=key)
                np.bitwise_or(key, byte, out=key)
            result[block.begin : block.end] = block.states(key)
        return result

    def _rows(
        self, condition: Condition, block: Block, memory: dict[str, NDArray[np.bool_]]
    ) -> NDArray[np.bool_]:
        # Outcomes are kept between conditions only where the states are one block.
        kept = self._memory if block.end - block.begin == self.states else memory
        found = np.asarray(holds(condition, block.rows, block.column, self.outcomes, kept))
        return np.broadcast_to(found, (block.rows,)) if found.ndim == 0 else found
