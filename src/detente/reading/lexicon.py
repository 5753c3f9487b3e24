"""The words of one language: gazetteer and word lists, read once from `data/LANGUAGE/`.

A new language is a new folder with the same file names; a new house style is a new
`parts-NAME.tsv` in a language's folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from detente.late import late
from detente.values import dataclass

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word of the gazetteer stands for.

    name     the canonical name.
    kind     "state", "organisation", "group" or "place".
    form     "name", "adjective", "people", "capital" or "seat".
    members  the states in a group, or the country of a place.
    """

    name: str
    kind: str
    form: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that rules look up. Keys of `gazetteer` are written as in the text."""

    language: str
    gazetteer: dict[str, tuple[Entry, ...]]
    words: dict[str, dict[str, tuple[str, ...]]]
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    tail_cues: tuple[tuple[str, re.Pattern[str]], ...]
    prefixes: dict[str, str]
    sides: dict[str, tuple[str, ...]]
    organisation_words: tuple[str, ...]
    organisation_hints: tuple[str, ...]
    place_words: tuple[str, ...]
    given_names: dict[str, bool | None]
    place_after: re.Pattern[str]

    def list(self, section: str, name: str) -> tuple[str, ...]:
        """The words under `name` in `section` of words.toml."""
        return self.words[section][name]


def languages() -> tuple[str, ...]:
    """The languages that have a folder of data."""
    return tuple(sorted(each.name for each in _DATA.iterdir() if (each / "words.toml").is_file()))


@cache
def lexicon(language: str) -> Lexicon:
    """Read the words of `language`; KeyError where there is no folder for it."""
    folder = _DATA / language
    if language not in languages():
        raise KeyError(language)
    with (folder / "words.toml").open("rb") as stream:
        sections = tomllib.load(stream)
    cues = tuple(_cues(folder))
    return Lexicon(
        language=language,
        gazetteer=_gazetteer(folder),
        words={
            section: {name: _listed(text) for name, text in entries.items()}
            for section, entries in sections.items()
        },
        cues=tuple(each for each in cues if not each[0].startswith("tail:")),
        tail_cues=tuple(
            (kind.removeprefix("tail:"), pattern)
            for kind, pattern in cues
            if kind.startswith("tail:")
        ),
        prefixes={row[0]: row[1] for row in _rows(folder / "prefixes.tsv", 2)},
        sides={row[0]: _names(row[1]) for row in _rows(folder / "sides.tsv", 2)},
        organisation_words=tuple(_lines(folder / "organisation_words.txt")),
        organisation_hints=tuple(_lines(folder / "organisation_hints.txt")),
        place_words=tuple(_lines(folder / "place_words.txt")),
        given_names=_given(folder, _listed(sections["names"]["given"])),
        place_after=late(
            rf",\s+(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}(?:{'|'.join(_listed(sections['places']['kinds']))})\b"
        ),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\n", " ").split(",") if each.strip())


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(";") if each.strip())


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _rows(path: Path, width: int) -> Iterator[list[str]]:
    for line in _lines(path):
        cells = line.split("|")
        yield cells + [""] * (width - len(cells))


def _given(folder: Path, others: tuple[str, ...]) -> dict[str, bool | None]:
    """Given names, with whether they are women's (True), men's (False) or of both (None)."""
    found: dict[str, bool | None] = dict.fromkeys(others)
    for line in _lines(folder / "given_names.txt"):
        sex, names = line.split(":", 1)
        found.update(dict.fromkeys(names.split(), sex == "f"))
    return found


def _cues(folder: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    for path in sorted(folder.glob("parts*.tsv")):
        for line in _lines(path):
            kind, pattern = line.split("|", 1)
            yield kind, late(pattern, re.IGNORECASE)


_FULL_FORMS = ("State", "Kingdom", "Republic", "Sultanate", "Federal Republic")


def _gazetteer(folder: Path) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}

    def enter(word: str, entry: Entry) -> None:
        entries = found.setdefault(word, [])
        if entry not in entries:
            entries.append(entry)

    for name, others, adjectives, people, capitals in (
        row[:5] for row in _rows(folder / "states.tsv", 5)
    ):
        for word in (name, *_names(others)):
            enter(word, Entry(name, "state", "name"))
        if " of " not in name:
            for form in _FULL_FORMS:
                enter(f"{form} of {name}", Entry(name, "state", "name"))
        for word in _names(adjectives):
            enter(word, Entry(name, "state", "adjective"))
            if not people and not word.endswith(("sh", "ch", "ese", "S.", "US")):
                enter(word + "s", Entry(name, "group", "people", (name,)))
        for word in _names(people):
            if word not in _names(adjectives):
                enter(word, Entry(name, "group", "people", (name,)))
        for word in _names(capitals):
            enter(word, Entry(name, "state", "capital"))
    for word, state in (row[:2] for row in _rows(folder / "seats.tsv", 2)):
        enter(word, Entry(state, "state", "seat"))
    for word, members, name in (row[:3] for row in _rows(folder / "groups.tsv", 3)):
        enter(word, Entry(name or word, "group", "name", _names(members)))
    for name, others in (row[:2] for row in _rows(folder / "organisations.tsv", 2)):
        for word in (name, *_names(others)):
            form = "acronym" if word != name and word.isupper() else "name"
            enter(word, Entry(name, "organisation", form))
    for name, others, country in (row[:3] for row in _rows(folder / "places.tsv", 3)):
        for word in (name, *_names(others)):
            enter(word, Entry(name, "place", "name", _names(country)))
    return {word: tuple(entries) for word, entries in found.items()}
