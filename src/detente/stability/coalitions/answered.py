"""Compiled: coalitions that answer back, start by start, each start that tells nothing new skipped.

A coalition leaves s for t where no answer to t ends in a cell whose group comes to nothing that all
members prefer to s. Within a group who is ranked lower by all leaves with whom leaves, and who is
ranked higher by all stays with whom stays.
"""

from __future__ import annotations

import numpy as np

from detente.stability.coalitions.loops import covers, under
from detente.stability.engines.swept.compiled import compiled

_RADIX, _STRIDE, _OWN = range(3)


@compiled
def held(  # type: ignore[no-untyped-def]
    starts,
    stays,
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
    """Settle the starts (cells, those of a group together): stays[k] becomes 1 where one stays.

    tempting  (members, cells): what a move comes to at most; only what exceeds a start is tried.
    begin, end, vectors: by group the largest ranks that it comes to; raised by `more`.
    movers    int64 (outside, 3): radix, stride, and where a party begins in bits; orders: (outside,
              cells) their ranks; bits: by strategy which one-way options are used, only ever more.
    room      how many cells may be looked at for one start. Returns how many starts are open: they
              are marked with 2.
    """
    cells = len(group)
    members = len(rank)
    seen = np.zeros(cells, np.int32)  # by cell for which try it was met
    met = np.zeros(len(first), np.int32)  # by group for which start it was asked whether it deters
    deters = np.zeros(len(first), np.uint8)
    reached = np.zeros(len(first), np.int32)
    queue = np.empty(cells, np.int32)
    ahead = np.empty(len(first), np.int32)
    leaving = np.empty((len(starts), members), rank.dtype)
    staying = np.empty((len(starts), members), rank.dtype)
    leave_count, stay_count, now = 0, 0, -1
    tries, left_open = 0, 0
    for n in range(len(starts)):
        s = starts[n]
        if group[s] != now:
            now = group[s]
            leave_count, stay_count = 0, 0
        if covers(leaving, leave_count, rank, s, 1):
            stays[n] = 0
            continue
        if covers(staying, stay_count, rank, s, -1):
            stays[n] = 1
            continue
        looked, leaves = 0, False
        # All groups that the coalition can come to.
        count, at = 1, 0
        ahead[0] = now
        reached[now] = n + 1
        while at < count and not leaves and looked <= room:
            g = ahead[at]
            at += 1
            for q in range(after_first[g], after_first[g + 1]):
                if reached[after[q]] != n + 1:
                    reached[after[q]] = n + 1
                    ahead[count] = after[q]
                    count += 1
            for e in range(first[g], first[g + 1]):
                t = member[e]
                tempts = True
                for k in range(members):
                    if tempting[k, t] <= rank[k, s]:
                        tempts = False
                        break
                if not tempts:
                    continue
                # Where answers to t lead, until one deters.
                tries += 1
                seen[t] = tries
                queue[0] = t
                waiting, turn, deterred = 1, 0, False
                while turn < waiting and not deterred:
                    x = np.int64(queue[turn])
                    turn += 1
                    for j in range(len(movers)):
                        radix, stride, own = movers[j, _RADIX], movers[j, _STRIDE], movers[j, _OWN]
                        a = (x // stride) % radix
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
                            queue[waiting] = y
                            waiting += 1
                            h = group[y]
                            if met[h] != n + 1:
                                met[h] = n + 1
                                deters[h] = not under(vectors, begin[h], end[h], rank, s, more)
                            if deters[h]:
                                deterred = True
                                break
                        if deterred:
                            break
                if not deterred:
                    leaves = True
                    break
                if looked > room:
                    break
        if leaves:
            stays[n] = 0
            for k in range(members):
                leaving[leave_count, k] = rank[k, s]
            leave_count += 1
        elif looked > room:
            stays[n] = 2
            left_open += 1
        else:
            stays[n] = 1
            for k in range(members):
                staying[stay_count, k] = rank[k, s]
            stay_count += 1
    return left_open
