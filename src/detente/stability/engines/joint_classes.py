"""Simultaneous stability class by class: for parties with thousands of strategies.

Joint moves are not gone through. Where the party itself has most strategies, the states of a class
whose others gain alike are judged together: what a move of the party comes to hangs on its end
alone, so that the hardest among the better ends is a running maximum over the class by rank. Where
another has most, its gains from a state are a beginning of its class by its rank, and what they
bring the party down to is a running minimum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.stability.assumptions import Assumptions
from detente.stability.engines.joint_box import TOP, Joint

_MOST_GAINS = 62  # strategies of the others, a bit each, where the party has most itself
N = TypeVar("N", bound=np.generic)
_A_CALL = 1 << 12  # numbers that could be gone through while NumPy is called for one class
_NEVER = 1 << 62


def work_by_classes(joint: Joint, party: int) -> int:
    """How many numbers are gone through at most: by the way that needs fewer."""
    return min(_work_by_own(joint, party), _work_by_another(joint, party))


def held_by_classes(joint: Joint, party: int, assumptions: Assumptions) -> NDArray[np.bool_]:
    """Where every improvement of the party is undone: bool (states,).

    Cost: see work_by_classes; memory: bytes_by_classes.
    """
    radix = joint.box.radix
    others = [k for k in range(len(radix)) if k != party]
    single, strict = assumptions.sanction_moves == "single", assumptions.sanction == "strict"
    if _work_by_another(joint, party) < _work_by_own(joint, party):
        widest = max(others, key=radix.__getitem__)
        stable = _by_anothers_gains(joint, party, widest, single, strict)
    else:
        stable = _by_own_classes(joint, party, others, single, strict)
    return stable[joint.box.feasible]


def bytes_by_classes(radix: Sequence[int]) -> int:
    """What it takes besides the graph: ranks by cell of all, in two orders, and a class at work."""
    return prod(radix) * (4 * len(radix) + 24) + 70 * max(radix)


def _kinds(joint: Joint, party: int) -> int:
    """How many kinds of states there are for the party by where it may go, at most."""
    barred = np.bitwise_or.reduce(joint.source[party]) if joint.source.shape[1] else 0
    return joint.box.ways[party].count << int(barred).bit_count()


def _work_by_own(joint: Joint, party: int) -> int:
    """By the party's own classes, each as often as the others gain in different ways there."""
    radix = joint.box.radix
    others = [one for k, one in enumerate(radix) if k != party]
    if sum(others) > _MOST_GAINS:
        return _NEVER
    rest = joint.box.cells // radix[party]
    ways = _kinds(joint, party)
    kinds = min(radix[party], ways << sum(one - 1 for one in others))
    # Over all sets of gains, the profiles that each of them allows.
    profiles = ways * prod((one + 1) << one for one in others) >> 2 * len(others)
    return rest * (radix[party] * min(profiles, kinds * rest) + kinds * _A_CALL)


def _work_by_another(joint: Joint, party: int) -> int:
    """By the classes of the other who has most strategies, for each two profiles of all else."""
    radix = joint.box.radix
    others = [k for k in range(len(radix)) if k != party]
    if not others:
        return _NEVER
    widest = max(others, key=radix.__getitem__)
    rest = joint.box.cells // radix[widest]
    return rest * rest * (radix[widest] + _A_CALL) * _kinds(joint, widest)


