"""Misspelt words that only one known word can be meant by."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

_SHORTEST_HEAD = 8
_SHORTEST_SURNAME = 5
_MOST_SURNAMES = 2_000  # beyond, comparing each with each takes too long


def head_meant(word: str, heads: frozenset[str], seen: dict[str, str | None]) -> str | None:
    """The head of an organisation's name that `word` misspells by one letter: "Comission".

    `seen` keeps the answers: a text asks for the same word again and again.
    """
    if word in seen:
        return seen[word]
    near = [
        head
        for head in heads
        if len(word) >= _SHORTEST_HEAD
        and head[0] == word[0]
        and abs(len(head) - len(word)) <= 1
        and word.rstrip("s") != head.rstrip("s")
        and OSA.distance(word, head, score_cutoff=1) == 1
    ]
    seen[word] = near[0] if len(near) == 1 else None
    return seen[word]


def by_length(surnames: Iterable[str]) -> dict[tuple[str, int], set[str]]:
    """Surnames by their first letter and length; none where there are too many to compare."""
    found: dict[tuple[str, int], set[str]] = {}
    distinct = {name for name in surnames if len(name) >= _SHORTEST_SURNAME}
    if len(distinct) <= _MOST_SURNAMES:
        for name in distinct:
            found.setdefault((name[0], len(name)), set()).add(name)
    return found


def surname_meant(word: str, surnames: dict[tuple[str, int], set[str]]) -> str | None:
    """The one surname that `word` misspells by one letter; None where none or several are near."""
    if len(word) < _SHORTEST_SURNAME:
        return None
    near = [
        name
        for length in (len(word) - 1, len(word), len(word) + 1)
        for name in surnames.get((word[0], length), ())
        if OSA.distance(word, name, score_cutoff=1) == 1
    ]
    return near[0] if len(near) == 1 else None
