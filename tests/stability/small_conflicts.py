"""Small conflicts made for the kernels: as a graph for the engines, as sets for the oracle.

Nothing is written to a model file or read from one, so thousands take seconds. The shapes are
those on which fast code goes wrong: long chains of improvements, ways without return, equal ranks,
boxes with hardly a state in them, parties with a dozen options, ranks far apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

from detente.model import Arcs, Graph, Ranks
from oracle.conflict import Conflict

Moves = tuple[tuple[tuple[int, ...], ...], ...]  # moves[party][state]: where to, ascending
Barred = tuple[int, tuple[int, ...], tuple[int, ...]]
MOST_STATES = 32


@dataclass(frozen=True)
class Small:
    """A conflict in numbers.

    kind     which of the shapes it is.
    options  how many options each party has; () where moves are listed.
    codes    the states, ascending: option k taken is bit k; listed: 0, 1, 2, ...
    taken    options that may only be taken, as bits; dropped: may only be dropped.
    barred   moves that a rule forbids: (party, from these states, to these), by state index.
    listed   the moves where they are listed.
    ranks    by party the worth of each state.
    """

    kind: str
    options: tuple[int, ...]
    codes: tuple[int, ...]
    taken: int
    dropped: int
    barred: tuple[Barred, ...]
    listed: Moves
    ranks: tuple[tuple[int, ...], ...]

    @property
    def parties(self) -> int:
        """How many parties."""
        return len(self.ranks)

    @property
    def masks(self) -> tuple[int, ...]:
        """Each party's own options as bits."""
        begin = [sum(self.options[:k]) for k in range(len(self.options))]
        return tuple(
            ((1 << count) - 1) << at for count, at in zip(self.options, begin, strict=True)
        )

    def moves(self) -> Moves:
        """Who can go where, by the plain meaning of options."""
        if self.listed:
            return self.listed
        numbered = list(enumerate(self.codes))
        taken, dropped = self.taken, self.dropped
        return tuple(
            tuple(
                tuple(
                    t
                    for t, after in numbered
                    if t != s
                    and not (before ^ after) & ~mask
                    and not before & ~after & taken
                    and not after & ~before & dropped
                    and not any(
                        party == by and s in source and t in target
                        for by, source, target in self.barred
                    )
                )
                for s, before in numbered
            )
            for party, mask in enumerate(self.masks)
        )


def graph_of(small: Small) -> Graph:
    """What the engines see. Moves are handed over listed; the kernels may work out their own."""
    moves = small.moves()
    by_options = not small.listed
    highest = max(max(rank) for rank in small.ranks)
    kind = np.int16 if highest < np.iinfo(np.int16).max else np.int32
    return Graph(
        names=tuple(f"P{k}" for k in range(small.parties)),
        form="option" if by_options else "graph",
        codes=np.array(small.codes, dtype=np.int64),
        letters=sum(small.options),
        labels=() if by_options else tuple(str(code) for code in small.codes),
        masks=small.masks,
        only_taken=tuple(small.taken & mask for mask in small.masks),
        only_dropped=tuple(small.dropped & mask for mask in small.masks),
        orders=tuple(Ranks(np.array(rank, dtype=kind)) for rank in small.ranks),
        moves_compose=by_options and not small.barred,
        status_quo=None,
        named_strategies=None,
        build_arcs=lambda party: _arcs(moves[party]),
        barred=(lambda party: _pairs(small, party)) if small.barred else None,
    )


def _pairs(small: Small, party: int) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    states = np.arange(len(small.codes))
    return [
        (np.isin(states, source), np.isin(states, target))
        for by, source, target in small.barred
        if by == party
    ]


def _arcs(moves: Sequence[Sequence[int]]) -> Arcs:
    first = np.cumsum([0, *(len(ends) for ends in moves)], dtype=np.int64)
    return Arcs(first, np.array([end for ends in moves for end in ends], dtype=np.int32))


