"""What a language model suggests, taken only where the text supports it, word by word.

A suggestion gives words and a paragraph, never a place: `placing` finds the place, `checking` holds
the rest against the text, and what is taken is marked with the model's name as its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.reading.suggestions.checking import Checked, Rejected, Suggestion
from detente.reading.values import Claim, Item, Mention, Named, Proposal, Quote, Reading

__all__ = ["Checked", "Rejected", "Suggestion", "with_items"]


def with_items(reading: Reading, items: Iterable[Item]) -> Reading:
    """`reading` with the items that lie where it has none of their kind yet."""
    lists: dict[type[Item], str] = {
        Mention: "mentions",
        Named: "places",
        Quote: "quotes",
        Claim: "claims",
        Proposal: "proposals",
    }
    added: dict[str, list[Item]] = {}
    for item in items:
        name = lists[type(item)]
        have: Iterator[Item] = iter((*getattr(reading, name), *added.get(name, ())))
        if not any(each.start < item.end and item.start < each.end for each in have):
            added.setdefault(name, []).append(item)
    merged = {
        name: tuple(sorted((*getattr(reading, name), *more), key=lambda each: each.start))
        for name, more in added.items()
    }
    return replace(reading, **merged)  # type: ignore[arg-type]  # names and lists belong together
