"""Compiled: where others who move at the same time undo every improvement, cell by cell of a box.

The others' joint moves are a product of their improvements on the start. It is not listed before it
is needed: it grows by one improvement of one of them at a time, and each move of the party goes
through what is there until a result deters. Most moves are undone by one of the first.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from detente.stability.assumptions import Assumptions
from detente.stability.engines.joint_box import Joint
from detente.stability.engines.swept.compiled import compiled
from detente.stability.engines.swept.threads import Runner, Threads

_CELLS_A_CALL = 1 << 12


def held(
    joint: Joint,
    party: int,
    assumptions: Assumptions,
    states: NDArray[np.int64] | None,
    most: int,
    run: Runner | None = None,
) -> tuple[NDArray[np.bool_], int]:
    """Where every improvement of the party is undone: bool, by the states or all; and how many
    joint moves were looked at. Not much further than `most` of them: then the rest is not judged.
    """
    places = np.flatnonzero(joint.box.feasible)
    if states is not None:
        places = places[states]
    stable = np.ones(len(places), dtype=np.bool_)
    parts = range(0, len(places), _CELLS_A_CALL)
    looked_at = np.zeros(len(parts), dtype=np.int64)
    radix = np.array(joint.box.radix, dtype=np.int64)
    stride = np.array(joint.box.stride, dtype=np.int64)

    def work(k: int, begin: int) -> None:
        if looked_at.sum() > most:
            return
        part = slice(begin, begin + _CELLS_A_CALL)
        looked_at[k] = _held(
            places[part],
            party,
            assumptions.sanction_moves == "single",
            assumptions.sanction == "strict",
            joint.ranks,
            radix,
            stride,
            joint.first,
            joint.bits,
            joint.source,
            joint.target,
            stable[part],
        )

    runner = run or Threads(cells=len(places))
    runner([partial(work, k, begin) for k, begin in enumerate(parts)])
    return stable, int(looked_at.sum())


@compiled
def _improvements(  # type: ignore[no-untyped-def]
    cell, party, rank, radix, stride, first, bits, source, target, into
):
    """Write how far from the cell each improvement of the party lies; how many there are."""
    top = np.int32(2147483647)
    own = (cell // stride[party]) % radix[party]
    worth = rank[party, cell]
    base = cell - own * stride[party]
    used = bits[first[party] + own]
    count = 0
    for a in range(radix[party]):
        there = base + a * stride[party]
        if rank[party, there] <= worth or rank[party, there] == top:
            continue
        if used & ~bits[first[party] + a]:
            continue
        if source.shape[1] and source[party, cell] & target[party, there]:
            continue
        into[count] = there - cell
        count += 1
    return count


@compiled
def _held(  # type: ignore[no-untyped-def]
    places, party, single, strict, rank, radix, stride, first, bits, source, target, stable
):
    """For each place whether all improvements are undone; returns the joint moves looked at.

    places  int64 (places,): feasible cells; stable: bool (places,), written where it is False.
    """
    parties = len(radix)
    widest = radix.max()
    own = np.empty(widest, np.int64)
    gain = np.empty((parties, widest), np.int64)
    gains = np.zeros(parties, np.int64)
    most = 1
    for k in range(parties):
        if k != party:
            most = most + radix[k] if single else most * radix[k]
    joint = np.empty(most, np.int64)  # results, as distances from the party's own move
    looked_at = 0
    for at in range(len(places)):
        cell = places[at]
        worth = rank[party, cell] - (1 if strict else 0)
        moves = _improvements(cell, party, rank, radix, stride, first, bits, source, target, own)
        if moves == 0:
            continue
        # The improvement that the party likes best comes first: it is the hardest to undo.
        best = 0
        for m in range(1, moves):
            if rank[party, cell + own[m]] > rank[party, cell + own[best]]:
                best = m
        own[0], own[best] = own[best], own[0]
        for k in range(parties):
            gains[k] = -1  # not looked for yet
        joint[0] = 0
        built, before, other, taken = 1, 1, 0, 0
        last = 0  # what undid the move before is tried first
        for m in range(moves):
            there = cell + own[m]
            looked_at += 1
            if rank[party, there + joint[last]] <= worth:
                continue
            undone = False
            p = 1
            while not undone:
                while p < built:
                    if rank[party, there + joint[p]] <= worth:
                        undone = True
                        break
                    p += 1
                if undone:
                    break
                # One improvement more of one of the others, with all that is there without it.
                while other < parties:
                    if other != party:
                        if gains[other] < 0:
                            gains[other] = _improvements(
                                cell,
                                other,
                                rank,
                                radix,
                                stride,
                                first,
                                bits,
                                source,
                                target,
                                gain[other],
                            )
                        if taken < gains[other]:
                            break
                    other, taken, before = other + 1, 0, built
                if other == parties:
                    break
                step = gain[other, taken]
                for x in range(1 if single else before):
                    joint[built] = joint[x] + step
                    built += 1
                taken += 1
            looked_at += p
            if not undone:
                stable[at] = False
                break
            last = p
    return looked_at
