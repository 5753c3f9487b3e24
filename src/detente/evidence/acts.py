"""From a clause to an act: what it is called, and whether it is to be done or to stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.documents import words_of_text
from detente.evidence.clause import Clause
from detente.evidence.clause_words import base_of, clause_words
from detente.evidence.described import Described, content, gerund
from detente.evidence.objects import head_of, phrase_before_link, second_object, with_of
from detente.evidence.words import Kind, called, identifier, joined, kind_of, sentence, words

_TALKING = words_of_text(
    "hold start resume open begin restart join attend enter come return have continue sit agree "
    "reopen schedule set"
)
_NEW = frozenset({"new", "further", "more", "additional", "fresh", "extra"})
_STRIKING = frozenset({"launch", "mount", "start", "begin", "open", "carry"})
_LONGEST_STATE = 5  # words of an object in the name of an outcome
_LONGEST_TITLE = 8  # words
_LONGEST_NAME = 28  # letters of an option's name


@dataclass(frozen=True, slots=True)
class Deed:
    """An act as a clause wants it.

    wanted  "stop": it is to stop, or not to begin; "do": it is to be done, or to go on.
    going   whether the words take it to be going on.
    """

    act: Described
    wanted: Literal["do", "stop"]
    going: bool


def deed_of(
    clause: Clause,
    partners: Sequence[str] = (),
    language: str = "en",
    *,
    speaker: str = "",
    ordered: bool = False,
) -> Deed | None:
    """The act that a clause wants; None where the words make no option that a person would write.

    partners  who does it together. speaker: who is "us" in it. ordered: who is asked is one that
    makes others stop, so that stopping is an act of its own.
    """
    known = clause_words(language)
    if clause.rest and clause.rest[0] in {"us", "Us"}:
        if not speaker:
            return None
        clause = replace(clause, rest=(*called(speaker).split(), *clause.rest[1:]))
    measured = clause.rest and head_of(clause.rest).lower() in known.units
    if clause.verb in known.stops and not ordered and not measured:
        act = _stopped(clause, language)
        if act is None:
            return None
        return Deed(act, "do" if clause.denied else "stop", True)
    kept = known.known.participles.get(clause.rest[-1]) if clause.rest else None
    if clause.verb == "keep" and kept in _HELD and len(clause.rest) > 1:
        # "Keep the crossing closed" is to go on closing it.
        held = acted(kept, replace(clause, rest=clause.rest[:-1]), language)
        return Deed(held, "stop" if clause.denied else "do", True) if held else None
    act = _done(clause, partners, language)
    if act is None:
        return None
    if clause.forever:
        act = replace(act, once=True)
    return Deed(act, "stop" if clause.denied else "do", False)


def _stopped(clause: Clause, language: str) -> Described | None:
    """The act that is to stop: "Go on with drills", "Keep checkpoints at the bridge"."""
    known, say = clause_words(language), words(language).say
    rest = list(clause.rest)
    if not rest:
        return None
    if len(rest) > 1 and rest[0].lower() in {"a", "an"}:
        rest[0] = "the"
    bare = rest[1:] if rest[0].lower() == "the" else rest
    doing = bool(base_of(bare[0].lower(), known.base)) and len(bare) > 1
    if doing and bare[1].lower() == "of":
        bare = [bare[0], *bare[2:]]
        doing = len(bare) > 1
    kind = kind_of(" ".join(phrase_before_link(bare)), language)
    if doing and kind is None:
        phrase = " ".join(bare)
        title = f"{say['going']} {phrase}"
        thing = bare[1:]
    else:
        thing = _standing(bare, known.at) if clause.verb in known.remove else bare
        article = "the " if bare is not rest and not _plural(thing) else ""
        phrase = article + " ".join(thing)
        lead = "keep" if clause.verb in known.remove else "go_on"
        title = f"{say[lead]} {phrase}"
    head = bare[0] if doing and thing[0].lower() in _PREPOSED else head_of(thing)
    name = kind.name if kind else identifier(head.lower())
    object_phrase = " ".join(with_of(bare, _LONGEST_STATE))
    state = f"{object_phrase} {_participle(clause.verb, language)}"
    if clause.verb == "refrain":
        state = f"no more {object_phrase}"
    verb = base_of(bare[0].lower(), known.base) if doing else None
    if verb and kind is None and thing[0].lower() in _PREPOSED:
        state = f"no more {bare[0].lower()}"
    elif verb and len(bare) > 1 and bare[0].lower().endswith("ing"):
        object_phrase = " ".join(phrase_before_link(bare[1:])[:_LONGEST_STATE])
        state = f"no more {object_phrase.removeprefix('the ')} {_participle(verb, language)}"
    title = _fitting(title, thing)
    return Described(
        name,
        name,
        title,
        title[:1].lower() + title[1:],
        f"{clause.verb} {' '.join(clause.rest)}",
        bool(kind and kind.once),
        content([*bare, name]),
        state,
    )


def _fitting(title: str, thing: Sequence[str]) -> str:
    """The title, cut before the last preposition of its object where it is too long."""
    words_of = title.split()
    if len(words_of) <= _LONGEST_TITLE:
        return title
    kept = len(words_of) - len(thing) + len(phrase_before_link(thing))
    return " ".join(words_of[:kept])


def _plural(thing: Sequence[str]) -> bool:
    head = phrase_before_link(thing)[-1]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _standing(thing: Sequence[str], at: frozenset[str]) -> list[str]:
    """Where a thing stands that is to leave: "checkpoints from the bridge", at the bridge."""
    for k, word in enumerate(thing):
        if k and word.lower() in {"to", "into"}:
            return list(thing[:k])
        if k and word.lower() == "from" and k + 1 < len(thing):
            where = head_of(thing[k + 1 :]).lower()
            return [*thing[:k], "at" if where in at else "in", *thing[k + 1 :]]
    return list(thing)


def _done(clause: Clause, partners: Sequence[str], language: str) -> Described | None:
    """The act that is to be done: "Reopen the port", "Hold direct talks"."""
    verb, rest = clause.verb, list(clause.rest)
    first = verb.split()[0]
    thing = phrase_before_link(rest)
    kind = kind_of(" ".join(thing), language)
    if first == "negotiate" and not rest:
        kind = kind_of("negotiations", language)
    if kind is not None and kind.name == "talks":
        if first in _TALKING or first == "negotiate":
            return talks(kind, partners, "direct" in rest)
        kind = None
    phrase = " ".join([verb, *rest])
    head = head_of(rest).lower()
    if not head and rest:
        return None
    base = Described(
        f"{verb}:{head}" if head else identifier(verb),
        _name(verb, head, language),
        sentence(phrase),
        phrase,
        f"do not {phrase}",
        False,
        content([*rest, verb]),
        _state(verb, rest, language),
    )
    if kind is not None and kind.name == "attack" and first in _STRIKING:
        return replace(base, kind=kind.name, name=kind.name, once=True)
    if first in words(language).strikes and rest:
        return replace(base, kind="attack", name="attack", once=True)
    if kind is not None and kind.means and first not in _LESSENING:
        if _NEW & {each.lower() for each in rest}:
            return replace(base, kind=f"new_{kind.name}", name=f"new_{kind.name}")
        return replace(base, kind=kind.name, name=kind.name)
    return base


def _name(verb: str, head: str, language: str) -> str:
    """The noun where the verb says little, else verb and noun: "open_gates"."""
    first = verb.split()[0]
    if not head:
        return identifier(verb)
    if head in {"million", "billion"}:
        head = "money"
    if first in words(language).weak:
        return identifier(head)
    both = f"{first}_{head}"
    return identifier(both if len(both) <= _LONGEST_NAME else head)


def _state(verb: str, rest: Sequence[str], language: str) -> str:
    """What is so when it is done, for the name of an outcome."""
    if verb in {"give", "offer"}:
        rest = second_object(rest)
    thing = list(with_of(rest, _LONGEST_STATE) if verb == "offer" else phrase_before_link(rest))
    while thing and thing[0].lower() in {"the", "a", "an"}:
        thing.pop(0)
    if rest and rest[0].lower() in _PREPOSED:
        return " ".join([verb, rest[0], *phrase_before_link(rest[1:])[:_LONGEST_STATE]])
    if not rest or len(thing) > _LONGEST_STATE or verb in clause_words(language).letting:
        return " ".join([verb, *rest][: _LONGEST_STATE + 1])
    if verb in {"hold", "set up", "agree on", "give", "have", "get", "host", "offer"}:
        return " ".join(thing)
    return f"{' '.join(thing)} {_participle(verb, language)}"


_PREPOSED = words_of_text("to into from in at for with on against over off about by")


def _participle(verb: str, language: str) -> str:
    first, _, particle = verb.partition(" ")
    form = clause_words(language).participle.get(first) or (
        first + "d" if first.endswith("e") else first + "ed"
    )
    return f"{form} {particle}".rstrip()


# What is made less still stands: to cut a tariff is neither to keep it nor to lift it.
_LESSENING = words_of_text(
    "cut reduce lower ease halve relax trim loosen soften review discuss reconsider limit narrow"
)
_PUT = words_of_text("impose deploy station introduce")
_HELD = words_of_text("close block detain hold seize occupy cut blockade ban freeze expel")


def acted(base: str, clause: Clause, language: str = "en") -> Described | None:
    """The act that a report tells of: the verb's base form and its clause."""
    say = words(language).say
    rest = list(clause.rest)
    thing = list(phrase_before_link(rest))
    kind = kind_of(f"{base}s" if base == "test" else " ".join(thing), language)
    if base in {"launch", "fire", "test"} and re.search(r"\b(?:missile|rocket)", " ".join(rest)):
        kind = kind_of("missile tests", language)
        if kind is not None:
            return replace(
                used(kind, language, lead="go_on"), title=f"{say['go_on']} missile tests"
            )
    if kind is None and base in words(language).strikes:
        kind = kind_of("shelling" if base in {"shell", "bomb", "shelling"} else "attack", language)
    if kind is not None and kind.name != "talks":
        return used(kind, language, lead="keep" if kind.means else "go_on")
    while len(thing) > 1 and re.fullmatch(
        r"(?:an?|its|their|his|her|two|three|four|five|six|seven|eight|nine|ten|some|several|\d+)",
        thing[0].lower(),
    ):
        thing.pop(0)
    if not thing or not head_of(thing):
        return None
    head = head_of(thing).lower()
    kind_name = identifier(head)
    name = _name(base, head, language)
    if base in _HELD:
        # What has its contrary of its own is known by the verb too: closed, and reopened.
        kind_name = f"{base}:{head}"
        title = f"{say['keep']} {' '.join(thing[:4])} {_participle(base, language)}"
    elif base in _PUT:
        where = ["in" if each == "to" else each for each in rest[:6]]
        title = f"{say['keep']} {' '.join(where)}"
        name = identifier(head)
    else:
        title = f"{say['going']} {gerund(base)} {' '.join(thing[:5])}"
    does = title[:1].lower() + title[1:]
    stops = f"no longer {base} {' '.join(thing[:5])}"
    state = f"{' '.join(thing[:4])} no longer {_participle(base, language)}"
    return Described(kind_name, name, title, does, stops, False, content([*thing, base]), state)


