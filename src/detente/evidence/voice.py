"""Who does what a clause says: its subject, those who are asked, or whoever proposes it."""

from __future__ import annotations

import re

from detente.documents import Item
from detente.evidence.clause import Clause
from detente.evidence.clause_words import clause_words
from detente.evidence.parties import Cast
from detente.evidence.words import words as known_words

_OWN = re.compile(r"(?:we|i|it|he|she|they|our\b.*)", re.IGNORECASE)


def doers_of(
    clause: Clause, text: str, where: Item, cast: Cast, by: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The parties that a clause's subject stands for; None where it names no actor.

    text is what the clause's offsets count in; it begins at `where.start`.
    """
    if clause.subject is None:
        return None
    start, end = clause.subject
    words = re.sub(r"\s+\w+ly$", "", text[start:end].strip())
    if _OWN.fullmatch(words):
        return by or None
    if pairs_in(cast.language).fullmatch(words):
        return cast.stand_for(words, where, by) or None
    inside = cast.mentions_from(where.start + start, where.start + end)
    found: list[str] = []
    for each in inside:
        if each.form == "adjective" or each.nested or each.end > where.start + end:
            continue
        before = text[start : each.start - where.start]
        if found and not re.search(r"(?:,|\band|&)\s+(?:the\s+)?$", before):
            continue
        if re.search(r"\b(?:of|in|for|with|from|to|on|between)\s+(?:the\s+)?$", before):
            continue
        found.extend(x for x in cast.stand_for(each.name, where, by) if x not in found)
    if found:
        return tuple(found)
    return cast.stand_for(words, where, by) or None


def pairs_in(language: str) -> re.Pattern[str]:
    """A name such as "both armies", which stands for the two sides."""
    return re.compile(
        rf"(?:the\s+)?(?:{known_words(language).pairs.pattern})(?:\s+[\w-]+)?", re.IGNORECASE
    )


def gives_orders(asked: str | None, language: str) -> bool:
    """Whether who is asked makes others stop: a judge, a board, a regulator."""
    if not asked:
        return False
    small = {each.lower() for each in re.findall(r"\w+", asked)}
    return bool(small & clause_words(language).authority)
