"""Variable foresight: maximin and credible metarationality, limited moves, non-myopic, policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from math import prod

from oracle.concepts import nash
from oracle.conflict import Conflict
from oracle.reading import Reading

Table = dict[tuple[str, str], frozenset[str]]  # E_h: (party, state) to the states expected
Turn = Callable[[int, str], bool]  # (turns to go, state)


def maximin(r: Reading, i: str, s: str, h: int) -> bool:
    """MR_h: no improvement can be held to against h - 1 further turns."""
    return not any(holds_to(r, i, s, h - 1, t, credible=False) for t in r.leaving(i, s))


def credible(r: Reading, i: str, s: str, h: int) -> bool:
    """CMR_h: the same where i's moves are improvements and the others' answers credible."""
    return not any(holds_to(r, i, s, h - 1, t, credible=True) for t in r.leaving(i, s))


def holds_to(r: Reading, i: str, s: str, k: int, x: str, *, credible: bool) -> bool:
    """opp_k(x): with the others to move, k turns to go, i can keep to what does not deter."""
    _, opponents = turns(r, i, s, credible)
    return opponents(k, x)


def turns(r: Reading, i: str, s: str, credible: bool) -> tuple[Turn, Turn]:
    """(focal_k, opp_k) for the state s examined."""
    key = ("turns", i, s, credible)
    if key in r.memory:
        known: tuple[Turn, Turn] = r.memory[key]
        return known

    @cache
    def focal(k: int, x: str) -> bool:
        if not r.deters(i, s, x):
            return True
        return k > 0 and any(opponents(k - 1, t) for t in own_moves(r, i, x, credible))

    @cache
    def opponents(k: int, x: str) -> bool:
        if r.deters(i, s, x):
            return False
        return k == 0 or all(focal(k - 1, t) for t in whole_answers(r, i, x, credible))

    r.memory[key] = (focal, opponents)
    return focal, opponents


def own_moves(r: Reading, i: str, x: str, credible: bool) -> frozenset[str]:
    """i's moves at its turn."""
    return r.leaving(i, x) if credible else r.conflict.moves[i][x]


def whole_answers(r: Reading, i: str, x: str, credible: bool) -> frozenset[str]:
    """The others' answers at their turn."""
    return r.credible_answers(i, x) if credible else r.answers(i, x)


def values(conflict: Conflict, i: str, s: str, later: Table) -> dict[str, int]:
    """What each move of i from s comes to for i, at worst, if the other does as `later` says."""
    rank = conflict.rank[i]
    assert rank is not None, "asked only where it is defined"
    (j,) = conflict.others(i)
    return {t: min(rank[x] for x in later[j, t]) for t in conflict.moves[i][s]}


def least_bad_moves(conflict: Conflict, i: str, s: str, later: Table) -> frozenset[str]:
    """The moves of the largest value, worth making or not."""
    value = values(conflict, i, s, later)
    return frozenset(t for t in value if value[t] == max(value.values()))


def best_moves(conflict: Conflict, i: str, s: str, later: Table) -> frozenset[str]:
    """Where i goes from s; empty where i stays."""
    rank = conflict.rank[i]
    assert rank is not None, "asked only where it is defined"
    value = values(conflict, i, s, later)
    if not value or max(value.values()) <= rank[s]:
        return frozenset()
    return least_bad_moves(conflict, i, s, later)


def expected(conflict: Conflict, h: int) -> Table:
    """E_h: the states expected after i's move at s and the alternating moves that follow."""
    if ("expected", h) not in conflict.found:
        conflict.found["expected", h] = (
            {(i, s): frozenset((s,)) for i in conflict.parties for s in conflict.states}
            if h == 0
            else after(conflict, expected(conflict, h - 1))
        )
    table: Table = conflict.found["expected", h]
    return table


def after(conflict: Conflict, later: Table) -> Table:
    """E_h from E_{h-1}."""
    table = {}
    for i in conflict.parties:
        (j,) = conflict.others(i)
        for s in conflict.states:
            moves = best_moves(conflict, i, s, later)
            table[i, s] = frozenset(x for t in moves for x in later[j, t]) or frozenset((s,))
    return table


def limited(r: Reading, i: str, s: str, h: int) -> bool:
    """L_h: i expects to stay."""
    return expected(r.conflict, h)[i, s] == {s}


