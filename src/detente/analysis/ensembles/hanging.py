"""Which evidence, were it wrong, would turn an answer: worked out without what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.analysis.expectations import Scope, SubConflicts
from detente.analysis.reading_sets import Reading
from detente.analysis.target import Target, read_target
from detente.analysis.trace import Support, supports, without_supports
from detente.model import Conflict
from detente.problems import ModelError
from detente.progress import Progress
from detente.stability import Asked, Assumptions


@dataclass(frozen=True, slots=True)
class Hanging:
    """What became of the answers without an entry of the evidence.

    dropped  the statements and rules that cite it, all taken out together.
    turned   the answers that are then otherwise: (name of the class, concept).
    """

    entry: str
    dropped: tuple[Support, ...]
    turned: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "evidence": self.entry,
            "dropped": [one.to_dict() for one in self.dropped],
            "turned": [{"of": name, "concept": concept} for name, concept in self.turned],
        }


def hanging(
    conflict: Conflict,
    reading: Reading,
    scope: Scope,
    targets: Sequence[Target],
    asked: Sequence[Asked],
    assumptions: Assumptions,
    progress: Progress | None = None,
) -> tuple[Hanging, ...]:
    """One entry a cited entry of the evidence, in the order of the ledger."""
    sub_conflicts = SubConflicts(conflict, assumptions)
    before = _answers(sub_conflicts, scope, reading, targets, asked)
    used = tuple(
        one
        for one in supports(conflict)
        if one.kind == "rule" or one.alternative == reading.get(one.party, "base")
    )
    found = []
    cited = [id for id in conflict.evidence if any(id in one.evidence for one in used)]
    for k, entry in enumerate(cited):
        if progress is not None:
            progress(f"without '{entry}'", k, len(cited))
        dropped = tuple(one for one in used if entry in one.evidence)
        other, instead = without_supports(conflict, dropped)
        fresh = sub_conflicts if other is conflict else SubConflicts(other, assumptions)
        try:
            fresh.of(scope)
            after = _answers(fresh.changed(instead), scope, reading, targets, asked)
        except ModelError:  # without the rule nothing is left of the sub-conflict
            continue
        turned = tuple(key for key, holds in before.items() if after[key] != holds)
        found.append(Hanging(entry, dropped, turned))
    return tuple(found)


def _answers(
    sub_conflicts: SubConflicts,
    scope: Scope,
    reading: Reading,
    targets: Sequence[Target],
    asked: Sequence[Asked],
) -> dict[tuple[str, str], bool]:
    """By class and concept: whether some equilibrium lies in the class."""
    sub_conflict = sub_conflicts.of(scope)
    found = {}
    for target in targets:
        inside = read_target(
            sub_conflicts.conflict, sub_conflict.arena, target.text, "of", True
        ).states
        for one in asked:
            found[target.name, one.id] = bool(sub_conflict.equilibria(reading, one)[inside].any())
    return found
