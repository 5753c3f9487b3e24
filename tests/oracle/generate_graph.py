"""Random states and moves for the graph form: one-way, common, missing, intransitive moves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

Arcs = dict[str, dict[str, list[str]]]  # arcs[party][state]: targets

PLAIN_NAMES = ("peace", "war", "talks", "truce", "strike", "court")


def graph_parts(rng: Random, parties: Sequence[str]) -> tuple[dict[str, Any], Arcs]:
    """(states, each with what the file says of it or None; moves)."""
    if rng.random() < 0.35:
        return strategic(rng, parties)
    count = rng.choices((2, 3, 4, 5, 6, 8, 10, 14), (1, 2, 4, 6, 6, 4, 2, 1))[0]
    states = [f"s{k}" for k in range(count)]
    if count <= len(PLAIN_NAMES) and rng.random() < 0.3:
        states = list(PLAIN_NAMES[:count])
    titled = rng.random() < 0.2
    listed = {s: f"State {k}" if titled else None for k, s in enumerate(states)}
    return listed, random_arcs(rng, parties, states)


def random_arcs(rng: Random, parties: Sequence[str], states: Sequence[str]) -> Arcs:
    """Arcs by chance; some parties have none, some share theirs, some are closed."""
    degree = rng.choice(
        (0.6, 1.0, 1.5, 1.5, 2.0, 2.0)
    )  # arcs of a party that leave a state, on average
    share = min(0.9, degree / max(1, len(states) - 1))
    arcs: dict[str, set[tuple[str, str]]] = {}
    for party in parties:
        arcs[party] = {
            (s, t) for s, t in product(states, repeat=2) if s != t and rng.random() < share
        }
        if rng.random() < 0.05:
            arcs[party] = set()
        if rng.random() < 0.2:
            arcs[party] = {(s, t) for s, t in arcs[party] if states.index(s) < states.index(t)}
        if rng.random() < 0.15:
            arcs[party] = closure(arcs[party])
    if rng.random() < 0.3:
        giver, taker = rng.sample(list(parties), 2)
        arcs[taker] |= {arc for arc in sorted(arcs[giver]) if rng.random() < 0.5}
    return as_lists(parties, states, arcs)


def closure(arcs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Whatever several arcs reach, one does; no loops."""
    closed = set(arcs)
    while True:
        more = {(a, d) for a, b in closed for c, d in closed if b == c and a != d}
        if more <= closed:
            return closed
        closed |= more


def strategic(rng: Random, parties: Sequence[str]) -> tuple[dict[str, Any], Arcs]:
    """States that name one strategy a party, some left out; some moves are left out too."""
    most = 3 if len(parties) <= 2 else 2
    menus = {p: [f"{p.lower()}{k}" for k in range(rng.randint(2, most))] for p in parties}
    profiles = list(product(*(menus[p] for p in parties)))
    kept = [profile for profile in profiles if rng.random() < 0.85]
    if not 2 <= len(kept) <= 24:
        kept = profiles[:16]
    table = {f"v{k}": dict(zip(parties, profile, strict=True)) for k, profile in enumerate(kept)}
    listed = {name: {"title": name, "strategies": profile} for name, profile in table.items()}
    keep = rng.choice((0.6, 0.85, 1.0))
    arcs = {
        p: {
            (s, t)
            for s, t in product(table, repeat=2)
            if s != t
            and all(table[s][q] == table[t][q] for q in parties if q != p)
            and rng.random() < keep
        }
        for p in parties
    }
    return listed, as_lists(parties, list(table), arcs)


def as_lists(
    parties: Sequence[str], states: Sequence[str], arcs: dict[str, set[tuple[str, str]]]
) -> Arcs:
    """Arcs as the file lists them: state, then targets, in state order."""
    found: Arcs = {p: {} for p in parties}
    for p in parties:
        for s in states:
            targets = [t for t in states if (s, t) in arcs[p]]
            if targets:
                found[p][s] = targets
    return found