def conflict_of(small: Small) -> Conflict:
    """What the oracle sees: states by name, sets of moves, pairs of preference."""
    states = tuple(str(k) for k in range(len(small.codes)))
    parties = tuple(f"P{k}" for k in range(small.parties))
    return Conflict(
        parties=parties,
        states=states,
        moves={
            party: {
                s: frozenset(states[t] for t in ends) for s, ends in zip(states, own, strict=True)
            }
            for party, own in zip(parties, small.moves(), strict=True)
        },
        better={
            party: {
                (t, s)
                for s, below in zip(states, rank, strict=True)
                for t, above in zip(states, rank, strict=True)
                if above > below
            }
            for party, rank in zip(parties, small.ranks, strict=True)
        },
        rank={
            party: dict(zip(states, rank, strict=True))
            for party, rank in zip(parties, small.ranks, strict=True)
        },
        unknown=dict.fromkeys(parties, frozenset()),
        strategies=None,
        status_quo=None,
    )


def small_at(number: int, seed: str = "kernels") -> Small:
    """The conflict of this number; the kinds take turns."""
    rng = Random(f"{seed}/{number}")
    kind, make = KINDS[number % len(KINDS)]
    return replace(make(rng), kind=kind)


def without_state(small: Small, state: int) -> Small:
    """The conflict without one of its states; ValueError where it is the last."""
    left = [k for k in range(len(small.codes)) if k != state]
    if not left:
        raise ValueError("a conflict has a state")
    place = {old: new for new, old in enumerate(left)}
    return replace(
        small,
        codes=tuple(small.codes[k] for k in left),
        barred=tuple(
            (
                party,
                tuple(place[s] for s in source if s in place),
                tuple(place[t] for t in target if t in place),
            )
            for party, source, target in small.barred
        ),
        listed=tuple(
            tuple(tuple(place[t] for t in own[s] if t in place) for s in left)
            for own in small.listed
        ),
        ranks=tuple(tuple(rank[k] for k in left) for rank in small.ranks),
    )


# --- by options ---


def _by_options(
    rng: Random,
    options: Sequence[int],
    codes: Sequence[int],
    ranks: Sequence[Sequence[int]],
    one_way: float = 0.0,
) -> Small:
    total = sum(options)
    ways = [rng.random() for _ in range(total)]
    return Small(
        "",
        tuple(options),
        tuple(sorted(codes)),
        sum(1 << k for k, way in enumerate(ways) if way < one_way * 0.7),
        sum(1 << k for k, way in enumerate(ways) if one_way * 0.7 <= way < one_way),
        (),
        (),
        tuple(tuple(rank) for rank in ranks),
    )


def _kept(rng: Random, total: int, holes: float) -> list[int]:
    kept = [code for code in range(1 << total) if rng.random() >= holes]
    kept = sorted(rng.sample(kept, min(len(kept), MOST_STATES)))
    return kept or [rng.randrange(1 << total)]


def _ranks(rng: Random, parties: int, states: int) -> list[list[int]]:
    """Each party's worths: of few kinds or of many, now and then all alike or far apart."""
    found = []
    for _ in range(parties):
        levels = rng.choice((2, 2, 3, 5, states))
        far = rng.choice((1, 1, 1, 1, 31, 63, 64))
        found.append([rng.randrange(levels) * far for _ in range(states)])
    return found


def _split(rng: Random, parties: int, total: int) -> list[int]:
    options = [1] * parties
    for _ in range(total - parties):
        options[rng.randrange(parties)] += 1
    return options


def any_shape(rng: Random) -> Small:
    """Two to four parties, up to five options, some holes, some options with one way."""
    parties = rng.choice((2, 3, 3, 4))
    options = _split(rng, parties, rng.choice((parties, 4, 4, 5)) if parties < 4 else 4)
    codes = _kept(rng, sum(options), rng.choice((0.0, 0.0, 0.1, 0.5)))
    ranks = _ranks(rng, parties, len(codes))
    return _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.3, 0.8)))


def no_return(rng: Random) -> Small:
    """Every option has one way: patterns within patterns, and nobody comes back."""
    options = rng.choice(([3, 1], [2, 2], [4, 1], [2, 1, 1], [3, 2], [1, 3, 1]))
    codes = _kept(rng, sum(options), rng.choice((0.0, 0.0, 0.3)))
    return _by_options(rng, options, codes, _ranks(rng, len(options), len(codes)), 1.0)


