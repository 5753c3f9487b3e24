"""Compiled: groups of cells, the largest vectors in reach of a group, and who exceeds whom.

A vector has a number a member of the coalition. Vectors of cells are (members, cells), those of
fronts (vectors, members). Infeasible cells have group -1.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.compiled import compiled


@compiled
def numbered(label, top):  # type: ignore[no-untyped-def]
    """Groups counted off: (group by cell, first, members), in the order of their least cells.

    label  by cell the least cell of its group, `top` where infeasible.
    """
    group = np.full(len(label), -1, np.int32)
    groups, feasible = 0, 0
    for x in range(len(label)):
        if label[x] == top:
            continue
        feasible += 1
        if label[x] == x:
            group[x] = groups
            groups += 1
        else:
            group[x] = group[label[x]]
    first = np.zeros(groups + 2, np.int64)
    for x in range(len(label)):
        if group[x] >= 0:
            first[group[x] + 2] += 1
    for g in range(groups):
        first[g + 2] += first[g + 1]
    member = np.empty(feasible, np.int32)
    for x in range(len(label)):
        if group[x] >= 0:
            member[first[group[x] + 1]] = x
            first[group[x] + 1] += 1
    return group, first[: groups + 1], member


@compiled
def one_way_links(group, groups, radix, stride, pattern, patterns, down_first, down):  # type: ignore[no-untyped-def]
    """(from, to) of groups between which a party's one-way options lead, as from * groups + to."""
    there = np.full(patterns, -1, np.int64)
    found = np.empty(1024, np.int64)
    count = 0
    for c in range(len(group) // radix):
        base = (c // stride) * stride * radix + c % stride
        there[:] = -1
        for a in range(radix):
            if group[base + a * stride] >= 0:
                there[pattern[a]] = group[base + a * stride]
        for high in range(patterns):
            if there[high] < 0:
                continue
            for q in range(down_first[high], down_first[high + 1]):
                low = there[down[q]]
                if low < 0 or low == there[high]:
                    continue
                link = low * groups + there[high]
                if count and found[count - 1] == link:
                    continue
                if count == len(found):
                    found = np.concatenate((found, np.empty(count, np.int64)))
                found[count] = link
                count += 1
    return found[:count]


@compiled
def put(vectors, base, count, new):  # type: ignore[no-untyped-def]
    """Add a vector to the largest ones, vectors[base:][:count], unless one covers it; the count.

    Those that it covers go. What covered the last one moves ahead, as it likely covers the next.
    """
    members = len(new)
    for q in range(base, base + count):
        covered = True
        for k in range(members):
            if vectors[q, k] < new[k]:
                covered = False
                break
        if covered:
            ahead = base + (q - base) // 2
            for k in range(members):
                vectors[q, k], vectors[ahead, k] = vectors[ahead, k], vectors[q, k]
            return count
    q = base
    while q < base + count:
        covers = True
        for k in range(members):
            if vectors[q, k] > new[k]:
                covers = False
                break
        if covers:
            count -= 1
            for k in range(members):
                vectors[q, k] = vectors[base + count, k]
        else:
            q += 1
    for k in range(members):
        vectors[base + count, k] = new[k]
    return count + 1


@compiled
def fronts(worth, levels, first, member, sequence, after_first, after):  # type: ignore[no-untyped-def]
    """By group the largest vectors of all cells within reach: (begin, end, vectors).

    levels    how many numbers the first member has, where that is worth a table; else 0. A table
              takes two members: by number of the one the largest of the other.
    sequence  groups in an order in which those that a group leads to come before it.
    after     the groups that each leads to, by `after_first`.
    """
    members = len(worth)
    groups = len(first) - 1
    begin, end = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    kept = np.empty((1024, members), worth.dtype)
    count = 0
    new = np.empty(members, worth.dtype)
    table = np.empty(levels + 1, np.int64)
    for at in range(groups):
        g = sequence[at]
        begin[g] = count
        mine = 0
        table[:] = -1
        if levels == 0:
            # The cell with the largest sum goes first: it covers most of the others.
            largest, chosen = np.int64(-1), np.int64(member[first[g]])
            for e in range(first[g], first[g + 1]):
                total = np.int64(0)
                for k in range(members):
                    total += worth[k, member[e]]
                if total > largest:
                    largest, chosen = total, np.int64(member[e])
            for k in range(members):
                new[k] = worth[k, chosen]
            if count + 1 > len(kept):
                kept = _longer(kept)
            mine = put(kept, count, mine, new)
        for part in range(after_first[g], after_first[g + 1]):
            for e in range(begin[after[part]], end[after[part]]):
                if levels:
                    table[kept[e, 0]] = max(table[kept[e, 0]], np.int64(kept[e, 1]))
                    continue
                if count + mine + 1 > len(kept):
                    kept = _longer(kept)
                for k in range(members):
                    new[k] = kept[e, k]
                mine = put(kept, count, mine, new)
        for e in range(first[g], first[g + 1]):
            x = member[e]
            if levels:
                level = worth[0, x]
                table[level] = max(table[level], np.int64(worth[1, x]))
                continue
            if count + mine + 1 > len(kept):
                kept = _longer(kept)
            for k in range(members):
                new[k] = worth[k, x]
            mine = put(kept, count, mine, new)
        if levels:
            highest = np.int64(-1)
            for back in range(levels + 1):
                level = levels - back
                if table[level] > highest:
                    highest = table[level]
                    if count + mine + 1 > len(kept):
                        kept = _longer(kept)
                    kept[count + mine, 0] = level
                    kept[count + mine, 1] = highest
                    mine += 1
        count += mine
        end[g] = count
    return begin, end, kept[:count]


@compiled
def _longer(kept):  # type: ignore[no-untyped-def]
    """The same vectors with as much room again."""
    more = np.empty((2 * len(kept), kept.shape[1]), kept.dtype)
    more[: len(kept)] = kept
    return more


@compiled
def answers_of_one(values, top, radix, stride, order):  # type: ignore[no-untyped-def]
    """Lower several values a cell, (values, cells), to the least that one outsider improves to.

    For outsiders without one-way options. order: its classes, best first: see sort_classes.
    """
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    count, cells = values.shape
    seen, better = np.empty(count, values.dtype), np.empty(count, values.dtype)
    for c in range(cells // radix):
        base = (c // stride) * stride * radix + c % stride
        for k in range(count):
            seen[k] = top
        for e in range(c * radix, (c + 1) * radix):
            strategy = order[e]
            if strategy == end:
                break
            if strategy >= flag:
                for k in range(count):
                    better[k] = seen[k]
            x = base + np.int64(strategy & ~flag) * stride
            for k in range(count):
                here = min(values[k, x], better[k])
                values[k, x] = here
                seen[k] = min(seen[k], here)


@compiled
def best_of(worth, begin, end, vectors, group, top):  # type: ignore[no-untyped-def]
    """(members, cells): by member the largest number that a cell's group comes to."""
    members = vectors.shape[1]
    best = np.zeros((members, len(begin)), worth.dtype)
    for g in range(len(begin)):
        for q in range(begin[g], end[g]):
            for k in range(members):
                best[k, g] = max(best[k, g], vectors[q, k])
    result = np.empty((members, len(group)), worth.dtype)
    for k in range(members):
        for x in range(len(group)):
            result[k, x] = best[k, group[x]] if group[x] >= 0 else top
    return result


@compiled
def under(vectors, begin, end, rank, x, more):  # type: ignore[no-untyped-def]
    """Whether one of vectors[begin:end], raised by `more`, exceeds cell x in every place.

    The one that does moves ahead.
    """
    for q in range(begin, end):
        exceeds = True
        for k in range(len(rank)):
            if vectors[q, k] + more <= rank[k, x]:
                exceeds = False
                break
        if exceeds:
            ahead = begin + (q - begin) // 2
            for k in range(len(rank)):
                vectors[q, k], vectors[ahead, k] = vectors[ahead, k], vectors[q, k]
            return True
    return False


@compiled
def exceeded(starts, group, rank, begin, end, vectors):  # type: ignore[no-untyped-def]
    """For each of the starts (cells) whether its group's vectors exceed it."""
    found = np.zeros(len(starts), np.uint8)
    for k in range(len(starts)):
        x = starts[k]
        found[k] = under(vectors, begin[group[x]], end[group[x]], rank, x, 0)
    return found


@compiled
def covers(vectors, count, rank, x, sign):  # type: ignore[no-untyped-def]
    """Whether one of the vectors is at least (sign 1) or at most (sign -1) cell x everywhere."""
    for q in range(count):
        holds = True
        for k in range(len(rank)):
            if sign * (np.int64(vectors[q, k]) - np.int64(rank[k, x])) < 0:
                holds = False
                break
        if holds:
            return True
    return False
