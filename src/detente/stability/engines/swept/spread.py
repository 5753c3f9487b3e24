"""Compiled: where steps lead, layer by layer, over a box; one byte a cell and no move listed.

`dist` holds by cell the steps taken so far, the type's largest number where none led, and one less
where nothing may enter. `words` and `before` find a cell's state: see Cells in reach/cells.py.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.classes import _ones
from detente.stability.engines.swept.compiled import compiled

_TILE = 64


@compiled
def place(cell, words, before):  # type: ignore[no-untyped-def]
    """The state in a feasible cell; how many states lie before an infeasible one."""
    word = cell >> 6
    if len(before) == 0:
        return np.int64(cell)
    below = (np.uint64(1) << np.uint64(cell & 63)) - np.uint64(1)
    return before[word] + _ones(words[word] & below)


@compiled
def value_at(values, sign, state):  # type: ignore[no-untyped-def]
    """What a state counts for, 0 where all count alike."""
    return sign * np.int64(values[state]) if len(values) else np.int64(0)


@compiled
def spread(  # type: ignore[no-untyped-def]
    worth,
    floor,
    sign,
    radix,
    stride,
    pattern,
    bits,
    cover,
    words,
    before,
    dist,
    layer,
    queue,
    count,
    fresh,
    found,
    low,
    dirty,
    touched,
):
    """One party's steps from the cells at `layer`: cells met for the first time get layer + 1.

    A step leads from x to y where y is worth more than the floor of x and may be moved to.
    worth, floor  by state, taken times `sign`; empty: every move is a step.
    pattern, bits by strategy: which one-way options are used; a move may only add (sign 1) or take
                  away (sign -1) bits. cover: pairs of patterns along which a floor is handed on.
    queue, count  the cells at `layer`; a count above the room: to be looked for.
    fresh, found  the same for the next layer, as far as there is room; returns found.
    low           by class and pattern the least floor from which steps were looked for; empty where
                  a class is so small that each step is looked at alone. dirty, touched: room.
    """
    never = np.int64(np.iinfo(dist.dtype).max)
    room = len(queue)
    plain = len(worth) == 0
    patterns = len(low) * radix // len(dist)
    listed = count <= room
    cells = count if listed else len(dist)
    touching = 0
    # Cells come in order where they are looked for: no division then.
    a, u, outer = np.int64(0), np.int64(-1), np.int64(0)
    for k in range(cells):
        x = np.int64(k)
        if listed:
            x = np.int64(queue[k])
        else:
            u += 1
            if u == stride:
                u = np.int64(0)
                a += 1
                if a == radix:
                    a = np.int64(0)
                    outer += 1
        if dist[x] != layer:
            continue
        if listed:
            a = (x // stride) % radix
            outer = x // (stride * radix)
            u = x % stride
        level = -1
        if not plain:
            level = value_at(floor, sign, place(x, words, before))
        base = outer * stride * radix + u
        if patterns == 0:
            y = base
            for b in range(radix):
                if dist[y] == never:
                    may = bits[a] & ~bits[b] if sign > 0 else bits[b] & ~bits[a]
                    if may == 0 and (
                        plain or value_at(worth, sign, place(y, words, before)) > level
                    ):
                        dist[y] = layer + 1
                        if found < room:
                            fresh[found] = y
                        found += 1
                y += stride
            continue
        c = outer * stride + u
        if level < low[c * patterns + pattern[a]]:
            low[c * patterns + pattern[a]] = level
            if not dirty[c]:
                dirty[c] = 1
                if listed:
                    touched[touching] = c
                    touching += 1
    if patterns == 0:
        return found
    table = np.empty(patterns, np.int64)
    if listed or patterns > 1:
        classes = touching if listed else len(dist) // radix
        for k in range(classes):
            c = np.int64(touched[k]) if listed else np.int64(k)
            if not dirty[c]:
                continue
            dirty[c] = 0
            for w in range(patterns):
                table[w] = low[c * patterns + w]
            for q in range(len(cover)):
                table[cover[q, 1]] = min(table[cover[q, 1]], table[cover[q, 0]])
            y = (c // stride) * stride * radix + c % stride
            for b in range(radix):
                if dist[y] == never:
                    level = table[pattern[b]]
                    value = 0
                    if not plain:
                        value = value_at(worth, sign, place(y, words, before))
                    if value > level:
                        dist[y] = layer + 1
                        if found < room:
                            fresh[found] = y
                        found += 1
                y += stride
        return found
    c = np.int64(0)
    classes = len(dist) // radix
    while c < classes:
        # Classes side by side, so that each line of memory is read once.
        width = min(_TILE, stride - c % stride)
        some = False
        for column in range(width):
            some |= dirty[c + column] != 0
        if some:
            base = (c // stride) * stride * radix + c % stride
            for b in range(radix):
                y = base + b * stride
                for column in range(width):
                    if dist[y + column] == never and dirty[c + column]:
                        value = 0
                        if not plain:
                            value = value_at(worth, sign, place(y + column, words, before))
                        if value > low[c + column]:
                            dist[y + column] = layer + 1
                            if found < room:
                                fresh[found] = y + column
                            found += 1
            for column in range(width):
                dirty[c + column] = 0
        c += width
    return found


@compiled
def spread_far(  # type: ignore[no-untyped-def]
    worth,
    floor,
    sign,
    shape,
    pattern,
    bits,
    cover,
    words,
    before,
    dist,
    layer,
    last,
    queue,
    count,
    fresh,
    low,
    dirty,
    touched,
):
    """Layers up to `last` for all parties in one call: where chains are long.

    worth, floor  (parties, states), or with no column.
    shape         int64 (parties + 1, 6): radix, stride, and where a party begins in pattern
                  and bits, cover, low, dirty.
    Returns the layer reached, how many cells are in it, and 1 if they are in `fresh`.
    """
    turned = 0
    while count > 0 and layer < last:
        found = 0
        for k in range(len(shape) - 1):
            now, then = shape[k], shape[k + 1]
            a, b = (queue, fresh) if turned == 0 else (fresh, queue)
            found = spread(
                worth[k], floor[k], sign, now[0], now[1], pattern[now[2]:then[2]],
                bits[now[2]:then[2]], cover[now[3]:then[3]], words, before, dist, layer, a, count,
                b, found, low[now[4]:then[4]], dirty[now[5]:then[5]], touched
            )  # fmt: skip
        turned = 1 - turned
        count = found
        layer += 1
    return layer, count, turned