class _Laid:
    """What a graph's cells say, with the parties' digits in another order: outermost first."""

    def __init__(self, joint: Joint, parties: Sequence[int]) -> None:
        self.joint, self.parties = joint, list(parties)
        self.shape = tuple(joint.box.radix[k] for k in parties)

    def of(self, plane: NDArray[N]) -> NDArray[N]:
        """A plane (cells,) with one axis a party."""
        count = len(self.parties)
        whole = plane.reshape(self.joint.box.radix[::-1])
        return np.ascontiguousarray(whole.transpose([count - 1 - k for k in self.parties]))

    def back(self, plane: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A plane with one axis a party by cell again: (cells,)."""
        count = len(self.parties)
        axes = [self.parties.index(count - 1 - k) for k in range(count)]
        return plane.reshape(self.shape).transpose(axes).reshape(-1)


class _Goes:
    """Where one party gains, and where it may go: everything as laid out, one axis a party."""

    def __init__(self, laid: _Laid, party: int) -> None:
        joint = laid.joint
        self.axis = laid.parties.index(party)
        self.rank = laid.of(joint.ranks[party])
        self.bits = joint.bits[joint.first[party] : joint.first[party + 1]]
        barred = joint.source.shape[1] > 0
        self.source = laid.of(joint.source[party]) if barred else None
        self.target = laid.of(joint.target[party]) if barred else None

    def gains(self, at: tuple[int | slice, ...], to: int) -> NDArray[np.bool_]:
        """Whether the party gains by its strategy `to` in the states `at`, by the free axes.

        `at` has a number for the party itself or a slice; then by its strategies too.
        """
        there = (*at[: self.axis], to, *at[self.axis + 1 :])
        own = at[self.axis]
        after, before = self.rank[there], self.rank[at]
        used = self.bits[own]
        if isinstance(own, slice):  # the party's own axis, one long in what is after
            place = sum(isinstance(one, slice) for one in at[: self.axis])
            after = np.expand_dims(after, place)
            used = used.reshape([-1 if k == place else 1 for k in range(before.ndim)])
        gain = (after > before) & (after != TOP) & ((used & ~self.bits[to]) == 0)
        if self.source is not None and self.target is not None:
            ends = self.target[there]
            if isinstance(own, slice):
                ends = np.expand_dims(ends, place)
            gain &= (self.source[at] & ends) == 0
        return gain


def _by_own_classes(
    joint: Joint, party: int, others: Sequence[int], single: bool, strict: bool
) -> NDArray[np.bool_]:
    """By cell; the party has most strategies."""
    laid = _Laid(joint, [*others, party])
    own, radix = joint.box.radix[party], [joint.box.radix[k] for k in others]
    goes = _Goes(laid, party)
    rank = goes.rank.reshape(-1, own)
    alike = _gains_of_all(laid, others).reshape(-1, own)
    source = None if goes.source is None else goes.source.reshape(-1, own)
    target = None if goes.target is None else goes.target.reshape(-1, own)
    stable = np.ones(rank.shape, dtype=bool)
    for b, here in enumerate(np.ndindex(*radix)):
        feasible = np.flatnonzero(rank[b] != TOP)
        if not len(feasible):
            continue
        order = np.argsort(rank[b], kind="stable")
        ascending = rank[b][order]
        keys = [alike[b, feasible], goes.bits[feasible]]
        keys += [] if source is None else [source[b, feasible]]
        for members in _grouped(feasible, keys):
            one = members[0]
            answers = _answers(int(alike[b, one]), radix, here, single)
            comes_to = rank[answers].min(axis=0) if len(answers) else np.full(own, TOP, np.int32)
            may = (rank[b] != TOP) & ((goes.bits[one] & ~goes.bits) == 0)
            if source is not None and target is not None:
                may &= (source[b, one] & target[b]) == 0
            hard = np.where(may, comes_to, -1)[order]
            hardest = np.append(np.maximum.accumulate(hard[::-1])[::-1], np.int32(-1))
            worth = rank[b, members]
            found = hardest[np.searchsorted(ascending, worth, side="right")]
            stable[b, members] = found < worth if strict else found <= worth
    return laid.back(stable)


def _gains_of_all(laid: _Laid, others: Sequence[int]) -> NDArray[np.uint64]:
    """By cell which strategies of the others are gains, a bit each: as laid out."""
    gains = np.zeros(laid.shape, dtype=np.uint64)
    everywhere = (slice(None),) * len(laid.shape)
    place = 0
    for k in others:
        goes = _Goes(laid, k)
        for to in range(laid.joint.box.radix[k]):
            gains |= goes.gains(everywhere, to).astype(np.uint64) << np.uint64(place)
            place += 1
    return gains


def _grouped(
    members: NDArray[np.int64], keys: Sequence[NDArray[Any]]
) -> Iterator[NDArray[np.int64]]:
    """The members, those together that agree in all keys."""
    number = np.zeros(len(members), dtype=np.int64)
    for key in keys:
        values, place = np.unique(key, return_inverse=True)
        number = number * len(values) + place
        number = np.unique(number, return_inverse=True)[1]
    by_group = np.argsort(number, kind="stable")
    yield from np.split(members[by_group], np.cumsum(np.bincount(number))[:-1])


def _answers(
    gains: int, radix: Sequence[int], here: tuple[int, ...], single: bool
) -> NDArray[np.int64]:
    """What the others do after one or more of them gained at once: their profiles by number."""
    possible: list[list[int]] = []
    for count, does in zip(radix, here, strict=True):
        possible.append([does, *(to for to in range(count) if gains >> to & 1)])
        gains >>= count
    found = [
        one
        for one in product(*possible)
        if one != here and (not single or sum(a != b for a, b in zip(one, here, strict=True)) == 1)
    ]
    if not found:
        return np.zeros(0, dtype=np.int64)
    return np.ravel_multi_index(tuple(np.array(found).T), tuple(radix))


def _by_anothers_gains(
    joint: Joint, party: int, widest: int, single: bool, strict: bool
) -> NDArray[np.bool_]:
    """By cell; the party `widest` has most strategies."""
    rest = [k for k in range(len(joint.box.radix)) if k not in (party, widest)]
    laid = _Laid(joint, [party, *rest, widest])
    own, many = joint.box.radix[party], joint.box.radix[widest]
    mine, wide = _Goes(laid, party), _Goes(laid, widest)
    third = [_Goes(laid, k) for k in rest]
    profiles = list(np.ndindex(*(joint.box.radix[k] for k in rest)))
    worth_of = mine.rank.reshape(own, len(profiles), many)
    stable = np.ones(worth_of.shape, dtype=bool)
    for a in range(own):
        for c, here in enumerate(profiles):
            at = (a, *here, slice(None))
            feasible = np.flatnonzero(worth_of[a, c] != TOP)
            moves = {to: mine.gains(at, to) for to in range(own) if to != a}
            moving = np.zeros(many, dtype=bool)
            for gain in moves.values():
                moving |= gain
            feasible = feasible[moving[feasible]]
            if not len(feasible):
                continue
            worth = worth_of[a, c] - (1 if strict else 0)
            lows = _Lows(wide, at, feasible)
            allowed = [(to, _together(third, at, here, there)) for to, there in enumerate(profiles)]
            for to, gain in moves.items():
                lowest = lows(worth_of[to, c])
                for d, may in allowed:
                    if may is None or (
                        single and sum(x != y for x, y in zip(here, profiles[d], strict=True)) > 1
                    ):
                        continue
                    staying = worth_of[to, d]
                    low = staying if single else np.minimum(lows(staying), staying)
                    lowest = np.where(may, np.minimum(lowest, low), lowest)
                stable[a, c] &= ~gain | (lowest <= worth)
    return laid.back(stable)


def _together(
    third: Sequence[_Goes],
    at: tuple[int | slice, ...],
    here: tuple[int, ...],
    there: tuple[int, ...],
) -> NDArray[np.bool_] | None:
    """Where all who do otherwise gain by it: bool (strategies of the widest,); None: nobody does
    otherwise, or nowhere."""
    result: NDArray[np.bool_] | None = None
    for goes, before, after in zip(third, here, there, strict=True):
        if before != after:
            gain = goes.gains(at, after)
            result = gain if result is None else result & gain
    return result if result is not None and result.any() else None


class _Lows:
    """What the widest party's gains bring a worth down to, from each of its strategies."""

    def __init__(
        self, wide: _Goes, at: tuple[int | slice, ...], feasible: NDArray[np.int64]
    ) -> None:
        rank = wide.rank[at]
        self.order = np.argsort(-rank.astype(np.int64), kind="stable")
        self.order = self.order[rank[self.order] != TOP]
        self.feasible = feasible
        descending = -rank[self.order].astype(np.int64)
        keys: list[NDArray[Any]] = [wide.bits[feasible]]
        keys += [] if wide.source is None else [wide.source[at][feasible]]
        self.parts = []
        for members in _grouped(feasible, keys):
            one = members[0]
            may = (wide.bits[one] & ~wide.bits[self.order]) == 0
            if wide.source is not None and wide.target is not None:
                may &= (wide.source[at][one] & wide.target[at][self.order]) == 0
            better = np.searchsorted(descending, -rank[members].astype(np.int64), side="left")
            self.parts.append((members, may, better))

    def __call__(self, worth: NDArray[np.int32]) -> NDArray[np.int32]:
        """The lowest worth after a gain of the widest party, TOP where there is none."""
        result = np.full(len(worth), TOP, dtype=np.int32)
        sorted_ = worth[self.order]
        for members, may, better in self.parts:
            running = np.minimum.accumulate(np.where(may, sorted_, TOP))
            result[members] = np.append(TOP, running)[better]
        return result
