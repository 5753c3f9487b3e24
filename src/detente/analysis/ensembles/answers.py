"""What an ensemble says of one class of states under one concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.analysis.deciders import Decider
from detente.analysis.ensembles.dimensions import Dimension
from detente.analysis.ensembles.tally import Tally, explained, wilson
from detente.analysis.margin import Margin
from detente.model import edit_text


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of some readings an answer holds.

    sampled  whether they were drawn; then `interval` has the share of all with 95% certainty.
    """

    holds: int
    of: int
    sampled: bool

    @property
    def share(self) -> float:
        """The share itself."""
        return self.holds / self.of

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval; None where all readings were looked at."""
        return wilson(self.holds, self.of) if self.sampled else None

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        low, high = self.interval or (None, None)
        return {"holds": self.holds, "of": self.of, "share": self.share, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Driver:
    """One thing that varies, and the share in which the answer holds with each of its values.

    shares     by value, those that occur.
    explains   how much of the variance of the answer goes with it, 0 to 1.
    """

    dimension: Dimension
    shares: Mapping[str, Share]
    explains: float

    @property
    def swing(self) -> float:
        """The largest share less the smallest."""
        found = [one.share for one in self.shares.values()]
        return max(found) - min(found)

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            **self.dimension.to_dict(),
            "explains": self.explains,
            "swing": self.swing,
            "values": [{"value": name, **one.to_dict()} for name, one in self.shares.items()],
        }


@dataclass(frozen=True, eq=False)
class Answer:
    """Whether some equilibrium of a concept lies in a class of states, over all readings.

    of        the class: an outcome's id, or what was asked about.
    base      whether it is so as the model stands.
    drivers   what varies, most telling first; empty where the answer never changes.
    deciders  the smallest sets of alternatives that settle it, on a full grid of alternatives.
    margin    how few edits turn the answer of the base; None where it was not worked out.
    """

    of: str
    concept: str
    base: bool
    share: Share
    drivers: tuple[Driver, ...] = ()
    deciders: tuple[Decider, ...] = ()
    margin: Margin | None = None

    @property
    def constant(self) -> bool:
        """Whether it is the same in all readings that were looked at."""
        return self.share.holds in (0, self.share.of)

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            **self.share.to_dict(),
            "base": self.base,
            "constant": self.constant,
            "drivers": [one.to_dict() for one in self.drivers],
            "deciders": [one.to_dict() for one in self.deciders],
            "margin": None if self.margin is None else margin_dict(self.margin),
        }


def margin_dict(one: Margin) -> dict[str, Any]:
    """The margin in short: its cost, one change that turns the answer, and the neighbours."""
    first = one.flips[0] if one.flips else {}
    return {
        "margin": one.margin,
        "lower_bound": one.lower_bound,
        "stopped": one.stopped,
        "count": one.count,
        "first": [
            {"party": party, "edit": edit_text(edit)}
            for party, edits in first.items()
            for edit in edits
        ],
        "neighbours": one.neighbours.to_dict(),
    }


def drivers_of(
    tally: Tally, dimensions: Sequence[Dimension], answer: int, sampled: bool
) -> tuple[Driver, ...]:
    """What drives answer number `answer`, most telling first; nothing where it never changes."""
    if int(tally.holds[answer]) in (0, tally.readings):
        return ()
    found = []
    for k, dimension in enumerate(dimensions):
        seen, holds = tally.seen[k], tally.by[k][:, answer]
        shares = {
            value: Share(int(holds[v]), int(seen[v]), sampled)
            for v, value in enumerate(dimension.values)
            if seen[v]
        }
        found.append(Driver(dimension, shares, explained(seen, holds)))
    return tuple(sorted(found, key=lambda one: (-one.explains, -one.swing)))
