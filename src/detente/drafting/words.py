"""The words of a draft: short names, imperative titles, and nothing copied from a report."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from detente.values import dataclass

_KEYWORDS = frozenset({"not", "and", "or", "implies", "iff", "if", "true", "false"})
_RUN = 8  # so many words in a row are a quotation


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: its option name, whether claims may name it alone, and its words."""

    name: str
    means: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language.

    doing   nouns of doing with their verbs: "withdrawal" of "withdraw".
    making  what one does with a thing, by its noun: "set up" a "register".
    weak    verbs that say little without their object; `idle` ones do nothing to a conflict.
    """

    kinds: tuple[Kind, ...]
    verbs: frozenset[str]
    weak: frozenset[str]
    idle: frozenset[str]
    alone: frozenset[str]
    dropped: frozenset[str]
    vague: frozenset[str]
    empty: frozenset[str]
    pairs: re.Pattern[str]
    diplomacy: re.Pattern[str]
    by_itself: re.Pattern[str]
    actors: frozenset[str]
    mediators: frozenset[str]
    observers: frozenset[str]
    doing: dict[str, str]
    making: dict[str, str]
    modalities: dict[str, str]


@cache
def words(language: str = "en") -> Words:
    """The lists of `language`; the English ones where there is no file for it."""
    folder = Path(__file__).parent / "data"
    file = folder / f"{language}.toml"
    if not file.is_file():
        file = folder / "en.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {name: _listed(text) for name, text in data["words"].items()}
    nouns = {name: _listed(text) for name, text in data["nouns"].items()}
    plain = {name: frozenset(lists[name]) for name in _PLAIN}
    return Words(
        kinds=tuple(_kind(name, entry) for name, entry in data["kinds"].items()),
        pairs=any_of(lists["pairs"]),
        diplomacy=any_of(lists["diplomacy"]),
        by_itself=any_of(lists["by_itself"]),
        doing=dict(each.rsplit(" ", 1) for each in nouns.pop("doing")),
        making={noun: verb for verb, listed in nouns.items() for noun in listed},
        modalities=dict(data["modalities"]),
        **plain,
    )


_PLAIN = (
    "verbs",
    "weak",
    "idle",
    "alone",
    "dropped",
    "vague",
    "empty",
    "actors",
    "mediators",
    "observers",
)


def _kind(name: str, entry: dict[str, Any]) -> Kind:
    return Kind(name, bool(entry.get("means")), any_of(_listed(entry["words"])))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\n", " ").split(",") if each.strip())


def any_of(listed: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, as whole words."""
    ordered = sorted(listed, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def kind_of(text: str, language: str = "en") -> Kind | None:
    """The first kind of act of which a word stands in `text`."""
    return next((each for each in words(language).kinds if each.pattern.search(text)), None)


def topics(text: str, names: Iterable[str], language: str = "en", most: int = 4) -> list[str]:
    """What a text is about, in the order of the text: actors named in it, and telling words."""
    empty = words(language).empty
    found: list[tuple[int, str]] = []
    left = text
    for name in names:
        at = text.find(name)
        found.append((at if at >= 0 else len(text), called(name)))
        left = left.replace(name, " " * len(name))
    found += [
        (match.start(), match.group())
        for match in re.finditer(r"[^\W\d_]{4,}", left)
        if match.group().casefold() not in empty and match.group()[0].islower()
    ]
    return list(dict.fromkeys(each for _, each in sorted(found)))[:most]


def identifier(text: str, otherwise: str = "act") -> str:
    """The text as a name of the model file: letters, digits and `_`."""
    kept = "".join(
        letter if unicodedata.category(letter)[0] in "LNM" else "_"
        for letter in unicodedata.normalize("NFC", text)
    )
    name = re.sub(r"_+", "_", kept).strip("_")[:40].strip("_")
    return otherwise if not name or name in _KEYWORDS else name


def unique(name: str, taken: Iterable[str], between: str = "_") -> str:
    """The name, numbered where it is taken; names that differ in case alone count as the same."""
    known = {each.casefold() for each in taken}
    if name.casefold() not in known:
        return name
    number = 2
    while f"{name}{between}{number}".casefold() in known:
        number += 1
    return f"{name}{between}{number}"


def sentence(text: str) -> str:
    """The text with a capital first letter, on one line."""
    one_line = " ".join(text.split())
    return one_line[:1].upper() + one_line[1:]


def joined(names: Iterable[str]) -> str:
    """Names as a list in a sentence."""
    listed = list(names)
    return " and ".join(([", ".join(listed[:-1])] if listed[1:] else []) + listed[-1:])


_WITH_ARTICLE = re.compile(
    r"^(?:United|European) |(?:^|\s)(?:States|Kingdom|Nations|Union|Emirates|Netherlands"
    r"|Philippines|Islands|Republic|Bank|Fund|Front|Council|Commission|Ministry|Government|Company|Association)$"
)


def called(party: str) -> str:
    """The party within a sentence: "the United States", "North Korea"."""
    return f"the {party}" if _WITH_ARTICLE.search(party) else party


def observes(party: str) -> bool:
    """Whether a body studies or tells of a conflict, as its name has it: it is seldom a side."""
    return not words().observers.isdisjoint(party.casefold().split())


class Quotation:
    """What the reports say word for word: a draft never has eight words in a row of it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.runs = {
            hash(run)
            for text in texts
            for run in _runs([match.group().casefold() for match in _WORD.finditer(text)])
        }

    def shortened(self, text: str) -> str:
        """`text`, cut before the eighth word of the first quotation in it."""
        found = list(_WORD.finditer(text))
        for k, run in enumerate(_runs([match.group().casefold() for match in found])):
            if hash(run) in self.runs:
                return text[: found[k + _RUN - 2].end()] + " …"
        return text


_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def _runs(tokens: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(tokens[k : k + _RUN]) for k in range(len(tokens) - _RUN + 1))