def used(kind: Kind, language: str = "en", lead: str = "keep") -> Described:
    """A means such as sanctions, by its kind alone."""
    title = f"{words(language).say[lead]} {kind.bare}"
    return Described(
        kind.name,
        kind.name,
        title,
        title[:1].lower() + title[1:],
        f"give up {kind.bare}" if lead == "keep" else f"stop {kind.bare}",
        kind.once,
        content([kind.name, *kind.bare.split()]),
        f"{kind.bare} given up" if lead == "keep" else f"{kind.bare} stopped",
    )


def talks(kind: Kind, partners: Sequence[str], direct: bool) -> Described:
    """Sitting down with each other: one option for each partner, the same kind for all of them."""
    together = sorted(partners)
    related = len(together) == 2 and bool(set(together[0].split()) & set(together[1].split()))
    said = f"hold {'direct ' if direct else ''}talks"
    return Described(
        ":".join([kind.name, *together]) if len(together) > 1 else kind.name,
        "inter" if related else "talks",
        sentence(said),
        said,
        f"refuse{said.removeprefix('hold')}",
        False,
        frozenset({"talks", "dialogue", "meeting"}),
        f"{'direct ' if direct else ''}talks",
    )


def talks_title(title: str, party: str, kind: str) -> str:
    """The title of a party's part in talks: "Come to direct talks with …"."""
    others = [each for each in kind.split(":")[1:] if each != party]
    return (
        f"{title.replace('Hold', 'Come to')} with {joined(map(called, others))}"
        if others
        else title
    )
