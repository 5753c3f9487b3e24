"""Who can go where in one step: moves listed state by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.fixed import Fixed
from detente.limits import limit
from detente.problems import TooLarge
from detente.values import dataclass

Forbidden = tuple[NDArray[np.bool_], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class Arcs(Fixed):
    """One party's moves, sorted by start and then by end.

    first  int64 (states + 1,): the moves from state s are first[s]:first[s + 1].
    end    int32 (moves,): where each leads, as a state index.
    """

    first: NDArray[np.int64]
    end: NDArray[np.int32]

    def of(self, state: int) -> NDArray[np.int32]:
        """Where the party can go from `state`, ascending."""
        return self.end[self.first[state] : self.first[state + 1]]

    def starts(self) -> NDArray[np.int32]:
        """The start of each move: int32 (moves,)."""
        counts = np.diff(self.first)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    def only(self, keep: NDArray[np.bool_]) -> Arcs:
        """The moves for which `keep` (bool, (moves,)) holds."""
        kept = np.concatenate([[0], np.cumsum(keep)])[self.first].astype(np.int64)
        return Arcs(kept, self.end[keep])


def count_option_arcs(codes: NDArray[np.int64], mask: int) -> int:
    """How many moves a party with the own options `mask` has, one-way options not deducted."""
    _, sizes = np.unique(codes & ~np.int64(mask), return_counts=True)
    return int((sizes.astype(np.float64) * (sizes - 1)).sum())


def option_arcs(
    codes: NDArray[np.int64],
    mask: int,
    only_taken: int,
    only_dropped: int,
    forbidden: Sequence[Forbidden] = (),
) -> Arcs:
    """Moves by changing own options, any number at once, over infeasible states too.

    mask          the party's own bits.
    only_taken    own bits that cannot go back to not taken; only_dropped: cannot be taken again.
    forbidden     pairs (from, to), each bool (states,): steps between them are not possible.
    Cost: the states in a class (equal but for own options) squared, summed over classes.
    """
    states = len(codes)
    count = count_option_arcs(codes, mask)
    if count > limit("arcs"):
        raise TooLarge(
            f"{states:,} states and a party with {mask.bit_count()} options",
            f"about {count:,} moves to list, {count * 12 / 1e9:.1f} GB",
            "hold some options fixed (`--holding`), or ask for fewer concepts",
        )
    if count == 0:
        return Arcs(np.zeros(states + 1, dtype=np.int64), np.zeros(0, dtype=np.int32))
    rest = codes & ~np.int64(mask)
    by_class = np.argsort(rest, kind="stable")
    sorted_rest = rest[by_class]
    new = np.concatenate([[True], sorted_rest[1:] != sorted_rest[:-1]])
    begin = np.flatnonzero(new)
    size = np.diff(np.concatenate([begin, [states]]))
    of = np.cumsum(new) - 1
    # Each state is paired with all members of its class, itself included, then filtered.
    counts = size[of]
    start = np.repeat(by_class, counts)
    offset = np.arange(len(start)) - np.repeat(np.cumsum(counts) - counts, counts)
    end = by_class[np.repeat(begin[of], counts) + offset]
    before, after = codes[start], codes[end]
    keep = start != end
    if only_taken:
        keep &= (before & ~after & np.int64(only_taken)) == 0
    if only_dropped:
        keep &= (after & ~before & np.int64(only_dropped)) == 0
    for source, target in forbidden:
        keep &= ~(source[start] & target[end])
    start, end = start[keep], end[keep]
    order = np.argsort(start, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=states))])
    return Arcs(first.astype(np.int64), end[order].astype(np.int32))


def listed_arcs(
    moves: Mapping[str, Sequence[str]],
    index: Mapping[str, int],
    states: int,
    forbidden: Sequence[Forbidden] = (),
) -> Arcs:
    """Moves as the graph form lists them; states that are not in `index` (held out) drop out."""
    pairs = sorted(
        (index[start], index[end])
        for start, ends in moves.items()
        if start in index
        for end in ends
        if end in index
    )
    start = np.array([pair[0] for pair in pairs], dtype=np.int64)
    end = np.array([pair[1] for pair in pairs], dtype=np.int32)
    keep = np.ones(len(pairs), dtype=bool)
    for source, target in forbidden:
        keep &= ~(source[start] & target[end])
    start, end = start[keep], end[keep]
    first = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=states))])
    return Arcs(first.astype(np.int64), end)