def period(conflict: Conflict) -> tuple[int, int]:
    """(first, next): E_first = E_next, and no table repeats earlier."""
    if "period" not in conflict.found:
        seen: dict[frozenset[tuple[tuple[str, str], frozenset[str]]], int] = {}
        h = 0
        while (table := frozenset(expected(conflict, h).items())) not in seen:
            seen[table] = h
            h += 1
        conflict.found["period"] = (seen[table], h)
    first, again = conflict.found["period"]
    return first, again


def non_myopic(r: Reading, i: str, s: str) -> bool:
    """NM: L_h stable at all long horizons."""
    return all(limited(r, i, s, h) for h in range(*period(r.conflict)))


def stackelberg(r: Reading, leader: str) -> frozenset[str]:
    """The equilibria under a leader: L_2 stable for the leader, Nash for the follower."""
    (follower,) = r.conflict.others(leader)
    return frozenset(
        s for s in r.conflict.states if limited(r, leader, s, 2) and nash(r, follower, s)
    )


def policy(r: Reading, i: str, s: str) -> bool:
    """The other has a policy, staying at s, against which i cannot reach a cycle all better.

    Found as who wins a game of turns: i wins if the play from (s, i's turn) is better than s for
    ever from some time on. Such a game has a winner by policies, which look at the state alone.
    """
    return (s, i) not in wins_for_ever(r.conflict, i, s)


def wins_for_ever(conflict: Conflict, i: str, s: str) -> frozenset[tuple[str, str]]:
    """The (state, party to move) from which i can force: from some time on all better than s."""
    (j,) = conflict.others(i)
    choices = {}
    for x in conflict.states:
        choices[x, i] = {(y, j) for y in {x, *conflict.moves[i][x]}}
        stays = x == s  # the other's policy stays at s
        choices[x, j] = {(y, i) for y in ({x} if stays else {x, *conflict.moves[j][x]})}

    def forces(place: tuple[str, str], goal: set[tuple[str, str]]) -> bool:
        return any(p in goal for p in choices[place]) if place[1] == i else choices[place] <= goal

    won: set[tuple[str, str]] = set()
    while True:
        # inside: from here i can keep to better states for ever, or come to what is won
        inside = {p for p in choices if conflict.prefers(i, p[0], s)} | won
        while True:
            kept = {p for p in inside if p in won or forces(p, inside | won)}
            if kept == inside:
                break
            inside = kept
        grown = won | inside
        while True:
            wider = grown | {p for p in choices if forces(p, grown)}
            if wider == grown:
                break
            grown = wider
        if grown == won:
            return frozenset(won)
        won = grown


def policy_by_enumeration(r: Reading, i: str, s: str) -> bool:
    """The same from the definition: all policies of both. For the smallest conflicts only."""
    (j,) = r.conflict.others(i)
    return any(
        theirs[s] == s and not any(wins(r.conflict, i, s, ours, theirs) for ours in policies(r, i))
        for theirs in policies(r, j)
    )


def number_of_policies(r: Reading, i: str) -> int:
    """How many `policies` would list."""
    return prod(1 + len(targets) for targets in r.conflict.moves[i].values())


def policies(r: Reading, i: str) -> list[dict[str, str]]:
    """Every state to itself or to a state that i can move to."""
    states = r.conflict.states
    choices = [sorted({x, *r.conflict.moves[i][x]}) for x in states]
    return [dict(zip(states, choice, strict=True)) for choice in product(*choices)]


def wins(
    conflict: Conflict, i: str, s: str, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> bool:
    """Whether i, moving first at s, comes to a final state or cycle all better than s."""
    x, policy_now = s, ours
    seen: list[tuple[str, bool]] = []
    while (x, policy_now is ours) not in seen:
        seen.append((x, policy_now is ours))
        x = policy_now[x]
        policy_now = theirs if policy_now is ours else ours
    cycle = seen[seen.index((x, policy_now is ours)) :]
    return all(conflict.prefers(i, y, s) for y, _ in cycle)


def beats(conflict: Conflict, i: str, s: str, theirs: Mapping[str, str]) -> bool:
    """Whether some policy of i wins at s against a policy of the other, by search."""
    after = {x: {x, *conflict.moves[i][x]} for x in conflict.states}
    reached, waiting = {s}, [s]
    while waiting:
        x = waiting.pop()
        for z in {theirs[y] for y in after[x]} - reached:
            reached.add(z)
            waiting.append(z)

    def better(x: str) -> bool:
        return conflict.prefers(i, x, s)

    on_cycles = {x for x in reached if better(x)}
    while True:
        kept = {x for x in on_cycles if any(better(y) and theirs[y] in on_cycles for y in after[x])}
        if kept == on_cycles:
            return bool(on_cycles)
        on_cycles = kept
