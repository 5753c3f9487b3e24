"""Compiled: answers by search over (state, last mover), for moves that are listed."""

from __future__ import annotations

import numpy as np

from detente.stability.engines.swept.compiled import compiled

_NOBODY, _DONE = -1, -2


@compiled
def turned(first, end):  # type: ignore[no-untyped-def]
    """The same moves by where they lead: (first, start), as Arcs with the other direction."""
    states = len(first) - 1
    into = np.zeros(states + 1, np.int64)
    for move in range(len(end)):
        into[end[move] + 1] += 1
    for state in range(states):
        into[state + 1] += into[state]
    place = into[:-1].copy()
    start = np.empty(len(end), np.int32)
    for state in range(states):
        for move in range(first[state], first[state + 1]):
            start[place[end[move]]] = state
            place[end[move]] += 1
    return into, start


@compiled
def least_answer(value, order, top, into, start, offset, rank, improving, leaving, result):  # type: ignore[no-untyped-def]
    """Lower `result` to the least `value` at the end of the others' answers, `top` where none.

    order    the states by ascending value; into: int64 (others, states + 1), start: int32, their
             moves turned, those of other j from offset[j] on.
    rank     int32 (others, states), looked at if `improving`; leaving: bool (others, states).
    Each state hands its value to all that can come there, least first. A state reached first by a
    move of k may be reached on by all but k, and once by another, by k too: each move is looked at
    once, so the cost is the moves.
    """
    others, states = len(into), len(value)
    by = np.full(states, _NOBODY, np.int8)  # who moves first from here, so far
    begun = np.zeros((others, states), np.uint8)
    stack = np.empty(others * states + 1, np.int64)
    for k in range(states):
        end = order[k]
        least = value[end]
        if least >= top:
            break
        stack[0] = end * (others + 1) + others
        height = 1
        while height > 0:
            height -= 1
            x = stack[height] // (others + 1)
            mover = stack[height] % (others + 1)
            if by[x] == _DONE:
                continue
            before = by[x]
            # As the end of an answer, or after moves of two parties, anyone may have come here.
            by[x] = mover if before == _NOBODY and mover < others else _DONE
            for j in range(others):
                if (before == _NOBODY and j == mover) or (before != _NOBODY and j != before):
                    continue
                for move in range(into[j, x] + offset[j], into[j, x + 1] + offset[j]):
                    z = start[move]
                    if begun[j, z] or not leaving[j, z]:
                        continue
                    if improving and rank[j, z] >= rank[j, x]:
                        continue
                    begun[j, z] = 1
                    result[z] = min(result[z], least)
                    stack[height] = np.int64(z) * (others + 1) + j
                    height += 1
