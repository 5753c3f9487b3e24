"""Random questions about ways, asked of detente and of the definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import detente
from detente.analysis.ways import Evolution
from oracle.conflict import Conflict, Names, names_of, read
from oracle.generate import random_model, to_yaml
from oracle.reading import Reading
from oracle.ways import Ways

KINDS = ("improvements", "moves", "best", "undeterred")
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True)
class Question:
    """One question about a model: where to, and under which restrictions."""

    model: dict[str, Any]
    goal: frozenset[str]
    start: str
    by: str
    concept: str
    of: tuple[str, ...] | None
    within: int | None
    avoid: frozenset[str]
    joint: str
    sanction_moves: str
    sanction: str

    @cached_property
    def names(self) -> Names:
        return Names(self.model)

    @cached_property
    def conflict(self) -> Conflict:
        return read(self.model)

    def condition(self, states: frozenset[str]) -> str:
        """The states as a condition of the model file."""
        if self.names.graph:
            return " or ".join(sorted(states))
        parts = []
        for state in sorted(states):
            literals = [
                f"{'' if letter == 'Y' else 'not '}{party}.{option}"
                for (party, option), letter in zip(self.names.options, state, strict=True)
            ]
            parts.append(f"({' and '.join(literals)})")
        return " or ".join(parts)

    def answer(self, to: bool = True) -> Evolution:
        """What detente answers."""
        return detente.evolve(
            detente.load(to_yaml(self.model)),
            self.condition(self.goal) if to else None,
            self.start,
            self.by,
            self.of,
            self.within,
            self.condition(self.avoid) if self.avoid else None,
            self.joint or False,
            self.concept,
            sanction_moves=self.sanction_moves,
            sanction=self.sanction,
        )

    def defined(self) -> Ways:
        """What the definitions say."""
        ways = Ways(
            Reading(self.conflict, self.sanction_moves, self.sanction),
            self.start,
            self.by,
            self.concept,
            self.of,
            self.avoid,
            self.within,
            "" if not self.joint else self.joint,
            self.names,
        )
        ways.move_rules = [
            lambda party, s, t, rule=rule["infeasible_move"]: (
                party in names_of(rule["by"])
                and self.names.holds(rule.get("from", True), s)
                and self.names.holds(rule.get("to", True), t)
            )
            for rule in self.model.get("rules") or []
            if "infeasible_move" in rule
        ]
        return ways


def question(seed: str) -> Question:
    """A random question; equal seeds give equal questions."""
    rng = Random(seed)
    while True:
        model = random_model(rng)
        conflict = read(model)
        if len(conflict.states) <= 16:
            break
    states, parties = conflict.states, conflict.parties
    kind = rng.choice(KINDS)
    concept = rng.choice(CONCEPTS)
    if concept == "sim" and conflict.strategies is None:
        concept = "seq"
    joint = rng.choice(("", "", "", "sequences", "simultaneous")) if len(parties) < 5 else ""
    return Question(
        model,
        frozenset(rng.sample(states, min(len(states), rng.choice((1, 1, 1, 2, 3))))),
        rng.choice(states),
        kind,
        concept,
        tuple(rng.sample(parties, rng.randint(1, len(parties)))) if rng.random() < 0.3 else None,
        rng.choice((0, 1, 2, 3, 4, 6)) if rng.random() < 0.35 else None,
        frozenset(rng.sample(states, rng.randint(1, max(1, len(states) // 3))))
        if rng.random() < 0.3
        else frozenset(),
        joint,
        rng.choice(("legal", "legal", "once", "single")),
        rng.choice(("weak", "weak", "strict")),
    )


def by_of(step: Mapping[str, Any]) -> tuple[str, ...]:
    """Who makes a step, as the definitions write it."""
    return tuple(step["by"]) if isinstance(step["by"], list) else (step["by"],)
