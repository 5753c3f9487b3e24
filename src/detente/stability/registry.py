"""The registry of solution concepts: one entry a concept, from which all faces learn of it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.model import Semantics
from detente.stability.session import Session
from detente.stability.terms import Term

if TYPE_CHECKING:
    from detente.stability.explain.party_at_state import PartyAtState, Why

Tier = Literal["core", "extended", "experimental"]


@dataclass(frozen=True, slots=True)
class OnGraph:
    """A definition that is no term: it looks at the graph itself, and brings its own reasons.

    judge    bool (states,) for (session, party, what was asked): where the party stays.
    why      the verdict and its Why for (a party at a state, what was asked).
    horizon  whether the id takes a number; by_leader: whether it is asked for each leader.
    """

    judge: Callable[[Session, int, Asked], NDArray[np.bool_]]
    why: Callable[[PartyAtState, Asked], tuple[bool, Why]]
    horizon: bool = False
    by_leader: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What it means to stay.

    id          as used everywhere; with a horizon, the letters before it (`mr` for mr1, mr2, …).
    name        in the field's words; sentence: for a mediator, with `{horizon}` where there is one.
    source      key in docs/bibliography.md, with the place of the definition.
    definition  the term that it is, with 0 `turns` where the id says how many; or what judges it.
    needs       `ranks`, `two parties`, `joint moves`: what a model must have.
    implies     concepts that hold wherever this one does, on every model.
    """

    id: str
    name: str
    sentence: str
    source: str
    tier: Tier
    definition: Term | OnGraph
    needs: frozenset[str] = frozenset()
    implies: tuple[str, ...] = ()
    order: int = 100

    @property
    def horizon(self) -> bool:
        """Whether the id takes a number."""
        if isinstance(self.definition, Term):
            return self.definition.turns is not None
        return self.definition.horizon

    @property
    def by_leader(self) -> bool:
        """Whether it is asked for each leader."""
        return isinstance(self.definition, OnGraph) and self.definition.by_leader

    @property
    def credible(self) -> bool:
        """Whether those who answer must gain by each step."""
        return isinstance(self.definition, Term) and self.definition.credible


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept as asked for: with its horizon, or for one leader.

    id         the full id: `seq`, `mr4`, `stackelberg(USA)`, `unknown-a:seq`.
    semantics  how graded and uncertain preferences are read; None: as plain orders.
    """

    concept: Concept
    id: str
    horizon: int = 0
    leader: str = ""
    semantics: Semantics | None = None

    @property
    def experimental(self) -> bool:
        """Whether sources disagree on it."""
        read = self.semantics is not None and self.semantics.experimental
        return read or self.concept.tier == "experimental"

    @property
    def term(self) -> Term | None:
        """The term, with its turns; None where the concept is none."""
        term = self.concept.definition
        if not isinstance(term, Term):
            return None
        return replace(term, turns=self.horizon) if self.horizon else term


@dataclass(slots=True)
class _Registry:
    concepts: dict[str, Concept] = field(default_factory=dict)


_REGISTRY = _Registry()
_LARGEST_HORIZON = 1000


def register(concept: Concept) -> Concept:
    """Enter a concept; its module is found because it lies in `stability/concepts/`."""
    assert concept.id not in _REGISTRY.concepts, concept.id
    assert concept.source, f"{concept.id} names no source"
    _REGISTRY.concepts[concept.id] = concept
    return concept


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """All concepts by id, in the order in which they are told."""
    package = importlib.import_module("detente.stability.concepts")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    found = sorted(_REGISTRY.concepts.values(), key=lambda concept: (concept.order, concept.id))
    return {concept.id: concept for concept in found}


def core_ids() -> tuple[str, ...]:
    """The concepts that are always computed."""
    return tuple(concept.id for concept in concepts().values() if concept.tier == "core")


def find(text: str, parties: tuple[str, ...] = ()) -> tuple[Asked, ...] | None:
    """The concepts asked for by `text`; None where there is none such.

    A concept asked for by leader without naming one is asked for each of `parties`.
    """
    known = concepts()
    name = text.strip()
    if match := re.fullmatch(r"([a-z_]+)\((.+)\)", name):
        concept = known.get(match[1])
        if concept is None or not concept.by_leader or match[2] not in parties:
            return None
        return (Asked(concept, name, leader=match[2]),)
    if name in known and not known[name].horizon:
        concept = known[name]
        if concept.by_leader:
            return tuple(Asked(concept, f"{name}({party})", leader=party) for party in parties)
        return (Asked(concept, name),)
    if match := re.fullmatch(r"([a-z]+?)_?([1-9][0-9]{0,3})", name):
        concept = known.get(match[1])
        horizon = int(match[2])
        if concept is None or not concept.horizon or horizon > _LARGEST_HORIZON:
            return None
        return (Asked(concept, f"{concept.id}{horizon}", horizon=horizon),)
    return None


def read_as(one: Asked, semantics: Semantics) -> Asked | None:
    """The same concept under a semantics; None where it is not defined under any."""
    if one.concept.tier != "core" or one.semantics is not None:
        return None
    return replace(one, id=f"{semantics.id}:{one.id}", semantics=semantics)


def known_ids() -> list[str]:
    """What may be asked for, as examples: `mr4` for a concept with a horizon."""
    return [f"{one.id}4" if one.horizon else one.id for one in concepts().values()]
