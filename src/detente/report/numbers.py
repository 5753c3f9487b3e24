"""Numbers with their nouns."""

from __future__ import annotations

_PLURALS = {"party": "parties", "entry": "entries"}


def count(number: int, noun: str) -> str:
    """`1 state`, `2 states`, `1,024 parties`."""
    *before, last = noun.split(" ")
    many = " ".join([*before, _PLURALS.get(last, f"{last}s")])
    return f"{number:,} {noun if number == 1 else many}"
