"""Packages by breadth-first search over all states, from the definition alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from oracle.conflict import Conflict, Names, names_of


def stage(
    model: Mapping[str, Any], conflict: Conflict, s: str, t: str, size: int, equilibria: set[str]
) -> bool:
    """Whether one stage leads from s to t."""
    names = Names(model)
    if s == t or t not in equilibria:
        return False
    for party in conflict.parties:
        own = [k for k, (owner, _) in enumerate(names.options) if owner == party]
        changed = [k for k in own if s[k] != t[k]]
        if not changed:
            continue
        if len(changed) > size or conflict.prefers(party, s, t):
            return False
        for k in changed:
            if names.once[k] == ("taken" if s[k] == "Y" else "dropped"):
                return False
        part = "".join(t[k] if k in own else s[k] for k in range(len(s)))
        for rule in model.get("rules") or []:
            forbidden = rule.get("infeasible_move")
            if (
                forbidden
                and party in names_of(forbidden["by"])
                and names.holds(forbidden.get("from", True), s)
                and names.holds(forbidden.get("to", True), part)
            ):
                return False
    return True


def packages(
    model: Mapping[str, Any],
    conflict: Conflict,
    start: str,
    targets: set[str],
    size: int,
    equilibria: set[str],
) -> set[tuple[str, ...]]:
    """All packages of the fewest stages and, of these, of the fewest options changed."""
    if start in targets:
        return {(start,)}
    ways = [(start,)]
    seen = {start}
    while ways:
        ways = [
            (*way, t)
            for way, t in product(ways, conflict.states)
            if t not in seen and stage(model, conflict, way[-1], t, size, equilibria)
        ]
        seen |= {way[-1] for way in ways}
        there = [way for way in ways if way[-1] in targets]
        if there:
            fewest = min(map(changes, there))
            return {way for way in there if changes(way) == fewest}
    return set()


def changes(way: Sequence[str]) -> int:
    """How many options change in all."""
    return sum(x != y for s, t in pairwise(way) for x, y in zip(s, t, strict=True))
