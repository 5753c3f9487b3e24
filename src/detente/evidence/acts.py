"""What an act is called: its kind, its option name, its title, and how a sentence speaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.evidence.words import (
    Kind,
    called,
    clean,
    identifier,
    is_verb_phrase,
    joined,
    kind_of,
    object_of,
    sentence,
    words,
)

_MODAL = re.compile(
    r"^.{0,80}?\b(?:must|should|has to|have to|ought to|needs? to)\s+"
    r"(?:now\s+|also\s+|first\s+|immediately\s+|at once\s+)?",
    re.IGNORECASE,
)
_SHORTEST_WORD = 4  # letters; shorter ones are found everywhere


@dataclass(frozen=True, slots=True)
class Described:
    """An act in words.

    kind    what makes two acts the same.
    does    what a party does that does it, stops what one does that stops it: after a name.
    """

    kind: str
    name: str
    title: str
    does: str
    stops: str
    once: bool
    words: frozenset[str]


def stopped(what: str, said: str, language: str = "en") -> Described | None:
    """The act that somebody is asked to stop: `what` in the words of a request `said`."""
    known = words(language)
    tokens = clean(what, language)
    thing = object_of(tokens, language)
    kind = kind_of(" ".join(thing), language) or (kind_of(said, language) if not thing else None)
    gerund = len(thing) > 1 and thing[0].lower().endswith("ing") and kind is None
    if not thing and kind is None:
        return None
    if gerund:
        title, phrase = f"{known.say['going']} {' '.join(thing)}", " ".join(thing)
    else:
        phrase = " ".join(thing) or (kind.bare if kind else "")
        lead = "keep" if known.removals.search(said[: len(said) - len(what)] or said) else "go_on"
        title = f"{known.say[lead]} {phrase}"
    return _described(kind, tokens, thing[1:] if gerund else thing, title, "", f"stop {phrase}")


def done(what: str, partners: tuple[str, ...], language: str = "en") -> Described | None:
    """The act that somebody is asked to do, offers or threatens; `partners` do it together."""
    tokens = clean(_MODAL.sub("", what, count=1), language)
    if not tokens:
        return None
    by_verb = is_verb_phrase(tokens, language) and len(tokens) > 1
    thing = object_of(tokens[1:] if by_verb else tokens, language) or tokens[-1:]
    kind = kind_of(" ".join(thing), language)
    phrase = " ".join(tokens)
    if kind is not None and kind.name == "talks":
        direct = "direct " if re.search(r"\bdirect\b", what, re.IGNORECASE) else ""
        return _talks(kind, partners, direct)
    if by_verb:
        verb = tokens[0].lower()
        head = thing[-1].lower()
        base = _described(kind, thing, thing, sentence(phrase), phrase, f"do not {phrase}")
        if kind is not None:
            return base
        name = identifier(head if verb in words(language).weak else verb)
        return Described(
            f"{verb}:{head}", name, base.title, base.does, base.stops, base.once, base.words
        )
    # A plural needs no article, and a name or an adjective without a noun takes none either.
    article = "" if re.search(r"(?:s|S|ing|[A-Z])$", thing[-1]) else _article(tokens[0]) + " "
    agreed = f"agree to {article}{phrase}"
    return _described(kind, tokens, thing, sentence(agreed), agreed, f"refuse {article}{phrase}")


def acted(base: str, rest: str, language: str = "en") -> Described | None:
    """The act that a report tells of: the verb's base form and what follows it."""
    tokens = clean(rest, language)
    thing = object_of(tokens, language)
    kind = kind_of(f"{base}s" if base == "test" else " ".join(thing), language)
    if base in {"launch", "fire", "test"} and re.search(r"\b(?:missile|rocket)", rest):
        kind = kind_of("missile tests", language)
    if kind is None and base in words(language).strikes:
        kind = kind_of("shelling" if base in {"shell", "bomb", "shelling"} else "attack", language)
    if kind is not None:
        phrase = kind.bare
        title = f"{words(language).say['go_on']} {phrase}"
        return _described(kind, tokens, thing, title, f"go on with {phrase}", f"stop {phrase}")
    if not thing:
        return None
    phrase = " ".join([base, *tokens])
    made = _described(None, tokens, thing, sentence(phrase), phrase, f"do not {phrase}")
    return Described(
        f"{base}:{thing[-1].lower()}",
        identifier(base),
        made.title,
        made.does,
        made.stops,
        False,
        made.words,
    )


def used(kind: Kind, language: str = "en") -> Described:
    """A means such as sanctions, by its kind alone."""
    title = f"{words(language).say['keep']} {kind.bare}"
    return _described(kind, [], [], title, f"keep {kind.bare}", f"give up {kind.bare}")


def _talks(kind: Kind, partners: tuple[str, ...], direct: str) -> Described:
    together = sorted(partners)
    related = len(together) == 2 and bool(set(together[0].split()) & set(together[1].split()))
    return Described(
        ":".join([kind.name, *together]) if len(together) > 1 else kind.name,
        "inter" if related else "talks",
        f"Hold {direct}talks",
        f"hold {direct}talks",
        f"refuse {direct}talks",
        False,
        frozenset({"talks", "dialogue", "meeting"}),
    )


def talks_title(title: str, party: str, kind: str) -> str:
    """The title of a party's part in talks: "Come to direct talks with …"."""
    others = [each for each in kind.split(":")[1:] if each != party]
    return (
        f"{title.replace('Hold', 'Come to')} with {joined(map(called, others))}"
        if others
        else title
    )


def _described(
    kind: Kind | None,
    tokens: list[str],
    thing: list[str],
    title: str,
    does: str,
    stops: str,
) -> Described:
    head = _head(thing or tokens)
    name = kind.name if kind else identifier(head.lower())
    return Described(
        name,
        name,
        title,
        does or title[:1].lower() + title[1:],
        stops,
        bool(kind and kind.once),
        _content([*tokens, name]),
    )


def _head(thing: list[str]) -> str:
    """The word that names a thing: its acronym, else its last word."""
    acronym = next((each for each in thing if re.fullmatch(r"[A-Z]{3,}s?", each)), None)
    return acronym or (thing[-1] if thing else "act")


def _content(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(each.casefold() for each in tokens if len(each) >= _SHORTEST_WORD)


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeiou" else "a"


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
