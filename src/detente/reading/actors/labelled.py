"""What the first look at a sentence finds: hits of the gazetteer, roles, runs of unknown names."""

from __future__ import annotations

from dataclasses import field

from detente.reading.lexicon import Entry
from detente.reading.page import Sentence
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `[first, stop)` that the gazetteer knows.

    readings  for a misspelling: the mended words and the written ones.
    """

    first: int
    stop: int
    entries: tuple[Entry, ...]
    readings: tuple[str, ...] = ()

    @property
    def adjective(self) -> bool:
        """Whether it may be a state's adjective."""
        return any(entry.form == "adjective" for entry in self.entries)


@dataclass(frozen=True, slots=True)
class RoleHit:
    """Tokens `[first, stop)` of a role; `head` is its head in small letters."""

    first: int
    stop: int
    head: str
    words: str
    states: tuple[str, ...]
    office: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent capitalised tokens `[first, stop)` that nothing else accounts for.

    title  the token before is a title such as "Mr".
    """

    first: int
    stop: int
    title: bool


@dataclass(slots=True)
class Labelled:
    """A sentence with its labels."""

    sentence: Sentence
    hits: list[Hit] = field(default_factory=list)
    roles: list[RoleHit] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    hit_at: dict[int, Hit] = field(default_factory=dict)
    role_at: dict[int, RoleHit] = field(default_factory=dict)
