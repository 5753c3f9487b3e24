"""Compiled: coalitions that answer back, start by start, each start that tells nothing new skipped.

A coalition leaves s for t where no answer to t ends in a cell whose group comes to nothing that all
members prefer to s. Within a group who is ranked lower by all leaves with whom leaves, and who is
ranked higher by all stays with whom stays. Cells stand at places: see loops.py.
"""

from __future__ import annotations

import numpy as np

from detente.stability.coalitions.loops import covers, under
from detente.stability.engines.swept.compiled import compiled

_RADIX, _STRIDE, _OWN = range(3)
_OFF, _BY = range(2)
_LONGEST = 64  # steps of an answer that is remembered


@compiled
def left(  # type: ignore[no-untyped-def]
    starts,
    group,
    first,
    member,
    after_first,
    after,
    rank,
    tempting,
    begin,
    end,
    vectors,
    more,
    improving,
    movers,
    bits,
    orders,
    room,
):
    """By place 1 where the coalition leaves, of those marked in `starts`; 2 where that is open.

    tempting  (places, members): what a move comes to at most; only what exceeds a start is tried.
    begin, end, vectors: by group the largest ranks that it comes to; raised by `more`.
    movers    int64 (outside, 3): radix, stride, and where a party begins in bits; orders: (outside,
              cells) their ranks; bits: by strategy which one-way options are used, only ever more.
    room      how many cells may be looked at for one start; with more it stays open.
    """
    cells, members = len(group), rank.shape[1]
    leaves = np.zeros(len(starts), np.uint8)
    seen = np.zeros(cells, np.int32)  # by cell for which try it was met
    met = np.zeros(len(first), np.int32)  # by group for which start it was asked whether it deters
    deters = np.zeros(len(first), np.uint8)
    reached = np.zeros(len(first), np.int32)
    queue = np.empty(cells, np.int32)
    came = np.empty(cells, np.int32)  # by place in the queue: from which place, and by whose move
    by = np.empty(cells, np.int32)
    way = np.empty(
        (_LONGEST, 2), np.int64
    )  # the answer that deterred last: how far from t, by whom
    ahead = np.empty(len(first), np.int32)
    most = 0
    for g in range(len(first) - 1):
        most = max(most, first[g + 1] - first[g])
    leaving = np.empty((most, members), rank.dtype)
    staying = np.empty((most, members), rank.dtype)
    tries, turns = 0, 0
    for now in range(len(first) - 1):
        leave_count, stay_count, length = 0, 0, 0
        size = first[now + 1] - first[now]
        far = _far(size)
        for one in range(size):
            # Not in order: each start that is settled shall halve what is open.
            s = first[now] + one * far % size
            if not starts[s]:
                continue
            if covers(leaving, leave_count, rank, s, 1):
                leaves[s] = 1
                continue
            if covers(staying, stay_count, rank, s, -1):
                continue
            turns += 1
            looked, goes = 0, False
            # All groups that the coalition can come to.
            count, at = 1, 0
            ahead[0] = now
            reached[now] = turns
            while at < count and not goes and looked <= room:
                g = ahead[at]
                at += 1
                for q in range(after_first[g], after_first[g + 1]):
                    if reached[after[q]] != turns:
                        reached[after[q]] = turns
                        ahead[count] = after[q]
                        count += 1
                for e in range(first[g], first[g + 1]):
                    tempts = True
                    for k in range(members):
                        if tempting[e, k] <= rank[s, k]:
                            tempts = False
                            break
                    if not tempts:
                        continue
                    if looked > room:
                        break
                    # What deterred last likely does again: those outside stand where they stood.
                    t = np.int64(member[e])
                    deterred, x = False, t
                    for step in range(length):
                        y = t + way[step, _OFF]
                        looked += 1
                        mover = way[step, _BY]
                        if group[y] < 0 or (improving and orders[mover, y] <= orders[mover, x]):
                            break
                        h, x = group[y], y
                        if met[h] != turns:
                            met[h] = turns
                            deters[h] = not under(vectors, begin[h], end[h], rank, s, more)
                        if deters[h]:
                            deterred = True
                            break
                    if deterred:
                        continue
                    # Where answers to t lead, until one deters.
                    tries += 1
                    seen[t] = tries
                    queue[0] = t
                    waiting, turn = 1, 0
                    while turn < waiting and not deterred:
                        x = np.int64(queue[turn])
                        turn += 1
                        for j in range(len(movers)):
                            radix, stride = movers[j, _RADIX], movers[j, _STRIDE]
                            a, own = (x // stride) % radix, movers[j, _OWN]
                            level = orders[j, x]
                            looked += radix
                            for b in range(radix):
                                y = x + (b - a) * stride
                                if group[y] < 0 or seen[y] == tries:
                                    continue
                                if bits[own + a] & ~bits[own + b]:
                                    continue
                                if improving and orders[j, y] <= level:
                                    continue
                                seen[y] = tries
                                queue[waiting], came[waiting], by[waiting] = y, turn - 1, j
                                waiting += 1
                                h = group[y]
                                if met[h] != turns:
                                    met[h] = turns
                                    deters[h] = not under(vectors, begin[h], end[h], rank, s, more)
                                if deters[h]:
                                    deterred = True
                                    length = _noted(way, queue, came, by, waiting - 1)
                                    break
                            if deterred:
                                break
                    if not deterred:
                        goes = True
                        break
            if goes:
                leaves[s] = 1
                for k in range(members):
                    leaving[leave_count, k] = rank[s, k]
                leave_count += 1
            elif looked > room:
                leaves[s] = 2
            else:
                for k in range(members):
                    staying[stay_count, k] = rank[s, k]
                stay_count += 1
    return leaves


@compiled
def _far(size):  # type: ignore[no-untyped-def]
    """A step through so many places that comes to each of them once, and far apart."""
    step = max(1, (size * 618) // 1000)
    while True:
        one, other = size, step
        while other:
            one, other = other, one % other
        if one == 1:
            return step
        step += 1


@compiled
def _noted(way, queue, came, by, at):  # type: ignore[no-untyped-def]
    """How many steps lead to queue[at], put to `way`; 0 where they are too many to remember."""
    length, one = 0, at
    while one:
        length += 1
        one = np.int64(came[one])
    if length > len(way):
        return 0
    one = at
    for step in range(length):
        way[length - 1 - step, _OFF] = np.int64(queue[one]) - np.int64(queue[0])
        way[length - 1 - step, _BY] = by[one]
        one = np.int64(came[one])
    return length
