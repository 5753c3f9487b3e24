"""Checks the single steps and comparisons in a Why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from oracle.conflict import Conflict
from oracle.reading import Reading, Steps

Why = Mapping[str, Any]


def best(conflict: Conflict, i: str, states: Sequence[str]) -> list[str]:
    """Those to which i prefers none of the others; all of them where there is no such state."""
    return [x for x in states if not any(conflict.prefers(i, y, x) for y in states)] or list(states)


def worst(conflict: Conflict, i: str, states: Sequence[str]) -> list[str]:
    """Those which i prefers to none of the others; all of them where there is no such state."""
    return [x for x in states if not any(conflict.prefers(i, x, y) for y in states)] or list(states)


def answer_complaints(
    r: Reading, steps: Steps, i: str, start: str, answer: Sequence[Why]
) -> Iterator[str]:
    """An answer is a non-empty sequence by the others, allowed by the reading, step by step."""
    movers = [step["by"] for step in answer]
    if not answer:
        yield f"there is no answer at {start}"
    if i in movers:
        yield f"{i} answers itself"
    if r.how == "legal" and any(a == b for a, b in pairwise(movers)):
        yield f"a party moves twice in a row: {movers}"
    if r.how == "once" and len(set(movers)) < len(movers):
        yield f"a party moves twice: {movers}"
    if r.how == "single" and len(movers) > 1:
        yield f"several steps: {movers}"
    x = start
    for step in answer:
        if step["to"] not in steps[step["by"]][x]:
            yield f"{step['by']} does not go from {x} to {step['to']}"
        if step["improves"] != r.conflict.prefers(step["by"], step["to"], x):
            yield f"improves {step['improves']}: {step['by']} from {x} to {step['to']}"
        x = step["to"]


def comparison(conflict: Conflict, i: str, s: str, x: str, said: str) -> Iterator[str]:
    """How i sees x against s."""
    if said != conflict.compare(i, x, s):
        yield f"{x} against {s} is {conflict.compare(i, x, s)} for {i}, not {said}"
