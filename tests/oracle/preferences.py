"""Preferences of a model file, as pairs (better, worse) of states, and as ranks where there are.

A preference is a list of statements, or a mapping with one of `statements`, `ranking`,
`weights`, `payoffs` (with or without `threshold`), `better`; `unknown` may stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

Pairs = frozenset[tuple[str, str]]
Holds = Callable[[Any, str], bool]  # (condition as written, state)


def fits(pattern: str, state: str, letters: bool) -> bool:
    """Whether a state fits a pattern; `-` is either, in states written by letters."""
    if not letters:
        return pattern == state
    if len(pattern) != len(state):
        raise ValueError(f"{pattern!r} has not one letter an option")
    return all(p in ("-", s) for p, s in zip(pattern, state, strict=True))


def exact(number: Any) -> Fraction:
    """The decimal as it is written, not as a binary fraction nearby."""
    return Fraction(str(number))


def ranks_of_keys(states: Sequence[str], key: Callable[[str], Any]) -> dict[str, int]:
    """Dense ranks from 0, larger is better, in the order of the keys."""
    levels = sorted({key(s) for s in states})
    return {s: levels.index(key(s)) for s in states}


def ranks_of_statements(states: Sequence[str], statements: Any, holds: Holds) -> dict[str, int]:
    """Most important first: the first statement on which two states differ decides."""
    texts = [item["prefer"] if isinstance(item, dict) else item for item in statements]
    truths = {s: tuple(holds(text, s) for text in texts) for s in states}
    return ranks_of_keys(states, lambda s: truths[s])


def ranks_of_ranking(states: Sequence[str], ranking: Any, letters: bool) -> dict[str, int]:
    """Classes best first; a state belongs to the first class it fits; the rest are last, tied."""
    classes = [item if isinstance(item, list) else [item] for item in ranking]

    def place(state: str) -> int:
        for number, members in enumerate(classes):
            if any(fits(str(member), state, letters) for member in members):
                return -number
        return -len(classes)

    return ranks_of_keys(states, place)


def ranks_of_weights(states: Sequence[str], weights: Any, holds: Holds) -> dict[str, int]:
    """The sum of the weights of the conditions that hold."""

    def total(state: str) -> Fraction:
        return sum((exact(w) for text, w in weights.items() if holds(text, state)), Fraction(0))

    return ranks_of_keys(states, total)


def payoff(state: str, payoffs: Any, letters: bool) -> tuple[int, Fraction]:
    """(1, number) of the first key that the state fits; (0, 0), below all numbers, if of none."""
    for pattern, number in payoffs.items():
        if fits(str(pattern), state, letters):
            return (1, exact(number))
    return (0, Fraction(0))


def pairs_of_ranks(states: Sequence[str], rank: dict[str, int]) -> Pairs:
    """All (better, worse)."""
    return frozenset((t, s) for t in states for s in states if rank[t] > rank[s])


def pairs_of_payoffs(states: Sequence[str], payoffs: Any, threshold: Any, letters: bool) -> Pairs:
    """Better is what pays more by over the threshold; unnamed states are below all named ones."""
    pays = {s: payoff(s, payoffs, letters) for s in states}
    return frozenset(
        (t, s)
        for t in states
        for s in states
        if pays[t][0] > pays[s][0]
        or (pays[t][0] == pays[s][0] and pays[t][1] - pays[s][1] > exact(threshold))
    )


def pairs_of_better(states: Sequence[str], better: Any, letters: bool) -> Pairs:
    """The pairs as listed; raises ValueError where two states are each better than the other."""
    pairs = {
        (t, s)
        for high, low in better
        for t in states
        if fits(str(high), t, letters)
        for s in states
        if t != s and fits(str(low), s, letters)
    }
    for t, s in pairs:
        if (s, t) in pairs:
            raise ValueError(f"{t} is better than {s} and worse")
    return frozenset(pairs)


def unknown_pairs(states: Sequence[str], unknown: Any, holds: Holds) -> frozenset[frozenset[str]]:
    """The pairs {s, t} declared unknown: one condition holds in one, the other in the other."""
    return frozenset(
        frozenset((s, t))
        for one, other in unknown
        for s in states
        if holds(one, s)
        for t in states
        if s != t and holds(other, t)
    )


def read_preference(
    states: Sequence[str], given: Any, holds: Holds, letters: bool
) -> tuple[Pairs, dict[str, int] | None, frozenset[frozenset[str]]]:
    """(pairs, ranks or None where the preference is a general relation, unknown pairs)."""
    if given is None:
        given = []
    if isinstance(given, list):
        given = {"statements": given}
    rank: dict[str, int] | None = None
    if "statements" in given:
        rank = ranks_of_statements(states, given["statements"], holds)
    elif "ranking" in given:
        rank = ranks_of_ranking(states, given["ranking"], letters)
    elif "weights" in given:
        rank = ranks_of_weights(states, given["weights"], holds)
    elif "payoffs" in given and not given.get("threshold"):
        rank = ranks_of_keys(states, lambda s: payoff(s, given["payoffs"], letters))
    if rank is not None:
        pairs = pairs_of_ranks(states, rank)
    elif "payoffs" in given:
        pairs = pairs_of_payoffs(states, given["payoffs"], given["threshold"], letters)
    else:
        pairs = pairs_of_better(states, given.get("better", []), letters)
    unknown = unknown_pairs(states, given.get("unknown", []), holds)
    if unknown:
        rank = None
        pairs = frozenset((t, s) for t, s in pairs if frozenset((t, s)) not in unknown)
    return pairs, rank, unknown
