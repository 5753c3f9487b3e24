"""Reach by the definition: legal sequences step by step, over pairs of a state and a last mover."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from oracle.conflict import Conflict

Step = Callable[[str, str], Collection[str]]  # (party, state) -> where it may step


def all_moves(conflict: Conflict) -> Step:
    """Every move."""
    return lambda party, state: conflict.moves[party][state]


def improvements(conflict: Conflict) -> Step:
    """Moves to what the mover prefers."""
    return lambda party, state: {
        t for t in conflict.moves[party][state] if (t, state) in conflict.better[party]
    }


def best(conflict: Conflict) -> Step:
    """Improvements to which the mover prefers none of its moves."""
    gains = improvements(conflict)
    return lambda party, state: {
        t
        for t in gains(party, state)
        if not any((u, t) in conflict.better[party] for u in conflict.moves[party][state])
    }


def undeterred(conflict: Conflict, credible: bool, reply: bool) -> Step:
    """Improvements after which no answer of the others ends where the mover is no better off, nor,
    with `reply`, where none of its own moves from there makes it better off."""
    gains = improvements(conflict)
    steps = gains if credible else all_moves(conflict)

    def deters(party: str, start: str, end: str) -> bool:
        better = conflict.better[party]
        escapes = conflict.moves[party][end] if reply else ()
        return (end, start) not in better and not any((t, start) in better for t in escapes)

    def taken(party: str, state: str) -> set[str]:
        others = [one for one in conflict.parties if one != party]
        return {
            t
            for t in gains(party, state)
            if not any(
                count > 0 and deters(party, state, end)
                for end, count in sequences(conflict, {t}, steps, others)
            )
        }

    return taken


def sequences(
    conflict: Conflict,
    start: Collection[str],
    steps: Step,
    of: Collection[str],
    avoid: Collection[str] = (),
    within: int | None = None,
) -> Iterator[tuple[str, int]]:
    """(end, number of steps) of legal sequences, each (end, last mover) by the fewest steps."""
    layer = {(state, "") for state in start}
    seen, count = set(layer), 0
    while layer:
        yield from ((state, count) for state, _ in layer)
        if within is not None and count == within:
            return
        layer = {
            (end, party)
            for state, last in layer
            for party in of
            if party != last
            for end in steps(party, state)
            if end not in avoid
        } - seen
        seen |= layer
        count += 1


def distances(
    conflict: Conflict,
    start: Collection[str],
    steps: Step,
    of: Collection[str],
    avoid: Collection[str] = (),
    within: int | None = None,
) -> dict[str, int]:
    """The fewest steps to each state that is reached."""
    found: dict[str, int] = {}
    for state, count in sequences(conflict, start, steps, of, avoid, within):
        found.setdefault(state, count)
    return found
