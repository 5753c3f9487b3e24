"""Counts over readings: of all, and of those with each value of what varies."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.values import dataclass

Counts = NDArray[np.int64]
_Z = 1.959963984540054  # the normal quantile of 0.975


@dataclass(frozen=True, eq=False)
class Tally:
    """In how many readings each answer holds. Tallies of parts add up.

    readings   how many were looked at.
    holds      int64 (answers,).
    seen, by   a dimension: int64 (values,), how many readings have the value; and int64 (values,
               answers), in how many of those each answer holds.
    undefined  int64 (concepts,): in how many readings a concept has no meaning.
    answers    bool (readings, answers), in the order judged; empty where they are not kept.
    engine     the engine that judged.
    """

    readings: int
    holds: Counts
    seen: tuple[Counts, ...]
    by: tuple[Counts, ...]
    undefined: Counts
    answers: NDArray[np.bool_]
    engine: str = ""

    def __add__(self, other: Tally) -> Tally:
        """The counts of both, the readings of `other` behind."""
        return Tally(
            self.readings + other.readings,
            self.holds + other.holds,
            tuple(a + b for a, b in zip(self.seen, other.seen, strict=True)),
            tuple(a + b for a, b in zip(self.by, other.by, strict=True)),
            self.undefined + other.undefined,
            np.concatenate([self.answers, other.answers]),
            self.engine or other.engine,
        )


def tally_of(
    answers: NDArray[np.bool_],
    undefined: NDArray[np.bool_],
    labels: NDArray[np.int64],
    sizes: Sequence[int],
    keep: bool,
    engine: str = "",
) -> Tally:
    """The counts of some readings.

    answers  bool (readings, answers); undefined: bool (readings, concepts).
    labels   int64 (readings, dimensions): the number of the value; sizes: how many there are.
    """
    seen, by = [], []
    for k, size in enumerate(sizes):
        counts = np.zeros((size, answers.shape[1]), dtype=np.int64)
        np.add.at(counts, labels[:, k], answers)
        by.append(counts)
        seen.append(np.bincount(labels[:, k], minlength=size).astype(np.int64))
    return Tally(
        len(answers),
        answers.sum(axis=0, dtype=np.int64),
        tuple(seen),
        tuple(by),
        undefined.sum(axis=0, dtype=np.int64),
        answers if keep else answers[:0],
        engine,
    )


def wilson(holds: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share that was found in a sample.

    Source: Wilson, Journal of the American Statistical Association 22, 1927.
    """
    assert 0 <= holds <= of, (holds, of)
    assert of > 0, of
    share = holds / of
    square = _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    low = 0.0 if holds == 0 else max(0.0, middle - half)
    high = 1.0 if holds == of else min(1.0, middle + half)
    return low, high


def explained(seen: Counts, holds: Counts) -> float:
    """How much of the variance of an answer goes with the values of a dimension: 0 to 1.

    The variance of the shares given each value, over that of the answer: the first-order index of
    sensitivity. 0 for an answer that never changes.
    """
    of, total = int(seen.sum()), int(holds.sum())
    if total in (0, of):
        return 0.0
    # In whole numbers until the last division: equal shares give exactly 0.
    between = sum(
        n * (h * of - total * n) ** 2 / (n * n)
        for n, h in zip(seen.tolist(), holds.tolist(), strict=True)
        if n
    )
    return float(between / (of * total * (of - total)))
