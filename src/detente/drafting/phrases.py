"""From the words of a demand to an option: a short verb phrase, or nothing where none is plain.

What is not plain is no option: it stays a candidate, which a person makes one of or not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.documents import words_of_text
from detente.drafting.words import identifier, joined, kind_of, sentence, words
from detente.reading import verbs
from detente.values import dataclass

_MOST = 6  # words after the verb
_LONGEST_NAME = 28  # letters of an option's name
_BREAKS = words_of_text(
    "of to in on at by for with from into over under against near through about between among"
)
_LOOSE = _BREAKS | words_of_text(
    "the a an and or but its their not only also even very more such as"
)
# A clause of its own is no thing: "intellectual property are enough".
_FINITE = words_of_text("is are was were be has have had will would can could may might must does")
_OWNERS = words_of_text("its their his her our my your")
_OPEN = words_of_text("it them him us me this that these those so what something anything one")
_ENDS = re.compile(
    r"[.;:,()\[\]“”\"–—]|\s-\s|\b(?:before|within|after|until|till|unless|if|while|so\s+that|in\s+(?:order"
    r"|exchange|return)|during|because|since|when|where|which|who|that|they|he|she|we|as|ahead\s+of|by\s+(?:the\s+end"
    r"|next|\w+day|\d)|without\s+delay|immediately|along\s+with|including|rather\s+than|instead\s+of"
    r"|(?:this|next|last)\s+(?:week|month|year)|on\s+\w+day|and\s+(?:to|not|then|by)|to\s+\w+\s+(?:the|its|a)\b)\b"
)
_SUBJECT = re.compile(
    r"^.*?\b(?:must|should|shall|would|has\s+to|have\s+to|ought\s+to|needs?\s+to)\s+"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act in words, and whether it is to be done or to stop (then it is taken to go on)."""

    kind: str
    name: str
    title: str
    state: str
    wanted: bool
    words: frozenset[str]


def deed_of(what: str, stop: bool, text: str = "", partners: Sequence[str] = ()) -> Deed | None:
    """The act that `what` asks to do or to stop; None where the words are not plain enough.

    text  the whole demand, in which the word of stopping stands. partners: who does it together.
    """
    plain = " ".join(what.replace("’", "'").split())
    if stop:
        return _stopped(_object(plain), text)
    rest = _ADVERB.sub("", _SUBJECT.sub("", plain))
    first, _, after = rest.partition(" ")
    known, lists = verbs("en"), words()
    if first.lower() == "not":
        return None
    obliged = re.search(rf"\b(?:must|should|shall)\s+{re.escape(first)}\s", text) is not None
    bare = first in _ADJECTIVES and not _DETERMINED.match(after) and not obliged
    doing = obliged or first in known.base | lists.verbs
    if doing and first not in lists.idle and not bare:
        return _done(first, _object(after), partners)
    thing = _object(after if first in lists.idle | {"make"} else rest)
    noun = next((k for k, each in enumerate(thing) if each.lower() in lists.doing), None)
    if noun is not None and thing[noun + 1 : noun + 2] and thing[noun + 1] in {"of", "to", "from"}:
        return _done(lists.doing[thing[noun].lower()], thing[noun + 2 :], partners)
    head = _head(thing).lower()
    if head in lists.making or _is_talks(thing):
        return _done(lists.making.get(head, "hold"), thing, partners)
    return None


_ADVERB = re.compile(r"^(?:(?!early|daily|weekly|monthly)\w+ly\s+|now\s+|first\s+|also\s+|to\s+)+")
_ADJECTIVES = words_of_text("free open clear direct")
_DETERMINED = re.compile(r"(?:the|an?|its|their|all|both)\b")


def _object(text: str) -> list[str]:
    """The words of an object: up to its circumstances, owners as articles, no judgements."""
    ended = _ENDS.search(text)
    found: list[str] = []
    for word in (text[: ended.start()] if ended else text).split():
        small = word.lower()
        if small in words().dropped and small not in _OWNERS:
            continue
        if small in _OWNERS:
            word = "the"
        if word.lower() != "the" or (not found or found[-1].lower() != "the"):
            found.append(word)
    if len(found) > _MOST:
        cut = next((k for k in range(_MOST, 0, -1) if found[k].lower() in _BREAKS), _MOST)
        found = found[:cut]
    while found and (found[-1].lower() in _LOOSE or found[-1].endswith("ly")):
        found.pop()
    return found


