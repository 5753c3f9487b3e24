"""The people of a text as values: full names, shorter forms, offices."""

from __future__ import annotations

from dataclasses import field

from detente.documents import Phrases
from detente.values import dataclass


@dataclass(slots=True)
class Person:
    """Somebody named in the text.

    states  the states whose office the text says they hold, with the head of the role.
    """

    name: str
    female: bool | None = None
    offices: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class People:
    """All of them, and what each form of a name stands for.

    sexes   given names, with whether they are women's.
    """

    by_name: dict[str, Person] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    holders: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    held: dict[tuple[str, tuple[str, ...]], str | None] = field(default_factory=dict)
    matcher: Phrases[str] = field(default_factory=lambda: Phrases([]))
    places: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    adjectives: dict[str, str] = field(default_factory=dict)
    sexes: dict[str, bool | None] = field(default_factory=dict)

    def resolve(self, words: str) -> str | None:
        """The one full name that `words` stand for; None where it is unknown or not one."""
        if words in self.by_name:
            return words
        names = self.aliases.get(words, set())
        return next(iter(names)) if len(names) == 1 else None

    def holder(self, head: str, states: tuple[str, ...]) -> str | None:
        """The one person who holds the office `head` (of `states`, where given); None where not
        one.
        """
        if (head, states) not in self.held:
            self.held[head, states] = self._holder(head, states)
        return self.held[head, states]

    def _holder(self, head: str, states: tuple[str, ...]) -> str | None:
        candidates = self.holders.get(head, [])
        holders = {name for name, of in candidates if not states or not of or set(states) & set(of)}
        exact = {name for name, of in candidates if states and set(states) & set(of)}
        chosen = exact or holders
        return next(iter(chosen)) if len(chosen) == 1 else None
