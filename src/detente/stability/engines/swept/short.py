"""Compiled: answers in which each of the others moves at most once, slice by slice.

Arrays are those of answers.py. Each set of the others is gone through once for each member that may
begin: its step leads to where those that are left go on.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.answers import (
    NUMBERS,
    ORDERS,
    PATTERNS,
    RADIX,
    STEP,
    STRIDE,
    TILE,
    scratch,
    sweep_improvements,
    sweep_moves,
)
from detente.stability.engines.swept.compiled import compiled


@compiled
def short_slices(  # type: ignore[no-untyped-def]
    first, last, value, rank, top, improving, alone, shape, order, number, pattern, cover, lists
):
    """Lower each slice first..last-1 of `value` to the least that answers can lead to.

    alone  whether only one of the others moves; else each that moves at all does so once.
    """
    dirty, table, floor = scratch(rank, shape)
    others, cells = len(shape), value.shape[1]
    sets = 1 << others
    least = np.empty((2 if alone else sets, cells), value.dtype)  # by set: if only they may move
    ahead = np.empty(cells, value.dtype)
    for a in range(first, last):
        least[0] = value[a]
        for group in range(1, sets):
            if alone and group & (group - 1) != 0:
                continue
            into = least[1 if alone else group]
            if not alone or group == 1:
                into[:] = value[a]
            for k in range(others):
                if group >> k & 1 == 0:
                    continue
                left = least[0 if alone else group ^ (1 << k)]
                if shape[k, PATTERNS] == 1 and improving:
                    step_of_improvements(left, top, k, a, shape, order, number, into)
                    continue
                if shape[k, PATTERNS] == 1:
                    step_of_moves(left, rank[a], top, shape[k], floor[0], into)
                    continue
                ahead[:] = left
                if improving:
                    dirty[:] = 1
                    sweep_improvements(
                        ahead, top, k, 0, a, shape, order, number, pattern, lists, dirty, table
                    )
                else:
                    sweep_moves(ahead, rank[a], top, shape[k], pattern, cover, floor)
                for x in range(cells):
                    into[x] = min(into[x], ahead[x])
        value[a] = least[1 if alone else sets - 1]


@compiled
def step_of_improvements(value, top, k, a, shape, order, number, into):  # type: ignore[no-untyped-def]
    """Lower `into` to the least value that other k, who has no one-way options, can improve to."""
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    keeps = order.dtype.type(1 << (order.itemsize * 8 - 2))
    only = order.dtype.type((1 << (order.itemsize * 8 - 2)) - 1)
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    radix, stride = shape[k, RADIX], shape[k, STRIDE]
    low = np.int64(0)
    base = np.int64(0)
    for c in range(len(value) // radix):
        at = shape[k, ORDERS] + (number[shape[k, NUMBERS] + c] + a * shape[k, STEP]) * radix
        better = top  # the least value among strictly better members
        seen = top  # the least value among all members so far
        for e in range(at, at + radix):
            member = order[e]
            if member == end:
                break
            if member >= flag:
                better = seen
            x = base + np.int64(member & only) * stride
            if member & keeps == 0:
                into[x] = min(into[x], better)
            seen = min(seen, value[x])
        low += 1
        base += 1
        if low == stride:
            low = np.int64(0)
            base += stride * (radix - 1)


@compiled
def step_of_moves(value, rank, top, shape, floor, into):  # type: ignore[no-untyped-def]
    """Lower feasible cells of `into` to the least value that an other can move to, the start too.

    shape  that of an other without one-way options; floor: room for TILE values.
    """
    radix, stride = shape[RADIX], shape[STRIDE]
    low = np.int64(0)
    base = np.int64(0)
    while base < len(value):
        tile = min(np.int64(TILE), stride - low)
        for u in range(tile):
            floor[u] = top
        for j in range(radix):
            row = value[base + j * stride : base + j * stride + tile]
            for u in range(tile):
                floor[u] = min(floor[u], row[u])
        for j in range(radix):
            there = rank[base + j * stride : base + j * stride + tile]
            lowered = into[base + j * stride : base + j * stride + tile]
            for u in range(tile):
                lowered[u] = min(lowered[u], floor[u]) if there[u] != top else top
        low += tile
        base += tile
        if low == stride:
            low = np.int64(0)
            base += stride * (radix - 1)
