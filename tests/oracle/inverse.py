"""Inverse: what a party must not prefer to a state for the state to be stable."""

from __future__ import annotations

from itertools import product

from oracle.reading import Reading

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def minimal_sets(r: Reading, concept: str, i: str, s: str) -> set[frozenset[str]]:
    """The minimal sets W: the state is stable where i prefers no member of some W to s.

    Others' preferences are held fixed. Exponential: for the smallest conflicts only.
    """
    choices = []
    for s1 in r.conflict.moves[i][s]:
        ways = {frozenset((s1,)) - {s}}
        if concept != "nash":
            credible = concept in ("seq", "sseq")
            for s2 in r.credible_answers(i, s1) if credible else r.answers(i, s1):
                replies = r.conflict.moves[i][s2] if concept in ("smr", "sseq") else frozenset()
                ways.add((frozenset((s2,)) | replies) - {s})
        choices.append(minimal(ways))
    return minimal({frozenset().union(*chosen) for chosen in product(*choices)})


def minimal(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    """Those that contain no other."""
    return {one for one in sets if not any(other < one for other in sets)}
