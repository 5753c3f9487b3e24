"""The rules that find things, in a registry: one file a subject, loaded from this folder by itself.

A rule is a function `(page, found) -> items`; it sees what earlier layers found and says nothing of
how its finds are shown. A rule for another language or house style is a new file in this folder.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import field

from detente.reading.actors import Survey
from detente.reading.page import Page
from detente.reading.values import (
    Claim,
    Item,
    Mention,
    Named,
    Proposal,
    Quote,
    Reported,
    Role,
    When,
)
from detente.values import dataclass

LAYERS = ("actors", "dates", "quotes", "reported", "proposals", "claims")
"""The order in which rules run: a rule may use what the layers before its own found."""


@dataclass(slots=True)
class Found:
    """What the layers so far have found; filled by `read`, only looked at by rules."""

    survey: Survey
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    reported: list[Reported] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    as_of: str | None = None
    as_of_basis: str = "the text gives no date of its own"

    def add(self, item: Item) -> None:
        """Put an item into the list of its kind."""
        lists: dict[type[Item], list[Item]] = {
            Mention: self.mentions,  # type: ignore[dict-item]  # each list holds one kind of item
            Role: self.roles,  # type: ignore[dict-item]
            Named: self.places,  # type: ignore[dict-item]
            When: self.dates,  # type: ignore[dict-item]
            Quote: self.quotes,  # type: ignore[dict-item]
            Reported: self.reported,  # type: ignore[dict-item]
            Proposal: self.proposals,  # type: ignore[dict-item]
            Claim: self.claims,  # type: ignore[dict-item]
        }
        lists[type(item)].append(item)


RuleFunction = Callable[[Page, Found], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, its layer, the languages it knows ("any" for all), and its function."""

    id: str
    layer: str
    languages: tuple[str, ...]
    find: RuleFunction


RULES: dict[str, Rule] = {}


def rule(
    id: str, *, layer: str, languages: tuple[str, ...] = ("any",)
) -> Callable[[RuleFunction], RuleFunction]:
    """Enter a function as a rule."""
    assert layer in LAYERS, layer

    def enter(find: RuleFunction) -> RuleFunction:
        assert id not in RULES, id
        assert find.__doc__, f"rule {id} says what it finds"
        RULES[id] = Rule(id, layer, languages, find)
        return find

    return enter


def rules_for(language: str) -> tuple[Rule, ...]:
    """The rules for `language`, layer by layer, within a layer by id."""
    if not RULES:
        for module in pkgutil.iter_modules(__path__):
            importlib.import_module(f"{__name__}.{module.name}")
    return tuple(
        each
        for layer in LAYERS
        for _, each in sorted(RULES.items())
        if each.layer == layer and (language in each.languages or "any" in each.languages)
    )
