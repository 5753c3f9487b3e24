"""Is a model right: its size, and what in it looks wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from detente.analysis.claim_tests import TestReader
from detente.analysis.expectations import SubConflicts
from detente.analysis.finding import Finding, stamped
from detente.analysis.table import Table, problem_table
from detente.model import Arena, Conflict, compile_arena, semantics_of, warnings
from detente.problems import ModelError, Problem, TooLarge

_TABLE_STATES = 4_000  # beyond it a table of chances by pairs of states takes a while


@dataclass(frozen=True, eq=False)
class Check(Finding):
    """What `detente check` finds in a model that can be read.

    states    how many states are feasible; None where they are too many to list.
    outcomes  by name, how many states lie in the outcome.
    warnings  what looks wrong, though the file can be read.
    """

    conflict: Conflict
    states: int | None
    outcomes: dict[str, int]
    warnings: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `detente check --json` prints."""
        conflict = self.conflict
        answer = {
            "conflict": conflict.title,
            "problems": [],
            "warnings": [one.to_dict() for one in self.warnings],
            "form": conflict.form,
            "decision_makers": list(conflict.party_names),
            "options": [option.key for option in conflict.options],
            "states": self.states,
            "outcomes": self.outcomes,
            "readings": {party: list(conflict.readings(party)) for party in conflict.party_names},
            "evidence": len(conflict.evidence),
            "claims": len(conflict.claims),
        }
        return self._with_made(answer)

    def rows(self) -> Table:
        """A row a warning: file, line, column, code, what looks wrong, what to write."""
        return problem_table(self.warnings)

    def __repr__(self) -> str:
        size = "too many" if self.states is None else f"{self.states:,}"
        return f"<Check {self.conflict.title!r}: {size} states, {len(self.warnings)} warnings>"


@stamped
def check(conflict: Conflict) -> Check:
    """The size of a model and what in it looks wrong.

    ModelError where no state is feasible, or where a claim asks for what is not there.
    """
    try:
        arena = compile_arena(conflict)
    except TooLarge as error:
        problem = Problem(conflict.file, 0, 0, "W-SIZE", error.what, error.way_out)
        return Check(conflict, None, {}, (problem,))
    claims = TestReader(conflict, SubConflicts(conflict))
    for claim in conflict.claims.values():
        claims.tests(claim)
    if claims.problems:
        raise ModelError(tuple(sorted(claims.problems, key=lambda one: (one.line, one.column))))
    outcomes = {
        name: int(arena.where(outcome.condition).sum())
        for name, outcome in conflict.outcomes.items()
    }
    looks_wrong = (*warnings(conflict, arena), *_uncertain(conflict, arena))
    return Check(conflict, arena.graph.states, outcomes, looks_wrong)


def _uncertain(conflict: Conflict, arena: Arena) -> Iterator[Problem]:
    """What `--semantics fuzzy` and `prob` would refuse: `gamma` not above 0, chances above 1."""
    for party in conflict.party_names:
        for alternative in conflict.readings(party):
            preference = conflict.preference(party, alternative)
            fuzzy = preference.fuzzy
            told = fuzzy is not None and not dict(fuzzy.thresholds).get("gamma")  # none, or 0
            asked = ["fuzzy"] if told else []
            if preference.probability is not None and arena.graph.states <= _TABLE_STATES:
                asked.append("prob")
            for name in asked:
                semantics = semantics_of(name)
                assert semantics is not None, name
                try:
                    arena.acts_of(party, alternative, preference, semantics)
                except ModelError as error:
                    for one in error.problems:
                        yield replace(one, code="W-UNCERTAIN")
                except TooLarge:
                    continue
