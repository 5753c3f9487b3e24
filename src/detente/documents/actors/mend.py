"""Misspelt words that only one known word can be meant by."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

_SHORTEST_HEAD = 8
_SHORTEST_SURNAME = 5


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


def surname_meant(word: str, surnames: Iterable[str]) -> str | None:
    """The one surname that `word` misspells by one letter; None where none or several are near."""
    if len(word) < _SHORTEST_SURNAME:
        return None
    near = {
        name
        for name in surnames
        if name != word
        and len(name) >= _SHORTEST_SURNAME
        and name[0] == word[0]
        and abs(len(name) - len(word)) <= 1
        and OSA.distance(word, name, score_cutoff=1) == 1
    }
    return near.pop() if len(near) == 1 else None