def _phrase(thing: Sequence[str]) -> list[str]:
    """The words up to the first preposition: "missile tests" of "missile tests on an island"."""
    end = next((k for k in range(1, len(thing)) if thing[k].lower() in _BREAKS), len(thing))
    return list(thing[:end])


def _head(thing: Sequence[str]) -> str:
    """The word that names a thing: its acronym, else the last before a preposition."""
    phrase = [re.sub(r"'s$|[^\w-]", "", each) for each in _phrase(thing)]
    acronym = next((each for each in phrase if re.fullmatch(r"[A-Z]{3,}s?", each)), None)
    return acronym or (phrase[-1] if phrase else "")


def _is_talks(thing: Sequence[str]) -> bool:
    kind = kind_of(" ".join(_phrase(thing)))
    return kind is not None and kind.name == "talks"


def _plain(thing: Sequence[str]) -> bool:
    """Whether an object names something: no pronoun, nothing vague."""
    small = {each.lower() for each in thing}
    return not small & (_OPEN | _FINITE) and _head(thing).lower() not in words().vague


def _stopped(thing: list[str], text: str) -> Deed | None:
    """The act that is to stop: "Go on with drills", "Keep sanctions", "Go on delivering arms"."""
    if thing and thing[0].lower() in {"the", "a", "an"}:
        thing = thing[1:]
    if not thing or not _plain(thing):
        return None
    kind = kind_of(" ".join(_phrase(thing)))
    doing = thing[0].endswith("ing") and len(thing) > 1 and thing[1].lower() != "of"
    head = (_head(thing[1:]) or thing[0]) if doing else _head(thing)
    kept = (kind is not None and kind.means) or _KEPT.search(text) is not None
    if kept and "from" in thing[1:]:
        thing = thing[: thing.index("from", 1)]  # ships that are to leave a bay are kept in it
    phrase = " ".join(thing)
    lead = "Go on" if doing else "Keep" if kept else "Go on with"
    article = "the " if kept and not thing[-1].endswith("s") and len(thing) == 1 else ""
    name = kind.name if kind else identifier(head.lower())
    return Deed(
        name,
        name,
        f"{lead} {article}{phrase}",
        f"no more {phrase}" if doing else f"{phrase} {'given up' if kept else 'stopped'}",
        False,
        _words_of([*thing, name]),
    )


_KEPT = re.compile(
    r"\b(?:lift|drop|withdraw|remov|dismantl|abandon|scrap|revoke|repeal|pull\s+(?:back|out))\w*\b",
    re.I,
)


def _done(verb: str, thing: list[str], partners: Sequence[str]) -> Deed | None:
    """The act that is to be done: "Reopen the port", "Hold direct talks"."""
    kind = kind_of(" ".join(_phrase(thing)))
    if (verb in _TALKING and _is_talks(thing)) or verb == "negotiate":
        return _talks(partners, "direct" in thing)
    if not _plain(thing) or (not thing and verb not in words().alone):
        return None
    head = _head(thing).lower()
    means = kind if kind and kind.means and "new" not in thing else None
    name = identifier(head if verb in words().weak else f"{verb}_{head}" if head else verb)
    if len(name) > _LONGEST_NAME:
        name = identifier(head or verb)
    return Deed(
        means.name if means else f"{verb}:{head}",
        means.name if means else name,
        sentence(" ".join([verb, *thing])),
        " ".join([verb, *thing]),
        True,
        _words_of([*thing, verb]),
    )


_TALKING = words_of_text(
    "hold start resume open begin join attend enter have continue meet sit restart return come"
)


def _talks(partners: Sequence[str], direct: bool) -> Deed:
    """Sitting down with each other: the same kind for all who do it together."""
    together = sorted(partners)
    related = len(together) == 2 and bool(set(together[0].split()) & set(together[1].split()))
    said = f"hold {'direct ' if direct else ''}talks"
    return Deed(
        ":".join(["talks", *together]) if len(together) > 1 else "talks",
        "inter" if related else "talks",
        sentence(said),
        said.removeprefix("hold "),
        True,
        frozenset({"talks", "dialogue", "meeting"}),
    )


def title_for(party: str, deed: Deed) -> str:
    """The title of a party's part in an act; for talks, with whom."""
    others = [each for each in deed.kind.split(":")[1:] if each != party]
    if not deed.kind.startswith("talks") or not others:
        return deed.title
    return f"{deed.title.replace('Hold', 'Come to')} with {joined(others)}"


def _words_of(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(each.casefold() for each in tokens if len(each) > 3)