def long_chain(rng: Random) -> Small:
    """Others who improve along one path through all their states, and one hurt at its end."""
    width = rng.choice((2, 3, 3, 4))
    path = [k ^ k >> 1 for k in range(1 << width)]
    if rng.random() < 0.5:
        path.reverse()
    split = rng.choice(([1] * width, [1] * width, [width - 1, 1], [1, width - 1]))
    owner = [party for party, count in enumerate(split) for _ in range(count)]
    parties = len(split) + 1
    worth = [[0] * (2 << width) for _ in range(parties)]
    for before, after in pairwise(path):
        mover = owner[(before ^ after).bit_length() - 1]
        for high in (0, 1 << width):
            worth[mover][after | high] = worth[mover][before | high] + 1
    hurt = path[-1 - rng.randrange(2)] | 1 << width
    worth[-1] = [1 + (code >> width) if code != hurt else 0 for code in range(2 << width)]
    codes = list(range(2 << width))
    for _ in range(rng.choice((0, 0, 1, 2))):  # a break somewhere
        codes.remove(rng.choice(codes))
    return _by_options(rng, [*split, 1], codes, [[w[code] for code in codes] for w in worth])


def winding_way(rng: Random) -> Small:
    """Two others on a grid whose states are one winding path: every step takes another mover."""
    side = 4
    way = [(k, k) for k in range(side)] + [(k, k + 1) for k in range(side - 1)]
    free = rng.sample(range(side), side)
    cells = [free[a] | free[b] << 2 for a, b in way]
    own = rng.choice((1, 1, 2))
    codes = sorted(cell | high << 4 for cell in cells for high in range(1 << own))
    if rng.random() < 0.3:
        codes.remove(rng.choice(codes))
    ranks = _ranks(rng, 3, len(codes))
    if rng.random() < 0.6:
        last = free[side - 1] | free[side - 1] << 2
        ranks[2] = [1 + (code >> 4) if code & 15 != last else 0 for code in codes]
    return _by_options(rng, (2, 2, own), codes, ranks, rng.choice((0.0, 0.0, 0.5)))


def single_options(rng: Random) -> Small:
    """Many parties of one option each."""
    parties = rng.choice((3, 4, 4, 5))
    codes = _kept(rng, parties, rng.choice((0.0, 0.0, 0.2)))
    ranks = _ranks(rng, parties, len(codes))
    return _by_options(rng, [1] * parties, codes, ranks, rng.choice((0.0, 0.0, 0.4)))


def alone(rng: Random) -> Small:
    """One party and nobody to answer."""
    options = [rng.choice((1, 2, 3, 4))]
    codes = _kept(rng, options[0], rng.choice((0.0, 0.3)))
    return _by_options(rng, options, codes, _ranks(rng, 1, len(codes)), rng.choice((0.0, 0.5)))


def equal_ranks(rng: Random) -> Small:
    """Parties who see hardly a difference, or none."""
    options = rng.choice(([2, 2], [3, 1], [1, 2, 1], [2, 1, 1, 1]))
    codes = _kept(rng, sum(options), rng.choice((0.0, 0.2)))
    ranks = [[0] * len(codes) for _ in options]
    for rank in ranks:
        for _ in range(rng.choice((0, 1, 1, 2))):
            rank[rng.randrange(len(codes))] = rng.choice((0, 1))
    return _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.5)))


def nearly_empty(rng: Random) -> Small:
    """Nine states in ten are infeasible."""
    options = rng.choice(([3, 3], [2, 2, 2], [4, 2, 1], [3, 2, 2], [1, 1, 1, 4]))
    codes = _kept(rng, sum(options), 0.85)
    ranks = _ranks(rng, len(options), len(codes))
    return _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.0, 0.5)))


def many_options(rng: Random) -> Small:
    """A party with a dozen options or more, of whose strategies only a few occur."""
    options = rng.choice(([12, 1], [1, 13], [12, 2, 1], [2, 21], [14, 1, 1], [1, 12, 1]))
    menus = []
    for count in options:
        most = min(1 << count, rng.choice((1, 2, 4, 5, 7)) if count > 2 else 4)
        menus.append(rng.sample(range(1 << count), most))
    states = [0]
    at = 0
    for count, menu in zip(options, menus, strict=True):
        states = [code | own << at for own in menu for code in states]
        at += count
    codes = [code for code in states if rng.random() < rng.choice((0.6, 1.0))] or states[:1]
    codes = rng.sample(codes, min(len(codes), MOST_STATES))
    ranks = _ranks(rng, len(options), len(codes))
    return _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.2, 0.7)))


