"""Compiled: one party's classes. Ranks sorted within each class, best replies, values by pattern.

A rank or value is int16 or int32, with `TOP` (the type's largest number) in infeasible cells.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.compiled import compiled

_TILE = 32  # classes gathered side by side, so that each line of memory is read once
_FEW = 24  # members sorted by insertion
_MANY_RANKS = 1 << 16  # up to here the ranks present in a class are marked in a table of bits


@compiled
def sort_classes(rank, top, levels, radix, stride, first, last, order):  # type: ignore[no-untyped-def]
    """Sort the members of classes first..last-1 by rank, best first.

    order  uint16 or uint32 (cells,): class c's members at order[c * radix:]; the highest bit marks
           the first of each group of equals, the next one is for mark_kept; all ones: no more
           (infeasible members).
    """
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    block = np.empty((_TILE, radix), rank.dtype)
    base = np.empty(_TILE, np.int64)
    key = np.empty(radix, np.int64)
    words = (levels >> 6) + 1
    marked = np.zeros(words if levels <= _MANY_RANKS else 1, np.uint64)
    before = np.zeros(words if levels <= _MANY_RANKS else 1, np.int64)
    place = np.zeros(radix + 1, np.int64)
    local = np.empty(radix, np.int64)
    c = first
    while c < last:
        count = min(_TILE, last - c)
        for u in range(count):
            base[u] = ((c + u) // stride) * stride * radix + (c + u) % stride
        if stride == 1:
            for u in range(count):
                for j in range(radix):
                    block[u, j] = rank[base[u] + j]
        else:
            for j in range(radix):
                at = j * stride
                for u in range(count):
                    block[u, j] = rank[base[u] + at]
        for u in range(count):
            row = block[u]
            at = (c + u) * radix
            if radix <= _FEW or levels > _MANY_RANKS:
                members = 0
                for j in range(radix):
                    if row[j] != top:
                        one = ((levels - np.int64(row[j])) << 32) | j
                        k = members
                        if radix <= _FEW:
                            while k > 0 and key[k - 1] > one:
                                key[k] = key[k - 1]
                                k -= 1
                        key[k] = one
                        members += 1
                if radix > _FEW:
                    key[:members].sort()
                last_level = np.int64(-1)
                for k in range(members):
                    level = key[k] >> 32
                    member = order.dtype.type(key[k] & 0xFFFFFFFF)
                    order[at + k] = (member | flag) if level != last_level else member
                    last_level = level
            else:
                members = _by_counting(
                    row, top, levels, radix, marked, before, words, place, local, order, at, flag
                )
            for k in range(members, radix):
                order[at + k] = end
        c += count


@compiled
def _by_counting(  # type: ignore[no-untyped-def]
    row, top, levels, radix, marked, before, words, place, local, order, at, flag
):
    """One class, by marking which ranks occur in it: a pass over the members and the marks."""
    one = np.uint64(1)
    members = 0
    for j in range(radix):
        if row[j] != top:
            level = levels - 1 - np.int64(row[j])
            marked[level >> 6] |= one << np.uint64(level & 63)
            members += 1
    groups = 0
    for w in range(words):
        before[w] = groups
        bits = marked[w]
        if bits != 0:
            groups += _ones(bits)
    for j in range(radix):
        if row[j] != top:
            level = levels - 1 - np.int64(row[j])
            below = marked[level >> 6] & ((one << np.uint64(level & 63)) - one)
            group = before[level >> 6] + _ones(below)
            local[j] = group
            place[group + 1] += 1
    for group in range(groups):
        place[group + 1] += place[group]
    for j in range(radix):
        if row[j] != top:
            k = place[local[j]]
            place[local[j]] += 1
            order[at + k] = order.dtype.type(j)
    begin = 0
    for group in range(groups):
        order[at + begin] |= flag
        begin = place[group]
        place[group] = 0
    place[groups] = 0
    for w in range(words):
        marked[w] = 0
    return members


@compiled
def mark_kept(order, radix, stride, first, last, kept):  # type: ignore[no-untyped-def]
    """Mark, in the sorted classes first..last-1, the members that answers may not leave.

    kept  bool (cells,).
    """
    mark = order.dtype.type(1 << (order.itemsize * 8 - 2))
    only = order.dtype.type((1 << (order.itemsize * 8 - 2)) - 1)
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    for c in range(first, last):
        base = (c // stride) * stride * radix + c % stride
        for k in range(c * radix, (c + 1) * radix):
            member = order[k]
            if member == end:
                break
            if kept[base + np.int64(member & only) * stride]:
                order[k] = member | mark


@compiled
def _ones(bits):  # type: ignore[no-untyped-def]
    """How many bits are set."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + (
        (bits >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def best_by_pattern(rank, top, pattern, first, last, best):  # type: ignore[no-untyped-def]
    """Raise best[w, x] to the largest rank among strategies first..last-1 of pattern w.

    rank  (strategies, rest): the party's ranks, its own digit outermost.
    """
    for a in range(first, last):
        row = rank[a]
        into = best[pattern[a]]
        for x in range(len(row)):
            value = row[x]
            if value == top:
                value = row.dtype.type(0)
            into[x] = max(into[x], value)


@compiled
def raise_to_covers(best, cover):  # type: ignore[no-untyped-def]
    """Raise best[w] to that of every pattern that contains w."""
    for k in range(len(cover)):
        low, high = best[cover[k, 0]], best[cover[k, 1]]
        for x in range(len(low)):
            low[x] = max(low[x], high[x])


@compiled
def own_outermost(cube, radix, stride, first, last, into):  # type: ignore[no-untyped-def]
    """Copy a party's array so that its digit comes outermost: into[a, rest] (all of a party's
    strategies, the rest first..last-1, which are multiples of 64 or the end)."""
    x = first
    while x < last:
        count = min(64, last - x)
        if stride == 1:
            a = 0
            while a < radix:
                until = min(a + 64, radix)
                for u in range(count):
                    base = (x + u) * radix
                    for b in range(a, until):
                        into[b, x + u] = cube[base + b]
                a = until
        else:
            for u in range(count):
                base = ((x + u) // stride) * stride * radix + (x + u) % stride
                for a in range(radix):
                    into[a, x + u] = cube[base + a * stride]
        x += count


@compiled
def verdict_bits(  # type: ignore[no-untyped-def]
    rank, top, radix, stride, pattern, limits, cell, states, start, out
):
    """Write bits start..start+states-1: whether no tempting move beats the state itself.

    rank    (cells,) of the party; limits: (planes, patterns, rest), what a move can come to.
    cell    where state `start` lies (a multiple of 8); out: uint8 (planes, bytes).
    """
    planes = len(limits)
    a = (cell // stride) % radix
    low = cell % stride
    high = cell // (stride * radix)
    done = 0
    while done < states:
        value = rank[cell]
        if value != top:
            w = pattern[a]
            x = high * stride + low
            at = (start + done) >> 3
            bit = np.uint8(128 >> ((start + done) & 7))
            for k in range(planes):
                if limits[k, w, x] <= value:
                    out[k, at] |= bit
            done += 1
        cell += 1
        low += 1
        if low == stride:
            low = 0
            a += 1
            if a == radix:
                a = 0
                high += 1
