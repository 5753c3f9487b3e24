"""Why an outcome that the model is asked about would not hold: part of the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analysis.decides import Decides
from detente.analysis.explain import Explanation
from detente.analysis.nearest import nearest_in
from detente.analysis.why_decided import WhyDecided
from detente.fixed import Fixed
from detente.limits import limit
from detente.model import Arena, Conflict, State, state_of
from detente.problems import TooLarge
from detente.progress import Progress
from detente.stability import Patience, Verdicts


@dataclass(frozen=True, eq=False)
class WhyNot(Fixed):
    """An outcome without an equilibrium, and who would leave its most stable state, and why.

    state    that which fewest parties would leave, of these the one nearest to today.
    parts    one explanation a party that would leave.
    refused  by party: why its reason was not looked for.
    """

    outcome: str
    concept: str
    state: State
    parts: tuple[Explanation, ...]
    refused: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "outcome": self.outcome,
            "concept": self.concept,
            "state": str(self.state),
            "explanations": [part.to_dict() for part in self.parts],
            "refused": dict(self.refused),
        }


def telling(concepts: tuple[str, ...]) -> str:
    """The concept by which outcomes are told: seq where there is one."""
    return "seq" if "seq" in concepts else next(iter(concepts), "")


def why_not(
    conflict: Conflict,
    arena: Arena,
    verdicts: Verdicts,
    planes: Mapping[str, NDArray[np.bool_]],
    assumptions: Mapping[str, Any],
    progress: Progress | None = None,
) -> WhyNot | None:
    """The first outcome asked about that has states and no equilibrium, with its reasons.

    planes  where each outcome holds: bool (states,). assumptions: as an explanation echoes them.
    None where there is no such outcome. A reason that is too large to look for is left out.
    """
    concept = telling(verdicts.concepts)
    if not concept:
        return None
    holds = verdicts.equilibria(concept)
    name = next(
        (
            one
            for one in conflict.outcome_names
            if planes[one].any() and not (planes[one] & holds).any()
        ),
        None,
    )
    if name is None:
        return None
    graph = verdicts.graph
    stable = [verdicts.stable(k, concept) for k in range(graph.parties)]
    found = nearest_in(graph, planes[name], stable)
    assert found is not None, "the outcome has states"
    state = state_of(conflict, graph.state_text(found.place))
    asked = next(one for one in verdicts.asked if one.id == concept)
    parts, refused = [], {}
    decides = Decides(conflict, graph, assumptions["reading"])
    for k, party in enumerate(graph.names):
        if stable[k][found.place]:
            continue
        patience = Patience(limit("why_not_looks"))
        if progress is not None:
            progress(f"why {party} would leave", k, graph.parties)
        try:
            teller = WhyDecided(conflict, graph, decides, verdicts.assumptions, patience)
            stays, reason = teller.why(k, found.place, asked)
        except TooLarge as error:
            refused[party] = f"{error.what}: {error.estimate}"
            continue
        assert not stays, "the reason is that of the verdict"
        parts.append(Explanation(conflict, party, state, asked, stays, reason, assumptions))
    return WhyNot(name, concept, state, tuple(parts), refused)
