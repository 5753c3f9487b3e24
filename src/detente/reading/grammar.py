"""Where a clause has its verb: enough grammar to part who does something from what is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from detente.documents import Token, words_of_text
from detente.values import dataclass

_DATA = Path(__file__).parent / "data"
MODALS = words_of_text(
    """
    will would shall should must can could may might cannot
    """
)
_NOT_BEFORE_A_VERB = words_of_text(
    """
    the a an this that these those its their his her our my your no any all some each
    every of in on at by for with from into onto over under about between among against
    than as very more most other another first second new old such what which whose
    """
)


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of a language.

    base      the form after "to".
    finite    past and third-person forms, each with its base.
    happening the bases of verbs that tell an event.
    """

    base: frozenset[str]
    finite: dict[str, str]
    participles: dict[str, str]
    happening: frozenset[str]


@cache
def verbs(language: str) -> Verbs:
    """Read `verbs.txt` of `language`; forms that are regular are made."""
    base: set[str] = set()
    finite: dict[str, str] = {}
    participles: dict[str, str] = {}
    happening: set[str] = set()
    for line in (_DATA / language / "verbs.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split()
        if words[-1] == "!":
            words.pop()
            happening.add(words[0])
        verb = words[0]
        base.add(verb)
        past, participle = (words[1], words[2]) if len(words) == 3 else (_regular(verb),) * 2
        finite.setdefault(past, verb)
        finite.setdefault(_third(verb), verb)
        participles.setdefault(participle, verb)
        participles.setdefault(past, verb)
    return Verbs(frozenset(base), finite, participles, frozenset(happening))


_DOUBLING = words_of_text(
    """
    ban ram stop drop step plan swap cut dig grab rob trap ship stab refer prefer cancel
    travel patrol level fulfil expel compel admit permit commit submit transfer confer
    occur quit rebut pin scrap man tap map kidnap split fit skip slip trip
    """
)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if verb in _DOUBLING and re.search(r"[aeiou][a-z]$", verb):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def _third(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb + "s"


def base_verb_at(tokens: Sequence[Token], index: int, known: Verbs) -> bool:
    """Whether the word at `index` is used as a base verb, to judge by its neighbours."""
    word = tokens[index].word
    if word == "be":
        return True
    if word not in known.base:
        return False
    before = tokens[index - 1].word.lower() if index else ""
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if before in _NOT_BEFORE_A_VERB or after.lower() in MODALS | {"be", "is", "are"}:
        return False
    # "the relief aid reach": of two in a row the second is the verb.
    follows = after in known.base and word not in {"help", "let", "make", "be"}
    return not follows


_AFTER_THIRD = words_of_text(
    """
    the a an this that its their his her our all no in on at by for with from into to up
    out off down back own any
    """
)


def _third_person(tokens: Sequence[Token], index: int, known: Verbs) -> bool:
    """Whether "pays", "stops" stands as a verb: before what can only follow one."""
    word = tokens[index].word
    before = tokens[index - 1].word.lower() if index else ""
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    return (
        word.endswith("s")
        and word in known.finite
        and before not in _NOT_BEFORE_A_VERB
        and (after in _AFTER_THIRD or after[:1].isdigit() or after[:1].isupper())
    )


_BETWEEN = words_of_text("to not now also first immediately instead then at once both all")


def predicate(
    tokens: Sequence[Token], first: int, stop: int, known: Verbs
) -> tuple[int, int] | None:
    """In a clause that says what is asked of its subject: where the verb stands, after a modal.

    Returns the index of the first word of the predicate (a modal or the verb) and that of the verb
    itself; None where no verb is found. `first` is the first word of the subject.
    """
    for index in range(first + 1, stop):
        word = tokens[index].word.lower()
        if word in MODALS or word in {"has", "have", "ought", "needs", "need"}:
            verb = index + 1
            while verb < stop and tokens[verb].word.lower() in _BETWEEN:
                verb += 1
            if verb < stop:
                return index, verb
        if word == "not" and index + 1 < stop and tokens[index + 1].word in known.base | {"be"}:
            return index, index
        if base_verb_at(tokens, index, known) or _third_person(tokens, index, known):
            return index, index
    return None
