"""An act in words: what an option of it is called, and how a sentence speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.evidence.words import called, joined
from detente.values import dataclass

_SHORTEST_WORD = 4  # letters; shorter ones are found everywhere
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")


@dataclass(frozen=True, slots=True)
class Described:
    """An act in words.

    kind    what makes two acts the same.
    name    the option name wanted for it; title: a verb phrase.
    does    what a party does that does it, stops what one does that stops it: after a name.
    state   what is so where the option is asked for: "gates opened", "launches suspended".
    words   what claims may call it.
    """

    kind: str
    name: str
    title: str
    does: str
    stops: str
    once: bool
    words: frozenset[str]
    state: str = ""


def gerund(base: str) -> str:
    """The -ing form of a verb: "firing", "cutting off"."""
    verb, _, rest = base.partition(" ")
    if verb.endswith("ie"):
        form = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        form = verb[:-1] + "ing"
    elif _DOUBLED.fullmatch(verb):
        form = verb + verb[-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}".rstrip()


def content(tokens: Iterable[str]) -> frozenset[str]:
    """The words by which a claim may name an act, in small letters."""
    return frozenset(each.casefold() for each in tokens if len(each) >= _SHORTEST_WORD)


def told(parties: Iterable[str], phrase: str) -> str:
    """ "Russia and China stop missile tests", with the verb as the number wants it."""
    listed = [called(each) for each in parties]
    if len(listed) > 1:
        return f"{joined(listed)} {phrase}"
    verb, _, rest = phrase.partition(" ")
    ending = "es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s"
    if re.search(r"[^aeiou]y$", verb):
        verb, ending = verb[:-1], "ies"
    if verb == "do" and rest.startswith("not "):
        return f"{joined(listed)} does {rest}"
    return f"{joined(listed)} {verb}{ending} {rest}".rstrip()
