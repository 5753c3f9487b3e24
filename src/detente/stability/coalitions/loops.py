"""Compiled: groups of cells, the largest vectors in reach of a group, and who exceeds whom.

A vector has a number a member of the coalition. Cells stand at places, those of a group together,
so that whatever looks at a group after the other reads memory in order: ranks, worths and marks of
cells are by place, (places, members). Infeasible cells have group -1 and no place.
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
def floors(open_, rank, first, sequence, after_first, after, top):  # type: ignore[no-untyped-def]
    """(groups, members): what a vector of a group has to exceed in every place to matter.

    By member the least rank of what is open and comes to the group; `top` where nothing does.
    """
    groups, members = len(first) - 1, rank.shape[1]
    found = np.full((groups, members), top, rank.dtype)
    for g in range(groups):
        for e in range(first[g], first[g + 1]):
            if open_[e]:
                for k in range(members):
                    found[g, k] = min(found[g, k], rank[e, k])
    if len(after):
        for back in range(groups):
            g = sequence[groups - 1 - back]
            for part in range(after_first[g], after_first[g + 1]):
                for k in range(members):
                    found[after[part], k] = min(found[after[part], k], found[g, k])
    return found


@compiled
def fronts(worth, floor, top, first, sequence, after_first, after):  # type: ignore[no-untyped-def]
    """By group the largest vectors of all cells within reach: (begin, end, vectors).

    Only those that exceed the group's floor in every place. Those of two members come with the
    first number falling and the second rising.
    sequence  groups in an order in which those that a group leads to come before it.
    after     the groups that each leads to, by `after_first`.
    """
    groups, members = floor.shape
    begin, end = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
    kept = np.empty((1024, members), worth.dtype)
    open_ = np.empty((1024, members), worth.dtype)
    count = 0
    for at in range(groups):
        g = sequence[at]
        begin[g] = count
        end[g] = count
        if floor[g, 0] == top:
            continue
        some = first[g + 1] - first[g]
        for part in range(after_first[g], after_first[g + 1]):
            some += end[after[part]] - begin[after[part]]
        while some > len(open_):
            open_ = _longer(open_)
        some = 0
        for part in range(after_first[g], after_first[g + 1]):
            for e in range(begin[after[part]], end[after[part]]):
                matters = True
                for k in range(members):
                    open_[some, k] = kept[e, k]
                    matters &= kept[e, k] > floor[g, k]
                some += matters
        for e in range(first[g], first[g + 1]):
            matters = True
            for k in range(members):
                if worth[e, k] <= floor[g, k]:
                    matters = False
                    break
            if matters:
                for k in range(members):
                    open_[some, k] = worth[e, k]
                some += 1
        if some == 0:
            continue
        if members == 2:
            while count + some > len(kept):
                kept = _longer(kept)
            count += staircase(open_, some, kept, count)
            end[g] = count
            continue
        # The vector with the largest sum goes first: it covers most of the others.
        largest, chosen = np.int64(-1), 0
        for e in range(some):
            total = np.int64(0)
            for k in range(members):
                total += open_[e, k]
            if total > largest:
                largest, chosen = total, e
        mine = 0
        for e in range(-1, some):
            if count + mine + 1 > len(kept):
                kept = _longer(kept)
            mine = put(kept, count, mine, open_[chosen if e < 0 else e])
        count += mine
        end[g] = count
    return begin, end, kept[:count]


@compiled
def staircase(open_, some, kept, base):  # type: ignore[no-untyped-def]
    """The largest of open_[:some], of two numbers each, put to kept[base:]; how many they are.

    Vectors are dealt to as many steps of the first number as there are vectors. What a higher step
    covers goes at once, so that next to nothing is left to compare.
    """
    low, high = np.int64(open_[0, 0]), np.int64(open_[0, 0])
    for e in range(some):
        low, high = min(low, np.int64(open_[e, 0])), max(high, np.int64(open_[e, 0]))
    shift = 0
    while (high - low) >> shift > some:
        shift += 1
    steps = ((high - low) >> shift) + 1
    best = np.full(steps, -1, np.int64)
    for e in range(some):
        step = (np.int64(open_[e, 0]) - low) >> shift
        best[step] = max(best[step], np.int64(open_[e, 1]))
    count = 0
    if shift == 0:
        highest = np.int64(-1)
        for back in range(steps):
            step = steps - 1 - back
            if best[step] > highest:
                highest = best[step]
                kept[base + count, 0] = low + step
                kept[base + count, 1] = highest
                count += 1
        return count
    above = np.int64(-1)
    for back in range(steps):
        step = steps - 1 - back
        best[step], above = above, max(above, best[step])
    place = np.zeros(steps + 1, np.int64)
    for e in range(some):
        step = (np.int64(open_[e, 0]) - low) >> shift
        if open_[e, 1] > best[step]:
            place[steps - 1 - step] += 1
    total = 0
    for one in range(steps + 1):
        place[one], total = total, total + place[one]
    dealt = np.empty(total, np.int64)
    for e in range(some):
        step = (np.int64(open_[e, 0]) - low) >> shift
        if open_[e, 1] > best[step]:
            dealt[place[steps - 1 - step]] = e
            place[steps - 1 - step] += 1
    begin, now = base, np.int64(-1)  # where the step's own vectors begin
    for n in range(total):
        number, other = open_[dealt[n], 0], open_[dealt[n], 1]
        step = (np.int64(number) - low) >> shift
        if step != now:
            begin, now = base + count, step
        # Behind those with a first number as large.
        left, right = begin, base + count
        while left < right:
            middle = (left + right) // 2
            if kept[middle, 0] >= number:
                left = middle + 1
            else:
                right = middle
        if left > begin and kept[left - 1, 1] >= other:
            continue
        if left > begin and kept[left - 1, 0] == number:
            left -= 1
        gone = left
        while gone < base + count and kept[gone, 1] <= other:
            gone += 1
        if gone == left:
            for q in range(base + count, left, -1):
                kept[q, 0], kept[q, 1] = kept[q - 1, 0], kept[q - 1, 1]
            count += 1
        elif gone > left + 1:
            for q in range(gone, base + count):
                kept[left + 1 + q - gone, 0] = kept[q, 0]
                kept[left + 1 + q - gone, 1] = kept[q, 1]
            count -= gone - left - 1
        kept[left, 0], kept[left, 1] = number, other
    return count


@compiled
def _longer(kept):  # type: ignore[no-untyped-def]
    """The same vectors with as much room again."""
    more = np.empty((2 * len(kept), kept.shape[1]), kept.dtype)
    more[: len(kept)] = kept
    return more


@compiled
def answers_of_one(values, top, radix, stride, order):  # type: ignore[no-untyped-def]
    """Lower several values a cell, (cells, values), to the least that one outsider improves to.

    For outsiders without one-way options; the start is counted among the ends. order: its classes,
    best first: see sort_classes. Whether anything fell.
    """
    flag = order.dtype.type(1 << (order.itemsize * 8 - 1))
    end = order.dtype.type((1 << (order.itemsize * 8)) - 1)
    cells, count = values.shape
    seen, better = np.empty(count, values.dtype), np.empty(count, values.dtype)
    fell = False
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
                here = values[x, k]
                lower = min(here, better[k])
                fell |= lower < here
                values[x, k] = lower
                seen[k] = min(seen[k], lower)
    return fell


@compiled
def by_place(where, feasible, member):  # type: ignore[no-untyped-def]
    """Marks of states, in state order, by place; feasible: by cell whether it is a state."""
    cells = np.zeros(len(feasible), np.uint8)
    state = 0
    for x in range(len(feasible)):
        if feasible[x]:
            cells[x] = where[state]
            state += 1
    marks = np.empty(len(member), np.uint8)
    for e in range(len(member)):
        marks[e] = cells[member[e]]
    return marks


@compiled
def by_state(marks, feasible, member):  # type: ignore[no-untyped-def]
    """Marks by place in state order."""
    cells = np.zeros(len(feasible), np.uint8)
    for e in range(len(member)):
        cells[member[e]] = marks[e]
    where = np.empty(len(member), np.bool_)
    state = 0
    for x in range(len(feasible)):
        if feasible[x]:
            where[state] = cells[x] != 0
            state += 1
    return where


@compiled
def spread(values, at, rank, member):  # type: ignore[no-untyped-def]
    """Numbers by place put to their cells: values[:, at + member of the coalition]."""
    for e in range(len(rank)):
        for k in range(rank.shape[1]):
            values[member[e], at + k] = rank[e, k]


@compiled
def lowest(open_, rank, top):  # type: ignore[no-untyped-def]
    """By member the least rank of what is open; `top` where nothing is."""
    least = np.full(rank.shape[1], top, rank.dtype)
    for e in range(len(open_)):
        if open_[e]:
            for k in range(rank.shape[1]):
                least[k] = min(least[k], rank[e, k])
    return least


@compiled
def worth_of(rank, values, at, more, member):  # type: ignore[no-untyped-def]
    """By place and member the lesser of its rank and its cell's value, raised by `more`.

    The values of the coalition begin at column `at`.
    """
    least = np.empty_like(rank)
    for e in range(len(rank)):
        for k in range(rank.shape[1]):
            # The value is below its type's largest wherever there is a state.
            value = values[member[e], at + k]
            least[e, k] = rank[e, k] if value >= rank[e, k] else value + more
    return least


@compiled
def least_within(values, first, member, sequence, after_first, after, top):  # type: ignore[no-untyped-def]
    """Lower several values a cell, (cells, values), to the least within reach of the cell's group.

    All of a group come to the same.
    """
    count, groups = values.shape[1], len(first) - 1
    least = np.full((groups, count), top, values.dtype)
    for at in range(groups):
        g = sequence[at]
        for e in range(first[g], first[g + 1]):
            for k in range(count):
                least[g, k] = min(least[g, k], values[member[e], k])
        for part in range(after_first[g], after_first[g + 1]):
            for k in range(count):
                least[g, k] = min(least[g, k], least[after[part], k])
        for e in range(first[g], first[g + 1]):
            for k in range(count):
                values[member[e], k] = least[g, k]


@compiled
def best_within(values, at, rank, first, member, sequence, after_first, after):  # type: ignore[no-untyped-def]
    """By member the highest rank within reach of a cell's group, put to values[:, at + member]."""
    groups, members = len(first) - 1, rank.shape[1]
    best = np.full((groups, members), -1, rank.dtype)
    for turn in range(groups):
        g = sequence[turn]
        for k in range(members):
            for e in range(first[g], first[g + 1]):
                best[g, k] = max(best[g, k], rank[e, k])
            for part in range(after_first[g], after_first[g + 1]):
                best[g, k] = max(best[g, k], best[after[part], k])
        for e in range(first[g], first[g + 1]):
            for k in range(members):
                values[member[e], at + k] = best[g, k]


