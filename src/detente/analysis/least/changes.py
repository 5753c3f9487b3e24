"""What a search for changes found, as values: one change, one party alone, one alternative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.analysis.least.effects import Effect
from detente.model import Edit, State, edit_data


@dataclass(frozen=True, slots=True)
class WishChange:
    """One change of wishes after which the target holds.

    edits   by party: its edits, applied in order; empty where nothing needs to change.
    state   the first of the `states` asked about that are equilibria then.
    effect  what else comes of it; None beyond the first changes, for which it is worked out.
    order   changes with one number give every party the same order of states.
    evidence  ids cited for the statements that are touched; and for those put in, where another
              reading of the party holds them too.
    """

    edits: Mapping[str, tuple[Edit, ...]]
    cost: int
    state: State
    states: int
    order: int
    effect: Effect | None = None
    evidence: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def to_dict(self, concept: str) -> dict[str, Any]:
        """As `--json` prints it."""
        found: dict[str, Any] = {
            "edits": [
                {
                    "party": party,
                    "edit": edit_data(edits[0]) if len(edits) == 1 else [*map(edit_data, edits)],
                    "cost": len(edits),
                }
                for party, edits in self.edits.items()
            ],
            "cost": self.cost,
            "concept": concept,
            "state": str(self.state),
            "states": self.states,
            "order": self.order,
        }
        found["evidence"] = {"as_it_is": [*self.evidence[0]], "changed": [*self.evidence[1]]}
        if self.effect is not None:
            found["works"] = self.effect.works
            found["appear"] = list(self.effect.appear)
            found["vanish"] = list(self.effect.vanish)
        return found


@dataclass(frozen=True, slots=True)
class Alone:
    """How far one party alone would have to go.

    cost   the least; None where nothing was found. minimal: whether `cost`, or that there is none
           at all, is proved; lower_bound: what is proved to be too little, and one more.
    count  how many changes there are at the least cost; example: one of them.
    """

    party: str
    cost: int | None
    minimal: bool
    lower_bound: int
    count: int
    example: WishChange | None

    def to_dict(self, concept: str) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "cost": self.cost,
            "minimal": self.minimal,
            "lower_bound": self.lower_bound,
            "count": self.count,
            "example": self.example.to_dict(concept) if self.example else None,
        }


@dataclass(frozen=True, slots=True)
class Other:
    """A named alternative of one party that makes the target hold by itself."""

    party: str
    alternative: str
    states: int
    effect: Effect
