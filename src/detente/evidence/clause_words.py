"""The word lists by which a clause is taken apart into who does what."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.documents import Verbs, verbs
from detente.evidence.words import words

_SHORTEST_GERUND = 5  # letters
_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """What one language has for taking clauses apart.

    known    its verbs with their forms; `base` every base form, `participle` and
             `participle_forms` the past participles.
    doing    nouns of doing with their verbs: "withdrawal" of "withdraw".
    making   what one does with a thing, by its noun: "set up" a "register".
    alone    verbs that need no object; `stative` ones do nothing; `vague` objects say nothing.
    plain    verbs that are no nouns. units: what distances are counted in.
    both     verbs that are adjectives or nouns too: "free passage".
    undo     verbs that undo what others do: "reopen" and "close".
    ends     where what is done ends and its circumstances begin.
    schemes  what leads from a scheme to what it holds: "under which".
    """

    known: Verbs
    base: frozenset[str]
    participle: dict[str, str]
    participle_forms: frozenset[str]
    undo: frozenset[tuple[str, str]]
    stop: frozenset[str]
    remove: frozenset[str]
    particles: frozenset[str]
    shelved: re.Pattern[str]
    idle: frozenset[str]
    stative: frozenset[str]
    alone: frozenset[str]
    vague: frozenset[str]
    both: frozenset[str]
    plain: frozenset[str]
    units: frozenset[str]
    going: frozenset[str]
    letting: frozenset[str]
    reaching: frozenset[str]
    authority: frozenset[str]
    actors: frozenset[str]
    pronouns: frozenset[str]
    at: frozenset[str]
    mediators: frozenset[str]
    ends: re.Pattern[str]
    forever: re.Pattern[str]
    schemes: re.Pattern[str]
    doing: dict[str, str]
    making: dict[str, str]
    peace: frozenset[str]

    @property
    def stops(self) -> frozenset[str]:
        """Every verb that ends something, whether a thing or a doing."""
        return self.stop | self.remove


@cache
def clause_words(language: str = "en") -> ClauseWords:
    """The lists of `language`; the English ones where there is no file for it."""
    if not (_FOLDER / f"{language}.toml").is_file():
        language = "en"
    data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    lists: dict[str, str] = data["clauses"]
    nouns: dict[str, str] = data["nouns"]
    known = verbs(language)
    return ClauseWords(
        known,
        known.base | words(language).verbs,
        _participles(known),
        frozenset(known.participles),
        frozenset((each.split()[0], each.split()[1]) for each in _in_order(lists["undo"])),
        _listed(lists["stop"]),
        _listed(lists["remove"]),
        _listed(lists["particles"]),
        _any(lists["shelved"], r"^(?P<what>.+?)\s+", "$"),
        _listed(lists["idle"]),
        _listed(lists["stative"]),
        _listed(lists["alone"]),
        _listed(lists["vague"]),
        _listed(lists["both"]),
        _listed(lists["plain"]),
        _listed(lists["units"]),
        _listed(lists["going"]),
        _listed(lists["letting"]),
        _listed(lists["reaching"]),
        _listed(lists["authority"]),
        _listed(lists["actors"]),
        _listed(lists["pronouns"]),
        _listed(lists["at"]),
        _listed(lists["mediators"]),
        _ends(lists),
        _any(lists["forever"]),
        _any(lists["schemes"]),
        dict(each.split(" ", 1) for each in _in_order(nouns["doing"])),
        {
            noun: verb
            for verb in ("hold", "set up", "agree on", "give")
            for noun in _in_order(nouns[verb])
        },
        _listed(nouns["peace"]),
    )


def base_of(form: str, base: frozenset[str]) -> str | None:
    """The verb in `base` of a form in -ing, None where it is no verb's."""
    if not form.endswith("ing") or len(form) < _SHORTEST_GERUND:
        return None
    stem = form[:-3]
    return next((verb for verb in (stem, stem + "e", stem[:-1]) if verb in base), None)


def _in_order(text: str) -> list[str]:
    return [each.strip() for each in text.replace("\n", " ").split(",") if each.strip()]


def _listed(text: str) -> frozenset[str]:
    return frozenset(_in_order(text))


def _any(text: str, before: str = "", after: str = "") -> re.Pattern[str]:
    found = "|".join(map(re.escape, sorted(_in_order(text), key=len, reverse=True)))
    return re.compile(rf"{before}\b(?:{found})(?!\w){after}", re.IGNORECASE)


def _ends(lists: dict[str, str]) -> re.Pattern[str]:
    """The pattern of `ends`, with N, D and T for a number, a day or month, and a span of time."""
    day = rf"(?:the\s+)?(?:{'|'.join(_in_order(lists['days']))})\b"
    span = rf"(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(_in_order(lists['spans']))})\b"
    number = rf"(?:\d+|{'|'.join(_in_order(lists['numbers']))})"
    made = []
    for phrase in sorted(_in_order(lists["ends"]), key=len, reverse=True):
        words = []
        for word in phrase.split():
            match word:
                case "D":
                    words.append(day)
                case "T":
                    words.append(span)
                case "N":
                    words.append(number if "T" in phrase.split() else r"(?:the\s+)?\d[\w.-]*")
                case _:
                    words.append(re.escape(word))
        made.append(r"\s+".join(words))
    return re.compile(rf"(?<![\w-])(?<!\w[’'])(?:{'|'.join(made)})(?![\w-])", re.IGNORECASE)


def _participles(known: Verbs) -> dict[str, str]:
    """The past participle of each verb; of two forms the one that is no past tense."""
    found: dict[str, str] = {}
    for form, base in known.participles.items():
        if base not in found or found[base] in known.finite:
            found[base] = form
    return found
