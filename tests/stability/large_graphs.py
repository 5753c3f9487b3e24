"""Random graphs too large for the oracle, built without a model file; seeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.model import Graph, Ranks
from detente.model.moves import option_arcs


@dataclass(frozen=True)
class Shape:
    """What a random graph looks like.

    options   per party how many; holes: share of infeasible states; one_way: of one-way options.
    distinct  how many different ranks are drawn; 0: ranks by a dozen statements.
    """

    options: tuple[int, ...]
    holes: float = 0.0
    one_way: float = 0.0
    distinct: int = 0


def graph_of(
    options: Sequence[int],
    feasible: NDArray[np.bool_],
    taken: Sequence[int],
    dropped: Sequence[int],
    ranks: Sequence[NDArray[np.integer]],
) -> Graph:
    """A graph by options, its ranks given by code."""
    codes = np.flatnonzero(feasible).astype(np.int64)
    masks, at = [], 0
    for count in options:
        masks.append(((1 << count) - 1) << at)
        at += count
    return Graph(
        names=tuple(f"P{k}" for k in range(len(options))),
        form="option",
        codes=codes,
        letters=at,
        labels=(),
        masks=tuple(masks),
        only_taken=tuple(taken),
        only_dropped=tuple(dropped),
        orders=tuple(
            Ranks(np.unique(rank[codes], return_inverse=True)[1].astype(np.int32)) for rank in ranks
        ),
        moves_compose=True,
        status_quo=None,
        named_strategies=None,
        build_arcs=lambda k: option_arcs(codes, masks[k], taken[k], dropped[k]),
    )


def random_graph(rng: np.random.Generator, shape: Shape) -> Graph:
    """A graph of the shape, with one state at least."""
    options = sum(shape.options)
    codes = np.arange(1 << options)
    feasible = rng.random(len(codes)) >= shape.holes
    feasible[rng.integers(len(codes))] = True
    taken, dropped, at = [], [], 0
    for count in shape.options:
        ways = rng.random(count)
        taken.append(sum(1 << (at + k) for k in range(count) if ways[k] < shape.one_way / 2))
        dropped.append(sum(1 << (at + k) for k in range(count) if ways[k] > 1 - shape.one_way / 2))
        at += count
    ranks = [_rank(rng, codes, options, shape.distinct) for _ in shape.options]
    return graph_of(shape.options, feasible, taken, dropped, ranks)


def _rank(
    rng: np.random.Generator, codes: NDArray[np.int64], options: int, distinct: int
) -> NDArray[np.int64]:
    if distinct:
        return rng.integers(0, distinct, len(codes))
    key = np.zeros(len(codes), dtype=np.int64)
    for _ in range(12):
        bits = rng.choice(options, size=min(2, options), replace=False)
        parts = [(codes >> bit & 1) ^ int(rng.integers(2)) for bit in bits]
        key = key * 2 + (np.bitwise_and.reduce(parts) if rng.random() < 0.5 else parts[0])
    return key


def random_shape(rng: np.random.Generator, least: int, most: int) -> Shape:
    """Two to six parties, `least` to `most` options, holes and one-way options by chance."""
    parties = int(rng.integers(2, 7))
    total = max(parties, int(rng.integers(least, most + 1)))
    options = [1] * parties
    for _ in range(total - parties):
        options[int(rng.integers(parties))] += 1
    return Shape(
        tuple(options),
        float(rng.choice([0.0, 0.1, 0.5, 0.9])),
        float(rng.choice([0.0, 0.0, 0.3, 1.0])),
        int(rng.choice([0, 2, 5, 100, 100_000])),
    )


def gray_chain(options: int) -> Graph:
    """Parties of one option each who improve along one path through all states of all but one.

    The last party is hurt only at the path's end; whether an answer gets there takes as many steps
    as there are states. Ranks of two kinds only, so nothing is met by a shorter way.
    """
    others = options - 1
    path = np.arange(1 << others) ^ (np.arange(1 << others) >> 1)
    ranks = np.zeros((options, 1 << options), dtype=np.int64)
    for before, after in pairwise(path):
        mover = int(before ^ after).bit_length() - 1
        for high in (0, 1 << others):
            ranks[mover, after | high] = 1
    ranks[others] = 1 + (np.arange(1 << options) >> others)
    ranks[others, path[-1] | (1 << others)] = 0
    everything = np.ones(1 << options, dtype=bool)
    return graph_of([1] * options, everything, [0] * options, [0] * options, list(ranks))


def snake_of_holes(width: int) -> Graph:
    """Two others on a grid whose feasible states are one winding path, and a third party.

    A move goes along a row or a column, so that the path's end is many moves away.
    """
    options = (width, width, 1)
    side = 1 << width
    feasible = np.zeros((2, side, side), dtype=bool)
    for k in range(side):
        feasible[:, k, k] = True
        if k + 1 < side:
            feasible[:, k + 1, k] = True
    ranks = np.zeros((3, 2, side, side), dtype=np.int64)
    ranks[2] = 1 + np.arange(2)[:, None, None]
    ranks[2, 1, side - 1, side - 1] = 0
    return graph_of(
        options, feasible.reshape(-1), [0] * 3, [0] * 3, [rank.reshape(-1) for rank in ranks]
    )
