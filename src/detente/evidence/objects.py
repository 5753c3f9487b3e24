"""The object of an act in few words: without articles, judgements, circumstances or loose ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.documents import tokenise, words_of_text
from detente.evidence.clause_words import clause_words
from detente.evidence.words import words

_MOST = 7  # words after the verb
_AS_SAID = 7  # with the verb, where they are the report's own: no eight of them stand together
_RELATIVES = words_of_text(
    "it they he she we you i which that who whom whose where it's what how why whether"
)
_OWNERS = words_of_text("its their his her our my your")
_LOOSE = words_of_text(
    "the a an and or but of to in on at by for with from into over under between among against "
    "about than as near through across towards toward upon per not only also even very more most "
    "its their his her our any some no made held used is are was were be has have had would will "
    "so such other two both each inside himself herself itself themselves"
)
_BREAKS = words_of_text(
    "of to in on at by for with from into over under against near through about off made"
)
_COLLECTIVE = words_of_text("police people cattle staff personnel artillery armour equipment")
_NUMBER = re.compile(
    r"\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty", re.I
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|news)$")


def object_words(
    text: str, language: str = "en", *, letting: bool = False, verb: int = 1
) -> tuple[str, ...]:
    """The words of an act's object, at most seven; empty where there is none.

    verb     the number of words of the verb before it.
    letting  what the object is asked to do may follow: "the council to meet".
    """
    known = clause_words(language)
    dropped = words(language).dropped - _OWNERS - {"every", "further"}
    ended = known.ends.search(text)
    if ended:
        text = text[: ended.start()]
    found: list[str] = []
    end = 0
    for token in tokenise(text, 0, len(text)):
        word, small = token.word, token.word.lower()
        gap = text[end : token.start]
        if end and re.search(r"[;:()\[\]–—]|\s-\s|[.,!?][\"”]?(?=\s|$)", gap):
            break
        if found and small in _RELATIVES:
            break
        if found and small == "and" and _names_another(text, token.end):
            break
        if found and small == "to" and not letting:
            after = tokenise(text, token.end, min(len(text), token.end + 40))[:2]
            if after and after[0].word in known.known.base and len(after) > 1:
                break
        end = token.end
        if text[token.end : token.end + 2] in {"'s", "’s"}:
            end = token.end + 2
            word += "’s"
        if gap.endswith(("$", "€", "£")):
            word = gap[-1] + word
        if text[token.end : token.end + 1] == "%":
            word += "%"
        if small in dropped:
            continue
        found.append(word)
    while len(found) > 1 and found[-1].lower() in known.pronouns:
        # "The crossing to everyone" is "the crossing".
        found = found[:-2] if found[-2].lower() in _BREAKS else found[:-1]
    if len(found) > 1 and _is_loose_participle(found, known.participle_forms):
        found.pop()
    return _settled(found, verb)


def _is_loose_participle(found: Sequence[str], forms: frozenset[str]) -> bool:
    """Whether a participle is left at the end, of which only the circumstances are gone."""
    return (
        found[-1].endswith("ed")
        and (found[-1].lower() in forms or found[-2].endswith("s"))
        and found[-2].lower() not in _LOOSE | {"be", "not"}
    )


def _names_another(text: str, at: int) -> bool:
    """Whether a thing of its own follows "and": "… and the guards"."""
    after = tokenise(text, at, min(len(text), at + 20))[:1]
    return bool(after) and after[0].word.lower() in {"the", "a", "an"}


def _settled(found: Sequence[str], verb: int) -> tuple[str, ...]:
    """Owners turned into articles, the whole cut to the longest that is allowed."""
    kept: list[str] = []
    for k, word in enumerate(found):
        small = word.lower()
        if small in _OWNERS:
            if not _is_plural(found[k + 1 :]):
                kept.append("the")
            continue
        if small in {"a", "an"} and k + 1 < len(found):
            first = found[k + 1][:1].lower()
            if first not in "u8":  # "a union", "an uncle": as the report has it
                vowel = first in "aeio" and not found[k + 1].lower().startswith(("one", "eu"))
                word = "an" if vowel else "a"
        kept.append(word)
    return _cut(kept, _AS_SAID - verb if kept == list(found) else _MOST)


def _is_plural(words_after: Sequence[str]) -> bool:
    """Whether the noun that a row of words leads to is a plural."""
    for k, word in enumerate(words_after):
        if word.lower() in _BREAKS | {"and", "or"} and k:
            noun = words_after[k - 1]
            break
    else:
        noun = words_after[-1] if words_after else ""
    return (noun.endswith("s") and not _NO_PLURAL.search(noun)) or noun in _COLLECTIVE


def _cut(kept: list[str], most: int) -> tuple[str, ...]:
    if len(kept) > most:
        # Back to where a phrase ends: before a preposition, so that none is left without its noun.
        at = next(
            (
                k
                for k in range(most, 0, -1)
                if kept[k].lower() in _BREAKS | {"and", "or"} and not _within_name(kept, k)
            ),
            None,
        )
        kept = kept[:at] if at is not None else kept[:most]
        while len(kept) > 1 and kept[-1].lower() in _ADVERBS:
            kept.pop()
    while kept and kept[-1].lower() in _LOOSE:
        kept.pop()
    return tuple(kept)


def _within_name(kept: Sequence[str], k: int) -> bool:
    """Whether a small word stands inside a name: "Organization for Security"."""
    before = kept[k - 1][:1].isupper()
    after = next((each for each in kept[k + 1 : k + 3] if each.lower() != "the"), "")
    return before and after[:1].isupper()


def head_of(rest: Sequence[str]) -> str:
    """The word that names a thing: its acronym, else the last noun before a preposition.

    Of two objects it is the second: "the drivers a rise". A word that only counts or kinds gives
    way to what follows: "the state of emergency".
    """
    begin = next((k + 1 for k in range(1, len(rest) - 1) if rest[k].lower() in {"a", "an"}), 0)
    if any(each.lower() in _BREAKS for each in rest[:begin]):
        begin = 0
    while begin < len(rest) and rest[begin].lower() in _LOOSE:
        begin += 1
    end = next(
        (
            k
            for k in range(begin + 1, len(rest))
            if rest[k].lower() in _BREAKS | {"between", "and", "or", "held", "among"}
            or (_NUMBER.fullmatch(rest[k]) and k > begin)
        ),
        len(rest),
    )
    thing = [each for each in rest[begin:end] if any(letter.isalpha() for letter in each)]
    acronym = next((each for each in thing if re.fullmatch(r"[A-Z]{3,}s?", each)), None)
    if acronym:
        return acronym
    while len(thing) > 1 and thing[-1].lower() in _LOOSE | _ADVERBS:
        thing.pop()
    if thing and thing[-1].lower() in _KINDS and tuple(rest[end : end + 1]) == ("of",):
        return head_of(rest[end + 1 :])
    return re.sub(r"[’']s$", "", thing[-1]) if thing else ""


_KINDS = words_of_text("state use number system policy practice process supply delivery")
_ADVERBS = words_of_text("only together back home again south north east west away")


def second_object(rest: Sequence[str]) -> tuple[str, ...]:
    """What is given, without whom it is given to: "a rise" of "the drivers a rise"."""
    at = next((k for k in range(1, len(rest) - 1) if rest[k].lower() in {"a", "an"}), 0)
    if any(each.lower() in _BREAKS for each in rest[:at]):
        return tuple(rest)
    return tuple(rest[at + 1 :]) if at else tuple(rest)


def with_of(rest: Sequence[str], most: int) -> tuple[str, ...]:
    """The words up to a preposition other than "of", at most so many: "state of emergency"."""
    end = next(
        (k for k in range(1, len(rest)) if rest[k].lower() in _BREAKS - {"of"} or k == most),
        len(rest),
    )
    if end == most < len(rest) and rest[most].lower() not in _BREAKS:
        return phrase_before_link(rest)[:most]  # no half of what follows "of"
    kept = list(rest[:end])
    while kept and kept[-1].lower() in _LOOSE:
        kept.pop()
    return tuple(kept)


def phrase_before_link(rest: Sequence[str]) -> tuple[str, ...]:
    """The words up to the first preposition: "missile tests" of "missile tests on an island"."""
    end = next(
        (
            k
            for k in range(1, len(rest))
            if rest[k].lower() in _BREAKS | {"between", "among"}
            or (_NUMBER.fullmatch(rest[k]) and rest[k - 1].lower() not in _LOOSE)
        ),
        len(rest),
    )
    return tuple(rest[:end])
