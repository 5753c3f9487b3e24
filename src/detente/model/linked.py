"""Options that rules link: in how many ways they can be decided, and which these are.

Options that no rule links, directly or through others, are decided on their own: the states are
every choice of one way of each part. Within a part the options are decided one after another, those
first that settle most rules, and what is forbidden is cut as soon as a rule's last option is there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from detente.model.condition import Condition

_SAMPLE = 1 << 12  # ways that stand for all, where ways are only counted
_TOGETHER = 1 << 16  # ways that are gone on with together, so that few are kept
_DRAWS = 16  # estimates, at most, that are asked whether there is any doubt
_ONE_DRAW = 1_000.0  # no estimate counts for more: so that three at least agree
_NO_DOUBT = 1e9  # so many times as likely is what is told without having been counted
Without = Callable[[NDArray[np.int64], Sequence["Piece"]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A condition that no feasible state fulfils, and the options that it is about."""

    condition: Condition
    bits: frozenset[int]

    @property
    def first(self) -> int:
        """The lowest of its options; 0 where it is about none."""
        return min(self.bits, default=0)

    @property
    def last(self) -> int:
        """One more than the highest of its options; 0 where it is about none."""
        return max(self.bits, default=-1) + 1


@dataclass(frozen=True, slots=True)
class Step:
    """One option to decide, and the conditions whose last option it is."""

    bit: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many ways a part has, and how many are met on the way to them.

    exact  whether all were met; else both numbers are estimates from a sample.
    """

    ways: int
    met: int
    exact: bool


def linked_parts(options: int, pieces: Sequence[Piece]) -> list[tuple[Step, ...]]:
    """The parts, each as the steps that decide it; conditions about no option are in none."""
    parts: list[set[int]] = [{bit} for bit in range(options)]
    for piece in pieces:
        within = [part for part in parts if part & piece.bits]
        if len(within) > 1:
            joined = set[int]().union(*within)
            parts = [part for part in parts if not part & piece.bits] + [joined]
    return [
        _steps(sorted(part), [one for one in pieces if one.bits and one.bits <= part])
        for part in parts
    ]


def _steps(bits: Sequence[int], pieces: Sequence[Piece]) -> tuple[Step, ...]:
    """In each step the option that is in most conditions with few options left to decide."""
    about = np.array([[bit in piece.bits for bit in bits] for piece in pieces], dtype=np.float64)
    about = about.reshape(len(pieces), len(bits))
    left, closed = about.sum(axis=1), np.zeros(len(pieces), dtype=bool)
    open_bits = np.ones(len(bits), dtype=bool)
    steps = []
    for _ in bits:
        weight = np.where(closed, 0.0, 4.0**-left)
        k = int(np.argmax(np.where(open_bits, weight @ about, -1.0)))
        open_bits[k] = False
        left -= about[:, k]
        done = np.flatnonzero(~closed & (left == 0)).tolist()
        closed[done] = True
        steps.append(Step(bits[k], tuple(pieces[one] for one in done)))
    return tuple(steps)


def count_ways(steps: Sequence[Step], without: Without, draw: np.random.Generator) -> Counted:
    """How many ways there are; where they are many, estimated by going on with a sample of them.

    without  the codes that fulfil none of the conditions.
    draw     draws the samples; over all samples, an estimate is right on average. It may be far
             from right where few of the ways met leave nearly all that are found.
    """
    codes, stands_for, met = np.zeros(1, dtype=np.int64), 1.0, 0.0
    for step in steps:
        codes = without(_either(codes, step.bit), step.pieces)
        met += len(codes) * stands_for
        if len(codes) > _SAMPLE:
            stands_for *= len(codes) / _SAMPLE
            codes = draw.choice(codes, _SAMPLE, replace=False)
    return Counted(round(len(codes) * stands_for), round(met), stands_for == 1.0)


def surely_more(estimates: Iterable[int], most: int) -> bool:
    """Whether estimates, drawn one by one and each right on average, leave no doubt of more.

    Were there no more than `most`, the product of every estimate / `most` would be 1 at most on
    average, wherever one stops: it reaches 10^9 once in 10^9 times (Ville's inequality).
    """
    odds = 1.0
    for estimate in islice(estimates, _DRAWS):
        odds *= min(estimate / max(1, most), _ONE_DRAW)
        if odds < 1 or odds >= _NO_DOUBT:
            break
    return odds >= _NO_DOUBT


def list_ways(
    steps: Sequence[Step], without: Without, most: int, most_met: int
) -> NDArray[np.int64] | None:
    """All ways, as codes in no order; where there are more than `most`, some more than `most`.

    None where more than `most_met` would be met on the way to them.
    """
    found: list[NDArray[np.int64]] = []
    todo = [(0, np.zeros(1, dtype=np.int64))]
    ways = met = 0
    while todo and ways <= most:
        done, codes = todo.pop()
        while done < len(steps) and 0 < len(codes) <= _TOGETHER:
            codes = without(_either(codes, steps[done].bit), steps[done].pieces)
            done, met = done + 1, met + len(codes)
            if met > most_met:
                return None
        if done == len(steps):
            found.append(codes)
            ways += len(codes)
        elif len(codes):
            todo += [(done, half) for half in np.array_split(codes, 2)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def every_choice(parts: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    """One way of each part, in every combination: codes, ascending."""
    codes = np.zeros(1, dtype=np.int64)
    for ways in parts:
        codes = (codes[:, None] | ways[None, :]).ravel()
    codes.sort()
    return codes


def in_words(ways: int) -> int:
    """An estimate as it may be told: two digits of it."""
    scale = 10 ** max(0, int(math.log10(max(1, ways))) - 1)
    return ways // scale * scale


def _either(codes: NDArray[np.int64], bit: int) -> NDArray[np.int64]:
    return np.concatenate([codes, codes | np.int64(1 << bit)])
