"""Compiled: what the others can bring about, slice by slice.

A slice is all cells in which the party examined keeps one strategy: the others' moves never leave
it, so each slice is a problem of its own that fits the processor's cache. `others` are numbered
0..m-1 within a slice, with these arrays: `shape` int64 (m, 6): radix, stride within the slice,
patterns, first cell of its class orders, first entry in `number`, class numbers from one slice to
the next; `lists`: see Lists in work.py, flattened.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.compiled import compiled

RADIX, STRIDE, PATTERNS, ORDERS, NUMBERS, STEP, OWN, COVER, COVERS, PUT, ASK, DOWN = range(12)
_PATIENCE = 6  # rounds of sweeps before the search by labels takes over
TILE = 256


@compiled
def class_of(x, radix, stride):  # type: ignore[no-untyped-def]
    """The number within the slice of x's class."""
    return (x // (stride * radix)) * stride + x % stride


@compiled
def sweep_moves(value, rank, top, shape, pattern, cover, floor):  # type: ignore[no-untyped-def]
    """Lower each feasible cell to the least value that one other can move to; whether any fell."""
    radix, stride, patterns = shape[RADIX], shape[STRIDE], shape[PATTERNS]
    cells = len(value)
    changed = False
    if patterns == 1 and stride == 1:
        for begin in range(0, cells, radix):
            least = top
            for x in range(begin, begin + radix):
                least = min(least, value[x])
            fell = False
            for x in range(begin, begin + radix):
                new = least if rank[x] != top else top
                fell |= new != value[x]
                value[x] = new
            changed |= fell
        return changed
    own = shape[OWN]
    low = np.int64(0)
    base = np.int64(0)
    while base < cells:
        tile = min(np.int64(TILE), stride - low)
        for w in range(patterns):
            for u in range(tile):
                floor[w, u] = top
        for j in range(radix):
            into = floor[pattern[own + j]]
            row = value[base + j * stride : base + j * stride + tile]
            for u in range(tile):
                into[u] = min(into[u], row[u])
        for k in range(shape[COVER], shape[COVER] + shape[COVERS]):
            less, more = floor[cover[k, 0]], floor[cover[k, 1]]
            for u in range(tile):
                less[u] = min(less[u], more[u])
        for j in range(radix):
            least_row = floor[pattern[own + j]]
            row = value[base + j * stride : base + j * stride + tile]
            there = rank[base + j * stride : base + j * stride + tile]
            fell = False
            for u in range(tile):
                new = least_row[u] if there[u] != top else top
                fell |= new != row[u]
                row[u] = new
            changed |= fell
        low += tile
        base += tile
        if low == stride:
            low = np.int64(0)
            base += stride * (radix - 1)
    return changed


@compiled
def sweep_improvements(  # type: ignore[no-untyped-def]
    value, top, j, marking, a, shape, order, number, pattern, lists, dirty, table
):
    """Lower cells of other j's unsettled classes to the least value that it can improve to.

    Each class once, best members first, so that whoever is met was bettered by all before.
    marking  others below this number have been swept: where a value falls, their class is
             unsettled again.
    Returns how many cells were looked at.
    """
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    keeps = order.dtype.type(1 << (order.itemsize * 8 - 2))
    only = order.dtype.type((1 << (order.itemsize * 8 - 2)) - 1)
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    radix, stride, patterns = shape[j, RADIX], shape[j, STRIDE], shape[j, PATTERNS]
    own, put, ask = shape[j, OWN], shape[j, PUT], shape[j, ASK]
    others = len(shape)
    looked = 0
    low = np.int64(0)
    base = np.int64(0)
    for c in range(len(value) // radix):
        if dirty[shape[j, NUMBERS] + c]:
            dirty[shape[j, NUMBERS] + c] = 0
            looked += radix
            at = shape[j, ORDERS] + (number[shape[j, NUMBERS] + c] + a * shape[j, STEP]) * radix
            if patterns == 1:
                better = top  # the least value among strictly better members
                seen = top  # the least value among all members so far
                for e in range(at, at + radix):
                    member = order[e]
                    if member == end:
                        break
                    if member >= flag:
                        better = seen
                    x = base + np.int64(member & only) * stride
                    here = value[x]
                    if better < here and member & keeps == 0:
                        value[x] = better
                        here = better
                        for k in range(others):
                            if k < marking and k != j:
                                dirty[
                                    shape[k, NUMBERS]
                                    + class_of(x, shape[k, RADIX], shape[k, STRIDE])
                                ] = 1
                    seen = min(seen, here)
            else:
                for w in range(patterns):
                    table[w] = top
                begin = at
                while begin < at + radix and order[begin] != end:
                    until = begin + 1
                    while until < at + radix and order[until] < flag:
                        until += 1
                    for e in range(begin, until):
                        if order[e] & keeps != 0:
                            continue
                        strategy = np.int64(order[e] & only)
                        w = pattern[own + strategy]
                        better = top
                        for q in range(lists[ask + w], lists[ask + w + 1]):
                            better = min(better, table[lists[q]])
                        x = base + strategy * stride
                        if better < value[x]:
                            value[x] = better
                            for k in range(others):
                                if k < marking and k != j:
                                    dirty[
                                        shape[k, NUMBERS]
                                        + class_of(x, shape[k, RADIX], shape[k, STRIDE])
                                    ] = 1
                    for e in range(begin, until):
                        strategy = np.int64(order[e] & only)
                        w = pattern[own + strategy]
                        here = value[base + strategy * stride]
                        for q in range(lists[put + w], lists[put + w + 1]):
                            table[lists[q]] = min(table[lists[q]], here)
                    begin = until
        low += 1
        base += 1
        if low == stride:
            low = np.int64(0)
            base += stride * (radix - 1)
    return looked


@compiled
def answer(  # type: ignore[no-untyped-def]
    value, rank, top, improving, a, shape, order, number, pattern, cover, lists, dirty, table, floor
):
    """Lower `value` (a slice) to the least that the others' answers can lead to.

    By sweeps to the fixpoint, for some rounds; where a chain is longer, by labels. Returns the
    cells looked at, and 1 if labels were needed.
    """
    others = len(shape)
    cells = len(value)
    patience = np.int64(_PATIENCE) * others * cells
    looked = np.int64(0)
    if not improving:
        calm = 0
        j = 0
        while calm < others:
            if looked > patience:
                by_labels(value, top, improving, a, shape, order, number, pattern, lists)
                return looked, 1
            fell = sweep_moves(value, rank, top, shape[j], pattern, cover, floor)
            looked += cells
            calm = 1 if fell else calm + 1
            j = j + 1 if j + 1 < others else 0
        return looked, 0
    dirty[:] = 1
    for j in range(others):
        looked += sweep_improvements(
            value, top, j, j, a, shape, order, number, pattern, lists, dirty, table
        )
    settled = others == 1
    while not settled:
        settled = True
        for j in range(others):
            if looked > patience:
                by_labels(value, top, improving, a, shape, order, number, pattern, lists)
                return looked, 1
            more = sweep_improvements(
                value, top, j, others, a, shape, order, number, pattern, lists, dirty, table
            )
            # Going through the marks of classes is work, too: long chains must not hide in it.
            looked += more + cells // shape[j, RADIX] // 4
            settled = settled and more == 0
    return looked, 0


@compiled
def by_labels(value, top, improving, a, shape, order, number, pattern, lists):  # type: ignore[no-untyped-def]
    """The same by search: cells in ascending value, each handing it to all that can come there.

    A class's members are met worst first, by a pointer for each pattern that only moves on: the
    cost is the cells times the others (times the smaller patterns), however long the chains.
    """
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    keeps = order.dtype.type(1 << (order.itemsize * 8 - 2))
    only = order.dtype.type((1 << (order.itemsize * 8 - 2)) - 1)
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    others = len(shape)
    cells = len(value)
    spans = 0
    for k in range(others):
        spans += (cells // shape[k, RADIX]) * shape[k, PATTERNS]
    group = np.zeros((others, cells), np.int32)
    member = np.empty((others, cells), np.int32)
    pointer = np.zeros(spans, np.int64)
    until = np.zeros(spans, np.int64)
    span_of = np.zeros(others + 1, np.int64)
    for k in range(others):
        radix, stride, patterns = shape[k, RADIX], shape[k, STRIDE], shape[k, PATTERNS]
        own = shape[k, OWN]
        start = np.zeros(patterns + 1, np.int64)
        for j in range(radix):
            start[pattern[own + j] + 1] += 1
        for w in range(patterns):
            start[w + 1] += start[w]
        for c in range(cells // radix):
            base = (c // stride) * stride * radix + c % stride
            at = shape[k, ORDERS] + (number[shape[k, NUMBERS] + c] + a * shape[k, STEP]) * radix
            span = span_of[k] + c * patterns
            for w in range(patterns):
                pointer[span + w] = c * radix + start[w]
                until[span + w] = c * radix + start[w]
            if not improving:
                # No order is needed, and none may be given: all feasible members are alike.
                for j in range(radix):
                    if value[base + j * stride] != top:
                        w = span + pattern[own + j]
                        member[k, until[w]] = base + j * stride
                        until[w] += 1
                continue
            members = 0
            groups = 0
            while members < radix and order[at + members] != end:
                e = order[at + members]
                if e >= flag:
                    groups += 1
                group[k, base + np.int64(e & only) * stride] = groups
                members += 1
            for back in range(members):
                e = order[at + members - 1 - back]
                if e & keeps != 0:
                    continue  # nothing is handed to a state that its mover would not leave
                strategy = np.int64(e & only)
                w = span + pattern[own + strategy]
                member[k, until[w]] = base + strategy * stride
                until[w] += 1
        span_of[k + 1] = span_of[k] + (cells // radix) * patterns
    settled = np.zeros(cells, np.uint8)
    stack = np.empty(cells, np.int32)
    for y in np.argsort(value):
        least = value[y]
        if least == top:
            break
        if settled[y]:
            continue
        settled[y] = 1
        stack[0] = y
        height = 1
        while height > 0:
            height -= 1
            x = np.int64(stack[height])
            for k in range(others):
                radix, stride, patterns = shape[k, RADIX], shape[k, STRIDE], shape[k, PATTERNS]
                c = class_of(x, radix, stride)
                w = pattern[shape[k, OWN] + (x // stride) % radix]
                mine = group[k, x]
                for q in range(lists[shape[k, DOWN] + w], lists[shape[k, DOWN] + w + 1]):
                    span = span_of[k] + c * patterns + lists[q]
                    p = pointer[span]
                    while p < until[span]:
                        z = member[k, p]
                        if improving and group[k, z] <= mine:
                            break
                        p += 1
                        if not settled[z]:
                            settled[z] = 1
                            value[z] = least
                            stack[height] = z
                            height += 1
                    pointer[span] = p


@compiled
def answer_slices(  # type: ignore[no-untyped-def]
    first, last, value, rank, top, improving, shape, order, number, pattern, cover, lists
):
    """Lower each slice first..last-1 of `value` to the least that answers can lead to."""
    dirty, table, floor = scratch(value, shape)
    for a in range(first, last):
        answer(
            value[a],
            rank[a],
            top,
            improving,
            a,
            shape,
            order,
            number,
            pattern,
            cover,
            lists,
            dirty,
            table,
            floor,
        )


@compiled
def scratch(rank, shape):  # type: ignore[no-untyped-def]
    """Room to work in: unsettled classes, a value a pattern, and values a pattern for a tile."""
    cells = rank.shape[1]
    classes = np.int64(1)
    table_size = np.int64(1)
    for k in range(len(shape)):
        classes = max(classes, shape[k, NUMBERS] + cells // shape[k, RADIX])
        table_size = max(table_size, shape[k, PATTERNS])
    dirty = np.empty(classes, np.uint8)
    table = np.empty(table_size, rank.dtype)
    floor = np.empty((table_size, TILE), rank.dtype)
    return dirty, table, floor


@compiled
def judge_slices(  # type: ignore[no-untyped-def]
    slices,
    rank,
    top,
    own_pattern,
    best,
    kinds,
    strict,
    shape,
    order,
    number,
    pattern,
    cover,
    lists,
    limits,
    spent,
):
    """Raise limits[k, w, x] to what a move of the party into these slices comes to, for each kind.

    slices  the party's strategies to work on; rank: (strategies, rest); best: (patterns, rest).
    kinds   int64 (kinds, 2): whether answers must improve; whether the party may reply.
    strict  1 where only a worse end deters, else 0.
    spent   int64 (3,): adds cells looked at, slices, slices that needed labels.
    """
    cells = rank.shape[1]
    value = np.empty(cells, rank.dtype)
    dirty, table, floor = scratch(rank, shape)
    zero = rank.dtype.type(0)
    for s in range(len(slices)):
        a = slices[s]
        w = own_pattern[a]
        row = rank[a]
        for k in range(len(kinds)):
            if kinds[k, 1]:
                held = best[w]
                for x in range(cells):
                    value[x] = held[x] if row[x] != top else top
            else:
                for x in range(cells):
                    value[x] = row[x]
            looked, labels = answer(
                value,
                row,
                top,
                kinds[k, 0] != 0,
                a,
                shape,
                order,
                number,
                pattern,
                cover,
                lists,
                dirty,
                table,
                floor,
            )
            spent[0] += looked
            spent[1] += 1
            spent[2] += labels
            into = limits[k, w]
            if strict:
                for x in range(cells):
                    if row[x] != top:
                        left = row.dtype.type(value[x] + 1) if value[x] != top else top
                        into[x] = max(into[x], min(row[x], left))
            else:
                for x in range(cells):
                    tempting = min(row[x], value[x]) if row[x] != top else zero
                    into[x] = max(into[x], tempting)
