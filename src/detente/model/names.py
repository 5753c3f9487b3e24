"""Names: which are allowed, and which one was meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from detente.model.condition import KEYWORDS

_LONGEST_SHOWN = 400
_LOOKED_AT = 2_000  # names compared for a suggestion: a slip is among them, or the list is no help


def plain(name: str) -> str:
    """The name in Unicode form C: two spellings that look the same are the same name."""
    return unicodedata.normalize("NFC", name)


@lru_cache(maxsize=8_192)
def look_alike(name: str) -> str:
    """What two names share that a reader could take for each other (case, Unicode form)."""
    return unicodedata.normalize("NFKC", name).casefold()


def name_fault(name: str) -> str | None:
    """What is wrong with `name` as the name of a party, an option or a state; None if nothing."""
    if not name:
        return "a name is empty"
    if name in KEYWORDS:
        return f"'{name}' is a word of the condition language"
    for letter in name:
        category = unicodedata.category(letter)
        if not (category[0] in "LNM" or letter in "_-"):
            shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
            shown = "a space" if letter == " " else f"'{shown}'"
            return f"the name '{name}' contains {shown}"
    if name[0] == "-" or name[-1] == "-":
        return f"the name '{name}' begins or ends with a hyphen"
    return None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` most likely was meant to be; None where none is near."""
    from rapidfuzz import fuzz, process  # only mistakes wait for it

    found = process.extractOne(
        name[:_LONGEST_SHOWN],
        list(islice(known, _LOOKED_AT)),
        scorer=fuzz.ratio,
        processor=look_alike,
        score_cutoff=60,
    )
    return None if found is None else str(found[0])


def one_of(known: Sequence[str], kind: str) -> str:
    """What to write where a name is not known and none is near: the first of those there are."""
    if not known:
        return f"name a {kind} first: the model has none"
    return f"write one of: {', '.join(known[:8])}{', …' if len(known) > 8 else ''}"


def printable(text: str) -> str:
    """The text on one line of bearable length, with every letter that cannot be seen escaped."""
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
