"""Numbers with their nouns."""

from __future__ import annotations

from decimal import Decimal

_PLURALS = {"party": "parties", "entry": "entries", "equilibrium": "equilibria"}


_READABLE = 10**15  # larger numbers are told by their first digits


def number(value: int) -> str:
    """`1,024`; of a number that nobody reads to its end the first digits: `about 2.16e+17`."""
    return f"{value:,}" if value < _READABLE else f"about {Decimal(value):.2e}"


def count(number_of: int, noun: str) -> str:
    """`1 state`, `2 states`, `1,024 parties`."""
    *before, last = noun.split(" ")
    many = " ".join([*before, _PLURALS.get(last, f"{last}s")])
    return f"{number(number_of)} {noun if number_of == 1 else many}"
