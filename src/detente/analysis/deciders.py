"""Deciders: the smallest sets of alternatives that settle whether a test holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.reading_sets import Reading, Readings


@dataclass(frozen=True)
class Decider:
    """Alternatives of some parties with which the answer is the same whatever the others want."""

    readings: Reading
    holds: bool

    def to_dict(self) -> dict[str, Any]:
        """The decider as `--json` prints it."""
        return {"readings": dict(self.readings), "holds": self.holds}


def deciders(readings: Readings, holds: NDArray[np.bool_]) -> tuple[Decider, ...]:
    """All smallest sets of alternatives that decide, fewest parties first.

    holds  bool (readings,): the answer under each. Every set is sufficient: the answer is the same
    in all readings with these alternatives; and minimal: it is not so without one of them. Empty
    where the readings are a sample. Cost: one pass over the readings for every set of parties.
    """
    assert len(holds) == len(readings), (len(holds), len(readings))
    if not readings.complete:
        return ()
    return tuple(_minimal(readings, holds.reshape(readings.shape)))


def _minimal(readings: Readings, table: NDArray[np.bool_]) -> Iterator[Decider]:
    parties = list(readings.names)
    vary = [k for k, party in enumerate(parties) if party in readings.varying]
    decided: dict[tuple[int, ...], NDArray[np.bool_]] = {}
    for size in range(len(vary) + 1):
        for chosen in combinations(vary, size):
            rest = tuple(k for k in range(len(parties)) if k not in chosen)
            always = np.asarray(table.all(axis=rest, keepdims=True))
            here = np.asarray(always | ~table.any(axis=rest, keepdims=True))
            known = np.zeros_like(here)
            for k in chosen:
                known |= decided[tuple(j for j in chosen if j != k)]
            decided[chosen] = here | known
            names = [readings.names[parties[k]] for k in chosen]
            for alternatives in product(*(range(len(one)) for one in names)):
                place = [0] * len(parties)
                for k, alternative in zip(chosen, alternatives, strict=True):
                    place[k] = alternative
                if here[tuple(place)] and not known[tuple(place)]:
                    reading = {parties[k]: readings.names[parties[k]][place[k]] for k in chosen}
                    yield Decider(MappingProxyType(reading), bool(always[tuple(place)]))


def is_decider(readings: Readings, holds: NDArray[np.bool_], decider: Decider) -> bool:
    """Whether the decider is sufficient and minimal, by looking at every reading."""

    def same(fixed: Reading) -> set[bool]:
        return {
            bool(answer)
            for reading, answer in zip(readings, holds.tolist(), strict=True)
            if all(reading[party] == name for party, name in fixed.items())
        }

    if same(decider.readings) != {decider.holds}:
        return False
    return all(
        len(same({p: name for p, name in decider.readings.items() if p != party})) == 2
        for party in decider.readings
    )
