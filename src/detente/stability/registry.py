"""The registry of solution concepts: one entry a concept, from which all faces learn of it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.stability.session import Session

Judge = Callable[[Session, int, int], NDArray[np.bool_]]
Tier = Literal["core", "extended", "experimental"]
WhyKind = Literal[
    "improvement", "sanction", "joint", "line", "anticipation", "stackelberg", "policy"
]


@dataclass(frozen=True, slots=True)
class Concept:
    """What it means to stay.

    id        as used everywhere; with a horizon, the letters before it (`mr` for mr1, mr2, …).
    name      in the field's words; sentence: for a mediator, with `{horizon}` where there is one.
    source    key in docs/bibliography.md, with the place of the definition.
    needs     `ranks`, `two parties`, `joint moves`: what a model must have.
    implies   concepts that hold wherever this one does, on every model.
    why       what is drawn as its Why.
    symmetric, credible  for sanctions: whether the party may answer back, and whether those who
              sanction must gain by it.
    judge     bool (states,) for (session, party, horizon): where the party stays.
    horizon   whether the id takes a number; by_leader: whether it is asked for each leader.
    """

    id: str
    name: str
    sentence: str
    source: str
    tier: Tier
    why: WhyKind
    judge: Judge
    needs: frozenset[str] = frozenset()
    implies: tuple[str, ...] = ()
    symmetric: bool = False
    credible: bool = False
    horizon: bool = False
    by_leader: bool = False
    order: int = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A concept as asked for: with its horizon, or for one leader.

    id  the full id: `seq`, `mr4`, `stackelberg(USA)`.
    """

    concept: Concept
    id: str
    horizon: int = 0
    leader: str = ""


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


def known_ids() -> list[str]:
    """What may be asked for, as examples: `mr4` for a concept with a horizon."""
    return [f"{one.id}4" if one.horizon else one.id for one in concepts().values()]
