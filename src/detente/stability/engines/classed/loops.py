"""Compiled: one step within classes, and answers by search over (state, last mover).

Arrays are those of classes.py. `leaving`: uint8 (states,), or empty where any state may be left.
"""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.compiled import compiled

_NOBODY, _DONE = -1, -2
_SPREAD = 8  # values are counted where they spread over no more than so many numbers a state


@compiled
def least_of_moves(  # type: ignore[no-untyped-def]
    value, top, begin, end, first, member, kind, kinds, ask_first, ask, leaving, out
):
    """In classes begin..end-1: out[x] is the least value of x and of where one move leads."""
    table = np.full(kinds, top, value.dtype)  # by kind: the least value among the class's members
    found = np.full(kinds, top, value.dtype)  # by kind: the least that may be moved to
    asked = np.full(kinds, -1, np.int64)  # by kind: the class for which that was found
    for c in range(begin, end):
        for e in range(first[c], first[c + 1]):
            x = member[e]
            table[kind[x]] = min(table[kind[x]], value[x])
        for e in range(first[c], first[c + 1]):
            x = member[e]
            w = kind[x]
            if len(leaving) and not leaving[x]:
                out[x] = value[x]
                continue
            if asked[w] != c:
                asked[w] = c
                found[w] = top
                for q in range(ask_first[w], ask_first[w + 1]):
                    found[w] = min(found[w], table[ask[q]])
            out[x] = min(value[x], found[w])
        for e in range(first[c], first[c + 1]):
            table[kind[member[e]]] = top


@compiled
def least_of_improvements(  # type: ignore[no-untyped-def]
    value, top, begin, end, first, member, rank, kind, kinds, ask_first, ask, leaving, out
):
    """The same for moves that improve: members are met best first, equals together."""
    table = np.full(kinds, top, value.dtype)  # by kind: the least value among strictly better ones
    for c in range(begin, end):
        e = first[c]
        while e < first[c + 1]:
            level = rank[member[e]]
            until = e
            while until < first[c + 1] and rank[member[until]] == level:
                x = member[until]
                best = value[x]
                if not len(leaving) or leaving[x]:
                    for q in range(ask_first[kind[x]], ask_first[kind[x] + 1]):
                        best = min(best, table[ask[q]])
                out[x] = best
                until += 1
            for f in range(e, until):
                x = member[f]
                table[kind[x]] = min(table[kind[x]], value[x])
            e = until
        for f in range(first[c], first[c + 1]):
            table[kind[member[f]]] = top


@compiled
def by_value(states, value, top):  # type: ignore[no-untyped-def]
    """The states in ascending value, without those at `top`; counted where values lie close."""
    low, high = top, -top
    count = 0
    for s in range(len(states)):
        one = value[states[s]]
        if one < top:
            low, high = min(low, one), max(high, one)
            count += 1
    result = np.empty(count, np.int64)
    if count == 0:
        return result
    spread = np.int64(high) - np.int64(low) + 1
    if spread > _SPREAD * len(states):
        near = np.argsort(value[states])
        for k in range(count):
            result[k] = states[near[k]]
        return result
    at = np.zeros(spread + 1, np.int64)
    for s in range(len(states)):
        if value[states[s]] < top:
            at[value[states[s]] - low + 1] += 1
    for level in range(spread):
        at[level + 1] += at[level]
    for s in range(len(states)):
        if value[states[s]] < top:
            level = value[states[s]] - low
            result[at[level]] = states[s]
            at[level] += 1
    return result


@compiled
def search(  # type: ignore[no-untyped-def]
    states,
    value,
    top,
    of,
    rank,
    kind,
    others,
    span_first,
    span_kind,
    span_end,
    member,
    may_at,
    kinds,
    may,
    improving,
    leaving,
    pointer,
    left,
    by,
    result,
):
    """Lower result[x], for all `states`, to the least value at the end of an answer.

    No answer leads out of `states`. others: the parties that answer; arrays of AllClasses and
    AllSpans; leaving: uint8 (parties, states) or with no row. Room of this search: pointer, which
    holds each span's begin, left and by, which hold -1.
    Each state hands its value to all that can come there, least first, so that each move is
    looked at for one end only; a span's members are met by a pointer that only moves on.
    """
    nobody = len(of)
    stack = np.empty(len(others) * len(states) + 1, np.int64)
    for end in by_value(states, value, top):
        least = value[end]
        stack[0] = end * (nobody + 1) + nobody
        height = 1
        while height > 0:
            height -= 1
            x = stack[height] // (nobody + 1)
            mover = stack[height] % (nobody + 1)
            before = by[x]
            if before == _DONE:
                continue
            # As the end of an answer, or after moves of two parties, anyone may have come here.
            by[x] = mover if before == _NOBODY and mover < nobody else _DONE
            for j in others:
                if (before == _NOBODY and j == mover) or (before != _NOBODY and j != before):
                    continue
                c = of[j, x]
                for s in range(span_first[j, c], span_first[j, c + 1]):
                    if not may[may_at[j] + span_kind[s] * kinds[j] + kind[j, x]]:
                        continue
                    z = left[s]  # passed over before because it was x itself, which is no move
                    left[s] = -1
                    p = pointer[s]
                    while True:
                        if z < 0:
                            if p == span_end[s]:
                                break
                            z = member[j, p]
                            if improving and rank[j, z] >= rank[j, x]:
                                break
                            p += 1
                        if z == x:
                            left[s] = x
                        elif not len(leaving) or leaving[j, z]:
                            result[z] = min(result[z], least)
                            stack[height] = np.int64(z) * (nobody + 1) + j
                            height += 1
                        z = -1
                    pointer[s] = p
