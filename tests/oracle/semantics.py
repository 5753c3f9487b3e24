"""The three relations a semantics fixes: U "would leave for", D "deters", C "can be expected".

Simple and general preference (weak, strict) and unknown pairs come from the conflict itself;
degrees, fuzzy and probabilistic preference from tables given by party and pair of states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from oracle.conflict import Conflict

Relation = Callable[[str, str, str], bool]  # (party, from, to)
Table = Mapping[str, Mapping[tuple[str, str], Fraction]]  # table[i][t, s]: t over s


@dataclass(frozen=True, eq=False)
class Semantics:
    """U_i(s, t), D_i(s, x), C_j(x, y)."""

    name: str
    improves: Relation
    deters: Relation
    credible: Relation
    credible_name: str  # equal names have equal C


def simple(conflict: Conflict, sanction: str) -> Semantics:
    """Weak: what is not preferred deters. Strict: only what is worse does."""

    def better(i: str, s: str, t: str) -> bool:
        return conflict.prefers(i, t, s)

    def not_better(i: str, s: str, x: str) -> bool:
        return not conflict.prefers(i, x, s)

    def worse(i: str, s: str, x: str) -> bool:
        return conflict.prefers(i, s, x)

    deters = {"weak": not_better, "strict": worse}[sanction]
    return Semantics(sanction, better, deters, better, "better")


def unknown(conflict: Conflict, kind: str) -> Semantics:
    """The four extensions `a` to `d` for pairs whose preference is not known."""

    def is_unknown(i: str, s: str, t: str) -> bool:
        return frozenset((s, t)) in conflict.unknown[i]

    def better(i: str, s: str, t: str) -> bool:
        return conflict.prefers(i, t, s)

    def better_or_unknown(i: str, s: str, t: str) -> bool:
        return better(i, s, t) or is_unknown(i, s, t)

    def known_not_better(i: str, s: str, x: str) -> bool:
        return not is_unknown(i, s, x) and not better(i, s, x)

    def not_better(i: str, s: str, x: str) -> bool:
        return not better(i, s, x)

    improves = better_or_unknown if kind in "ac" else better
    deters = known_not_better if kind in "ab" else not_better
    return Semantics(f"unknown-{kind}", improves, deters, better_or_unknown, "better or unknown")


def degrees(
    conflict: Conflict, degree: Mapping[str, Mapping[tuple[str, str], int]], least: int
) -> Semantics:
    """`degree-d`: `degree[i][better, worse]` is 1 where it is not given."""
    weak = simple(conflict, "weak")
    if least == 0:
        return weak

    def worse_by(i: str, s: str, x: str) -> bool:
        return conflict.prefers(i, s, x) and degree.get(i, {}).get((s, x), 1) >= least

    return Semantics(f"degree-{least}", weak.improves, worse_by, weak.credible, "better")


def fuzzy(r: Table, threshold: Mapping[str, Fraction]) -> Semantics:
    """r[i][t, s] in [0, 1]: how far t is preferred to s; certainty is r(t, s) - r(s, t)."""

    def certain(i: str, s: str, t: str) -> bool:
        return r[i][t, s] - r[i][s, t] >= threshold[i]

    def not_certain(i: str, s: str, x: str) -> bool:
        return not certain(i, s, x)

    return Semantics("fuzzy", certain, not_certain, certain, "certain")


def probable(p: Table, alpha: Fraction, beta: Fraction, gamma: Fraction) -> Semantics:
    """p[i][t, s]: the probability that i prefers t to s."""

    def leaves(i: str, s: str, t: str) -> bool:
        return p[i][t, s] > 1 - alpha

    def deters(i: str, s: str, x: str) -> bool:
        return p[i][x, s] <= 1 - beta

    def expected(i: str, x: str, y: str) -> bool:
        return p[i][y, x] > 1 - gamma

    return Semantics("prob", leaves, deters, expected, f"probable {gamma}")
