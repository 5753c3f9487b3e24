"""Verdicts: which states are stable, for whom, under which concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.model import Graph
from detente.stability.assumptions import Assumptions
from detente.stability.registry import Asked
from detente.values import dataclass


@dataclass(frozen=True, eq=False)
class Verdicts(Fixed):
    """The answer of an engine, one bit a party, concept and state.

    asked        the concepts that were judged, in order.
    planes       by concept id: uint8 (parties, ceil(states / 8)), packed along the states.
    not_defined  by concept id: why it has no meaning here, or why it was left out.
    engine       which engine answered.
    """

    graph: Graph
    assumptions: Assumptions
    asked: tuple[Asked, ...]
    planes: Mapping[str, NDArray[np.uint8]]
    not_defined: Mapping[str, str]
    engine: str

    def stable(self, party: int, concept: str) -> NDArray[np.bool_]:
        """Where `party` stays: bool (states,)."""
        return unpacked(self.planes[concept][party], self.graph.states)

    def equilibria(self, concept: str) -> NDArray[np.bool_]:
        """Where every party stays, those without moves included: bool (states,)."""
        together = np.bitwise_and.reduce(self.planes[concept], axis=0)
        return unpacked(together, self.graph.states)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids that have verdicts, in the order asked for."""
        return tuple(asked.id for asked in self.asked if asked.id in self.planes)


def packed(rows: Sequence[NDArray[np.bool_]]) -> NDArray[np.uint8]:
    """One plane: a row a party, eight states a byte."""
    return np.stack([np.packbits(row) for row in rows])


def unpacked(row: NDArray[np.uint8], states: int) -> NDArray[np.bool_]:
    """One row of a plane: bool (states,)."""
    return np.unpackbits(row, count=states).view(np.bool_)