@compiled
def under(vectors, begin, end, rank, e, more):  # type: ignore[no-untyped-def]
    """Whether one of vectors[begin:end], raised by `more`, exceeds place e everywhere.

    Of two numbers the last whose first exceeds has the largest second. Of more the one that
    exceeds moves ahead.
    """
    if rank.shape[1] == 2:
        left, right = begin, end
        while left < right:
            middle = (left + right) // 2
            if vectors[middle, 0] + more > rank[e, 0]:
                left = middle + 1
            else:
                right = middle
        return left > begin and vectors[left - 1, 1] + more > rank[e, 1]
    for q in range(begin, end):
        exceeds = True
        for k in range(rank.shape[1]):
            if vectors[q, k] + more <= rank[e, k]:
                exceeds = False
                break
        if exceeds:
            ahead = begin + (q - begin) // 2
            for k in range(rank.shape[1]):
                vectors[q, k], vectors[ahead, k] = vectors[ahead, k], vectors[q, k]
            return True
    return False


@compiled
def exceeded(open_, rank, first, begin, end, vectors):  # type: ignore[no-untyped-def]
    """By place whether it is open and its group's vectors exceed it."""
    found = np.zeros(len(open_), np.uint8)
    for g in range(len(first) - 1):
        if begin[g] == end[g]:
            continue
        for e in range(first[g], first[g + 1]):
            if open_[e]:
                found[e] = under(vectors, begin[g], end[g], rank, e, 0)
    return found


@compiled
def covers(vectors, count, rank, e, sign):  # type: ignore[no-untyped-def]
    """Whether one of the vectors is at least (sign 1) or at most (sign -1) place e everywhere."""
    for q in range(count):
        holds = True
        for k in range(rank.shape[1]):
            if sign * (np.int64(vectors[q, k]) - np.int64(rank[e, k])) < 0:
                holds = False
                break
        if holds:
            return True
    return False
