"""Random graphs too large for the oracle, built without a model file; seeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


MOST_MOVES = 4_000_000
# Where pieces of work end: a class wider than a tile, seven one-way options, many classes, options
# of one-way kinds in the middle.
CORNERS = (
    Shape((9, 2, 1), 0.0, 0.0, 0),
    Shape((1, 7, 4), 0.0, 1.0, 5),
    Shape((2, 4, 6), 0.1, 0.0, 100),
    Shape((3, 7, 2), 0.0, 0.3, 3),
    Shape((1, 1, 9, 1), 0.1, 0.5, 2),
)


def large_at(number: int) -> tuple[str, Graph]:
    """(what it is, the graph of this number): about 2^12 to 2^16 states, two to twelve parties.

    First the corners, a party of whose strategies 300 occur, one long chain and one winding way.
    """
    rng = np.random.default_rng([20, number])
    if number < len(CORNERS):
        return str(CORNERS[number]), random_graph(rng, CORNERS[number])
    special = number - len(CORNERS)
    if special == 0:
        return "300 strategies", three_hundred_strategies(rng)
    if special == 1:
        return "a chain", gray_chain(12)
    if special == 2:
        return "a winding way", snake_of_holes(6)
    # Twins list all moves: where there are many states no party may have too many options.
    moves = MOST_MOVES + 1.0
    while moves > MOST_MOVES:
        holes = (0.0, 0.1, 0.1, 0.5, 0.0, 0.1, 0.9, 0.1, 0.0, 0.5)[number % 10]
        options = (12, 13, 14, 13, 15, 12, 16, 13, 16, 15)[number % 10]
        shape = replace(random_shape(rng, options, options), holes=holes)
        moves = (1 - holes) ** 2 * sum(1 << count for count in shape.options) * (1 << options)
    return str(shape), random_graph(rng, shape)


def three_hundred_strategies(rng: np.random.Generator) -> Graph:
    """A party with twelve options, 300 of whose combinations occur: no size is a power of two."""
    own = np.sort(rng.choice(1 << 12, 300, replace=False))
    feasible = np.zeros((8, 1 << 12), dtype=bool)
    feasible[:, own] = rng.random((8, 300)) < 0.95
    codes = np.arange(1 << 15)
    ranks = [_rank(rng, codes, 15, distinct) for distinct in (0, 7, 300)]
    return graph_of((12, 2, 1), feasible.reshape(-1), (0, 0, 0), (0, 0, 0), ranks)


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
