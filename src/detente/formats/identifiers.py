"""Names for the condition language, made from any text that a person wrote as a title."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from detente.model import look_alike, name_fault, plain

_LONGEST = 40


def identifiers(titles: Sequence[str], kind: str, lower: bool) -> list[str]:
    """One allowed name a title, in order; no two that a reader could take for each other.

    kind   the word to number what has no letters in its title by: `option` gives `option_3`.
    lower  whether capitals are made small.
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, title in enumerate(titles, start=1):
        name = _identifier(title.lower() if lower else title) or f"{kind}_{number}"
        if name_fault(name):
            name = f"{kind}_{name}".rstrip("-")
        if name_fault(name):
            name = f"{kind}_{number}"
        tried, count = name, 1
        while look_alike(tried) in taken:
            count += 1
            tried = f"{name}_{count}"
        taken.add(look_alike(tried))
        names.append(tried)
    return names


def _identifier(title: str) -> str:
    """The title's letters and digits, joined by `_` where anything else stands; maybe empty."""
    letters = []
    for letter in plain(title):
        category = unicodedata.category(letter)
        if category[0] in "LNM" or letter in "_-":
            letters.append(letter)
        elif category != "Cf":  # marks of joining and direction, which are not seen
            letters.append(" ")
    words = [word.strip("_-") for word in "".join(letters).split()]
    name = ""
    for word in filter(None, words):
        longer = f"{name}_{word}" if name else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        name = longer
    return plain(name.strip("_-"))
