"""Classes of states that a preference does not tell apart, so that tables need not be of states."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.limits import limit
from detente.problems import TooLarge
from detente.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """States by what is asked of them.

    of     int32 (states,): the class of each state.
    first  int64 (classes,): the first state of each class.
    """

    of: NDArray[np.int32]
    first: NDArray[np.int64]

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return len(self.first)


def alike(keys: Sequence[NDArray[np.generic]], states: int) -> Alike:
    """The classes of states that agree on every key; no key: one class. TooLarge where a table of
    pairs of classes would be."""
    of = np.zeros(states, dtype=np.int64)
    for key in keys:
        # two at a time, so that no number grows beyond the states squared
        found, part = np.unique(key, return_inverse=True)
        if len(found) > 1:
            of = np.unique(of * len(found) + part, return_inverse=True)[1]
    count = int(of.max(initial=-1)) + 1
    if count > limit("relation_states"):
        raise TooLarge(
            f"a general preference over {count:,} kinds of states",
            f"a table of {count:,} x {count:,} pairs, {count * count / 1e9:.1f} GB a party",
            "give a ranking or statements instead, or hold options fixed (`--holding`)",
        )
    first = np.zeros(count, dtype=np.int64)
    first[of[::-1]] = np.arange(states)[::-1]
    return Alike(of.astype(np.int32), first)


def alone(
    pairs: Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]], states: int
) -> list[NDArray[np.generic]]:
    """What tells states apart by pairs of conditions between which something is not known.

    Where both conditions of a pair hold in a state it is a class of its own: against another such
    state nothing is known, against itself there is nothing to know.
    """
    both = np.zeros(states, dtype=bool)
    for one, other in pairs:
        both |= one & other
    found: list[NDArray[np.generic]] = [column for pair in pairs for column in pair]
    return [*found, np.where(both, np.arange(states) + 1, 0)]


def between(
    pairs: Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]], among: Alike
) -> NDArray[np.bool_]:
    """Between which classes a pair of conditions stands: bool (classes, classes)."""
    found = np.zeros((among.classes, among.classes), dtype=bool)
    for one, other in pairs:
        here = one[among.first][:, None] & other[among.first][None, :]
        found |= here | here.T
    np.fill_diagonal(found, False)
    return found
