"""A set of states, listed or not: what a page asks of it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph

S = TypeVar("S")


class States(Protocol):
    """Some states of a conflict, in state order; see detente.symbolic.StateSet, the other one."""

    @property
    def count(self) -> int:
        """How many there are: exact."""

    def first(self, most: int | None = None) -> tuple[str, ...]:
        """The first `most` of them, as texts."""

    def __contains__(self, text: object) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __and__(self: S, other: S) -> S: ...
    def __or__(self: S, other: S) -> S: ...
    def __sub__(self: S, other: S) -> S: ...
    def __invert__(self: S) -> S: ...


class ListedStates:
    """Some states of a graph, one bool each. Never changes."""

    def __init__(self, graph: Graph, plane: NDArray[np.bool_]) -> None:
        self._graph, self.plane = graph, plane

    @property
    def count(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.plane))

    def first(self, most: int | None = None) -> tuple[str, ...]:
        """The first `most` of them, as texts."""
        return tuple(self._graph.state_texts(np.flatnonzero(self.plane)[:most]))

    def __contains__(self, text: object) -> bool:
        k = self._graph.find_state(text) if isinstance(text, str) else None
        return k is not None and bool(self.plane[k])

    def __iter__(self) -> Iterator[str]:
        return iter(self.first())

    def __and__(self, other: ListedStates) -> ListedStates:
        return ListedStates(self._graph, self.plane & other.plane)

    def __or__(self, other: ListedStates) -> ListedStates:
        return ListedStates(self._graph, self.plane | other.plane)

    def __sub__(self, other: ListedStates) -> ListedStates:
        return ListedStates(self._graph, self.plane & ~other.plane)

    def __invert__(self) -> ListedStates:
        return ListedStates(self._graph, ~self.plane)