def many_strategies(rng: Random) -> Small:
    """A party with more strategies than are sorted by insertion; ranks near a type's limits."""
    options = rng.choice(([5, 1], [1, 5], [5, 1, 1], [6, 1]))
    codes = _kept(rng, sum(options), 0.6)
    ranks = []
    for _ in options:
        high = rng.choice((1, 2, 62, 63, 64, 65, 127, 128, 700, 32_765, 32_766, 32_767, 70_000))
        some = sorted({0, high, high // 2, *(rng.randrange(high + 1) for _ in range(5))})
        ranks.append([rng.choice(some) for _ in codes])
    return _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.0, 0.5)))


# --- moves that do not compose ---


def forbidden_moves(rng: Random) -> Small:
    """By options, with rules that take moves away: two steps may do what one may not.

    Most often one party minds hardly anything but one or two states, so that answers have to get
    there.
    """
    options = rng.choice(([2, 2, 1], [1, 2, 2], [2, 1, 2], [3, 1, 1], [2, 2], [1, 3, 1]))
    codes = _kept(rng, sum(options), rng.choice((0.0, 0.0, 0.2)))
    ranks = _ranks(rng, len(options), len(codes))
    small = _by_options(rng, options, codes, ranks, rng.choice((0.0, 0.0, 0.3)))
    minds = rng.randrange(len(options))
    if rng.random() < 0.7:
        own = small.masks[minds] & -small.masks[minds]
        ranks[minds] = [1 + (code & own > 0) for code in codes]
        for _ in range(rng.choice((1, 1, 2))):
            ranks[minds][rng.randrange(len(codes))] = 0
    states = range(len(codes))
    return replace(
        small,
        ranks=tuple(map(tuple, ranks)),
        barred=tuple(
            (
                rng.randrange(len(options)),
                tuple(s for s in states if rng.random() < share),
                tuple(s for s in states if rng.random() < share),
            )
            for share in rng.choice(((0.5, 0.5), (0.7, 0.7), (0.8, 0.6, 0.6), (0.3, 0.9)))
        ),
    )


def listed_moves(rng: Random) -> Small:
    """Moves as they come: one-way, common to several parties, or missing."""
    parties = rng.choice((2, 3, 3, 4))
    states = rng.choice((4, 6, 8, 12, 16))
    forward = rng.random() < 0.25  # nobody comes back
    moves = []
    for _ in range(parties):
        share = rng.choice((0.0, 1.0, 1.5, 2.0, 2.0, 3.0)) / states
        moves.append(
            tuple(
                tuple(
                    t
                    for t in range(states)
                    if t != s and not (forward and t < s) and rng.random() < share
                )
                for s in range(states)
            )
        )
    ranks = _ranks(rng, parties, states)
    return Small("", (), tuple(range(states)), 0, 0, (), tuple(moves), tuple(map(tuple, ranks)))


def listed_chain(rng: Random) -> Small:
    """Listed moves along one path whose movers take turns, or hold two places in a row."""
    states = rng.choice((6, 10, 16))
    parties = rng.choice((3, 3, 4))
    moves = [[[] for _ in range(states)] for _ in range(parties)]
    ranks = [[0] * states for _ in range(parties)]
    for s in range(1, states - 1):
        mover = 1 + (s + (rng.random() < 0.15)) % (parties - 1)
        moves[mover][s].append(s + 1)
        ranks[mover][s + 1] = ranks[mover][s] + rng.choice((1, 1, 1, 1, 0))
    moves[0][0].append(1)
    ranks[0] = [1] + [2] * (states - 2) + [rng.choice((0, 1))]
    if rng.random() < 0.5:
        moves[0][states - 1] = sorted({rng.randrange(states - 1)})
    listed = tuple(tuple(tuple(ends) for ends in own) for own in moves)
    return Small("", (), tuple(range(states)), 0, 0, (), listed, tuple(map(tuple, ranks)))


KINDS: tuple[tuple[str, Callable[[Random], Small]], ...] = tuple(
    (make.__name__, make)
    for make in (
        any_shape,
        no_return,
        long_chain,
        winding_way,
        single_options,
        equal_ranks,
        nearly_empty,
        many_options,
        many_strategies,
        alone,
        forbidden_moves,
        listed_moves,
        listed_chain,
    )
)
